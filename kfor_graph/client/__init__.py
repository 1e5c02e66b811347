"""Other machines, asked: HTTP with limits, logins, SPARQL endpoints as stores, and what their dialects differ in."""
