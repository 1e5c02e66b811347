"""Hot swap over real HTTP: a new build is taken without a dropped request, a broken one never."""

import http.client
import json
import shutil
import threading
import time
from pathlib import Path

import pytest

from kfor_graph.atomic import replacing
from kfor_graph.store import open_store
from tests.http_asking import HOST, ask
from tests.served import Served, served

PROBE = "tests.serving_probe"
COUNT = "/probe/select?query=SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%3Fs%20%3Fp%20%3Fo%7D"


@pytest.fixture
def own(published: Path, tmp_path: Path) -> Path:
    """A copy of the build, for one server alone."""
    return shutil.copytree(published, tmp_path / "own")


def other(build: Path, line: str = "<x:s> <x:p> <x:o> <x:g> .\n") -> None:
    """Puts another build in the place of one, as `kfor-graph build` does: one quad more."""
    with replacing(build) as new:
        shutil.copytree(build, new, dirs_exist_ok=True)
        graph = new / "graphs" / "authority.nq"
        graph.write_text(graph.read_text(encoding="utf-8") + line, encoding="utf-8")
        manifest = json.loads((new / "manifest.json").read_text(encoding="utf-8"))
        manifest["quads"] += 1
        (new / "manifest.json").unlink()
        (new / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


class Asking(threading.Thread):
    """A client that asks without pause on one connection, and keeps what it got."""

    def __init__(self, server: Served, path: str) -> None:
        super().__init__()
        self._server, self._path, self.ended = server, path, False
        self.statuses: list[int] = []
        self.bodies: list[bytes] = []

    def run(self) -> None:
        """Asks until told to end."""
        connection = http.client.HTTPConnection(HOST, self._server.port, timeout=30)
        while not self.ended:
            connection.request("GET", self._path)
            reply = connection.getresponse()
            self.bodies.append(reply.read())
            self.statuses.append(reply.status)
        connection.close()


def test_a_new_build_is_taken_without_a_dropped_request(own: Path) -> None:
    """Under load, while a slow request is under way that reads the old build's files at its end."""
    with served(own, module=PROBE) as server:
        clients = [Asking(server, path) for path in (COUNT, "/probe/page", "/probe/snail?seconds=0.3", "/healthz")]
        for client in clients:
            client.start()
        time.sleep(0.3)
        other(own)
        server.said("serving the new build")
        time.sleep(0.5)
        for client in clients:
            client.ended = True
        for client in clients:
            client.join()
        for client in clients:
            assert set(client.statuses) == {200}
        first, last = (json.loads(body)["results"]["bindings"][0]["n"]["value"] for body in (clients[0].bodies[0], clients[0].bodies[-1]))
        assert int(last) == int(first) + 1
        assert len(set(clients[1].bodies)) == 2
        assert len(list(own.parent.glob(".own.served-*"))) == 1


def test_several_builds_in_a_row_are_taken(own: Path) -> None:
    """Each of them, one after the other."""
    with served(own, module=PROBE) as server:
        for number in range(3):
            other(own, f"<x:s{number}> <x:p> <x:o> <x:g> .\n")
            end = time.monotonic() + 20
            while json.loads(ask(server.port, "/healthz").body)["version"] != version(own):
                assert time.monotonic() < end
                time.sleep(0.1)


def version(build: Path) -> str:
    """The version of a build, as the server names it."""
    import hashlib  # noqa: PLC0415

    return hashlib.sha256((build / "manifest.json").read_bytes()).hexdigest()[:16]


def test_a_broken_build_is_not_taken(own: Path) -> None:
    """It is said once, the build before is served on, also by workers that are new; a good one later is taken."""
    with served(own, "--timeout", "1", module=PROBE) as server:
        before = ask(server.port, COUNT).body
        other(own, "this is no N-Quads\n")
        server.said("broken N-Quads")
        for _ in range(3):
            assert ask(server.port, "/probe/crash").status == 503
        assert ask(server.port, COUNT).body == before
        assert ask(server.port, "/probe/page").status == 200
        time.sleep(2.5)
        assert server.log.read_text(encoding="utf-8").count("still serving the build before") == 1
        good = own.parent / "good"
        shutil.copytree(own, good)
        text = (good / "graphs" / "authority.nq").read_text(encoding="utf-8")
        (good / "graphs" / "authority.nq").write_text(text.replace("this is no N-Quads\n", "<x:s> <x:p> <x:o> <x:g> .\n"), encoding="utf-8")
        shutil.rmtree(own)
        good.rename(own)
        server.said("serving the new build")
        assert ask(server.port, COUNT).body != before


@pytest.mark.parametrize("what", ["a document", "a text", "half of a file", "the manifest"])
def test_a_half_written_build_is_not_taken(own: Path, what: str) -> None:
    """A folder that is being copied into the place of the old one lacks what its manifest tells of."""
    with served(own, module=PROBE) as server:
        before = ask(server.port, COUNT).body
        half = shutil.copytree(own, own.parent / "half")
        if what == "a document":
            next(half.glob("documents/*.nq")).unlink()
        elif what == "a text":
            next(half.glob("sources/*.txt")).unlink()
        elif what == "half of a file":
            path = half / "graphs" / "authority.nq"
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            path.write_text("".join(lines[: len(lines) // 2]), encoding="utf-8")
        else:
            text = (half / "manifest.json").read_text(encoding="utf-8")
            (half / "manifest.json").write_text(text[: len(text) // 2], encoding="utf-8")
        shutil.rmtree(own)
        half.rename(own)
        server.said("still serving the build before")
        assert ask(server.port, COUNT).body == before
        assert ask(server.port, "/probe/page").status == 200


def test_a_build_that_goes_away_is_served_on(own: Path) -> None:
    """Deleting the folder of a running server changes nothing for its clients."""
    with served(own, module=PROBE) as server:
        page = ask(server.port, "/probe/page").body
        shutil.rmtree(own)
        time.sleep(1.2)
        assert ask(server.port, "/probe/page?again").body == page
        assert ask(server.port, "/probe/crash").status == 503
        assert ask(server.port, COUNT).status == 200


def test_a_large_build_answers_from_disk_until_it_is_in_memory(own: Path) -> None:
    """A build with a fresh store on disk that counts as large: the first answers come from there, later ones from memory, all the same."""
    open_store(own, limit=0)
    with served(own, module=PROBE, environment={"PROBE_LARGE": "1"}) as server:
        from_disk = ask(server.port, COUNT).body
        server.said("in memory now")
        assert ask(server.port, COUNT).body == from_disk


def test_a_keeper_that_dies_is_replaced(own: Path) -> None:
    """Whoever ends the process that holds the build, the server holds it again soon, and refuses nobody for long."""
    with served(own, module=PROBE) as server:
        keeper = int(next(own.parent.glob(".own.served-*")).name.split("-")[1])
        import os  # noqa: PLC0415

        os.kill(keeper, 9)
        server.said("another has taken its place")
        assert ask(server.port, COUNT).status == 200
