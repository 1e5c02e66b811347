"""Things over HTTP: names that lead to descriptions, descriptions in every form, and the headers that tie them."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from kfor_graph import names
from kfor_graph.site import formats
from kfor_graph.site.data import DataSet
from kfor_graph.site.describe import LINKS, describe
from kfor_graph.site.jsonld import write_jsonld
from kfor_graph.site.syntax import write
from kfor_graph.store import load
from kfor_graph.web.message import Answer, Request, whole
from kfor_graph.web.routes import answer

CLAIM = "doc/S-2007-652/obs-0314b33d18fb"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
KINDS = (
    "place/pristina",
    "place/pristina/geometry",
    "org/kpc",
    "state/us",
    "person/wolfgang-ischinger",
    "mission/kfor",
    "role/un-secretary-general",
    "instrument/scr-1244-1999",
    "agreement/washington-2020-09-04",
    "mandate/eulex-2020",
    "period/2007-09-01_2007-09-30",
    "rule/personnel",
    "rule/personnel/0.1.0",
    "agent/kfor-graph-0.1.0",
    "dataset/kfor-graph",
    "source/e7ab3944fd3cb089",
    "doc/S-2007-652",
    "doc/S-2007-652/report-1",
    "doc/S-2007-652/report-1-p10",
    "doc/S-2007-652/letter-sg",
    CLAIM,
    "doc/S-2007-652/ev-e7168c0c2a86",
    "doc/S-2007-652/reading-personnel",
    "doc/S-2007-652/issue-b10dee24a2f6",
    "doc/S-2007-652/group-kosovo-serb",
    "doc/letter-2020-12-03/event-2020-09-04-agreement-made",
    "scheme/indicator",
    "scheme/indicator/positions",
    "scheme/rating/threat-order",
    "scheme/rating/threat-order-3",
    "graph/links",
)
"One thing of each kind, by its path below /doc."


def get(data: DataSet, path: str, accept: str | None = None, query: tuple[tuple[str, str], ...] = ()) -> Answer:
    """What the server answers."""
    return answer(Request("GET", path, query, {} if accept is None else {"accept": accept}), data)


def header(found: Answer, name: str) -> str | None:
    """The value of a header; None where there is none."""
    return dict(found.headers).get(name)


TABLE = [
    # names lead to descriptions, whatever the client accepts
    ("/id/place/pristina", None, 303, "/doc/place/pristina"),
    ("/id/place/pristina", "text/turtle", 303, "/doc/place/pristina"),
    ("/id/place/pristina", "image/png", 303, "/doc/place/pristina"),
    ("/id/doc/S-2007-652", "text/html", 303, "/doc/doc/S-2007-652"),
    (f"/id/{CLAIM}", "*/*", 303, f"/doc/{CLAIM}"),
    ("/id/source/e7ab3944fd3cb089", None, 303, "/doc/source/e7ab3944fd3cb089"),
    ("/id/agent/kfor-graph-0.1.0", None, 303, "/doc/agent/kfor-graph-0.1.0"),
    ("/scheme/indicator", None, 303, "/doc/scheme/indicator"),
    ("/scheme/indicator/positions", "text/turtle", 303, "/doc/scheme/indicator/positions"),
    ("/id/place/atlantis", None, 404, None),
    ("/id/place", None, 404, None),
    ("/id/place/pristina/", None, 404, None),
    ("/id/Place/pristina", None, 404, None),
    ("/scheme/nothing", None, 404, None),
    ("/doc/place/atlantis", "text/html", 404, None),
    ("/nothing", "text/html", 404, None),
    # descriptions are negotiated, pages first
    ("/doc/place/pristina", None, 200, "html"),
    ("/doc/place/pristina", "*/*", 200, "html"),
    ("/doc/place/pristina", BROWSER, 200, "html"),
    ("/doc/place/pristina", "application/xhtml+xml", 200, "html"),
    ("/doc/doc/S-2007-652", BROWSER, 200, "html"),
    (f"/doc/{CLAIM}", BROWSER, 200, "html"),
    ("/doc/scheme/indicator/positions", BROWSER, 200, "html"),
    ("/doc/graph/authority", BROWSER, 200, "html"),
    ("/doc/source/e7ab3944fd3cb089", BROWSER, 200, "html"),
    ("/doc/place/pristina", "text/turtle", 200, "ttl"),
    ("/doc/place/pristina", "application/trig", 200, "trig"),
    ("/doc/place/pristina", "application/n-triples", 200, "nt"),
    ("/doc/place/pristina", "application/n-quads", 200, "nq"),
    ("/doc/place/pristina", "application/ld+json", 200, "jsonld"),
    ("/doc/place/pristina", "application/json", 200, "jsonld"),
    ("/doc/place/pristina", "application/rdf+xml, */*;q=0.1", 200, "rdf"),
    ("/doc/place/pristina", "text/csv", 200, "csv"),
    ("/doc/place/pristina", "text/turtle;q=0.5, application/rdf+xml;q=0.6", 200, "rdf"),
    ("/doc/place/pristina", "text/plain", 200, "nt"),
    ("/doc/place/pristina", "image/png", 406, None),
    ("/doc/place/pristina", "text/turtle;q=0", 406, None),
    ("/doc/place/pristina", "text/html;q=0, text/*", 200, "ttl"),
    ("/doc/scheme/indicator", "text/turtle", 200, "ttl"),
    ("/doc/agent/kfor-graph-0.1.0", "text/turtle", 200, "ttl"),
    ("/doc/place/atlantis", "text/turtle", 404, None),
]


@pytest.mark.parametrize(("path", "accept", "status", "leads"), TABLE)
def test_paths_and_accepted_types(data: DataSet, path: str, accept: str | None, status: int, leads: str | None) -> None:
    """303 from the name of a thing, 200 in the preferred form, 406 with what there is, 404 for what nothing is said of."""
    found = get(data, path, accept)
    assert found.status == status
    if status == 303:
        assert (header(found, "Location"), header(found, "Vary")) == (leads, "Accept")
    elif status == 200:
        form = next(form for form in (formats.PAGE, *formats.GRAPHS, *formats.TABLES) if form.suffix == leads)
        assert found.media == form.content_type
        assert (header(found, "Content-Location"), header(found, "Vary")) == (f"{path}.{leads}", "Accept")
        assert found.body == get(data, f"{path}.{leads}").body
    elif status == 406:
        assert b"application/ld+json" in whole(found)
        assert f"<{path}.ttl>" in (header(found, "Link") or "")
    else:
        assert found.media == f"text/{'html' if accept == 'text/html' else 'plain'}; charset=utf-8"
        assert not found.cacheable


@pytest.mark.parametrize("suffix", ["html", "ttl", "trig", "nt", "nq", "jsonld", "rdf", "csv", "json"])
def test_suffixes_fix_the_form(data: DataSet, suffix: str) -> None:
    """A suffix stands above the Accept header, and the answer leads to the other forms and to the thing."""
    found = get(data, f"/doc/place/pristina.{suffix}", "image/png")
    links = header(found, "Link") or ""
    assert (found.status, found.cacheable, header(found, "Vary")) == (200, True, None)
    assert '<https://w3id.org/kfor-graph/id/place/pristina>; rel="canonical"' in links
    assert '</doc/place/pristina.ttl>; rel="describedby"; type="text/turtle"' in links
    others = {form.suffix for form in (formats.PAGE, *formats.GRAPHS, *formats.TABLES)} - {suffix}
    assert all(f'</doc/place/pristina.{other}>; rel="alternate"' in links for other in others)
    assert f'</doc/place/pristina.{suffix}>; rel="alternate"' not in links


def test_overrides_follow_the_thing_to_its_description(data: DataSet) -> None:
    """`?format=` asked of a name holds for the description; other arguments, which may be anything, are not repeated in a header."""
    found = get(data, "/id/place/pristina", query=(("format", "ttl"), ("x", "a\r\nSet-Cookie: b")))
    assert header(found, "Location") == "/doc/place/pristina?format=ttl"
    assert get(data, "/doc/place/pristina", "text/html", (("format", "ttl"),)).media == "text/turtle; charset=utf-8"
    assert get(data, "/doc/place/pristina", "text/html", (("output", "nonsense"),)).status == 406
    assert "\r" not in (header(get(data, "/id/place/pristina", query=(("format", "a\r\nb"),)), "Location") or "")


@pytest.mark.parametrize("path", KINDS)
def test_every_form_says_the_same(data: DataSet, path: str) -> None:
    """Each kind of thing can be read in each form by two readers, and all of them hold the same triples."""
    graphs = {}
    for form in formats.GRAPHS:
        body = whole(get(data, f"/doc/{path}.{form.suffix}"))
        read = {str(quad.triple) for quad in pyoxigraph.parse(body, format=form.rdf)}
        graphs[form.suffix] = read
        kind = {"jsonld": "json-ld", "rdf": "xml", "nq": "nquads", "ttl": "turtle"}.get(form.suffix, form.suffix)
        other = rdflib.Dataset(default_union=True)
        other.parse(data=body, format=kind)
        assert len(set(other.triples((None, None, None)))) == len(read), form.suffix
    assert len(graphs["nt"]) > 3
    assert all(graph == graphs["nt"] for graph in graphs.values())


@pytest.mark.parametrize("path", KINDS)
def test_a_description_says_what_it_is(data: DataSet, path: str) -> None:
    """The thing keeps its canonical IRI; the description has the address of this site, its topic, data set and licence."""
    thing = names.BASE + (path if path.startswith(("scheme/", "graph/")) else f"id/{path}")
    document = f"http://127.0.0.1:8000/doc/{path}"
    graph = rdflib.Graph().parse(data=whole(get(data, f"/doc/{path}.ttl")), format="turtle")
    foaf, void, dcterms = (rdflib.Namespace(names.PREFIXES[prefix]) for prefix in ("foaf", "void", "dcterms"))
    subject = rdflib.URIRef(document)
    assert graph.value(subject, foaf.primaryTopic) == rdflib.URIRef(thing)
    assert graph.value(rdflib.URIRef(thing), foaf.isPrimaryTopicOf) == subject
    assert graph.value(subject, void.inDataset) == rdflib.URIRef(f"{names.BASE}id/dataset/kfor-graph")
    assert graph.value(subject, dcterms.license) == rdflib.URIRef("https://creativecommons.org/licenses/by/4.0/")


def test_named_graphs_are_kept_where_the_form_knows_them(data: DataSet) -> None:
    """TriG and N-Quads say which graph says what; what the server adds stands in none."""
    body = whole(get(data, f"/doc/{CLAIM}.nq"))
    quads = list(pyoxigraph.parse(body, format=pyoxigraph.RdfFormat.N_QUADS))
    own = {quad.graph_name for quad in quads if str(quad.subject).endswith("obs-0314b33d18fb>") and "ontology#" in str(quad.predicate)}
    added = {str(quad.predicate) for quad in quads if isinstance(quad.graph_name, pyoxigraph.DefaultGraph)}
    assert own == {pyoxigraph.NamedNode(names.graph("S-2007-652"))}
    assert f"<{names.expand('foaf:primaryTopic')}>" in added
    trig = list(pyoxigraph.parse(whole(get(data, f"/doc/{CLAIM}.trig")), format=pyoxigraph.RdfFormat.TRIG))
    assert set(trig) == set(quads)


def test_a_claim_is_described_with_its_words(data: DataSet) -> None:
    """The evidence, the period, the run of the rule and the labels of what it names stand with it."""
    found = describe(data, names.part("S-2007-652", "obs-0314b33d18fb"))
    assert found is not None
    said = {(quad.predicate.value, getattr(quad.object, "value", "")) for quad in found.quads}
    assert (names.expand("oa:exact"), "The reserve list includes 2,000 positions") in said
    assert (names.expand("dcat:endDate"), "2007-09-30") in said
    assert (names.expand("skos:prefLabel"), "Kosovo Protection Corps") in said
    assert (names.expand("prov:hadPlan"), names.rule("personnel")) in said
    assert str(found.quads[0].subject) == f"<{found.iri}>"


def test_a_document_is_described_by_its_graph(data: DataSet) -> None:
    """Nothing that the graph of a document says is left out of its description."""
    found = describe(data, names.document("S-2007-652"))
    assert found is not None
    assert set(data.store.quads(graph=names.graph("S-2007-652"))) <= set(found.quads)


def test_links_to_a_thing_are_bounded(data: DataSet) -> None:
    """Of many links the first are given, in one order, and a pointer leads to the rest."""
    line = "<{0}id/doc/a/c{1:05}> <{0}ontology#about> <{0}id/place/x> <{0}graph/a> .\n"
    nquads = "".join(line.format(names.BASE, number) for number in range(LINKS + 7))
    found = describe(replace(data, store=load(nquads.encode())), f"{names.BASE}id/place/x")
    assert found is not None
    comment = next(quad.object.value for quad in found.quads if quad.predicate.value == names.expand("rdfs:comment"))  # type: ignore[union-attr]
    rest = next(str(quad.object) for quad in found.quads if quad.predicate.value == names.expand("rdfs:seeAlso"))
    links = [str(quad.subject) for quad in found.quads if quad.predicate.value == names.expand("kfo:about")]
    assert comment.startswith(f"{LINKS} of the {LINKS + 7} links")
    assert rest.startswith("<http://127.0.0.1:8000/sparql?query=CONSTRUCT")
    assert links == [f"<{names.BASE}id/doc/a/c{number:05}>" for number in range(LINKS)]


def test_the_same_thing_is_the_same_bytes(data: DataSet, published: Path) -> None:
    """The order in which a store holds its quads is not to be seen."""
    lines = sorted(line for path in published.glob("*/*.nq") for line in path.read_bytes().splitlines(keepends=True))
    other = replace(data, store=load(b"".join(reversed(lines))))
    for path in ("place/kosovo", "doc/S-2007-652", "scheme/rating/threat-order"):
        for form in (*formats.GRAPHS, *formats.TABLES):
            one, two = (get(each, f"/doc/{path}.{form.suffix}").body for each in (data, other))
            assert one == two


def test_addresses_of_the_site_follow_its_public_address(data: DataSet) -> None:
    """Below a path of another host, links keep that path, and the data keep their canonical IRIs."""
    moved = replace(data, public="https://example.org/kfor/")
    assert header(get(moved, "/id/place/pristina"), "Location") == "/kfor/doc/place/pristina"
    found = get(moved, "/doc/place/pristina", "text/turtle")
    assert header(found, "Content-Location") == "/kfor/doc/place/pristina.ttl"
    body = whole(found).decode()
    assert "<https://example.org/kfor/doc/place/pristina>" in body
    assert "127.0.0.1" not in body
    assert "<https://w3id.org/kfor-graph/id/place/pristina> a kfo:Place" in body


def test_tables_of_a_thing(data: DataSet) -> None:
    """CSV and JSON hold one statement a row, with kind and graph."""
    rows = list(csv.DictReader(io.StringIO(whole(get(data, f"/doc/{CLAIM}.csv")).decode(), newline="")))
    found = json.loads(whole(get(data, f"/doc/{CLAIM}.json")))
    assert found["ok"]
    assert not found["truncated"]
    assert found["columns"] == list(rows[0])
    value = next(row for row in found["rows"] if row["property"] == names.expand("kfo:value"))
    assert (value["value"], value["kind"], value["graph"]) == (2000, names.expand("xsd:integer"), names.graph("S-2007-652"))
    assert len(rows) == len(found["rows"])


HOSTILE = (
    "/doc/../../etc/passwd",
    "/doc/..%2f..%2fetc/passwd",
    "/doc/%2e%2e/%2e%2e/etc/passwd.ttl",
    "/doc/place/pristina\r\nX-Evil: 1",
    "/doc/place/<script>.ttl",
    "/doc/place/pristina\x00.ttl",
    "/id/../../../etc/passwd",
    '/id/place/"><script>alert(1)</script>',
    "/id/doc/S-2007-652/../../place/pristina",
    "/source/../manifest.json",
    "/source/..%2fmanifest.txt",
    "/source/e7ab3944fd3cb089.txt/../../manifest.json",
    "/source/0000000000000000.txt",
    "/source/E7AB3944FD3CB089.txt",
    "/queries/../../etc/passwd.json",
    "/queries/competency/../../README.rq",
    "/.well-known/sparql-examples/../../etc/passwd.ttl",
    "/ontology/../../etc/passwd",
    "/dumps/../manifest.json",
    "/doc/" + "a" * 100_000,
)


@pytest.mark.parametrize("path", HOSTILE)
def test_hostile_paths_lead_nowhere(data: DataSet, path: str) -> None:
    """A path is a name to look up, never a place in a file system, and nothing of it comes back in a header."""
    found = get(data, path, "text/turtle")
    assert found.status == 404
    assert not found.cacheable
    assert b"root:" not in whole(found)
    assert not any("\r" in value or "\n" in value for _, value in found.headers)


def _hostile() -> Iterator[str]:
    text = r'</script><script>alert(1)</script> " \\ \n <!-- ]]> &amp; é'
    for predicate in ("rdfs:label", "kfo:text"):
        yield f'<{names.BASE}id/place/x> <{names.expand(predicate)}> "{text.replace(chr(34), chr(92) + chr(34))}"@en <{names.graph("a")}> .'


def test_hostile_literals_are_escaped(data: DataSet) -> None:
    """No form closes a script element or breaks out of a string, and every reader gets the words back."""
    held = replace(data, store=load("\n".join(_hostile()).encode()))
    said = next(quad.object for quad in held.store.quads(predicate=names.expand("kfo:text")))
    for form in formats.GRAPHS:
        body = whole(get(held, f"/doc/place/x.{form.suffix}"))
        assert said in {quad.object for quad in pyoxigraph.parse(body, format=form.rdf)}, form.suffix
        if form.suffix in {"jsonld", "rdf"}:
            assert b"</script>" not in body
    table = whole(get(held, "/doc/place/x.json"))
    assert b"<" not in table
    assert said.value in {row["value"] for row in json.loads(table)["rows"]}  # type: ignore[union-attr]


def test_json_ld_has_its_context_in_it(data: DataSet) -> None:
    """No reader has to fetch anything; keys are prefixed names, and a prefix that is the scheme of an IRI is not used."""
    found = json.loads(whole(get(data, f"/doc/{CLAIM}.jsonld")))
    assert found["@context"]["kfo"] == names.PREFIXES["kfo"]
    assert all(isinstance(value, str) and value[-1] in "#/" for value in found["@context"].values())
    first = found["@graph"][0]
    assert first["@id"] == names.part("S-2007-652", "obs-0314b33d18fb")
    assert first["kfo:value"] == 2000
    node = pyoxigraph.NamedNode
    triple = pyoxigraph.Triple(node("https://example.org/a"), node(names.PREFIXES["geo"] + "near"), node("geo:42.6,21.1"))
    text = write_jsonld([triple])
    assert [quad.triple for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD)] == [triple]


def test_a_page_holds_no_graph(data: DataSet) -> None:
    """Whoever asks for a graph as HTML is told."""
    with pytest.raises(ValueError, match="HTML holds no graph"):
        write((), formats.PAGE)


def test_texts_are_sent_as_published(data: DataSet, published: Path) -> None:
    """The bytes to which evidence points, with a link to what is known of them."""
    found = get(data, "/source/e7ab3944fd3cb089.txt")
    assert (found.status, found.media) == (200, "text/plain; charset=utf-8")
    assert found.body == (published / "sources" / "e7ab3944fd3cb089.txt").read_bytes()
    assert header(found, "Link") == '</doc/source/e7ab3944fd3cb089>; rel="describedby"'


def test_other_methods_are_refused(data: DataSet) -> None:
    """Descriptions are read."""
    for path in ("/id/place/pristina", "/doc/place/pristina", "/void.ttl"):
        assert answer(Request("POST", path, (), {}), data).status == 405
