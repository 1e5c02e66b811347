"""In which forms things are given: media type, suffix, and the other names by which clients ask for each."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph


@dataclass(frozen=True, slots=True)
class Format:
    """One form."""

    suffix: str
    "ends the address of a file of this form, without its dot"
    media: str
    "its registered media type, without parameters"
    label: str
    "its name, for people"
    also: tuple[str, ...] = ()
    "media types that clients send when they mean it"
    words: tuple[str, ...] = ()
    "what they write for it in a query string, beside suffix and media types"
    rdf: pyoxigraph.RdfFormat | None = None
    "what writes it; None for what holds no graph"

    @property
    def content_type(self) -> str:
        """The media type as it is sent: text says that it is UTF-8, other types are UTF-8 by definition."""
        return f"{self.media}; charset=utf-8" if self.media.startswith("text/") else self.media


PAGE = Format("html", "text/html", "HTML", ("application/xhtml+xml",), ("htm",))
"The page for people."

GRAPHS = (
    Format(
        "ttl",
        "text/turtle",
        "Turtle",
        ("text/ttl", "application/turtle", "application/x-turtle", "text/n3", "text/rdf+n3", "application/n3"),
        ("turtle", "n3"),
        pyoxigraph.RdfFormat.TURTLE,
    ),
    Format("trig", "application/trig", "TriG", ("application/x-trig", "text/trig"), (), pyoxigraph.RdfFormat.TRIG),
    Format(
        "nt",
        "application/n-triples",
        "N-Triples",
        ("text/plain", "text/ntriples"),
        ("ntriples", "n-triples"),
        pyoxigraph.RdfFormat.N_TRIPLES,
    ),
    Format(
        "nq",
        "application/n-quads",
        "N-Quads",
        ("text/x-nquads", "text/nquads", "application/nquads"),
        ("nquads", "n-quads"),
        pyoxigraph.RdfFormat.N_QUADS,
    ),
    Format(
        "jsonld", "application/ld+json", "JSON-LD", ("application/json", "text/json"), ("json-ld", "json"), pyoxigraph.RdfFormat.JSON_LD
    ),
    Format(
        "rdf",
        "application/rdf+xml",
        "RDF/XML",
        ("application/rdf", "text/rdf", "text/rdf+xml", "application/xml", "text/xml"),
        ("rdfxml", "rdf+xml", "xml"),
        pyoxigraph.RdfFormat.RDF_XML,
    ),
)
"Graphs, the first preferred."

TABLES = (
    Format("csv", "text/csv", "CSV", ("application/csv", "text/x-csv")),
    Format("json", "application/json", "JSON", ("text/json",)),
)
"Tables, as files beside pages."

RESULTS = (
    Format("srj", "application/sparql-results+json", "JSON", ("application/json", "text/json"), ("json",)),
    Format("srx", "application/sparql-results+xml", "XML", ("application/xml", "text/xml"), ("xml",)),
    TABLES[0],
    Format("tsv", "text/tab-separated-values", "TSV", ("text/tsv", "text/plain")),
)
"Answers of SELECT and ASK, the first preferred."

FORMATS = (PAGE, *GRAPHS, *TABLES, *RESULTS)

_BY_MEDIA = {one.media: one for one in reversed(FORMATS)}


def of_media(media: str) -> Format:
    """The form of a registered media type. Raises KeyError where there is none."""
    return _BY_MEDIA[media]


def named(word: str, offered: Sequence[str]) -> str | None:
    """The media type, of those offered, that a word means: a suffix, a media type or another name; None where it means none."""
    asked = word.strip().lower().replace(" ", "+")
    known = [_BY_MEDIA[media] for media in offered if media in _BY_MEDIA]
    plainly = [one.media for one in known if asked in {one.suffix, one.media}]
    loosely = [one.media for one in known if asked in {*one.also, *one.words}]
    return next(iter((*plainly, *loosely)), None)


def also(media: str) -> tuple[str, ...]:
    """The media types that clients send when they mean this one."""
    return _BY_MEDIA[media].also if media in _BY_MEDIA else ()
