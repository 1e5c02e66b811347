"""Which engine validates."""

from enum import StrEnum


class Engine(StrEnum):
    """How shapes are applied. The results are pySHACL's in each case."""

    AUTO = "auto"
    "`sparql` for the project's own shapes, `pyshacl` for any others"
    PYSHACL = "pyshacl"
    "pySHACL on all nodes"
    SPARQL = "sparql"
    "queries made of the shapes find the nodes that may have results; pySHACL validates these"
