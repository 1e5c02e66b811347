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
    assert PROGRAM
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    server = subprocess.Popen([PROGRAM, "serve", "--bind", f"127.0.0.1:{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _load(f"{base}/store?default", turtle.encode(), server)
        yield f"{base}/query"
    finally:
        server.terminate()
        server.wait(10)


def _load(url: str, data: bytes, server: subprocess.Popen[bytes]) -> None:
    """Puts the data in as soon as the server is there."""
    request = urllib.request.Request(url, data, {"Content-Type": "text/turtle"}, method="PUT")
    end = time.monotonic() + 10
    while True:
        try:
            with urllib.request.urlopen(request, timeout=5):
                return
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()) from error
        except OSError:
            assert server.poll() is None and time.monotonic() < end, "the server does not start"
            time.sleep(0.02)
