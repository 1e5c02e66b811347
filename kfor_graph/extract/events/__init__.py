"""What happens: clauses, deeds, violence and its victims, agreements and acts."""
