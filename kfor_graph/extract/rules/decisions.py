"""What bodies and holders of offices decide."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kfor_graph.extract.claims import account
from kfor_graph.extract.events.acts import ON_A_DAY, acts
from kfor_graph.extract.events.deeds import Deed, deeds, did, times_of
from kfor_graph.extract.events.doers import bodies
from kfor_graph.extract.events.happenings import Roles, happenings
from kfor_graph.extract.events.occasions import place_precision
from kfor_graph.extract.gate import reads
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Event
from kfor_graph.texts import Span

_DECIDED = re.compile(
    rf"\b(?P<verb>decided|resolved|agreed|approved|authori[sz]ed|endorsed|ordered|prolonged|asked\sfor|requested|instructed){ON_A_DAY}"
    r"\s(?!by\s|in\s|at\s|upon\s)(?=[\w“])"
)
_WHAT = {"decided", "resolved", "agreed"}
"verbs that tell a decision only with what is decided"
_OBJECT = re.compile(r"(?:not\s)?(?:to\s(?!disagree\b|meet\b|continue\b)|that\s|on\s(?!\d))")


_SANCTION = r"(?:(?:formal|written|official|final|oral|verbal|second|further|strict|stern)\s){0,2}(?:warnings?|reprimands?|letters?\sof\s(?:warning|reprimand)|(?:training\s)?bans?|fines?|sanctions?|directives?)"
_SANCTIONED = did(r"given|issued|gave|sent|imposed|served|received|withdrew|withdrawn|lifted")
_A_SANCTION = re.compile(rf"\s(?:(?:with|on\s[^.;,]{{3,60}}?)\s)?(?:an?|the|its|two|three|\d)\s{_SANCTION}\b")
_TO_WHOM = re.compile(rf"\s(?:(?!by\b|an?\b|was\b|were\b)[\w()-]+\s){{1,8}}?(?:an?|two|three|\d)\s{_SANCTION}\b")
_FORMAL = re.compile(r"\b(?:formal|written|official|reprimand|directive|final)")
"what tells a warning from one of danger"
_BY = re.compile(r"\b(?:by|from)\s(?:the\s)?(?=[A-Z])")
_CHANGED = did(
    r"changed|amended|revised|reduced|widened|narrowed|completed|concluded|lapsed|expired|ended|entered\sinto\sforce|took\seffect"
)
_COURSE = re.compile(
    r"(?:[Tt]he|[Aa]n?)\s(?:(?:new|revised|current|final|first|initial|joint|overall|annual)\s){0,2}(?:(?P<frame>mandate|legal\sstatus|terms\sof\sreference|rules\sof\sengagement)|(?P<work>assessment|evaluation|review|certification|accreditation))\s(?:of|for)\s"
)
_ENDED = ("completed", "concluded")


@reads(
    "decided", "resolved to", "agreed", "approved", "authori", "endorsed", "ordered", "prolonged", "asked for", "requested", "instructed",
    "warning", "reprimand", "ban", "bans", "fine", "fines", "sanction", "directive", "mandate", "legal status", "terms of", "rules of", "assessment",
    "evaluation", "review", "certification", "accreditation",
)  # fmt: skip
def decisions(passage: Passage) -> Iterator[Claim]:
    """What one body or holder of an office decided, approved, asked for or imposed on a day; the day on which a mandate changed, or the
    review of a body was completed.

    Example: `«On 11 November, the North Atlantic Council approved guidance for the training of the future force»`. Several sides agree on an
    agreement, which is told by another rule.
    """
    if not passage.period:
        return
    told: set[Event] = set()
    for act, match in acts(passage, _DECIDED):
        if len(act.actors) > 1 or (match["verb"] in _WHAT and not _OBJECT.match(passage.text, match.end())):
            continue
        event = Event(
            ("decision",),
            act.when.period,
            tuple(place for place, _, _ in act.where),
            (("authority", act.actors[0]),),
            subject=act.told,
        )
        event = replace(event, matter=act.told) if event in told else event
        told.add(event)
        yield account(passage, act.words, event, act.when.precision, more=place_precision(act.where))
    for sentence in passage.block.sentences:
        for verb, reading, nouns in _MORE:
            if passage.holds(sentence, *nouns) and passage.holds(sentence, *verb.keys):
                yield from (claim for deed in deeds(passage, sentence, verb) for claim in reading(passage, deed))


def _sanction(passage: Passage, deed: Deed) -> Iterator[Claim]:
    """ "SFOR gave the VRS a formal warning on 11 April", "the VRS was given a formal warning by SFOR on 11 April"."""
    by = _BY.search(passage.text, deed.rest.start, deed.rest.end) if deed.passive or passage.words(deed.verb).endswith("received") else None
    who = bodies(passage, Span(by.end(), deed.rest.end)) if by else () if deed.passive else bodies(passage, deed.subject)
    if passage.words(deed.verb).endswith("received") and (not by or not _FORMAL.search(passage.text, deed.rest.start, by.start())):
        return
    named = any(pattern.match(passage.text, deed.rest.start, deed.rest.end) for pattern in (_A_SANCTION, _TO_WHOM))
    passive = deed.passive and re.search(rf"{_SANCTION}\Z", passage.words(deed.subject))
    if len(who) != 1 or not (named or passive):
        return
    whom = [actor for actor in passage.entities(deed.clause, "org") if actor != who[0]]
    if not whom and not deed.own:
        whom = [actor for actor in bodies(passage, deed.subject) if actor != who[0]]
    yield from _dated(passage, deed, (("authority", who[0]), *(("involves", actor) for actor in dict.fromkeys(whom))))


def _change(passage: Passage, deed: Deed) -> Iterator[Claim]:
    """ "The mandate of EULEX changed on 15 June", "the assessment of the capability of the KSF was completed on 25 January"."""
    match = _COURSE.match(passage.text, deed.subject.start, deed.subject.end)
    if (
        not match
        or not deed.own
        or bool(match["work"]) != passage.words(deed.verb).endswith(_ENDED)
        or (match["work"] and not deed.passive)
    ):
        return
    who = tuple(dict.fromkeys(passage.entities(Span(match.end(), deed.subject.end), "org", "mission")))
    if len(who) == 1:
        yield from _dated(passage, deed, (("involves", who[0]),))


def _dated(passage: Passage, deed: Deed, roles: Roles) -> Iterator[Claim]:
    when, how = times_of(passage, deed)
    if len(when) != 1 or not when[0].day or how not in {"clause", "shared"}:
        return
    words = passage.words(deed.clause)
    yield from (claim for claim, _ in happenings(passage, deed, "decision", when, (), roles, subject=f"{words[0].upper()}{words[1:]}"))


_MORE = (
    (_SANCTIONED, _sanction, ("warning", "reprimand", "ban ", "bans", "ban,", "fine", "sanction", "directive")),
    (
        _CHANGED,
        _change,
        ("mandate", "legal status", "terms of", "rules of", "assessment", "evaluation", "review", "certification", "accreditation"),
    ),
)
"Verbs, how their deeds are read, and words of which a sentence must hold one."
