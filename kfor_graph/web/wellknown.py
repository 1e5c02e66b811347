"""What machines look for at known places: data set, examples, prefixes, sitemap, robots, version, health."""

import re

from kfor_graph import names
from kfor_graph.share.dumps import STEM
from kfor_graph.site import dataset, formats, sitemap, tables, urls
from kfor_graph.site import examples as known
from kfor_graph.site.data import DataSet
from kfor_graph.site.describe import exists
from kfor_graph.site.version import release
from kfor_graph.store import quad_files
from kfor_graph.web import negotiate
from kfor_graph.web.graphs import send
from kfor_graph.web.links import absolute, link, links, local, missing, moved
from kfor_graph.web.message import Answer, Request, Write
from kfor_graph.web.pages import html

JSON = formats.TABLES[1]
_PIECE = 1 << 16
"Bytes of a dump that are held at a time."


def home(request: Request, data: DataSet) -> Answer:
    """The site for people is its home page; for machines, the description of the data set."""
    offered = (formats.PAGE, *formats.GRAPHS)
    about = [link(local(data, f"/void.{form.suffix}"), "describedby", form.media) for form in formats.GRAPHS]
    headers = (("Vary", "Accept"), *links([*about, link(local(data, "/sparql"), "service"), link(local(data, "/sitemap.xml"), "sitemap")]))
    media = negotiate.wanted(request, [form.media for form in offered])
    if media is None:
        return negotiate.not_acceptable([(local(data, f"/void.{form.suffix}"), form.media) for form in formats.GRAPHS])
    if media != formats.PAGE.media:
        return moved(local(data, f"/void.{formats.of_media(media).suffix}"), headers=headers)
    page = html(request, data)
    return Answer(page.status, page.media, page.body, (*page.headers, *headers), page.cacheable)


def void(request: Request, data: DataSet) -> Answer:
    """The data set in VoID and DCAT, with its counts and the addresses of this site."""
    examples = link(local(data, f"/{known.PLACE}"), "related")
    return send(request, data, dataset.void(data, absolute(data, "/.well-known/void")), [examples])


def dcat(request: Request, data: DataSet) -> Answer:
    """The data set in DCAT 3."""
    return send(request, data, dataset.dcat(data))


def dump(request: Request, data: DataSet) -> Answer:
    """Everything in one file: the N-Quads of the build, file by file, or what lies in its folder `dumps`. The route holds the name."""
    form = next(form for form in formats.GRAPHS if request.path == f"/dumps/{STEM}.{form.suffix}")
    made = data.build / "dumps" / f"{STEM}.{form.suffix}"
    files = (made,) if made.is_file() else quad_files(data.build) if form.suffix == "nq" else ()
    if not files:
        return missing(f"this build has no dump as {form.label}")

    def pieces(write: Write) -> None:
        for path in files:
            with path.open("rb") as file:
                while piece := file.read(_PIECE):
                    write(piece)

    return Answer(200, form.content_type, pieces)


def examples(request: Request, data: DataSet) -> Answer:
    """All example queries as a graph."""
    found = [quad for query in known.examples() for quad in known.described(data, query)]
    if request.path.endswith("/"):
        request = Request(request.method, f"{request.path}index", request.query, request.headers)
    return send(request, data, [*found, *known.prefixes(data)])


def example(request: Request, data: DataSet) -> Answer:
    """One example query as a graph, or as its text."""
    name = re.sub(r"\.\w+$", "", request.path.removeprefix(f"/{known.PLACE}"))
    query = known.example(name)
    if query is None:
        return missing(f"there is no example {name}")
    if request.path.endswith(".rq"):
        return Answer(200, "application/sparql-query; charset=utf-8", known.bare(query).encode(), (), True)
    return send(request, data, [*known.described(data, query), *known.prefixes(data)])


def prefixes(request: Request, data: DataSet) -> Answer:
    """The prefixes as a JSON object, or as sh:declare in a graph."""
    plain = Answer(200, "application/json", tables.as_json(names.PREFIXES), (("Vary", "Accept"),), True)
    if request.path.endswith(".json"):
        return plain
    wanted = negotiate.wanted(request, [JSON.media, *(form.media for form in formats.GRAPHS)])
    if request.path == "/prefixes" and wanted == JSON.media:
        return plain
    return send(request, data, known.prefixes(data))


def entity(request: Request, data: DataSet) -> Answer:
    """Leads from any IRI of the data, as `?uri=`, to what is known of it."""
    iri = request.value("uri") or request.value("iri") or ""
    if not iri.startswith(names.BASE) or not exists(data, iri):
        return missing("no such thing is known here; give its IRI as ?uri=")
    path = urls.path_of(iri)
    return moved(local(data, path.partition("#")[0].removesuffix(".html")), headers=(("Vary", "Accept"),))


def site_map(request: Request, data: DataSet) -> Answer:
    """The addresses of all pages, or a part of them."""
    numbered = re.search(r"-(\d{1,6})\.xml$", request.path, re.ASCII)
    found = sitemap.sitemap(data, int(numbered[1]) if numbered else None)
    return missing("there is no such part of the sitemap") if found is None else Answer(200, "application/xml", found.encode(), (), True)


def robots(_: Request, data: DataSet) -> Answer:
    """What robots may ask for."""
    return Answer(200, "text/plain; charset=utf-8", sitemap.robots(data).encode(), (), True)


def version(_: Request, data: DataSet) -> Answer:
    """Which build this is, of what, made with which release: for clients that look whether anything is new."""
    return Answer(200, "application/json", tables.as_json(release(data)), (), True)


def health(_: Request, data: DataSet) -> Answer:
    """Whether questions are answered: one is asked."""
    found = bool(data.store.query("ASK { ?thing ?property ?value }"))
    said = tables.as_json({"ok": found, "version": data.version})
    return Answer(200 if found else 503, "application/json", said, (("Cache-Control", "no-store"),))
