"""Formats of networks: nothing that stands in a label, a quote or a kind breaks a file; what networkx would lose is kept."""

import io
import json
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import networkx
import pytest

from kfor_graph.share.networks.as_networkx import as_networkx, graphml
from kfor_graph.share.networks.characters import without_forbidden
from kfor_graph.share.networks.dot import dot
from kfor_graph.share.networks.gexf import gexf
from kfor_graph.share.networks.in_json import cytoscape, graphology
from kfor_graph.share.networks.looks import short
from kfor_graph.share.networks.measures import measures
from kfor_graph.share.networks.neo4j import file_names, neo4j
from kfor_graph.share.networks.network import columns, values
from kfor_graph.share.networks.page import page
from kfor_graph.share.networks.picture import picture
from tests.browser import browser, found
from tests.networks import NASTY, RIGHT_TO_LEFT, large, nasty
from tests.test_export_readers import needs

GEXF = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"


def parsed(text: str) -> ET.Element:
    """The root of an XML text."""
    return ET.fromstring(text)  # noqa: S314 -- our own file


def test_forbidden_characters_are_counted_and_taken_out() -> None:
    """XML cannot hold a bell; it is taken out everywhere, counted, and all else stays."""
    clean, taken = without_forbidden(nasty())
    assert taken == 2
    assert clean.nodes[3].label == "bell and "
    assert clean.nodes[:3] == nasty().nodes[:3]
    assert without_forbidden(clean) == (clean, 0)


def test_gexf_of_nasty_labels() -> None:
    """Labels come back letter by letter, open ends are left out, and each node has its look."""
    clean, _ = without_forbidden(nasty())
    root = parsed("".join(gexf(clean)))
    nodes = list(root.iter(f"{GEXF}node"))
    assert [node.get("label") for node in nodes] == [node.label for node in clean.nodes]
    spells = [[spell.attrib for spell in node.iter(f"{GEXF}spell")] for node in nodes]
    assert spells == [[], [{"start": "2007-01-01"}], [{"end": "2008-12-31"}], [{"start": "2007-05-05", "end": "2007-05-05"}]]
    graph = root.find(f"{GEXF}graph")
    assert graph is not None
    assert (graph.get("timeformat"), graph.get("start"), graph.get("end")) == ("date", "2007-01-01", "2008-12-31")
    looks = {(node.find(f"{VIZ}shape").get("value"), *node.find(f"{VIZ}color").attrib.values()) for node in nodes}  # type: ignore[union-attr]
    assert len(looks) == 4
    kinds = {attribute.get("title"): attribute.get("type") for attribute in root.iter(f"{GEXF}attribute")}
    assert (kinds["value"], kinds["well known"], kinds["quote"], kinds["asserted"]) == ("double", "boolean", "string", "boolean")
    assert len({edge.get("kind") for edge in root.iter(f"{GEXF}edge")}) == 4


def test_why_gexf_is_not_written_by_networkx() -> None:
    """networkx writes the day of writing, other ids of edges, no kinds of parallel ones, no bounds of time; ours do not."""
    clean, _ = without_forbidden(nasty())
    graph = networkx.MultiDiGraph(mode="dynamic")
    graph.add_edge("a", "b", key="edge-1", kind="knows", start="2007-01-01")
    graph.add_edge("a", "b", key="edge-2", kind="knows (alleged)", start="2007-01-01")
    theirs, ours = parsed("".join(networkx.generate_gexf(graph, version="1.3"))), parsed("".join(gexf(clean)))
    lost = [[edge.get(name) for edge in theirs.iter(f"{GEXF}edge")] for name in ("id", "kind")]
    assert lost == [["0", "1"], [None, None]]
    assert [edge.get("id") for edge in ours.iter(f"{GEXF}edge")] == [edge.id for edge in clean.edges]
    head = theirs.find(f"{GEXF}graph"), ours.find(f"{GEXF}graph")
    assert [one.get("start") for one in head if one is not None] == [None, "2007-01-01"]
    dated = theirs.find(f"{GEXF}meta"), ours.find(f"{GEXF}meta")
    assert ["lastmodifieddate" in one.attrib for one in dated if one is not None] == [True, False]


def test_why_cytoscape_is_not_written_by_networkx() -> None:
    """networkx puts the id in the place of a node's own name and value: so the writer is ours."""
    graph = networkx.MultiDiGraph()
    graph.add_node("a", value=15314, name="A")
    (theirs,) = networkx.cytoscape_data(graph)["elements"]["nodes"]
    assert theirs["data"]["value"] == "a"
    ours = json.loads("".join(cytoscape(nasty())))
    assert ours["elements"]["nodes"][0]["data"]["value"] == 1.5


def test_graphml_by_networkx_is_whole() -> None:
    """What networkx writes of our graph it reads again: each value in its type, both of two parallel edges, and their ids."""
    clean, _ = without_forbidden(nasty())
    read = networkx.read_graphml(io.BytesIO("".join(graphml(clean)).encode()), force_multigraph=True)
    assert dict(read.nodes(data=True)) == dict(as_networkx(clean).nodes(data=True))
    assert sorted(key for *_, key in read.edges(keys=True)) == ["edge-1", "edge-2", "edge-3", "edge-4"]


@pytest.mark.parametrize("write", [cytoscape, graphology])
def test_json_holds_every_character(write: object) -> None:
    """JSON loses nothing, not even what XML forbids."""
    text = "".join(write(nasty()))  # type: ignore[operator]
    assert json.loads(text)
    assert all(json.dumps(node.label, ensure_ascii=False) in text for node in nasty().nodes)


def test_dot_of_nasty_labels() -> None:
    """Graphviz reads back every label as it can be drawn; no letter of the data is taken for an escape or an entity."""
    needs("dot", "graphviz")
    clean, _ = without_forbidden(nasty())
    done = subprocess.run(["dot", "-Tsvg"], input="".join(dot(clean)).encode(), capture_output=True, check=True)
    words = ["".join(text.itertext()) for text in parsed(done.stdout.decode()).iter("{http://www.w3.org/2000/svg}text")]
    assert short(" ".join(NASTY.split()), 40).replace(" ", "") in [word.replace("\xa0", "").replace(" ", "") for word in words]
    assert RIGHT_TO_LEFT in words
    dashed = [path for path in parsed(done.stdout.decode()).iter("{http://www.w3.org/2000/svg}path") if path.get("stroke-dasharray")]
    assert len(dashed) == 1


def test_neo4j_files_do_not_collide() -> None:
    """Kinds that a disk may take for one have files of different names, whatever the letters."""
    names = {name.casefold() for name, _ in neo4j(nasty())}
    assert len(names) == 4 + 3 + 1
    assert file_names(["Event", "event", "EVENT", "event 2"], "nodes") == {
        "Event": "nodes-event.csv",
        "event": "nodes-event-2.csv",
        "EVENT": "nodes-event-3.csv",
        "event 2": "nodes-event-2-2.csv",
    }


def test_columns_have_one_type() -> None:
    """Whole numbers and fractions are fractions together; what has several other types is text."""
    assert columns(nasty().nodes)["value"] is float
    assert dict(values(nasty().nodes[1])) | {"start": "2007-01-01"} == dict(values(nasty().nodes[1]))


def test_a_page_of_nasty_labels_in_a_browser(tmp_path: Path) -> None:
    """Chromium runs the page without complaint or request; what is found is shown as text, with its quote and links."""
    if not found():
        pytest.skip("chromium and chromedriver are missing")
    path = tmp_path / "page.html"
    path.write_text("".join(page(nasty())), encoding="utf-8")
    with browser() as window:
        window.open(path.as_uri())
        window.until("return document.body.dataset.ready === 'yes'")
        assert window.run("return document.getElementById('counts').textContent") == "4 of 4 nodes, 4 of 4 edges"
        window.run("const f = document.getElementById('find'); f.value = 'a \"quoted\"'; f.dispatchEvent(new Event('input'))")
        assert window.run("return document.querySelector('aside h2').textContent") == NASTY
        assert window.run("return document.querySelector('aside blockquote').textContent") == NASTY
        assert window.run("return document.querySelector('aside h2 a').href") == nasty().nodes[0].page
        assert window.run("return document.querySelector('aside').textContent").count("knows (alleged)") == 1
        window.run("const f = document.getElementById('from'); f.value = '2008'; f.dispatchEvent(new Event('input'))")
        assert window.run("return document.getElementById('counts').textContent") == "3 of 4 nodes, 2 of 4 edges"
        assert window.log() == []
        asked = [json.loads(entry["message"])["message"] for entry in window.log("performance")]
        urls = {one["params"]["request"]["url"] for one in asked if one["method"] == "Network.requestWillBeSent"}
        assert urls == {path.as_uri()}


def test_measures_agree_with_networkx_and_by_hand() -> None:
    """Degree counts edges, strength claims; a star's centre is on all paths; communities and all else are the same each time."""
    found = measures(nasty())
    by_id = {one.node.id.rsplit("/", 1)[-1]: one for one in found.nodes}
    assert [(one.degree, one.strength) for one in (by_id["a"], by_id["b"], by_id["c"], by_id["d"])] == [(3, 4), (2, 3), (2, 2), (1, 1)]
    assert by_id["a"].betweenness == pytest.approx(1 / 3, abs=1e-6)
    assert by_id["a"].community == by_id["b"].community != by_id["c"].community
    assert [(year.year, year.nodes, year.edges, year.new, year.gone) for year in found.years] == [(2007, 4, 3, 4, 0), (2008, 3, 2, 0, 1)]
    assert found == measures(nasty())


def test_betweenness_is_estimated_above_a_size() -> None:
    """Large networks are sampled, which is said, and the sample is the same each time."""
    network = large(2000)
    assert measures(network).is_sampled
    assert measures(network) == measures(network)


def test_a_picture_of_nasty_labels() -> None:
    """The drawing is XML, shows each node as a link with its label, and what is not asserted dashed."""
    clean, _ = without_forbidden(nasty())
    root = parsed("".join(picture(clean, measures(clean), 10)))
    titles = ["".join(title.itertext()) for title in root.iter("{http://www.w3.org/2000/svg}title")]
    assert all(any(node.label in title for title in titles) for node in clean.nodes)
    assert len([line for line in root.iter("{http://www.w3.org/2000/svg}line") if line.get("stroke-dasharray")]) == 1
    one = replace(clean, nodes=clean.nodes[2:3], edges=clean.edges[2:3])
    assert parsed("".join(picture(one, measures(one), 10))) is not None
