"""Values → SVG: charts that need no script and no style of their own; colours come from classes."""
