"""What somebody looks for → what is found, as JSON and as a page. The first line are further arguments, the rest is what is looked for."""

import json
from collections.abc import Iterator
from urllib.parse import parse_qsl

from kfor_graph.web.limits import DEFAULT
from kfor_graph.web.message import Request
from kfor_graph.web.routes import answer
from tests.fuzz._data import data_set, given
from tests.fuzz._target import Target, now_and_then
from tests.fuzz._texts import paragraphs


def check(data: bytes) -> None:
    """JSON with marks that lie in its snippets and at most as many results as asked for; the page finds as much."""
    first, _, rest = data.partition(b"\n")
    try:
        more = tuple(parse_qsl(first.decode("ascii"), keep_blank_values=True, errors="strict"))
    except ValueError:
        more = ()
    asked = (("q", rest.decode("utf-8", "replace")), *((name, value) for name, value in more if name != "q"))
    request = Request("GET", "/search.json", asked, {}, b"", DEFAULT)
    body = given(answer(request, data_set()))
    told = json.loads(body)
    if told["ok"]:
        assert len(told["results"]) <= min(int(request.value("limit") or 20), 100) and len(told["results"]) <= told["total"]
        for result in told["results"]:
            ends = [0, *(end for mark in result["marks"] for end in mark)]
            assert ends == sorted(ends) and ends[-1] <= len(result["snippet"])
    page = given(answer(Request("GET", "/search", asked, {}, b"", DEFAULT), data_set()))
    assert page.startswith(b"<!") and b"<fuzz" not in page
    if now_and_then(data):
        assert given(answer(request, data_set())) == body


def seeds() -> Iterator[bytes]:
    """Names, words, signs of query languages."""
    for words in (
        "KFOR",
        "Mitrovica bridge",
        "Peć",
        "pec",
        "Сръбска",
        '"a b" OR c*',
        "NEAR(a b)",
        "a:b -c (d",
        "<fuzz>",
        "",
        "1244 (1999)",
        "event meeting 2007",
    ):
        yield f"limit=5&offset=0\n{words}".encode()
        yield f"kind=Event&page=2\n{words}".encode()
    yield from (f"\n{words}".encode() for words in list(paragraphs())[:10])


def words() -> Iterator[str]:
    """Signs."""
    yield from (
        "kind=",
        "&limit=",
        "&offset=",
        "&page=",
        "Event",
        "Place",
        '"',
        "*",
        "^",
        ":",
        "NEAR",
        " OR ",
        " AND ",
        " NOT ",
        "(",
        ")",
        "{",
        "'",
        "--",
        "\x00",
        "ß",
        "ﬁ",
        "e\u0301",
        "Đ",
        "\u202e",
        "<fuzz>",
    )


TARGET = Target("words that somebody looks for → results", check, seeds, words, longest=2048)
