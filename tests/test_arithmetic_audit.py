"""Figures that agree give no discrepancy; one that is altered gives the one that is meant, with both figures."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from kfor_graph.corpus.read import read
from kfor_graph.document.outline import outline
from kfor_graph.extract.extract import extract
from kfor_graph.graph.build import build_graph
from kfor_graph.quality.document import check
from kfor_graph.quality.evaluate.issues import discrepancies
from kfor_graph.vocabulary import vocabulary

Figures = tuple[Decimal, ...]
Issue = tuple[str, Decimal, Decimal]

HEAD = "Report to the United Nations on Kosovo Force operations\n\n1. This report covers the period from 1 to 30 June 2005.\n\n"
TOTALS = (
    "KFOR carried out {0} patrols: {1} in MNB (East), {2} in MNB (Centre) and {3} in MNB (North)",
    "KFOR inspected {0} weapons storage sites ({1} of the army, {2} of the police and {3} of others)",
    "EULEX units answered {0} requests for assistance: {1} for the disposal of mines, {2} for search and rescue, and {3} for clearing snow",
    "A total of {0} training and movement activities ({1} training, {2} movement and {3} mixed) were monitored during the month",
    "Altogether, {0} projects were carried out by KFOR teams: {1} in the field of education, {2} in health and {3} in sports",
    "In all, {0} vehicles were searched, of which {1} at Merdare, {2} at Jarinje and the other {3} at Brnjak",
    "A total of {0} incidents related to drugs ({1}), smuggling ({2}) and arson ({3}) were reported during this period",
    "During the month, there were {0} incidents. By sector, {1} took place in MNB (East), {2} in MNB (West) and {3} in MNB (North)",
    "The total number of checkpoints was {0}: {1} in Prizren, {2} in Pec and {3} in Klina",
    "KFOR made {0} donations, of which {1} went to schools, {2} to hospitals and the remaining {3} to town halls",
    "There were {0} roadblocks at the end of the period: {1} in Zubin Potok, {2} in Leposavic and {3} in Zvecan",
    "Pledges amounted to €{0}, of which the European Commission pledged €{1}, Japan €{2} and other donors €{3}",
)
TABLES = (
    "The following incidents were reported: Category Number Drugs {1} Smuggling {2} Arson {3} Total {0}",
    "Incidents were reported as follows: Category May June Drugs 14 {1} Smuggling 12 {2} Arson 9 {3} Total 35 {0}",
)
SHARES = (
    "Of {1} military sites in use, {0} have since been closed, which corresponds to {2} per cent",
    "Of the {1} bridges, {0} ({2} per cent) were repaired",
    "By the end of the month, {0} of the {1} schools, or {2} per cent, had been reopened",
    "The active strength of the Kosovo Protection Corps (KPC) is {1}. Of these, {0} ({2} per cent) belong to ethnic minorities",
)
CHANGES = (
    "KFOR carried out {0} synchronized patrols, compared with {1} in May, {2}",
    "The number of patrols along the boundary {3} from {1} in May to {0}, {2}",
    "According to UNHCR, {0} displaced people were registered at the end of the period, against {1} at the beginning, {2}",
    "KFOR inspected {0} sites, as against {1} in the previous month, {2}",
)


@dataclass(frozen=True)
class Told:
    """Figures that a sentence prints, the last of which the others give."""

    kind: str
    figures: Figures
    says: Callable[[Figures], str]
    makes: Callable[[Figures], Decimal]
    "what the other figures make of the one that is checked"
    checked: int
    "which figure is checked"

    def altered(self, which: int, by: int) -> tuple[str, Issue]:
        """The sentence with one figure more or less, and what is found in it."""
        changed = tuple(figure + by * step(figure) * (place == which) for place, figure in enumerate(self.figures))
        made = self.makes(changed)
        assume(all(figure > 0 for figure in changed) and made > 0 and made != changed[self.checked])
        return self.says(changed), (self.kind, changed[self.checked], made)


def step(figure: Decimal) -> Decimal:
    """A unit of a figure's last printed place."""
    return Decimal(1).scaleb(int(figure.as_tuple().exponent))


def shown(figure: Decimal) -> str:
    """A figure as it is printed."""
    return f"{figure:,f}"


@st.composite
def totals(draw: st.DrawFn, wordings: tuple[str, ...] = TOTALS) -> Told:
    """A total and its three parts, in a sentence or in a table."""
    wording = draw(st.sampled_from(wordings))
    parts = [Decimal(draw(st.integers(20, 1500))) for _ in range(3)]
    return Told(
        "sum", (sum(parts, Decimal()), *parts), lambda told: wording.format(*map(shown, told)), lambda told: sum(told[1:], Decimal()), 0
    )


@st.composite
def shares(draw: st.DrawFn) -> Told:
    """A part, its whole and the percentage."""
    wording, digits = draw(st.sampled_from(SHARES)), draw(st.integers(0, 2))
    whole = draw(st.integers(100, 3000))
    part = draw(st.integers(max(20, whole // 20), whole - 20))

    def percent(told: Figures) -> Decimal:
        return (100 * told[0] / told[1]).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)

    counts = (Decimal(part), Decimal(whole))
    return Told("percentage", (*counts, percent(counts)), lambda told: wording.format(*map(shown, told)), percent, 2)


@st.composite
def changes(draw: st.DrawFn) -> Told:
    """A later and an earlier figure and the rise or fall, in its unit."""
    wording, rises = draw(st.sampled_from(CHANGES)), draw(st.booleans())
    first, more = Decimal(draw(st.integers(200, 4000))), Decimal(draw(st.integers(20, 150)))
    words, verb = ("an increase of {}", "rose") if rises else ("a decrease of {}", "fell")

    def says(told: Figures) -> str:
        return wording.format(shown(told[0]), shown(told[1]), words.format(shown(told[2])), verb)

    sign = 1 if rises else -1
    return Told("difference", (first + sign * more, first, more), says, lambda told: sign * (told[0] - told[1]), 2)


def found(*sentences: str) -> list[Issue]:
    """The discrepancies of a report that says these sentences, each a paragraph. None of our own shapes may be violated."""
    text = HEAD + "\n\n".join(f"{number}. {sentence}." for number, sentence in enumerate(sentences, 2)) + "\n"
    document = outline(read("r.txt", text.encode()))
    extraction = extract(document, vocabulary())
    nquads = build_graph(document, extraction.claims, extraction.mentions, vocabulary())
    checked = check(document.key, nquads)
    assert not [finding for finding in checked.findings if finding.severity == "Violation"], text
    issues = discrepancies(nquads, checked.audit, {1: "r"})
    return [(fact.what, fact.value or Decimal(), fact.second or Decimal()) for fact in issues]


@settings(max_examples=30, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate))
@given(st.tuples(totals(), totals(TABLES), shares(), changes()), st.data())
def test_figures_that_agree_give_nothing_and_an_altered_one_gives_what_is_meant(told: tuple[Told, ...], data: st.DataObject) -> None:
    """A total with its parts, a table, a share, a rise or fall: all agree, but for one figure of one of them, or for none."""
    sentences = [one.says(one.figures) for one in told]
    which = data.draw(st.integers(-1, len(told) - 1))
    expected = []
    if which >= 0:
        place = data.draw(st.integers(0, len(told[which].figures) - 1))
        by = data.draw(st.integers(2, 9)) * data.draw(st.sampled_from((1, -1)))
        sentences[which], issue = told[which].altered(place, by)
        expected.append(issue)
    assert found(*sentences) == expected


def test_figures_that_are_not_printed_are_none() -> None:
    """What is only said to be as before has no number."""
    assert found("KFOR carried out the same number of patrols as last month", "The number of incidents was the same as in May") == []
