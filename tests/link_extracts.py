"""Small extracts of other data sets, for tests of linking: true things under their own identifiers, and invented ones beside them.

The identifiers, names and points of true things are those of `ontology/`, days of birth and death are public. Invented things have
numbers from 99990000000 on, which the data sets do not use, and say in their description that they are invented.
"""

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import pyoxigraph

from kfor_graph import names
from kfor_graph.link.spelling import cyrillic, plain
from kfor_graph.link.sssom import Table
from kfor_graph.link.things import Subject

WD, WDT = "http://www.wikidata.org/entity/", "http://www.wikidata.org/prop/direct/"
LIVES = {
    "kofi-annan": ("1938-04-08", "2018-08-18"),
    "ban-ki-moon": ("1944-06-13", ""),
    "antonio-guterres": ("1949-04-30", ""),
    "jens-stoltenberg": ("1959-03-16", ""),
    "anders-fogh-rasmussen": ("1953-01-26", ""),
    "mark-rutte": ("1967-02-14", ""),
    "albin-kurti": ("1975-03-24", ""),
    "vjosa-osmani": ("1982-05-17", ""),
    "aleksandar-vucic": ("1970-03-05", ""),
    "ivica-dacic": ("1966-01-01", ""),
}
CLASSES = {
    "settlement": "Q486972",
    "municipality": "Q15284",
    "state": "Q6256",
    "country": "Q6256",
    "person": "Q5",
    "org": "Q43229",
    "mission": "Q43229",
}
SHIP = "Q11446"
"The class of ships on Wikidata: invented ships have the names of places, as true ones do."


def without(links: Table, host: str) -> Table:
    """A table of links without those to one data set."""
    kept = tuple(mapping for mapping in links.mappings if host not in mapping.target)
    return Table(links.head, links.columns, (), kept)


def targets(links: Table, host: str) -> dict[str, str]:
    """Subject → target of the links of identity to one data set."""
    return {
        mapping.subject: mapping.target for mapping in links.mappings if host in mapping.target and mapping.predicate == "schema:sameAs"
    }


def wikidata(subjects: Sequence[Subject], true: dict[str, str], written: dict[str, list[tuple[str, str]]]) -> str:
    """An extract like Wikidata, as Turtle: each true thing under the names that are `written`, with near misses beside it.

    Beside each true thing stands one of our name and another class, beside places one far away, beside municipalities their seat, beside
    people one of an earlier century.
    """
    lines, invented = list[str](), count(99990000000)
    for number, subject in enumerate(subject for subject in subjects if subject.name in written):
        kind = CLASSES.get(subject.types[0])
        born, died = LIVES.get(subject.iri.rsplit("/", 1)[1], ("", ""))
        # one in five things tells no place, and one in seven no class, as in the original
        point = subject.point if number % 5 else None
        lines += _item(true[subject.iri], written[subject.name], kind if number % 7 else None, point, born, died)
        ours = [("en", subject.label)]
        lines += _item(f"{WD}Q{next(invented)}", ours, SHIP, None)
        if subject.point:
            lines += _item(f"{WD}Q{next(invented)}", ours, kind, (-subject.point[0], subject.point[1]))
        if subject.types[0] == "person":
            lines += _item(f"{WD}Q{next(invented)}", ours, "Q5", None, "1801-05-02", "1870-11-30")
        if subject.types[0] == "municipality" and subject.name.removesuffix("-municipality") not in written:
            seat = subject.label.removesuffix(" municipality")
            lines += _item(f"{WD}Q{next(invented)}", [*ours, ("en", seat)], "Q486972", subject.point)
    lines.append(f'<{WD}{SHIP}> <http://www.w3.org/2000/01/rdf-schema#label> "ship"@en .')
    return "\n".join(lines)


def written(path: Path) -> dict[str, list[tuple[str, str]]]:
    """Entity → the names that a data set has for it, with their languages; `alias` for another name in English."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return {name: [(language, words) for language, _, words in (cell.partition("=") for cell in cells)] for name, *cells in rows}


def _spelt(subject: Subject, number: int) -> str:
    """One of the names of a place in one of four spellings, which go round."""
    others = [name for name in subject.names if name != subject.label and "/" not in name and len(name) > 3] or [subject.label]
    other = others[number % len(others)]
    return (subject.label, other, cyrillic(other) or other, plain(subject.label))[number % 4]


def _item(
    iri: str, names_of: Sequence[tuple[str, str]], kind: str | None, point: tuple[float, float] | None, born: str = "", died: str = ""
) -> Iterator[str]:
    for language, words in names_of:
        kind_of_name = (
            "<http://www.w3.org/2004/02/skos/core#altLabel>" if language == "alias" else "<http://www.w3.org/2000/01/rdf-schema#label>"
        )
        yield f"<{iri}> {kind_of_name} {pyoxigraph.Literal(words, language='en' if language == 'alias' else language)} ."
    if int(iri.rsplit("Q", 1)[1]) > 99000000000:
        yield f'<{iri}> <http://schema.org/description> "invented for a test"@en .'
    if kind:
        yield f"<{iri}> <{WDT}P31> <{WD}{kind}> ."
    if point:
        yield f'<{iri}> <{WDT}P625> "Point({point[1]} {point[0]})"^^<http://www.opengis.net/ont/geosparql#wktLiteral> .'
    for what, day in (("P569", born), ("P570", died)):
        if day:
            yield f'<{iri}> <{WDT}{what}> "{day}T00:00:00Z"^^<{names.PREFIXES["xsd"]}dateTime> .'


def dump(subjects: Sequence[Subject], true: dict[str, str]) -> str:
    """An extract like a GeoNames dump: each true place under one spelling, one of its name far away, and a hotel of its name near it."""
    lines, invented = list[str](), count(99990000000)
    for number, subject in enumerate(subject for subject in subjects if subject.iri in true and subject.point):
        assert subject.point
        latitude, longitude = subject.point
        kind = ("A", "PCLI") if subject.types[0] in {"state", "country"} else ("P", "PPL")
        identifier = true[subject.iri].rstrip("/").rsplit("/", 1)[1]
        # neighbours of a kilometre: points of two data sets are never the same
        lines.append(feature(identifier, _spelt(subject, number), latitude + 0.01, longitude, *kind))
        lines.append(feature(str(next(invented)), subject.label, -latitude, longitude, *kind))
        lines.append(feature(str(next(invented)), subject.label, latitude, longitude, "S", "HTL"))
    return "\n".join(lines) + "\n"


def feature(number: str, name: str, latitude: float, longitude: float, kind: str, code: str, others: str = "") -> str:
    """A line of a GeoNames dump."""
    cells = [number, name, plain(name), others, f"{latitude:.5f}", f"{longitude:.5f}", kind, code, "XK", *[""] * 5, "0", "", "0", "", ""]
    return "\t".join(cells)
