"""Crossing points, bridges, roads and offices closed and opened."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kfor_graph.extract.claims import account
from kfor_graph.extract.events.deeds import Deed, around, deeds, did, inside, times_of, where_of
from kfor_graph.extract.events.doers import bodies, doers
from kfor_graph.extract.events.happenings import Roles, happenings
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import said, told
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import Found, at_each, kind
from kfor_graph.extract.times.dates import dates
from kfor_graph.model import Claim, Concept, Event
from kfor_graph.texts import Span, When

_KEYS = ("clos", "shut", "seal", "open", "inaugurat", "reclos", "reopen")
_CLOSED = did(r"closed|shut(?:\sdown)?|sealed(?:\soff)?|reclosed|re-closed")
_OPENED = did(r"opened|reopened|re-opened|inaugurated")
_SITE = (
    r"(?:crossing(?:\s(?:points?|roads?|sites?))?|crossings|[Gg]ates?|bridges?|roads?|routes?|highways?|motorways?|borders?|boundar(?:y|ies)|checkpoints?|airports?|airspace|railway(?:\slines?)?|tunnels?|streets?|lanes?"
    r"|(?:post|municipal|branch|regional|liaison|field|police|satellite)\soffices?|offices|police\sstations?|stations?|banks?|branches|schools?|hospitals?|markets?|corridors?|BCPs?|facilit(?:y|ies)|sections?\sof\s(?:the\s)?road)"
)
_IS_SITE = re.compile(rf"\b{_SITE}\b(?!\s(?:police\sofficers|offices?))")
_NO_SITE = re.compile(
    r"\b(?:office[rs]?\sof\sthe\s(?:prosecutor|public)|case|cases|session|investigation|meeting|talks|debate|fire|file|account|exercise|conference|course|talks|ceremony)\b"
)
_NOUN = re.compile(
    r"\b(?P<the>[Tt]he|[Aa])\s(?:temporary\s|official\s|full\s|forced\s)?(?P<what>closure|closing|shutdown|reopening|re-opening|opening)\sof\s(?P<site>[^.;]{2,120})"
)
_NOT_NOUN = re.compile(
    r"\b(?:demand\w*|call\w*|against|threat\w*|fear\w*|possib\w+|propos\w+|request\w*|plan\w*|prevent\w*|avoid\w*|before|if|after|since|for|discuss\w*|until|announce\w*|ahead\sof|prepar\w+|agree\w*|facilitat\w+|support\w*|because\sof)\s(?:\w+\s){0,3}\Z"
)
_SITE_ENDS = re.compile(r",|\s(?:was|were|is|are|has|had|will|led|caused|contributed|and\s(?=\w+ed\b))\b")
_MEASURES = re.compile(r"\b(?:[Mm]easures|[Ss]teps|[Aa]ctions?)\s(?:taken\s)?by\s(?:the\s)?(?:authorities\sin\s)?")
_AGAIN = re.compile(r"\bre-?opened\b")
_UNKNOWN = re.compile(r"\bunknown\b")
_NEW = re.compile(r"\b(?:at|in|near|of)\b")


@reads(*_KEYS)
def closures(passage: Passage) -> Iterator[Claim]:
    """Crossings, bridges, roads and offices that were closed or opened, from when to when, by whom.

    Example: `«The crossing points at Gate 1 (Jarinje) and Gate 31 (Brnjak) were closed from the evening of 13 March until the morning of
    16 March»`. New places that are opened on one day at several sites are one opening each.
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        words = passage.words(sentence)
        if not any(key in words for key in _KEYS) or not _IS_SITE.search(words):
            continue
        for type_, verb in (("closure", _CLOSED), ("opening", _OPENED)):
            for deed in deeds(passage, sentence, verb):
                if _is_of_site(passage, deed):
                    yield from _tell(passage, deed, type_)
        yield from _nouns(passage, sentence)


def _is_of_site(passage: Passage, deed: Deed) -> bool:
    what = deed.subject if deed.passive or deed.relative else Span(deed.rest.start, min(deed.rest.end, deed.rest.start + 90))
    words = passage.words(what)
    sites = [place for place in passage.entities(what, "place") if kind(passage, place) in {"crossing", "bridge", "road"}]
    return bool(_IS_SITE.search(words) or sites) and not _NO_SITE.search(words)


def _tell(passage: Passage, deed: Deed, type_: str) -> Iterator[Claim]:
    when, how = times_of(passage, deed)
    whens = inside(passage, when)
    by = _roles(passage, deed)
    if (when and not whens) or how in {"unclear", "nowhere"} or (deed.relative and how != "clause") or (deed.before and how != "clause"):
        return
    site = deed.subject if deed.passive or deed.relative else deed.rest
    where = around(passage, deed, deed.rest, site)
    where = where or tuple(
        (place, "at", site) for place in dict.fromkeys(passage.entities(site, "place")) if kind(passage, place) in {"crossing", "bridge"}
    )
    if not whens and not where:
        return
    each = at_each(where, whens) if whens else (where,)
    for one, there in zip(whens or (None,), each, strict=True):
        apart = type_ == "opening" and not _AGAIN.search(passage.words(deed.verb)) and len(there) > 1 and _all_sites(passage, there)
        for places in ((found,) for found in there) if apart else (there,):
            for told_of, _ in happenings(
                passage, deed, type_, (one,) if one else (), tuple(places), by, subject=_subject(passage, deed, type_)
            ):
                yield told_of


def _all_sites(passage: Passage, where: tuple[Found, ...]) -> bool:
    """Whether all places are such that can be opened or lie in: no sector or municipality among them."""
    return all(kind(passage, found[0]) in {"crossing", "bridge", "settlement", "site"} for found in where)


def _roles(passage: Passage, deed: Deed) -> Roles:
    return tuple(("authority", actor) for actor in doers(passage, deed))


def _subject(passage: Passage, deed: Deed, type_: str) -> str:
    site = _IS_SITE.search(passage.words(deed.subject if deed.passive or deed.relative else deed.rest))
    name = "Closure" if type_ == "closure" else "Reopening" if _AGAIN.search(passage.words(deed.verb)) else "Opening"
    return f"{name} of {site[0].lower()}" if site else name


def _nouns(passage: Passage, sentence: Span) -> Iterator[Claim]:
    """ "The closure of nine post offices on 8 October": with a day of its own, and nothing that makes it a wish or a plan."""
    for match in passage.find(_NOUN, sentence):
        end = _SITE_ENDS.search(match["site"])
        site = Span(match.start("site"), match.start("site") + end.start() if end else match.end("site"))
        whens = _of(passage, site)
        before = passage.text[sentence.start : match.start()]
        if not whens or not _IS_SITE.search(passage.words(site)) or _NOT_NOUN.search(before) or _NO_SITE.search(passage.words(site)):
            continue
        if not told(passage, Span(sentence.start, site.end)) or said(passage, Span(*match.span())):
            continue
        words = Span(match.start(), site.start + len(passage.words(site).rstrip(" .")))
        where = where_of(passage, site)
        by = _authorities(passage, Span(sentence.start, match.start()))
        type_ = "closure" if match["what"][0] == "c" or match["what"] == "shutdown" else "opening"
        more = (("placePrecision", Concept("place-precision", where[0][1])),) if where else ()
        for when in whens:
            event = Event(
                (type_,), when.period, tuple(place for place, _, _ in where), by, subject=f"{match['what']} of {_site(passage, site)}"
            )
            yield account(passage, (words,), event, when.precision, more=more)


def _of(passage: Passage, site: Span) -> tuple[When, ...]:
    return inside(passage, dates(passage, site))


def _site(passage: Passage, site: Span) -> str:
    found = _IS_SITE.search(passage.words(site))
    return found[0] if found else "site"


def _authorities(passage: Passage, before: Span) -> Roles:
    """Who took the measures that a closure is told as one of."""
    match = _MEASURES.search(passage.words(before))
    if not match:
        return ()
    start = before.start + match.end()
    seats = [replace(mention, span=mention.span) for mention in passage.mentions if mention.span.start == start]
    actor = passage.actor(seats[0].span) if seats else None
    return (("authority", actor),) if actor else tuple(("authority", found) for found in bodies(passage, Span(start, before.end)))
