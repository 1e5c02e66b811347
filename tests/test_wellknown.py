"""What machines find at known places: the data set, examples, prefixes, sitemap, robots, version, health."""

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, unquote

import pyoxigraph
import pytest
import rdflib

from kfor_graph import names
from kfor_graph.site import formats
from kfor_graph.site.data import DataSet
from kfor_graph.site.examples import bare, examples
from kfor_graph.site.pages import PAGES
from kfor_graph.site.sitemap import addresses, fixed, sitemap
from kfor_graph.store import load
from kfor_graph.web.message import whole
from tests.conftest import ROOT
from tests.test_linked_data import get, header

VOID, DCAT, SH, SCHEMA = (rdflib.Namespace(names.PREFIXES[prefix]) for prefix in ("void", "dcat", "sh", "schema"))
WHOLE = rdflib.URIRef(f"{names.BASE}id/dataset/kfor-graph")
EVERY = 5
"Of the pages of things in the sitemap, each so many-th is asked for here."
SITE = "http://127.0.0.1:8000/"


def graph(data: DataSet, path: str) -> rdflib.Graph:
    """A Turtle file of the site, read by rdflib."""
    found = get(data, path, "text/turtle")
    assert (found.status, found.media) == (200, "text/turtle; charset=utf-8")
    return rdflib.Graph().parse(data=whole(found), format="turtle")


def ask(data: DataSet, text: str) -> int:
    """The one number that a query gives."""
    return next(int(row[0].value) for row in data.store.query(text))  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "path", ["/.well-known/void", "/void.ttl", "/dcat.ttl", "/.well-known/sparql-examples/", "/prefixes", "/prefixes.ttl"]
)
def test_known_places_answer(data: DataSet, path: str) -> None:
    """Each gives Turtle to whoever asks for it, or for nothing but what it has, and says what else there is."""
    found = get(data, path, "text/turtle")
    assert (found.status, found.cacheable) == (200, True)
    assert 'rel="alternate"; type="application/ld+json"' in (header(found, "Link") or "")
    if path.endswith((".ttl", "/")):
        assert get(data, path, "text/html,*/*;q=0.8").media == "text/turtle; charset=utf-8"
    if not path.endswith(".ttl"):
        assert get(data, path, "image/png").status == 406


def test_counts_of_void_are_those_of_the_data(data: DataSet) -> None:
    """Triples, and each class and property with its number, are what SPARQL counts outside the description itself."""
    found = graph(data, "/void.ttl")
    outside = f"GRAPH ?g {{ %s }} FILTER (?g != <{names.graph('dataset')}>)"
    assert int(found.value(WHOLE, VOID.triples)) == ask(data, f"SELECT (COUNT(*) AS ?n) WHERE {{ {outside % '?s ?p ?o'} }}")
    parts = [*found.objects(WHOLE, VOID.classPartition)]
    assert len(parts) == int(found.value(WHOLE, VOID.classes)) > 20
    for part in parts:
        inner = outside % f"?s a <{found.value(part, VOID['class'])}>"
        assert int(found.value(part, VOID.entities)) == ask(data, f"SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ {inner} }}")
    parts = [*found.objects(WHOLE, VOID.propertyPartition)]
    assert len(parts) == int(found.value(WHOLE, VOID.properties)) > 50
    for part in parts:
        inner = outside % f"?s <{found.value(part, VOID.property)}> ?o"
        assert int(found.value(part, VOID.triples)) == ask(data, f"SELECT (COUNT(*) AS ?n) WHERE {{ {inner} }}")


def test_void_says_where_everything_is(data: DataSet) -> None:
    """Endpoint, dump, look-up, forms and an example of each class, which answers."""
    found = graph(data, "/.well-known/void")
    assert found.value(WHOLE, VOID.sparqlEndpoint) == rdflib.URIRef(f"{SITE}sparql")
    assert {str(dump) for dump in found.objects(WHOLE, VOID.dataDump)} == {f"{SITE}dumps/kfor-graph.nq"}
    assert len({*found.objects(WHOLE, VOID.feature)}) == 6
    linksets = {*found.subjects(rdflib.RDF.type, VOID.Linkset)}
    assert linksets == {*found.objects(WHOLE, VOID.subset)}
    resources = [str(example) for example in found.objects(WHOLE, VOID.exampleResource)]
    assert len(resources) > 15
    for resource in resources:
        assert get(data, f"/{resource.removeprefix(names.BASE)}").status == 303
    lookup = str(found.value(WHOLE, VOID.uriLookupEndpoint)).removeprefix(SITE)
    assert lookup == "entity?uri="
    assert header(get(data, "/entity", query=(("uri", resources[0]),)), "Location") is not None


def test_entity_looks_up_what_is_ours(data: DataSet) -> None:
    """Any IRI of the data, terms of the ontology included, is led to; another address never is."""
    for iri, place in (
        ("id/place/pristina", "/doc/place/pristina"),
        ("scheme/indicator", "/doc/scheme/indicator"),
        ("ontology#Claim", "/ontology"),
    ):
        assert header(get(data, "/entity", query=(("uri", names.BASE + iri),)), "Location") == place
    for bad in ("https://example.org/", "//example.org", "", f"{names.BASE}id/place/atlantis", f"{names.BASE}id/a b"):
        assert get(data, "/entity", query=(("uri", bad),)).status == 404
    assert get(data, "/entity").status == 404


def test_dcat(data: DataSet) -> None:
    """A catalogue with the data set, a file that is there, and services; the same names in VoID."""
    found = graph(data, "/dcat.ttl")
    (catalog,) = found.subjects(rdflib.RDF.type, DCAT.Catalog)
    assert found.value(catalog, DCAT.dataset) == WHOLE
    (file,) = found.objects(WHOLE, DCAT.distribution)
    assert str(found.value(file, DCAT.mediaType)).endswith("application/n-quads")
    services = {*found.subjects(rdflib.RDF.type, DCAT.DataService)}
    assert rdflib.URIRef(f"{SITE}sparql") in {found.value(service, DCAT.endpointURL) for service in services}
    assert {*found} <= {*graph(data, "/void.ttl")}
    foaf = rdflib.Namespace(names.PREFIXES["foaf"])
    assert found.value(found.value(WHOLE, rdflib.DCTERMS.publisher), foaf.name)


def test_the_dump_is_everything(data: DataSet) -> None:
    """The N-Quads of the build hold what the store holds."""
    assert {*load(whole(get(data, "/dumps/kfor-graph.nq"))).quads()} == {*data.store.quads()}
    assert get(data, "/dumps/kfor-graph.ttl").status == 404


def test_dumps_of_a_build_are_sent(data: DataSet, tmp_path: Path) -> None:
    """What lies in its folder `dumps` is sent and named in VoID."""
    (tmp_path / "dumps").mkdir()
    (tmp_path / "dumps" / "kfor-graph.ttl").write_bytes(b"# everything\n")
    other = replace(data, build=tmp_path)
    assert whole(get(other, "/dumps/kfor-graph.ttl")) == b"# everything\n"
    dumps = {str(dump) for dump in graph(other, "/void.ttl").objects(WHOLE, VOID.dataDump)}
    assert dumps == {f"{SITE}dumps/kfor-graph.{suffix}" for suffix in ("nq", "ttl")}


def test_a_build_without_description_is_described(data: DataSet) -> None:
    """Where nothing says what the data set is, the site stands for it."""
    other = replace(data, store=load(b""))
    assert graph(other, "/void.ttl").value(rdflib.URIRef(SITE), VOID.sparqlEndpoint)
    assert get(other, "/sitemap.xml").status == 200
    assert get(other, "/healthz").status == 503


@pytest.mark.parametrize("query", examples(), ids=lambda query: f"{query.group}/{query.name}")
def test_examples_run(data: DataSet, query: object) -> None:
    """Each example is one executable with comment and target, whose text, sent to that target, is answered."""
    path = f".well-known/sparql-examples/{query.group}/{query.name}"  # type: ignore[attr-defined]
    found = graph(data, f"/{path}.ttl")
    subject = rdflib.URIRef(SITE + path)
    assert SH.SPARQLExecutable in set(found.objects(subject, rdflib.RDF.type))
    assert found.value(subject, SCHEMA.target) == rdflib.URIRef(f"{SITE}sparql")
    assert str(found.value(subject, rdflib.RDFS.comment)) == query.title  # type: ignore[attr-defined]
    texts = [str(text) for kind in ("select", "ask", "construct", "describe") for text in found.objects(subject, SH[kind])]
    assert texts == [bare(query)]  # type: ignore[arg-type]
    assert not texts[0].startswith("#")
    with data.store.asking(texts[0]):
        result = data.store.query(texts[0])
        assert isinstance(result, pyoxigraph.QuerySolutions | pyoxigraph.QueryTriples | pyoxigraph.QueryBoolean)
        assert isinstance(result, pyoxigraph.QueryBoolean) or len([*result]) >= 0
    assert get(data, f"/{path}.rq").body == texts[0].encode()
    assert {*found} <= {*graph(data, "/.well-known/sparql-examples/")}


def test_unknown_examples(data: DataSet) -> None:
    """Only examples are examples."""
    assert get(data, "/.well-known/sparql-examples/competency/cq99.ttl").status == 404
    assert get(data, "/.well-known/sparql-examples/pages/claims.ttl").status == 404


def test_prefixes(data: DataSet) -> None:
    """As JSON for scripts, and as declarations that SHACL engines and editors read."""
    for found in (get(data, "/prefixes"), get(data, "/prefixes.json"), get(data, "/prefixes", "application/json")):
        assert json.loads(whole(found)) == names.PREFIXES
    declared = graph(data, "/prefixes.ttl")
    place = rdflib.URIRef(f"{SITE}prefixes")
    pairs = {str(declared.value(one, SH.prefix)): str(declared.value(one, SH.namespace)) for one in declared.objects(place, SH.declare)}
    assert pairs == names.PREFIXES
    assert get(data, "/prefixes", "application/ld+json").media == "application/ld+json"


def _xml(text: str | bytes) -> ET.Element:
    """XML of ours, read."""
    return ET.fromstring(text)  # noqa: S314 - it is our own


def test_sitemap(data: DataSet) -> None:
    """Every page of a thing once, absolute, with the day of the data; those that are made answer 200."""
    root = _xml(whole(get(data, "/sitemap.xml")))
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    found = [node.text or "" for node in root.findall("s:url/s:loc", spaces)]
    assert len(found) == len(set(found)) == len(addresses(data)) > 700
    assert all(address.startswith(SITE) for address in found)
    assert f"{SITE}doc/doc/S-2007-652.html" in found
    assert f"{SITE}doc/scheme/indicator/positions.html" in found
    assert not any("/ev-" in address for address in found)
    assert {len(node.text or "") for node in root.findall("s:url/s:lastmod", spaces)} == {10}
    paths = ["/" + address.removeprefix(SITE) for address in found]
    static = [path for path in paths if not path.startswith("/doc/")]
    assert len(static) > 5
    for path in [*static, *paths[len(static) :: EVERY]]:
        answered = get(data, unquote(path), "text/html")
        assert (answered.status, answered.media) == (200, "text/html; charset=utf-8"), path


def test_long_sitemaps_are_split(data: DataSet) -> None:
    """Above the limit there is an index, whose parts together hold every address once."""
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    index = _xml(sitemap(data, limit=100) or "")
    files = [node.text or "" for node in index.findall("s:sitemap/s:loc", spaces)]
    assert files[0] == f"{SITE}sitemap-1.xml"
    parts = [_xml(sitemap(data, number, 100) or "") for number in range(1, len(files) + 1)]
    assert tuple(node.text for part in parts for node in part.findall("s:url/s:loc", spaces)) == addresses(data)
    assert sitemap(data, len(files) + 1, 100) is sitemap(data, 0, 100) is None
    assert get(data, "/sitemap-1.xml").status == 404


def test_pages_without_steps_are_in_the_sitemap() -> None:
    """The list of pages says which there are; patterns that fit several paths are left to the things."""
    assert fixed(r"/about\.html") == "/about.html"
    assert fixed(r"/doc/(?P<path>.+)\.html") is None
    assert all(fixed(pattern) != "" for pattern, _ in PAGES)


@pytest.mark.parametrize(
    ("accept", "place"),
    [("text/turtle", "/void.ttl"), ("application/json", "/void.jsonld"), ("application/rdf+xml, */*;q=0.1", "/void.rdf")],
)
def test_machines_at_the_door_are_led_to_the_data_set(data: DataSet, accept: str, place: str) -> None:
    """Who asks the site itself for data gets its description; the home page says where that is."""
    found = get(data, "/", accept)
    assert (found.status, header(found, "Location"), header(found, "Vary")) == (303, place, "Accept")
    assert get(data, place).status == 200
    assert get(data, "/", "image/png").status == 406
    assert '</void.ttl>; rel="describedby"; type="text/turtle"' in (header(get(data, "/", "text/html"), "Link") or "")


def test_robots_version_and_health(data: DataSet) -> None:
    """Robots are led to the sitemap; version and health tell which build answers."""
    assert f"Sitemap: {SITE}sitemap.xml" in whole(get(data, "/robots.txt")).decode()
    version = json.loads(whole(get(data, "/version")))
    assert version["version"] == data.version
    assert version["documents"] == ["S-2007-652", "letter-2020-12-03"]
    assert version["quads"] == len(data.store)
    health = get(data, "/healthz")
    assert (health.status, health.cacheable, header(health, "Cache-Control")) == (200, False, "no-store")
    assert json.loads(whole(health)) == {"ok": True, "version": data.version}


def test_everything_is_reached_from_void(data: DataSet) -> None:
    """A client that follows the roots of VoID finds the name of every thing that anything is said of, and each leads on."""
    seen: set[str] = set()
    for root in graph(data, "/void.ttl").objects(WHOLE, VOID.rootResource):
        body = whole(get(data, f"/doc/{_path(str(root))}.nt"))
        quads = [*pyoxigraph.parse(body, format=pyoxigraph.RdfFormat.N_TRIPLES)]
        seen |= {quad.subject.value for quad in quads if isinstance(quad.subject, pyoxigraph.NamedNode)}
    things = {quad.subject.value for quad in data.store.quads() if isinstance(quad.subject, pyoxigraph.NamedNode)}
    assert {iri for iri in things if _path(iri)} - seen == set()
    for iri in things:
        if _path(iri):
            assert get(data, f"/{iri.removeprefix(names.BASE)}").status == 303


def _path(iri: str) -> str:
    """The path of a thing below /doc; empty for what is no thing."""
    local = iri.removeprefix(names.BASE)
    return local if local.startswith(("scheme/", "graph/")) else local.removeprefix("id/") if local.startswith("id/") else ""


def test_all_forms_of_the_data_set_are_read(data: DataSet) -> None:
    """VoID holds the same triples in each form."""
    read = []
    for form in formats.GRAPHS:
        body = whole(get(data, f"/void.{form.suffix}"))
        read.append({quad.triple for quad in pyoxigraph.parse(body, format=form.rdf)})
    assert all(one == read[0] for one in read)


def test_the_documented_addresses_answer(data: DataSet) -> None:
    """Each address in the table of docs/linked-data.md is there."""
    table = [line for line in (ROOT / "docs" / "linked-data.md").read_text(encoding="utf-8").splitlines() if line.startswith("| `/")]
    addresses, last = [], ""
    for word in re.findall(r"`([^`]+)`", "".join(line.split("|")[1] for line in table)):
        last = word if word.startswith("/") else re.sub(r"\.\w+$", "", last) + word
        addresses.append(last)
    assert len(addresses) > 25
    for address in addresses:
        path, _, query = address.partition("?")
        assert get(data, path, "text/turtle, */*;q=0.1", tuple(parse_qsl(query))).status in {200, 303}, address
