"""The server over real HTTP: limits that stop work, processes that die without harm, and what goes over the wire."""

import concurrent.futures
import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.http_asking import HOST, ask, raw, read_all, select
from tests.served import Served, served
from tests.serving_probe import RUNAWAY

PROBE = "tests.serving_probe"
SMALL = "SELECT ?s WHERE { ?s a <https://w3id.org/kfor-graph/ontology#Report> } ORDER BY ?s"


@pytest.fixture(scope="module")
def server(published: Path) -> Iterator[Served]:
    """A server with a time limit of a second and small limits."""
    options = ("--timeout", "1", "--max-bytes", "5000000", "--queue", "2", "--workers", "2")
    with served(published, *options, module=PROBE) as running:
        yield running


@pytest.fixture
def own(published: Path, tmp_path: Path) -> Path:
    """A copy of the build, for one server alone."""
    return shutil.copytree(published, tmp_path / "own")


def test_it_answers_a_query(server: Served) -> None:
    """A SELECT comes back as JSON."""
    reply = ask(server.port, select(SMALL))
    assert (reply.status, reply.headers["content-type"]) == (200, "application/sparql-results+json")
    assert reply.body.count(b'"uri"') == 3


def test_a_runaway_query_is_killed_and_harms_nobody(server: Served) -> None:
    """It gets a 503 after its time, while others are answered all along."""
    with concurrent.futures.ThreadPoolExecutor() as pool:
        start = time.monotonic()
        runaway = pool.submit(ask, server.port, select(RUNAWAY))
        times = []
        while not runaway.done():
            before = time.monotonic()
            assert ask(server.port, "/probe/snail?seconds=0").status == 200
            times.append(time.monotonic() - before)
        assert runaway.result().status == 503
        assert runaway.result().headers["retry-after"].isdigit()
        assert b"longer than 1 second" in runaway.result().body
        assert 0.9 < time.monotonic() - start < 3
        assert max(times) < 0.8


def test_all_workers_killed_are_replaced(server: Served) -> None:
    """More runaway queries than workers, and the next request is answered."""
    with concurrent.futures.ThreadPoolExecutor() as pool:
        statuses = [reply.status for reply in pool.map(lambda _: ask(server.port, select(RUNAWAY)), range(2))]
    assert statuses == [503, 503]
    assert ask(server.port, select(SMALL)).status == 200


@pytest.mark.parametrize("name", ["crash", "gorge"])
def test_a_worker_that_dies_harms_nobody(server: Served, name: str) -> None:
    """Its client gets a 503 that says what to do, another worker takes its place at once."""
    for _ in range(4):
        reply = ask(server.port, f"/probe/{name}")
        assert reply.status == 503
        assert b"ask for less" in reply.body
    assert ask(server.port, select(SMALL)).status == 200


def test_a_deeply_nested_query_ends_nobody_but_its_worker(server: Served) -> None:
    """Brackets that exhaust the parser's stack are an error of that client."""
    query = b"SELECT * WHERE " + b"{" * 400_000 + b"}" * 400_000
    assert ask(server.port, "/probe/select", "POST", body=query).status in {400, 500, 503}
    assert ask(server.port, select(SMALL)).status == 200


def test_a_mistake_of_ours_tells_nothing(server: Served) -> None:
    """500 without the error's words, which go to the log."""
    reply = ask(server.port, "/probe/mistake")
    assert reply.status == 500
    assert b"secret" not in reply.body
    server.said("a secret of the server")


def test_a_full_queue_refuses(server: Served) -> None:
    """Two are worked on, two wait, the rest are told to come back."""
    with concurrent.futures.ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda _: ask(server.port, "/probe/snail?seconds=0.5"), range(2)))  # until both workers are there again
        replies = list(pool.map(lambda _: ask(server.port, "/probe/snail?seconds=0.8"), range(12)))
    statuses = [reply.status for reply in replies]
    assert set(statuses) == {200, 503}
    assert statuses.count(200) >= 4
    assert all(reply.headers["retry-after"].isdigit() for reply in replies if reply.status == 503)


def test_a_client_that_goes_frees_its_place(published: Path) -> None:
    """Its query is killed long before its time, and the one worker is free again."""
    with served(published, "--timeout", "60", "--workers", "1", module=PROBE) as server:
        for _ in range(3):
            with socket.create_connection((HOST, server.port)) as connection:
                connection.sendall(f"GET {select(RUNAWAY)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
                time.sleep(0.1)
        start = time.monotonic()
        assert ask(server.port, select(SMALL)).status == 200
        assert time.monotonic() - start < 3


def test_a_long_body_is_streamed(server: Served) -> None:
    """In pieces, in order, whole."""
    reply = ask(server.port, "/probe/stream?pieces=20")
    assert reply.headers["transfer-encoding"] == "chunked"
    assert reply.body == b"".join((b"%08d\n" % number) * 11_111 for number in range(20))


@pytest.mark.parametrize("query", ["pieces=100", "pieces=3&fail=1", "pieces=30&pause=0.1"])
def test_a_body_that_cannot_be_whole_is_cut(server: Served, query: str) -> None:
    """Too many bytes, a failing cursor, too long: the chunked body has no end, so that no client takes a part for the whole."""
    reply = raw(server.port, f"GET /probe/stream?{query} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    assert reply.startswith(b"HTTP/1.1 200")
    assert not reply.endswith(b"0\r\n\r\n")
    assert ask(server.port, select(SMALL)).status == 200


def test_a_slow_reader_holds_no_worker(published: Path) -> None:
    """What it does not take waits in a file; the one worker serves others, and the memory of the front stays flat."""
    with served(published, "--workers", "1", module=PROBE) as server, socket.create_connection((HOST, server.port)) as connection:
        connection.sendall(b"GET /probe/stream?pieces=500 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        time.sleep(1.5)
        assert ask(server.port, select(SMALL)).status == 200
        peak = Path(f"/proc/{server.process.pid}/status")
        if peak.exists():
            line = next(line for line in peak.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
            assert int(line.split()[1]) < 110_000
        connection.settimeout(20)
        assert len(read_all(connection)) > 500 * 99_000


def test_a_body_that_is_too_large_is_refused_before_it_is_read(server: Served) -> None:
    """413 for what its length tells, and for what comes in chunks."""
    told = raw(server.port, b"POST /probe/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n", timeout=3)
    assert told.startswith(b"HTTP/1.1 413")
    chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    with socket.create_connection((HOST, server.port), timeout=5) as connection:
        connection.sendall(b"POST /probe/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        with contextlib.suppress(OSError):
            for _ in range(40):
                connection.sendall(chunk)
        assert read_all(connection)[:12] in {b"HTTP/1.1 413", b""}
    assert ask(server.port, "/probe/echo", "POST", body=b"a" * 900_000).status == 200


def test_addresses_and_heads_have_their_length(server: Served) -> None:
    """414 for the address, 431 for the headers."""
    assert ask(server.port, "/probe/echo?a=" + "a" * 16_300).status == 200
    assert ask(server.port, "/probe/echo?a=" + "a" * 16_400).status == 414
    assert raw(server.port, b"GET /?" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n").startswith(b"HTTP/1.1 414")
    assert raw(server.port, b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X-A: " + b"a" * 100_000 + b"\r\n\r\n").startswith(b"HTTP/1.1 431")


@pytest.mark.parametrize(
    "path",
    ["/probe/echo/..", "/probe/../etc/passwd", "/probe/echo/%2e%2e/x", "/probe/echo/a%2Fb", "/probe/echo/%5c", "/probe/echo/%00",
     "/probe/echo/%0d%0aX", "/probe/echo/%ff", "/probe/echo/%zz", "/static/../../pyproject.toml", "/static/%2e%2e/%2e%2e/data.py"],
)  # fmt: skip
def test_a_path_that_hides_something_is_refused(server: Served, path: str) -> None:
    """Dot segments, encoded slashes, control characters, broken encodings: 400, whatever stands there."""
    assert raw(server.port, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()).startswith(b"HTTP/1.1 400")


def test_a_path_and_its_query_arrive_as_meant(server: Served) -> None:
    """Decoded once, in order, with empty and repeated values; repeated headers joined."""
    reply = ask(server.port, "/probe/echo/Pe%C4%87/%2525?b=1&a=&b=%C4%87+x", headers={"X-Two": "a"})
    assert b'"path": "/probe/echo/Pe\\u0107/%25"' in reply.body
    assert b'[["b", "1"], ["a", ""], ["b", "\\u0107 x"]]' in reply.body


def test_headers_cannot_be_injected(server: Served) -> None:
    """Line ends in a value, a name or a media type never make a line."""
    reply = raw(
        server.port, b"GET /probe/inject?said=a%0d%0aSet-Cookie:%20b=c%0d%0a%0d%0a<p> HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    )
    head = reply.partition(b"\r\n\r\n")[0].lower()
    assert reply.startswith(b"HTTP/1.1 200")
    assert not any(line.startswith((b"set-cookie", b"location")) for line in head.split(b"\r\n"))
    assert b"x-said: a set-cookie: b=c" in head


def test_a_client_that_never_ends_its_head_is_let_go(published: Path) -> None:
    """After ten seconds; others are served meanwhile."""
    with served(published, module=PROBE) as server, socket.create_connection((HOST, server.port), timeout=20) as slow:
        start = time.monotonic()
        slow.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        assert ask(server.port, select(SMALL)).status == 200
        assert read_all(slow).startswith(b"HTTP/1.1 408")
        assert 9 < time.monotonic() - start < 14


def test_connections_are_kept_and_pipelined(server: Served) -> None:
    """Several requests on one connection are answered in order."""
    one = b"GET /probe/echo?n=%d HTTP/1.1\r\nHost: x\r\n\r\n"
    last = b"GET /probe/echo?n=3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    reply = raw(server.port, one % 1 + one % 2 + last)
    assert [reply.index(b'["n", "%d"]' % number) for number in (1, 2, 3)] == sorted(reply.index(b'["n", "%d"]' % n) for n in (1, 2, 3))


def test_the_server_is_well(server: Served) -> None:
    """/healthz is answered by a worker."""
    reply = ask(server.port, "/healthz")
    assert (reply.status, reply.headers["content-type"]) == (200, "application/json")
    assert b'"ok": true' in reply.body


def test_a_request_under_way_is_answered_when_the_server_stops(own: Path) -> None:
    """A signal ends no answer that has begun, and leaves no process and no folder behind."""
    with served(own, module=PROBE) as server, concurrent.futures.ThreadPoolExecutor() as pool:
        slow = pool.submit(ask, server.port, "/probe/snail?seconds=1")
        time.sleep(0.3)
        server.process.send_signal(signal.SIGTERM)
        assert slow.result().status == 200
        assert server.process.wait(5) == 0
    assert not list(own.parent.glob(".*served*"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(("nowhere",), "there is no such folder"), ((".",), "is no build folder")],
)
def test_what_cannot_be_served_is_said_in_one_line(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    """Exit code 2, one line, no traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "kfor_graph", "serve", *arguments],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        timeout=20,
    )
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 1)
    assert words in done.stderr


def test_a_port_that_is_taken_is_said_in_one_line(published: Path, server: Served) -> None:
    """Exit code 2, with the remedy."""
    command = [sys.executable, "-m", "kfor_graph", "serve", str(published), "--port", str(server.port)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=20)
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 1)
    assert "--port" in done.stderr


def test_kill_and_restart_lose_nothing(own: Path) -> None:
    """A server killed without warning leaves a build that the next one serves, and the next clears up after it."""
    with served(own, module=PROBE) as first:
        expected = ask(first.port, select(SMALL)).body
        first.process.kill()
        first.process.wait()
    with served(own, module=PROBE) as second:
        assert ask(second.port, select(SMALL)).body == expected
        assert len(list(own.parent.glob(".*served*"))) == 1


def test_no_process_outlives_the_front(own: Path) -> None:
    """Nursery, keeper and workers end when the front is killed, even those that are in a long query."""
    with served(own, "--timeout", "1", module=PROBE) as server:
        connection = http.client.HTTPConnection(HOST, server.port)
        connection.request("GET", select(RUNAWAY))
        time.sleep(0.3)
        server.process.kill()
        server.process.wait()
        end = time.monotonic() + 5
        while _mentions(str(own)):
            assert time.monotonic() < end
            time.sleep(0.1)
        connection.close()


def _mentions(word: str) -> list[str]:
    """Processes that have a word in their command line."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if word.encode() in (line := path.read_bytes()) and b"serve\0" in line:
                found.append(path.parent.name)
    return found
