"""A server in a process of its own, as its users start it, on a free port of 127.0.0.1."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_PATIENCE = 20


@dataclass(frozen=True, slots=True)
class Served:
    """A running server."""

    url: str
    "its address, ending in a slash"
    process: subprocess.Popen[bytes]
    log: Path
    "what it writes to standard error"

    @property
    def port(self) -> int:
        """Its port."""
        return int(self.url.rstrip("/").rsplit(":", 1)[1])

    def said(self, words: str, seconds: float = _PATIENCE) -> None:
        """Waits until the log holds some words."""
        end = time.monotonic() + seconds
        while words not in self.log.read_text(encoding="utf-8"):
            assert time.monotonic() < end, f"not said: {words!r}, but: {self.log.read_text(encoding='utf-8')}"
            time.sleep(0.02)


@contextmanager
def served(build: Path, *options: str, module: str = "kfor_graph", environment: Mapping[str, str] | None = None) -> Iterator[Served]:
    """The server of a build folder, started with some options; ended as by Ctrl-C, which must end it well.

    module: what is run with `serve`: the program itself, or a stand-in with other handlers
    """
    with tempfile.TemporaryDirectory() as scratch:
        log = Path(scratch, "log")
        with log.open("wb") as file:
            command = [sys.executable, "-m", module, "serve", str(build), "--port", "0", *options]
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=file, env={**os.environ, **(environment or {})})
        try:
            yield Served(_address(process, log), process, log)
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                assert process.wait(_PATIENCE) == 0, log.read_text(encoding="utf-8")
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    end = time.monotonic() + _PATIENCE
    while True:
        found = re.search(r"serving .* at (http\S+)", log.read_text(encoding="utf-8"))
        if found:
            return f"http://127.0.0.1:{found[1].rstrip('/').rsplit(':', 1)[1]}/"
        assert process.poll() is None and time.monotonic() < end, f"the server does not start: {log.read_text(encoding='utf-8')}"
        time.sleep(0.01)
