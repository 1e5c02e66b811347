"""Caches over real HTTP: validators, conditional requests, compression, and the headers that every answer has."""

import gzip
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kfor_graph.web.serving.cache import Cache, Entry
from kfor_graph.web.serving.represent import takes_gzip
from kfor_graph.web.serving.wire import Head
from tests.http_asking import Reply, ask
from tests.served import Served, served

PAGE = "/probe/page"


@pytest.fixture(scope="module")
def server(published: Path) -> Iterator[Served]:
    """A server with handlers of the tests."""
    with served(published, module="tests.serving_probe") as running:
        yield running


@pytest.fixture(scope="module")
def first(server: Served) -> Reply:
    """The page, as it comes first."""
    return ask(server.port, PAGE)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({}, 200),
        ({"If-None-Match": "{etag}"}, 304),
        ({"If-None-Match": "W/{etag}"}, 304),
        ({"If-None-Match": '"other", {etag}'}, 304),
        ({"If-None-Match": "*"}, 304),
        ({"If-None-Match": '"other"'}, 200),
        ({"If-None-Match": "{bare}"}, 200),
        ({"If-None-Match": "{etag}", "Accept-Encoding": "gzip"}, 200),
        ({"If-Modified-Since": "{modified}"}, 304),
        ({"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}, 304),
        ({"If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"}, 200),
        ({"If-Modified-Since": "yesterday"}, 200),
        ({"If-Modified-Since": "{modified}", "If-None-Match": '"other"'}, 200),
        ({"If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT", "If-None-Match": "{etag}"}, 304),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("fresh", [True, False], ids=["from a worker", "from the cache"])
def test_conditional_requests(server: Served, first: Reply, said: Mapping[str, str], status: int, method: str, fresh: bool) -> None:
    """304 where the client has this very representation, by RFC 9110: If-None-Match counts before If-Modified-Since."""
    etag, modified = first.headers["etag"], first.headers["last-modified"]
    values = {name: value.format(etag=etag, bare=etag.strip('"'), modified=modified) for name, value in said.items()}
    path = f"{PAGE}?{abs(hash((str(said), method)))}" if fresh else PAGE
    reply = ask(server.port, path, method, values)
    assert reply.status == status
    if status == 304:
        assert reply.body == b""
        assert reply.headers["etag"] == etag
        assert {"vary", "cache-control", "last-modified", "date"} <= set(reply.headers)
    elif method == "GET":
        assert (gzip.decompress(reply.body) if "content-encoding" in reply.headers else reply.body) == first.body


@pytest.mark.parametrize("path", [PAGE, "/probe/echo", "/probe/stream", "/probe/stream?pieces=3", "/nothing", "/static/site.css"])
def test_head_is_get_without_its_body(server: Served, path: str) -> None:
    """The same status and headers, for whole bodies and for those in pieces, cached or not."""
    for _ in range(2):
        got, head = ask(server.port, path), ask(server.port, path, "HEAD")
        assert head.body == b""
        assert head.status == got.status
        left = {"date", "transfer-encoding", "content-length"} if "transfer-encoding" in got.headers or path == "/probe/echo" else {"date"}
        assert {k: v for k, v in head.headers.items() if k not in left} == {k: v for k, v in got.headers.items() if k not in left}


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [("gzip", True), ("gzip, deflate, br", True), ("br;q=1.0, gzip;q=0.8", True), ("GZIP", True), ("x-gzip", True), ("gzip;q=0", False),
     ("gzip; q=0.000", False), ("identity", False), ("", False), ("gzipped", False)],
)  # fmt: skip
def test_a_body_is_compressed_where_the_client_takes_it(server: Served, first: Reply, accepted: str, packed: bool) -> None:
    """Named by its own validator; the same words come out."""
    assert takes_gzip(accepted) == packed
    reply = ask(server.port, PAGE, headers={"Accept-Encoding": accepted})
    assert ("content-encoding" in reply.headers) == packed
    assert (gzip.decompress(reply.body) if packed else reply.body) == first.body
    assert (reply.headers["etag"] == first.headers["etag"]) != packed


def test_a_long_body_in_pieces_is_compressed_as_it_goes(server: Served) -> None:
    """Pieces too, without a length."""
    plain = ask(server.port, "/probe/stream?pieces=5")
    packed = ask(server.port, "/probe/stream?pieces=5", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert len(packed.body) < len(plain.body) / 10
    assert gzip.decompress(packed.body) == plain.body


def test_a_small_body_is_not_compressed(server: Served) -> None:
    """It would grow."""
    assert "content-encoding" not in ask(server.port, "/nothing", headers={"Accept-Encoding": "gzip"}).headers


def test_what_came_in_pieces_is_kept_whole(server: Served) -> None:
    """The second time it has a length and a validator."""
    path = "/probe/stream?pieces=4&cacheable=1"
    one, two = ask(server.port, path), ask(server.port, path)
    assert one.body == two.body
    assert "content-length" not in one.headers
    assert int(two.headers["content-length"]) == len(one.body)
    assert ask(server.port, path, headers={"If-None-Match": two.headers["etag"]}).status == 304


def test_forms_are_kept_apart(server: Served) -> None:
    """Each Accept header has its own answer, and an answer that depends on another header is not kept at all."""
    cached = int(re.findall(rb'"cached": (\d+)', ask(server.port, "/healthz").body)[0])
    ask(server.port, f"{PAGE}?kept", headers={"Accept": "text/html"})
    ask(server.port, f"{PAGE}?kept", headers={"Accept": "text/turtle"})
    ask(server.port, f"{PAGE}?kept", headers={"Accept": "text/turtle"})
    reply = ask(server.port, "/probe/policy")
    assert reply.headers["vary"] == "Accept, Accept-Encoding, Accept-Language"
    assert int(re.findall(rb'"cached": (\d+)', ask(server.port, "/healthz").body)[0]) == cached + 2


@pytest.mark.parametrize("path", [PAGE, "/probe/echo", "/nothing", "/probe/mistake", "/static/site.css", "/probe/echo?" + "a" * 17_000])
def test_every_answer_is_safe_and_shared(server: Served, path: str) -> None:
    """Errors too."""
    headers = ask(server.port, path).headers
    assert headers["content-security-policy"].startswith("default-src 'self';")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["access-control-allow-origin"] == "*"
    assert {"referrer-policy", "vary", "cache-control"} <= set(headers)
    assert "server" not in headers


def test_a_route_may_have_a_policy_of_its_own(server: Served) -> None:
    """Instead of the usual one."""
    assert ask(server.port, "/probe/policy").headers["content-security-policy"] == "default-src 'none'"


def test_options_says_what_may_be_done(server: Served) -> None:
    """Also to a browser that asks before it sends."""
    headers = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    reply = ask(server.port, "/probe/echo", "OPTIONS", headers)
    assert (reply.status, reply.body) == (204, b"")
    assert set(reply.headers["allow"].split(", ")) == {"GET", "HEAD", "POST", "OPTIONS"}
    assert reply.headers["access-control-allow-methods"] == reply.headers["allow"]
    assert reply.headers["access-control-allow-origin"] == "*"
    assert ask(server.port, "/probe/echo", "DELETE").status == 405


def test_the_cache_keeps_what_was_asked_for_last() -> None:
    """Within its bytes: the one asked for longest ago goes first, what is too large is not taken."""
    cache = Cache(80_000)
    entries = {name: Entry(Head(200, 0, b""), bytes(8_000), b"", b"") for name in (b"a", b"b", b"c", b"d", b"e", b"f", b"g", b"h")}
    for name, entry in entries.items():
        cache.put((name, b"", b"", False), entry)
        cache.get((b"a", b"", b"", False))
    cache.put((b"i", b"", b"", False), Entry(Head(200, 0, b""), bytes(8_000), b"", b""))
    assert cache.get((b"a", b"", b"", False))
    assert cache.get((b"b", b"", b"", False)) is None
    cache.put((b"large", b"", b"", False), Entry(Head(200, 0, b""), bytes(20_000), b"", b""))
    assert cache.get((b"large", b"", b"", False)) is None
