"""What is to be said of decisions on claims: those that mean no claim, and what else left with a rejected one."""

from collections.abc import Iterable
from pathlib import PurePath

from kfor_graph.model import Claim, Decision, Finding


def no_claim(row: Decision) -> Finding:
    """A decision whose claim no document makes any more."""
    key = row.claim.rpartition("/")[0]
    message = (
        f"{PurePath(row.table).name}:{row.line}: there is no claim {row.claim}; take the row out, or name one that kfor-graph show prints"
    )
    return Finding("Warning", message, "curation", key)


def gone_along(key: str, claims: Iterable[tuple[str, Claim]]) -> tuple[Finding, ...]:
    """Claims, each with its IRI, that nothing is left of without a rejected one."""
    message = "rejected along with the account or figure that it depends on"
    return tuple(Finding("Info", message, "curation", key, claim.block, iri, claim.evidence) for iri, claim in claims)
