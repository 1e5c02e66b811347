"""What is counted: numbers, lists, tables, breakdowns, comparisons and stocks."""
