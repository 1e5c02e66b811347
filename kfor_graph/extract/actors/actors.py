"""Who acts: bodies, persons, holders of offices and groups of people, one by one or in a list, as subject or object of a verb."""

import re
from collections.abc import Iterator

from kfor_graph.document.dates import MONTH
from kfor_graph.extract.actors.offices import holder
from kfor_graph.extract.actors.parties import actor_of
from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Concept, Entity, Mention, Value
from kfor_graph.names import slug
from kfor_graph.texts import Span

Actors = tuple[Entity, ...]
Named = tuple[Actors, Span]
"Actors, and the words of all."

_STANDS = r"(?:[Dd]elegations?|[Rr]epresentatives|representative|[Oo]fficials|[Dd]elegates|negotiators|teams?|authorities|leadership|sides?|delegates|envoys?|Governments?|Permanent\sRepresentatives)"
_OFFICE = (
    r"(?:Ministers?|Presidents?|Commanders?|Representatives?|Envoys?|Negotiators?|Directors?|Chiefs?|Heads?|Ambassadors?|Mayors?|Speakers?|Secretar(?:y|ies)|Chancellors?|Chair(?:man|person)?"
    r"|Bishops?|Patriarch|Coordinators?|Prosecutors?|Inspectors?|Commissioners?|Generals?|Admirals?|Chairs?)"
)
_PEOPLE = (
    r"(?:ministers?|presidents?|leaders?|mayors?|directors|negotiators?|experts|members?|monks|nuns|residents|villagers|inhabitants|veterans|relatives|students|teachers|workers|employees"
    r"|pensioners|farmers|drivers|supporters|activists|parties|famil(?:y|ies)|associations?|organi[sz]ations?|officers|officials|commanders?|heads?|ambassadors?|dignitaries|guests|deputies"
    r"|parliamentarians|councillors?|judges|prosecutors|journalists|institutions|municipalities|refugees|returnees|groups?|movements?|trade\sunions?|unions?|clergy|citizens|prisoners|youths?"
    r"|donors|chiefs?|envoys?|ambassadors?|inspectors?|advisers|coordinators?|commissioners?|speakers?|chair(?:man|person)?|bishops?|community|communities|persons|people|delegations?|representatives?|teams?|liaison\sofficers)"
)
_BODY = r"(?:[Ss]teering\s[Bb]oard|[Ww]orking\s[Gg]roups?|[Cc]ommissions?|[Cc]ommittees?|[Bb]oards?|[Cc]ouncils?|[Bb]ureau|[Pp]resid(?:ency|ium)|[Cc]abinet|[Pp]arliament|[Aa]ssembly|[Gg]overnment|[Ii]nstitutions)"
_DETERMINER = re.compile(
    rf"(?:(?:the|a|an|both|all|its|their|his|her|several|some|many|various|two\sor\sthree|other|further|additional)\s|(?:{QUALIFIER}\s)?{NUMBER}\s)*(?:respective\s)?",
    re.I,
)
_NO_WORD = (
    rf"(?:in|on|at|by|with|from|for|to|during|after|before|under|and|or|but|as|who|which|that|was|were|is|are|has|had|have|met|the|of|near|about|against|between|over|since|until|while|where|when|if|not"
    rf"|visited|held|took|ended|passed|began|gathered|demonstrated|protested|blocked|drew|attracted|said|stated|[Oo]n|[Ii]n|[Aa]t|{MONTH})\b"
)
_WORD = rf"(?!{_NO_WORD})[\w'’-]+"
_NOUN = re.compile(
    rf"(?P<words>(?:{_WORD}\s){{0,4}}?(?:(?P<stands>{_STANDS})|(?P<office>{_OFFICE})|(?P<people>{_PEOPLE})|(?P<body>{_BODY})))(?![\w-]|\s{_OFFICE}(?![\w-]))"
    rf"(?P<of>\s(?:of|from|for|on|to)\s(?:the\s)?)?"
)
_OF_WHAT = re.compile(rf"{_WORD}(?:\s(?:of\s)?{_WORD}){{0,5}}(?:\sin\s[A-ZČĆŠŽĐ][\w/]+)?")
_NEW = re.compile(r"[A-ZČĆŠŽĐ][\w'’-]+(?:\s(?:(?:of|for|on|and)\s(?:the\s)?)?[A-ZČĆŠŽĐ][\w'’-]+)+")
_ACRONYM = re.compile(r"\s\([A-Z][A-Z-]{1,9}s?\)")
_STAFF = re.compile(
    r"\s(?:troops|soldiers|personnel|officers|engineers|(?:liaison\s(?:and\smonitoring\s)?)?teams?|units?|forces|representatives?|officials|delegations?|medical\steams?|patrols?|headquarters\sstaff|staff|authorities|leaders(?:hip)?|helicopters|members|negotiating\steam)\b"
)
_JOINT = re.compile(r",\sand\s|,\s|\sand\s|,?\sas\swell\sas\s|,?\stogether\swith\s|,?\salong\swith\s|,?\sjointly\swith\s")
_LAST_JOINT = re.compile(r"and|with|as")
_ENDS = re.compile(
    r"\Z|\s?[.,;:)(”\"]|\s(?:in|on|at|to|for|with|from|during|and|as|or|who|which|that|near|by|about|after|before|under|over|again|separately|jointly|twice|on|between|regarding|concerning|of|throughout|via|while|but|did|was|were|is|are|has|have|had|will|would|took|ended|passed|gathered|against|resumed|continued)\b"
)
_BOUNDARY = re.compile(
    rf"\d(?:st|nd|rd|th)?\s{MONTH}(?:,?\s\d{{4}})?,?\s|,\s(?:and\s|while\s|but\s|whereas\s)?|;\s(?:and\s)?|:\s|\sand\s|\swhile\s|\swhereas\s|\sthat\s"
)
_ASIDE = re.compile(
    r",?\s(?:which|who)\s[^.;]{3,120}?,\s*\Z|,\s[^,;.]{3,80},\s*\Z|\s\([^()]{2,20}\)\s*\Z|\s(?:also|then|again|jointly|separately|both|each|later|subsequently)\s*\Z"
)
_SENT = re.compile(r"[Aa]mbassador|[Rr]epresentative|[Ee]nvoy|[Aa]dviser")
_SINGLE = re.compile(
    rf"(?:{_OFFICE}(?<!s)|minister|president|leader|mayor|negotiator|member|officer|commander|head|ambassador|councillor|judge|chief|envoy|inspector|adviser|coordinator|commissioner|speaker|chair(?:man|person)?|bishop)\Z"
)
_HOLDERS = re.compile(
    r"\b(?:[Mm]inisters|[Pp]residents|[Nn]egotiators|[Rr]epresentatives|leaders|[Mm]ayors|[Dd]elegations|[Cc]ommanders|[Cc]hiefs|[Dd]irectors|[Ss]peakers|[Ee]nvoys)\b"
)
_VERB = re.compile(r"\s(?:[a-z]+ed|held|met|gave|had|made|paid|took|said|has|have|will|was|were|is|are)\b")
_PREPOSITION = re.compile(r"\b(?:by|with|against|for|to|than|besides|alongside|of|from|in|near|at|between|on|under)\s(?:the\s)?\Z")


def named_at(passage: Passage, at: int, end: int) -> Named | None:
    """The actors whose words begin at a position, joined by commas and "and"; None where the first is no actor.

    A list may be closed by somebody who cannot be read: "with the police, EULEX and a company of engineers".

    Someone or some group that no name tells belongs to the document: "the mayor of Zvecan", "associations of families".
    """
    found: list[Entity] = []
    ends: list[int] = []
    joints: list[str] = []
    first = at
    while one := _one(passage, at, end):
        found.extend(one[0])
        first = first if ends else one[1].start
        ends.append(one[1].end)
        joint = _JOINT.match(passage.text, ends[-1], end)
        if not joint:
            break
        joints.append(joint[0])
        at = joint.end()
    if not ends:
        return None
    last = len(ends)
    closed = len(joints) == last and bool(_LAST_JOINT.search(joints[-1]))
    while not closed and last > 1 and not any(map(_LAST_JOINT.search, joints[last - 2 : last - 1])):
        last -= 1
    if last < len(ends):
        return named_at(passage, first, ends[last - 1])
    return tuple(dict.fromkeys(found)), Span(first, ends[-1])


def named_before(passage: Passage, start: int, end: int) -> Named | None:
    """The actors that are the subject of a verb which begins at a position: the longest list that ends there.

    Words aside, between commas or in brackets, may stand between.
    """
    end = start + len(passage.text[start:end].rstrip(" ,"))
    for boundary in (start, *(match.end() for match in _BOUNDARY.finditer(passage.text, start, end))):
        if boundary >= end or _PREPOSITION.search(passage.text, max(start, boundary - 12), boundary):
            continue
        begin = end - len(passage.text[boundary:end].lstrip(" ,"))
        named = named_at(passage, begin, end)
        if named and _reaches(passage.text[named[1].end : end]):
            return named
    return None


def subject_at(passage: Passage, at: int, end: int) -> Named | None:
    """The actors whose words begin at a position and go up to a verb."""
    for verb in _VERB.finditer(passage.text, at, end):
        named = named_at(passage, at, verb.start())
        if named and _reaches(passage.text[named[1].end : verb.start()]):
            return named
    return None


def are_several(actors: Actors) -> bool:
    """Whether actors are more than one: several, or holders of offices that are told of together."""
    return len(actors) > 1 or any(actor.kind == "local" and _HOLDERS.search(actor.label) for actor in actors)


def _reaches(gap: str) -> bool:
    """Whether nothing stands between a subject and its verb but words aside."""
    return not gap.strip() or bool((aside := _ASIDE.match(gap)) and aside.end() >= len(gap.rstrip()))


def _one(passage: Passage, at: int, end: int) -> Named | None:
    """The one actor, or the sides that share a noun ("leaders of Belgrade and Pristina"), whose words begin at a position."""
    determiner = _DETERMINER.match(passage.text, at, end)
    start = determiner.end() if determiner else at
    mention = next((found for found in passage.mentions if found.span.start in {at, start} and found.span.end <= end), None)
    if mention and (known := _known(passage, mention, end)):
        return known
    noun = _NOUN.match(passage.text, start, end)
    if noun and (people := _people(passage, noun, end)):
        return people
    new = _NEW.match(passage.text, start, end)
    if (
        new
        and not any(found.span.start < new.end() and start < found.span.end for found in passage.mentions)
        and _ENDS.match(passage.text, new.end(), end)
    ):
        return (Entity("org", slug(new[0]), new[0], ("kfo:Organization",), known=False),), Span(start, new.end())
    return None


def _known(passage: Passage, mention: Mention, end: int) -> Named | None:
    """The actor that a name of the gazetteer stands for, with its people: "KFOR engineers" are KFOR."""
    at = mention.span.end
    if mention.entity.kind == "role":
        who, at = holder(passage, mention)
        acronym = _ACRONYM.match(passage.text, at, end)
        at = acronym.end() if acronym else at
        return ((who,), Span(mention.span.start, at)) if _ENDS.match(passage.text, at, end) else None
    actor = actor_of(passage, mention)
    if not actor:
        return None
    if acronym := _ACRONYM.match(passage.text, at, end):
        at = acronym.end()
    if staff := _STAFF.match(passage.text, at, end):
        at = staff.end()
    return ((actor,), Span(mention.span.start, at)) if _ENDS.match(passage.text, at, end) else None


def _people(passage: Passage, noun: re.Match[str], end: int) -> Named | None:
    """People told of by what they are, with the body that they are of."""
    start, words_end = noun.start(), noun.end("words")
    of: Mention | None = None
    if noun["of"] and (noun["of"][1:3] != "to" or _SENT.search(noun["words"])):
        of = next((found for found in passage.mentions if found.span.start == noun.end() and found.span.end <= end), None)
        what = None if of else _OF_WHAT.match(passage.text, noun.end(), end)
        words_end = of.span.end if of else what.end() if what else words_end
    body = actor_of(passage, of) if of else None
    if of and (acronym := _ACRONYM.match(passage.text, words_end, end)):
        words_end = acronym.end()
    if not _ENDS.match(passage.text, words_end, end):
        return None
    words = Span(start, _with_others(passage, words_end, end) if _is_plural(noun) and not noun["stands"] else words_end)
    if noun["stands"] and of and body:
        return (body, *_sharing(passage, of, end)), Span(start, max([words_end, *(other.end for other in _joined(passage, of, end))]))
    inside = [found.entity for found in passage.mentions if found.span in words and found.entity.kind in {"org", "mission"}]
    return (_group(passage, words, body or (inside[0] if inside else None), plural=_is_plural(noun)),), words


def _with_others(passage: Passage, at: int, end: int) -> int:
    """The end of the names of one kind that share a plural: "mayors of Zvecan and Leposavic"."""
    last = next((found for found in passage.mentions if found.span.end == at and found.entity.kind in {"place", "state"}), None)
    if last:
        for other in passage.mentions:
            same = other.entity.kind == last.entity.kind and other.span.end <= end
            if same and passage.text[at : other.span.start] in {" and ", ", ", ", and "} and _ENDS.match(passage.text, other.span.end, end):
                at = other.span.end
    return at


def _joined(passage: Passage, of: Mention, end: int) -> Iterator[Span]:
    """The second of two names that share a noun."""
    for other in passage.mentions:
        if (
            other.span.end <= end
            and passage.text[of.span.end : other.span.start] in {" and ", " and the ", " and of ", " and of the "}
            and actor_of(passage, other)
        ):
            yield other.span


def _sharing(passage: Passage, of: Mention, end: int) -> Iterator[Entity]:
    for span in _joined(passage, of, end):
        yield from (actor for other in passage.mentions if other.span == span and (actor := actor_of(passage, other)))


def _is_plural(noun: re.Match[str]) -> bool:
    return not _SINGLE.search(noun["words"])


def _group(passage: Passage, words: Span, body: Entity | None, *, plural: bool) -> Entity:
    """A group of people, or a single holder of an office, known by these words alone; with their body and community, where one is named."""
    printed = re.sub(r"\s\([A-Z-]+\)\Z", "", passage.words(words))
    facts: tuple[tuple[str, Value], ...] = (("org:memberOf", body),) if body and body.known else ()
    community = next((found for name in _communities(printed) if (found := passage.vocabulary.concept("population", name))), None)
    facts += (("kfo:population", Concept("population", community.notation)),) if community else ()
    if plural:
        return Entity("local", f"group-{slug(printed)}", printed, ("kfo:Group",), facts, known=False)
    return Entity("local", f"person-{slug(printed)}", f"{printed} (unnamed)", ("kfo:Person",), facts, known=False)


def _communities(words: str) -> Iterator[str]:
    found = re.match(r"(?:(?:Kosovo|Kosovar|ethnic)\s)?(?:Serb|Albanian|Roma|Bosniac|Bosniak|Gorani|Turkish|Turk|Croat)s?\b", words)
    if found:
        yield found[0]
