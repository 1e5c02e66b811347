"""A real SPARQL server on this machine, with the data that a test gives it: the program of the package oxigraph."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PROGRAM = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")

needs_server = pytest.mark.skipif(PROGRAM is None, reason="needs the package oxigraph, of the extra dev")


@contextmanager
def sparql_server(turtle: str) -> Iterator[str]:
    """The address of an endpoint that holds some Turtle, in memory, on a free port of 127.0.0.1."""
    with server() as base:
        request = urllib.request.Request(f"{base}/store?default", turtle.encode(), {"Content-Type": "text/turtle"}, method="PUT")
        try:
            with urllib.request.urlopen(request, timeout=5):
                pass
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()) from error
        yield f"{base}/query"


@contextmanager
def server(place: Path | None = None, port: int = 0) -> Iterator[str]:
    """The address of an empty server, or of one that keeps what it holds in a folder, on a free port of 127.0.0.1, or a given one."""
    assert PROGRAM
    port = port or free_port()
    where = ["--location", str(place)] if place else []
    running = subprocess.Popen(
        [PROGRAM, "serve", "--bind", f"127.0.0.1:{port}", *where], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(port, running)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.kill()
        running.wait(10)


def free_port() -> int:
    """A port of 127.0.0.1 at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(port: int, running: subprocess.Popen[bytes], seconds: float = 30) -> None:
    """Waits until a server listens."""
    end = time.monotonic() + seconds
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5):
                return
        except OSError:
            assert running.poll() is None and time.monotonic() < end, "the server does not start"
            time.sleep(0.02)
