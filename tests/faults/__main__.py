"""`python -m tests.faults [FAULT…] [--times N] [--seed N]`: runs all faults, or some; counts go into `tests/faults/results/`."""

import argparse
import codecs
import io
import json
import tempfile
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path

from kfor_graph.cli import app
from tests.faults import _broken, _server, _taken
from tests.faults._kills import kills
from tests.faults._operations import OPERATIONS, prepared

RESULTS = Path(__file__).parent / "results"

Fault = Callable[[int, int], dict[str, object]]

FAULTS: dict[str, Fault] = {
    **{f"kill-{operation.name}": partial(kills, operation) for operation in OPERATIONS},
    **{f"{name}-{operation.name}": partial(fault, operation) for operation in OPERATIONS for name, fault in _taken.FAULTS.items()},
    **_broken.FAULTS,
    **_server.FAULTS,
}


def main() -> None:
    """Runs what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("faults", nargs="*", metavar="FAULT", help=f"default: all of {', '.join(FAULTS)}")
    parser.add_argument("--times", type=int, default=200, help="how often each thing is killed or broken")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    warm()
    RESULTS.mkdir(exist_ok=True)
    for name in asked.faults or FAULTS:
        result = {**FAULTS[name](asked.times, asked.seed), "seed": asked.seed}
        (RESULTS / f"{name}.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
        print(json.dumps(result), flush=True)


def warm() -> None:
    """Does once what forked processes then need not do: they import nothing, and may not be allowed to."""
    for encoding in ("cp1250", "cp1252", "latin-1", "cp437", "utf-16"):
        codecs.lookup(encoding)
    for operation in OPERATIONS:
        with tempfile.TemporaryDirectory() as scratch, redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            prepared(Path(scratch))
            if operation.before:
                app(operation.before(Path(scratch)), standalone_mode=False)
            app(operation.arguments(Path(scratch), 0), standalone_mode=False)


if __name__ == "__main__":
    main()
