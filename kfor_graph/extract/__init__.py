"""Stage 3: documents → claims."""
