"""What a client accepts and what there is → what it gets."""

from collections.abc import Iterator

from kfor_graph.site import formats
from kfor_graph.web.message import Request
from kfor_graph.web.negotiate import choose, read, wanted
from kfor_graph.web.serving.represent import takes_gzip
from tests.fuzz._target import Target

OFFERED = (
    tuple(one.media for one in formats.RESULTS),
    tuple(one.media for one in formats.GRAPHS),
    (formats.PAGE.media, *(one.media for one in formats.GRAPHS)),
    ("text/plain", "application/json"),
    (),
)


def check(data: bytes) -> None:
    """One of what there is, or nothing; weights are weights; the server's own names for its forms mean them."""
    offered = OFFERED[data[0] % len(OFFERED)] if data else OFFERED[0]
    header, _, word = data[1:].decode("latin-1").partition("\n")
    ranges = list(read(header))
    assert all(0 <= one.weight <= 1 and one.kind and one.subtype and one.kind == one.kind.lower() for one in ranges)
    chosen = choose(header, offered)
    assert chosen is None or chosen in offered
    if not ranges:
        assert chosen == (offered[0] if offered else None)
    if chosen:
        assert choose(header, (chosen,)) == chosen, "taken among others, refused alone"
        assert any(one.weight for one in ranges) or not ranges
    request = Request("GET", "/", (("format", word),) if word else (), {"accept": header})
    named = wanted(request, offered)
    assert named is None or named in offered
    for media in offered:
        assert choose(media, offered) == media
        assert media == "text/plain" or wanted(Request("GET", "/", (("format", media),), {}), offered) == media
    takes_gzip(header)


def seeds() -> Iterator[bytes]:
    """What browsers and libraries send."""
    for number in range(len(OFFERED)):
        for header in (
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8", "*/*", "text/turtle;q=1.0, application/rdf+xml;q=0.5",
            "application/sparql-results+json,*/*;q=0.1", 'text/plain;charset="utf-8";q=0.3, text/*', "application/json;profile=\"a,b\\\"c\";q=.5",
            "text/html; q=0, */*; q=0.001", "application/ld+json;profile=http://www.w3.org/ns/json-ld#compacted", ", ,;q=1,a/b;;q=1", "gzip;q=0, br",
        ):  # fmt: skip
            yield bytes([number]) + header.encode() + b"\nttl"


def words() -> Iterator[str]:
    """Types and the signs between them."""
    yield from (one.media for one in formats.FORMATS)
    yield from (word for one in formats.FORMATS for word in (*one.also, *one.words, one.suffix))
    yield from (
        ";q=",
        ";q=0",
        ";q=0.5",
        "*/*",
        "text/*",
        ", ",
        ";",
        '"',
        '\\"',
        "\\",
        "charset=utf-8",
        "gzip",
        "\n",
        "q",
        "=",
        "1.",
        ".5",
        "*",
    )


TARGET = Target("Accept headers and format= → the form that is sent", check, seeds, words, seconds=0.5)
