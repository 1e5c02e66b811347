"""Faults: what dies, fills, breaks or is taken away at any moment leaves the last good output whole; `make faults` runs them all."""
