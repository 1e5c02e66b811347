"""Stage 2: reports → documents."""
