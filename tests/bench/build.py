"""How fast reports become graphs: the published reports, repeated under distinct keys, built without SHACL.

    python -m tests.bench.build [SIZE …]

Prints, for each number of documents, seconds, reports (a document holds one or two) and documents a second and core, megabytes
written, and peak memory (the main process and its largest worker, added). Goals: 100 reports a second and core; time and output
linear; peak memory below 500 MB at 5,000 documents.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

REPORTS = Path(__file__).parents[2] / "reports"
SIZES = (1, 100, 1000, 5000)

MEASURED = """
import json, resource, sys, time
from pathlib import Path
from kfor_graph.pipeline import build
from kfor_graph.vocabulary import vocabulary
vocabulary()
start = time.perf_counter()
built = build([sys.argv[1]], Path(sys.argv[2]), workers=int(sys.argv[3]), validate=False)
seconds = time.perf_counter() - start
own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
graphs = [Path(sys.argv[2], "documents", f"{summary.key}.nq").read_bytes() for summary in built.documents]
reports = sum(graph.count(b"ontology#Report> <") for graph in graphs)
print(json.dumps({"seconds": seconds, "peak": (own + worker) / 1024, "documents": len(built.documents), "reports": reports}))
"""
"Runs in a process of its own, so that its memory is its own."


def write_corpus(folder: Path, size: int) -> None:
    """`size` documents: the published reports in turn, each under a key of its own."""
    originals = sorted(path for path in REPORTS.iterdir() if path.suffix in {".txt", ".md"})
    tables = []
    for number in range(size):
        original = originals[number % len(originals)]
        name = f"{number:05}{original.suffix}"
        (folder / name).write_bytes(original.read_bytes())
        tables.append(f'["{name}"]\nkey = "copy-{number:05}"\n')
    (folder / "reports.toml").write_text("\n".join(tables), encoding="utf-8")


def measure(size: int, workers: int) -> dict[str, float]:
    """One build of `size` documents in a process of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        corpus, out = Path(scratch, "reports"), Path(scratch, "build")
        corpus.mkdir()
        write_corpus(corpus, size)
        command = [sys.executable, "-c", MEASURED, str(corpus), str(out), str(workers)]
        result = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        if result["documents"] != size:
            raise SystemExit(f"built {result['documents']} of {size} documents")
        result["megabytes"] = sum(path.stat().st_size for path in (out / "documents").iterdir()) / 2**20
    return result


def main() -> None:
    """Measures each size with one process a core, and the first sizes with one process alone."""
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    cores = len(os.sched_getaffinity(0))
    print("documents  reports  workers  seconds  reports a second and core  documents a second and core  MB written  peak MB")
    for size in sizes:
        for workers in (1, cores) if size <= 1000 else (cores,):
            result = measure(size, workers)
            used = min(workers, size)
            rates = [result[what] / result["seconds"] / used for what in ("reports", "documents")]
            print(
                f"{size:9} {result['reports']:8.0f} {workers:8} {result['seconds']:8.2f} {rates[0]:26.0f} {rates[1]:28.0f}"
                f" {result['megabytes']:11.1f} {result['peak']:8.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
