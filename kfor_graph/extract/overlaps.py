"""Two rules that read one figure from the same words: the earlier rule of the list keeps it."""

from collections.abc import Iterable, Iterator

from kfor_graph.model import Claim, Concept, Event

_ARRESTED = Concept("indicator", "persons-arrested")


def without_overlaps(claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims of one block without figures, or events of one type and time, that an earlier rule read from the same words."""
    kept: list[Claim] = []
    for claim in claims:
        if not any(other.rule != claim.rule and _same_telling(other, claim) for other in kept):
            kept.append(claim)
            yield claim


def _same_telling(one: Claim, other: Claim) -> bool:
    if one.kind != other.kind or not _touch(one, other):
        return False
    if one.kind == "observation":
        if _ARRESTED in {one.get("indicator"), other.get("indicator")} and one.get("indicator") != other.get("indicator"):
            return False  # "another was wounded and detained" is both
        return all(one.get(slot) == other.get(slot) for slot in ("value", "unit", "printed"))
    if one.kind == "account":
        first, second = one.get("about"), other.get("about")
        return (
            isinstance(first, Event) and isinstance(second, Event) and first.period == second.period and first.types[0] == second.types[0]
        )
    return one.kind == "assessment" and one.get("topic") == other.get("topic")


def _touch(one: Claim, other: Claim) -> bool:
    return any(a.span.start < b.span.end and b.span.start < a.span.end for a in one.evidence for b in other.evidence)
