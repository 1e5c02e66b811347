"""Build → a site of files with the addresses of the server, complete, and rewritten only where something changed."""
