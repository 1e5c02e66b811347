"""The comparable fact: what a list made by hand and what the rules find come to, kind by kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kfor_graph.texts import Period

KINDS = (
    "period",
    "letter",
    "strength",
    "event",
    "casualty",
    "actor",
    "place",
    "statistic",
    "personnel",
    "figure",
    "seizure",
    "agreement",
    "assessment",
    "nought",
    "discrepancy",
)
"The kinds in the order in which they are shown."


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a report says."""

    kind: str
    "one of `KINDS`"
    document: str
    "the report that says it, as the list names it"
    paragraph: str
    "as printed, with its heading where numbers restart; empty in letters"
    what: str
    "which fact of its kind: a type, a measure, a role"
    label: str = ""
    "names as they stand there, for people"
    value: Decimal | None = None
    "the number"
    second: Decimal | None = None
    "for a discrepancy, what the figures make"
    unit: str = ""
    "of the number: percent, kilograms …; empty for things that are counted one by one"
    days: Period | None = None
    "when; None where nothing says it"
    vague: bool = False
    "whether nothing more is told of the days than that they lie in the reporting period"
    names: frozenset[str] = frozenset()
    "normal forms of the names or words that are compared"
    event: str = ""
    "names the event or letter that it is of, within its document"
    flag: str = ""
    "planned or not held, for what did not happen"
    certainty: str = "stated"
    "stated, alleged, suspected or believed"
    words: str = ""
    "the words that say it"
    sentence: str = ""
    "the sentence that they stand in"
    also: frozenset[str] = frozenset()
    "further paragraphs that say the same"
    optional: bool = False
    "whether it counts neither way: derived, a part, or behind the point where a text breaks off"

    @property
    def key(self) -> str:
        """The fact in one line, without its document and kind."""
        number = f"{self.value:f}" if self.value is not None else ""
        made = f"(makes {self.second:f})" if self.second is not None else ""
        place = f"p{self.paragraph}" if self.paragraph.isdigit() else self.paragraph
        return " ".join(filter(None, (place, self.what, number, made, self.unit, shown(self.days), self.label, self.flag)))


def shown(days: Period | None) -> str:
    """A day as 2007-06-07, several as 2007-06-01/2007-06-30; nothing for None."""
    if days is None:
        return ""
    ends = [day.isoformat() if day else "…" for day in (days.start, days.end)]
    return ends[0] if ends[0] == ends[1] else "/".join(ends)


def overlap(first: Period, second: Period) -> bool:
    """Whether two periods share a day."""
    return (first.start or date.min) <= (second.end or date.max) and (second.start or date.min) <= (first.end or date.max)


def in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Facts, each once: by kind, document and key; of equal ones in the order given."""
    return tuple(sorted(dict.fromkeys(facts), key=lambda fact: (KINDS.index(fact.kind), fact.document, fact.key)))
