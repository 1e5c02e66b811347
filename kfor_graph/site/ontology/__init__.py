"""The ontology, its versions, the shapes and the concept schemes as pages, made from their own files."""
