"""KFOR reports to the UN Security Council as a validated, evidenced, queryable knowledge graph."""

__version__ = "0.1.0"
