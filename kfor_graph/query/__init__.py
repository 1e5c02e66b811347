"""Stage 7: store → tables."""
