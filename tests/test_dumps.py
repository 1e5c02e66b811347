"""Dumps: the whole graph in one file a syntax, the same for the same build, read alike by others."""

import gzip
from pathlib import Path

import pytest
import rdflib

from kfor_graph import names
from kfor_graph.errors import StoreError
from kfor_graph.share.dumps import write_dumps

ID, KFO = f"{names.BASE}id/", names.PREFIXES["kfo"]
TYPE = f"<{names.expand('rdf:type')}>"
DOCUMENTS = {
    "documents/b": [
        f'<{ID}doc/b/p1> <{KFO}printed> "6.830"^^<{names.expand("xsd:decimal")}> <{names.graph("b")}> .',
        f'<{ID}doc/b> <{KFO}note> "a \\"quoted\\" word\\nand a line" <{names.graph("b")}> .',
        f"<{ID}doc/b> {TYPE} <{KFO}Document> <{names.graph('b')}> .",
        f"<{ID}place/pristina> {TYPE} <{KFO}Place> <{names.graph('b')}> .",
    ],
    "documents/a": [
        f"<{ID}doc/a> {TYPE} <{KFO}Document> <{names.graph('a')}> .",
        f"<{ID}place/pristina> {TYPE} <{KFO}Place> <{names.graph('a')}> .",
    ],
    "graphs/authority": [f'<{ID}place/pristina> <{names.expand("skos:prefLabel")}> "Priština"@sr-latn <{names.graph("authority")}> .'],
}
QUADS = 7


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """A build of two documents that both name one place."""
    for name, lines in DOCUMENTS.items():
        path = tmp_path / "build" / f"{name}.nq"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path / "build"


def quads(path: Path, form: str) -> set[tuple[str, ...]]:
    """What rdflib reads from a dump."""
    dataset = rdflib.Dataset()
    dataset.parse(path, format=form)
    return {(*(node.n3() for node in quad[:3]), str(quad[3])) for quad in dataset.quads()}


def test_every_dump_holds_the_whole_graph(build: Path, tmp_path: Path) -> None:
    """Another reader finds the same quads in N-Quads, TriG and JSON-LD, and in Turtle their union."""
    written = write_dumps(build, tmp_path / "out")
    assert [path.name for path in written] == ["kfor-graph.jsonld", "kfor-graph.nq", "kfor-graph.trig", "kfor-graph.ttl"]
    ours = quads(tmp_path / "out" / "kfor-graph.nq", "nquads")
    assert len(ours) == QUADS
    assert quads(tmp_path / "out" / "kfor-graph.trig", "trig") == ours
    assert quads(tmp_path / "out" / "kfor-graph.jsonld", "json-ld") == ours
    union = rdflib.Graph().parse(tmp_path / "out" / "kfor-graph.ttl", format="turtle")
    assert {tuple(node.n3() for node in triple) for triple in union} == {quad[:3] for quad in ours}


def test_nquads_are_sorted(build: Path, tmp_path: Path) -> None:
    """N-Quads hold the lines of all files once each, in order, and literals as they were."""
    (build / "documents" / "c.nq").write_text("\n".join(DOCUMENTS["documents/a"]), encoding="utf-8")
    write_dumps(build, tmp_path / "out")
    lines = (tmp_path / "out" / "kfor-graph.nq").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(line for document in DOCUMENTS.values() for line in document)


def test_turtle_is_for_people(build: Path, tmp_path: Path) -> None:
    """What a thing is comes first, a thing before its parts, short names throughout, and nothing twice."""
    write_dumps(build, tmp_path / "out")
    text = (tmp_path / "out" / "kfor-graph.ttl").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if not line.startswith("@")] == [
        "<id/doc/a> a kfo:Document .",
        "<id/doc/b> a kfo:Document ;",
        '\tkfo:note "a \\"quoted\\" word\\nand a line" .',
        "<id/doc/b/p1> kfo:printed 6.830 .",
        "<id/place/pristina> a kfo:Place ;",
        '\tskos:prefLabel "Priština"@sr-latn .',
    ]
    trig = (tmp_path / "out" / "kfor-graph.trig").read_text(encoding="utf-8")
    assert [line for line in trig.splitlines() if line.endswith("{")] == [f"<graph/{name}> {{" for name in ("a", "authority", "b")]


@pytest.mark.parametrize("compress", [False, True])
def test_the_same_build_gives_the_same_bytes(build: Path, tmp_path: Path, compress: bool) -> None:
    """Two dumps of one build are equal byte for byte, packed or not; packing changes nothing within."""
    first, second = (write_dumps(build, tmp_path / name, compress) for name in ("one", "two"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    plain = [path.read_bytes() for path in write_dumps(build, tmp_path / "plain")]
    assert [gzip.decompress(path.read_bytes()) if compress else path.read_bytes() for path in first] == plain
    assert all(path.name.endswith(".gz") == compress for path in first)
    assert not compress or {path.read_bytes()[3:8] for path in first} == {bytes(5)}


def test_a_failure_leaves_the_old_dumps(build: Path, tmp_path: Path) -> None:
    """Broken N-Quads are an error with file and line; what was written before stays, and no rest is left."""
    out = tmp_path / "out"
    write_dumps(build, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    (build / "documents" / "b.nq").write_text("<http://x/a> broken <http://x/b> .\n")
    with pytest.raises(StoreError, match=r"b\.nq:1: broken N-Quads"):
        write_dumps(build, out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_what_cannot_be_written_is_told(build: Path, tmp_path: Path) -> None:
    """No build, or no folder to write into, is an error with a remedy."""
    with pytest.raises(StoreError, match="make it with"):
        write_dumps(tmp_path / "none", tmp_path / "out")
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="choose another folder"):
        write_dumps(build, tmp_path / "file" / "out")


def test_an_empty_build_has_empty_dumps(tmp_path: Path) -> None:
    """A build of no reports gives files that others read as empty."""
    (tmp_path / "build" / "documents").mkdir(parents=True)
    (tmp_path / "build" / "documents" / "none.nq").write_text("")
    for path, form in zip(write_dumps(tmp_path / "build", tmp_path / "out"), ("json-ld", "nquads", "trig", "turtle"), strict=True):
        assert quads(path, form) == set()
