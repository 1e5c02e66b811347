"""Things by their names: /id and /scheme lead to /doc, where each is described in the form that the client likes."""

from urllib.parse import urlencode

from kfor_graph import names
from kfor_graph.site import formats, tables, urls
from kfor_graph.site.data import DataSet
from kfor_graph.site.describe import describe, exists
from kfor_graph.site.formats import Format
from kfor_graph.site.syntax import write
from kfor_graph.web import negotiate
from kfor_graph.web.links import link, links, local, moved
from kfor_graph.web.message import Answer, Request
from kfor_graph.web.pages import html, nothing

NEGOTIATED = (formats.PAGE, *formats.GRAPHS, formats.TABLES[0])
"Forms that a client may ask for by media type; JSON is then JSON-LD."
FIXED = (formats.PAGE, *formats.GRAPHS, *formats.TABLES)
"Forms that have a suffix of their own."


def identify(request: Request, data: DataSet) -> Answer:
    """Leads from a thing, which cannot be sent, to its description, which can: 303, as long as anything is said of it."""
    iri = names.BASE + request.path.lstrip("/")
    if not exists(data, iri):
        return nothing(request, data)
    asked = [(name, value) for name, value in request.query if name in negotiate.OVERRIDES]
    target = local(data, urls.path_of(iri).removesuffix(".html")) + (f"?{urlencode(asked)}" if asked else "")
    return moved(target, headers=(("Vary", "Accept"), *links([link(target, "describedby")])))


def document(request: Request, data: DataSet) -> Answer:
    """The description of a thing: in the form of its suffix, or in the one that the client prefers."""
    path = request.path
    for form in FIXED:
        stem = path.removesuffix(f".{form.suffix}")
        if stem != path and (iri := urls.iri_of(stem)) and exists(data, iri):
            return _described(request, data, iri, stem, form) or nothing(request, data)
    iri = urls.iri_of(path)
    if not iri or not exists(data, iri):
        return html(request, data)
    return _negotiated(request, data, iri)


def _negotiated(request: Request, data: DataSet, iri: str) -> Answer:
    """The form that the client prefers; data where it would like a page and there is none."""
    path = request.path
    offered = [form.media for form in NEGOTIATED]
    while media := negotiate.wanted(request, offered):
        form = formats.of_media(media)
        if answer := _described(request, data, iri, path, form):
            headers = (("Vary", "Accept"), ("Content-Location", local(data, f"{path}.{form.suffix}")))
            return Answer(answer.status, answer.media, answer.body, (*answer.headers, *headers), answer.cacheable)
        offered.remove(media)
    return negotiate.not_acceptable([(local(data, f"{path}.{form.suffix}"), form.media) for form in NEGOTIATED])


def _described(request: Request, data: DataSet, iri: str, stem: str, form: Format) -> Answer | None:
    """A description in a form; None where that is a page and there is none."""
    headers = links(
        [
            *(link(local(data, f"{stem}.{other.suffix}"), "alternate", other.media) for other in FIXED if other != form),
            link(local(data, f"{stem}.ttl"), "describedby", "text/turtle"),
            link(iri, "canonical"),
        ]
    )
    if form == formats.PAGE:
        page = html(Request(request.method, f"{stem}.html", request.query, request.headers), data)
        return Answer(200, page.media, page.body, headers, page.cacheable) if page.status == 200 else None
    found = describe(data, iri)
    if found is None:
        return None
    body = tables.write(tables.of_quads(found.quads), form) if form in formats.TABLES else write(found.quads, form)
    return Answer(200, form.content_type, body, headers, True)
