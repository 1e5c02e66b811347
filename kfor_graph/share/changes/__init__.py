"""Two releases → what changed between them, for people and for machines."""
