"""Named queries over HTTP: their text, their tables as CSV and JSON in the manners of Datasette, their graphs in any form."""

from urllib.parse import urlencode

import pyoxigraph

from kfor_graph.catalogue import Query, catalogue, form
from kfor_graph.errors import QueryError
from kfor_graph.query.run import Table, run
from kfor_graph.site import formats, tables
from kfor_graph.site.data import DataSet
from kfor_graph.site.formats import Format
from kfor_graph.site.syntax import write
from kfor_graph.web.links import link, links, local, moved
from kfor_graph.web.message import Answer, Request
from kfor_graph.web.negotiate import OVERRIDES, not_acceptable, wanted

ROWS = 10_000
"Rows that one answer holds, and the most that `_size` may ask for."

_OWN = {"_size", "_next", *OVERRIDES}
"Names in a query string that are no parameters of a query."


def query(request: Request, data: DataSet) -> Answer:
    """A named query: `.rq` its text, another suffix its answer; without a suffix, the way to the form that the client prefers."""
    name, _, suffix = request.path.removeprefix("/queries/").partition(".")
    asked = _named(name)
    if asked is None:
        return _error(404, f"there is no query {name}")
    if suffix == "rq":
        return Answer(200, "application/sparql-query; charset=utf-8", asked.text.encode(), (), True)
    if suffix:
        return _answered(request, data, asked, suffix)
    offered = (formats.PAGE, *_forms(asked))
    media = wanted(request, [one.media for one in offered])
    if media is None:
        return not_acceptable([(local(data, f"{request.path}.{one.suffix}"), one.media) for one in offered])
    rest = urlencode([(key, value) for key, value in request.query if key not in OVERRIDES])
    target = local(data, f"{request.path}.{formats.of_media(media).suffix}") + (f"?{rest}" if rest else "")
    return moved(target, headers=(("Vary", "Accept"),))


def beside(request: Request, data: DataSet) -> Answer:
    """The table that a page shows, from the query whose header names the page."""
    name, _, suffix = request.path.lstrip("/").rpartition(".")
    found = [one for one in catalogue().values() if one.page == name]
    if not found:
        return _error(404, f"there is no table of {name}")
    if len(found) > 1:
        places = [local(data, f"/queries/{one.group}/{one.name}.{suffix}") for one in found]
        body = tables.as_json({"ok": False, "error": "the page shows several tables", "tables": places, "status": 300})
        return Answer(300, "application/json", body, links(link(place, "alternate") for place in places), True)
    return _answered(request, data, found[0], suffix)


def _named(name: str) -> Query | None:
    """A query by its full name, `group/name`."""
    known = catalogue()
    return known[name] if name in set(known) else None


def _forms(asked: Query) -> tuple[Format, ...]:
    """The forms in which a query is answered: those of graphs for one that makes a graph, else those of tables."""
    return formats.GRAPHS if form(asked.text) in {"CONSTRUCT", "DESCRIBE"} else formats.TABLES


def _answered(request: Request, data: DataSet, asked: Query, suffix: str) -> Answer:
    """The answer of a query in the form of a suffix, or the error that it makes."""
    fitting = next((one for one in _forms(asked) if one.suffix == suffix), None)
    if fitting is None:
        return _error(404, f"this query has no answer as .{suffix}; ask for .{' .'.join(one.suffix for one in _forms(asked))}")
    try:
        size, start = _size(request)
        result = run(data.store, asked, {key: value for key, value in request.query if key not in _OWN})
    except QueryError as error:
        return _error(400, f"{error.what}; {error.remedy}".replace("--param ", "?"))
    about = link(local(data, f"/queries/{asked.group}/{asked.name}.rq"), "describedby", "application/sparql-query")
    if isinstance(result, tuple):
        body = write([pyoxigraph.Quad(*triple) for triple in result], fitting)
        return Answer(200, fitting.content_type, body, links([about]), True)
    table = result if isinstance(result, Table) else Table(("boolean",), ((pyoxigraph.Literal(result),),))
    truncated = start + size < len(table.rows)
    more = urlencode([*((key, value) for key, value in request.query if key != "_next"), ("_next", str(start + size))])
    following = [link(f"{local(data, request.path)}?{more}", "next")] if truncated else []
    body = tables.write(Table(table.columns, table.rows[start : start + size]), fitting, truncated)
    return Answer(200, fitting.content_type, body, links([*following, about]), True)


def _size(request: Request) -> tuple[int, int]:
    """How many rows, and after how many. Raises QueryError for what is no number."""
    size, start = request.value("_size") or "max", request.value("_next") or "0"
    number = ROWS if size == "max" else int(size) if size.isascii() and size.isdigit() and len(size) < 10 else 0
    if not 0 < number <= ROWS:
        raise QueryError("_size", f"_size is {size!r}", f"give a number from 1 to {ROWS}, or max")
    if not (start.isascii() and start.isdigit() and len(start) < 10):
        raise QueryError("_next", f"_next is {start!r}", "follow the link that the answer before gave")
    return number, int(start)


def _error(status: int, what: str) -> Answer:
    """An error as every table tells it."""
    return Answer(status, "application/json", tables.as_json({"ok": False, "error": what, "errors": [what], "status": status}))
