"""A folder of listed reports → what became of every fact, from the bytes of the reports on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kfor_graph.corpus.read import read_file
from kfor_graph.document.outline import outline
from kfor_graph.errors import SourceError
from kfor_graph.extract.extract import extract
from kfor_graph.extract.plugins import Plugin, load
from kfor_graph.graph.build import build_graph
from kfor_graph.quality.document import check
from kfor_graph.quality.evaluate.facts import KINDS, Fact
from kfor_graph.quality.evaluate.found import Found
from kfor_graph.quality.evaluate.gold import GoldError, Listed, read_gold
from kfor_graph.quality.evaluate.issues import discrepancies
from kfor_graph.quality.evaluate.listed import facts, tail
from kfor_graph.quality.evaluate.match import Outcome, match
from kfor_graph.quality.evaluate.score import Score, scores
from kfor_graph.quality.evaluate.wording import named
from kfor_graph.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The result of an evaluation."""

    outcomes: tuple[Outcome, ...]
    "of every fact, in the order of the list"
    failed: tuple[SourceError, ...]
    "reports that could not be read; their facts are missed"

    @property
    def scores(self) -> tuple[Score, ...]:
        """By kind."""
        return scores(self.outcomes)

    def of(self, kinds: Sequence[str]) -> "Evaluation":
        """The same for some kinds only; for all where none is named. Raises GoldError for a kind that there is not."""
        if unknown := sorted(set(kinds) - set(KINDS)):
            raise GoldError(", ".join(unknown), "no such kind of fact", f"use some of {', '.join(KINDS)}")
        return self if not kinds else Evaluation(tuple(outcome for outcome in self.outcomes if outcome.fact.kind in kinds), self.failed)


def evaluate(folder: Path, plugins: Sequence[str] = ()) -> Evaluation:
    """Reads the list and its reports, and compares.

    `plugins` names plug-ins whose rules are used beside ours. Raises GoldError where the list is broken, PluginError where a plug-in cannot
    be used; a report that is none is in the result.
    """
    further = load(tuple(plugins)) if plugins else ()
    listed = read_gold(folder)
    corps = frozenset(name for item in listed for row in item.row.get("personnel_statistics", ()) for name in named(row["organization"]))
    outcomes: list[Outcome] = []
    failed: list[SourceError] = []
    for path in dict.fromkeys(item.path for item in listed):
        reports = [item for item in listed if item.path == path]
        wanted = {item.document: facts(item) for item in reports}
        try:
            found = _found(path, reports, corps, further)
        except SourceError as error:
            found = ()
            failed.append(error)
        for item in reports:
            own = [fact for fact in found if fact.document == item.document]
            outcomes.extend(match(_with_letters(item, reports, wanted), own, tail(item.row)))
    return Evaluation(tuple(outcomes), tuple(failed))


def _with_letters(item: Listed, reports: Sequence[Listed], wanted: dict[str, tuple[Fact, ...]]) -> list[Fact]:
    """The facts of a report; the letters of a file stand with the first report of it, whichever they pass on."""
    own = [fact for fact in wanted[item.document] if fact.kind != "letter"]
    if item is not reports[0]:
        return own
    letters = [fact for report in reports for fact in wanted[report.document] if fact.kind == "letter"]
    return own + [replace(fact, document=item.document) for fact in letters]


def _found(path: Path, reports: Sequence[Listed], corps: frozenset[str], plugins: tuple[Plugin, ...]) -> tuple[Fact, ...]:
    """What the rules and the audit find in one file. Raises SourceError where it is no readable report."""
    document = outline(read_file(path))
    extraction = extract(document, vocabulary(), plugins)
    nquads = build_graph(document, extraction.claims, extraction.mentions, vocabulary())
    names = {item.index: item.document for item in reports}
    audit = check(document.key, nquads).audit
    return (*Found(document, extraction, names, corps).facts(), *discrepancies(nquads, audit, names))
