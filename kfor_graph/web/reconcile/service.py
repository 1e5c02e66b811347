"""The paths of the reconciliation service."""

import json
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import parse_qsl

from kfor_graph.site.data import DataSet
from kfor_graph.web.links import local, missing, moved
from kfor_graph.web.message import Answer, Request
from kfor_graph.web.reconcile import suggest
from kfor_graph.web.reconcile.asked import Question, RequestError, batch, single
from kfor_graph.web.reconcile.extend import extend, propose
from kfor_graph.web.reconcile.manifest import manifest, type_json
from kfor_graph.web.reconcile.preview import flyout, flyout_of_term, preview
from kfor_graph.web.reconcile.score import scored
from kfor_graph.web.reconcile.things import Things, things
from kfor_graph.web.reconcile.values import Reader, reader

_LONGEST_BODY = 1_000_000
_FORM = "application/x-www-form-urlencoded"
_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
"Clients show a preview in a frame of their own page."

Ask = Callable[[Request, dict[str, str], Things, DataSet], object]


def service(request: Request, data: DataSet) -> Answer:
    """`/reconcile`: the manifest where nothing is asked; answers to `queries` (a batch), `extend`, or `query` (one, as in 0.1)."""
    return _answered(request, data, _service)


def suggestions(request: Request, data: DataSet) -> Answer:
    """`/reconcile/suggest/{entity, property, type}`: what a `prefix` may become, from `cursor` on."""
    return _answered(request, data, _suggestions)


def flyouts(request: Request, data: DataSet) -> Answer:
    """`/reconcile/flyout/{entity, property, type}`: a few words about an `id`, as HTML in JSON."""
    return _answered(request, data, _flyout)


def properties(request: Request, data: DataSet) -> Answer:
    """`/reconcile/properties`: which properties entities of a `type` can be extended by."""
    return _answered(request, data, _properties)


def previews(request: Request, data: DataSet) -> Answer:
    """`/reconcile/preview`: a small page about an `id`."""
    known = things(data)
    iri = known.iri(request.value("id") or "")
    if iri is None:
        return missing("there is no entity of this id")
    headers = (("Content-Security-Policy", _POLICY),)
    return Answer(HTTPStatus.OK, "text/html; charset=utf-8", preview(iri, request.path, known).encode(), headers, cacheable=True)


def views(request: Request, data: DataSet) -> Answer:
    """`/reconcile/view`: the way to the page of an `id`, which clients quote whole, slashes too."""
    known = things(data)
    iri = known.iri(request.value("id") or "")
    if iri is None:
        return missing("there is no entity of this id")
    return moved(local(data, known.entry(iri).path))


def _answered(request: Request, data: DataSet, ask: Ask) -> Answer:
    """What a function says, as JSON; what the client did wrong as JSON too."""
    try:
        said, status = ask(request, _parameters(request), things(data), data), int(HTTPStatus.OK)
    except RequestError as error:
        said, status = {"status": "error", "message": str(error)}, error.status
    body = json.dumps(said, ensure_ascii=False).encode(errors="backslashreplace")
    cacheable = status == HTTPStatus.OK and request.method == "GET"
    return Answer(status, "application/json; charset=utf-8", body, cacheable=cacheable)


def _parameters(request: Request) -> dict[str, str]:
    """Parameters of the query string and of a form; where both give one, the form's."""
    found = dict(reversed(request.query))
    if request.method == "POST":
        if len(request.body) > _LONGEST_BODY:
            raise RequestError(f"the body is longer than {_LONGEST_BODY:,} bytes: ask in smaller batches", 413)
        if request.headers.get("content-type", _FORM).split(";")[0].strip().lower() != _FORM:
            raise RequestError(f"the body is no form: send {_FORM}", 415)
        try:
            form = parse_qsl(request.body.decode(), keep_blank_values=True, max_num_fields=50, errors="strict")
        except ValueError as error:
            raise RequestError(f"the body is no form in UTF-8: {error}") from error
        found |= dict(reversed(form))
    return found


def _service(request: Request, given: dict[str, str], known: Things, data: DataSet) -> object:
    if "queries" in given:
        said = reader(data)
        return {key: _result(question, known, said) for key, question in batch(given["queries"]).items()}
    if "extend" in given:
        return extend(given["extend"], known, data)
    if "query" in given:
        return _result(single(given["query"]), known, reader(data))
    if request.method == "POST":
        raise RequestError("neither queries nor extend is given")
    return manifest(known, data)


def _result(question: Question, known: Things, said: Reader) -> dict[str, object]:
    found = []
    for result in scored(question, known, said):
        entry = known.entry(result.iri)
        found.append({
            **suggest.named(entry),
            "description": suggest.description(entry, known),
            "type": [type_json(known.types[entry.kind])],
            "score": result.score,
            "match": result.match,
            "features": [{"id": name, "value": value} for name, value in result.features],
        })  # fmt: skip
    return {"result": found}


def _suggestions(request: Request, given: dict[str, str], known: Things, _: DataSet) -> object:
    prefix, cursor = given.get("prefix", ""), given.get("cursor") or "0"
    if not prefix.strip():
        raise RequestError("prefix is missing")
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) < 8):
        raise RequestError("cursor is no whole number")
    kinds = {"entity": suggest.entities, "type": suggest.types, "property": suggest.properties}
    return {"result": kinds[request.path.rsplit("/", 1)[1]](prefix[:200], int(cursor), known)}


def _flyout(request: Request, given: dict[str, str], known: Things, _: DataSet) -> object:
    identifier, kind = given.get("id", ""), request.path.rsplit("/", 1)[1]
    if kind == "entity" and (iri := known.iri(identifier)):
        return {"id": identifier, "html": flyout(iri, known)}
    if kind == "property" and (term := known.property(identifier)):
        return {"id": identifier, "html": flyout_of_term(term, "property")}
    if kind == "type" and (term := next((term for term in known.types.values() if term.id == identifier), None)):
        return {"id": identifier, "html": flyout_of_term(term, "type")}
    raise RequestError(f"there is no {kind} of this id", HTTPStatus.NOT_FOUND)


def _properties(_: Request, given: dict[str, str], known: Things, __: DataSet) -> object:
    limit = given.get("limit") or "0"
    if not (limit.isascii() and limit.isdecimal() and len(limit) < 8):
        raise RequestError("limit is no whole number")
    return propose(given.get("type", "")[:200], int(limit), known)
