"""Stage 1, corpus: bytes → `texts.Report`. `discover` finds files, `read` reads one, `fold` makes the clean text."""
