"""Loads into stores on other machines: they end whole or say why in one line, and the next one goes on and mends."""

import os
import random
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest

from kfor_graph import names
from kfor_graph.client.login import Login
from kfor_graph.client.remote import RemoteStore
from kfor_graph.client.session import Patience, Remote, session
from kfor_graph.errors import KforGraphError, StoreError
from kfor_graph.share.loading.checkpoint import checkpoint
from kfor_graph.share.loading.fingerprint import fingerprint
from kfor_graph.share.loading.load import Loaded, Verify, load
from kfor_graph.share.loading.plan import parts
from kfor_graph.store import open_store
from tests.faulty import Between, answered, between, cut, deaf, dropped, endless, half, lossy, stalled
from tests.sparql_server import free_port, needs_server, server

pytestmark = needs_server

ONCE = Patience(tries=1)
GRAPHS = 12


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """A build of small graphs, one of which is in two files and one of which has blank nodes."""
    folder = tmp_path / "build"
    for name in ("documents", "graphs"):
        (folder / name).mkdir(parents=True)
    for number in range(GRAPHS):
        write(folder, number, 20)
    graph = names.graph("both")
    (folder / "graphs" / "a.nq").write_text(f'<http://x/a> <http://x/p> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> <{graph}> .\n')
    (folder / "graphs" / "b.nq").write_text(
        f'<http://x/b> <http://x/p> "x > y <z>" <{graph}> .\n<http://x/b> <http://x/p> _:b <{names.graph("blank")}> .\n'
    )
    (folder / "graphs" / "none.nq").write_text("")
    return folder


def write(folder: Path, number: int, lines: int, word: str = "v") -> None:
    """One document's graph."""
    graph = names.graph(f"d{number:02}")
    told = sorted(f'<http://x/{number}-{line:04}> <http://x/p> "{word} é \\" {line}"@en <{graph}> .\n' for line in range(lines))
    (folder / "documents" / f"d{number:02}.nq").write_text("".join(told), encoding="utf-8")


@pytest.fixture
def far() -> Iterator[Between]:
    """An empty store of Oxigraph, behind a server that may fail."""
    with server() as base, between(base) as seen:
        yield seen


def store(far: Between | str, patience: Patience = ONCE, timeout: float = 20, dialect: str = "oxigraph") -> RemoteStore:
    """A store at an address."""
    base = far if isinstance(far, str) else far.base
    return RemoteStore(session(Remote(f"{dialect}={base}", timeout=timeout), patience, Login()))


def quads(held: pyoxigraph.Store) -> set[str]:
    """What a store holds, with the names of blank nodes left out."""
    return {" ".join("_" if isinstance(term, pyoxigraph.BlankNode) else str(term) for term in quad) for quad in held}


def whole(far: Between, build: Path) -> bool:
    """Whether the store holds the build and nothing else."""
    request = urllib.request.Request(f"{far.behind}/store", headers={"Accept": "application/n-quads"})
    held = pyoxigraph.Store()
    with urllib.request.urlopen(request, timeout=20) as answer:
        held.load(answer.read(), format=pyoxigraph.RdfFormat.N_QUADS)
    with open_store(build) as built:
        return quads(held) == quads(built._open())  # type: ignore[attr-defined]


def test_a_load_is_repeated_without_effect(build: Path, far: Between, tmp_path: Path) -> None:
    """The second load sends nothing; what changed alone is sent again; what stood there before under the name of a graph is gone."""
    urllib.request.urlopen(
        urllib.request.Request(
            f"{far.behind}/store?graph={names.graph('d00')}",
            b"<http://old/> <http://x/p> 1 .",
            {"Content-Type": "text/turtle"},
            method="PUT",
        )
    ).close()
    first = load(build, store(far), tmp_path / "state")
    assert first == Loaded(GRAPHS + 2, GRAPHS + 2, GRAPHS * 20 + 3, (), False) and whole(far, build)
    assert load(build, store(far), tmp_path / "state").sent == 0
    write(build, 3, 25, "changed")
    assert load(build, store(far), tmp_path / "state").sent == 1 and whole(far, build)
    assert load(build, store(far), tmp_path / "elsewhere").sent == GRAPHS + 2 and whole(far, build)


def test_a_load_may_count_alone(build: Path, far: Between, tmp_path: Path) -> None:
    """With counts no graph is read back, and a store that lacks a triple is found; what was only counted does not count as read."""
    load(build, store(far), tmp_path, verify=Verify.COUNTS)
    assert whole(far, build) and not [path for method, path, _ in far.asked if method == "GET"]
    assert load(build, store(far), tmp_path, verify=Verify.COUNTS).sent == 0
    assert load(build, store(far), tmp_path).sent == GRAPHS + 2
    assert load(build, store(far), tmp_path, verify=Verify.COUNTS).sent == 0
    write(build, 4, 40, "new")
    far.fault = lambda _number, method, path: half if method == "POST" and path.startswith("/store") else None
    with pytest.raises(StoreError):
        load(build, store(far), tmp_path, verify=Verify.COUNTS)
    far.fault = lambda _number, method, path: lossy if method == "POST" and path.startswith("/store") else None
    with pytest.raises(StoreError, match=r"holds 39 of 40 triples of <.*d04>; run again"):
        load(build, store(far), tmp_path, verify=Verify.COUNTS)


def test_what_the_build_has_no_more_goes_when_told(build: Path, far: Between, tmp_path: Path) -> None:
    """Old graphs are named and stay, until --prune; graphs of others always stay."""
    load(build, store(far), tmp_path)
    other = urllib.request.Request(
        f"{far.behind}/store?graph=http://other/g", b"<http://x/o> <http://x/p> 1 .", {"Content-Type": "text/turtle"}, method="PUT"
    )
    urllib.request.urlopen(other).close()
    (build / "documents" / "d05.nq").unlink()
    stale = (names.graph("d05"),)
    assert load(build, store(far), tmp_path).stale == stale and names.graph("d05") in store(far).graphs()
    assert load(build, store(far), tmp_path, prune=True).stale == stale
    assert names.graph("d05") not in store(far).graphs() and "http://other/g" in store(far).graphs()
    assert load(build, store(far), tmp_path).stale == ()


@pytest.mark.parametrize("dialect", ["oxigraph", "generic"])
@pytest.mark.parametrize(
    "fault",
    [dropped, half, deaf, answered(503), answered(500, b"<html><title>x</title>Oh &amp; no</html>")],
    ids=["dropped", "half", "deaf", "503", "500"],
)
def test_a_load_that_fails_at_any_request_is_mended_by_the_next(
    build: Path, far: Between, tmp_path: Path, fault: object, dialect: str
) -> None:
    """Whichever request goes wrong, the load ends in one line that names the store, or goes on; the next one leaves the store whole."""
    monkeys, failed = 0, 0
    for number in range(1, 200):
        far.asked.clear()
        far.fault = lambda at, _method, _path, number=number: fault if at == number else None  # type: ignore[misc, return-value]
        write(build, 1, 20, f"round {number}")
        write(build, 2, 30 + number, f"round {number}")
        asked = replace(Remote(f"{dialect}={far.base}"), graphs=f"{far.base}/store", timeout=20)
        if dialect == "generic":
            asked = replace(asked, address=f"generic={far.base}/query")
        try:
            load(build, RemoteStore(session(asked, ONCE, Login())), tmp_path)
            failed_now = False
        except KforGraphError as error:
            failed_now = True
            assert far.base in str(error) and "\n" not in str(error) and "<html" not in str(error)
        failed += failed_now
        reached = len(far.asked) >= number
        far.fault = lambda _number, _method, _path: None
        load(build, RemoteStore(session(asked, ONCE, Login())), tmp_path)
        assert whole(far, build), number
        monkeys += 1
        if not reached:
            break
    assert monkeys > 4 and failed >= monkeys - 3


FAULTS = [
    ("down", None, "cannot be reached"),
    ("stalled", stalled, "no answer, or not all of it, within 0.5 seconds"),
    ("dropped", dropped, "answer broke off|cannot be reached|closed connection"),
    ("401", answered(401, WWW_Authenticate='Digest realm="x", nonce="y"'), r"asks for a login \(401.*set KFOR_GRAPH_STORE_USER"),
    ("403", answered(403, b"not you"), r"forbids this \(403 Forbidden: not you\)"),
    ("404", answered(404), r"does not know this address.*check --store"),
    ("500", answered(500, b"out of\nmemory"), "500 Internal Server Error: out of memory"),
    ("503", answered(503, Retry_After="9999"), "asks to wait 9999 seconds"),
    ("a page", answered(200, b"<html>Welcome</html>", Content_Type="text/html"), "gives text/html, not SPARQL results; check that it is"),
    ("another address", answered(302, Location="http://127.0.0.1:1/"), "sends us to another address, which is not followed"),
    ("endless", endless, "answers with more than|no answer, or not all of it"),
    ("cut off", cut, "gives results that are broken or cut off"),
    ("no JSON", answered(200, b"[1, 2", Content_Type="application/json"), "gives results that are broken or cut off"),
    ("other JSON", answered(200, b"[1, 2]", Content_Type="application/json"), "gives results that are broken or cut off"),
]


@pytest.mark.parametrize(("fault", "message"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_a_bad_store_is_told(build: Path, far: Between, tmp_path: Path, fault: object, message: str) -> None:
    """Whatever a store does, a load and a query end in one line that names it and a remedy."""
    base: Between | str = far if fault else f"http://127.0.0.1:{free_port()}"
    far.fault = lambda _number, _method, _path: fault  # type: ignore[return-value]
    asked = store(base, timeout=0.5)
    for act in (lambda: load(build, asked, tmp_path, seconds=0.5), lambda: list(asked.query("SELECT ?s { ?s a kfo:Event }"))):  # type: ignore[arg-type]
        with pytest.raises(KforGraphError, match=message) as told:
            act()
        assert "http://127.0.0.1" in str(told.value) and "\n" not in str(told.value) and "; " in str(told.value)


def test_what_may_pass_is_tried_again(build: Path, far: Between, tmp_path: Path) -> None:
    """A store that is overloaded for a moment is asked again, after as long as it wants."""
    waits = list[float]()
    far.fault = lambda number, _method, _path: answered(503, Retry_After="7") if number in {2, 4, 5} else None
    load(build, store(far, Patience(sleep=waits.append)), tmp_path)
    assert whole(far, build) and sorted(waits) == [7, 7, 7]


def test_a_store_that_forgot_is_filled_again(build: Path, tmp_path: Path) -> None:
    """What the checkpoint says is not believed where the store counts otherwise: a new server on the same port gets everything."""
    port = free_port()
    for _ in range(2):
        with server(port=port) as base:
            assert load(build, store(base), tmp_path).sent == GRAPHS + 2
            assert load(build, store(base), tmp_path).sent == 0


def test_a_store_that_changes_what_it_is_given_is_told(build: Path, far: Between, tmp_path: Path) -> None:
    """A graph that comes back with other words, as many as were sent, does not count as loaded."""
    gone = answered(200, b'<http://x/0-0000> <http://x/p> "other"@en .\n' * 20, Content_Type="application/n-triples")
    far.fault = lambda _number, method, path: gone if method == "GET" and "d07" in path else None
    with pytest.raises(StoreError, match=r"holds 1 of 20 triples of <.*graph/d07>; run again"):
        load(build, store(far), tmp_path)
    far.fault = lambda _number, _method, _path: None
    assert load(build, store(far), tmp_path).sent >= 1 and whole(far, build)


def test_one_load_at_a_time(build: Path, far: Between, tmp_path: Path) -> None:
    """A second load of one store on this machine refuses."""
    asked = store(far)
    with checkpoint(tmp_path, asked.session.query), pytest.raises(StoreError, match="another load of this store is under way"):
        load(build, asked, tmp_path)


def test_a_broken_checkpoint_is_none(build: Path, far: Between, tmp_path: Path) -> None:
    """A damaged file means that everything is sent again."""
    load(build, store(far), tmp_path)
    for data in (b"{", b"[]", b'{"graphs": {"x": 1}}', b"\xff"):
        next(tmp_path.glob("*.json")).write_bytes(data)
        assert load(build, store(far), tmp_path).sent == GRAPHS + 2


def test_killed_loads_are_mended(build: Path, far: Between, tmp_path: Path) -> None:
    """Ten loads, each killed at a random moment, and one that ends: the store is whole."""
    for number in range(GRAPHS):
        write(build, number, 2000)
    chance = random.Random(6)  # noqa: S311 -- the same moments in each run
    command = [sys.executable, "-m", "kfor_graph", "load", str(build), "--store", far.base, "--state", str(tmp_path / "state")]
    for number in range(10):
        write(build, number, 2000, "again")
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.2 + chance.random())
        os.kill(running.pid, signal.SIGKILL)
        running.wait(10)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "all verified" in done.stdout, done.stderr
    assert whole(far, build)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<http://x/s> <http://x/p> broken <http://x/g> .\n<http://x/s> <http://x/p> 1", r"c.nq:1: broken N-Quads"),
        ("<http://x/s> <http://x/p> <http://x/o> .\n", "outside every named graph"),
    ],
)
def test_a_broken_build_is_told_before_anything_is_sent(build: Path, far: Between, tmp_path: Path, text: str, message: str) -> None:
    """The file is named, with the line."""
    (build / "graphs" / "c.nq").write_text(text)
    with pytest.raises(StoreError, match=message):
        load(build, store(far), tmp_path)
    assert far.asked == []


def test_parts_are_the_graphs_of_the_files(build: Path) -> None:
    """Every line of the build is in one part."""
    found = parts(build)
    lines = [line for part in found for line in part.nquads().splitlines()]
    assert sorted(lines) == sorted(line for path in build.glob("*/*.nq") for line in path.read_bytes().splitlines())
    assert all(part.count == len(part.nquads().splitlines()) for part in found)


def test_fingerprints_are_of_what_is_said() -> None:
    """Order, spelling, names of blank nodes and repetition do not count; every statement does."""
    one = b'_:a <http://x/p> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n_:a <http://x/q> _:b .\n'
    two = b"_:z <http://x/q> _:y .\n_:z <http://x/p> 1.5 .\n_:z <http://x/p> 1.5 .\n"
    assert fingerprint(one) == fingerprint(two) and fingerprint(one).count == 2
    assert fingerprint(two) != fingerprint(two.replace(b"1.5", b"1.6")) != fingerprint(b"")
    shape = "http://x/shape"
    assert fingerprint(b'<http://x/s> <http://x/p> "a"^^<http://x/shape> .', [shape]) == fingerprint(
        b'<http://x/s> <http://x/p> "b"^^<http://x/shape> .', [shape]
    )
