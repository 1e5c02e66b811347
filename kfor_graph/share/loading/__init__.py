"""A build → a store on another machine: graph by graph, from where it stopped, and verified."""
