"""The server's processes killed at any moment, while clients ask, builds are replaced and data is changed."""

import http.client
import json
import os
import random
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import quote

from tests.faults._forked import run
from tests.faults._operations import build, litter, prepared, state
from tests.http_asking import ask
from tests.served import Served, served

PATIENCE = 30.0
TOKEN = "a token that is long enough"  # noqa: S105 - of a test
COUNT = quote("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
JSON = {"Accept": "application/sparql-results+json"}
VICTIMS = ("front", "keeper", "worker", "worker")
"Whom a signal hits; workers are the most."


@dataclass(slots=True)
class Counts:
    """What came of it."""

    fault: str
    about: str
    tries: int = 0
    fronts: int = 0
    keepers: int = 0
    workers: int = 0
    swaps: int = 0
    "builds that were replaced meanwhile"
    answers: int = 0
    "right answers that clients got meanwhile; wrong ones there were none"
    refused: int = 0
    "requests that got no answer, or 503, at the moment of a kill"
    written: int = 0
    "updates that were answered, all of which stayed"
    slowest_recovery: float = 0.0
    "seconds until the next right answer, the server's start included where that was killed"


@dataclass(slots=True)
class Client:
    """Asks again and again; keeps what it got."""

    port: int
    right: set[int]
    answers: int = 0
    refused: int = 0
    wrong: list[str] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    def go(self) -> None:
        """Asks until it is told to stop."""
        while not self.ended.is_set():
            try:
                found = count(self.port)
            except (OSError, http.client.HTTPException):
                found = None
                time.sleep(0.01)
            if found is None:
                self.refused += 1
            elif found in self.right:
                self.answers += 1
            else:
                self.wrong.append(f"{found} of {self.right}")


def count(port: int) -> int | None:
    """How many quads a server has; None where it answers that it cannot answer now."""
    reply = ask(port, f"/sparql?query={COUNT}", headers=JSON)
    if reply.status in {502, 503}:
        return None
    assert reply.status == 200, (reply.status, reply.body[:200])
    return int(json.loads(reply.body)["results"]["bindings"][0]["n"]["value"])


def serve(times: int, seed: int) -> dict[str, object]:
    """A read-only server: every answer is right, the build stays as it is, and whoever is killed is replaced."""
    dice = random.Random(seed)  # noqa: S311 - the same moments each time
    counts = Counts("kill-serve", "kill -9 of front, keepers and workers of a server, with new builds meanwhile")
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        builds, right = _builds(place)
        out, standing = place / "out", 0
        while counts.tries < times:
            with _killable(out) as server:
                right_now = {_quads(one) for one in builds}
                _wait(lambda port=server.port: count(port), right_now)
                with _clients(server.port, right_now, counts):
                    victim = "worker"
                    while victim != "front" and counts.tries < times:
                        victim = dice.choice(VICTIMS)
                        if dice.random() < 0.3:
                            standing = 1 - standing
                            _replace(builds[standing], out)
                            counts.swaps += 1
                        time.sleep(dice.uniform(0, 0.3))
                        victim = _strike(server, victim, dice, counts)
                        assert state(out) == right[standing]
                        if victim != "front":
                            counts.slowest_recovery = max(counts.slowest_recovery, _wait(lambda port=server.port: count(port), right_now))
            assert not [name for name in litter(place, "out") if "served" in name][2:], litter(place, "out")
    return _done(counts)


def writable(times: int, seed: int) -> dict[str, object]:
    """A writable server: an update that was answered stays, whoever is killed; one that was not is there as a whole or not at all."""
    dice = random.Random(seed)  # noqa: S311 - the same moments each time
    counts = Counts("kill-writable", "kill -9 of front, keepers, workers and updates of a writable server")
    answered, sent = set[int](), 0
    with tempfile.TemporaryDirectory() as scratch:
        _, right = _builds(Path(scratch))
        out = Path(scratch) / "out"
        while counts.tries < times:
            with _killable(out, "--writable") as server:
                _wait(lambda port=server.port: count(port), None)
                victim = "worker"
                while victim != "front" and counts.tries < times:
                    victim = dice.choice(VICTIMS)
                    writer = threading.Thread(target=_write, args=(server.port, range(sent, sent + 3), answered))
                    writer.start()
                    sent += 3
                    time.sleep(dice.uniform(0, 0.4))
                    victim = _strike(server, victim, dice, counts)
                    writer.join()
                    if victim != "front":
                        counts.slowest_recovery = max(counts.slowest_recovery, _wait(lambda port=server.port: count(port), None))
                        _told(server.port, answered)
            assert state(out) == right[0]
        with _killable(out, "--writable") as server:
            _wait(lambda port=server.port: count(port), None)
            _told(server.port, answered)
            counts.written = len(answered)
    return _done(counts)


def _write(port: int, numbers: range, answered: set[int]) -> None:
    """Updates, each of three triples; those that are answered are noted."""
    for number in numbers:
        text = f"INSERT DATA {{ GRAPH <x:g> {{ <x:{number}> <x:a> 1 ; <x:b> 2 ; <x:c> 3 }} }}"
        try:
            reply = ask(
                port, "/update", "POST", {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {TOKEN}"}, text.encode()
            )
        except (OSError, http.client.HTTPException):
            continue
        if reply.status == 204:
            answered.add(number)


def _told(port: int, answered: set[int]) -> None:
    """What was answered is there, and nothing is there in part."""
    reply = ask(port, f"/sparql?query={quote('SELECT ?s (COUNT(*) AS ?n) { GRAPH <x:g> { ?s ?p ?o } } GROUP BY ?s')}", headers=JSON)
    assert reply.status == 200, reply
    rows = json.loads(reply.body)["results"]["bindings"]
    there = {int(row["s"]["value"].removeprefix("x:")): int(row["n"]["value"]) for row in rows}
    assert set(there.values()) <= {3}, there
    assert answered <= set(there), answered - set(there)


def _builds(place: Path) -> tuple[list[Path], list[str]]:
    """Two builds, and the first of them again as `out`."""
    prepared(place)
    builds, right = [], []
    for number in (0, 1):
        assert run(build("--no-validate")(place, number), place / "log").status in {0, 1}
        builds.append((place / "out").rename(place / f"build-{number}"))
        right.append(state(builds[-1]))
    shutil.copytree(builds[0], place / "out")
    return builds, right


def _quads(out: Path) -> int:
    return int(json.loads((out / "manifest.json").read_text(encoding="utf-8"))["quads"])


def _replace(one: Path, out: Path) -> None:
    """Puts a copy of a build into the place of another, as a build does."""
    from kfor_graph.atomic import replacing  # noqa: PLC0415

    with replacing(out) as new:
        shutil.copytree(one, new, dirs_exist_ok=True)


@contextmanager
def _killable(out: Path, *options: str) -> Iterator[Served]:
    """A server, of which nothing is left when it has been killed."""
    with served(out, "--workers", "2", *options, environment={"KFOR_GRAPH_TOKEN": TOKEN}) as server:
        family: set[int] = set()
        try:
            yield server
        except AssertionError as error:
            error.add_note(server.log.read_text(encoding="utf-8"))
            raise
        family |= _family(server.process.pid)
    end = time.monotonic() + PATIENCE
    while any(_alive(pid) for pid in family):
        assert time.monotonic() < end, "processes outlive their server"
        time.sleep(0.05)


@contextmanager
def _clients(port: int, right: set[int], counts: Counts) -> Iterator[None]:
    """Two clients that ask all the time."""
    clients = [Client(port, right) for _ in range(2)]
    threads = [threading.Thread(target=client.go) for client in clients]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for client in clients:
            client.ended.set()
        for thread in threads:
            thread.join()
    for client in clients:
        assert not client.wrong, client.wrong[:3]
        counts.answers += client.answers
        counts.refused += client.refused


def _strike(server: Served, victim: str, dice: random.Random, counts: Counts) -> str:
    """Kills one of the server's processes: the front, its child's children (keepers), or theirs (workers); tells which it was.

    Where there is none of the kind at the moment, it is the front.
    """
    front = server.process.pid
    keepers = [pid for nursery in _children(front) for pid in _children(nursery)]
    workers = [pid for keeper in keepers for pid in _children(keeper)]
    chosen = {"front": [front], "keeper": keepers, "worker": workers}[victim] or [front]
    family = _family(front)
    pid = dice.choice(sorted(chosen))
    _kill(pid)
    counts.tries += 1
    if pid == front:
        counts.fronts += 1
        server.process.wait(PATIENCE)
        end = time.monotonic() + PATIENCE
        while any(_alive(one) for one in family - {front}):
            assert time.monotonic() < end, "processes outlive their server"
            time.sleep(0.02)
        return "front"
    counts.keepers += pid in keepers
    counts.workers += pid in workers
    return victim


def _wait(found: Callable[[], int | None], right: set[int] | None) -> float:
    """Seconds until an answer is right again."""
    begun = time.monotonic()
    while True:
        try:
            if (said := found()) is not None and (right is None or said in right):
                return round(time.monotonic() - begun, 2)
        except (OSError, http.client.HTTPException):
            pass
        assert time.monotonic() - begun < PATIENCE, "no right answer any more"
        time.sleep(0.02)


def _children(pid: int) -> list[int]:
    try:
        return [int(word) for task in Path(f"/proc/{pid}/task").iterdir() for word in (task / "children").read_text().split()]
    except OSError:
        return []


def _family(pid: int) -> set[int]:
    """A process and all that it has started."""
    return {pid}.union(*(_family(child) for child in _children(pid)))


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _done(counts: Counts) -> dict[str, object]:
    return asdict(counts)


FAULTS: dict[str, Callable[[int, int], dict[str, object]]] = {"kill-serve": serve, "kill-writable": writable}
