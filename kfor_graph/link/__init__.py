"""Stage 5: entities → other data sets."""
