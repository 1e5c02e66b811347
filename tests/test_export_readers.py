"""Every exported file is read back by software of others, and what they find is what SPARQL answers."""

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pytest
import rdflib

from kfor_graph import names
from kfor_graph.pipeline import build
from kfor_graph.share.export import FORMATS, NetworkFormat, export
from kfor_graph.share.filters import filters
from kfor_graph.share.networks.as_networkx import as_networkx
from kfor_graph.share.networks.network import Network, columns, values
from kfor_graph.share.networks.views import network, views
from kfor_graph.store import Store, open_store

ROOT = Path(__file__).parent.parent
READERS = ROOT / "tests" / "readers"
EVENTS = """SELECT DISTINCT ?actor ?role ?event {
  ?account a kfo:Account ; kfo:about ?event ; kfo:certainty <https://w3id.org/kfor-graph/scheme/certainty/stated> .
  ?event a kfo:Event ; ?part ?actor . ?part rdfs:subPropertyOf* kfo:involves ; rdfs:label ?role . FILTER (LANG(?role) = "en") }"""
ASKED = {
    "actors-events": EVENTS,
    "places-events": """SELECT DISTINCT ?event ("place" AS ?role) ?place {
  ?account a kfo:Account ; kfo:about ?event ; kfo:certainty <https://w3id.org/kfor-graph/scheme/certainty/stated> .
  ?event a kfo:Event ; kfo:place ?place }""",
    "organizations-persons": """SELECT DISTINCT ?person ?role ?body { ?tenure org:member ?person ; org:role ?office .
  ?office dcterms:isPartOf ?body ; skos:prefLabel ?role . ?said rdf:subject ?tenure }""",
    "statements": """SELECT DISTINCT ?s (COALESCE(STR(?l), "member") AS ?role) ?o { ?said rdf:subject ?s ; rdf:predicate ?p ;
  rdf:object ?o ; kfo:certainty <https://w3id.org/kfor-graph/scheme/certainty/stated> . FILTER (isIRI(?o))
  OPTIONAL { ?p rdfs:label ?l . FILTER (LANG(?l) = "en") } }""",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The reports constructed for tests, built and opened."""
    out = tmp_path_factory.mktemp("constructed") / "build"
    build([str(ROOT / "tests" / "gold" / "constructed")], out, 1, validate=False)
    with open_store(out) as opened:
        yield opened


@pytest.fixture(scope="module")
def actors(store: Store) -> Network:
    """The view of actors and events, with what is only alleged."""
    return network(store, "actors-events", filters(certainties=["all"]))


@pytest.fixture(scope="module")
def written(store: Store, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every format, written with what is only alleged."""
    out = tmp_path_factory.mktemp("written")
    found = {}
    for name, form in FORMATS.items():
        view = "actors-events" if isinstance(form, NetworkFormat) else None
        target = out / name if not form.suffix else out / f"{name}{form.suffix}"
        found[name] = export(store, name, view, filters(certainties=["all"]), target).path
    return found


def asked(store: Store, query: str) -> set[tuple[str, ...]]:
    """The rows of a query."""
    return {tuple(term.value for term in row) for row in store.query(query)}  # type: ignore[union-attr]


def needs(program: str, package: str) -> None:
    """Skips a test where a program is missing."""
    if not shutil.which(program):
        pytest.skip(f"{program} is missing (Debian's package {package})")


def node(reader: str, path: Path) -> dict[str, object]:
    """What a library for Node reads from a file."""
    needs("node", "nodejs")
    if not (READERS / "node_modules").is_dir():
        pytest.skip("the libraries for Node are not installed (make test-readers)")
    done = subprocess.run(["node", READERS / "read.mjs", reader, path], capture_output=True, text=True, check=True, timeout=60)
    return json.loads(done.stdout)


def same(
    network: Network, nodes: dict[str, dict[str, object]], edges: list[dict[str, object]], lacking: frozenset[str] = frozenset()
) -> None:
    """Nodes and edges are those of the network, with every name and value but some that the format has elsewhere."""
    assert set(nodes) == {one.id for one in network.nodes}
    for one in network.nodes:
        expected = {name: value for name, value in values(one) if name not in lacking}
        assert {name: nodes[one.id].get(name) for name in expected} == expected
    assert len(edges) == len(network.edges)
    found = {str(edge["id"]): edge for edge in edges}
    for tie in network.edges:
        expected = {"source": tie.source, "target": tie.target, **{name: value for name, value in values(tie) if name not in lacking}}
        assert {name: found[tie.id].get(name) for name in expected} == expected


@pytest.mark.parametrize("view", ASKED)
def test_views_hold_what_sparql_answers(store: Store, view: str) -> None:
    """By default a view has exactly the edges that a plain query finds asserted."""
    found = network(store, view, filters())
    assert {(edge.source, edge.kind, edge.target) for edge in found.edges} == asked(store, ASKED[view])
    assert all(dict(edge.attributes)["asserted"] for edge in found.edges)


def test_claims_of_reports_are_all_there(store: Store) -> None:
    """Every asserted claim is in the view of reports and claims, each with its report and with what it is about."""
    found = network(store, "reports-claims", filters(certainties=["all"]))
    claims = asked(store, "SELECT DISTINCT ?c { ?c kfo:certainty ?x }")
    assert {edge.source for edge in found.edges} == {claim for (claim,) in claims}
    about = asked(store, "SELECT DISTINCT ?c ?o { ?c kfo:certainty ?x ; kfo:about ?o }")
    assert {(edge.source, edge.target) for edge in found.edges if edge.kind == "about"} == about


def test_the_whole_is_all_views_together(store: Store) -> None:
    """The whole graph has the edges of every view and no others."""
    single = {edge.id for view in views() if view != "whole" for edge in network(store, view, filters()).edges}
    assert {edge.id for edge in network(store, "whole", filters()).edges} == single


def test_nodes_and_edges_lead_back(store: Store) -> None:
    """Each has a label that is no IRI, a page, a claim of the build and words that its evidence has."""
    quotes: dict[str, str] = {}
    for claim, quote in asked(store, "SELECT ?c ?q { ?c kfo:evidence/oa:exact ?q }"):
        quotes[claim] = f"{quotes.get(claim, '')} {' '.join(quote.split())}"
    found = network(store, "whole", filters(certainties=["all"]))
    for item in (*found.nodes, *found.edges):
        assert item.label and "://" not in item.label, item
        assert item.page.startswith(names.BASE) and item.document, item
        assert item.quote and all(piece in quotes[item.claim] for piece in item.quote.split(" … ")), item


def test_what_is_not_asserted_is_marked(store: Store, actors: Network) -> None:
    """Parts that are only alleged or suspected, and what was planned, come on demand, with the doubt in the label."""
    doubted = [edge for edge in actors.edges if not dict(edge.attributes)["asserted"]]
    assert {edge.certainty for edge in doubted} >= {"Suspected", "Planned"}
    assert all(edge.label == f"{edge.kind} ({edge.certainty.lower()})" for edge in doubted)
    alleged = network(store, "actors-events", filters(certainties=["suspected"]))
    assert {edge.certainty for edge in alleged.edges} == {"Suspected"}


def test_filters(store: Store) -> None:
    """Years are those that an edge touches; a kind takes in all that is narrower, of classes, parts and types."""
    found = network(store, "actors-events", filters(["2007"]))
    assert {str(edge.start)[:4] for edge in found.edges} | {str(edge.end)[:4] for edge in found.edges} == {"2007"}
    violent = network(store, "actors-events", filters(kinds=["Violence"]))
    types = {str(dict(one.attributes).get("type")) for one in violent.nodes if "event" in one.kind}
    assert {"Explosion", "Shooting"} <= types and "Meeting" not in types
    bodies = network(store, "actors-events", filters(kinds=["organization"]))
    ends = {one.id: one.kind for one in bodies.nodes}
    assert all({ends[edge.source], ends[edge.target]} & {"organization", "mission", "state"} for edge in bodies.edges)


def test_two_exports_are_equal(store: Store, written: dict[str, Path], tmp_path: Path) -> None:
    """The same build gives the same bytes; pictures and Parquet are those of other programs."""
    for name, path in written.items():
        if name in {"svg", "parquet"}:
            continue
        view = "actors-events" if isinstance(FORMATS[name], NetworkFormat) else None
        again = export(store, name, view, filters(certainties=["all"]), tmp_path / path.name).path
        pairs = zip(sorted(path.iterdir()), sorted(again.iterdir()), strict=True) if path.is_dir() else [(path, again)]
        assert all(one.read_bytes() == other.read_bytes() for one, other in pairs), name


def test_gexf_in_networkx(actors: Network, written: dict[str, Path]) -> None:
    """networkx reads nodes, edges, types, colours and spells of our GEXF 1.3."""
    read = networkx.read_gexf(written["gexf"], version="1.3")
    assert read.is_directed() and read.graph["mode"] == "dynamic"
    assert set(read.nodes) == {one.id for one in actors.nodes}
    for one in actors.nodes:
        found = read.nodes[one.id]
        expected = {name: value for name, value in values(one) if name not in {"label", "start", "end"}}
        assert {name: found[name] for name in expected} == expected
        assert found["label"] == one.label and found["viz"]["color"] and found["viz"]["size"] > 0
        assert found.get("spells", []) == ([(one.start, one.end)] if one.start or one.end else [])
    assert {data["id"] for _, _, data in read.edges(data=True)} == {edge.id for edge in actors.edges}


def test_gexf_in_graphology(actors: Network, written: dict[str, Path]) -> None:
    """graphology's reader, which sigma.js uses, reads the same."""
    read = node("gexf", written["gexf"])
    same(actors, read["nodes"], read["edges"], frozenset({"start", "end"}))  # type: ignore[arg-type]


def test_graphml_in_networkx_and_igraph(actors: Network, written: dict[str, Path]) -> None:
    """Both read every node, edge and typed value."""
    read = networkx.read_graphml(written["graphml"], force_multigraph=True)
    nodes = {key: dict(data) for key, data in read.nodes(data=True)}
    same(actors, nodes, [{**data, "id": key, "source": a, "target": b} for a, b, key, data in read.edges(keys=True, data=True)])
    igraph = pytest.importorskip("igraph")
    other = igraph.Graph.Read_GraphML(str(written["graphml"]))
    assert (other.vcount(), other.ecount(), other.is_directed()) == (len(actors.nodes), len(actors.edges), True)
    assert {vertex["id"]: vertex["label"] for vertex in other.vs} == {one.id: one.label for one in actors.nodes}
    assert sorted(edge["weight"] for edge in other.es) == sorted(edge.weight for edge in actors.edges)


@pytest.mark.parametrize("form", ["cytoscape", "graphology"])
def test_json_in_its_libraries(actors: Network, written: dict[str, Path], form: str) -> None:
    """cytoscape.js and graphology load the file as it is, with every value in its type."""
    read = node(form, written[form])
    same(actors, read["nodes"], read["edges"])  # type: ignore[arg-type]
    if form == "cytoscape":
        assert len(set(read["colours"].values())) == len({one.kind for one in actors.nodes})  # type: ignore[attr-defined]


def test_dot_in_graphviz(actors: Network, written: dict[str, Path]) -> None:
    """Graphviz parses the file and draws every node and edge, with link and tooltip."""
    needs("dot", "graphviz")
    done = subprocess.run(["dot", "-Tsvg", written["dot"]], capture_output=True, check=True)
    assert done.stderr == b""
    for drawing in (done.stdout, written["svg"].read_bytes()):
        groups = ElementTree.fromstring(drawing).iter("{http://www.w3.org/2000/svg}g")  # noqa: S314 -- our own file
        kinds = [group.get("class") for group in groups]
        assert (kinds.count("node"), kinds.count("edge")) == (len(actors.nodes), len(actors.edges))


def test_neo4j_files(actors: Network, written: dict[str, Path]) -> None:
    """The files hold every node and edge once, ends are nodes, headers are typed, and the script names each file."""
    script = (written["neo4j"] / "load.cypher").read_text(encoding="utf-8")
    rows: dict[str, list[dict[str, str]]] = {"nodes": [], "edges": []}
    for path in sorted(written["neo4j"].glob("*.csv")):
        assert f"'file:///{path.name}'" in script
        rows[path.name.split("-")[0]] += csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    assert {row["iri:ID"]: row["label"] for row in rows["nodes"]} == {one.id: one.label for one in actors.nodes}
    assert len(rows["nodes"]) == len(actors.nodes)
    ends = {(row[":START_ID"], row[":END_ID"], row["weight:long"], row.get("start:date", "")) for row in rows["edges"]}
    assert ends == {(edge.source, edge.target, str(edge.weight), edge.start or "") for edge in actors.edges}
    assert {row[":LABEL"] for row in rows["nodes"]} >= {"Thing;Event", "Thing;GroupOfPeople"}


def test_geojson_in_gdal(store: Store, written: dict[str, Path]) -> None:
    """GDAL reads each eventuality as a feature; points are those of the gazetteer, in longitude and latitude."""
    collection = json.loads(written["geojson"].read_text(encoding="utf-8"))
    told = asked(store, "SELECT DISTINCT ?e { ?a a kfo:Account ; kfo:about ?e }")
    assert {feature["id"] for feature in collection["features"]} == {event for (event,) in told}
    points = asked(store, "SELECT DISTINCT ?e ?x ?y { ?e kfo:place ?p . ?p wgs84:long ?x ; wgs84:lat ?y }")
    known = {(event, float(x), float(y)) for event, x, y in points}
    single = [feature for feature in collection["features"] if feature["geometry"] and feature["geometry"]["type"] == "Point"]
    assert single and all((feature["id"], *feature["geometry"]["coordinates"]) in known for feature in single)
    needs("ogrinfo", "gdal-bin")
    done = subprocess.run(["ogrinfo", "-al", "-so", written["geojson"]], capture_output=True, text=True, check=True)
    assert f"Feature Count: {len(told)}" in done.stdout and "label: String" in done.stdout and "start: Date" in done.stdout
    extent = [
        float(number)
        for number in done.stdout.split("Extent: ")[1]
        .split("\n")[0]
        .replace("(", " ")
        .replace(")", " ")
        .replace(",", " ")
        .replace("-", " -")
        .split()
        if number.strip("-")
    ]
    assert -80 < extent[0] < extent[2] < 40 and 15 < extent[1] < extent[3] < 60


def test_tables(store: Store, written: dict[str, Path]) -> None:
    """CSV and Parquet hold the same rows: every figure and eventuality, with numbers as numbers and days as days."""
    figures = asked(store, "SELECT DISTINCT ?o ?v ?p { ?o a kfo:Observation ; kfo:value ?v ; kfo:printed ?p }")
    rows = list(csv.DictReader(io.StringIO((written["csv"] / "observations.csv").read_text(encoding="utf-8"), newline="")))
    assert {(row["observation"], float(row["value"]), row["printed"]) for row in rows} == {(o, float(v), p) for o, v, p in figures}
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(written["parquet"] / "observations.parquet")
    assert table.num_rows == len(rows)
    assert [str(table.schema.field(name).type) for name in ("value", "start", "asserted", "label")] == [
        "double",
        "date32[day]",
        "bool",
        "string",
    ]
    assert [value or "" for value in table["label"].to_pylist()] == [row["label"] for row in rows]
    assert [str(value or "") for value in table["end"].to_pylist()] == [row["end"] for row in rows]
    events = parquet.read_table(written["parquet"] / "events.parquet")
    assert events.num_rows == len(asked(store, "SELECT DISTINCT ?e { ?a a kfo:Account ; kfo:about ?e }"))


def test_cube_in_rdflib_and_raptor(store: Store, written: dict[str, Path]) -> None:
    """Two parsers read the same triples; every figure in the cube has the value that the build has."""
    graph = rdflib.Graph().parse(written["cube"], format="turtle")
    kfo = rdflib.Namespace(names.PREFIXES["kfo"])
    values = {(str(claim), str(value)) for claim, value in graph.subject_objects(kfo.value) if "/doc/" in str(claim)}
    told = asked(
        store, "SELECT DISTINCT ?o ?v { ?o kfo:indicator/skos:notation ?n ; kfo:value ?v . FILTER (?n IN ('incidents', 'troop-strength')) }"
    )
    assert values and values <= told
    needs("rapper", "raptor2-utils")
    done = subprocess.run(["rapper", "-q", "-i", "turtle", "-o", "ntriples", written["cube"]], capture_output=True, check=True)
    assert len(set(done.stdout.splitlines())) == len(graph)


def test_the_page_holds_its_data(actors: Network, written: dict[str, Path]) -> None:
    """The data of the page is JSON with every node and edge, and nothing in it can end its script."""
    text = written["html"].read_text(encoding="utf-8")
    data = text.split('<script type="application/json" id="data">')[1].split("</script>")[0]
    assert "<" not in data
    read = json.loads(data)
    same(actors, {one["id"]: one for one in read["nodes"]}, read["edges"])
    assert "://" not in text.replace(data, "")


def test_the_python_graph_has_everything(actors: Network) -> None:
    """The networkx graph has every node, edge and value in one type a name."""
    graph = as_networkx(actors)
    assert (len(graph), graph.size()) == (len(actors.nodes), len(actors.edges))
    for name, kind in columns(actors.edges).items():
        assert {type(data[name]) for _, _, data in graph.edges(data=True) if name in data} == {kind}
