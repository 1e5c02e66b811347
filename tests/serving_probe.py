"""The program with handlers that misbehave: `python -m tests.serving_probe serve DIR`."""

import ctypes
import json
import os
import re
import time

import pyoxigraph

from kfor_graph.cli import main
from kfor_graph.site.data import DataSet
from kfor_graph.web import routes
from kfor_graph.web.message import Answer, Request, Write
from kfor_graph.web.routes import Route
from kfor_graph.web.serving import serve

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STR(?a) < STR(?f)) }"
"A query that would run for hours."


def select(request: Request, data: DataSet) -> Answer:
    """A SELECT, as JSON, asked with ?query= or as the body."""
    found = data.store.query(request.value("query") or request.body.decode())
    return Answer(200, "application/sparql-results+json", found.serialize(format=pyoxigraph.QueryResultsFormat.JSON), cacheable=True)  # type: ignore[union-attr]


def stream(request: Request, data: DataSet) -> Answer:
    """`?pieces=` pieces of 100,000 bytes, with `?pause=` seconds after each; `?fail=1` fails after the last."""

    def write(take: Write) -> None:
        for number in range(int(request.value("pieces") or 1)):
            take((b"%08d\n" % number) * 11_111)
            time.sleep(float(request.value("pause") or 0))
        if request.value("fail"):
            raise RuntimeError("the cursor broke")

    return Answer(200, "text/plain; charset=utf-8", write, cacheable=bool(request.value("cacheable")))


def crash(request: Request, data: DataSet) -> Answer:
    """Reads from nowhere."""
    ctypes.string_at(0)
    return Answer(200, "text/plain", b"never\n")


def gorge(request: Request, data: DataSet) -> Answer:
    """Takes more memory than there may be."""
    held = [bytearray(50_000_000) for _ in range(100)]
    return Answer(200, "text/plain", b"%d\n" % len(held))


def mistake(request: Request, data: DataSet) -> Answer:
    """Raises."""
    raise LookupError("a secret of the server")


def echo(request: Request, data: DataSet) -> Answer:
    """What was asked, as JSON."""
    told = {
        "method": request.method,
        "path": request.path,
        "query": request.query,
        "body": len(request.body),
        "headers": dict(request.headers),
    }
    return Answer(200, "application/json", json.dumps(told).encode())


def inject(request: Request, data: DataSet) -> Answer:
    """A header made of what the client sent."""
    headers = (("X-Said", request.value("said") or ""), ("Location\r\nSet-Cookie: a=b", "x"))
    return Answer(200, "text/html; charset=utf-8" + (request.value("said") or ""), b"<p>hello</p>", headers)


def page(request: Request, data: DataSet) -> Answer:
    """A page that holds the same each time: something long, the version, and a file of the build."""
    held = (data.build / "coverage.json").read_bytes()
    return Answer(
        200, "text/html; charset=utf-8", b"<!doctype html>" + data.version.encode() + held + b"<p>long</p>" * 1000, cacheable=True
    )


def policy(request: Request, data: DataSet) -> Answer:
    """A page with a policy of its own, that depends on the language."""
    return Answer(200, "text/html", b"x", (("Content-Security-Policy", "default-src 'none'"), ("Vary", "Accept-Language")), cacheable=True)


def snail(request: Request, data: DataSet) -> Answer:
    """Takes ?seconds=."""
    time.sleep(float(request.value("seconds") or 1))
    return Answer(200, "text/plain", b"slow\n")


HANDLERS = {
    "select": select, "stream": stream, "crash": crash, "gorge": gorge, "mistake": mistake,
    "echo": echo, "inject": inject, "page": page, "policy": policy, "snail": snail,
}  # fmt: skip

if __name__ == "__main__":
    own = tuple(Route(re.compile(f"/probe/{name}(/.*)?"), handler, ("GET", "POST")) for name, handler in HANDLERS.items())
    routes.ROUTES = (*own, *routes.ROUTES)
    if os.environ.get("PROBE_LARGE"):
        serve.IN_MEMORY_BYTES = 0
    main()
