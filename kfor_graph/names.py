"""The only place that makes IRIs. Patterns: docs/data-model.md."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from kfor_graph.model import Concept, Entity, Event
from kfor_graph.texts import Period

BASE = "https://w3id.org/kfor-graph/"
"Base of every IRI of ours; one option changes it everywhere."

PREFIXES = {
    "kfo": BASE + "ontology#",
    "kfsh": BASE + "shapes#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "void": "http://rdfs.org/ns/void#",
    "wgs84": "http://www.w3.org/2003/01/geo/wgs84_pos#",
}
"Prefixes of everything we write."


def used(iris: Iterable[str]) -> dict[str, str]:
    """The prefixes with which IRIs may be written, in their order; a namespace ends at a stroke or number sign."""
    namespaces = {iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in iris}
    return {prefix: start for prefix, start in PREFIXES.items() if any(namespace.startswith(start) for namespace in namespaces)}


def expand(name: str) -> str:
    """A prefixed name such as `kfo:Event` as an IRI. Raises KeyError for an unknown prefix."""
    prefix, local = name.split(":", 1)
    return PREFIXES[prefix] + local


def slug(words: str) -> str:
    """Words as the last step of an IRI: ASCII letters and digits, lower case, joined by hyphens; a hash where none would be left."""
    plain = unicodedata.normalize("NFKD", words.replace("đ", "dj").replace("Đ", "Dj").replace("ø", "o").replace("ı", "i"))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")[:100] or digest((words,))


def digest(parts: Iterable[str]) -> str:
    """Twelve hexadecimal digits that name what the parts say."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def document(key: str) -> str:
    """The IRI of a document."""
    return f"{BASE}id/doc/{key}"


def part(key: str, name: str) -> str:
    """The IRI of a part, claim or piece of evidence of a document."""
    return f"{BASE}id/doc/{key}/{name}"


def entity(value: Entity, key: str) -> str:
    """The IRI of an entity; a local one belongs to the document `key`."""
    return part(key, value.slug) if value.kind == "local" else f"{BASE}id/{value.kind}/{value.slug}"


def concept(value: Concept) -> str:
    """The IRI of a concept."""
    return f"{BASE}scheme/{value.scheme}/{value.notation}"


def scheme(name: str) -> str:
    """The IRI of a concept scheme."""
    return f"{BASE}scheme/{name}"


def source(sha256: str) -> str:
    """The IRI of a source text or file, from its checksum."""
    return f"{BASE}id/source/{sha256[:16]}"


def rule(name: str) -> str:
    """The IRI of a rule; `plugin.rule` for one of a plug-in."""
    return f"{BASE}id/rule/{name}"


def agent(distribution: str, version: str) -> str:
    """The IRI of a release of software that runs rules."""
    return f"{BASE}id/agent/{distribution}-{version}"


def graph(name: str) -> str:
    """The IRI of a named graph: a document's key, or authority, ontology, links, audit, dataset."""
    return f"{BASE}graph/{name}"


def period(value: Period) -> str:
    """The IRI of a period."""
    return f"{BASE}id/period/{_ends(value)}"


def event(value: Event, key: str) -> str:
    """The IRI of an eventuality, without ordinal.

    Day, type and place name it for all documents. Where one of the three is not told, two documents could mean two things by the
    same words, so the node belongs to its document; so it does where only the document knows what the place takes in ("the north").
    """
    steps = [days(value.period), value.types[0]]
    one_day = value.period.start is not None and value.period.start == value.period.end
    if one_day and value.places and value.places[0].kind != "local" and value.happened and not value.series:
        return f"{BASE}id/event/{'-'.join([*steps, value.places[0].slug])}"
    if value.places:
        steps.append(value.places[0].slug)
    return part(key, "-".join(["event", *steps]))


@lru_cache(maxsize=1024)
def days(value: Period) -> str:
    """A day, a month or an interval, as it stands in an IRI."""
    if value.start and value.start == value.end:
        return value.start.isoformat()
    if value.start and value.end and is_month(value):
        return f"{value.start:%Y-%m}"
    return _ends(value)


def is_month(value: Period) -> bool:
    """Whether a period is one whole calendar month."""
    if not (value.start and value.end):
        return False
    same = (value.start.year, value.start.month) == (value.end.year, value.end.month)
    return same and value.start.day == 1 and (value.end + timedelta(days=1)).day == 1


def _ends(value: Period) -> str:
    return "_".join(_end(day) for day in (value.start, value.end))


def _end(day: date | None) -> str:
    return day.isoformat() if day else "open"
