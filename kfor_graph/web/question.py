"""A request to the endpoint → the query that it asks, or why it asks none (SPARQL 1.1 Protocol, section 2.1)."""

from dataclasses import dataclass

from kfor_graph.web.form import FORM, fields, media, text
from kfor_graph.web.message import Request
from kfor_graph.web.problem import ProblemError

QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A query with the data set that the request names for it."""

    text: str
    "the query"
    graphs: tuple[tuple[str, ...], tuple[str, ...]] | None
    "the IRIs of `default-graph-uri` and `named-graph-uri`; None where there is neither"
    parameters: Pairs
    "all names and values that were sent, wherever they stood: other parameters, such as `format`, stand there too"


def is_update(request: Request) -> bool:
    """Whether a request to the endpoint is a SPARQL Update: a POST with `update=` in its form, or with the media type of one."""
    if request.method != "POST":
        return False
    if media(request) == UPDATE:
        return True
    return media(request) == FORM and any(name == "update" for name, _ in fields(request)) and "query" not in dict(fields(request))


def question(request: Request) -> Question | None:
    """The query that a request asks; None for a GET without one. Raises ProblemError where it asks it in a wrong way."""
    if request.method == "POST":
        return _posted(request)
    if request.value("update") is not None:
        raise ProblemError(400, "an update in a GET; send it by POST")
    queries = request.values("query")
    return _question(_one(queries), request.query) if queries else None


def _posted(request: Request) -> Question:
    """The query of a POST."""
    kind = media(request)
    if kind == QUERY:
        if request.value("query") is not None:
            raise ProblemError(400, "one query in the body and one in the address; send one")
        return _question(text(request), request.query)
    if kind == FORM:
        sent = (*fields(request), *request.query)
        if any(name == "update" for name, _ in sent):
            raise ProblemError(400, "a query and an update in one request; send them in two")
        return _question(_one(tuple(value for name, value in sent if name == "query")), sent)
    said = f"the media type {kind} is neither" if kind else "there is no media type"
    raise ProblemError(415, f"{said}; send {FORM} with query=, or {QUERY}", (("Accept-Post", f"{FORM}, {QUERY}"),))


def _one(queries: tuple[str, ...]) -> str:
    if len(queries) != 1:
        raise ProblemError(400, f"{len(queries) or 'no'} queries in one request; send exactly one, as query=")
    return queries[0]


def _question(asked: str, parameters: Pairs) -> Question:
    if not asked.strip():
        raise ProblemError(400, "the query is empty; write SELECT, ASK, CONSTRUCT or DESCRIBE")
    default = tuple(value for name, value in parameters if name == "default-graph-uri")
    named = tuple(value for name, value in parameters if name == "named-graph-uri")
    return Question(asked, (default, named) if default or named else None, parameters)
