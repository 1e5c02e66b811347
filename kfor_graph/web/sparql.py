"""The SPARQL endpoint (SPARQL 1.1 Protocol): queries by GET and POST → results in the form that the client prefers."""

import re
from dataclasses import replace
from functools import partial

from kfor_graph.catalogue import form, skeleton
from kfor_graph.errors import LinkError, QueryError, StoreError
from kfor_graph.site import formats, pages
from kfor_graph.site.data import DataSet
from kfor_graph.store import Results
from kfor_graph.web import results
from kfor_graph.web.message import Answer, Request
from kfor_graph.web.negotiate import choose, wanted
from kfor_graph.web.problem import ProblemError, mistake, problem
from kfor_graph.web.question import Question, is_update, question
from kfor_graph.web.service_description import describe
from kfor_graph.web.services import joined

EDITOR = "/sparql.html"
"The page of the site with the editor."
PAGE = "text/html"
READ_ONLY = "this server is read-only: what it holds is built from reports; ask with SELECT, ASK, CONSTRUCT or DESCRIBE"
TABLES = tuple(one.media for one in formats.RESULTS)
GRAPHS = tuple(one.media for one in formats.GRAPHS)

_FICKLE = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID)\s*\(", re.I)


def sparql(request: Request, data: DataSet) -> Answer:
    """The answer to a query; for a GET without one, the editor for people and the service description for machines."""
    try:
        if is_update(request):
            return problem(request, 403, READ_ONLY)
        asked = question(request)
        page = _page(request, asked, data)
        if page:
            return page
        return _answer(request, asked, data) if asked else describe(request, data)
    except ProblemError as error:
        return problem(request, error.status, str(error), headers=error.headers)
    except QueryError as error:
        return mistake(request, error)
    except LinkError as error:
        return mistake(request, error, 502)
    except StoreError:
        return problem(request, 500, "the data cannot be read; tell whoever runs this server")


def refuse_update(request: Request, _: DataSet) -> Answer:
    """The answer to an update where nothing may be written."""
    return problem(request, 403, READ_ONLY)


def _page(request: Request, asked: Question | None, data: DataSet) -> Answer | None:
    """The editor, filled with what was asked, for a client that likes pages best; None for others, or where there is no such page."""
    overridden = any(request.value(name) is not None for name in ("format", "output", "_mediatype"))
    offered = (*TABLES, *GRAPHS, PAGE) if asked else (*GRAPHS, PAGE)
    if request.method != "GET" or overridden or choose(request.headers.get("accept"), offered) != PAGE:
        return None
    page = pages.page(EDITOR, dict(request.query), data)
    return Answer(200, "text/html; charset=utf-8", page.html.encode(), (("Vary", "Accept"),), True) if page else None


def _answer(request: Request, asked: Question, data: DataSet) -> Answer:
    """The results of a query, negotiated. Raises QueryError, LinkError and ProblemError where there are none."""
    text = joined(asked, data.store, request.limits.services)
    ask = partial(_ask, data, asked.graphs)
    graph = form(text) in {"CONSTRUCT", "DESCRIBE"}
    offered = GRAPHS if graph else TABLES
    wishing = request if asked.parameters is request.query else replace(request, query=asked.parameters)
    if not (media := wanted(wishing, offered)):
        ask(text)  # a mistake in the query is told before one in the Accept header
        there = ", ".join(offered)
        return problem(request, 406, f"none of the accepted types; for {form(text)} there is: {there}", headers=(("Vary", "Accept"),))
    made = (results.graph if graph else results.table)(data.store, text, ask, media, request.limits)
    steady = text is asked.text and not _FICKLE.search(skeleton(text))
    return Answer(made.status, made.media, made.body, (*made.headers, ("Vary", "Accept")), steady)


def _ask(data: DataSet, graphs: tuple[tuple[str, ...], tuple[str, ...]] | None, text: str) -> Results:
    return data.store.query(text, graphs=graphs)
