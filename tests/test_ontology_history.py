"""Versions of the ontology, its diagram, and the trees of its kinds."""

import itertools
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest

from kfor_graph import names
from kfor_graph.site import vocabularies
from kfor_graph.site.charts.layers import layered
from kfor_graph.site.data import DataSet
from kfor_graph.site.ontology import history, index, relations, schemes, shapes, terms
from kfor_graph.site.ontology.diagram import diagram
from kfor_graph.web.message import whole
from tests.conftest import ROOT
from tests.ontology_files import KFO
from tests.test_linked_data import get, header

VERSION = vocabularies.version("ontology")
CACHED = (
    vocabularies.turtle,
    vocabularies.triples,
    vocabularies.prefixes,
    history.history,
    history.latest,
    index.index,
    shapes.shapes,
    terms.terms,
)


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of the ontology with an earlier version: one term is not there yet, one is worded otherwise, one is gone since."""
    folder = tmp_path / "ontology"
    shutil.copytree(ROOT / "ontology", folder)
    text = (
        (folder / "kfo.ttl").read_text(encoding="utf-8").replace(f'"{VERSION}"', '"0.1.9"').replace(f"ontology/{VERSION}", "ontology/0.1.9")
    )
    text = re.sub(r"^kfo:page a .*?isDefinedBy <[^>]+> \.$", "", text, count=1, flags=re.M | re.S)
    text = text.replace('rdfs:comment "A letter that transmits something."@en', 'rdfs:comment "A letter."@en')
    text += 'kfo:sheet a owl:DatatypeProperty ; rdfs:label "sheet"@en ; rdfs:isDefinedBy <https://w3id.org/kfor-graph/ontology> .\n'
    for number in ("0.1.9", "0.1.10"):
        (folder / "versions" / f"{number}.ttl").write_text(text.replace("0.1.9", number), encoding="utf-8")
    monkeypatch.setattr(vocabularies, "folder", lambda name: tmp_path / name if name == "ontology" else ROOT / name)
    for cached in CACHED:
        cached.cache_clear()
    yield folder
    monkeypatch.undo()
    for cached in CACHED:
        cached.cache_clear()


def test_a_published_version_never_changes() -> None:
    """A file that is kept is named for its version; the present one differs from a kept one of its number in nothing."""
    for path in (ROOT / "ontology" / "versions").glob("*.ttl"):
        assert f'owl:versionInfo "{path.stem}"' in path.read_text(encoding="utf-8")
    present = ROOT / "ontology" / "versions" / f"{VERSION}.ttl"
    assert not present.exists() or present.read_bytes() == (ROOT / "ontology" / "kfo.ttl").read_bytes()


def test_the_first_version_says_that_it_is(data: DataSet) -> None:
    """Without earlier versions there is nothing to compare, and the page says so."""
    assert vocabularies.versions("ontology") == (VERSION,)
    page = whole(get(data, "/ontology.html")).decode()
    assert "This is the first version published." in page
    assert f'id="version-{VERSION}"' in page and "<dt>Since" not in page


def test_versions_are_compared_term_by_term(planted: Path) -> None:
    """What is new, gone and worded otherwise, and nothing else; versions are in the order of their numbers, not of their letters."""
    assert vocabularies.versions("ontology") == ("0.1.9", "0.1.10", VERSION)
    newest, middle, oldest = history.history()
    assert (newest.before, middle.before, oldest.before) == ("0.1.10", "0.1.9", "")
    assert middle.changes == oldest.changes == ()
    found = {change.iri.removeprefix(str(KFO)): change for change in newest.changes}
    assert {name: str(change.kind) for name, change in found.items()} == {"page": "added", "Letter": "changed", "sheet": "removed"}
    (fact,) = found["Letter"].facts
    assert (fact.property, fact.before, fact.after) == ("rdfs:comment", ("A letter.",), ("A letter that transmits something.",))


def test_the_page_tells_what_changed(planted: Path, data: DataSet) -> None:
    """At each term and in the list of versions; what is gone has no link, as it has no place on the page."""
    page = whole(get(data, "/ontology.html")).decode()
    letter = page[page.index('<section class="term" id="Letter"') :]
    letter = letter[: letter.index("</section>")]
    assert (
        "<dt>Since 0.1.10</dt>" in letter and "<del>A letter.</del>" in letter and "<ins>A letter that transmits something.</ins>" in letter
    )
    listed = page[page.index(f'id="version-{VERSION}"') :]
    assert re.search(r"<dt><code>kfo:sheet</code></dt><dd>removed</dd>", listed)
    assert re.search(r'<dt><a href="#page"><code>kfo:page</code></a></dt><dd>new</dd>', listed)
    assert "No term is other than in 0.1.9." in listed and "The first version published." in listed


def test_earlier_versions_are_served(planted: Path, data: DataSet) -> None:
    """Under their IRIs: as written, in other forms, and for browsers as a place on the page; a version nobody knows is not found."""
    found = get(data, "/ontology/0.1.9", "text/turtle")
    assert (found.status, found.body) == (200, (planted / "versions" / "0.1.9.ttl").read_bytes())
    assert b"<https://w3id.org/kfor-graph/ontology/0.1.10>" in whole(get(data, "/ontology/0.1.10.nt"))
    moved = get(data, "/ontology/0.1.9", "text/html")
    assert (moved.status, header(moved, "Location")) == (303, "/ontology.html#version-0.1.9")
    assert 'id="version-0.1.9"' in whole(get(data, "/ontology.html")).decode()
    assert get(data, "/ontology/0.1.8", "text/turtle").status == 404
    assert (ROOT / "ontology" / "kfo.ttl").read_bytes() == get(data, f"/ontology/{VERSION}.ttl").body


def test_every_class_is_in_the_diagram() -> None:
    """Once, with a link to its place; so is each property that leads from one class of ours to another; the same bytes each time."""
    drawn = str(diagram("/ontology.html"))
    classes = [term.name for term in terms.terms() if term.kind == terms.CLASS]
    shown = re.findall(r'<a href="#(\w+)"[^>]*><g class="mark"><title>[^<]*</title><text [^>]*class="class"', drawn)
    assert sorted(shown) == sorted(classes)
    for relation in relations.relations():
        assert relation.name in drawn
    assert "Account about → Eventuality (asked for by the shapes)" in drawn
    assert "Letter signedBy → Person</title>" in drawn
    assert drawn == str(diagram("/ontology.html"))


def test_relations_are_said_once() -> None:
    """A shape repeats no domain and range of the ontology, and none of a class above."""
    found = [(relation.source, relation.property) for relation in relations.relations()]
    assert len(found) == len(set(found))
    by_shape = {(one.source.removeprefix(str(KFO)), one.name) for one in relations.relations() if one.by_shape}
    assert ("Account", "about") in by_shape and ("DocumentPart", "dcterms:isPartOf") in by_shape
    assert not {("Paragraph", "dcterms:isPartOf"), ("Mandate", "mandateOf"), ("Letter", "transmits")} & by_shape


def test_layers_lead_rightward() -> None:
    """The first of each pair is left of the second, boxes of a column do not touch, long lines have a lane in each column between."""
    sizes = {name: (50.0, height) for name, height in zip("abcdef", (20.0, 80.0, 20.0, 40.0, 20.0, 20.0), strict=True)}
    lines = [("a", "b"), ("b", "c"), ("a", "c"), ("d", "c"), ("a", "a"), ("e", "b")]
    layout = layered(sizes, lines, (30.0, 10.0))
    for one, other in lines:
        if one != other:
            assert layout.places[one][0] + 50 <= layout.places[other][0]
    assert [len(layout.lanes[line]) for line in (("a", "b"), ("a", "c"))] == [0, 1]
    columns = {
        x: sorted((y, y + sizes[name][1]) for name, (left, y) in layout.places.items() if left == x) for x, _ in layout.places.values()
    }
    for column in columns.values():
        assert all(after[0] >= before[1] + 10 - 1e-9 for before, after in itertools.pairwise(column))
    corners = [(x + sizes[name][0], y + sizes[name][1]) for name, (x, y) in layout.places.items()]
    assert max(x for x, _ in corners) == layout.width and max(y for _, y in corners) <= layout.height + 1e-9
    assert layout == layered(sizes, lines, (30.0, 10.0))


def test_layers_of_a_circle_and_of_nothing() -> None:
    """A circle is laid out, too; nothing takes no room."""
    circle = layered(dict.fromkeys("abc", (10.0, 10.0)), [("a", "b"), ("b", "c"), ("c", "a")], (5.0, 5.0))
    assert len({x for x, _ in circle.places.values()}) == 3
    assert (layered({}, [], (5.0, 5.0)).width, layered({}, [], (5.0, 5.0)).height) == (0.0, 0.0)


def test_a_scheme_is_a_tree(data: DataSet) -> None:
    """Every concept stands under each that it is narrower than, with its definition and how often it is used."""
    scheme = names.BASE + "scheme/event-type"
    concepts = schemes.concepts_of(data, scheme)
    drawn = schemes.tree(concepts)
    paths: list[tuple[str, ...]] = []

    def walk(branches: tuple[schemes.Branch, ...], way: tuple[str, ...]) -> None:
        for branch in branches:
            here = (*way, branch.concept.iri.removeprefix(scheme + "/"))
            paths.append(here)
            walk(branch.branches, here)

    walk(drawn, ())
    assert {path[-1] for path in paths} == {one.iri.removeprefix(scheme + "/") for one in concepts}
    assert {("violence", "attack", "firearms-attack"), ("violence", "shooting", "firearms-attack")} <= set(paths)
    page = whole(get(data, "/doc/scheme/event-type", "text/html")).decode()
    assert page.count('<span class="meaning">') == len(paths)
    one = next(concept for concept in concepts if concept.iri.endswith("/firearms-attack"))
    naming = {
        quad.subject for quad in data.store.quads(value=pyoxigraph.NamedNode(one.iri)) if quad.graph_name.value != names.graph("ontology")
    }
    assert one.uses == len(naming) > 0


def test_a_concept_knows_its_place(data: DataSet) -> None:
    """Its page leads up each way to the scheme, and down to what is narrower."""
    page = whole(get(data, "/doc/scheme/event-type/firearms-attack", "text/html")).decode()
    assert page.count('<span aria-current="page">Firearms attack</span>') == 2
    attack = whole(get(data, "/doc/scheme/event-type/attack", "text/html")).decode()
    assert re.search(r'Narrower: .*<a href="firearms-attack\.html|Narrower: .*firearms-attack\.html', attack)
    assert 'class="ladder"' not in whole(get(data, "/doc/place/pristina", "text/html")).decode()


def test_the_page_lists_the_schemes(data: DataSet) -> None:
    """Each with its number of concepts; each leads to its tree."""
    page = whole(get(data, "/ontology.html")).decode()
    listed = page[page.index('<h2 id="schemes">') : page.index('<h2 id="versions">')]
    for scheme in {quad.object.value for quad in data.store.quads(predicate=names.expand("skos:inScheme"))}:
        number = len(schemes.concepts_of(data, scheme))
        assert re.search(rf'href="doc/scheme/{scheme.rsplit("/", 1)[1]}\.html">[^<]+</a>\s*</dt><dd>.*?{number} concepts', listed), scheme


def test_paths_of_shapes_name_their_properties() -> None:
    """A property is constrained, too, where it stands inside a longer path."""
    found = {term.name: {one.message for one in term.constraints} for term in terms.terms()}
    assert "Figures are related to figures." in found["includes"] & found["changeOf"]
    assert "An eventuality has an account." in found["about"]
