"""Units that arrive, leave, rotate, move, or are in theatre for a time."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.units import UNIT, reserve, soldiers, whose
from kfor_graph.extract.claims import Slots, observation
from kfor_graph.extract.counts.numbers import NUMBER
from kfor_graph.extract.events.deeds import Deed, around, deeds, did, inside, times_of
from kfor_graph.extract.events.doers import bodies, doers
from kfor_graph.extract.events.happenings import Roles, happenings
from kfor_graph.extract.gate import reads
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import Found, kind
from kfor_graph.extract.times.dates import dates
from kfor_graph.model import Claim, Event
from kfor_graph.texts import Span

_WENT = did(
    r"arrived|left|departed|returned|withdrew|redeployed|re-deployed|moved|deployed|withdrawn|sent|dispatched|relocated|rotated|replaced|relieved|in\stheat(?:re|er)(?=\sfrom)|brought\sin|repositioned|stationed"
)
_REINFORCED = did(r"reinforced|strengthened|increased(?=\sits\spresence)")
_POSTS = did(r"set\sup|established|installed|put\sup|opened")
_PROCEEDED = did(r"completed|begun|began|started|concluded|took\splace|carried\sout|conducted|finished|ended|effected")
_UNIT = re.compile(rf"\b{UNIT}\b")
_OBSERVED = re.compile(
    r"\b(?:observation\sposts?|(?:vehicle\s)?checkpoints?|outposts?|forward\s(?:operating\s)?bases?|platoon\shouses?|patrol\sbases?|fixed\sposts?)\b"
)
_KEYS = (
    "unit", "forces", "troops", "soldiers", "return ", "battalion", "compan", "contingent", "reserve", "posts", "rotation", "presence",
    "platoon", "checkpoint", "headquarters",
)  # fmt: skip
_MOVES = (
    "rotation", "return", "deployment", "withdrawal", "relief", "reinforcement", "arrival", "departure", "transfer", "movement",
    "relocation", "replacement",
)  # fmt: skip
_MOVE = rf"(?:{'|'.join(_MOVES)}|redeployment|re-deployment)"
_PRESENCE = re.compile(r"\s(?:its|their|the)\s(?:[\w-]+\s)?presence\b")
_MOVING = re.compile(
    rf"\b(?:[Tt]he|[Aa]|[Tt]his)\s(?:[\w-]+\s){{0,3}}?(?P<move>{_MOVE})\b(?:\s(?:of|to|into|from|by|between|in)\s(?:[^;:]){{2,160}})?\Z"
)
_OF_UNITS = re.compile(rf"\b{_MOVE}\sof\s(?:[^.;:,]){{0,60}}?\b(?:{UNIT}|KFOR|SFOR)\b")
_NO_TROOPS = re.compile(
    r"\b(?:assist|help|victims|snow|floods?|fire-?fighting|rescue|landslide|earthquake|hospitals?|medical|clinic|custody|detention|refugees|displaced|remains|bodies|weapons|ammunition|equipment|convoys?\sof\s(?:Kosov|Serb|Rom))\b"
)
_THE_SITE = re.compile(r"\b(?:the\s)(?:road|room|hall|session|meeting|Assembly|party|coalition|scene|chamber|vehicle|building)\b")
_THERE = re.compile(r"\b[Tt]here\s(?:was|were|are|is|have\sbeen)\b")
"troops that are there are a strength, and no move"
_SOMETHING = re.compile(r"\s(?:\d|an?\s|the\s|[a-z]+\s(?:dead|wounded|injured))")
_VICTIMS = re.compile(r"\s(?:dead|wounded|injured|\d)")
_FIRED = re.compile(r"\b(?:fired|shot|killed)\b")
_SINCE = re.compile(r"\bsince\s(?:the\s(?:night|evening|morning)\sof\s)?(?=\d)")
_NUMBERED = re.compile(rf"(?:{NUMBER})\s")
_TO = re.compile(r"\b(?:to|into)\s(?:the\s)?")
_ANTECEDENT = 160
"Characters before a relative clause in which the unit that it tells of is looked for."


@reads(*_KEYS)
def deployments(passage: Passage) -> Iterator[Claim]:
    """Units that arrived, left, were moved or rotated, posts that were set up, with whose they are, when, and how many soldiers.

    Example: `«The rotation of two battalions in Multinational Brigade (MNB) (South) was completed on 9 March»`. What is only to come is left
    out, and so are people and goods that are moved.
    """
    if not passage.period:
        return
    verbs = [
        (verb, read)
        for verb, nouns, read in (
            (_WENT, (), _moves),
            (_REINFORCED, ("presence",), _reinforcements),
            (_POSTS, ("post", "checkpoint", "base", "platoon"), _posts),
            (_PROCEEDED, _MOVES, _nouns),
        )
        if passage.has(*verb.keys) and (not nouns or passage.has(*nouns))
    ]
    for sentence in passage.block.sentences if verbs else ():
        for verb, read in verbs:
            if verb.past.search(passage.text, sentence.start, sentence.end) and _tells_of_units(passage, sentence):
                for deed in deeds(passage, sentence, verb):
                    yield from read(passage, deed)


def _tells_of_units(passage: Passage, sentence: Span) -> bool:
    words = passage.words(sentence)
    return any(noun in words for noun in _MOVES) or any(pattern.search(words) for pattern in (_UNIT, _OBSERVED))


def _moves(passage: Passage, deed: Deed) -> Iterator[Claim]:
    if unit := _went(passage, deed):
        yield from _tell(passage, deed, unit)


def _reinforcements(passage: Passage, deed: Deed) -> Iterator[Claim]:
    if not deed.passive and _PRESENCE.match(passage.text, deed.rest.start, deed.rest.end) and bodies(passage, deed.subject):
        yield from _tell(passage, deed, deed.rest, dated=True)


def _posts(passage: Passage, deed: Deed) -> Iterator[Claim]:
    what = deed.subject if deed.passive else Span(deed.rest.start, min(deed.rest.end, deed.rest.start + 60))
    if _OBSERVED.search(passage.text, what.start, what.end) and (deed.passive or bodies(passage, deed.subject)):
        yield from _tell(passage, deed, what)


def _went(passage: Passage, deed: Deed) -> Span | None:
    """The words of the unit that moved; None where no unit did."""
    if _NO_TROOPS.search(passage.text, deed.clause.start, deed.rest.end) or _THE_SITE.match(passage.words(deed.rest).strip()):
        return None
    if _THERE.search(passage.words(deed.subject)):
        return None
    verb = passage.words(deed.verb).rsplit(" ", 1)[-1]
    if deed.relative and not deed.own:
        last = deed.subject.end
        return _last_unit(passage, Span(max(deed.sentence.start, last - _ANTECEDENT), last))
    active = not deed.passive and verb in {
        "moved",
        "deployed",
        "redeployed",
        "re-deployed",
        "sent",
        "dispatched",
        "withdrew",
        "brought",
        "in",
        "relocated",
        "rotated",
        "replaced",
        "relieved",
        "repositioned",
        "stationed",
    }
    what = Span(deed.rest.start, min(deed.rest.end, deed.rest.start + 60))
    if active and (unit := _UNIT.search(passage.text, what.start, what.end)) and bodies(passage, deed.subject):
        return Span(what.start + 1, unit.end())
    if (
        deed.passive or verb in {"arrived", "left", "departed", "returned", "withdrew", "redeployed", "moved", "deployed"}
    ) and _UNIT.search(passage.words(deed.subject)):
        if not deed.passive and _SOMETHING.match(passage.words(deed.rest)) and verb != "left":
            return None
        return deed.subject if not _VICTIMS.match(passage.words(deed.rest)) else None
    return None


def _last_unit(passage: Passage, span: Span) -> Span | None:
    start = max(span.start, passage.text.rfind(". ", span.start, span.end) + 1)
    units = list(passage.find(_UNIT, Span(start, span.end)))
    return Span(start, units[-1].end()) if units and not _FIRED.search(passage.words(span)) else None


def _nouns(passage: Passage, deed: Deed) -> Iterator[Claim]:
    """ "The rotation of two battalions was completed on 9 March"; "the return began on 2 May" where the sentence before tells whose."""
    match = _MOVING.search(passage.text, deed.subject.start, deed.subject.end)
    if not match or not (deed.passive or passage.words(deed.verb).split()[-1] in {"began", "started", "place", "ended"}):
        return
    of_units = _UNIT.search(passage.words(Span(match.start("move"), deed.subject.end)))
    earlier = [span for span in passage.block.sentences if span.end <= deed.sentence.start]
    named = [found for span in reversed(earlier[-3:]) if (found := next(passage.find(_OF_UNITS, span), None)) and match["move"] in found[0]]
    if of_units:
        yield from _tell(passage, deed, deed.subject, dated=True)
    elif named and not passage.text[match.end("move") : deed.subject.end].strip():
        yield from _tell(passage, deed, Span(named[0].start(), passage.sentence(named[0].start()).end), dated=True)


def _tell(passage: Passage, deed: Deed, unit: Span, *, dated: bool = False) -> Iterator[Claim]:
    when, how = times_of(passage, deed)
    since = _SINCE.search(passage.text, deed.rest.start, deed.rest.end) if not when else None
    if since:
        when = dates(passage, Span(since.end(), deed.rest.end))[:1]
        how = "clause" if when else how
    when = () if how == "context" else when
    whens = inside(passage, when)
    if (when and not whens) or how == "unclear" or (dated and not whens) or (deed.relative and how != "clause"):
        return
    own = deed.clause if deed.own else deed.rest
    where = _where(passage, deed, unit)
    roles = _roles(passage, deed, unit)
    counted = _NUMBERED.match(passage.words(unit))
    if not whens and not (roles and (where or counted or _OBSERVED.search(passage.words(own)))):
        return
    for told, event in happenings(passage, deed, "deployment", whens, where, roles, series=False):
        yield told
        yield from _strength(passage, unit, event)


def _where(passage: Passage, deed: Deed, unit: Span) -> tuple[Found, ...]:
    """The places that a move leads to; those it comes from are none of its places."""
    found = list(around(passage, deed, deed.rest, unit if unit in deed.clause else Span(unit.start, unit.end)))
    for match in passage.find(_TO, Span(unit.start, deed.rest.end) if unit.end <= deed.rest.end else unit):
        mention = next(
            (mention for mention in passage.mentions if mention.span.start == match.end() and mention.entity.kind == "place"), None
        )
        if (
            mention
            and mention.entity != passage.area
            and kind(passage, mention.entity) != "country"
            and mention.entity not in {one[0] for one in found}
        ):
            found.insert(0, (mention.entity, "at", mention.span))
    away = {
        mention.entity
        for mention in passage.mentions
        if passage.text.endswith(("from ", "from the "), passage.block.span.start, mention.span.start)
    }
    kept = [one for one in found if one[0] not in away]
    return tuple(kept)


def _roles(passage: Passage, deed: Deed, unit: Span) -> Roles:
    """Whose units they are, and the reserve that is named."""
    near = Span(deed.sentence.start, deed.rest.end)
    named = reserve(passage, unit) or (
        reserve(passage, near) if not deed.own or passage.words(deed.subject).startswith("whose") or deed.relative else None
    )
    if named:
        return (("involves", named),)
    found = (
        doers(passage, deed) or whose(passage, unit) or tuple(actor for actor in whose(passage, deed.clause) if actor == passage.mission)
    )
    return tuple(("involves", actor) for actor in found)


def _strength(passage: Passage, unit: Span, event: Event) -> Iterator[Claim]:
    """How many soldiers a unit has, where it says so."""
    if match := soldiers(passage, unit):
        time = event.period.start if event.period.start == event.period.end else event.period
        more: Slots = ()
        if made := observation(
            passage, (Span(*match.span()),), "participants", passage.quantity(match, "n", "q"), "persons", event, time, more
        ):
            yield made
