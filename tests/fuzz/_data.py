"""The build that pages are made of, and what a client sends, as values."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from kfor_graph.pipeline import build
from kfor_graph.site.data import DataSet, open_data_set
from kfor_graph.store import load
from kfor_graph.web.limits import DEFAULT
from kfor_graph.web.message import Answer, Request, whole
from kfor_graph.web.serving import wire
from kfor_graph.web.serving.parse import parse
from kfor_graph.web.serving.represent import represent
from tests.fuzz._target import ROOT

PUBLIC = "http://127.0.0.1:8000/"
_held: list[DataSet] = []


def use(data: DataSet) -> None:
    """Takes a build that is there already."""
    _held[:] = [data]


def data_set() -> DataSet:
    """The bundled reports, built once a process."""
    if not _held:
        out = Path(tempfile.mkdtemp(prefix="fuzz-data-")) / "build"
        build([str(ROOT / "reports")], out, 1)
        _held.append(open_data_set(out, PUBLIC))
    return _held[0]


def hollow() -> DataSet:
    """The same pages over no quads at all: queries of strangers cannot run for long there."""
    return replace(data_set(), store=load(b""))


def call(data: bytes) -> wire.Call:
    """Bytes as a request: a line with method and target, headers, an empty line, a body."""
    head, _, body = data.replace(b"\r\n", b"\n").partition(b"\n\n")
    first, *lines = head.split(b"\n")
    method, _, target = first.partition(b" ")
    path, _, query = target.partition(b"?")
    pairs = [(name.strip(), value.strip()) for name, colon, value in (line.partition(b":") for line in lines) if colon]
    return wire.Call(method.decode("latin-1"), path, query, pairs, body)


def asked(data: bytes) -> Request | None:
    """Bytes as a request; None where it is refused for not being one."""
    found = parse(call(data), DEFAULT)
    return found if isinstance(found, Request) else None


def given(answer: Answer) -> bytes:
    """The body of an answer, which has to be one that can be sent: a status, headers that stay headers."""
    assert 200 <= answer.status <= 599 and answer.status != 500, answer.status
    body = whole(answer)
    head, sent = represent(answer, body, True)
    assert wire.parse_whole(wire.whole(head, sent)) == (head, sent)
    assert all(name == name.strip() and b"\r" not in value and b"\n" not in value for name, value in head.headers())
    return body


def handled(request: Request, answer: Callable[[Request, DataSet], Answer], data: DataSet) -> bytes:
    """What a handler gives for a request."""
    return given(answer(request, data))


def targets(*paths: str) -> Iterator[bytes]:
    """GET requests."""
    yield from (f"GET {path}\nAccept: text/html".encode() for path in paths)
