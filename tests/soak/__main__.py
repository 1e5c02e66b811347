"""`python -m tests.soak [--minutes N] [--clients N]`: a server under load for a long time; what came of it goes into `tests/soak/results/`.

No error but those that should be (503 for a query that never ends, or while too many wait), memory flat, a steady 99th percentile: the
time is parted into fifths, and each is counted for itself.
"""

import argparse
import http.client
import json
import random
import shutil
import statistics
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from kfor_graph.atomic import replacing
from kfor_graph.pipeline import build
from tests.served import Served, served

ROOT = Path(__file__).parents[2]
RESULTS = Path(__file__).parent / "results"
HOST = "127.0.0.1"
FIFTHS = 5
TIMEOUT = 5
"Seconds that the server gives a query."
SWAP = 30.0
"Seconds between two new builds."
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STR(?a) < STR(?f)) }"
PAGES = (
    "/", "/reports.html", "/events.html", "/search?q=KFOR", "/search.json?q=Mitrovica&limit=5", "/doc/S-2007-652", "/sparql.html", "/version",
    "/doc/S-2007-652/report-1", "/queries/competency/cq01.csv", "/ontology", "/reconcile?query=KFOR", "/static/site.css", "/.well-known/void", "/nothing",
)  # fmt: skip
QUERIES = (
    "SELECT ?s ?o {{ ?s a ?o }} LIMIT {n}", "ASK {{ ?s ?p {n} }}", "SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o FILTER(?o != {n}) }}",
    "DESCRIBE <https://w3id.org/kfor-graph/id/organization/kfor> # {n}", "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }} LIMIT {n}",
)  # fmt: skip
EVERY = 400
"Of so many requests, one is for what never ends."


@dataclass(slots=True)
class Told:
    """What a client saw."""

    times: list[list[float]] = field(default_factory=lambda: [[] for _ in range(FIFTHS)])
    "seconds of each answer to an honest request, by fifth"
    answers: int = 0
    refused: int = 0
    errors: Counter[str] = field(default_factory=Counter)


def main() -> None:
    """Runs it."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--clients", type=int, default=64)
    asked = parser.parse_args()
    result = soak(asked.minutes, asked.clients)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "soak.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result))
    raise SystemExit(1 if result["errors"] else 0)


def soak(minutes: float, clients: int) -> dict[str, object]:
    """What came of some minutes."""
    with tempfile.TemporaryDirectory() as scratch:
        builds = [Path(scratch) / f"build-{number}" for number in (0, 1)]
        build([str(ROOT / "reports")], builds[0], 1)
        build([str(ROOT / "reports"), str(ROOT / "tests" / "gold" / "constructed" / "01_mnb_nights_2000.txt")], builds[1], 1)
        out = Path(scratch) / "out"
        shutil.copytree(builds[0], out)
        with served(out, "--timeout", str(TIMEOUT)) as server:
            return _run(server, out, builds, minutes * 60, clients)


def _run(server: Served, out: Path, builds: list[Path], seconds: float, clients: int) -> dict[str, object]:
    begun = time.monotonic()
    told = [Told() for _ in range(clients)]
    threads = [threading.Thread(target=_client, args=(server.port, one, number, begun, seconds)) for number, one in enumerate(told)]
    for thread in threads:
        thread.start()
    memory: list[list[int]] = [[] for _ in range(FIFTHS)]
    swaps, last = 0, begun
    while (now := time.monotonic()) - begun < seconds:
        memory[_fifth(now - begun, seconds)].append(_megabytes(server.process.pid))
        if now - last > min(SWAP, seconds / 10):
            swaps, last = swaps + 1, now
            with replacing(out) as new:
                shutil.copytree(builds[swaps % 2], new, dirs_exist_ok=True)
        time.sleep(0.5)
    for thread in threads:
        thread.join()
    fifths = []
    for fifth in range(FIFTHS):
        times = sorted(value for one in told for value in one.times[fifth])
        cut = statistics.quantiles(times, n=100) if len(times) > 1 else [0.0] * 99
        held = sorted(memory[fifth]) or [0]
        fifths.append(
            {"answers": len(times), "median_ms": round(1000 * cut[49]), "p99_ms": round(1000 * cut[98]), "megabytes": held[len(held) // 2]}
        )
    errors = sum((one.errors for one in told), Counter())
    return {
        "clients": clients, "minutes": round(seconds / 60, 1), "answers": sum(one.answers for one in told), "refused": sum(one.refused for one in told),
        "errors": errors.total(), "kinds": dict(errors), "swaps": swaps, "fifths": fifths,
    }  # fmt: skip


def _client(port: int, told: Told, number: int, begun: float, seconds: float) -> None:
    """Asks on a connection that stays open until the time is over."""
    dice = random.Random(number)  # noqa: S311 - the same requests each time
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    while (passed := time.monotonic() - begun) < seconds:
        is_endless = dice.randrange(EVERY) == 0
        path = _path(dice, is_endless)
        start = time.monotonic()
        try:
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"} if dice.random() < 0.5 else {})
            response = connection.getresponse()
            response.read()
        except (OSError, http.client.HTTPException) as error:
            told.errors[f"{type(error).__name__} for {path.partition('?')[0]}"] += 1
            connection.close()
            continue
        if response.status == 503 and (is_endless or time.monotonic() - start > TIMEOUT - 1 or "Retry-After" in response.headers):
            told.refused += 1
        elif response.status >= 500 or (is_endless and response.status == 200):
            told.errors[f"{response.status} for {path.partition('?')[0]}"] += 1
        else:
            told.answers += 1
            told.times[_fifth(passed, seconds)].append(time.monotonic() - start)
    connection.close()


def _path(dice: random.Random, is_endless: bool) -> str:
    if is_endless:
        return f"/sparql?query={quote(f'{RUNAWAY} # {dice.random()}')}"
    if dice.random() < 0.5:
        return dice.choice(PAGES)
    return f"/sparql?query={quote(dice.choice(QUERIES).format(n=dice.randrange(1, 500)))}"


def _fifth(passed: float, seconds: float) -> int:
    return min(FIFTHS - 1, int(FIFTHS * passed / seconds))


def _megabytes(pid: int) -> int:
    """What a process and all that it has started hold of memory for themselves; what they share counts once."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        own = sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) // 1024
        children = [int(word) for task in Path(f"/proc/{pid}/task").iterdir() for word in (task / "children").read_text().split()]
    except OSError:
        return 0
    return own + sum(map(_megabytes, children))


if __name__ == "__main__":
    main()
