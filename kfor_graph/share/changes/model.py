"""What changed between two releases, as values."""

from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import Quad


class Kind(StrEnum):
    """How something changed."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


SECTIONS = {
    "documents": "Documents",
    "parts": "Letters and paragraphs",
    "claims": "Claims",
    "events": "Events",
    "entities": "Entities",
    "issues": "Source discrepancies",
    "rules": "Rules",
    "vocabulary": "Vocabulary",
    "links": "Links",
    "other": "Other",
}
"What is told of, in this order: name and title."


@dataclass(frozen=True, slots=True)
class Fact:
    """A property that has other values than before."""

    property: str
    "as a prefixed name, else an IRI"
    before: tuple[str, ...]
    "values that are gone, as people read them, sorted"
    after: tuple[str, ...]
    "values that are new"


@dataclass(frozen=True, slots=True)
class Change:
    """A node that changed."""

    kind: Kind
    section: str
    "name in SECTIONS"
    iri: str
    label: str
    "how the newer release calls it, else the older"
    graph: str
    "name of the named graph: a document's key, authority, ontology, …"
    facts: tuple[Fact, ...] = ()
    "what differs; empty for a node that is added or removed as a whole"
    words: tuple[str, ...] = ()
    "of a claim: the evidence, verbatim, in the newer release, else the older"
    part: str = ""
    "of a claim: slug of the paragraph or letter that makes it"
    rule: str = ""
    "of a claim: which rule made it"
    was: str = ""
    "of a claim that says something else than before: IRI of the one whose place it takes"


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed."""

    nodes: tuple[Change, ...]
    "by section, graph and IRI"
    added: tuple[Quad, ...]
    "quads that are new, sorted"
    removed: tuple[Quad, ...]
    "quads that are gone, sorted"

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)

    def of(self, section: str, kind: Kind | None = None) -> tuple[Change, ...]:
        """The changes of a section, of all kinds or of one."""
        return tuple(node for node in self.nodes if node.section == section and kind in {None, node.kind})

    def documents(self) -> tuple[str, ...]:
        """The keys of the documents that are added, removed or told of otherwise, sorted."""
        return tuple(sorted({node.graph for node in self.nodes if node.section in {"documents", "parts", "claims", "events"}}))
