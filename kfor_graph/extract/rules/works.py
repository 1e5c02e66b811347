"""Works: buildings and roads that are built or repaired, and ordnance that is cleared."""

import re
from collections.abc import Iterator

from kfor_graph.extract.events.deeds import Deed, around, deeds, did, inside, times_of, where_of
from kfor_graph.extract.events.doers import bodies, doers
from kfor_graph.extract.events.happenings import happenings
from kfor_graph.extract.gate import reads
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import Found, kind
from kfor_graph.model import Claim
from kfor_graph.texts import Span

_BUILT = did(r"repaired|rebuilt|reconstructed|refurbished|renovated|restored|built|constructed|resurfaced")
_CLEARED = did(r"cleared|made\ssafe|disposed\sof|neutrali[sz]ed|blew\sup")
_WENT_ON = did(r"began|begun|started|completed|finished|concluded|resumed|ended|inaugurated|interrupted|suspended")
_WORK = (
    r"(?:bridges?|footbridges?|roads?|streets?|schools?|kindergartens?|hospitals?|clinics?|houses|homes|roofs?|church(?:es)?|monaster(?:y|ies)|mosques?|playgrounds?|wells?|water\s(?:supply|pipes?|tanks?|lines?)|pipelines?|power\s(?:lines?|supply)"
    r"|railway(?:\slines?|\stracks?)?|tunnels?|dams?|culverts?|buildings?|barracks|sports?\s(?:hall|field)s?|health\scentres?|town\shall|crossing\spoints?|fences?|cemeter(?:y|ies)|memorials?|monuments?|stations?|community\scentres?)"
)
_A_WORK = re.compile(
    rf"(?:(?:the|a|an|its|two|three|four|five|six|seven|eight|nine|ten|\d+|some|about|approximately|destroyed|damaged|old|main|new|small|stone|wooden|railway|road|primary|secondary|village|local|municipal|Serb|Serbian|Albanian|Orthodox|medieval|[\d.,]+\skilometres\sof)\s){{0,5}}{_WORK}\b"
)
_ORDNANCE = re.compile(
    r"\b(?:ordnance|mortar\s(?:rounds?|shells?|bombs?)|(?:artillery\s|tank\s)?shells?|rounds?|mines?|minefields?|(?:aircraft|aerial|cluster|unexploded)\sbombs?|bomblets?|rockets?|cluster\smunitions?|munitions?|projectiles?|warheads?)\b"
)
_COURSE = re.compile(
    rf"(?:\b[Ww]orks?\s(?:to\s[a-z]+\s|on\s|for\s)|\b(?:[Tt]he\s)?(?:[a-z]+\s)?(?:[Rr]econstruction|[Rr]efurbishment|[Rr]enovation|[Rr]ebuilding|[Rr]epairs?|[Rr]estoration|[Cc]onstruction|[Rr]esurfacing)\s(?:work\s)?(?:of|to|on)\s)(?=[^;:.]{{0,60}}?\b{_WORK}\b)"
)
_COURSES = ("work", "construct", "repair", "refurbish", "renovat", "rebuild", "restor", "resurfac")
_SAME = re.compile(r"\b(?:at|in|near)\sthe\ssame\s(?:place|spot|site|location|area|village|field)\b")


@reads("repaired", "rebuilt", "reconstruct", "refurbish", "renovat", "restor", "built", "constructed", "resurfac", "cleared", "made safe", "disposed of",
       "neutrali", "blew up", "work on", "works on", "work to", "works to", "rebuilding", "repair", "construction of")  # fmt: skip
def works(passage: Passage) -> Iterator[Claim]:
    """What was built, repaired or cleared, by whom, when and where; works that began or were completed on a day.

    Example: `On 26 February, «a KFOR patrol found and cleared a mortar round»`. What somebody only found is left out, and so are works
    without a body, a day or a place.
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        for verb, read in ((_BUILT, _built), (_CLEARED, _cleared), (_WENT_ON, _went_on)):
            if passage.holds(sentence, *verb.keys) and (
                verb is not _WENT_ON or (passage.holds(sentence, *_COURSES) and _COURSE.search(passage.text, sentence.start, sentence.end))
            ):
                for deed in deeds(passage, sentence, verb):
                    if read(passage, deed):
                        yield from _tell(passage, deed, dated=verb is _WENT_ON)


def _built(passage: Passage, deed: Deed) -> bool:
    """ "SFOR engineers repaired the bridge"; "the school was rebuilt by KFOR"."""
    if deed.passive:
        return deed.own and _A_WORK.match(_bare(passage, deed.subject)) is not None and bool(doers(passage, deed))
    return bool(bodies(passage, deed.subject)) and _A_WORK.match(_bare(passage, deed.rest)) is not None


def _cleared(passage: Passage, deed: Deed) -> bool:
    """ "A patrol cleared a mortar round", "the shells were made safe by engineers"."""
    what = deed.subject if deed.passive else Span(deed.rest.start, min(deed.rest.end, deed.rest.start + 70))
    if not _ORDNANCE.search(passage.text, what.start, what.end):
        return False
    return bool(doers(passage, deed) or (passage.entities(deed.subject, "mission", "org") and not deed.passive))


def _went_on(passage: Passage, deed: Deed) -> bool:
    """ "Work on the bridge began on 3 May"."""
    return deed.own and _COURSE.match(passage.text, deed.subject.start, deed.subject.end) is not None


def _bare(passage: Passage, span: Span) -> str:
    words = passage.words(span).lstrip()
    return words[:1].lower() + words[1:]


def _tell(passage: Passage, deed: Deed, *, dated: bool) -> Iterator[Claim]:
    when, how = times_of(passage, deed)
    whens = inside(passage, when) if how in {"clause", "shared"} else ()
    if (when and not whens and how in {"clause", "shared"}) or how == "unclear" or (dated and not whens) or deed.before:
        return
    where = around(passage, deed, *((deed.subject,) if deed.passive or dated else ()), deed.rest) or _same_place(passage, deed)
    if not whens and not where:
        return
    who = doers(passage, deed) or (tuple(dict.fromkeys(passage.entities(deed.subject, "mission", "org"))) if not deed.passive else ())
    roles = tuple(("involves", actor) for actor in who)
    yield from (
        claim for claim, _ in happenings(passage, deed, "construction", whens, where, () if dated and not doers(passage, deed) else roles)
    )


def _same_place(passage: Passage, deed: Deed) -> tuple[Found, ...]:
    """ "At the same place": where the sentence before was."""
    match = _SAME.search(passage.text, deed.sentence.start, deed.rest.end)
    before = [span for span in passage.block.sentences if span.end <= deed.sentence.start][-1:]
    if not match or not before:
        return ()
    found = where_of(passage, *before)[:1]
    near = (place for place, _, _ in found if kind(passage, place) not in {"sector", "zone", "region"})
    return tuple((place, "carried-over", Span(*match.span())) for place in near)
