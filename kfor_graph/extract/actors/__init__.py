"""Who acts: bodies, persons, offices, groups, units and the sides of talks, as words tell them."""
