"""A file of the site, and the forms in which graphs and tables become files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph

from kfor_graph.site import formats, tables
from kfor_graph.site.data import DataSet
from kfor_graph.site.syntax import write


@dataclass(frozen=True, slots=True)
class File:
    """A file, whole."""

    path: str
    "below the site's folder, with slashes"
    content: bytes


def forms(data: DataSet, among: Sequence[formats.Format]) -> tuple[formats.Format, ...]:
    """The forms, among those, that the site gives."""
    wanted = data.files.forms if data.files else ()
    return tuple(form for form in among if form.suffix in wanted)


def graph(data: DataSet, stem: str, quads: Sequence[pyoxigraph.Quad]) -> Iterator[File]:
    """A graph in each form of graphs that the site gives; in Turtle in any case."""
    chosen = forms(data, formats.GRAPHS)
    for form in chosen if formats.GRAPHS[0] in chosen else (formats.GRAPHS[0], *chosen):
        yield File(f"{stem}.{form.suffix}", write(quads, form))


def described(data: DataSet, stem: str, quads: Sequence[pyoxigraph.Quad]) -> Iterator[File]:
    """The description of a thing in each form that the site gives."""
    for form in forms(data, formats.GRAPHS):
        yield File(f"{stem}.{form.suffix}", write(quads, form))
    wanted = forms(data, formats.TABLES)
    table = tables.of_quads(quads) if wanted else None
    for form in wanted:
        if table:
            yield File(f"{stem}.{form.suffix}", tables.write(table, form))
