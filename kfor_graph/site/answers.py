"""The pages of named queries: what is asked, with its parameters as a form, the text, and the answer with links."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import pyoxigraph

from kfor_graph import names
from kfor_graph.catalogue import Query, catalogue, form
from kfor_graph.errors import QueryError
from kfor_graph.query.run import Table, run
from kfor_graph.site.assets import built
from kfor_graph.site.data import DataSet
from kfor_graph.site.labels import labels, last, of
from kfor_graph.site.rendering import render
from kfor_graph.site.visit import Visit
from kfor_graph.store import Term

MOST_ROWS = 500
"Rows on a page; the files hold all."
_SAID = {
    "competency": "Questions that the graph must answer",
    "examples": "Examples",
    "pages": "Queries behind the pages",
    "search": "Queries behind the search",
    "reconcile": "Queries behind reconciliation",
    "exports": "Queries behind the exports",
    "api": "Queries behind the library",
    "checks": "Checks of the data",
}
"What each folder of queries holds."
_OTHERS = {"link": "Queries to other data sets", "federated": "Queries that ask other endpoints"}
"The same of folders whose queries are asked of others: their pages show them, and answer nothing."


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of an answer."""

    words: str
    iri: str = ""
    "where it is a thing"
    kind: str = ""
    "number, date, or empty"
    language: str = ""


def query_list(visit: Visit) -> str:
    """All named queries, by folder."""
    groups: dict[str, list[Query]] = {}
    for query in catalogue().values():
        groups.setdefault(query.group, []).append(query)
    order = sorted(groups.items(), key=lambda item: [*_SAID, item[0]].index(item[0]))
    return render(
        "queries.html",
        visit,
        groups=[(group, _SAID.get(group, group), queries) for group, queries in order],
        styles=("/static/things.css",),
    )


def query_page(visit: Visit) -> str | None:
    """One named query with its answer; None where there is none of that name."""
    full = f"{visit.steps['group']}/{visit.steps['name']}"
    if full not in list(catalogue()):
        return None
    query = catalogue()[full]
    given = {name: visit.arguments[name] for name, _ in query.params if visit.arguments.get(name)}
    rows: list[list[Cell]] = []
    columns: Sequence[str] = ()
    total, problem = 0, ""
    answered = is_asked_here(query) and form(query.text) in {"SELECT", "ASK"} and len(given) == len(query.params)
    if answered:
        try:
            result = run(visit.data.store, query, given)
        except QueryError as error:
            problem = str(error)
        else:
            if isinstance(result, Table):
                columns, total = result.columns, len(result.rows)
                rows = cells(visit.data, result.rows[:MOST_ROWS])
            else:
                columns, rows, total = ("answer",), [[Cell("yes" if result else "no")]], 1
    wanted = f"?{urlencode(given)}" if given else ""
    return render(
        "query.html",
        visit,
        query=query,
        group=_called(query.group),
        given=visit.arguments,
        answered=answered and not problem,
        problem=problem,
        columns=columns,
        numeric=[bool(rows) and all(row[at].kind == "number" or not row[at].words for row in rows) for at in range(len(columns))],
        rows=rows,
        total=total,
        files=[(suffix, f"/queries/{full}.{suffix}{wanted if suffix != 'rq' else ''}") for suffix in _suffixes(query, answered)],
        editor="/sparql.html?" + urlencode({"query": _bound(query, given)}),
        styles=("/static/things.css",),
        scripts=_scripts(visit, query),
        description=query.about,
    )


def is_asked_here(query: Query) -> bool:
    """Whether a query asks this data set, not another one."""
    return query.group not in _OTHERS


def _scripts(visit: Visit, query: Query) -> tuple[str, ...]:
    """What leads from the form of a query to the editor, where no server answers."""
    return ("/static/built/query.js",) if visit.data.files and query.params and built("query.js") else ()


def _called(group: str) -> str:
    """What a folder of queries holds; one that nobody has named is called by its own name."""
    return (_SAID | _OTHERS).get(group, group)


def _suffixes(query: Query, answered: bool) -> tuple[str, ...]:
    if query.group in _OTHERS:
        return ()
    return ("csv", "json", "rq") if answered and form(query.text) in {"SELECT", "ASK"} else ("rq",)


def _bound(query: Query, given: Mapping[str, str]) -> str:
    """The query as text for the editor, with the IRIs that were given."""
    iris = [(name, given[name].strip("<>")) for name, kind in query.params if kind == "iri" and name in given]
    full = [(name, iri if "://" in iri else names.BASE + "id/" + iri) for name, iri in iris]
    fit = [(name, iri) for name, iri in full if re.fullmatch(r"[^\s<>\"{}|^`\\]+", iri)]
    return query.text + "".join(f"VALUES ?{name} {{ <{iri}> }}\n" for name, iri in fit[:1])


def cells(data: DataSet, rows: Sequence[Sequence[Term | None]]) -> list[list[Cell]]:
    """Rows of terms as people read them: things by their labels, in one query."""
    iris = {term.value for row in rows for term in row if isinstance(term, pyoxigraph.NamedNode)}
    called = labels(data, iris)
    return [[_cell(term, called) for term in row] for row in rows]


def _cell(term: Term | None, called: Mapping[str, str]) -> Cell:
    if term is None:
        return Cell("")
    if isinstance(term, pyoxigraph.NamedNode):
        return Cell(of(called, term.value), term.value)
    if isinstance(term, pyoxigraph.Literal):
        kinds = {"integer": "number", "decimal": "number", "double": "number", "float": "number", "date": "date"}
        return Cell(term.value, "", kinds.get(last(term.datatype.value), ""), term.language or "")
    return Cell(str(term))
