"""Named queries as files: page, text, and the answer of those that need no parameter."""

from collections.abc import Iterator

import pyoxigraph

from kfor_graph.catalogue import Query, catalogue
from kfor_graph.query.run import Graph, Table, run
from kfor_graph.site import formats, tables
from kfor_graph.site.answers import is_asked_here
from kfor_graph.site.data import DataSet
from kfor_graph.site.publish.files import File, graph
from kfor_graph.site.publish.pages import one


def query(data: DataSet, name: str) -> Iterator[File]:
    """A named query, `group/name`."""
    asked = catalogue()[name]
    yield from one(data, f"/queries/{name}.html")
    yield File(f"queries/{name}.rq", asked.text.encode())
    if is_asked_here(asked) and not asked.params:
        yield from _answer(data, f"queries/{name}", run(data.store, asked))


def table(data: DataSet, page: str) -> Iterator[File]:
    """The table that a page shows, from the query whose header names the page; none of a page that shows several."""
    shown = [one for one in catalogue().values() if one.page == page]
    if len(shown) == 1 and not shown[0].params:
        yield from _table(data, page, shown[0])


def _table(data: DataSet, stem: str, asked: Query) -> Iterator[File]:
    result = run(data.store, asked)
    if isinstance(result, Table):
        yield from _answer(data, stem, result)


def _answer(data: DataSet, stem: str, result: Table | Graph | bool) -> Iterator[File]:
    if isinstance(result, tuple):
        yield from graph(data, stem, [pyoxigraph.Quad(*triple) for triple in result])
        return
    rows = result if isinstance(result, Table) else Table(("boolean",), ((pyoxigraph.Literal(result),),))
    for form in formats.TABLES:
        yield File(f"{stem}.{form.suffix}", tables.write(rows, form))
