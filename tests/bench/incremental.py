"""What one report more costs: generated reports built from nothing, then again with one added.

    python -m tests.bench.incremental [SIZE …]

Prints, for each number of reports, seconds and CPU seconds (of all processes) of the whole build, of one of the same reports again, and of
one with a report added, and the last as a part of the first. Goal: 1 per cent at 10,000 reports.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.generate import write

SIZES = (1000, 10000)

MEASURED = """
import json, resource, sys, time
from pathlib import Path
from typing import Any
from kfor_graph.pipeline import build
start = time.perf_counter()
built = build([sys.argv[1]], Path(sys.argv[2]))
seconds = time.perf_counter() - start
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
cpu = sum(one.ru_utime + one.ru_stime for one in used)
peak = [one.ru_maxrss / 1024 for one in used]
print(json.dumps({"seconds": seconds, "cpu": cpu, "peak": peak, "reused": built.reused, "documents": len(built.documents)}))
"""
"Runs in a process of its own, so that its time and memory are its own."


def measured(reports: Path, out: Path) -> dict[str, Any]:
    """One build."""
    command = [sys.executable, "-c", MEASURED, str(reports), str(out)]
    told: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return told


def main() -> None:
    """Measures each size."""
    print("  reports  what       seconds  CPU seconds  peak MB  part of the whole build's CPU seconds")
    for size in [int(word) for word in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as scratch:
            reports, out = Path(scratch, "reports"), Path(scratch, "build")
            write(reports, size)
            whole = measured(reports, out)
            again = measured(reports, out)
            write(reports / "more", 1, first=size)
            added = measured(reports, out)
            if (whole["reused"], again["reused"], added["reused"]) != (0, size, size):
                raise SystemExit("not what was to be measured")
            for name, result in (("all", whole), ("none", again), ("one", added)):
                share = 100 * result["cpu"] / whole["cpu"]
                print(
                    f"{size:9}  {name:9} {result['seconds']:8.1f} {result['cpu']:12.1f} {result['peak'][0]:8.0f} {share:9.1f} %", flush=True
                )


if __name__ == "__main__":
    main()
