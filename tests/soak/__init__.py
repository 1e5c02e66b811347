"""Endurance: many clients, runaway queries and new builds for a long time; `make soak`."""
