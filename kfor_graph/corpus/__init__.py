"""Stage 1, corpus: bytes → `model.Report`. `discover` finds files, `read` reads one, `fold` makes the clean text."""
