"""How well a candidate fits an entity: a score for each kind of evidence, in words too, and one that orders them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

from kfor_graph.link.settings import Settings
from kfor_graph.link.spelling import bare, folded, keys
from kfor_graph.link.sssom import site
from kfor_graph.link.things import Candidate, Subject, kilometres

_CLOSE = 0.85
"Likeness of two spellings from which they may be one name."

_DATE = re.compile(r"([+-]?\d{1,6})(?:-(\d\d)-(\d\d))?(?!\d)")

Part = tuple[float | None, str]
"Score from 0 to 1, None where nothing is known, and the reason in words."


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a candidate fits."""

    score: float
    "from 0 to 1"
    parts: dict[str, float | None]
    "label, type, dates, point, identifiers → score from 0 to 1; None where nothing is known"
    evidence: str
    "the reasons, with semicolons between"


def fit(subject: Subject, candidate: Candidate, settings: Settings) -> Fit:
    """Compares a candidate with an entity. Identifiers outrank all else: names do not reach what a shared identifier gives."""
    found = {
        "identifiers": _identifiers(subject, candidate),
        "label": _label(subject, candidate, settings),
        "type": _type(subject, candidate, settings),
        "dates": _dates(subject, candidate, settings),
        "point": _point(subject, candidate, settings),
    }
    weights, unknown = settings.weights, settings.weights["unknown"]
    others = {name: score for name, (score, _) in found.items() if name != "identifiers"}
    total = sum(weights[name] for name in others)
    mean = sum(weights[name] * (unknown if score is None else score) for name, score in others.items()) / total
    least, most = settings.bounds["identifiers"], settings.bounds["names"]
    if found["identifiers"][0] == 1:
        score = least + (1 - least) * mean
    else:
        score = most * mean * settings.bounds["contradiction"] ** sum(value == 0 for value, _ in found.values())
    evidence = "; ".join(words for _, words in found.values() if words)
    return Fit(round(score, 3), {name: value for name, (value, _) in found.items()}, evidence)


def _identifiers(subject: Subject, candidate: Candidate) -> Part:
    if shared := sorted(subject.same & (candidate.same | {candidate.iri})):
        return 1.0, f"both are {shared[0]}"
    ours = {site(iri): iri for iri in sorted(subject.same)}
    for iri in sorted(candidate.same):
        if site(iri) in ours:
            return 0.0, f"it is {iri}, ours is {ours[site(iri)]}"
    return None, ""


def _label(subject: Subject, candidate: Candidate, settings: Settings) -> Part:
    common = [word for kind in subject.types for word in settings.common_words.get(kind, ())]
    theirs = candidate.names
    if subject.label in theirs:
        return 1.0, f"name {subject.label}"
    if exact := sorted(set(subject.names) & set(theirs)):
        return 0.97, f"name {exact[0]}"
    levels: list[tuple[float, str, Callable[[str], frozenset[str]]]] = [
        (0.93, "but for marks", lambda words: frozenset({folded(words)})),
        (0.9, "in another spelling", keys),
    ]
    if common:
        levels.append((0.85, "but for words of its type", lambda words: keys(bare(words, common))))
    for score, how, key in levels:
        ours = {spelt: name for name in reversed(subject.names) for spelt in key(name)}
        for name in theirs:
            if shared := sorted(key(name) & set(ours)):
                return score, f"name {name} is {ours[shared[0]]} {how}"
    close = max(_likenesses(subject, candidate), default=(0.0, "", ""))
    return (round(close[0] * 0.8, 3), f"name {close[2]} is like {close[1]}") if close[0] >= _CLOSE else (0.0, "no name in common")


def _likenesses(subject: Subject, candidate: Candidate) -> Iterator[tuple[float, str, str]]:
    theirs = [(key, name) for name in candidate.names for key in keys(name)]
    for name in subject.names:
        for one, (two, other) in product(sorted(keys(name)), theirs):
            matcher = SequenceMatcher(None, one, two, autojunk=False)
            if matcher.real_quick_ratio() >= _CLOSE and matcher.quick_ratio() >= _CLOSE:
                yield matcher.ratio(), name, other


def _type(subject: Subject, candidate: Candidate, settings: Settings) -> Part:
    wanted = {iri for name in subject.types for iri in settings.classes.get(name, ())}
    if not wanted or not candidate.types:
        return None, "type not told" if not candidate.types else ""
    told = ", ".join(candidate.kinds[:3] or [_last(iri) for iri in sorted(candidate.types)[:3]])
    if wanted & candidate.types:
        return 1.0, f"type {subject.types[0]}" + (f" ({told})" if candidate.kinds else "")
    sites = {site(iri) for iri in wanted}
    if any(site(iri) in sites for iri in candidate.types):
        return 0.0, f"another type ({told})"
    return None, f"type {told}"


def _last(iri: str) -> str:
    return re.split(r"[/#]", iri)[-1]


def _point(subject: Subject, candidate: Candidate, settings: Settings) -> Part:
    if not candidate.points:
        return None, ""
    if subject.point is None:
        return _point_around(subject, candidate, settings)
    distance = min(kilometres(subject.point, point) for point in candidate.points)
    kind = next((name for name in subject.types if name in settings.distances), "place")
    near, far = settings.distances[kind]
    score = min(1.0, max(0.0, (far - distance) / (far - near)))
    return round(score, 3), f"{distance:.1f} km away"


def _point_around(subject: Subject, candidate: Candidate, settings: Settings) -> Part:
    """Where only the wider place has a point, a candidate can be too far away; that it is near says little."""
    if subject.around is None:
        return None, ""
    centre, kind = subject.around
    distance = min(kilometres(centre, point) for point in candidate.points)
    _, far = settings.distances.get(kind, settings.distances["place"])
    return (0.0 if distance > far else None), f"{distance:.0f} km from the middle of the {kind} that ours lies in"


def _dates(subject: Subject, candidate: Candidate, settings: Settings) -> Part:
    for name in ("birth", "death", "start", "end"):
        ours, theirs = subject.dates.get(name, ()), candidate.dates.get(name, ())
        if ours and theirs:
            score = max(_agreement(one, other) for one in ours for other in theirs)
            return score, f"{name} {theirs[0]}" + ("" if score else f", not {ours[0]}")
    births, deaths = ([_year(day) for day in candidate.dates.get(name, ())] for name in ("birth", "death"))
    return _lives(subject, births, deaths, settings) if "person" in subject.types and (births or deaths) else (None, "")


def _lives(subject: Subject, births: list[int], deaths: list[int], settings: Settings) -> Part:
    """Whether somebody can have been in office when reports tell of them; where no build says when, in the years of all reports."""
    lives = settings.lives
    first, last = (min(map(_year, subject.dates.get(name, ())), default=int(lives[name])) for name in ("first", "last"))
    if deaths and max(deaths) < first:
        return 0.0, f"died in {max(deaths)}, reports tell of {first}"
    if births and not any(birth + lives["youngest"] <= last and first <= birth + lives["oldest"] for birth in births):
        return 0.0, f"born in {births[0]}, reports tell of {first} to {last}"
    life = f"{births[0] if births else '?'} to {deaths[0]}" if deaths else f"from {births[0]}"
    return 0.8, f"lived {life}"


def _agreement(one: str, other: str) -> float:
    """1 for one day, 0.8 where only the years are known to be equal, which data sets write as their first of January; else 0."""
    found, told = _DATE.match(one), _DATE.match(other)
    if not (found and told) or int(found[1]) != int(told[1]):
        return 0.0
    if found[0] == told[0] and found[2]:
        return 1.0
    whole = all(match[2] and (match[2], match[3]) != ("01", "01") for match in (found, told))
    return 0.0 if whole else 0.8


def _year(day: str) -> int:
    return int(found[1]) if (found := _DATE.match(day)) else 0
