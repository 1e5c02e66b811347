"""Events → GeoJSON (RFC 7946): points as longitude and latitude; what has no known point has no geometry."""

import json
from collections.abc import Iterator, Sequence

from kfor_graph.share.networks.things import joined
from kfor_graph.share.tables.events import Happening


def geojson(events: Sequence[Happening]) -> Iterator[str]:
    """The lines of a feature collection, an event a line."""
    yield '{"type": "FeatureCollection", "features": [\n'
    before = ""
    for event in events:
        yield f"{before}{json.dumps(_feature(event), ensure_ascii=False)}"
        before = ",\n"
    yield "\n]}\n"


def unplaced(events: Sequence[Happening]) -> int:
    """How many of the events have no point."""
    return sum(not event.points for event in events)


def _feature(event: Happening) -> dict[str, object]:
    said = {
        "label": event.thing.label,
        "kind": joined(event.thing.kinds),
        "type": joined(event.thing.more.get("type", ())) or None,
        "start": event.thing.start,
        "end": event.thing.end,
        "places": joined(event.places) or None,
        "actors": joined(event.actors) or None,
        "certainty": event.telling.certainty,
        "asserted": event.telling.asserted,
        "accounts": event.accounts,
        "document": event.telling.document,
        "claim": event.claim,
        "quote": event.telling.quote,
        "page": event.iri,
    }
    return {"type": "Feature", "id": event.iri, "geometry": _geometry(event), "properties": said}


def _geometry(event: Happening) -> dict[str, object] | None:
    if not event.points:
        return None
    if len(event.points) == 1:
        return {"type": "Point", "coordinates": event.points[0]}
    return {"type": "MultiPoint", "coordinates": event.points}
