"""Where: places, parts of the area, and what words are limited to."""
