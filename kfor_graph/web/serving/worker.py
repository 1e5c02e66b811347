"""One worker: takes a request at a time, asks the handlers, sends the answer. It may be killed at any moment."""

import gc
import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from kfor_graph.site.data import DataSet
from kfor_graph.web import routes
from kfor_graph.web.limits import Limits
from kfor_graph.web.message import Answer, Request
from kfor_graph.web.serving import wire
from kfor_graph.web.serving.parse import parse
from kfor_graph.web.serving.represent import Flow, TooLargeError, represent, takes_gzip

GRACE = 2.0
"Seconds after the limit at which the system ends a worker that nobody has killed."

_PLAIN = "text/plain; charset=utf-8"
_CHECKED = 64
"Requests between two looks at how large the worker has grown."

Handle = Callable[[Request, DataSet], Answer]


def work(connection: socket.socket, data: DataSet, limits: Limits, handle: Handle | None = None) -> None:
    """Answers requests until the connection is closed, or the worker has grown so large that a fresh one is better."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    gc.freeze()
    base = _resident()
    confine(limits)
    taken = 0
    connection.sendall(wire.frame(wire.HELLO))
    while (call := wire.read_call(connection)) is not None:
        signal.setitimer(signal.ITIMER_REAL, limits.seconds + GRACE)
        taken += 1
        retiring = taken % _CHECKED == 0 and _resident() - base > limits.memory_bytes // 2
        try:
            reply(connection, call, data, limits, handle or routes.answer, retiring)
        except MemoryError:
            os._exit(3)
        signal.setitimer(signal.ITIMER_REAL, 0)
        if retiring:
            return


def reply(connection: socket.socket, call: wire.Call, data: DataSet, limits: Limits, handle: Handle, retiring: bool = False) -> None:
    """Sends the answer to a call, as one frame where it is small."""

    def emit(kind: int, payload: bytes) -> None:
        connection.sendall(wire.frame(kind | (wire.RETIRING if retiring else 0), payload))

    def refuse(status: int, why: str) -> None:
        emit(wire.WHOLE, wire.whole(*represent(Answer(status, _PLAIN, why.encode() + b"\n"), why.encode() + b"\n", False)))

    accepted = b",".join(value for name, value in call.headers if name == b"accept-encoding").decode("latin-1")
    gzip = bool(accepted) and takes_gzip(accepted)
    flow: Flow | None = None
    try:
        request = parse(call, limits)
        answer = request if isinstance(request, Answer) else _answer(request, data, handle)
        if isinstance(answer.body, bytes):
            if len(answer.body) > limits.answer_bytes:
                raise TooLargeError  # noqa: TRY301 - one answer for what is too large, whole or in pieces
            emit(wire.WHOLE, wire.whole(*represent(answer, answer.body, gzip, data.modified)))
            return
        flow = Flow(answer, gzip, limits.answer_bytes, call.method == "HEAD", emit, data.modified)
        answer.body(flow.write)
        flow.end()
    except (MemoryError, ConnectionError):
        raise
    except Exception as error:  # noqa: BLE001 - a mistake of ours is one answer and one line, never the end of a worker
        if flow is not None and flow.satisfied:
            emit(wire.END, b"")
            return
        too_large = isinstance(error, TooLargeError) or (flow is not None and flow.spoiled)
        if not too_large and not isinstance(error, RecursionError):
            tell(call, error)
        if flow is not None and flow.begun:
            emit(wire.BROKEN, b"")
        elif too_large:
            refuse(413, f"the answer is larger than {limits.answer_bytes} bytes; ask for less, for example with LIMIT")
        elif isinstance(error, RecursionError):
            refuse(400, "the request is nested too deeply")
        else:
            refuse(500, "the server cannot answer this; its log says why")


def _answer(request: Request, data: DataSet, handle: Handle) -> Answer:
    return _options(request) if request.method == "OPTIONS" else handle(request, data)


def _options(request: Request) -> Answer:
    """What may be done at a path."""
    methods = next((route.methods for route in routes.ROUTES if route.pattern.fullmatch(request.path)), ("GET",))
    allowed = ", ".join(dict.fromkeys([*methods, *(["HEAD"] if "GET" in methods else []), "OPTIONS"]))
    headers = (
        ("Allow", allowed),
        ("Access-Control-Allow-Methods", allowed),
        ("Access-Control-Allow-Headers", "Accept, Authorization, Content-Type, If-Modified-Since, If-None-Match"),
        ("Access-Control-Max-Age", "86400"),
    )
    return Answer(204, "", b"", headers)


def tell(call: wire.Call, error: BaseException) -> None:
    """One line for the log."""
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else "?"
    line = f"kfor-graph: {call.method} {call.path[:200]!r}: {type(error).__name__}: {str(error)[:300]!r} ({where})\n"
    sys.stderr.write(line)
    sys.stderr.flush()


def _resident() -> int:
    """Bytes of memory that this process holds; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGESIZE")
    except (OSError, ValueError, IndexError):
        return 0


def confine(limits: Limits) -> None:
    """Limits what this process may take beside the data; a query that wants more ends it, and nobody else."""
    import resource  # noqa: PLC0415 - Windows has none, nor fork

    try:
        size = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5]) * os.sysconf("SC_PAGESIZE")
    except (OSError, ValueError, IndexError):
        return
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    wanted = size + limits.memory_bytes
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
