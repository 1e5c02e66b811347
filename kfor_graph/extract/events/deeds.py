"""Who did what, and when: the clause around a verb, with its subject, what follows the verb, and the days that it is told for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kfor_graph.document.dates import DATE, DAY, MONTH, YEAR
from kfor_graph.extract.modality.told import said, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import Found, kind, places
from kfor_graph.extract.times.dates import dates, months
from kfor_graph.extract.times.reckoned import reckoned
from kfor_graph.extract.times.times import one_time
from kfor_graph.model import Entity
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Period, Span, When

_HOW = r"(?:(?:[a-z]+ly|also|then|later|again|all|both|each|first)\s)*"
_GROUPS = re.compile(r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)\??")
_LITERAL = re.compile(r"(?:[A-Za-z -](?![?*]))*")


@dataclass(frozen=True, slots=True)
class Verb:
    """What `deeds` looks for."""

    past: re.Pattern[str]
    "the verb alone, which is quick to look for"
    whole: re.Pattern[str]
    "the verb with its auxiliaries and adverbs"
    keys: tuple[str, ...]
    "words of which one stands where the verb does: for `Passage.has`"


def did(past: str) -> Verb:
    """The pattern of verbs, given in the form that is both past and participle: active or passive, with what stands between.

    Example: did("arrested|detained") finds "arrested", "were then arrested", "had been detained".
    """
    whole = rf"\b(?P<has>(?:had|has|have)\s)?(?P<be>(?:was|were|been)\s)?{_HOW}\b(?P<did>{past})\b"
    plain = _GROUPS.sub(".", past).replace(r"\s", " ")
    keys = {match[0].strip() for match in filter(None, map(_LITERAL.match, plain.split("|")))}
    shortest = tuple(sorted(key for key in keys if not any(other in key for other in keys - {key})))
    return Verb(re.compile(rf"(?:{past})\b"), re.compile(whole), shortest)


_BEFORE_VERB = 80
"Characters in which the auxiliaries and adverbs of a verb stand."

_BRACKET = r"\((?:[^()]|\([^()]*\))*\)"
_PREPOSITION = r"(?:[Oo]n|[Dd]uring|[Ii]n|[Aa]t|[Nn]ear|[Cc]lose\sto|[Ee]arly|[Ll]ate|[Ff]rom|[Oo]utside|[Bb]etween|[Bb]y|[Oo]ver|[Aa]fter|[Bb]efore|[Ff]ollowing|[Tt]hroughout|[Ww]ithin|[Uu]nder|[Aa]long|[Ss]ince|[Aa]s|[Ff]or|[Ii]n\saddition\sto)"
_OPENING = re.compile(
    rf"(?:(?:However|Moreover|Also|Later|Meanwhile|In\saddition|Then|Finally|Subsequently|The\s(?:following|next|same)\sday|(?:The\s|One\s)?day\s(?:after|before|later)|Two\sdays\s(?:later|earlier))?,\s)?"
    rf"(?:{_PREPOSITION}\s(?:[^,;:()]|(?<=\d),(?=\s\d)|{_BRACKET})*?(?:,|(?:{MONTH})(?:\s{YEAR}|(?!\s{YEAR}))(?=\s(?!and\b|to\b|until\b|\d\d?(?:,\s|\sand\s\d))))\s)*"
)
_LEAD = re.compile(
    r"(?:However|Moreover|Also|Later|Meanwhile|In\saddition|Then|Finally|Subsequently|Later\sthat\s\w+|The\s(?:following|next|same)\s\w+|(?:A|One|Two|Three|Four|Five|\d)\s?days?\s(?:after|before|later|earlier)),?\s"
)
_VERBS = r"took|went|came|began|became|held|met|fled|left|shot|threw|found|said|broke|stole|ran|led|set|put|made|gave|drove|fell|rose|died|lost|got|saw|sought|struck|kept|brought|spoke|flew|built(?!\s(?:by|in|for|on|with)\b)|sent(?!\s(?:by|from|to)\b)"
_NO_VERB = (
    r"armed|masked|suspected|wanted|accused|indicted|unauthori[sz]ed|so-called|convicted|wounded|injured|unidentified|mixed|combined|retired|uniformed|charged|named|aged"
    r"|based|related|displaced|alleged|unmanned|motivated|unregistered|disputed|abandoned|organi[sz]ed|increased|continued|reinforced|speed|hundred|shed|mechani[sz]ed|need|seed|red|bed|deed|designated|integrated|limited|loaded|parked|confirmed|reported|assorted|abducted|kidnapped|stolen"
)
_FINITE = begins_with(
    "a-z",
    rf"\b(?:was|were|is|are|has|have|had|did|remains|continues|(?<!\bthe\s)(?<!\bThe\s)(?<!\ba\s)(?<!\ban\s)(?<!\d\s)(?!(?:{_NO_VERB})\b)[a-z]{{2,}}ed|{_VERBS})\b",
)
_STRONG = re.compile(
    rf";\s(?!\d\d?(?:,?\s(?:and|or|to)\s\d\d?)?\s{MONTH})|:\s(?!\d)|,?\s(?:and\s)?(?:when|where|while|whereas|but|although|though|after\swhich|of\swhom|of\swhich)\s|,\s(?:who|which)\s|\sthat\s"
)
_WEAK = re.compile(rf",?\sand\s(?!{DAY}\s{MONTH}\b)|,\s")
_WHO = re.compile(r"\b(?:who|which|that)\s\Z")
_RELATIVE = (", which ", ", who ")
_END = re.compile(
    rf";|:\s|,\s(?:which|who|whom|whose|where|when|while|but|whereas|of\s(?:whom|which)|after\swhich|although|though|including|among)\b|,?\s(?:while|whereas|although|because|but|which|who|of\s(?:whom|which)|that(?!\s(?:same\s)?(?:day|evening|night|morning|afternoon)))\s"
    rf"|,?\s(?:in|at|on|from|during|with|under|for)\swhich\s|,?\sand\s(?!{DAY}\s{MONTH}\b)(?=(?:(?!and\b)(?:[^\s,;]|,(?=\d))+\s){{0,9}}?(?:(?!(?:{_NO_VERB})\b)[a-z]{{2,}}ed|was|were|had|has|have|is|are|{_VERBS})\b)"
    r"|,\s(?=(?:(?!and\b)[^\s,;]+\s){1,6}?(?:was|were|is|are|has|had|have)\b)"
)
_PASSIVE = re.compile(r"\b(?:was|were|been)\s(?:\w+ly\s)?\Z")
_TRAILING = re.compile(r"(?:\s|,|\b(?:also|then|later|subsequently|both|has|have|had)\b)+\Z")
_LEADING = re.compile(r"(?:\s|(?:then|later|also|subsequently|that)\s)*")
_NO_DEED = re.compile(
    r"\b(?:not|never|to|be|being|nor|that|if|could|would|will|may|might|should|shall|is|are|can|cannot|without|of|by|for|the|a|an|[Nn]obody|[Nn]o\sone)\s(?:(?:[a-z]+ly|also|then|still|yet|been)\s)*\Z"
)
_NOBODY = re.compile(r"(?:[Nn]obody|[Nn]o\sone|[Nn]one|[Nn]either|[Nn]o|[Nn]ot)\b")
_OBJECT = re.compile(
    r"\s(?:\d|an?\b|the\b|its\b|their\b|his\b|her\b|some\b|several\b|another\b|both\b|all\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|eleven\b|twelve\b|one\b|more\b|about\b|around\b|over\b\s(?:\d|an?\b)|[A-Z])"
)
_OF_PERIOD = re.compile(
    r"\b(?:[Dd]uring|[Oo]ver|[Ii]n|[Tt]hroughout|[Ww]ithin|[Ii]n\sthe\scourse\sof)\s(?:the|this)\s(?:present\s|entire\s|whole\s|current\s)?(?:reporting\s|reported\s)?(?:period|month|quarter)\b(?!\sof)"
)
_UNTIL = re.compile(
    rf"\b[Ff]rom\s(?:the\s(?:evening|morning|afternoon|night|early\shours)\sof\s)?(?P<first>{DATE})\s(?:until|to|till|through)\s(?:the\s(?:evening|morning|afternoon|night|early\shours|end)\sof\s)?(?P<last>{DATE})"
)
_ANOTHER_TIME = re.compile(
    r"\b(?:since|until|as\sof|due\s(?:to\s\w+\s)?(?:on|in|by)|(?:planned|scheduled|announced|called|set)\sfor|agreement\sof|decision\sof|incidents?\sof|attacks?\sof|events?\sof)\s(?:the\s)?\Z"
)


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done, as its clause tells it."""

    sentence: Span
    "the sentence"
    opening: Span
    'the words that open the sentence, such as "On 5 March, in Pec,"; no words where nothing does'
    subject: Span
    "the words before the verb; those that it takes over from the clause before, or that a relative goes back to"
    verb: Span
    "the verb with its auxiliaries"
    rest: Span
    "what follows the verb in its clause"
    passive: bool
    "whether the subject is what it was done to"
    before: bool
    "whether it is told as already past (had)"
    relative: bool = False
    "whether the clause is a relative one"
    own: bool = True
    "whether the subject stands in the clause itself"

    @property
    def clause(self) -> Span:
        """From the subject, where it is the clause's own, to the end."""
        return Span(self.subject.start if self.own else self.verb.start, self.rest.end)

    own_opening: bool = True
    "whether the words that open the sentence open this clause too"
    lead: Span | None = None
    "the words of time and place that open the clause itself, where it is not the sentence's first"


def deeds(passage: Passage, sentence: Span, verb: Verb) -> Iterator[Deed]:
    """The clauses of a sentence that have a verb made by `did`, told as facts and not denied."""
    at = sentence.start
    while first := verb.past.search(passage.text, at, sentence.end):
        match = verb.whole.search(passage.text, max(at, first.start() - _BEFORE_VERB), sentence.end)
        if not match:
            return
        at = match.end()
        made = _deed(passage, sentence, match)
        if made and not _NOBODY.match(passage.text, made.subject.start) and _is_fact(passage, made):
            yield made


def _is_fact(passage: Passage, deed: Deed) -> bool:
    start = deed.subject.start if deed.own else deed.verb.start
    words = Span(start, deed.rest.end)
    return told(passage, deed.opening) and told(passage, words) and not said(passage, Span(start, deed.verb.end))


def _deed(passage: Passage, sentence: Span, match: re.Match[str]) -> Deed | None:
    text, at = passage.text, match.start()
    opening = _opening(passage, sentence, at)
    whom = text.endswith((" of whom ", " of which "), sentence.start, at)
    relative = next((words for words in _RELATIVE if text.endswith(words, sentence.start, at)), "")
    if not relative and not whom and _NO_DEED.search(text, max(sentence.start, at - 40), at):
        return None
    if (
        not relative
        and text.endswith(("who ", "which ", "that "), sentence.start, at)
        and _WHO.search(text, max(sentence.start, at - 6), at)
    ):
        return None
    passive = bool(match["be"])
    own, lead = True, None
    end = _end(passage, Span(match.end(), sentence.end))
    rest = Span(match.end(), end)
    if relative:
        joint = text.find(", and ", match.end(), end)
        rest = Span(match.end(), joint) if joint > 0 else rest
        own = False
        first = _clause_start(passage, sentence, opening, at - len(relative))
        subject = Span(first, max(first, at - len(relative)))  # "On 6 June, in Pec, which …" opens the sentence: no subject
    else:
        first, lead = _clause_opening(passage, sentence, opening, at)
        subject = _trim(passage, Span(first, at))
        if not subject and first > opening.end:
            own = False
            taken = _taken_over(passage, sentence, opening, first)
            if not taken:
                return None
            subject, was = taken
            passive = passive or (was and not _OBJECT.match(text, rest.start, rest.end))
    if not subject:
        return None
    whole = not _STRONG.search(text, max(opening.end - 1, sentence.start), at)
    return Deed(sentence, opening, subject, Span(*match.span()), rest, passive, match["has"] == "had ", bool(relative), own, whole, lead)


def _opening(passage: Passage, sentence: Span, at: int) -> Span:
    lead = _LEAD.match(passage.text, sentence.start, at)
    start = lead.end() if lead else sentence.start
    match = _OPENING.match(passage.text, start, at)
    return Span(sentence.start, match.end() if match else start)


def _clause_opening(passage: Passage, sentence: Span, opening: Span, at: int) -> tuple[int, Span | None]:
    """Where the subject of a clause begins, and the words of time and place that open the clause before it."""
    first = _clause_edge(passage, sentence, opening, at)
    inner = _OPENING.match(passage.text, first, at)
    end = inner.end() if inner else first
    return end, Span(first, end) if first > opening.end and end > first else None


def _clause_start(passage: Passage, sentence: Span, opening: Span, at: int) -> int:
    """Where the subject of the clause that a position stands in begins."""
    return _clause_opening(passage, sentence, opening, at)[0]


def _clause_edge(passage: Passage, sentence: Span, opening: Span, at: int) -> int:
    """Where the clause that a position stands in begins: behind a mark that parts clauses, or a comma or "and" behind a verb."""
    text = passage.text
    first = opening.end
    for strong in _STRONG.finditer(text, max(opening.end - 1, sentence.start), at):
        first = strong.end()
    for weak in reversed(list(_WEAK.finditer(text, first, at))):
        if _FINITE.search(text, first, weak.start()):
            first = weak.end()
            break
    return first


def _taken_over(passage: Passage, sentence: Span, opening: Span, first: int) -> tuple[Span, bool] | None:
    """The subject of the verb before, which a verb behind "and" shares, and whether that verb is passive."""
    joint = next((weak for weak in _WEAK.finditer(passage.text, opening.end, first) if weak.end() == first), None)
    if not joint:
        return None
    verbs = list(_FINITE.finditer(passage.text, opening.end, joint.start()))
    for verb in reversed(verbs):
        start = _clause_start(passage, sentence, opening, verb.start())
        subject = _trim(passage, Span(start, verb.start()))
        if subject and not _PASSIVE.search(passage.words(Span(start, verb.start()))):
            return subject, verb[0] in {"was", "were"}
    return None


def _trim(passage: Passage, span: Span) -> Span:
    """A subject without the adverbs and blanks at its ends."""
    words = passage.words(span)
    words = _TRAILING.sub("", words)
    lead = _LEADING.match(words)
    start = span.start + (lead.end() if lead else 0)
    return Span(start, max(start, span.start + len(words)))


def _end(passage: Passage, span: Span) -> int:
    end = _END.search(passage.text, span.start, span.end)
    words = passage.text[span.start : end.start() if end else span.end].rstrip(" \n.,;:")
    return span.start + len(words)


def times_of(passage: Passage, deed: Deed) -> tuple[tuple[When, ...], str]:
    """The days of a deed and where they are told: in its clause, in the sentence ("shared"), before it ("context"), or nowhere.

    A day that its words reckon from another one ("the following day") is told in the clause. "During the period" is told nowhere.
    """
    start = deed.subject.start if deed.own else deed.verb.start
    parts = [deed.rest, Span(deed.verb.start, deed.verb.end), Span(start, deed.verb.start)]
    for part in parts:
        if found := _named(passage, part):
            return found, "clause"
        if counted := reckoned(passage, part):
            return counted, "clause"
    if deed.lead and (found := _named(passage, deed.lead) or reckoned(passage, deed.lead)):
        return found, "clause"
    head = Span(deed.sentence.start, start)
    for part in filter(None, (deed.opening, head)):
        if found := _named(passage, part):
            if _BEHIND.match(passage.text, part.start, part.end):
                return (), "unclear"
            return (found, "shared") if part == deed.opening or one_time(found) else ((), "unclear")
        if counted := reckoned(passage, part):
            return counted, "shared"
    if _OF_PERIOD.search(passage.text, deed.sentence.start, deed.sentence.end):
        return (), "period"
    if found := before(passage, deed.sentence):
        return found, "context"
    return (), "unclear" if dates(passage, Span(passage.block.span.start, deed.sentence.start)) else "nowhere"


_BEHIND = re.compile(r"(?:Following|After|Before|Ahead\sof|Prior\sto|In\sthe\s(?:wake|aftermath)\sof|In\sresponse\sto)\s(?!\d)")
"what opens a sentence with another event, whose days are no days of the deed"


def before(passage: Passage, sentence: Span) -> tuple[When, ...]:
    """The one time of the nearest sentence before, of the same paragraph, that tells any; nothing where it tells several."""
    for earlier in reversed([span for span in passage.block.sentences if span.end <= sentence.start][-3:]):
        found = _named(passage, earlier)
        if found:
            when = one_time(found)
            return (replace(when, precision="derived"),) if when else ()
        if _OF_PERIOD.search(passage.text, earlier.start, earlier.end):
            return ()
    return ()


def _named(passage: Passage, span: Span) -> tuple[When, ...]:
    """The days, intervals and months that words name as the time of what they tell."""
    if not span:
        return ()
    if until := _UNTIL.search(passage.text, span.start, span.end):
        first, last = (dates(passage, Span(*until.span(name))) for name in ("first", "last"))
        if first and last and first[0].period.start and last[0].period.end and first[0].period.start <= last[0].period.end:
            others = tuple(when for when in dates(passage, Span(until.end(), span.end)) if _is_own(passage, when))
            return (When(Period(first[0].period.start, last[0].period.end), "span", Span(*until.span())), *others)
    found = tuple(when for when in dates(passage, span) if _is_own(passage, when))
    return found or tuple(when for when in months(passage, span)[:1] if _is_own(passage, when))


def _is_own(passage: Passage, when: When) -> bool:
    return not _ANOTHER_TIME.search(passage.text, max(0, when.span.start - 30), when.span.start)


def inside(passage: Passage, whens: tuple[When, ...]) -> tuple[When, ...]:
    """Those that lie in the reporting period, or are printed with their year."""
    first, last = (passage.period.start, passage.period.end) if passage.period else (None, None)
    return tuple(
        when
        for when in whens
        if when.precision == "day"
        or (when.period.start and when.period.end and first and last and first <= when.period.end and when.period.start <= last)
    )


def around(passage: Passage, deed: Deed, *spans: Span) -> tuple[Found, ...]:
    """The places of what opens the sentence, where that opens the clause too, and of further spans."""
    opening = (deed.lead,) if deed.lead else (deed.opening,) if deed.own_opening else ()
    return where_of(passage, *opening, *spans)


def where_of(passage: Passage, *spans: Span) -> tuple[Found, ...]:
    """The places that spans tell of, without the whole area of the mission and without countries."""
    found: dict[Entity, Found] = {}
    for span in spans:
        for place in places(passage, span) if span else ():
            if place[0] != passage.area and kind(passage, place[0]) != "country":
                found.setdefault(place[0], place)
    return tuple(found.values())


def words_of(passage: Passage, deed: Deed, whens: tuple[When, ...], where: tuple[Found, ...]) -> tuple[Span, ...]:
    """The words that tell a deed: its clause, and the opening of the sentence where day or place stand there."""
    clause = Span(deed.lead.start, deed.clause.end) if deed.lead and deed.own else deed.clause
    outside = [span for span in (*(when.span for when in whens), *(found[2] for found in where)) if span not in clause]
    if not any(span in deed.opening for span in outside):
        return (clause,)
    if clause.start <= deed.opening.end + 1:
        return (Span(deed.opening.start, clause.end),)
    words = passage.words(deed.opening).rstrip(" ,")
    return Span(deed.opening.start, deed.opening.start + len(words)), clause
