"""Fuzzing: a target a file, each with what must hold for any input; `make fuzz` runs them under coverage, the tests replay what was found."""
