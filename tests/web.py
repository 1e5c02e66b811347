"""A web server on this machine that gives what a test tells it to: for each path, answers in turn, the last one again and again."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Reply = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Web:
    """The server as a test sees it."""

    base: str = ""
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    "path and headers of each request"
    closing: threading.Event = field(default_factory=threading.Event)
    "set when slow answers should end"


def reply(body: bytes = b"", status: int = 200, **headers: str) -> Reply:
    """An answer with its length; `_` in the name of a header stands for a hyphen."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


def raw(data: bytes) -> Reply:
    """Just these bytes, and then the end of the connection."""
    return lambda handler: handler.wfile.write(data) and None


@contextmanager
def serving() -> Iterator[Web]:
    """A server on a free port of 127.0.0.1."""
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            web.asked.append((self.path, dict(self.headers)))
            replies = web.replies.get(self.path)
            send = (replies.pop(0) if len(replies) > 1 else replies[0]) if replies else reply(b"no", 404)
            with suppress(OSError):  # the client has had enough
                send(self)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            self.do_GET()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    web.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield web
    finally:
        web.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()
