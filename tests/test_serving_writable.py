"""A writable server over real HTTP: who may change data, and that what was answered stays, whatever is killed."""

import http.client
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.http_asking import HOST, Reply, ask
from tests.served import Served, served

TOKEN = "a token that is long enough"  # noqa: S105 - of a test
ENVIRONMENT = {"KFOR_GRAPH_TOKEN": TOKEN}
RUNAWAY = (
    "INSERT { <x:s> <x:p> ?n } WHERE { SELECT (COUNT(*) AS ?n) { GRAPH ?x { ?a ?b ?c } "
    "GRAPH ?y { ?d ?e ?f } GRAPH ?z { ?g ?h ?i } FILTER(STR(?a) < STR(?f)) } }"
)


@pytest.fixture(scope="module")
def own(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the build."""
    return shutil.copytree(published, tmp_path_factory.mktemp("writable") / "own")


@pytest.fixture
def server(own: Path) -> Iterator[Served]:
    """A writable server of the same build in each test."""
    with served(own, "--writable", "--timeout", "2", environment=ENVIRONMENT) as running:
        yield running


def write(server: Served, text: str, token: str | None = TOKEN) -> Reply:
    """Sends an update."""
    headers = {"Content-Type": "application/sparql-update", **({"Authorization": f"Bearer {token}"} if token else {})}
    return ask(server.port, "/sparql", "POST", headers, text.encode())


def holds(server: Served, name: str) -> bool:
    """Whether a node of ours is there."""
    reply = ask(
        server.port,
        f"/sparql?query={quote(f'ASK {{ GRAPH ?g {{ <x:{name}> ?p ?o }} }}')}",
        headers={"Accept": "application/sparql-results+json"},
    )
    return bool(json.loads(reply.body)["boolean"])


def insert(name: str) -> str:
    """An update that adds a node."""
    return f"INSERT DATA {{ GRAPH <x:g> {{ <x:{name}> <x:p> 1 }} }}"


@pytest.mark.parametrize("token", [None, "wrong", TOKEN[:-1]])
def test_nobody_writes_without_the_token(server: Served, token: str | None) -> None:
    """401 with the challenge, for updates and for graphs; reading needs none."""
    reply = write(server, insert("a"), token)
    assert (reply.status, reply.headers["www-authenticate"].split()[0]) == (401, "Bearer")
    assert ask(server.port, "/data?graph=x:g", "PUT", {"Content-Type": "text/turtle"}, b"<x:a> <x:b> 1 .").status == 401
    assert ask(server.port, "/data?graph=x:g", "DELETE").status == 401
    assert not holds(server, "a")


def test_an_update_is_seen_when_it_is_answered(server: Served) -> None:
    """By all workers, and what the cache held before is no longer given."""
    assert not holds(server, "seen")
    assert write(server, insert("seen")).status == 204
    assert all(holds(server, "seen") for _ in range(6))
    headers = {"Content-Type": "text/turtle", "Authorization": f"bearer {TOKEN}"}
    assert ask(server.port, "/data?graph=x:h", "PUT", headers, b"<x:put> <x:b> 1 .").status == 201
    assert holds(server, "put")


def test_what_is_wrong_changes_nothing(server: Served) -> None:
    """400 for what is no update, 503 for what takes too long; then others go on."""
    assert write(server, "INSERT DATA {").status == 400
    assert write(server, RUNAWAY).status == 503
    assert not holds(server, "s")
    assert write(server, insert("after")).status == 204


def test_queries_go_on_while_an_update_runs(server: Served) -> None:
    """A long update holds no reader."""
    connection = http.client.HTTPConnection(HOST, server.port)
    connection.request("POST", "/sparql", RUNAWAY, {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {TOKEN}"})
    start = time.monotonic()
    assert not holds(server, "never")
    assert time.monotonic() - start < 1
    assert connection.getresponse().status == 503
    connection.close()


def test_updates_survive_a_kill(own: Path) -> None:
    """Each update that was answered is there after kill -9, while another is under way, and so is a second server's."""
    names = [f"kept{number}" for number in range(4)]
    for name in names:
        with served(own, "--writable", environment=ENVIRONMENT) as server:
            assert write(server, insert(name)).status == 204
            connection = http.client.HTTPConnection(HOST, server.port)
            connection.request(
                "POST", "/sparql", RUNAWAY, {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {TOKEN}"}
            )
            time.sleep(0.2)
            server.process.kill()
            server.process.wait()
            connection.close()
    with served(own, "--writable", environment=ENVIRONMENT) as server:
        assert all(holds(server, name) for name in names)
        assert len(list(own.parent.glob(".own.writable/state-*"))) == 1


def test_a_read_only_server_takes_no_updates(own: Path) -> None:
    """Not even with a token, and it shows the build as it was made."""
    with served(own, environment=ENVIRONMENT) as server:
        assert write(server, insert("never")).status in {400, 403, 405, 415}
        assert ask(server.port, "/data?graph=x:g", "PUT", {"Content-Type": "text/turtle"}, b"<x:a> <x:b> 1 .").status in {403, 405}


@pytest.mark.parametrize("token", ["", "short"])
def test_a_writable_server_needs_a_token(own: Path, token: str) -> None:
    """It does not start without one; one line, exit code 2."""
    command = [sys.executable, "-m", "kfor_graph", "serve", str(own), "--writable", "--port", "0"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=20, env={"KFOR_GRAPH_TOKEN": token})
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 1)
    assert "KFOR_GRAPH_TOKEN" in done.stderr


def test_two_writable_servers_do_not_share_a_store(own: Path, server: Served) -> None:
    """The second says so, and does not start."""
    command = [sys.executable, "-m", "kfor_graph", "serve", str(own), "--writable", "--port", "0"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=20, env=ENVIRONMENT)
    assert done.returncode == 2
    assert "in use" in done.stderr
