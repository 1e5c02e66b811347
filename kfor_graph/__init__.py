"""KFOR reports to the UN Security Council as a validated, evidenced, queryable knowledge graph.

    import kfor_graph

    with kfor_graph.build("reports") as graph:
        graph.frame("troop-strength")
        for claim in graph.claims(kind="Observation"):
            print(claim.label, [words.quote for words in claim.evidence])

What there is stands in `kfor_graph.api`; it is loaded when it is first asked for, so that a command answers at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kfor_graph.api import Build, Built, Finding, Graph, Table, TracedClaim, Words, build
    from kfor_graph.api import open_build as open  # noqa: A004 - read as kfor_graph.open

__version__ = "0.1.0"
__all__ = ["Build", "Built", "Finding", "Graph", "Table", "TracedClaim", "Words", "__version__", "build", "open"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("kfor_graph.api"), "open_build" if name == "open" else name)
