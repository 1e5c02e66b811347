"""People told of only by what they are or do → groups; and the bodies whose patrol, vehicle or people it was."""

import re
from collections.abc import Iterator
from functools import cache

from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Concept, Entity
from kfor_graph.names import slug
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Span
from kfor_graph.vocabulary import Vocabulary

_NOUN = (
    r"(?:persons?|people|civilians?|m[ae]n|wom[ae]n|boys?|girls?|youths?|teenagers?|child(?:ren)?|minors?|infants?|bab(?:y|ies)|individuals?|couples?|crowds?|groups?|gangs?|mobs?"
    r"|(?:gun|police|business|fire|crafts|tax[iy]m?)[- ]?m[ae]n|attackers?|assailants?|perpetrators?|intruders?|vandals?|rioters?|looters?|hooligans?|arsonists?|thie(?:f|ves)|robbers?|burglars?|smugglers?|snipers?|extremists?|militants?|insurgents?|fighters?"
    r"|Serbs?|Albanians?|Romas?|Ashkalis?|Egyptians?|Bosnia[ck]s?|Goranis?|Turks?|Croats?|brothers?|sisters?|fathers?|mothers?|sons?|daughters?|cousins?|relatives?|neighbou?rs?|famil(?:y|ies)|villagers?|residents?"
    r"|inhabitants?|returnees?|refugees?|farmers?|shepherds?|woodcutters?|workers?|labou?rers?|drivers?|passengers?|occupants?|bystanders?|pedestrians?|students?|pupils?|schoolchildren|teachers?|professors?|journalists?|reporters?"
    r"|councillors?|politicians?|leaders?|mayors?|ministers?|deput(?:y|ies)|judges?|prosecutors?|lawyers?|doctors?|nurses?|priests?|monks?|nuns?|imams?|bishops?|owners?|waiters?|attendants?|guards?|guests?|customers?"
    r"|shopkeepers?|traders?|pilgrims?|pensioners?|demonstrators?|protesters?|protestors?|supporters?|veterans?|candidates?|officials?|officers?|employees?|members?|soldiers?|troops|personnel|interpreters?|observers?|staff|crew"
    r"|engineers?|technicians?|electricians?|directors?|managers?|hunters?|commanders?|activists?|visitors?|tourists?|fans|spectators?|suspects?|criminals?|prisoners?|detainees?|translators?|teams?)"
)
PEOPLE_NOUN = rf"\b{_NOUN}\b(?![-'’])"
"Pattern of the noun that people are told of by. Example: `farmer`, `customs officers`"

VEHICLE = r"(?:cars?|vehicles?|buse?s?|lorr(?:y|ies)|trucks?|tractors?|vans?|minibus(?:es)?|trains?|jeeps?|convoys?|ambulances?|helicopters?|motorcycles?|trailers?|taxis?|aircraft)"
"Pattern of what people travel in."

BUILDING = (
    r"(?:houses?|homes?|residences?|barns?|shops?|caf[eé]s?|bars?|restaurants?|church(?:es)?|mosques?|monaster(?:y|ies)|schools?|garages?|stables?|apartments?|flats?|buildings?|haystacks?|(?:bus\s|police\s|petrol\s|railway\s|filling\s)?stations?"
    r"|kiosks?|stalls?|bakery|bakeries|offices?|court(?:house)?s?|premises|shrines?|warehouses?|hotels?|clinics?|yards?|courtyards?|gardens?|farms?|sheds?|fields?|crops?|mills?|cabins?|huts?|sawmills?|businesses|property|stores?)"
)
"Pattern of what people live, work or pray in."

GRAVES = r"(?:gravestones?|graves?|tombstones?|headstones?|cemeter(?:y|ies)|graveyards?|monuments?|memorials?|statues?|plaques?)"
"Pattern of what people remember others by."

_UNIT = r"(?:patrols?|checkpoints?|observation\sposts?|posts?|bases?|camps?|positions?|outposts?|compounds?|headquarters|units?|columns?)"
_THING = rf"(?:{VEHICLE}|{BUILDING}|{GRAVES}|{_UNIT}|windows?|tyres?|doors?|roofs?)"
_OWNED = re.compile(
    rf"(?P<before>.*?)\b(?P<thing>{_THING})(?:\s\([^()]*\))?(?:\s(?P<by>of|belonging\sto|owned\sby|carrying|transporting|with|inhabited\sby|used\sby|occupied\sby)\s(?P<owner>.*))?\Z",
    re.S,
)
_STARTS = re.compile(
    rf"(?:(?:{QUALIFIER}|{NUMBER}|an?|the|his|her|their|its|several|some|many|numerous|another|other|further|both|all|at|against|one\sof|two\sof|members\sof\san?(?=\s\w+\sfamily))\s)+",
    re.I,
)
_ENDS = re.compile(
    r"\s(?:in|on|at|near|outside|inside|from|travelling|driving|driven|aged|sitting|standing|riding|working|walking|returning|suspected|accused|wanted|while|who|whom|which|that|was|were|with|during|(?<!owned\s)(?<!inhabited\s)(?<!used\s)(?<!occupied\s)by|for|(?<!belonging\s)to|close|behind|before|after|when|under|parked|armed(?!\s(?:groups?|gangs?|m[ae]n|persons|youths)\b)|playing|causing|killed|injured|wounded|arrested|detained|released|convicted|blocked|gathered|assembled|protested|demonstrated|attacked|entered|surrounded|stopped|broke|threw|forced|robbed|marched|cut|drove|opened|fired|burned|burnt|smashed|overturned|looted|desecrated|damaged)\b"
    r"|\s[A-Z]\w+-wide\b|[,;:(](?!\s?[A-Z]{2,8}\))"
)
_GROUP_OF = re.compile(
    r"\A(?:(?:a|the|an)\s)?(?:large\s|small\s|hostile\s|angry\s)?(?:group|crowd|gang|mob|family|families|couple|number|party)\s(?:of\s)(?=.)",
    re.I,
)
_WITHIN = re.compile(
    r"\b(?:car|vehicle|courtyard|yard|garden|window|windows|roof|door|wall|entrance|gate)s?\sof\s(?=.*\b(?:of|belonging)\b)"
)
_ANOTHER_BODY = re.compile(
    r"\s(?:Orthodox|police|forces?|Ministry|Government|army|Republic|authorit\w+|Assembly|list|part(?:y|ies)|list)\b", re.I
)
_THESE = re.compile(r"(?:these|those|the\ssame|the)\s(?:armed\s)?groups?\Z")
_PEOPLE_ONLY = begins_with("ABCEGRSTabcdefghijlmnoprstvwy", PEOPLE_NOUN)


def who(passage: Passage, span: Span, part: str) -> tuple[Entity, ...]:
    """Whom the words mean: people, the owners of a thing, or the body whose patrol, vehicle or building it is.

    `part` tells one group of the same people from another: victims or perpetrators. Things that are nobody's are nobody.
    """
    words = passage.words(span)
    lead = _STARTS.match(words)
    start = span.start + (lead.end() if lead else 0)
    end = next((at for at in _ends(passage, Span(start, span.end))), span.end)
    found = dict.fromkeys(
        entity for piece in _pieces(passage, Span(start, end)) for entity in _of(passage, piece, Span(piece.start, span.end), part)
    )
    return tuple(found)


def side_of(passage: Passage, span: Span) -> tuple[Entity, ...]:
    """Whom words name as a side of a fight: a body, people, or the one kind of groups that "these groups" can mean."""
    if _THESE.match(passage.text, span.start, span.end):
        named = passage.entities(Span(passage.block.span.start, span.start), "org")
        meant = tuple(dict.fromkeys(entity for entity in named if "group" in entity.label.lower()))
        return meant if len(meant) == 1 else ()
    return passage.entities(span, "org", "mission")[:1] or who(passage, span, "participants")


def _ends(passage: Passage, span: Span) -> Iterator[int]:
    """Where the words stop to say who: not within a name, nor where a thing is told to be somebody's."""
    for match in passage.find(_ENDS, span):
        inside = any(mention.span.start < match.end() and match.start() < mention.span.end for mention in passage.mentions)
        owner = re.match(
            r"\swith\s(?:(?:\w+\s){0,2}\d+|(?:\w+\s){0,3}(?:pilgrims|passengers|children|members|returnees|persons))",
            passage.text[match.start() : span.end],
        )
        if not inside and not owner:
            yield match.start()


def _pieces(passage: Passage, span: Span) -> Iterator[Span]:
    """The parts of a list that "and" joins, where each tells people of its own."""
    joints = list(re.finditer(r",?\sand\s|,\s", passage.words(span)))
    edges = [0, *(edge for match in joints for edge in match.span()), len(span)]
    pieces = [Span(span.start + a, span.start + b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    if (
        len(pieces) > 1
        and not _OWNED.match(passage.words(pieces[0]))
        and all(_PEOPLE_ONLY.search(passage.words(piece)) or list(passage.find(communities(passage.vocabulary), piece)) for piece in pieces)
    ):
        yield from pieces
    else:
        yield span


def _of(passage: Passage, span: Span, whole: Span, part: str) -> Iterator[Entity]:
    lead = _STARTS.match(passage.words(span))
    span = Span(span.start + (lead.end() if lead else 0), span.end)
    if grouped := _GROUP_OF.match(passage.words(span)):
        span = Span(span.start + grouped.end(), span.end)
        lead = _STARTS.match(passage.words(span))
        span = Span(span.start + (lead.end() if lead else 0), span.end)
    words = passage.words(span)
    owned = _OWNED.match(words)
    if owned and not (owned["by"] == "of" and _PEOPLE_ONLY.search(owned["before"])):
        yield from _owner(passage, span, owned, whole, part)
        return
    bodies = [mention for mention in passage.mentions if mention.span in span and mention.entity.kind in {"mission", "org"}]
    if _PEOPLE_ONLY.search(words) or list(passage.find(communities(passage.vocabulary), span)):
        if made := _group(passage, span, part):
            yield made
    elif bodies and re.fullmatch(r"(?:the\s)?", words[: bodies[0].span.start - span.start]) and part != "participants":
        yield bodies[0].entity
    elif re.search(r"\bpolice\Z", words):
        yield _plain(words, part, (("kfo:population", Concept("population", "police-officers")),))


def _owner(passage: Passage, span: Span, owned: re.Match[str], whole: Span, part: str) -> Iterator[Entity]:
    """Whose a thing is: told behind it, or before it in its name; a building is a community's only where it is a home."""
    travels = owned["by"] in {"carrying", "transporting", "with", "used by", "occupied by"}
    part = "owners" if part == "victims" and not travels else part
    if owned["owner"]:
        at = span.start + owned.start("owner")
        if found := who(passage, Span(at, whole.end if owned["by"] != "with" else span.end), part):
            yield from found
            return
    before = Span(span.start, span.start + owned.end("thing"))
    bodies = [mention.entity for mention in passage.mentions if mention.span in before and mention.entity.kind in {"mission", "org"}]
    if bodies:
        yield bodies[-1]
        return
    possessor = re.match(r"(?P<who>.*?)(?:s['’]|['’]s?)\s", passage.words(before))
    if possessor and _PEOPLE_ONLY.search(passage.words(Span(span.start, span.start + possessor.end("who")))):
        if made := _group(
            passage,
            Span(span.start, span.start + possessor.end("who") + passage.words(before)[possessor.end("who")].replace("’", "'").count("s")),
            part,
        ):
            yield made
    elif made := _group(passage, before, part, people=False):
        yield made
    elif re.search(r"\bpolice\s", owned["before"] + owned["thing"]) and not owned["before"].endswith(("former ", "old ")):
        yield _plain("police", part, (("kfo:population", Concept("population", "police-officers")),))


def _group(passage: Passage, span: Span, part: str, people: bool = True) -> Entity | None:
    """The group that words name: people with their communities, callings and bodies; without people only where a community is named."""
    facts: list[tuple[str, Entity | Concept]] = []
    label = re.sub(r"(?:\s[A-Z]\w+-wide)?(?:\s(?:and|or|but))?[\s,.]*\Z", "", passage.words(span)).strip(" ,.")
    for match in passage.find(communities(passage.vocabulary), span):
        if concept := _community(passage, match):
            facts.append(("kfo:population", concept))
    if not facts and not people:
        return None
    facts += [
        ("org:memberOf", mention.entity)
        for mention in passage.mentions
        if mention.span in span and mention.entity.kind in {"mission", "org"}
    ]
    if not people:
        label = f"owners of {label}" if label.endswith("s") else f"owner of {label}"
    return _plain(label, part, tuple(dict.fromkeys(facts)))


def _plain(label: str, part: str, facts: tuple[tuple[str, Entity | Concept], ...]) -> Entity:
    return Entity("local", f"group-{part}-{slug(label)}", label, ("kfo:Group",), facts, known=False)


def community(passage: Passage, span: Span) -> Concept | None:
    """The one population that words name; None where they name none or several."""
    found = {concept for match in passage.find(communities(passage.vocabulary), span) if (concept := _community(passage, match))}
    return next(iter(found)) if len(found) == 1 else None


def _community(passage: Passage, match: re.Match[str]) -> Concept | None:
    """The population of the scheme that a name means here: no church or police of that name, nor Serbs of Bosnia."""
    named, concept = match["who"], passage.vocabulary.concept("population", re.sub(r"\s", " ", match["who"]))
    if not concept or _ANOTHER_BODY.match(passage.text, match.end()):
        return None
    if concept.notation in {"soldiers", "police-officers"}:
        return concept if concept.notation == "police-officers" or "KFOR" in named else None
    elsewhere = passage.mission and passage.mission.slug != "kfor"
    if not (named[0].isupper() or named.startswith("ethnic")) or (
        elsewhere and concept.notation.startswith("kosovo-") and "Kosov" not in named
    ):
        return None
    return concept


@cache
def communities(vocabulary: Vocabulary) -> re.Pattern[str]:
    """A community, soldiers or police officers, in the words of the scheme."""
    known = (vocabulary.narrower(Concept("population", "community")) - {"minority"}) | {"soldiers", "police-officers"}
    words = [re.escape(label).replace(r"\ ", r"\s") for label, notation in vocabulary.wordings("population") if notation in known]
    return re.compile(rf"(?<!Bosnian\s)(?<!\w)(?<!-)(?P<who>{'|'.join(words)})(?![\w-])", re.I)
