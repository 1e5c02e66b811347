"""What people decided on the claims of a document, applied before its graph is written: the claims that stand, and those that do not.

Claims keep the names that they got when they were extracted, whatever is decided on them, so that a table of corrections stays right.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from kfor_graph import names
from kfor_graph.errors import CurationError
from kfor_graph.graph.corrections import corrected, extracted
from kfor_graph.graph.identifiers import Identifiers
from kfor_graph.graph.terms import day, iri, name, text
from kfor_graph.model import Claim, Concept, Decision, Entity, Event, Evidence, Value
from kfor_graph.texts import Period
from kfor_graph.vocabulary import Vocabulary

_PAIR = ("numerator", "denominator")
_STANDS = ("happened", "under-way")


@dataclass(frozen=True, slots=True)
class Decided:
    """What is remembered of the decisions on one document."""

    record: tuple[str, ...] = ()
    "lines of the graph `curation`"
    rejected: bytes = b""
    "the claims that do not stand, as N-Quads of the graph `rejected`"
    matched: tuple[tuple[int, tuple[str, ...]], ...] = ()
    "line of the table and the claims of the document that it can mean"
    errors: tuple[CurationError, ...] = ()
    "decisions that do not suit their claim"


@dataclass(slots=True)
class Curated:
    """The claims of a document after the decisions of people."""

    claims: list[Claim]
    "those that stand, as they are to be read"
    identifiers: Identifiers
    "the names of all claims"
    rejected: list[Claim] = field(default_factory=list)
    "those that do not, as extracted"
    along: list[tuple[str, Claim]] = field(default_factory=list)
    "IRI of a claim that nothing is left of without a rejected one, and part that makes it"
    record: list[str] = field(default_factory=list)
    "lines of the graph `curation`"
    matched: dict[int, tuple[str, ...]] = field(default_factory=dict)
    "line of the table → last steps of the claims that it can mean; it was applied where it is one"
    errors: list[CurationError] = field(default_factory=list)
    "decisions that do not suit their claim"


def curate(key: str, claims: Sequence[Claim], identifiers: Identifiers, decisions: Sequence[Decision], vocabulary: Vocabulary) -> Curated:
    """The decisions that concern a document, applied. Without any, this costs nothing."""
    curated = Curated(list(claims), identifiers)
    if not decisions:
        return curated
    steps = [(identifiers.claim(claim) or "").rsplit("/", 1)[1] for claim in claims]
    told = list(claims)
    decided: dict[int, list[Decision]] = {}
    for decision in decisions:
        found = sorted(meant(key, decision.claim, steps))
        if found:
            curated.matched[decision.line] = tuple(found)
        if len(found) == 1:
            at = steps.index(found[0])
            if _suits(curated, claims[at], decided.setdefault(at, []), decision):
                _apply(curated, told, at, decision, vocabulary)
    if not curated.record:
        return curated
    _stand(curated, key, claims, told, steps, {at for at, rows in decided.items() if any(row.verdict == "rejected" for row in rows)})
    _record(curated, key, claims, steps, decided)
    return curated


def meant(key: str, written: str, steps: Iterable[str]) -> set[str]:
    """The claims of a document that a table can mean: the one of that name, else those whose names begin so."""
    document, _, step = written.rpartition("/")
    if document not in {"", key}:
        return set()
    found = {known for known in steps if known.startswith(step)}
    return {step} if step in found else found


def _suits(curated: Curated, claim: Claim, rows: list[Decision], decision: Decision) -> bool:
    """Whether a decision can be taken on its claim, beside the earlier ones; notes an error where not."""
    if claim.get("predicate") == "kfo:transmits" and decision.verdict != "confirmed":
        what = "what a letter transmits is the structure of its document, which is not decided here"
        curated.errors.append(CurationError(f"{decision.table}:{decision.line}", what, "take the row out, and mend the text of the report"))
        return False
    for row in rows:
        if "rejected" in {row.verdict, decision.verdict} or row.slot == decision.slot:
            what = f"contradicts or repeats line {row.line}"
            curated.errors.append(CurationError(f"{decision.table}:{decision.line}", what, "leave one of the two rows"))
            return False
    rows.append(decision)
    return True


def _apply(curated: Curated, told: list[Claim], at: int, decision: Decision, vocabulary: Vocabulary) -> None:
    if decision.verdict == "corrected":
        try:
            changed = corrected(told[at], decision, vocabulary)
        except ValueError as error:
            what, _, remedy = str(error).partition("; ")
            curated.errors.append(CurationError(f"{decision.table}:{decision.line}", what, remedy))
            return
        before, after = told[at].get("about"), changed.get("about")
        told[at] = changed
        if isinstance(before, Event) and isinstance(after, Event) and before != after:
            told[:] = [_retold(claim, before, after) for claim in told]
    curated.record.append(str(decision.line))


def _retold(claim: Claim, before: Event, after: Event) -> Claim:
    """A claim with another event in the place of one: what is told of it goes with it."""
    if all(value != before for _, value in claim.slots):
        return claim
    return replace(claim, slots=tuple((slot, after if value == before else value) for slot, value in claim.slots))


def _stand(curated: Curated, key: str, claims: Sequence[Claim], told: list[Claim], steps: Sequence[str], out: set[int]) -> None:
    """Parts the claims that stand from those that do not; figures of an event that nobody tells any more go with it."""
    direct = set(out)
    touched = {value for at in range(len(told)) if at in out or told[at] is not claims[at] for value in _events(told[at])}
    accounts = {
        event: [at for at, claim in enumerate(told) if claim.kind == "account" and claim.get("about") == event] for event in touched
    }
    gone = {event for event, tellers in accounts.items() if tellers and out.issuperset(tellers)}
    out |= {at for at, claim in enumerate(told) if any(event in gone for event in _events(claim))}
    out |= {at for at, claim in enumerate(told) if any(_is_among(value, claims, out) for value in claim.values("changeOf"))}
    for event, tellers in accounts.items():
        happened = any(_states(told[at]) for at in tellers if at not in out)
        if event not in gone and tellers and happened != event.happened:
            told[:] = [_retold(claim, event, replace(event, happened=happened)) for claim in told]
    curated.claims = [_unlinked(claim, claims, out) for at, claim in enumerate(told) if at not in out]
    curated.rejected = [claims[at] for at in sorted(out)]
    curated.along = [(names.part(key, steps[at]), claims[at]) for at in sorted(out - direct)]
    curated.identifiers = _Kept(key, curated.identifiers, claims, told)


def _events(claim: Claim) -> set[Event]:
    return {value for _, value in claim.slots if isinstance(value, Event)}


def _states(claim: Claim) -> bool:
    status = claim.get("eventStatus")
    return claim.certainty == "stated" and isinstance(status, Concept) and status.notation in _STANDS


def _is_among(value: Value, claims: Sequence[Claim], out: set[int]) -> bool:
    return isinstance(value, Claim) and any(_same(claims[at], value) for at in out)


def _same(one: Claim, other: Claim) -> bool:
    """Whether two claims are one, whichever rule is noted on them."""
    return (one.kind, one.block, one.evidence, one.slots) == (other.kind, other.block, other.evidence, other.slots)


def _unlinked(claim: Claim, claims: Sequence[Claim], out: set[int]) -> Claim:
    """A claim without links to what does not stand: a total of parts that are no longer all there only includes the others."""
    lost = {slot for slot, value in claim.slots if _is_among(value, claims, out)}
    if not lost:
        return claim
    slots = [(slot, value) for slot, value in claim.slots if not _is_among(value, claims, out)]
    if lost & set(_PAIR):
        slots = [(slot, value) for slot, value in slots if slot not in _PAIR]
    if "totalOf" in lost:
        slots = [("includes" if slot == "totalOf" else slot, value) for slot, value in slots]
    return replace(claim, slots=tuple(slots))


class _Kept(Identifiers):
    """The names that claims had when they were extracted, for the claims that are left of them; new events get names beside the old."""

    def __init__(self, key: str, known: Identifiers, claims: Sequence[Claim], told: Sequence[Claim]) -> None:
        self._known = known
        self._decided: dict[tuple[str, str, tuple[Evidence, ...]], list[tuple[Claim, str | None]]] = {}
        for claim, original in zip(told, claims, strict=True):
            self._decided.setdefault((claim.kind, claim.plugin, claim.evidence), []).append((claim, known.claim(original)))
        self._new: dict[Event, str] = {}
        taken = {known.event(event) for claim in claims for event in _events(claim)}
        old = {event for claim in claims for event in _events(claim)}
        for claim in told:
            for event in sorted(_events(claim) - old - set(self._new), key=repr):
                base = names.event(event, key)
                found = next(
                    iri for number in range(1, len(taken) + 2) if (iri := base if number == 1 else f"{base}-{number}") not in taken
                )
                taken.add(found)
                self._new[event] = found

    def event(self, value: Event) -> str:
        return self._new.get(value) or self._known.event(value)

    def evidence(self, value: Evidence) -> str:
        return self._known.evidence(value)

    def claim(self, value: Claim) -> str | None:
        for claim, found in self._decided.get((value.kind, value.plugin, value.evidence), ()):
            if _core(claim) == _core(value):
                return found
        return self._known.claim(value)


def _core(claim: Claim) -> list[tuple[str, Value]]:
    """The slots that no decision on another claim can touch."""
    return [(slot, value) for slot, value in claim.slots if not isinstance(value, Claim)]


def _record(
    curated: Curated,
    key: str,
    claims: Sequence[Claim],
    steps: Sequence[str],
    decided: Mapping[int, Sequence[Decision]],
) -> None:
    """The decisions as quads: who, when, why, on which claim, and for a correction both values."""
    applied, graph = set(curated.record), iri(names.graph("curation"))
    lines: set[str] = set()
    for at, rows in decided.items():
        for row in rows:
            if str(row.line) in applied:
                lines |= {f"{fact} {graph} .\n" for fact in _facts(key, steps[at], claims[at], row)}
    curated.record = sorted(lines)


def _facts(key: str, step: str, claim: Claim, row: Decision) -> Iterator[str]:
    decision = iri(
        names.part(key, "decision-" + names.digest((step, row.verdict, row.slot, row.value, row.who, row.when.isoformat(), row.why)))
    )
    target, agent = iri(names.part(key, step)), iri(f"{names.BASE}id/agent/{names.slug(row.who)}")
    yield f"{decision} {name('rdf:type')} {name('kfo:Decision')}"
    yield f"{decision} {name('rdf:type')} {name('prov:Activity')}"
    yield f"{decision} {name('rdfs:label')} {text(f'{row.verdict} on {row.when.isoformat()}: {step}', 'en')}"
    yield f"{decision} {name('kfo:decidesOn')} {target}"
    yield f"{decision} {name('kfo:verdict')} {iri(names.concept(Concept('verdict', row.verdict)))}"
    yield f"{decision} {name('dcterms:date')} {day(row.when)}"
    yield f"{decision} {name('rdfs:comment')} {text(row.why)}"
    yield f"{decision} {name('prov:wasAssociatedWith')} {agent}"
    yield f"{agent} {name('rdf:type')} {name('prov:Agent')}"
    yield f"{agent} {name('rdfs:label')} {text(row.who)}"
    if row.verdict == "corrected":
        prefix = "rdf" if row.slot in {"subject", "object"} else "kfo"
        yield f"{decision} {name('kfo:slot')} {name(f'{prefix}:{row.slot}')}"
        yield f"{target} {name('prov:wasGeneratedBy')} {decision}"
        yield f"{decision} {name('kfo:curated')} {text(row.value)}"
        for value in extracted(claim, row.slot):
            yield f"{decision} {name('kfo:extracted')} {text(_written(value))}"
    else:
        yield f"{target} {name('prov:wasInvalidatedBy' if row.verdict == 'rejected' else 'prov:wasInfluencedBy')} {decision}"


def _written(value: Value) -> str:
    """A value as a table writes it."""
    if isinstance(value, Concept):
        return value.notation
    if isinstance(value, Entity):
        return f"{value.kind}/{value.slug}"
    if isinstance(value, Period):
        return str(value.start) if value.start == value.end else f"{value.start or ''}/{value.end or ''}"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
