"""Pages for people over HTTP, and the texts that they quote."""

from kfor_graph.site import formats
from kfor_graph.site.data import DataSet
from kfor_graph.site.missing import missing as no_page
from kfor_graph.site.pages import page
from kfor_graph.web.links import link, links, local, missing
from kfor_graph.web.message import Answer, Request
from kfor_graph.web.negotiate import choose


def html(request: Request, data: DataSet) -> Answer:
    """The page at a path of the site; `/index.html` is the home page."""
    path = "/" if request.path == "/index.html" else request.path
    found = page(path, dict(request.query), data)
    if found is None:
        return nothing(request, data)
    return Answer(200, "text/html; charset=utf-8", found.html.encode(), (), True)


def nothing(request: Request, data: DataSet) -> Answer:
    """404: a page for a client that asks for pages, a sentence for all others."""
    if choose(request.headers.get("accept"), ("text/plain", formats.PAGE.media)) == formats.PAGE.media:
        return Answer(404, formats.PAGE.content_type, no_page(request.path, data).encode(), (("Vary", "Accept"),))
    return missing(f"there is nothing at {request.path}")


def source(request: Request, data: DataSet) -> Answer:
    """A text as published: the bytes to which the offsets of evidence point. The route holds the name to hexadecimal digits."""
    name = request.path.rsplit("/", 1)[1]
    text = data.build / "sources" / name
    if not text.is_file():
        return missing(f"there is no text {name}")
    about = local(data, f"/doc/source/{name.removesuffix('.txt')}")
    return Answer(200, "text/plain; charset=utf-8", text.read_bytes(), links([link(about, "describedby")]), True)
