"""What the rules find in reports whose facts are listed by hand, against that list: precision, recall, F1."""
