"""Violent events told by a verb: shots fired, grenades thrown, people stabbed, houses set on fire."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kfor_graph.extract.actors.groups import who
from kfor_graph.extract.counts.numbers import NUMBER, number
from kfor_graph.extract.events.casualties import harms
from kfor_graph.extract.events.clauses import Clause, clauses
from kfor_graph.extract.events.details import counts, details
from kfor_graph.extract.events.frames import FRAMES, Frame, Told, frame, told_of
from kfor_graph.extract.events.hurt import hurt_after
from kfor_graph.extract.events.inquiries import concerned
from kfor_graph.extract.events.listed import cases, listed
from kfor_graph.extract.events.suspects import suspects
from kfor_graph.extract.events.tellings import Telling, anchor, by_forces, claims, days_of, each_day, hedge, victims, where_of
from kfor_graph.extract.events.violent_verbs import KEYS, VERBS, Deed, deeds, may_tell
from kfor_graph.extract.gate import begin, reads
from kfor_graph.extract.modality.facts import is_fact, is_past, is_said
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import places
from kfor_graph.extract.rules.incidents import is_told, violent_noun
from kfor_graph.extract.times.dates import dates
from kfor_graph.extract.times.times import is_relative, told_times
from kfor_graph.model import Claim, Entity
from kfor_graph.texts import Span, When

_CUT = re.compile(
    r",?\s(?:as\s)?compared\s(?:with|to)\s|,\s(?:(?:\w+\s)?of\s(?=whom|which))?(?:which|who|whom|where)\b|\s(?:because|which|who|whom|that)\s"
    r"|,?\s(?:(?:apparently|possibly|probably|presumably|allegedly|reportedly|likely|believed|suspected|thought|seemingly)\b|in\s(?:what|an\sapparent|a\ssuspected|retaliation|revenge)\b|by\s(?=(?:[\w-]+\s){0,3}(?:suspected|alleged|believed|thought|presumed|what)\b))"
)
_AIMED = re.compile(r"[^,;]*?\b(?:at|on|upon|into|towards?|against)\s(?!the\ssame|about\s\d|around\s\d|approximately|\d)")
_BESIDE = re.compile(r"\s?(?:[^,;]*?\b)?(?:under|beneath|in\sfront\sof|outside|inside|in)\s(?=(?:the|an?|his|her|their)\s)")
_UNEXPLODED = re.compile(r"\b(?:failed\sto|did\snot)\s(?:explode|detonate|go\soff)\b")
_FROM = re.compile(r"(?:thrown|fired|launched|hurled|detonated|went\soff|exploded)\s(?:from|in|inside|outside|under|near|by|across)\Z")
_BY = re.compile(r"\bby\s(?P<who>[^,;()]{3,90})")
_FORCES = re.compile(r"\b(?:police\w*|[Ss]oldiers?|troops|officers?|KFOR|SFOR|EULEX|guards?|engineers?|experts)\b")
_HURT_BEFORE = re.compile(
    r"\b(?:killed|injured|wounded|hurt|damaged|destroyed|died|(?:suffered|sustained)\s(?:[\w-]+\s){0,2}(?:injur|wound|burn|fracture)\w*)\b"
)
_FIRED_BACK = re.compile(r"\b(?:return(?:ed|ing)\s(?:the\s)?fire|fired\sback|in\sself-defen[cs]e)\b")
"behind it, who was hurt may be who attacked"
_SHOT_AT = re.compile(r",?\s(?:which|who)\s(?:\w+ly\s|then\s)?\Z|,?\sand\s(?:the\s(?:patrol|soldiers|officers|police))\s\Z")
"what stands before a shot in return by those who were shot at: both took part in it"
_HAD_BEEN = re.compile(r"\bhad\s(?!allegedly|reportedly)")
_ASIDE = re.compile(
    r",\s(?:which|who)\s[^,;]{3,80},?\Z|\s(?:(?:with|on|in)\swhich|that|which)\s(?:they|he|she|(?:had|was|were)\b|(?:is|are|was|were)\s(?:believed|thought))\s?[^,;]{0,60}\Z"
)
_SCENE = re.compile(r"\b(?:road-?blocks?|barricades?|blockades?|dismantl\w+)\b")
_CASE = re.compile(r"\b(?:cases?|instances?|acts?|incidents?)\sof\s")
_CROWD = re.compile(r"\b(?:crowds?|mobs?|demonstrators|protest[eo]rs|rioters)\b")
_MANY = re.compile(
    rf"\b(?P<n>{NUMBER})\s(?:[\w-]+\s){{0,2}}?(?:persons|people|youths|Serbs|Albanians|supporters|fans|veterans|residents)\b"
)
_TWO = 2
_CROWDED = 30
"Persons who are a crowd."
_IN_ANOTHER = re.compile(
    r"\bin\s(?:an?|another)\s(?:[\w-]+\s){0,3}?(?:attack|explosion|accident|incident|shooting|collision|crash|ambush)\b"
)
_PLURAL = re.compile(
    r"\A(?:[Hh]ouses|[Ss]everal|[Ss]ome|[Vv]ehicles|[Cc]ars|[Bb]uses|[Hh]omes|[Gg]ravestones|[Bb]arns|[Pp]roperties|[Nn]umerous|[Mm]any)\b"
)


_MEANS, _DOES, _FRAMES = begin(*KEYS), begin(*VERBS), begin(*FRAMES)
"whether words hold a stem of violence, of a deed, and of what frames deeds"


@reads(*KEYS, *FRAMES)
def violence(passage: Passage) -> Iterator[Claim]:
    """Violent events that a verb tells, with day or night, place, people harmed and who did it.

    Example: `«On 4 July, a hand grenade was thrown at the house of a family of Kosovo Serb returnees in Klina»`. An event that is only
    alleged is none that happened, and who is only suspected is a statement; what is planned, denied or simulated is nothing. An event
    without a day belongs to the reporting period. Lists of deeds ("including the stoning of a bus") are read too, and outbreaks ("clashes
    broke out"); what the sentences behind one, or behind "the most serious incident occurred on", tell without a day is part of it. Other
    events told by a noun are read by the rule `incidents`.
    """
    if not passage.period:
        return
    told: Told | None = None
    read: set[int] = set()
    may_frame, may_mean, may_do = _FRAMES(passage.lower), _MEANS(passage.lower), _DOES(passage.lower)
    for index, sentence in enumerate(passage.block.sentences):
        words = passage.words(sentence).lower()
        head = frame(passage, index) if may_frame and _FRAMES(words) else None
        if told and (head or not told.goes_on(passage, index)):
            yield from told.claims(passage)
            told = None
        means = may_mean and _MEANS(words)
        may = means and may_do and _DOES(words) and may_tell(passage, sentence)
        apart = list(listed(passage, sentence)) if means and "includ" in words else []
        apart += cases(passage, index) if means and _CASE.search(words) else []
        if head and len(head.when) > 1:
            apart += [told_of(passage, head)] if head.types else []
        elif head:
            told = Told(head, index).joined(index, list(_tellings(passage, index, head.tail, head)) if may and head.tail else [])[0]
        elif told:
            told, beside = told.joined(index, list(_tellings(passage, index, sentence, told.frame)) if may else [])
            apart += beside
        elif may and index not in read:
            found, further = _of_sentence(passage, index)
            apart += found
            read |= further
        for telling in apart:
            yield from claims(passage, telling)
    if told:
        yield from told.claims(passage)


def _of_sentence(passage: Passage, index: int) -> tuple[list[Telling], set[int]]:
    """The events of a sentence that stands in no frame, and the indices of further sentences that they were read from."""
    sentence = passage.block.sentences[index]
    if passage.period and counts(passage, sentence):
        whole = When(passage.period, "period", sentence)
        counted = list(_tellings(passage, index, sentence, Frame((), sentence, (whole,), (), (), Span(sentence.end, sentence.end))))
        if len(counted) == 1 and (found := list(details(passage, index, counted[0]))):
            return [telling for _, telling in found], {at for at, _ in found}
    single = list(_tellings(passage, index, sentence)) or _of_scene(passage, index)
    return ([_with_what_follows(passage, index, single[0])] if len(single) == 1 else single), set()


def _of_scene(passage: Passage, index: int) -> list[Telling]:
    """The deeds of a sentence without day or place at the scene that the sentence before it tells: a roadblock. What demonstrators do is part of their demonstration."""
    sentence, before = passage.block.sentences[index], passage.block.sentences[index - 1] if index else None
    if not before or not _SCENE.search(passage.words(before)) or told_times(passage, sentence) or places(passage, sentence):
        return []
    told, where = dates(passage, before), places(passage, before)
    if len(told) != 1 or not where or is_relative(passage, sentence) or list(_tellings(passage, index - 1, before)):
        return []
    when = replace(told[0], precision="derived")
    carried = tuple((place, "carried-over", words) for place, _, words in where)
    return list(_tellings(passage, index, sentence, Frame((), before, (when,), carried, (), Span(before.end, before.end))))


def _tellings(passage: Passage, index: int, sentence: Span, within: Frame | None = None) -> Iterator[Telling]:
    """The events of a sentence, each in a clause of its own; what has no day or place of its own has those of the frame that it stands in."""
    parts = clauses(passage, sentence)
    heads: list[tuple[int, Clause, tuple[Deed, ...]]] = []
    for at, clause in enumerate(parts):
        found = deeds(passage, clause.core)
        if found and _is_fact(passage, sentence, parts, at, found[0]) and not _is_told_by_a_noun(passage, sentence, parts, at):
            heads.append((at, clause, found))
    last: Telling | None = None
    for place, (at, _, found) in enumerate(heads):
        following = parts[heads[place + 1][0]] if place + 1 < len(heads) else None
        end = following.words.start if following else sentence.end
        telling = _telling(passage, index, parts, at, found, end, within)
        if telling and (split := _at_each_place(passage, found, telling)):
            yield from split
            last = split[-1]
            continue
        detail = last and telling and not telling.where and (last.types[0], last.when) == (telling.types[0], telling.when)
        if telling and not detail:
            yield telling
            last = telling


def _at_each_place(passage: Passage, found: tuple[Deed, ...], telling: Telling) -> list[Telling]:
    """One event a place, where each of the verbs has harm and a place of its own: "killed a girl in Pec and wounded two men in Klina"."""
    if len(found) < _TWO or len(telling.when) > 1 or not telling.zone:
        return []
    ends = [*(deed.verb.start for deed in found[1:]), telling.zone[0].end]
    spans = [Span(max(deed.verb.start, telling.zone[0].start), end) for deed, end in zip(found, ends, strict=True)]
    each = [(span, places(passage, span), harms(passage, span)) for span in spans]
    if not all(where and hurt for _, where, hurt in each) or len({where[0][0] for _, where, _ in each}) < len(each):
        return []
    return [
        replace(
            telling,
            types=(deed.way.type,),
            where=where,
            roles=tuple(dict.fromkeys((*_roles(passage, (deed,), span), *victims(passage, hurt, ())))),
            zone=(span,),
            hurt=hurt,
        )
        for deed, (span, where, hurt) in zip(found, each, strict=True)
    ]


def _is_told_by_a_noun(passage: Passage, sentence: Span, parts: tuple[Clause, ...], at: int) -> bool:
    """Whether a clause, or the one that it tells the time or cause of, tells an event by a noun: that is read by `incidents`."""
    goes_on = parts[at].joint == ";" and not parts[at].opening and not places(passage, parts[at].core)
    behind = goes_on or parts[at].joint in {"when", "after", "as", "while"}
    told = [parts[at].words, *([parts[at - 1].words] if at and behind else [])]
    return any(is_told(passage, sentence, match) for span in told for match in passage.find(violent_noun(passage.vocabulary), span))


def _is_fact(passage: Passage, sentence: Span, parts: tuple[Clause, ...], at: int, deed: Deed) -> bool:
    clause = parts[at]
    rest = Span(deed.verb.end, clause.words.end)
    before, verb = clause.words, deed.verb
    if aside := _ASIDE.search(passage.words(deed.subject)):
        # what is said aside of a subject is no part of the deed: "a shell with which they were playing exploded"
        start = deed.subject.start + aside.start()
        if not is_fact(passage, sentence, clause.words, Span(start, start), Span(start, start)):
            return False
        before = Span(verb.start, verb.start)
    if not is_fact(passage, sentence, before, verb, rest) or by_forces(passage, Span(deed.verb.start, rest.end)):
        return False
    if clause.joint in {"when", "after", "as"} and not (at and _HURT_BEFORE.search(passage.words(parts[at - 1].words))):
        return False
    if at and is_said(passage, sentence, clause.words.start) and clause.joint not in {";", "when"}:
        return False
    if is_past(passage, deed.verb) and not (is_relative(passage, clause.opening) or clause.joint in {"when", "after"}):
        return False
    return not (deed.way.did == "subject" and _FORCES.search(passage.words(deed.subject)) and "off-duty" not in passage.words(deed.subject))


def _telling(
    passage: Passage, index: int, parts: tuple[Clause, ...], at: int, found: tuple[Deed, ...], end: int, within: Frame | None
) -> Telling | None:
    clause, deed = parts[at], found[0]
    first = parts[at - 1] if clause.joint in {"when", "after", "as"} else clause
    cut = _CUT.search(passage.text, found[-1].verb.end, clause.words.end)
    rest = Span(deed.verb.end, cut.start() if cut else clause.words.end)
    before = () if first is clause else (first.core,)
    told = _when(passage, index, parts, at, first, (*before, rest))
    if told is None:
        return None
    told = told or (within.when if within else ())
    verb = Span(deed.verb.start + max(passage.words(deed.verb).rfind(" "), 0), rest.end)
    spans = (first.opening, clause.opening, *before, verb)
    inherited = parts[0].opening if at and not clause.opening else None
    where = where_of(passage, clause, spans, inherited, index)
    if not where and (deed.way.harmed == "subject" or deed.way.type in {"arson", "vandalism", "explosion", "theft", "stoning"}):
        where = where_of(passage, clause, (deed.subject,), inherited, index)
    where = where or (within.where if within else ())
    when = each_day(passage, told, deed.subject, where) if told else ()
    if when is None:
        return None
    if not when and (not (where and _stands_alone(passage, index)) or dates(passage, Span(first.words.start, rest.end))):
        return None
    end = next((part.words.start for part in parts[at + 1 :] if part.words.start < end and _is_of_another_time(passage, part)), end)
    zone = Span(first.words.start, end)
    hurt = harms(passage, zone)
    back = _FIRED_BACK.search(passage.text, deed.verb.end, end)
    aimed_at = tuple(harm for harm in hurt if not back or harm.words.start < back.start())
    roles = _roles(passage, found, rest)
    if back and _SHOT_AT.search(passage.text, rest.end - 1, back.start()):
        roles = tuple(("involves" if role == "victim" else role, someone) for role, someone in roles)
    certainty = hedge(passage, first.words.start, deed.verb.end)
    types = tuple(dict.fromkeys((*(one.way.type for one in found), *(("riot",) if _is_of_crowd(passage, deed) else ()))))
    if "explosion" in types and _UNEXPLODED.search(passage.text, deed.verb.end, end):
        types = tuple(dict.fromkeys("attack" if name == "explosion" else name for name in types))
    words = _words(passage, parts[0], first, rest)
    return Telling(
        types,
        words,
        when,
        where,
        (*roles, *victims(passage, aimed_at, roles)),
        (zone,),
        hurt,
        certainty,
        series=len({day.period for day in told}) > len(when) or (not when and _PLURAL.match(passage.words(deed.subject)) is not None),
        parts=tuple(suspects(passage, Span(deed.verb.start, end))),
    )


def _is_of_crowd(passage: Passage, deed: Deed) -> bool:
    """Whether it was demonstrators or a crowd who did it: a riot too."""
    if deed.way.did != "subject" or deed.way.type not in {"stoning", "attack", "vandalism", "arson"}:
        return False
    words = passage.words(deed.subject)
    counted = _MANY.search(words)
    return _CROWD.search(words) is not None or bool(counted and number(counted["n"]) >= _CROWDED)


def _is_of_another_time(passage: Passage, clause: Clause) -> bool:
    """Whether a clause that follows an event tells what was before it, on a day of its own, or in another event."""
    other = any(pattern.search(passage.text, clause.words.start, clause.words.end) for pattern in (_HAD_BEEN, _IN_ANOTHER))
    return other or bool(told_times(passage, clause.words))


def _when(
    passage: Passage, index: int, parts: tuple[Clause, ...], at: int, first: Clause, behind: tuple[Span, ...]
) -> tuple[When, ...] | None:
    """The days of a clause: its own, else those that open its sentence or that the clause before it tells."""
    told = anchor(passage, index, first.words.start)
    own = days_of(passage, (first.opening, parts[at].opening, *behind), told)
    if own or own is None or not at:
        return own
    for clause in (parts[0], *reversed(parts[:at])):
        inherited = days_of(passage, (clause.opening,), told)
        if inherited or inherited is None:
            return inherited
    return days_of(passage, (parts[at - 1].core,), told)


def _stands_alone(passage: Passage, index: int) -> bool:
    """Whether an event without a day is one of its own: no detail of one that the sentence before dates."""
    sentence = passage.block.sentences[index]
    return anchor(passage, index, sentence.end) is None and not re.match(r"(?:The|These|This|It|They|He|She)\s", passage.words(sentence))


def _words(passage: Passage, opens: Clause, first: Clause, rest: Span) -> tuple[Span, ...]:
    """The words that state an event: those of time and place that open its sentence, and its clause."""
    own = Span(first.words.start, rest.end)
    end = Span(own.start, own.start + len(passage.words(own).rstrip(" ,;:.")))
    if opens is first or first.opening or not opens.opening:
        return (end,)
    lead = passage.words(opens.opening).rstrip(" ,")
    return (Span(opens.opening.start, opens.opening.start + len(lead)), end)


def _roles(passage: Passage, found: tuple[Deed, ...], rest: Span) -> tuple[tuple[str, Entity], ...]:
    """Who was harmed, or whose property, and who did it."""
    roles: list[tuple[str, Entity]] = []
    for place, deed in enumerate(found):
        end = found[place + 1].verb.start if place + 1 < len(found) else rest.end
        behind = Span(deed.verb.end, max(deed.verb.end, end))
        if deed.way.did == "both":
            roles += [("involves", someone) for span in (deed.subject, behind) for someone in who(passage, span, "participants")]
            continue
        harmed = deed.subject if deed.way.harmed == "subject" else _target(passage, deed, behind) if deed.way.harmed else None
        roles += [("victim", someone) for someone in who(passage, harmed, "victims")] if harmed else []
        by = _BY.search(passage.text, behind.start, behind.end) if deed.way.did == "by" else None
        did = Span(*by.span("who")) if by else deed.subject if deed.way.did == "subject" else None
        roles += [("perpetrator", someone) for someone in who(passage, did, "perpetrators")] if did else []
    return tuple(dict.fromkeys(roles))


def _target(passage: Passage, deed: Deed, behind: Span) -> Span | None:
    """What a verb is aimed at: the words behind it, or behind the first "at" or "on"."""
    verb = passage.words(deed.verb)
    if deed.way.type in {"explosion", "threat"} and (verb.endswith(("exploded", "detonated", "off", "up")) or _FROM.search(verb)):
        start = deed.verb.end if not _FROM.search(verb) else deed.verb.end - len(verb.rsplit(" ", 1)[1]) - 1
        at = _BESIDE.match(passage.text, start, behind.end)
        return Span(at.end(), behind.end) if at else None
    if _FROM.search(verb) or verb.endswith(("fired", "heard", "directed", "aimed", "thrown", "hurled", "fire", "stones", "found")):
        at = _AIMED.match(passage.text, behind.start, behind.end)
        return Span(at.end(), behind.end) if at else None
    start = behind.start + (1 if passage.text[behind.start : behind.start + 1] == " " else 0)
    return Span(start, behind.end) if start < behind.end else None


def _with_what_follows(passage: Passage, index: int, telling: Telling) -> Telling:
    """With the harm, the suspects and those concerned that the next sentences tell of."""
    zones, parts = [], list(telling.parts)
    for zone in hurt_after(passage, index):
        zones.append(zone)
        parts += (*suspects(passage, zone), *concerned(passage, zone))
    return replace(telling, zone=(*telling.zone, *zones), parts=tuple(dict.fromkeys(parts)))
