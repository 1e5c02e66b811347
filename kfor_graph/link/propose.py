"""Asks endpoints and files for candidates of entities without a link, and weighs them. It proposes, and accepts nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kfor_graph import names
from kfor_graph.errors import LinkError
from kfor_graph.link import dump
from kfor_graph.link.ask import Guest, NotCachedError
from kfor_graph.link.endpoint import Endpoint, candidates
from kfor_graph.link.score import fit
from kfor_graph.link.settings import Settings
from kfor_graph.link.sssom import IDENTITY, Table, site
from kfor_graph.link.table import Row
from kfor_graph.link.things import Candidate, Subject

Progress = Callable[[int, int], None]
"Is told how many entities are done, of how many."


@dataclass(frozen=True, slots=True)
class Proposed:
    """What came of asking."""

    rows: tuple[Row, ...]
    "candidates, undecided"
    errors: tuple[LinkError, ...]
    "one for each endpoint or file that failed"


def propose(
    subjects: Sequence[Subject],
    endpoints: Sequence[Endpoint],
    files: Sequence[Path],
    guest: Guest,
    links: Table,
    settings: Settings,
    progress: Progress = lambda _done, _total: None,
) -> Proposed:
    """Candidates for the entities that have no link to a data set yet. A source that fails is an error; the others go on."""
    taken = {mapping.target for mapping in links.mappings if mapping.predicate in IDENTITY}
    found: dict[tuple[str, str], Row] = {}
    errors: list[LinkError] = []
    asked = [(source, [subject for subject in subjects if source.host not in subject.linked]) for source in endpoints]
    total, done = sum(len(wanted) for _, wanted in asked) + len(files), 0

    def take(subject: Subject, offered: Sequence[Candidate]) -> None:
        for row in _best(subject, [item for item in offered if item.iri not in taken], settings):
            known = found.get(row.key)
            if known is None or (-float(row.score), row.source) < (-float(known.score), known.source):
                found[row.key] = row

    for path in files:
        try:
            by_subject = dump.candidates(path, [subject for subject in subjects if dump.HOST not in subject.linked], settings)
            for subject in subjects:
                take(subject, by_subject.get(subject.iri, ()))
        except LinkError as error:
            errors.append(error)
        progress(done := done + 1, total)
    for source, wanted in asked:
        missing = 0
        for number, subject in enumerate(wanted):
            try:
                take(subject, candidates(guest, source, subject, settings))
            except NotCachedError:
                missing += 1
            except LinkError as error:
                errors.append(error)
                progress(done := done + len(wanted) - number, total)
                break
            progress(done := done + 1, total)
        if missing:
            what = f"answers for {missing} of {len(wanted)} entities are not on disk"
            errors.append(LinkError(source.address, what, "ask without --offline"))
    return Proposed(tuple(found.values()), tuple(errors))


def _best(subject: Subject, offered: Sequence[Candidate], settings: Settings) -> list[Row]:
    """The candidates that fit best, as rows."""
    free = [item for item in offered if site(item.iri) not in subject.linked and not item.iri.startswith(names.BASE)]
    rows = [_row(subject, item, settings) for item in free]
    fitting = [row for row in rows if float(row.score) >= settings.bounds["least"]]
    return sorted(fitting, key=lambda row: (-float(row.score), row.object))[: int(settings.bounds["most"])]


def _row(subject: Subject, candidate: Candidate, settings: Settings) -> Row:
    fitted = fit(subject, candidate, settings)
    parts = {name: "" if score is None else f"{score:g}" for name, score in fitted.parts.items()}
    return Row(
        "",
        subject.iri,
        subject.label,
        "schema:sameAs",
        candidate.iri,
        candidate.label,
        f"{fitted.score:.3f}",
        parts["label"],
        parts["type"],
        parts["dates"],
        parts["point"],
        parts["identifiers"],
        fitted.evidence,
        candidate.about,
        candidate.source,
    )
