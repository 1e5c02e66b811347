"""The store: what a build holds, asked; made again where it is stale or broken."""

import json
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest

from kfor_graph import names
from kfor_graph.errors import QueryError, StoreError
from kfor_graph.store import Store, load, open_store

ONE = '<http://x/a> <http://x/p> "1" <http://x/g1> .\n'
TWO = '<http://x/b> <http://x/p> "2" <http://x/g2> .\n'
KILLED = """
import os, signal, sys
from pathlib import Path
from kfor_graph import store
fill = store._fill
def killed(*arguments):
    fill(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)
store._fill = killed
store.open_store(Path(sys.argv[1]), limit=0)
"""
OPENED = """
import sys
from pathlib import Path
from kfor_graph.catalogue import Query
from kfor_graph.query.run import run_table
from kfor_graph.store import open_store
with open_store(Path(sys.argv[1]), limit=0) as store:
    print(len(run_table(store, Query("q", "q", "SELECT ?s { ?s ?p ?o }")).rows))
"""


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """A build of one document and one graph beside it."""
    for folder, text in (("documents", ONE), ("graphs", TWO)):
        (tmp_path / "build" / folder).mkdir(parents=True)
        (tmp_path / "build" / folder / "one.nq").write_text(text)
    return tmp_path / "build"


def values(store: Store) -> list[str]:
    """The objects of all quads, sorted."""
    results = store.query("SELECT ?o { ?s ?p ?o }")
    assert isinstance(results, pyoxigraph.QuerySolutions)
    return sorted(row["o"].value for row in results)


def on_disk(build: Path) -> list[str]:
    """The same of a build that is kept on disk."""
    with open_store(build, limit=0) as store:
        return values(store)


def test_the_default_graph_is_the_union(build: Path) -> None:
    """A query that names no graph sees all graphs of all files; one that names one sees that."""
    with open_store(build) as store:
        assert (len(store), store.graphs(), values(store)) == (2, ["http://x/g1", "http://x/g2"], ["1", "2"])
        assert [row["s"].value for row in store.query("SELECT ?s { GRAPH <http://x/g2> { ?s ?p ?o } }")] == ["http://x/b"]
    assert not (build / "store").exists()


def test_a_closed_store_says_so(build: Path) -> None:
    """What is asked of a closed store is an error with a remedy."""
    store = open_store(build)
    store.close()
    with pytest.raises(StoreError, match="is closed"):
        len(store)


@pytest.mark.parametrize("name", ["nothing", "other"])
def test_what_is_no_build(tmp_path: Path, name: str) -> None:
    """A missing folder, and one that holds no build, are errors that give the command to make one."""
    (tmp_path / "other").mkdir()
    with pytest.raises(StoreError, match=f"kfor-graph build SOURCE… -o {tmp_path / name}"):
        open_store(tmp_path / name)


@pytest.mark.parametrize("limit", [0, 1000])
def test_broken_nquads_name_file_and_line(build: Path, limit: int) -> None:
    """A damaged file of a build is named, with the line."""
    path = build / "graphs" / "one.nq"
    path.write_text(TWO + "<http://x/c> broken\n")
    with pytest.raises(StoreError, match=f"{path}:2: broken N-Quads"):
        open_store(build, limit=limit)
    assert not (build / "store").exists()


def test_a_build_that_may_not_be_read(build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line that says so, where rights are lacking."""

    def refuse(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "exists", refuse)
    with pytest.raises(StoreError, match=r"cannot be read \(Permission denied\); check the rights"):
        open_store(build)


@pytest.mark.parametrize("limit", [0, 1_000_000])
def test_quads_that_are_missing_are_told(build: Path, limit: int) -> None:
    """A file that lost its end with whole lines is no smaller build, but a broken one; further quads may be added."""
    (build / "manifest.json").write_text(json.dumps({"quads": len(open_store(build))}), encoding="utf-8")
    path = sorted(build.glob("documents/*.nq"))[0]
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines, b"<x:a> <x:b> <x:c> <x:d> .\n"]))
    assert len(open_store(build, limit=limit)) == len(open_store(build))
    path.write_bytes(b"".join(lines[:-1]))
    with pytest.raises(StoreError, match=r"of the .* that were written; build again"):
        open_store(build, limit=limit)


def test_a_file_may_lack_its_last_line_end(build: Path) -> None:
    """Two files are never read as one line."""
    (build / "documents" / "one.nq").write_text(ONE.strip())
    assert on_disk(build) == values(open_store(build)) == ["1", "2"]


def test_a_large_graph_is_kept_on_disk(build: Path) -> None:
    """Above the limit the quads lie in `store/`, and the next opening makes nothing; `in_memory` leaves the disk alone."""
    assert values(open_store(build, in_memory=True, limit=0)) == ["1", "2"]
    assert not (build / "store").exists()
    assert on_disk(build) == ["1", "2"]
    made = (build / "store" / "stamp.json").stat()
    assert on_disk(build) == ["1", "2"]
    now = (build / "store" / "stamp.json").stat()
    assert (now.st_ino, now.st_mtime_ns) == (made.st_ino, made.st_mtime_ns)
    assert sorted(path.name for path in build.iterdir()) == ["documents", "graphs", "store"]


@pytest.mark.parametrize("change", ["content", "new", "gone"])
def test_a_stale_store_is_made_again(build: Path, change: str) -> None:
    """A file that changed (to one of the same length), came or went makes the store anew."""
    on_disk(build)
    if change == "content":
        (build / "graphs" / "one.nq").write_text(TWO.replace('"2"', '"3"'))
    elif change == "new":
        (build / "documents" / "two.nq").write_text(ONE.replace('"1"', '"0"'))
    else:
        (build / "documents" / "one.nq").unlink()
    assert on_disk(build) == {"content": ["1", "3"], "new": ["0", "1", "2"], "gone": ["2"]}[change]


def test_a_copied_build_keeps_its_store(build: Path, tmp_path: Path) -> None:
    """Times of files do not count where the bytes are the same."""
    on_disk(build)
    shutil.copytree(build, tmp_path / "copy", copy_function=shutil.copyfile)
    before = (tmp_path / "copy" / "store" / "stamp.json").stat().st_mtime_ns
    assert on_disk(tmp_path / "copy") == ["1", "2"]
    assert (tmp_path / "copy" / "store" / "stamp.json").stat().st_mtime_ns == before


@pytest.mark.parametrize("damage", ["stamp", "list", "flipped", "truncated", "missing", "current", "described", "empty", "file"])
def test_a_broken_store_is_made_again(build: Path, damage: str) -> None:
    """A store that lost its stamp, files or bytes is thrown away and made again."""
    on_disk(build)
    folder = build / "store"
    piece = sorted((folder / "data").glob("*.sst"))[0]
    if damage == "stamp":
        (folder / "stamp.json").write_text("{")
    elif damage == "list":
        (folder / "stamp.json").write_text('{"documents/one.nq": [1]}')
    elif damage == "flipped":
        piece.write_bytes(bytes([piece.read_bytes()[0] ^ 255]) + piece.read_bytes()[1:])
    elif damage == "truncated":
        piece.write_bytes(piece.read_bytes()[:100])
    elif damage == "missing":
        piece.unlink()
    elif damage == "described":  # the engine would open it, and find no quads
        described = next((folder / "data").glob("MANIFEST-*"))
        described.write_bytes(described.read_bytes()[:100])
    elif damage == "current":
        (folder / "data" / "CURRENT").write_text("x" * len((folder / "data" / "CURRENT").read_bytes()))
    else:
        shutil.rmtree(folder)
        folder.mkdir() if damage == "empty" else folder.write_text("no folder")
    assert on_disk(build) == ["1", "2"]
    assert json.loads((folder / "stamp.json").read_text()).keys() == {"documents/one.nq", "graphs/one.nq"}


def test_damage_within_a_store_is_told(build: Path) -> None:
    """Bytes deep in a store that were changed in place are found when they are read: an error that says what to delete."""
    (build / "documents" / "one.nq").write_text("".join(ONE.replace("x/a", f"x/a{number}") for number in range(20_000)))
    on_disk(build)
    for piece in (build / "store" / "data").glob("*.sst"):
        content = bytearray(piece.read_bytes())
        if len(content) > 50_000:
            content[len(content) // 3] ^= 255
        piece.write_bytes(content)
    asked = subprocess.run([sys.executable, "-c", OPENED, str(build)], check=False, capture_output=True, text=True)
    assert re.search(f"StoreError: {build / 'store'}: is broken .*; delete this folder: it is made again", asked.stderr)


def test_a_killed_rebuild_leaves_the_old_store(build: Path) -> None:
    """Until the new store is whole the old one stays as it was; the next opening makes the new one and leaves no rest."""
    on_disk(build)
    old = {path.relative_to(build): path.read_bytes() for path in sorted((build / "store").rglob("*")) if path.is_file()}
    (build / "graphs" / "one.nq").write_text(TWO.replace('"2"', '"3"'))
    killed = subprocess.run([sys.executable, "-c", KILLED, str(build)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert {path.relative_to(build): path.read_bytes() for path in sorted((build / "store").rglob("*")) if path.is_file()} == old
    assert on_disk(build) == ["1", "3"]
    assert sorted(path.name for path in build.iterdir()) == ["documents", "graphs", "store"]


def test_several_processes_open_one_build(build: Path) -> None:
    """Whoever comes first makes the store; the others wait for it and read it."""
    running = [subprocess.Popen([sys.executable, "-c", OPENED, str(build)], stdout=subprocess.PIPE) for _ in range(4)]
    assert [process.communicate()[0].strip() for process in running] == [b"2"] * 4
    assert on_disk(build) == ["1", "2"]


def test_an_open_store_outlives_its_successor(build: Path) -> None:
    """Who reads the store goes on reading what they opened while another makes it anew."""
    with open_store(build, limit=0) as store:
        (build / "graphs" / "one.nq").write_text(TWO.replace('"2"', '"3"'))
        assert on_disk(build) == ["1", "3"]
        assert values(store) == ["1", "2"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("SELECT * {\n ?s ?p", r"query:2:\d+: not SPARQL"),
        ("SELECT ?s ?s { ?s ?p ?o }", r"query:1:\d+: not SPARQL \(Duplicated"),
        ("SELECT * { ?s\n foo:bar ?o }", r"query:\d:\d+: the prefix foo: is not declared; add a line `PREFIX foo: <…>`"),
        ("", "query:1:1: not SPARQL"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "query: this is an update"),
        ("PREFIX a: <a:>\n# SELECT\nWITH <g:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "query: this is an update"),
        ("SELECT (<http://x/f>(1) AS ?x) {}", "query: The custom function <http://x/f> is not supported"),
    ],
)
def test_a_query_that_cannot_be_asked(text: str, complaint: str) -> None:
    """What is no query, or no query but an update, is told in one line with its place."""
    store = load(ONE.encode())
    with pytest.raises(QueryError, match=complaint) as caught, store.asking(text):
        list(store.query(text))
    assert len(str(caught.value)) < 200
    assert len(store) == 1


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * {\n service\n?x { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { <http://x\\u0041#y> ?p ?o.SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:1/> SELECT * { SERVICE:x { ?s ?p ?o } }",
        "SELECT * { ?s ?p '\\'#' . SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    ],
)
def test_no_query_reaches_out(text: str) -> None:
    """SERVICE, however it is written, is refused before anything is asked; no query makes us call another machine."""
    with pytest.raises(QueryError, match="SERVICE would ask another endpoint"):
        load(ONE.encode()).query(text)


def test_a_word_that_looks_like_service_is_none() -> None:
    """Variables, names, strings, IRIs and comments may hold the word."""
    text = "SELECT ?service { ?service kfo:service <http://x/SERVICE> , 'SERVICE <http://x/> {' } # SERVICE"
    assert list(load(ONE.encode()).query(text)) == []


def test_our_prefixes_need_no_declaration() -> None:
    """The project's prefixes may be used as they are; a query that declares one otherwise has its way."""
    store = load(ONE.encode())
    (row,) = store.query("SELECT (kfo:Event AS ?x) {}")
    assert row["x"].value == names.expand("kfo:Event")
    (row,) = store.query("PREFIX kfo: <http://x/> SELECT (kfo:Event AS ?x) {}")
    assert row["x"].value == "http://x/Event"
