"""How fast a build becomes a site: the published reports, repeated under other keys and years, published whole and then again.

    python -m tests.bench.publish [SIZE …]

Prints, for each number of documents, seconds, files, files a second and core, megabytes, seconds of the second publishing, which writes
nothing, and peak memory (the main process and its largest worker, added). Goals: 1,000 documents in minutes on a few idle cores; time
linear; memory flat, but for the list of files.
"""

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.build import write_corpus

SIZES = (2, 100, 1000)

MEASURED = """
import json, resource, sys, time
from pathlib import Path
from kfor_graph.site.publish.options import order
from kfor_graph.site.publish.publish import publish
if __name__ == "__main__":
    wanted = order(Path(sys.argv[1]), "https://example.org/kfor/", forms=sys.argv[4])
    seconds = []
    for _ in range(2):
        start = time.perf_counter()
        found = publish(wanted, Path(sys.argv[2]), workers=int(sys.argv[3]))
        seconds.append(time.perf_counter() - start)
    own, worker = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"seconds": seconds, "files": found.files, "again": found.written, "peak": (own + worker) / 1024}))
"""
"Runs in a process of its own, so that its memory is its own."


def spread(corpus: Path) -> None:
    """Gives the copies years of their own: no two reports tell of one month, and queries that compare reports should not think so."""
    for number, file in enumerate(sorted(path for path in corpus.iterdir() if path.suffix != ".toml")):
        text = file.read_text(encoding="utf-8")
        year = str(1950 + number // 2 % 150)
        file.write_text(re.sub(r"\b(2007|2020)\b", year, text), encoding="utf-8")


def measure(size: int, workers: int, forms: str) -> dict[str, float]:
    """The publishing of `size` documents, and again."""
    with tempfile.TemporaryDirectory() as scratch:
        corpus, build, site, script = (Path(scratch, name) for name in ("reports", "build", "site", "measured.py"))
        corpus.mkdir()
        write_corpus(corpus, size)
        spread(corpus)
        script.write_text(MEASURED, encoding="utf-8")
        subprocess.run([sys.executable, "-m", "kfor_graph", "build", str(corpus), "-o", str(build)], check=True, capture_output=True)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, str(script), str(build), str(site), str(workers), forms]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        result = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if result["again"]:
            raise SystemExit(f"the second publishing wrote {result['again']} files")
        result["busy"] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        result["megabytes"] = sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) / 2**20
    return result


def main() -> None:
    """Measures each size with one process a core."""
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    cores = len(os.sched_getaffinity(0))
    print("documents  workers  seconds   files  files a second and core      MB  again, s  CPU s, both  peak MB")
    for size in sizes:
        result = measure(size, cores, "ttl,trig,nt,nq,jsonld,rdf,csv,json")
        first, second = result["seconds"]  # type: ignore[misc]
        print(
            f"{size:9} {cores:8} {first:8.1f} {result['files']:8.0f} {result['files'] / first / cores:23.0f}"
            f" {result['megabytes']:8.0f} {second:9.1f} {result['busy']:12.0f} {result['peak']:8.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
