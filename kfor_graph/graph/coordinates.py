"""Where places are, for maps: what the gazetteer gives as schema:latitude and schema:longitude also as GeoSPARQL and WGS84."""

from collections.abc import Iterable, Iterator

import pyoxigraph

from kfor_graph import names
from kfor_graph.errors import OntologyError
from kfor_graph.graph.terms import iri, name

_LIMITS = {names.expand("schema:latitude"): 90.0, names.expand("schema:longitude"): 180.0}
"Property → degrees, which no coordinate on Earth exceeds."


def coordinates(quads: Iterable[pyoxigraph.Quad]) -> Iterator[str]:
    """Triples, as terms with blanks between, that give each place with both coordinates a geometry. No point is made up for others.

    In well-known text longitude comes first (GeoSPARQL 1.1, 8.5.1; CRS84 where none is named). Raises OntologyError for a place that
    has one coordinate alone, two of a kind, or one that is no number of degrees.
    """
    found: dict[str, dict[str, str]] = {}
    for quad in quads:
        if quad.predicate.value in _LIMITS and isinstance(quad.object, pyoxigraph.Literal):
            place, value = getattr(quad.subject, "value", ""), quad.object.value
            if value != found.setdefault(place, {}).setdefault(quad.predicate.value, value):
                raise OntologyError(place, "has two values of a coordinate", "keep one in the gazetteer")
            if not _in_degrees(value, _LIMITS[quad.predicate.value]):
                raise OntologyError(place, f"the coordinate {value} is none", "write degrees as a decimal number")
    for place, values in sorted(found.items()):
        if len(values) < len(_LIMITS):
            raise OntologyError(place, "has one coordinate alone", "write latitude and longitude, or none")
        latitude, longitude = (values[key] for key in _LIMITS)
        geometry = iri(f"{place}/geometry")
        point = f'"POINT({longitude} {latitude})"^^{name("geo:wktLiteral")}'
        yield f"{iri(place)} {name('geo:hasGeometry')} {geometry}"
        yield f"{geometry} {name('rdf:type')} {name('geo:Geometry')}"
        yield f"{geometry} {name('geo:asWKT')} {point}"
        for prefixed, value in (("wgs84:lat", latitude), ("wgs84:long", longitude)):
            yield f'{iri(place)} {name(prefixed)} "{value}"^^{name("xsd:decimal")}'


def _in_degrees(value: str, limit: float) -> bool:
    try:
        return abs(float(value)) <= limit
    except ValueError:
        return False
