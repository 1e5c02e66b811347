"""Acts and things that the text states there were none of: meetings, agreements, arrests, seizures, bans, flights."""

import re
from collections.abc import Iterator

from kfor_graph.extract.claims import Slots
from kfor_graph.extract.counts.numbers import NUMBER
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.noughts import NO, TAIL, THERE, denying, limit, nought_of, stated
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Concept, Entity
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Span

_ADJECTIVE = r"(?:(?:new|further|formal|high-level|joint|other|additional|major|large|significant|reported|organi[sz]ed|serious|public|official|illegal|direct|regular|bilateral|plenary|such)\s)*"
_BE = r"\s(?:was|were|has\sbeen|have\sbeen|had\sbeen)\s(?:also\s)?"
_KINDS = (
    ("meetings", "events", r"meetings?|sessions?|rounds?\sof\stalks|talks", rf"{_BE}(?:held|convened|organi[sz]ed|recorded)|\stook\splace|\swas\scalled"),
    ("agreements", "events", r"agreements?|accords?", rf"{_BE}(?:reached|signed|concluded|made|found)"),
    ("persons-arrested", "persons", r"arrests?|detentions?", rf"{_BE}(?:made|carried\sout|reported|recorded)"),
    ("persons-arrested", "persons", r"persons?\sindicted\sfor\swar\scrimes|indictees?|suspects?|persons?|people|demonstrators?|protesters?|one", rf"{_BE}(?:arrested|detained|apprehended|taken\sinto\scustody)"),
    ("persons-moved", "persons", r"migrants?(?:\sflows?|\smovements?)?|flows?\sof\s(?:migrants|refugees)|refugee\sflows?|displacements?|returns?|returnees?", rf"{_BE}(?:observed|recorded|registered|detected|reported|noted)|\stook\splace|\scrossed"),
    ("demonstrations", "events", r"demonstrations?|protests?|rall(?:y|ies)", rf"{_BE}(?:held|recorded|reported|organi[sz]ed|observed)|\stook\splace|\soccurred"),
    ("roadblocks", "pieces", r"roadblocks?|barricades?|blockades?", rf"{_BE}(?:in\splace|erected|set\sup|reported|recorded|observed|standing|left)|\sremained"),
    ("unauthorized-flights", "events", r"(?:unauthori[sz]ed|illegal)\s(?:(?:military|civilian|helicopter|air)\s)?(?:flights?|movements?|overflights?)", rf"{_BE}(?:observed|recorded|detected|reported|noted)"),
    ("training-bans", "events", r"(?:training\s|movement\s)?bans?(?:\son\s(?:training|movements?)(?:\sand\s(?:training|movements?))?)?", rf"{_BE}(?:imposed|issued|in\sforce|ordered)"),
    ("inspections", "events", r"inspections?", rf"{_BE}(?:carried\sout|conducted|made|held)|\stook\splace"),
    ("exercises", "events", r"exercises?", rf"{_BE}(?:held|conducted|carried\sout)|\stook\splace"),
    ("applications", "persons", r"applications?", rf"{_BE}(?:received|submitted|made)"),
    ("complaints", "events", r"complaints?|protests?\sfrom\s[^.;,]{3,30}?", rf"{_BE}(?:received|made|lodged|filed|submitted)"),
    ("shots-fired", "rounds", r"shots?|warning\sshots?", rf"{_BE}fired"),
    ("attacks", "incidents", r"(?:ethnically\smotivated|inter-ethnic|armed|terrorist)\sattacks?|attacks?\s(?:on|against)\s(?:minorities|members\sof\sminorities|ethnic\sminorities|Kosovo\sSerbs|Serbs|returnees|churches|religious\ssites)", rf"{_BE}(?:reported|recorded|registered|carried\sout)|\stook\splace|\soccurred"),
)  # fmt: skip
_FOLLOWS = r"(?P<of>\s(?:of|by|from|between|with|at|among|against|to|for|through|on)\s(?:the\s)?(?:(?!\b(?:was|were|has|have|had|took|occurred)\b)[^.;,:]){2,60}?)?"
_FIND = tuple(
    (
        indicator,
        unit,
        re.compile(rf"{THERE}{NO}\s{_ADJECTIVE}(?:{noun})\b{_FOLLOWS}(?:(?P<told>{verb})\b|(?=[.;,:]|\s(?:and|or|nor|during)\b)){TAIL}"),
    )
    for indicator, unit, noun, verb in _KINDS
)
_KEYS = re.compile(
    r"\b(?:meeting|session|talks|agreement|accord|arrest|detention|indict|suspect|detained|apprehended|migrant|refugee|displacement|return|demonstration|protest|rall(?:y|ies)|roadblock|barricade|blockade|flight|movement|ban|inspection"
    r"|exercise|application|complaint|shot|attack)"
)
_SEIZED = begins_with(
    "NTnt",
    rf"{THERE}{NO}\s{_ADJECTIVE}(?P<what>[a-z][a-z -]{{2,40}}?)(?P<told>{_BE}(?P<verb>seized|confiscated|found|discovered|recovered|handed\sin|surrendered|destroyed))\b{TAIL}",
)
_INDICATORS = {"handed in": "items-handed-in", "surrendered": "items-handed-in", "destroyed": "items-destroyed"}
_CATEGORY = begins_with(
    "NTnt",
    rf"{THERE}{NO}\s{_ADJECTIVE}(?:(?:cases?|acts?|instances?|incidents?)\s(?:of|related\sto|involving)\s)?(?P<what>[a-z][a-z -]{{3,30}}?)(?:\s(?:incidents?|cases?))?(?P<told>{_BE}(?:reported|recorded|registered)|\soccurred|\stook\splace)\b{TAIL}",
)
_SO_MANY = re.compile(
    rf"\b{NUMBER}\s(?P<what>[a-z][^.;,:]{{2,60}}?){_BE}(?:imposed|issued|carried\sout|conducted|held|made|recorded|reported|registered|observed)\s[^.;:]{{2,80}}\Z"
)
_NONE = re.compile(r"\b(?P<no>none)\s(?:on|against|by|of|in|for|at|to)\s(?P<whom>[^.;,]{2,60}?)(?=[.;,]|\Z)")


@reads("no", "not a single", "not one", "none")
def not_done(passage: Passage) -> Iterator[Claim]:
    """Stated noughts of acts and things: meetings, agreements, arrests, seizures, bans, flights, incidents of one kind.

    Example: `«No meetings of the Joint Implementation Commission were held»`; `Three bans were imposed on units of the one side, and
    «none on units of the other»`. What is counted must be named; what is denied, expected or said by others is left out.
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        words = passage.words(sentence)
        if part := denying(passage, sentence):
            yield from _kinds(passage, part) if _KEYS.search(words) else ()
            yield from _things(passage, part)
        if " none " in words:
            yield from _none(passage, sentence)


def _kinds(passage: Passage, sentence: Span) -> Iterator[Claim]:
    for indicator, unit, pattern in _FIND:
        for match in passage.find(pattern, sentence):
            where = limit(passage, match)
            about = _about(passage, match)
            if about and where is not None and stated(passage, match):
                yield from nought_of(passage, match, indicator, unit, about, where)


def _about(passage: Passage, match: re.Match[str]) -> Entity | None:
    """The one body that the words name; the area where they name none; nothing where they name several, but for talks between them."""
    named = passage.actors(Span(*match.span("of"))) if match["of"] else ()
    if len(named) == 1:
        return named[0]
    return passage.area


def _things(passage: Passage, sentence: Span) -> Iterator[Claim]:
    """Nothing seized or handed in; no incidents of one kind."""
    vocabulary, area = passage.vocabulary, passage.area
    for match in passage.find(_SEIZED, sentence):
        category, where = _category(passage, match["what"], "item"), limit(passage, match)
        if area and category and where is not None:
            indicator = _INDICATORS.get(match["verb"].replace("  ", " "), "items-seized")
            yield from nought_of(
                passage,
                match,
                indicator,
                "rounds" if category.notation == "ammunition" else "pieces",
                area,
                (("category", category), *where),
            )
    for match in passage.find(_CATEGORY, sentence):
        category, where = vocabulary.concept("category", match["what"]), limit(passage, match)
        if area and category and category.notation in vocabulary.narrower(Concept("category", "incident")) and where is not None:
            more: Slots = (("category", category), *where)
            yield from nought_of(passage, match, "incidents", "incidents", area, more)


def _category(passage: Passage, words: str, top: str) -> Concept | None:
    """The kind of thing that words name, by the first of several joined ones."""
    for name in (words, re.split(r"\s(?:or|and)\s|,\s", words)[0]):
        category = passage.vocabulary.concept("category", re.sub(r"^(?:illegal|other|such)\s", "", name))
        if category and category.notation in passage.vocabulary.narrower(Concept("category", top)):
            return category
    return None


def _none(passage: Passage, sentence: Span) -> Iterator[Claim]:
    """So many of one side, and none of another."""
    for match in passage.find(_NONE, sentence):
        many = _SO_MANY.search(passage.text, sentence.start, match.start())
        whom = passage.actor(Span(*match.span("whom")))
        kinds = [(name, unit) for name, unit, noun, _ in _KINDS if many and re.match(rf"{_ADJECTIVE}(?:{noun})\b", many["what"])]
        if kinds and whom:
            yield from nought_of(passage, match, *kinds[0], whom)
