"""A real Virtuoso on this machine, in a folder of its own: Debian's package virtuoso-opensource-7."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.sparql_server import free_port, wait_for

PROGRAM = shutil.which("virtuoso-t")
USER = PASSWORD = "dba"  # noqa: S105 -- what a fresh one has; it listens on this machine alone, and is gone after the test

needs_virtuoso = pytest.mark.skipif(PROGRAM is None, reason="needs Debian's package virtuoso-opensource-7-bin")

_INI = """
[Database]
DatabaseFile = {place}/virtuoso.db
ErrorLogFile = {place}/virtuoso.log
LockFile = {place}/virtuoso.lck
TransactionFile = {place}/virtuoso.trx
xa_persistent_file = {place}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {place}/temporary.db
TransactionFile = {place}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 8
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = 1000000
"""


@contextmanager
def virtuoso(place: Path) -> Iterator[str]:
    """The address of a fresh server on a free port of 127.0.0.1."""
    assert PROGRAM
    http = free_port()
    (place / "virtuoso.ini").write_text(_INI.format(place=place, sql=free_port(), http=http), encoding="utf-8")
    command = [PROGRAM, "+foreground", "+configfile", str(place / "virtuoso.ini")]
    running = subprocess.Popen(command, cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(http, running, 120)
        yield f"http://127.0.0.1:{http}"
    finally:
        running.kill()
        running.wait(30)
