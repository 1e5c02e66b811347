"""How often something was done, and how many things it was done to: patrols, inspections, convoys, requests, works."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kfor_graph.extract.claims import Slots
from kfor_graph.extract.counts.clauses import COUNT, counted_in, counts_something, of_whole_period, time_of, where_counted
from kfor_graph.extract.counts.things import Thing, elided, things
from kfor_graph.extract.counts.totals import Total, own_rest, with_parts
from kfor_graph.extract.events.deeds import Deed, deeds, did
from kfor_graph.extract.events.doers import bodies, doers
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import of_period
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Value
from kfor_graph.texts import Period, Span

_HELD = r"carried\sout|conducted|performed|executed|undertook|undertaken|held|organi[sz]ed|made|ran|flew|flown|imposed|issued|completed|reported|detected"
"what is done to deeds"
_HANDLED = (
    r"inspected|checked|searched|screened|controlled|stopped|monitored|observed|verified|escorted|manned|guarded|secured|repaired|rebuilt|restored|reconstructed|renovated|built|constructed"
    r"|installed|set\sup|cleared|removed|dismantled|destroyed|disposed\sof|neutrali[sz]ed|defused|treated|vaccinated|examined|transported|delivered|distributed|answered|responded\sto"
    r"|dealt\swith|received|processed|handled|registered|recorded|rebutted|closed|reopened|opened|visited|turned\sback|collected|resolved|supported|established|intercepted|put\sup|damaged|burn(?:ed|t)|looted|vandali[sz]ed|desecrated|demolished"
)
"what is done to things and people"
_DID = did(rf"(?:{_HELD}|{_HANDLED})(?=\s{COUNT})")
_WAS = re.compile(rf"\b(?:was|were|been)\s(?:[a-z]+\s){{0,2}}(?:{_HELD}|{_HANDLED})\b")
_DONE = replace(did(f"{_HELD}|{_HANDLED}"), past=_WAS)
_OURS = re.compile(
    r"(?:(?:[Ii]ts|[Tt]heir|[Tt]he|[Jj]oint|[Ll]iaison|[Mm]ultinational|[Ff]orce|[Aa]ll)\s)(?:[a-z-]+\s(?:and\s)?){0,3}?"
    r"(?:force|mission|troops|soldiers|engineers|teams|units|helicopters|aircraft|detachments|patrols|personnel|contingents|brigades|medics|doctors|specialists)\b"
    r"|(?i:(?:the\s)?(?:liaison|civil-military|joint|explosive|medical|engineer|mobile)\s(?:[a-z-]+\s(?:and\s)?){0,3}?(?:teams|units|detachments))\b|(?:It|They|it|they)\Z|(?:The\s)?(?:[Pp]arties|[Ee]ntities)\Z"
)
_FOREIGN = re.compile(r"\b[A-Z][a-z]+(?:ian|ish|ese|an|b)\b")
_TEAMS = re.compile(
    r"[A-Za-z-]+(?:\s[a-z-]+){0,3}\s(?:teams|engineers|medics|experts)\Z|(?:[A-Za-z-]+\s){0,3}(?:[Aa]ircraft|[Hh]elicopters)\Z"
)
_JOINTS = (" and ", ", and ")
_ITSELF = re.compile(r"(?:It|They|it|they)\Z")
_PARTIES = re.compile(r"(?:The\s)?(?:[Pp]arties|[Ee]ntities)\Z")
_NO_THING = re.compile(
    r"\b(?:arrests?|incidents?|attempts?|statements?|demands?|proposals?|decisions?|agreements?|appeals?|allegations?|casualt\w+|injur\w+|deaths?|attacks?|shots?|demonstrations?|protests?|rallies|elections?|explosions?|mistakes"
    r"|suspects?|prisoners?|detainees|indictees|seats?|votes?|soldiers?|troops|battalions?|compan(?:y|ies)|contingents?|violations?|cases?|rounds\sof\stalks|courses?|ceremon\w+|members?|officers?|candidates|applications|recruits)\b"
)
_UNDONE = re.compile(r"\b(?:destroyed|disposed\sof|neutrali[sz]ed|defused)\Z")
_REPORTED = re.compile(r"\b(?:reported|detected)\Z")
_TAKEN = re.compile(r"\b(?:received|registered|recorded|intercepted|issued)\Z")
_OF_DEEDS = re.compile(rf"(?:{_HELD})\Z")
_OF_THINGS = re.compile(rf"\b(?:{_HANDLED})\Z")


@reads(
    "carried out", "conducted", "performed", "executed", "undert", "held", "organized", "organised", "made", "ran", "flew", "flown", "imposed",
    "issued", "completed", "inspected", "checked", "searched", "screened", "controlled", "stopped", "monitored", "observed", "verified",
    "escorted", "manned", "guarded", "secured", "repaired", "rebuilt", "restored", "reconstructed", "renovated", "built", "constructed",
    "installed", "set up", "cleared", "removed", "dismantled", "destroyed", "disposed", "neutrali", "defused", "treated", "vaccinated",
    "examined", "transported", "delivered", "distributed", "answered", "responded", "dealt", "received", "processed", "handled", "registered",
    "recorded", "rebutted", "closed", "reopened", "opened", "visited", "turned back", "collected", "resolved", "supported", "established",
    "intercepted", "put up", "damaged", "burned", "burnt", "looted", "vandali", "desecrat", "demolished", "reported", "detected",
)  # fmt: skip
def activities(passage: Passage) -> Iterator[Claim]:
    """How often a body did something, or how many things it did it to, with parts, earlier figures, rises and falls.

    Example: `«KFOR carried out 1,164 patrols» and «97 vehicle checkpoints»`. Totals with their parts are read alike: `38 projects were carried
    out: «14 in the field of education», «11 in health» …`; what the scheme does not know keeps its words.
    """
    if not passage.period or not (passage.mission or passage.area):
        return
    for sentence in passage.block.sentences:
        counted = counts_something(passage, sentence)
        if not counted:
            continue
        for deed in deeds(passage, sentence, _DID):
            if not deed.passive:
                yield from _figures(passage, deed)
        reported = passage.holds(sentence, "violation", "complaint")
        if any(reported or not _REPORTED.search(match[0]) for match in _WAS.finditer(passage.text, counted, sentence.end)):
            for deed in deeds(passage, sentence, _DONE):
                if deed.passive:
                    yield from _figures(passage, deed)


def _figures(passage: Passage, deed: Deed) -> Iterator[Claim]:
    where = counted_in(passage, deed, of_subject=deed.passive)
    if not where or deed.relative or deed.before or not of_period(passage, deed.verb):
        return
    about = _about(passage, deed)
    routine = not deed.passive and bool(bodies(passage, deed.subject))
    whens, time = time_of(passage, deed, routine)
    if not about or not time:
        return
    found = list(things(passage, where))
    if len(found) == 1 and (more := elided(passage, found[0], deed.rest.end)):
        found.append(more)
    if not found or (
        time == passage.period and not of_whole_period(passage, deed, deed.rest.start if deed.passive else found[-1].span.end)
    ):
        return
    placed = where_counted(passage, deed)
    for number, thing in enumerate(found):
        if not _is_counted(passage, deed, thing) or (whens > 1 and whens == thing.quantity.value):
            continue
        end = deed.rest.end if passage.text.startswith(_JOINTS, deed.rest.end) else deed.sentence.end
        following = None if len(found) == 1 else end if thing == found[-1] else found[number + 1].span.start
        rest = own_rest(passage, thing.span.end, following, max(end, thing.span.end))
        words = thing.span if number or deed.passive else Span(deed.verb.start, thing.span.end)
        yield from with_parts(passage, _total(_as_done(passage, deed, thing), words, about, time, placed), rest)


def _is_counted(passage: Passage, deed: Deed, thing: Thing) -> bool:
    """Whether it is for this rule: people hurt or held, arms taken, members of a corps are for others."""
    verb = passage.words(deed.verb)
    if thing.indicator == "violations" or _REPORTED.search(verb):
        return thing.indicator in {"violations", "complaints"}
    arms = thing.category and _TAKEN.search(verb)
    return not _NO_THING.search(thing.name) and not arms


def _as_done(passage: Passage, deed: Deed, thing: Thing) -> Thing:
    """A thing with what its verb says of it: vehicles searched, hours flown."""
    verb = passage.words(deed.verb)
    if _UNDONE.search(verb) and thing.unit == "pieces":
        return replace(thing, indicator="items-destroyed")
    if thing.unit == "persons" and verb.endswith("registered"):
        return replace(thing, indicator="persons-registered")
    if thing.unit == "hours" and verb.endswith(("flew", "flown")):
        return replace(thing, name="hours flown")
    if thing.unit == "pieces" and _OF_DEEDS.search(verb):
        return replace(thing, unit="events")
    handled = _OF_THINGS.search(verb)
    return replace(thing, name=f"{thing.name} {handled[0]}") if handled and thing.indicator == "other" else thing


def _total(thing: Thing, words: Span, about: Value, time: Period | date, placed: Slots) -> Total:
    what: Slots = (("category", thing.category),) if thing.category and thing.indicator == "items-destroyed" else thing.what
    return Total((words,), thing.quantity, thing.indicator, thing.unit, about, time, (*what, *placed))


def _about(passage: Passage, deed: Deed) -> Value | None:
    """The body that did it; for what was done without telling by whom, the mission's area."""
    by = dict.fromkeys(doers(passage, deed))
    if deed.passive:
        return next(iter(by)) if len(by) == 1 else passage.area or passage.mission
    if own := dict.fromkeys(bodies(passage, deed.subject)):
        return passage.mission if passage.mission in own else next(iter(own)) if len(own) == 1 else passage.area
    words = passage.words(deed.subject)
    if _PARTIES.match(words):
        return passage.area or passage.mission
    if _ITSELF.match(words):
        return _before(passage, deed)
    nobody_else = _TEAMS.match(words) and not passage.entities(deed.subject) and not _FOREIGN.search(words)
    return passage.mission if nobody_else or _OURS.match(words) else None


def _before(passage: Passage, deed: Deed) -> Value | None:
    """The one body that opens the sentence before."""
    earlier = [span for span in passage.block.sentences if span.end <= deed.sentence.start]
    found = dict.fromkeys(bodies(passage, earlier[-1])) if earlier else {}
    return next(iter(found)) if len(found) == 1 else None
