"""Pages as files, and the descriptions of things beside theirs."""

from collections.abc import Iterator
from itertools import count
from urllib.parse import unquote

from kfor_graph import names
from kfor_graph.site import urls
from kfor_graph.site.data import DataSet
from kfor_graph.site.describe import describe
from kfor_graph.site.pages import page
from kfor_graph.site.publish.files import File, described
from kfor_graph.site.search.index import dump, index


def one(data: DataSet, path: str) -> Iterator[File]:
    """The page at a path; `/index.html` is the home page."""
    found = page("/" if path == "/index.html" else path, {}, data)
    if found:
        yield File(path.lstrip("/"), found.html.encode())


def paged(data: DataSet, name: str) -> Iterator[File]:
    """A page with those that go on from it."""
    yield from one(data, f"/{name}.html")
    yield from _further(data, f"/{name}")


def search(data: DataSet, _name: str) -> Iterator[File]:
    """The page of the search, and the index that its script reads."""
    yield from one(data, "/search.html")
    yield File("search-index.json", dump(index(data)))


def thing(data: DataSet, name: str) -> Iterator[File]:
    """The page of a thing, where it has one, with those that go on from it, and its description in all forms."""
    iri = names.BASE + name
    stem = unquote(urls.path_of(iri)).removesuffix(".html")
    html = next(one(data, f"{stem}.html"), None)
    if html:
        yield html
        if b"/page/2.html" in html.content:
            yield from _further(data, stem)
    if found := describe(data, iri):
        yield from described(data, stem.lstrip("/"), found.quads)


def _further(data: DataSet, stem: str) -> Iterator[File]:
    for number in count(2):
        found = next(one(data, f"{stem}/page/{number}.html"), None)
        if found is None:
            return
        yield found
