"""The ontology, its alignments and the shapes at their IRIs: data as written, pages made from them."""

import re

import pyoxigraph
import pytest
import rdflib
from rdflib.compare import isomorphic

from kfor_graph import names
from kfor_graph.site import formats, vocabularies
from kfor_graph.site.data import DataSet
from kfor_graph.site.ontology.index import short
from kfor_graph.site.ontology.shapes import shapes
from kfor_graph.site.ontology.terms import terms
from kfor_graph.web.message import whole
from tests.conftest import ROOT
from tests.test_linked_data import get, header

VERSION = vocabularies.version("ontology")

TABLE = [
    ("/ontology", None, 200, "html"),
    ("/ontology", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", 200, "html"),
    ("/ontology", "text/turtle", 200, "ttl"),
    ("/ontology", "application/rdf+xml", 200, "rdf"),
    ("/ontology", "application/ld+json", 200, "jsonld"),
    ("/ontology", "image/png", 406, None),
    (f"/ontology/{VERSION}", "text/turtle", 200, "ttl"),
    (f"/ontology/{VERSION}", "application/n-triples", 200, "nt"),
    (f"/ontology/{VERSION}", "text/html", 303, f"/ontology.html#version-{VERSION}"),
    ("/ontology/9.9.9", "text/turtle", 404, None),
    ("/alignments", "text/html, */*;q=0.1", 200, "ttl"),
    ("/alignments", "text/html", 406, None),
    (f"/alignments/{VERSION}", "text/turtle", 200, "ttl"),
    ("/shapes", "*/*", 200, "html"),
    ("/shapes", "text/turtle", 200, "ttl"),
    ("/shapes", "application/n-quads", 200, "nq"),
    ("/shapes/0.2.0", "text/turtle", 404, None),
]


@pytest.mark.parametrize(("path", "accept", "status", "leads"), TABLE)
def test_vocabularies_are_negotiated(data: DataSet, path: str, accept: str | None, status: int, leads: str | None) -> None:
    """A page for people, data for machines; the version that this is under its own IRI, and no other."""
    found = get(data, path, accept)
    assert found.status == status
    if status == 303:
        assert header(found, "Location") == leads
    elif leads:
        form = next(form for form in (formats.PAGE, *formats.GRAPHS) if form.suffix == leads)
        assert (found.media, header(found, "Vary"), found.cacheable) == (form.content_type, "Accept", True)
        assert header(found, "Content-Location") == f"{path}.{leads}"
        assert found.body == get(data, f"{path}.{leads}").body
        assert f'<{names.BASE}{path[1:]}>; rel="canonical"' in (header(found, "Link") or "")


@pytest.mark.parametrize("name", vocabularies.NAMES)
def test_every_form_of_a_vocabulary_says_the_same(data: DataSet, name: str) -> None:
    """Turtle is the file as written; the others are the same graph, blank nodes included, and the same bytes each time."""
    written = rdflib.Graph().parse(data=whole(get(data, f"/{name}.ttl")), format="turtle")
    assert len(written) > 30
    for form in formats.GRAPHS[1:]:
        body = whole(get(data, f"/{name}.{form.suffix}"))
        quads = [quad.triple for quad in pyoxigraph.parse(body, format=form.rdf)]
        again = rdflib.Graph().parse(data=pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_TRIPLES) or b"", format="nt")
        assert isomorphic(written, again) if name != "shapes" else len(written) == len(again), form.suffix
        kind = {"jsonld": "json-ld", "rdf": "xml", "nq": "nquads"}.get(form.suffix, form.suffix)
        assert len(rdflib.Dataset(default_union=True).parse(data=body, format=kind)) == len(written)
    assert (ROOT / "ontology" / "kfo.ttl").read_bytes() == get(data, "/ontology.ttl").body


def test_every_term_has_its_place_on_the_page(data: DataSet) -> None:
    """The IRI of a term, dereferenced by a browser, leads to it: label, definition, domain, constraints, how often it is used."""
    page = whole(get(data, "/ontology", "text/html")).decode()
    anchors = re.findall(r'id="([^"]+)"', page)
    assert len(anchors) == len(set(anchors))
    known = {quad.subject.value for quad in vocabularies.triples("ontology") if str(quad.subject).startswith(f"<{names.PREFIXES['kfo']}")}  # type: ignore[union-attr]
    assert {term.iri for term in terms()} == known
    assert all(term.name in anchors and term.label and term.definition for term in terms())
    section = page[page.index('id="asAt"') : page.index("</section>", page.index('id="asAt"'))]
    for words in ("kfo:asAt", "property to a value", "xsd:date", "As at is one xsd:date.", "kfsh:ObservationShape"):
        assert words in section
    number = next(int(row[0].value) for row in data.store.query("SELECT (COUNT(*) AS ?n) WHERE { ?o kfo:asAt ?day }"))  # type: ignore[union-attr]
    assert re.search(rf'<dt>Uses</dt><dd><a href="(?:\./)?sparql\.html\?query=[^"]+">{number}</a>', section)


def test_links_of_the_page_lead_somewhere(data: DataSet) -> None:
    """Each link within the page has its target, and so has each link between ontology and shapes."""
    pages = {name: whole(get(data, f"/{name}.html")).decode() for name in ("ontology", "shapes")}
    anchors = {name: set(re.findall(r'id="([^"]+)"', page)) for name, page in pages.items()}
    for name, page in pages.items():
        for target, fragment in re.findall(r'href="(?:\./)?(ontology\.html|shapes\.html|)#([^"]+)"', page):
            assert fragment in anchors[target.removesuffix(".html") or name], fragment


def test_shapes_are_documented() -> None:
    """Each named shape has its targets and what it asks; each class with a shape says so."""
    found = {shape.iri.rsplit("#", 1)[1]: shape for shape in shapes()}
    observation = found["ObservationShape"]
    assert observation.severity == "Violation"
    assert ("Class", names.expand("kfo:Observation")) in observation.targets
    assert "An observation has one indicator." in {one.message for one in observation.constraints}
    claim = next(term for term in terms() if term.name == "Observation")
    assert observation.iri in {one.shape for one in claim.constraints}
    assert names.expand("kfo:Claim") in claim.parents
    assert "http://purl.org/linked-data/cube#Observation" in claim.alignments


def test_short_names() -> None:
    """A known prefix is used; another IRI stays."""
    assert short(names.PREFIXES["kfo"] + "Claim") == "kfo:Claim"
    assert short("https://w3id.org/un/ontology/undo/Treaty") == "undo:Treaty"
    assert short("https://example.org/x") == "https://example.org/x"
    assert short(names.PREFIXES["kfo"]) == names.PREFIXES["kfo"]
