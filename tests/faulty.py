"""A server between us and a real store that does what networks and stores do: drops, stalls, refuses, and says what it should not."""

import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Fault = Callable[["Passing"], None]


@dataclass
class Between:
    """The server as a test sees it."""

    base: str = ""
    fault: Callable[[int, str, str], Fault | None] = lambda _number, _method, _path: None
    "number of the request from 1, method and path → what happens instead of an answer of the store"
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    "method, path and headers of each request"
    closing: threading.Event = field(default_factory=threading.Event)
    behind: str = ""
    "the real store"


class Passing(BaseHTTPRequestHandler):
    """Passes a request on, or does what a fault does."""

    between: Between
    body: bytes

    def do_GET(self) -> None:
        """Any method."""
        between = self.between
        between.asked.append((self.command, self.path, dict(self.headers)))
        fault = between.fault(len(between.asked), self.command, self.path)
        with suppress(OSError):  # the client has had enough
            self.body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            (fault or passed)(self)

    do_POST = do_PUT = do_DELETE = do_HEAD = do_GET  # noqa: N815 -- the standard library's names

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def passed(handler: Passing) -> None:
    """What the real store does."""
    headers = {name: value for name, value in handler.headers.items() if name in {"Accept", "Content-Type"}}
    body = handler.body if handler.command in {"POST", "PUT"} else None
    request = urllib.request.Request(handler.between.behind + handler.path, body, headers, method=handler.command)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            status, told, said = answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            status, told, said = error.code, error.headers, error.read()
    answered(status, said, Content_Type=told.get("Content-Type", "text/plain"), Server=told.get("Server", ""))(handler)


def answered(status: int, body: bytes = b"", **headers: str) -> Fault:
    """An answer; `_` in the name of a header stands for a hyphen."""

    def send(handler: Passing) -> None:
        handler.send_response_only(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        if handler.command != "HEAD":
            handler.wfile.write(body)

    return send


def dropped(handler: Passing) -> None:
    """The connection ends without an answer, and the store has not heard of the request."""
    handler.connection.close()


def half(handler: Passing) -> None:
    """The store hears only the first half of what it is sent, and no answer comes."""
    handler.body = handler.body[: handler.body.rfind(b"\n", 0, len(handler.body) // 2) + 1]
    wire, handler.wfile = handler.wfile, _Nowhere()  # type: ignore[assignment]
    try:
        passed(handler)
    finally:
        handler.wfile = wire
    handler.connection.close()


def lossy(handler: Passing) -> None:
    """The store hears all but the last line, and says that all is well."""
    handler.body = handler.body[: handler.body[:-1].rfind(b"\n") + 1]
    passed(handler)


def deaf(handler: Passing) -> None:
    """The store does as it is told, and its answer is lost."""
    wire, handler.wfile = handler.wfile, _Nowhere()  # type: ignore[assignment]
    try:
        passed(handler)
    finally:
        handler.wfile = wire
    handler.connection.close()


def stalled(handler: Passing) -> None:
    """No answer, and no end."""
    handler.between.closing.wait(20)


def endless(handler: Passing) -> None:
    """An answer that does not end."""
    handler.send_response_only(200)
    handler.send_header("Content-Type", "application/sparql-results+json")
    handler.end_headers()
    while not handler.between.closing.is_set():
        handler.wfile.write(b" " * 65536)


def cut(handler: Passing) -> None:
    """An answer that ends too early, and does not say how long it is."""
    handler.send_response_only(200)
    handler.send_header("Content-Type", "application/sparql-results+json")
    handler.end_headers()
    handler.wfile.write(b'{"head": {"vars": ["g", "n"]}, "results": {"bindings": [{"g": {"type": "u')


class _Nowhere:
    def write(self, data: bytes) -> int:
        return len(data)

    def flush(self) -> None:
        pass

    closed = False


@contextmanager
def between(behind: str) -> Iterator[Between]:
    """A server on a free port of 127.0.0.1, before a real one."""
    seen = Between(behind=behind)
    handler = type("Handler", (Passing,), {"between": seen})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    seen.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield seen
    finally:
        seen.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()
