"""Full-text search over entities, concepts, queries, claims and paragraphs."""
