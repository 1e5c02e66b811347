"""The page on which one asks in SPARQL: a plain form, its answer, and what the editor's script needs to know."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import pyoxigraph

from kfor_graph import names
from kfor_graph.catalogue import Query, catalogue
from kfor_graph.errors import QueryError
from kfor_graph.query.run import run_table
from kfor_graph.site.assets import enhanced
from kfor_graph.site.data import DataSet
from kfor_graph.site.dataset import loaded
from kfor_graph.site.rendering import render
from kfor_graph.site.urls import href
from kfor_graph.site.visit import Visit

ROWS = 500
"Rows of an answer that the page shows; the endpoint gives all."

GROUPS = {"competency": "Questions", "examples": "Examples"}
"Folders of queries that are offered, and what the page calls them."

FIRST = """PREFIX kfo: <https://w3id.org/kfor-graph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?event ?label ?day WHERE {
  ?event a kfo:Event ; rdfs:label ?label ; kfo:onDate ?day .
} ORDER BY ?day
LIMIT 100
"""
"The query that stands in the form where none is asked for."


@dataclass(frozen=True, slots=True)
class Shown:
    """The answer to a query as the page shows it."""

    columns: tuple[str, ...]
    "names of the columns"
    rows: tuple[tuple[tuple[str, bool], ...], ...]
    "texts of the terms, and whether each is an IRI"
    more: bool
    "whether the answer has further rows"
    problem: str = ""
    "why there is no answer"


def editor(visit: Visit) -> str:
    """The form with the query that the address carries, its answer where `show` is asked for, and examples."""
    query = visit.arguments.get("query", FIRST)
    shown = _shown(visit.data, query) if "show" in visit.arguments else None
    settings: dict[str, object] = {
        "base": names.BASE,
        "root": href("/", visit.path),
        "prefixes": names.PREFIXES,
        "terms": list(_terms(visit.data)),
    }
    settings |= {"dump": loaded(visit.data, visit.path)} if visit.data.files else {}
    return render("sparql.html", visit, query=query, shown=shown, groups=_examples(), settings=settings, **enhanced("sparql"))


def _examples() -> dict[str, list[Query]]:
    queries = [query for query in catalogue().values() if not query.params]
    return {title: [query for query in queries if query.group == group] for group, title in GROUPS.items()}


def _terms(data: DataSet) -> Iterator[dict[str, object]]:
    """Classes and properties with labels and counts, for completion."""
    for row in run_table(data.store, catalogue()["pages/terms"]).dicts():
        yield {"iri": row["iri"], "kind": row["kind"], "label": row["label"] or "", "uses": int(row["uses"] or 0)}


def _shown(data: DataSet, text: str) -> Shown:
    try:
        results = data.store.query(text)
        with data.store.asking(text):
            columns, rows = _columns(results)
            first = tuple(tuple(_cell(term) for term in row) for row in islice(rows, ROWS + 1))
            return Shown(columns, first[:ROWS], len(first) > ROWS)
    except QueryError as error:
        return Shown((), (), more=False, problem=str(error))


def _columns(results: object) -> tuple[tuple[str, ...], Iterator[tuple[object, ...]]]:
    """Names of columns and rows of a table, a graph, or yes and no."""
    if isinstance(results, pyoxigraph.QuerySolutions):
        return tuple(variable.value for variable in results.variables), (tuple(row) for row in results)
    if isinstance(results, pyoxigraph.QueryTriples):
        return ("subject", "predicate", "object"), (tuple(triple) for triple in results)
    return ("answer",), iter([("yes" if results else "no",)])


def _cell(term: object) -> tuple[str, bool]:
    text = "" if term is None else str(getattr(term, "value", term))
    return text, isinstance(term, pyoxigraph.NamedNode)
