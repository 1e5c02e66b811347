"""Versions of the ontology: earlier ones are kept as files, and each is compared with the one before it, term by term."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kfor_graph import names
from kfor_graph.share.changes.compare import compare
from kfor_graph.share.changes.model import Change
from kfor_graph.share.changes.release import Release
from kfor_graph.site import vocabularies

_NAME = "ontology"
_GRAPH = f"<{names.graph(_NAME)}>"


@dataclass(frozen=True, slots=True)
class Version:
    """One version, and what it changed."""

    number: str
    before: str
    "the version that it is compared with; empty for the first"
    changes: tuple[Change, ...]
    "of terms, by IRI"


@cache
def history() -> tuple[Version, ...]:
    """All versions, the newest first."""
    numbers = vocabularies.versions(_NAME)
    pairs = zip(numbers, ("", *numbers), strict=False)
    return tuple(Version(number, before, _changes(before, number) if before else ()) for number, before in pairs)[::-1]


@cache
def latest() -> Mapping[str, Change]:
    """Term → how it changed in the newest version."""
    return {change.iri: change for change in history()[0].changes}


def _changes(before: str, after: str) -> tuple[Change, ...]:
    """What changed of our own terms; what the file says of itself and of terms of others is left out."""
    found = compare(_release(before), _release(after))
    return tuple(node for node in found.nodes if node.iri.startswith(names.PREFIXES["kfo"]))


def _release(number: str) -> Release:
    lines = (f"{quad.subject} {quad.predicate} {quad.object} {_GRAPH} .\n" for quad in vocabularies.triples(_NAME, number))
    return Release({}, {_NAME: "".join(lines).encode()})
