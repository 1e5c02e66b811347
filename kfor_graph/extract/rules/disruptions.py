"""Sessions that were broken off or disturbed, and services and supplies that were interrupted."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.actors import Actors, named_at
from kfor_graph.extract.actors.groups import who
from kfor_graph.extract.events.deeds import Deed, around, deeds, did, inside, times_of
from kfor_graph.extract.events.doers import doers
from kfor_graph.extract.events.happenings import happenings
from kfor_graph.extract.gate import reads
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Event
from kfor_graph.texts import Period, Span

_BROKEN = did(r"disrupted|interrupted|broken\soff|cut\soff")
_GAS = did(r"released|threw|set\soff|let\soff|discharged|used|thrown")
_WHAT = re.compile(
    r"\s?(?:[Aa]n?|[Tt]he|[Ii]ts|[Tt]hat)?\s?(?:[\w-]+\s){0,2}?(?P<what>(?:plenary\s)?(?:session|sitting)s?|Assembly|work\sof\sthe\sAssembly"
    r"|(?:[Pp]ower|[Ee]lectricity|[Ww]ater|[Gg]as|[Hh]eating)(?:\ssuppl(?:y|ies))?|(?:[Tt]rain|[Rr]ail|[Bb]us|[Tt]elephone|[Ff]erry)\s(?:services?|traffic|lines?))\b"
)
_IN_CHAMBER = re.compile(
    r"\s(?:a\s|some\s|several\s)?(?:canisters?\sof\s)?tear-?\s?gas(?:\scanisters?)?\s(?:[\w-]+\s){0,2}?(?:in|inside|during|into)\s(?:a|the)\s(?:[\w-]+\s){0,2}?(?:chamber|session|sitting|Assembly)\b"
)
_WHOSE = re.compile(
    r"\b(?:(?:chamber|sessions?|sittings?|work)\s(?:of|in)\sthe|disrupted\sthe|interrupted\sthe)\s(?=(?P<body>(?:[A-Z][\w-]+\s){0,2}(?:Assembly|Parliament|Council)(?:\sof\s(?:the\s)?[A-Z]\w+)?))"
)
_POLICE = re.compile(r"\b(?:[Pp]olice|KFOR|EULEX|troops|soldiers)\b")


@reads(*_BROKEN.keys, "tear gas", "tear-gas", "teargas")
def disruptions(passage: Passage) -> Iterator[Claim]:
    """A session disturbed or broken off, a service or a supply interrupted, on each of the days that are told.

    Example: `«On 8 October, deputies released tear gas during a session of the Assembly»`.
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        told: set[Period] = set()
        for deed, subject in (*_with_gas(passage, sentence), *_broken(passage, sentence)):
            for claim, event in _tell(passage, deed, subject):
                if event.period not in told:
                    yield claim
                told.add(event.period)


def _broken(passage: Passage, sentence: Span) -> Iterator[tuple[Deed, str]]:
    for deed in deeds(passage, sentence, _BROKEN):
        what = deed.subject if deed.passive else deed.rest
        if match := _WHAT.match(passage.text, what.start, what.end):
            yield deed, f"Disruption of {match['what'].lower()}"


def _with_gas(passage: Passage, sentence: Span) -> Iterator[tuple[Deed, str]]:
    """Tear gas that members let off in their own chamber, not what a police uses before it."""
    for deed in deeds(passage, sentence, _GAS) if passage.has("gas") else ():
        own = not deed.passive and not _POLICE.search(passage.text, deed.subject.start, deed.subject.end)
        if own and _IN_CHAMBER.match(passage.text, deed.rest.start, deed.rest.end):
            yield deed, "Disruption of session"


def _tell(passage: Passage, deed: Deed, subject: str) -> Iterator[tuple[Claim, Event]]:
    when, how = times_of(passage, deed)
    whens = inside(passage, when)
    if not whens or how not in {"clause", "shared"} or deed.relative:
        return
    where = around(passage, deed, deed.rest, deed.subject if deed.passive else Span(deed.rest.end, deed.rest.end))
    by = tuple(("involves", actor) for actor in doers(passage, deed))
    if not deed.passive and not by:
        by = tuple(("perpetrator", someone) for someone in who(passage, deed.subject, "perpetrators"))
    by += tuple(("victim", body) for body in _disturbed(passage, deed))
    yield from happenings(passage, deed, "disruption", whens, where, by, subject=subject)


def _disturbed(passage: Passage, deed: Deed) -> Actors:
    """The assembly whose session was disturbed."""
    match = _WHOSE.search(passage.text, deed.clause.start, deed.clause.end)
    named = named_at(passage, match.end(), match.end() + len(match["body"])) if match else None
    return named[0] if named else ()
