"""What only all documents together show: events told in several, figures of earlier reports, gaps, overlaps and jumps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kfor_graph.graph.gist import Gist
from kfor_graph.graph.meeting import Meeting, Pair, meet
from kfor_graph.model import Finding
from kfor_graph.quality.earlier import earlier
from kfor_graph.quality.jumps import jumps
from kfor_graph.quality.series import series


@dataclass(frozen=True, slots=True)
class Across:
    """What the documents of a build tell of one another."""

    meeting: Meeting
    "which events are one node, and which pairs people should look at"
    links: bytes
    "sorted N-Quads of the graph `across`"
    issues: tuple[bytes, ...]
    "lines for the graph `audit`"
    findings: tuple[Finding, ...]
    "of documents against one another"


def across(gists: Mapping[str, Gist], graph: Callable[[str], bytes]) -> Across:
    """All documents of a build, by key, against one another. `graph` gives the N-Quads of one."""
    meeting = meet(gists)
    compared = earlier(gists, graph)
    findings = (*map(_to_review, meeting.pairs), *compared.findings, *series(gists), *jumps(gists))
    lines = tuple(line.encode() for line in sorted(compared.issues))
    return Across(meeting, "".join(sorted(compared.links)).encode(), lines, findings)


def _to_review(pair: Pair) -> Finding:
    message = f"may be the event of {pair.one_account.rsplit('/doc/')[-1]}: {pair.reason}; review.tsv lists the pair"
    return Finding("Info", message, "meeting", pair.other_document, pair.other_block, pair.other, pair.evidence)
