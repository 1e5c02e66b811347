"""Events and figures as tables, maps and cubes."""
