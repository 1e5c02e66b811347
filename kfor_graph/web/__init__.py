"""Pages and store → HTTP: SPARQL protocol, content negotiation, reconciliation, limits; same URLs as the static site."""
