"""Outcomes → counts and shares for each kind."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kfor_graph.quality.evaluate.facts import KINDS
from kfor_graph.quality.evaluate.match import Outcome
from kfor_graph.quality.evaluate.rules import EXHAUSTIVE, same_words


@dataclass(frozen=True, slots=True)
class Score:
    """How well a kind of fact is found. Shares are from 0 to 1; None where there is nothing to divide by."""

    kind: str
    "which"
    right: int
    "found and listed"
    missed: int
    "listed, not found"
    wrong: int
    "found, not listed, of a kind of which every fact is listed"
    unlisted: int
    "found, not listed, of another kind: it may be true"
    paragraph: int
    "of the right ones, those in the paragraph that the list names"
    words: int
    "of the right ones, those whose words are the list's, at least by half"
    certainty: int
    "of the right ones, those that are stated, alleged, suspected or believed as the list says"

    @property
    def exhaustive(self) -> bool:
        """Whether every fact of the kind is listed, so that precision says something."""
        return self.kind in EXHAUSTIVE

    @property
    def listed(self) -> int:
        """How many the list holds."""
        return self.right + self.missed

    @property
    def precision(self) -> float | None:
        """Right among right and wrong; None for a kind of which not every fact is listed."""
        return _share(self.right, self.right + self.wrong) if self.exhaustive else None

    @property
    def strict_precision(self) -> float | None:
        """Right among all that was found, as if nothing were true that is not listed."""
        return _share(self.right, self.right + self.wrong + self.unlisted)

    @property
    def recall(self) -> float | None:
        """Right among listed."""
        return _share(self.right, self.listed)

    @property
    def f1(self) -> float | None:
        """2PR / (P + R), with the precision; with the strict one where that says nothing."""
        return _share(2 * self.right, 2 * self.right + self.missed + self.wrong + self.unlisted)


def scores(outcomes: Iterable[Outcome]) -> tuple[Score, ...]:
    """A score for each kind that is listed or found, in order."""
    outcomes = tuple(outcomes)
    return tuple(_score(kind, own) for kind in KINDS if (own := [outcome for outcome in outcomes if outcome.fact.kind == kind]))


def _score(kind: str, outcomes: list[Outcome]) -> Score:
    count = Counter(outcome.result for outcome in outcomes)
    pairs = [(outcome.fact, outcome.found) for outcome in outcomes if outcome.found]
    return Score(
        kind,
        right=count["right"],
        missed=count["missed"],
        wrong=count["wrong"],
        unlisted=count["unlisted"],
        paragraph=sum(found.paragraph in {listed.paragraph, *listed.also} for listed, found in pairs),
        words=sum(same_words(listed, found) for listed, found in pairs),
        certainty=sum(listed.certainty == found.certainty for listed, found in pairs),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
