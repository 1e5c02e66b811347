"""Quads → findings: shapes, source issues, coverage, and how they are shown."""
