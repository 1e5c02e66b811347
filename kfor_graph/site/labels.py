"""What people call things: labels of the data, else the last step of an IRI, else a prefixed name."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import urlsplit

import pyoxigraph

from kfor_graph import names
from kfor_graph.catalogue import catalogue
from kfor_graph.site.data import DataSet
from kfor_graph.site.written import period

_PART = r"letter-[\w-]+|report-\d+|masthead|annex[\w-]*|enclosure[\w-]*"
_PLACE = re.compile(rf"^[^:]{{1,60}}?, (?:para\. [\w.]+|{_PART}): (?:(?:{_PART}|document), )?")
"What the label of a claim begins with: document and part, and the part again where it is what the claim is about."


def labels(data: DataSet, iris: Iterable[str]) -> dict[str, str]:
    """The label of each of some things, in one query; their own names where the data has none."""
    wanted = sorted(set(iris))
    nodes = [node for iri in wanted if (node := _node(iri)) is not None]
    found: dict[str, str] = {}
    if nodes:
        query = catalogue()["pages/labels"]
        text = f"{query.text}\nVALUES ?thing {{ {' '.join(map(str, nodes))} }}"
        with data.store.asking(text, query.path):
            for row in data.store.query(text, place=query.path):  # type: ignore[union-attr]
                thing, label = row[0].value, row[1].value
                found[thing] = min(found.get(thing, label), label)
    return {iri: found.get(iri) or name(iri) for iri in wanted}


def best(choices: Iterable[str]) -> str:
    """One of several labels, always the same; empty where there is none."""
    return min(choices, default="")


@lru_cache(maxsize=4096)
def name(iri: str) -> str:
    """A thing without label: a prefixed name for terms, the end of the IRI for things of ours, all of it for others."""
    if iri.startswith(names.BASE + "id/period/"):
        return period_words(iri)
    if iri.startswith(names.document("")):
        return ", ".join(_part(step) for step in iri.removeprefix(names.document("")).split("/"))
    if iri.startswith((names.BASE + "id/", names.BASE + "graph/", names.BASE + "scheme/")):
        return iri.removeprefix(names.BASE).split("/", 1)[1]
    return next(
        (f"{prefix}:{iri[len(start) :]}" for prefix, start in names.PREFIXES.items() if iri.startswith(start) and iri != start), iri
    )


def _part(slug: str) -> str:
    """A part by the last step of its IRI: `report-1-p4` is report 1, para. 4."""
    return re.sub(r"^report-(\d+)(?:-s(\d+))?-p(\d+)$", lambda step: _paragraph(*step.groups()), slug)


def _paragraph(report: str, section: str | None, number: str) -> str:
    return f"report {report}, {f'section {section}, ' if section else ''}para. {number}"


def abroad(iri: str) -> str:
    """A thing of another data set: `wikidata.org: Q25270`."""
    address = urlsplit(iri)
    return f"{address.hostname.removeprefix('www.')}: {last(iri)}" if address.hostname and last(iri) else iri


def spoken(iri: str) -> str:
    """A property or class without label in words: `is part of`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name(iri).rpartition(":")[2]).lower()


def period_words(iri: str) -> str:
    """A period by its IRI, which gives its first and last day: `1 to 30 September 2007`."""
    first, _, end = last(iri).partition("_")
    return period(first.replace("open", ""), end.replace("open", ""))


def _node(iri: str) -> pyoxigraph.NamedNode | None:
    """An IRI as a term, which writes itself as SPARQL wants it; None for what is none."""
    try:
        return pyoxigraph.NamedNode(iri)
    except ValueError:
        return None


def last(iri: str) -> str:
    """The last step of an IRI."""
    return iri.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def of(known: Mapping[str, str], iri: str) -> str:
    """A label out of those looked up, or the thing's own name."""
    return known.get(iri) or name(iri)


def short(label: str) -> str:
    """The label of a claim without the place, where the place is plain."""
    return _PLACE.sub("", label)
