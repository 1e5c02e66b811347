"""Findings for people and machines: each form in a file of its own; the same findings give the same bytes."""
