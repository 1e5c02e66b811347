"""How a whole build grows, beside what the store alone needs: generated reports, built, validated and loaded.

    python -m tests.bench.scale [SIZE …]

Prints, for each number of reports: seconds and CPU seconds of the build, CPU milliseconds a report, peak memory of the main process;
then the same of pyoxigraph's bulk load of the written N-Quads to disk, and how many times its CPU the build took. CPU is that of all
processes, and says more than time on a machine that others use. Goals: time a report constant within 15 per cent; memory at most that of
the load and 300 MB; four times the load.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.generate import write
from tests.bench.incremental import measured

SIZES = (100, 1000, 10000)

LOADED = """
import io, json, resource, sys, time
from pathlib import Path
from kfor_graph.store import open_store
start = time.perf_counter()
open_store(Path(sys.argv[1]), limit=0).close()
used = resource.getrusage(resource.RUSAGE_SELF)
seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss / 1024}))
"""


def main() -> None:
    """Measures each size."""
    print("  reports  seconds  CPU seconds  CPU ms a report  peak MB  load: seconds  CPU seconds  peak MB  build / load")
    for size in [int(word) for word in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as scratch:
            reports, out = Path(scratch, "reports"), Path(scratch, "build")
            write(reports, size)
            built = measured(reports, out)
            command = [sys.executable, "-c", LOADED, str(out)]
            loaded = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            print(
                f"{size:9} {built['seconds']:8.1f} {built['cpu']:12.1f} {1000 * built['cpu'] / size:16.1f} {built['peak'][0]:8.0f}"
                f" {loaded['seconds']:14.1f} {loaded['cpu']:12.1f} {loaded['peak']:8.0f} {built['cpu'] / loaded['cpu']:13.1f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
