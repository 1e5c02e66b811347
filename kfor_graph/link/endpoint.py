"""A SPARQL endpoint → candidates for an entity."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import pyoxigraph

from kfor_graph.catalogue import catalogue
from kfor_graph.errors import LinkError
from kfor_graph.link.ask import Guest, Row, check_address
from kfor_graph.link.settings import Settings
from kfor_graph.link.spelling import bare, spellings
from kfor_graph.link.things import Candidate, Point, Subject, canonical, visible

_KNOWN = {"wikidata": "www.wikidata.org", "dbpedia": "dbpedia.org"}
"Queries that are made for one data set → the host of its IRIs."
_MOST_BYTES = 20_000
"Of the names in one question."
_MOST_ALIASES = 200
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f]+")
_WKT = re.compile(r"(?:<[^>]*/(?:CRS84|4326)>\s*)?POINT\s*\(\s*(\S+)\s+(\S+)\s*\)", re.I)
_DAY = re.compile(r"[+-]?\d{1,6}(?:-\d\d-\d\d(?=T|Z|$|\+))?(?!\d)")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An endpoint with the query that fits it."""

    address: str
    query: str
    "name of a query of `queries/link`"

    @property
    def host(self) -> str:
        """The host of the data set's IRIs, where it is known before anything is asked; else empty."""
        return _KNOWN.get(self.query, "")


def endpoint(words: str) -> Endpoint:
    """What a user names as `QUERY=ADDRESS`, or by its address alone. Raises LinkError where it is no address, or there is no such query."""
    name, equals, address = words.partition("=")
    if not equals or re.search(r"[:/?]", name):
        address = check_address(words)
        host = (urlsplit(address).hostname or "").split(".")
        return Endpoint(address, next((known for known in _KNOWN if known in host), "any"))
    queries = sorted(query.removeprefix("link/") for query in catalogue() if query.startswith("link/") and query != "link/active")
    if name not in queries:
        raise LinkError(words, f"there is no query link/{name}", f"use one of: {', '.join(queries)}")
    return Endpoint(check_address(address), name)


def candidates(guest: Guest, asked: Endpoint, subject: Subject, settings: Settings) -> tuple[Candidate, ...]:
    """What an endpoint has for an entity, sorted by IRI. Raises LinkError where it cannot be asked, or does not answer as it should."""
    rows: list[Row] = []
    for query in questions(asked, subject, settings):
        rows += guest.ask(asked.address, query)
    return tuple(_candidates(rows, asked.address))


def questions(asked: Endpoint, subject: Subject, settings: Settings) -> Iterator[str]:
    """The queries for an entity: its template with names, identities and classes filled in, as terms that cannot break out of it."""
    template = catalogue()[f"link/{asked.query}"].text
    classes = settings.classes_at(asked.host) if asked.host else ()
    for number, names in enumerate(_portions(_literals(subject, settings))):
        text = _filled(template, "same", (str(pyoxigraph.NamedNode(iri)) for iri in sorted(subject.same)) if not number else ())
        text = _filled(text, "value", (str(pyoxigraph.NamedNode(iri)) for iri in classes))
        yield _filled(text, "name", names)


def _literals(subject: Subject, settings: Settings) -> Iterator[str]:
    forms = [form for kind in subject.types for form in settings.forms.get(kind, ())]
    common = [word for kind in subject.types for word in settings.common_words.get(kind, ())]
    written = {form.replace("{}", bare(name, common)) for name in subject.names for form in forms}
    for name in spellings({*subject.names, *written}):
        for language in settings.languages:
            yield str(pyoxigraph.Literal(name, language=language) if language else pyoxigraph.Literal(name))


def _portions(terms: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Terms in portions that fit into one question."""
    portion, letters = list[str](), 0
    for term in terms:
        if letters + len(term.encode()) > _MOST_BYTES:
            yield tuple(portion)
            portion, letters = [], 0
        portion.append(term)
        letters += len(term.encode()) + 1
    yield tuple(portion)


def _filled(text: str, name: str, terms: Iterable[str]) -> str:
    return text.replace(f"VALUES ?{name} {{ }}", f"VALUES ?{name} {{ {' '.join(terms)} }}")


def _candidates(rows: Sequence[Row], source: str) -> Iterator[Candidate]:
    """The rows of `item, what, value`, gathered for each item; what is no IRI, number or day where one is meant is left out."""
    told: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        kind, item = row.get("item", ("", ""))
        what, value = row.get("what", ("", ""))[1], row.get("value")
        if kind == "uri" and _IRI.fullmatch(item) and value and value not in told[item][what]:
            told[item][what].append(value)
    for item, said in sorted(told.items()):
        labels = [visible(words) for kind, words in said["label"] if kind == "literal" and words.strip()]
        aliases = [visible(words) for kind, words in said["alias"] if kind == "literal" and words.strip()]
        iris = {what: frozenset(iri for kind, iri in said[what] if kind == "uri" and _IRI.fullmatch(iri)) for what in ("type", "same")}
        yield Candidate(
            canonical(item),
            labels[0] if labels else item,
            tuple(dict.fromkeys([*labels, *aliases]))[:_MOST_ALIASES],
            iris["type"],
            tuple(sorted({visible(words)[:80] for kind, words in said["kind"] if kind == "literal" and words.strip()})),
            _points(said),
            {what: days for what in ("birth", "death", "start", "end") if (days := _days(said[what]))},
            frozenset(map(canonical, iris["same"])),
            visible(said["about"][0][1])[:200] if said["about"] else "",
            source,
        )


def _points(said: dict[str, list[tuple[str, str]]]) -> tuple[Point, ...]:
    found = [point for _, words in said["point"] if (match := _WKT.match(words)) and (point := point_of(match[2], match[1]))]
    if not found and len(said["lat"]) == len(said["long"]) == 1 and (point := point_of(said["lat"][0][1], said["long"][0][1])):
        found.append(point)
    return tuple(found)


def _days(values: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(match[0] for kind, words in values if kind == "literal" and (match := _DAY.match(words)))


def point_of(latitude: str, longitude: str) -> Point | None:
    """Two numbers as a point; None where they are no place on Earth."""
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        return None
    return (north, east) if abs(north) <= 90 and abs(east) <= 180 else None
