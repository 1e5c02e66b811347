"""How fast a build goes into a remote store: `kfor-graph load` into a server of oxigraph, against that program's own `load` of a dump.

    python -m tests.bench.load [DOCUMENTS …]

Both fill an empty database on the same disk. Ours goes through HTTP, asks what arrived and keeps a checkpoint; the program's own command
does none of that. Goal: at least 0.7 times its rate with `--verify counts`, which counts the triples of each graph; with `words`, the
default, every graph is read back and compared, which has its price. The load after that, which finds all as it should be, is told too.
Each is measured three times in turn, and the fastest counts: others use the machine too.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kfor_graph.store import quad_files
from tests.bench.build import write_corpus
from tests.sparql_server import PROGRAM, server

SIZES = (100, 1000)
ROUNDS = 3


def main() -> None:
    """Prints a row for each number of documents."""
    assert PROGRAM, "needs the package oxigraph, of the extra dev"
    print("documents   triples  own load s  counts s  words s  again s  triples/s own  ratio counts  ratio words")
    for size in [int(word) for word in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as scratch:
            row = _measure(Path(scratch), size)
        print(row, flush=True)


def _measure(scratch: Path, size: int) -> str:
    corpus, build = scratch / "reports", scratch / "build"
    corpus.mkdir()
    write_corpus(corpus, size)
    _run("build", str(corpus), "-o", str(build), "--no-validate")
    dump = scratch / "dump.nq"
    dump.write_bytes(b"".join(path.read_bytes() for path in quad_files(build)))
    triples = dump.read_bytes().count(b"\n")
    own, counts, words, again = list[float](), list[float](), list[float](), list[float]()
    for number in range(ROUNDS):
        place = scratch / f"own-{number}"
        start = time.perf_counter()
        subprocess.run([str(PROGRAM), "load", "--location", str(place), "--file", str(dump)], check=True, capture_output=True)
        own.append(time.perf_counter() - start)
        shutil.rmtree(place)
        for verify, loads in (("counts", (counts,)), ("words", (words, again))):
            place = scratch / f"served-{number}"
            with server(place) as base:
                for times in loads:
                    start = time.perf_counter()
                    _run("load", str(build), "--store", base, "--verify", verify, "--state", str(scratch / f"{verify}-{number}"))
                    times.append(time.perf_counter() - start)
            shutil.rmtree(place)
    return (
        f"{size:9} {triples:9} {min(own):11.2f} {min(counts):9.2f} {min(words):8.2f} {min(again):8.2f}"
        f" {triples / min(own):14.0f} {min(own) / min(counts):13.2f} {min(own) / min(words):12.2f}"
    )


def _run(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "kfor_graph", *words], check=False, capture_output=True, env={**os.environ, "NO_COLOR": "1"})


if __name__ == "__main__":
    main()
