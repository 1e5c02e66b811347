"""Documents by their symbols: from a public document system into a folder that can be built."""
