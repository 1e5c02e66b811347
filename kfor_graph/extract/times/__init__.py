"""When: days, periods and days reckoned from others."""
