"""How fast the server answers, beside two others that hold the same data: oxigraph's own server and rdflib-endpoint.

    python -m tests.bench.serve [--seconds N] [--minute] [NAME …]

About 100,000 triples of the published reports under many keys, in memory, over the loopback; wrk asks with 1 and 64 clients after a
second of warming. Prints requests a second, p50, p99, and the ratio to both. With `--minute`, 64 clients ask for a minute at the end.
Goals: distinct SELECTs and DESCRIBEs at least 10 times rdflib-endpoint and 0.3 times oxigraph; repeated SELECTs and pages at least as
fast as oxigraph's SELECTs; 10,000 rows at least as fast as oxigraph, in flat memory; 64 clients for a minute without an error, p99 below
ten times p50.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from kfor_graph.pipeline import build
from tests.bench.build import write_corpus
from tests.served import served
from tests.sparql_server import PROGRAM

DOCUMENTS = 60
ROOT = Path(__file__).parents[2]
OTHERS = ROOT / ".venv-bench"
PINNED = ("rdflib-endpoint==0.6.3", "rdflib==7.6.0", "uvicorn==0.54.0", "httptools==0.9.0", "uvloop==0.23.0", "python-multipart")

ENDPOINT = """
import sys
import uvicorn
from pathlib import Path
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
graph = Dataset(default_union=True)
for path in sorted(Path(sys.argv[1]).glob("*/*.nq")):
    graph.parse(path, format="nquads")
uvicorn.run(SparqlEndpoint(graph=graph, path="/sparql"), port=int(sys.argv[2]), log_level="error")
"""

DISTINCT = "SELECT ?p ?o WHERE {{ <https://w3id.org/kfor-graph/id/doc/copy-{key}> ?p ?o . FILTER(?o != {n}) }} LIMIT 20"
DESCRIBE = "DESCRIBE <https://w3id.org/kfor-graph/id/doc/copy-{key}/report-1> # {n}"
ROWS = "SELECT ?s ?p ?o WHERE {{ ?s ?p ?o }} OFFSET {n} LIMIT 10000"


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of request."""

    name: str
    query: str
    "with {n}, a number that is another each time, and {key}, of a document; without them the request is the same each time"
    accept: str
    path: str | None = None
    "asked of our server alone, and set beside the SELECTs of the others"


JSON, TURTLE = "application/sparql-results+json", "text/turtle"
ROWS_ASKED = (
    Row("distinct SELECT", DISTINCT, JSON),
    Row("distinct DESCRIBE", DESCRIBE, TURTLE),
    Row("repeated SELECT", DISTINCT.replace("{n}", "1").replace("{key}", "00007"), JSON),
    Row("entity page", DISTINCT, "text/html", "/doc/doc/copy-00007/report-1.html"),
    Row("10,000 rows", ROWS, JSON),
)

SCRIPT = """
local number = {start}
local keys = {documents}
local path = [==[{path}]==]
request = function()
  number = number + 1
  local key = string.format("%05d", number % keys)
  local this = path:gsub("@NUMBER@", number % {modulus}):gsub("@KEY@", key)
  return wrk.format("GET", this, {{["Accept"] = "{accept}"}})
end
done = function(summary, latency, requests)
  local bad = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout
  local middle, late = latency:percentile(50), latency:percentile(99)
  io.write(string.format("RESULT %d %d %d %d %d\\n", summary.requests, summary.duration, middle, late, bad))
end
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What wrk found."""

    rate: float
    "requests a second"
    p50: float
    "milliseconds"
    p99: float
    errors: int


def wrk(url: str, row: Row, clients: int, seconds: float, start: int) -> Measured:
    """Asks for some seconds."""
    query = row.query.replace("{n}", "@NUMBER@").replace("{key}", "@KEY@").replace("{{", "{").replace("}}", "}")
    path = row.path if row.path else "/" + url.split("/", 3)[3] + "?query=" + quote(query, safe="@")
    modulus = 40_000 if "OFFSET" in row.query else 1_000_000_000
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        lua = SCRIPT.format(start=start, documents=DOCUMENTS, path=path, modulus=modulus, accept=row.accept)
        script.write(lua)
        script.flush()
        command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds:g}s", "--timeout", "30s", "-s", script.name, url]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = re.search(r"RESULT (\d+) (\d+) (\d+) (\d+) (\d+)", said)
    if not found:
        raise SystemExit(said)
    requests, duration, p50, p99, errors = map(int, found.groups())
    return Measured(requests / (duration / 1e6), p50 / 1000, p99 / 1000, errors)


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """oxigraph's server, with the quads in memory."""
    if not PROGRAM:
        raise SystemExit("needs the package oxigraph, of the extra dev")
    with _process([PROGRAM, "serve", "--bind", "127.0.0.1:7879", "--union-default-graph"], "http://127.0.0.1:7879/") as base:
        data = b"".join(path.read_bytes() for path in sorted(folder.glob("*/*.nq")))
        request = urllib.request.Request(f"{base}store", data, {"Content-Type": "application/n-quads"}, method="POST")
        urllib.request.urlopen(request).close()
        yield f"{base}query"


@contextmanager
def rdflib_endpoint(folder: Path) -> Iterator[str]:
    """rdflib-endpoint, with the quads in rdflib's memory."""
    python = OTHERS / "bin" / "python"
    if not python.exists():
        venv.create(OTHERS, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PINNED], check=True)
    with _process([str(python), "-c", ENDPOINT, str(folder), "7880"], "http://127.0.0.1:7880/") as base:
        yield f"{base}sparql"


@contextmanager
def _process(command: list[str], base: str) -> Iterator[str]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 120
        while True:
            try:
                urllib.request.urlopen(base, timeout=5).close()
            except urllib.error.HTTPError:
                break
            except OSError:
                pass
            else:
                break
            if process.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"does not start: {' '.join(command)[:200]}")
            time.sleep(0.1)
        yield base
    finally:
        process.terminate()
        process.wait()


def make(folder: Path) -> Path:
    """A build of many copies of the published reports."""
    corpus, out = folder / "reports", folder / "build"
    corpus.mkdir()
    write_corpus(corpus, DOCUMENTS)
    built = build([str(corpus)], out, validate=False)
    print(f"{built.quads} quads of {len(built.documents)} documents")
    return out


def measure(url: str, rows: list[Row], seconds: float, own: bool) -> dict[tuple[str, int], Measured]:
    """All rows with 1 and 64 clients."""
    found = {}
    for row in rows:
        if row.path and not own:
            continue
        for clients in (1, 64):
            wrk(url, row, clients, 1, start=0)
            found[row.name, clients] = wrk(url, row, clients, seconds, start=1_000_000 * clients)
    return found


def main() -> None:
    """Measures the three servers, and prints one table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", help="rows to measure; default: all")
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--minute", action="store_true")
    parser.add_argument("--alone", action="store_true", help="our server without the others")
    wanted = parser.parse_args()
    if not shutil.which("wrk"):
        raise SystemExit("needs wrk: Debian's package of that name")
    rows = [row for row in ROWS_ASKED if not wanted.names or row.name in wanted.names]
    with tempfile.TemporaryDirectory() as scratch:
        out = make(Path(scratch))
        with served(out, module=os.environ.get("BENCH_MODULE", "kfor_graph")) as server:
            path = os.environ.get("BENCH_PATH", "sparql")
            ours = measure(f"{server.url}{path}", rows, wanted.seconds, own=True)
            if wanted.minute:
                ours["distinct SELECT, a minute", 64] = wrk(f"{server.url}{path}", ROWS_ASKED[0], 64, 60, start=90_000_000)
            print(f"memory of the front: {peak(server.process.pid)} MB at most")
        oxi: dict[tuple[str, int], Measured] = {}
        rdf: dict[tuple[str, int], Measured] = {}
        if not wanted.alone:
            with oxigraph(out) as url:
                oxi = measure(url, rows, wanted.seconds, own=False)
            with rdflib_endpoint(out) as url:
                rdf = measure(url, rows, wanted.seconds, own=False)
    print(f"{'':26} clients  requests/s   p50 ms   p99 ms  errors   oxigraph/s   ratio   rdflib/s   ratio")
    for (name, clients), result in ours.items():
        beside = "distinct SELECT" if name == "entity page" or "minute" in name else name
        line = f"{name:26} {clients:7} {result.rate:11.0f} {result.p50:8.2f} {result.p99:8.2f} {result.errors:7}"
        for others in (oxi, rdf):
            other = others.get((beside, clients))
            line += f" {other.rate:12.1f} {result.rate / other.rate:7.2f}" if other and other.rate else ""
        print(line, flush=True)


def peak(pid: int) -> int:
    """Megabytes that a process has held at most; 0 where the system does not say."""
    with suppress(OSError):
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
        return int(found[1]) // 1024 if found else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
