"""What a reconciliation client sends → JSON, as the specification has it."""

import json
from collections.abc import Iterator
from urllib.parse import quote_plus

from kfor_graph.web.routes import answer
from tests.fuzz._data import asked, data_set, given
from tests.fuzz._target import Target, now_and_then

BATCH = {
    "q0": {
        "query": "Pristina",
        "type": "Place",
        "limit": 3,
        "properties": [{"pid": "label", "v": "x"}, {"pid": "a", "v": [{"id": "b"}, 1, True]}],
    },
    "q1": {"query": "KFOR", "type": ["Organization", {"id": "Person"}], "type_strict": "should"},
}
EXTEND = {"ids": ["organization/kfor", "place/pristina"], "properties": [{"id": "label", "settings": {"limit": 1}}, {"id": "type"}]}


def check(data: bytes) -> None:
    """An answer below 500, in JSON where it says so, the same each time; each question of a batch has its answer."""
    line, _, rest = data.partition(b"\n")
    request = asked(line.replace(b" ", b" /reconcile", 1) + b"\n" + rest)
    if request is None:
        return
    said = answer(request, data_set())
    body = given(said)
    if said.media.startswith("application/json"):
        told = json.loads(body)
        if said.status == 200 and request.method == "GET" and request.value("queries") and request.path == "/reconcile":
            assert set(told) == set(json.loads(request.value("queries") or ""))
    if now_and_then(data):
        assert given(answer(request, data_set())) == body


def seeds() -> Iterator[bytes]:
    """Each service."""
    form = "\nContent-Type: application/x-www-form-urlencoded\n\n"
    yield b"GET "
    yield f"GET ?queries={quote_plus(json.dumps(BATCH))}".encode()
    yield f"POST {form}queries={quote_plus(json.dumps(BATCH))}".encode()
    yield f"POST {form}extend={quote_plus(json.dumps(EXTEND))}".encode()
    yield f"GET ?extend={quote_plus(json.dumps(EXTEND))}".encode()
    yield f"GET ?query={quote_plus(json.dumps(BATCH['q0']))}".encode()
    yield b"GET ?query=KFOR"
    for kind in ("entity", "property", "type"):
        yield f"GET /suggest/{kind}?prefix=pr&cursor=1".encode()
        yield f"GET /flyout/{kind}?id=label".encode()
    yield b"GET /properties?type=Place&limit=3"
    yield b"GET /preview?id=place/pristina"
    yield b"GET /view?id=organization/kfor"


def words() -> Iterator[str]:
    """Keys."""
    plain = (
        '{"',
        '":',
        '","',
        '"]',
        "[]",
        "{}",
        "null",
        "true",
        "1e999",
        "-1",
        "0.5",
        '"query"',
        '"type"',
        '"limit"',
        '"properties"',
        '"pid"',
        '"v"',
        '"id"',
        '"type_strict"',
        '"ids"',
        '"settings"',
        "\\ud800",
    )
    yield from (quote_plus(word) for word in plain)
    yield from (
        "?queries=",
        "?extend=",
        "?query=",
        "&",
        "/suggest/entity",
        "/preview",
        "/view",
        "/flyout/type",
        "/properties",
        "?prefix=",
        "&cursor=",
        "?id=",
        "place/",
        "POST ",
        "GET ",
        "%00",
        "%ff",
        "\n\n",
        "NaN",
        "9" * 40,
    )


TARGET = Target("questions of reconciliation clients → answers", check, seeds, words, longest=2048)
