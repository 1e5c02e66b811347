"""Named queries over HTTP: their text, and their answers as CSV and JSON in the manners of Datasette."""

from urllib.parse import urlencode

from kfor_graph.catalogue import Query, catalogue
from kfor_graph.errors import QueryError
from kfor_graph.query.run import Table, run_table
from kfor_graph.site import formats, tables
from kfor_graph.site.data import DataSet
from kfor_graph.web.links import link, links, local, moved
from kfor_graph.web.message import Answer, Request
from kfor_graph.web.negotiate import OVERRIDES, not_acceptable, wanted

ROWS = 10_000
"Rows that one answer holds, and the most that `_size` may ask for."

CLOSED = ("link", "federated")
"Groups of queries that are asked of others, not of this data."

_OWN = {"_size", "_next", *OVERRIDES}
"Names in a query string that are no parameters of a query."


def query(request: Request, data: DataSet) -> Answer:
    """A named query: `.rq` its text, `.csv` and `.json` its answer; without a suffix, the form that the client prefers."""
    name, _, suffix = request.path.removeprefix("/queries/").partition(".")
    asked = _named(name)
    if asked is None:
        return _error(404, f"there is no query {name}")
    if suffix == "rq":
        return Answer(200, "application/sparql-query; charset=utf-8", asked.text.encode(), (), True)
    if suffix:
        return _answered(request, data, asked, suffix)
    offered = (formats.PAGE, *formats.TABLES)
    media = wanted(request, [form.media for form in offered])
    if media is None:
        return not_acceptable([(local(data, f"{request.path}.{form.suffix}"), form.media) for form in offered])
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
    return known[name] if name in set(known) and known[name].group not in CLOSED else None


def _answered(request: Request, data: DataSet, asked: Query, suffix: str) -> Answer:
    values = {key: value for key, value in request.query if key not in _OWN}
    try:
        size, start = _size(request)
        table = run_table(data.store, asked, values)
    except QueryError as error:
        return _error(400, f"{error.what}; {error.remedy}".replace("--param ", "?"))
    rows = table.rows[start : start + size]
    truncated = start + size < len(table.rows)
    form = next(form for form in formats.TABLES if form.suffix == suffix)
    headers = list[str]()
    if truncated:
        more = urlencode([*((key, value) for key, value in request.query if key != "_next"), ("_next", str(start + size))])
        headers.append(link(f"{local(data, request.path)}?{more}", "next"))
    headers.append(link(local(data, f"/queries/{asked.group}/{asked.name}.rq"), "describedby", "application/sparql-query"))
    body = tables.write(Table(table.columns, rows), form, truncated)
    return Answer(200, form.content_type, body, links(headers), True)


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
