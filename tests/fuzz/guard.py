"""Queries of strangers: what the guard lets through does not break the engine and asks no other server.

The first byte says what becomes of the rest: it is a query as it stands; or its first word is written again and again between the
others. Whether the engine reads SERVICE in a text shows when the word is spelt otherwise: what still parses did not use it.
"""

import re
from collections.abc import Iterator

from kfor_graph.catalogue import form
from kfor_graph.errors import QueryError
from kfor_graph.guard import outbound, refuse_bombs
from kfor_graph.sorting import sortable
from kfor_graph.web.modifiers import flat, limit, limited
from tests.fuzz._engine import parses
from tests.fuzz._target import ROOT, Target

TIMES = (1, 90, 400, 990, 1100, 3000)
ROWS = 5
MOST_PARTS = 80
"The engine takes seconds to plan hundreds of patterns, which a server ends; here only what breaks it is looked for."

_PARTS = re.compile(r"[][(/.;,]|<<|[?$]\w+")


def check(data: bytes) -> None:
    """The guard's verdict, against the engine's."""
    text = written(data)
    try:
        refuse_bombs(text, "query")
        asked = outbound(text, "query", "SERVICE")
    except QueryError as error:
        assert "\n" not in str(error)
        return
    assert all(text[at : at + 7].upper() == "SERVICE" for at in asked)
    is_query = len(_PARTS.findall(text)) <= MOST_PARTS and parses(text)
    if is_query and not asked:
        assert parses(re.sub("service", lambda word: word[0][:-1] + "x", text, flags=re.I)), "SERVICE that the guard does not see"
    assert len(flat(text)) == len(text)
    if is_query:
        assert form(text) in {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}, form(text)
        assert parses(sortable(text)), "not a query any more when it can be sorted"
        if form(text) != "ASK":
            less = limited(text, ROWS)
            assert parses(less), "not a query any more with a limit"
            assert limit(less) == ROWS


def written(data: bytes) -> str:
    """The query of an input."""
    times, text = TIMES[data[0] % len(TIMES)] if data else 1, data[1:].decode("utf-8", "replace")
    if times == 1:
        return text
    start, _, rest = text.partition("~")
    again, _, end = rest.partition("~")
    middle, _, end = end.partition("~")
    close, _, end = end.partition("~")
    return start + again[:40] * times + middle + close[:40] * times + end


def seeds() -> Iterator[bytes]:
    """Our own queries, ways to hide a call, and bombs."""
    yield from (b"0" + path.read_bytes()[:4000] for path in sorted((ROOT / "queries").rglob("*.rq")))
    hidden = (ROOT / "tests" / "test_guard.py").read_text(encoding="utf-8")
    yield from (b"0" + found.encode() for found in re.findall(r'^    [\'"](.*)[\'"],$', hidden, re.M))
    for number in range(1, len(TIMES)):
        for bomb in (
            "SELECT * {~{~?s ?p ?o~}~}", "ASK { FILTER(~(~1~)~) }", "SELECT * { ?s ~<a:b>/~<a:b>~~ ?o }", "ASK { FILTER(1~+1~~~) }",
            "SELECT * { ?s ?p ~[ ?p ~1~]~ }", "SELECT * { ?s ?p ?o ~OPTIONAL {~ ?a ?b ?c ~}~}", "ASK { FILTER(~!~true~~) }", "ASK { ?s ~^~<a:b>~~ ?o }",
            "ASK { ?s ?p ~(~1~)~ }", "ASK { FILTER(~COALESCE(~1~)~) }", "SELECT * { ~{} UNION ~{}~~ }", "ASK { ~<<~?a ?b ?c~>> ?p ?o~ }",
        ):  # fmt: skip
            yield bytes([number]) + bomb.encode()


def words() -> Iterator[str]:
    """Words of the language, and what hides them."""
    yield from (
        "SELECT * {", "ASK {", "CONSTRUCT {", "DESCRIBE ", "SERVICE ", "SERVICE SILENT ", "service", "<http://a.example/>", "FILTER(", "OPTIONAL {",
        "UNION", "MINUS {", "GRAPH ?g {", "BIND(", " AS ?x)", "VALUES ?x {", "ORDER BY ", "DESC(?x)", "LIMIT 1", "OFFSET 1", "GROUP BY ?x",
        "HAVING(", "'''", '"""', "'", '"', "#", "\n", "\r", "\\'", "\\\\", "\\u0053", "<<", ">>", "<<(", ")>>", "{|", "|}", "<", ">", "@en", "^^",
        "?a<?b", "PREFIX e: <", "BASE <http://a/>", "VERSION '1.2'", "a:b.c", "e:%20", "_:b", "[]", "NOT EXISTS {", "IN (", "COUNT(*)", "~", "FROM <a:b>",
        "REDUCED", "DISTINCT", "isTRIPLE(", "LANGDIR", "WHERE", "<a'b>", "<a#b>", "\ufeff", "\u200b", "e:SERVICE", "?SERVICE",
    )  # fmt: skip


TARGET = Target("texts of queries: guard, forms, limits and sorting, against the engine's own reader", check, seeds, words, longest=5000)
