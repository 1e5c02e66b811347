"""Views of the graph as networks of labelled nodes and edges, and what they are written as."""
