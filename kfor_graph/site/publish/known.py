"""What machines and hosts of files look for at known places, and what is copied as it is."""

from collections.abc import Callable, Iterator, Mapping

from kfor_graph import names
from kfor_graph.site import dataset, examples, formats, sitemap, tables, vocabularies
from kfor_graph.site.assets import STATIC
from kfor_graph.site.data import DataSet
from kfor_graph.site.missing import missing
from kfor_graph.site.publish import citation, w3id
from kfor_graph.site.publish.files import File, graph
from kfor_graph.site.syntax import write
from kfor_graph.site.version import release


def _data_set(data: DataSet) -> Iterator[File]:
    """The data set in VoID and DCAT."""
    quads = dataset.void(data, f"{data.public}.well-known/void")
    for stem in ("void", ".well-known/void"):
        yield from graph(data, stem, quads)
    yield File(".well-known/void", write(quads, formats.GRAPHS[0]))
    yield from graph(data, "dcat", dataset.dcat(data))


def _examples(data: DataSet) -> Iterator[File]:
    """All example queries as one graph, and the prefixes."""
    found = [quad for query in examples.examples() for quad in examples.described(data, query)]
    yield from graph(data, f"{examples.PLACE}index", [*found, *examples.prefixes(data)])
    yield File("prefixes.json", tables.as_json(names.PREFIXES))
    yield from graph(data, "prefixes", examples.prefixes(data))


def _robots(data: DataSet) -> Iterator[File]:
    """What robots look for."""
    yield File("robots.txt", sitemap.robots(data).encode())
    whole = sitemap.sitemap(data)
    yield File("sitemap.xml", (whole or "").encode())
    for number in range(1, (whole or "").count("<sitemap>") + 1):
        yield File(f"sitemap-{number}.xml", (sitemap.sitemap(data, number) or "").encode())


def _host(data: DataSet) -> Iterator[File]:
    """What a host of files needs: the page for what is not there, and that every file is served as it is."""
    yield File("404.html", missing("/404.html", data).encode())
    yield File(".nojekyll", b"")
    yield File("version.json", tables.as_json(release(data)))


def _handing_on(data: DataSet) -> Iterator[File]:
    """How to cite the data, and how its permanent addresses lead here."""
    yield File("CITATION.cff", citation.citation(data).encode())
    yield File("w3id/.htaccess", w3id.htaccess(data).encode())
    yield File("w3id/README.md", w3id.readme(data).encode())


_KNOWN: Mapping[str, Callable[[DataSet], Iterator[File]]] = {
    "data-set": _data_set,
    "examples": _examples,
    "robots": _robots,
    "host": _host,
    "handing-on": _handing_on,
}
NAMES = tuple(_KNOWN)
"Pieces at known places."


def known(data: DataSet, name: str) -> Iterator[File]:
    """A piece at known places."""
    return _KNOWN[name](data)


def example(data: DataSet, name: str) -> Iterator[File]:
    """One example query, `group/name`."""
    if query := examples.example(name):
        yield File(f"{examples.PLACE}{name}.rq", examples.bare(query).encode())
        yield from graph(data, f"{examples.PLACE}{name}", [*examples.described(data, query), *examples.prefixes(data)])


def vocabulary(_data: DataSet, name: str) -> Iterator[File]:
    """A vocabulary, under its IRI and under that of each version that is kept: Turtle as it is written, other forms made from that."""
    for version in (None, *vocabularies.versions(name)):
        stem = f"{name}/{version}" if version else name
        for form in formats.GRAPHS:
            written = form == formats.GRAPHS[0]
            content = vocabularies.turtle(name, version).encode() if written else write(vocabularies.triples(name, version), form)
            yield File(f"{stem}.{form.suffix}", content)


def source(data: DataSet, name: str) -> Iterator[File]:
    """A text as published, to which the offsets of evidence point."""
    yield File(f"source/{name}", (data.build / "sources" / name).read_bytes())


def static(_data: DataSet, name: str) -> Iterator[File]:
    """A style sheet, picture or script."""
    yield File(f"static/{name}", (STATIC / name).read_bytes())
