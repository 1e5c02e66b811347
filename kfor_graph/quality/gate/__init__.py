"""Shapes as set-wise SPARQL: which nodes may have results. pySHACL then says whether and which."""
