"""The commands export and network: what they say and write, and what becomes of bad input."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib

from kfor_graph.share import targets
from kfor_graph.share.export import FORMATS, export
from kfor_graph.share.filters import filters
from kfor_graph.share.networks import dot as drawing
from kfor_graph.share.networks.views import views
from kfor_graph.store import open_store

ROOT = Path(__file__).parent.parent
CUBE = """PREFIX qb: <http://purl.org/linked-data/cube#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> ASK """
CONSTRAINTS = {
    "each observation has one data set": "{ ?o a qb:Observation . FILTER NOT EXISTS { ?o qb:dataSet ?d } }",
    "no observation has two data sets": "{ ?o qb:dataSet ?d, ?e . FILTER (?d != ?e) }",
    "each data set has one structure": "{ ?d a qb:DataSet . FILTER NOT EXISTS { ?d qb:structure ?s } }",
    "a structure has a measure": "{ ?s a qb:DataStructureDefinition . FILTER NOT EXISTS { ?s qb:component/qb:measure ?m } }",
    "dimensions have a range": "{ ?d a qb:DimensionProperty . FILTER NOT EXISTS { ?d rdfs:range ?r } }",
    "dimensions of concepts have lists of codes": """{ ?d a qb:DimensionProperty ; rdfs:range skos:Concept .
      FILTER NOT EXISTS { ?d qb:codeList ?c } }""",
    "only attributes may be left out": "{ ?c qb:componentRequired false . FILTER NOT EXISTS { ?c qb:attribute ?a } }",
    "all dimensions are given": "{ ?o qb:dataSet/qb:structure/qb:component/qb:dimension ?d . FILTER NOT EXISTS { ?o ?d ?v } }",
    "no two observations are of the same": """{ { SELECT ?o (GROUP_CONCAT(CONCAT(STR(?d), STR(?v)); separator="|") AS ?key) {
        SELECT ?o ?d ?v { ?o qb:dataSet/qb:structure/qb:component/qb:dimension ?d . ?o ?d ?v } ORDER BY ?o ?d } GROUP BY ?o }
      { SELECT (?o AS ?p) (GROUP_CONCAT(CONCAT(STR(?d), STR(?v)); separator="|") AS ?key) {
        SELECT ?o ?d ?v { ?o qb:dataSet/qb:structure/qb:component/qb:dimension ?d . ?o ?d ?v } ORDER BY ?o ?d } GROUP BY ?o }
      FILTER (STR(?o) < STR(?p)) }""",
    "required attributes are given": """{ ?o qb:dataSet/qb:structure/qb:component ?c . ?c qb:componentRequired true ; qb:attribute ?a .
      FILTER NOT EXISTS { ?o ?a ?v } }""",
    "all measures are given": "{ ?o qb:dataSet/qb:structure/qb:component/qb:measure ?m . FILTER NOT EXISTS { ?o ?m ?v } }",
    "codes are of the list": """{ ?o qb:dataSet/qb:structure/qb:component/qb:dimension ?d . ?d qb:codeList ?list . ?o ?d ?v .
      FILTER NOT EXISTS { ?v a skos:Concept ; skos:inScheme ?list } }""",
}


def run(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line in a folder."""
    ours = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "kfor_graph", *arguments]
    return subprocess.run(command, cwd=place, env=ours, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("form", [name for name in FORMATS if name not in {"svg", "parquet"}])
def test_every_format_has_a_name_of_its_own(published: Path, tmp_path: Path, form: str) -> None:
    """Without -o a file or folder is made in the current folder, and the line says what is in it."""
    done = run(tmp_path, "export", form, "-d", str(published))
    assert done.returncode == 0, done.stderr
    (made,) = tmp_path.iterdir()
    assert done.stdout.startswith(f"{made.name}: ")
    assert made.is_dir() == (not FORMATS[form].suffix)


@pytest.mark.parametrize("view", list(views()))
def test_every_view_can_be_exported(published: Path, tmp_path: Path, view: str) -> None:
    """Each view of the published reports holds something, and is the same JSON on standard output as in a file."""
    done = run(tmp_path, "export", "graphology", "--view", view, "-d", str(published), "-o", "-")
    read = json.loads(done.stdout)
    assert done.returncode == 0 and read["nodes"] and read["edges"]
    run(tmp_path, "export", "graphology", "--view", view, "-d", str(published), "-o", "here/file.json")
    assert (tmp_path / "here" / "file.json").read_text(encoding="utf-8") == done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "gexff"), "gexff: there is no such format; use one of: gexf"),
        (("export", "gexf", "--view", "actor-events"), "--view: there is no view 'actor-events'; use one of: actors-events"),
        (("export", "gexf", "--kind", "explosionn"), "--kind: there is no kind 'explosionn'; use one of: explosion"),
        (("export", "gexf", "--year", "07"), "--year: '07' is no year; write 2007 or 2007-2010"),
        (("export", "csv", "--view", "whole"), "csv holds events and figures and has no views"),
        (("export", "neo4j", "-o", "-"), "-o: a folder cannot be written to standard output"),
        (("network", "-o", "x.pdf"), "x.pdf: the ending says no format of measures; use one of: .csv, .json, .svg, .png"),
        (("export", "gexf", "-d", "nowhere"), "nowhere: there is no such folder"),
    ],
)
def test_bad_input_is_one_line(published: Path, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    """What is wrong and what to write instead, exit code 2, and nothing is written."""
    build = () if "-d" in arguments else ("-d", str(published))
    done = run(tmp_path, *arguments, *build)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["gexf", "geojson", "csv", "cube"])
def test_an_empty_selection_writes_nothing(published: Path, tmp_path: Path, form: str) -> None:
    """A year of which nothing is told is said so, with exit code 1; what was in the file stays."""
    (tmp_path / "out").mkdir()
    done = run(tmp_path, "export", form, "--year", "1950", "-d", str(published), "-o", "out/file")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "is left" in done.stderr or "are left" in done.stderr
    assert list((tmp_path / "out").iterdir()) == []


def test_what_cannot_be_written_leaves_what_was_there(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in the place of a folder, and a disk that fills up, are one line; the old file stays whole and no rest is left."""
    (tmp_path / "file").write_text("old", encoding="utf-8")
    done = run(tmp_path, "export", "gexf", "-d", str(published), "-o", "file/events.gexf")
    assert done.returncode == 2 and "cannot be written" in done.stderr
    done = run(tmp_path, "export", "csv", "-d", str(published), "-o", "file")
    assert done.returncode == 2 and "cannot be written" in done.stderr

    def full(path: Path, chunks: object) -> None:
        path.write_text("half", encoding="utf-8")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(targets, "_fill", full)
    with open_store(published) as store, pytest.raises(Exception, match="No space left on device"):
        export(store, "gexf", None, filters(), tmp_path / "file")
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {"file": "old"}


def test_without_graphviz_there_is_a_hint(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures need a program that is not ours; where it is missing, one line says which."""
    monkeypatch.setattr(drawing.shutil, "which", lambda _: None)
    with open_store(published) as store, pytest.raises(Exception, match="install it"):
        export(store, "svg", None, filters(), tmp_path / "x.svg")
    assert list(tmp_path.iterdir()) == []


def test_without_pyarrow_there_is_a_hint(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parquet needs an extra; where it is missing, one line says how to install it."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with open_store(published) as store, pytest.raises(Exception, match=r"pip install 'kfor-graph\[parquet\]'"):
        export(store, "parquet", None, filters(), tmp_path / "tables")


def test_a_folder_keeps_what_is_not_ours(published: Path, tmp_path: Path) -> None:
    """Other files of a folder that is written into are left alone."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert run(tmp_path, "export", "neo4j", "-d", str(published), "-o", ".").returncode == 0
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "load.cypher").exists()


def test_network_prints_and_writes_its_measures(published: Path, tmp_path: Path) -> None:
    """The table names the busiest actor; CSV, JSON and SVG hold all of it and are the same each time."""
    done = run(tmp_path, "network", "-d", str(published))
    assert done.returncode == 0 and "Year by year" in done.stdout and "communities" in done.stdout
    for name in ("one.csv", "one.json", "one.svg", "two.csv", "two.json", "two.svg"):
        assert run(tmp_path, "network", "-d", str(published), "-o", name).returncode == 0
    for ending in (".csv", "-years.csv", ".json", ".svg"):
        assert (tmp_path / f"one{ending}").read_bytes() == (tmp_path / f"two{ending}").read_bytes()
    read = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))
    assert read["nodes"][0]["label"].split()[0] in done.stdout
    assert sum(one["degree"] for one in read["nodes"]) % 2 == 0
    assert "actors-events" in run(tmp_path, "network", "--list").stdout


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_the_cube_is_well_formed(published: Path, tmp_path: Path, constraint: str) -> None:
    """The integrity constraints of the Data Cube vocabulary that concern cubes like ours find nothing."""
    with open_store(published) as store:
        path = export(store, "cube", None, filters(certainties=["all"]), tmp_path / "cube.ttl").path
    graph = rdflib.Graph().parse(path, format="turtle")
    assert not graph.query(CUBE + CONSTRAINTS[constraint]).askAnswer
