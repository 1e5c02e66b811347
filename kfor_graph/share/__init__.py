"""Stage 8: what is built → files."""
