"""When a listed fact and a found one are the same: one rule a kind. A rule's docstring is what `evaluate` prints of it.

A rule takes the listed fact, then the found one, of the same document, and returns how far they are apart (0 is nearest), or None where
they are not the same fact.
"""

from collections.abc import Callable

from kfor_graph.quality.evaluate.facts import Fact, overlap
from kfor_graph.quality.evaluate.wording import distance, stems

Apart = int | None


def period(listed: Fact, found: Fact) -> Apart:
    """First and last day are equal."""
    return 0 if listed.days == found.days else None


def letter(listed: Fact, found: Fact) -> Apart:
    """A date, a signatory, a sender's office or an addressee: the same of these, the same day, or the same person or office."""
    same = listed.what == found.what and listed.days == found.days
    return 0 if same and (listed.names == found.names or listed.names & found.names) else None


def strength(listed: Fact, found: Fact) -> Apart:
    """The same count (troops, troops of non-NATO nations, nations …), an equal number, the same day or period."""
    same = (listed.what, listed.value, listed.days) == (found.what, found.value, found.days)
    return 0 if same and (not listed.names or listed.names & found.names) else None


def event(listed: Fact, found: Fact) -> Apart:
    """Type, days and place agree, and so does whether it happened, is planned, or was not held.

    Type: the same, or one a kind of the other in the scheme of event types; in the same paragraph also two kinds of a third.
    Days: they share one; an event that is told to the day is not one that is only told for the reporting period.
    Place: one name in common. Where one side tells no place, the paragraph must be the same. Of several that are as near, the one with an
    actor in common.
    """
    steps = [step for one in listed.what.split("+") for other in found.what.split("+") if (step := distance(one, other)) is not None]
    if not steps or listed.flag != found.flag or not _same_days(listed, found):
        return None
    same_paragraph = listed.paragraph == found.paragraph
    if listed.names and found.names and not listed.names & found.names:
        return None
    if not same_paragraph and (min(steps) > 1 or not listed.names or not found.names):
        return None
    return 10 * min(steps) + 3 * (not same_paragraph) + 2 * (listed.days != found.days) + _unlike(listed, found)


def casualty(listed: Fact, found: Fact) -> Apart:
    """The same harm (killed, injured, arrested), an equal number, days that share one, the same paragraph.

    A number of a group pairs with one of that group before others. A stated nought is a nought, and no casualty.
    """
    same = (listed.what, listed.value, listed.paragraph) == (found.what, found.value, found.paragraph)
    return _unlike(listed, found) if same and _same_days(listed, found) else None


def actor(listed: Fact, found: Fact) -> Apart:
    """Of events that are a pair: the same role; an entity of the gazetteer in common, or all words of the one name in the other.

    `kfo:involves` is the role participant. Articles, numbers and what brackets add to a name of ours are no words of it; people of whom
    nothing more is told are persons.
    """
    if listed.event != found.event or listed.what != found.what:
        return None
    entities = [{name for name in fact.names if not name.startswith("=")} for fact in (listed, found)]
    words = [{name for name in fact.names if name.startswith("=")} for fact in (listed, found)]
    if entities[0] & entities[1]:
        return 0
    return 1 if words[0] and words[1] and (words[0] <= words[1] or words[1] <= words[0]) else None


def place(listed: Fact, found: Fact) -> Apart:
    """Of events that are a pair: one name in common; names are folded, looked up in the gazetteer, and split at the stroke."""
    return 0 if listed.event == found.event and listed.names & found.names else None


def statistic(listed: Fact, found: Fact) -> Apart:
    """Total, category or other month: an equal number, the same days, and a word of the label in common."""
    same = (listed.value, listed.days) == (found.value, found.days)
    part = found.kind != "statistic" or listed.what == found.what
    return 0 if same and part and listed.names & found.names else None


def personnel(listed: Fact, found: Fact) -> Apart:
    """An equal number of the same unit in the same paragraph, a word of the measure in common; days share one where both are told."""
    return 0 if _same_figure(listed, found) and listed.names & found.names else None


def figure(listed: Fact, found: Fact) -> Apart:
    """Another number, of an event or of its own: as for personnel, but in the same words instead of a word of the measure."""
    return _unlike(listed, found) if _same_figure(listed, found) and same_words(listed, found) else None


def seizure(listed: Fact, found: Fact) -> Apart:
    """An equal number of the same unit, days that share one, the same paragraph; the item decides between several."""
    same = (listed.value, listed.unit, listed.paragraph) == (found.value, found.unit, found.paragraph)
    return _unlike(listed, found) if same and _same_days(listed, found) else None


def agreement(listed: Fact, found: Fact) -> Apart:
    """The same day where both tell one, and either one entity of the gazetteer or half of the words of the shorter name."""
    if listed.days and found.days and listed.days != found.days:
        return None
    common, shorter = listed.names & found.names, min(len(listed.names), len(found.names))
    if not any("/" in name for name in common) and 2 * len(common) < max(shorter, 1):
        return None
    return 2 * (listed.days != found.days) + (listed.paragraph != found.paragraph)


def assessment(listed: Fact, found: Fact) -> Apart:
    """The same topic in the same paragraph, with a judgement or a trend in common; the words decide between several.

    A judgement is of one place: a listed one whose scope gives a judgement for each of several parts is as many facts.
    """
    same = listed.paragraph == found.paragraph and set(listed.what.split("+")) & set(found.what.split("+"))
    return 0 if same and listed.names & found.names else None


def nought(listed: Fact, found: Fact) -> Apart:
    """A stated 0: the same paragraph and words; days share one where both are told; what is counted decides between several."""
    same = listed.paragraph == found.paragraph and same_words(listed, found)
    return _unlike(listed, found) if same and _days_fit(listed, found) else None


def discrepancy(listed: Fact, found: Fact) -> Apart:
    """The same arithmetic (sum, percentage, difference), the printed value and the value that the figures make."""
    return 0 if (listed.what, listed.value, listed.second) == (found.what, found.value, found.second) else None


RULES: dict[str, Callable[[Fact, Fact], Apart]] = {
    rule.__name__: rule
    for rule in (
        period, letter, strength, event, casualty, actor, place, statistic, personnel, figure, seizure, agreement, assessment, nought,
        discrepancy,
    )
}  # fmt: skip
"The rule of each kind."

EXHAUSTIVE = frozenset({"period", "letter", "strength", "statistic", "personnel", "nought", "discrepancy"})
"The kinds of which a list names every fact: what is found beside them is wrong. Of other kinds it is only not listed."

FIGURES = frozenset({"statistic", "personnel", "figure"})
"Kinds that are matched together: a found number takes the kind of the listed one that it pairs with."


def same_words(listed: Fact, found: Fact) -> bool:
    """Whether at least half of the words of the shorter of two runs stand in the longer."""
    one, other = sorted((stems(listed.words), stems(found.words)), key=len)
    return bool(one) and 2 * len(one & other) >= len(one)


def _same_figure(listed: Fact, found: Fact) -> bool:
    same = (listed.value, listed.unit, listed.paragraph) == (found.value, found.unit, found.paragraph)
    return same and _days_fit(listed, found)


def _same_days(listed: Fact, found: Fact) -> bool:
    """Whether they share a day; an undated fact lies anywhere in the reporting period, and is no fact of a day."""
    if listed.days is None or found.days is None:
        return listed.vague == found.vague
    return listed.vague == found.vague and overlap(listed.days, found.days)


def _days_fit(listed: Fact, found: Fact) -> bool:
    told = listed.days and found.days and not listed.vague and not found.vague
    return not told or bool(listed.days and found.days and overlap(listed.days, found.days))


def _unlike(listed: Fact, found: Fact) -> int:
    """0 where names share a word, else 1."""
    return int(bool(listed.names) and not listed.names & found.names)
