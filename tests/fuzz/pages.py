"""A GET of any path with any query string → a page, a table, a graph, or what there is instead; never a mistake of ours."""

from collections.abc import Iterator
from urllib.parse import unquote

from kfor_graph.site.pages import PAGES
from kfor_graph.web.routes import answer
from tests.fuzz import request
from tests.fuzz._data import asked, data_set, given, targets
from tests.fuzz._target import Target, now_and_then


def check(data: bytes) -> None:
    """An answer below 500, the same each time; nothing of the query string stands in a page as markup."""
    found = asked(data)
    if found is None or found.path.startswith(request.PATHS):
        return
    body = given(answer(found, data_set()))
    for _, value in found.query:
        if "<fuzz" in value:
            assert b"<fuzz" not in body or found.path.endswith((".json", ".csv"))
    if now_and_then(data):
        assert given(answer(found, data_set())) == body


def seeds() -> Iterator[bytes]:
    """A page of each kind."""
    yield from targets(
        "/", "/search?q=KFOR%20Pec&kind=Event&page=2", "/search.json?q=a&limit=3&offset=1", "/version", "/healthz", "/robots.txt", "/sitemap.xml", "/sitemap-1.xml",
        "/id/organization/kfor", "/doc/place/pristina.ttl", "/id/S-2007-652/report-1", "/doc/S-2007-652/report-1-p3.html", "/ontology", "/ontology.ttl",
        "/.well-known/void", "/void.ttl", "/dcat.jsonld", "/prefixes.json", "/queries/competency/cq01.csv", "/queries/pages/parts", "/queries/cq01.rq",
        "/.well-known/sparql-examples/", "/.well-known/sparql-examples/index.ttl", "/events.html?kind=meeting&year=2007", "/events.csv", "/reports.json",
        "/entity?uri=https%3A%2F%2Fw3id.org%2Fkfor-graph%2Fid%2Forganization%2Fkfor", "/scheme/event-type/meeting", "/sparql.html?query=ASK%20%7B%7D", "/explore.html?iri=x:y",
        "/nothing.html", "/doc/S-2007-652.html?view=text&words=<fuzz>",
    )  # fmt: skip
    yield from (f"GET {unquote(pattern)}".encode() for pattern in sorted({str(getattr(page, "path", page)) for page in PAGES})[:60])
    yield b"GET /id/organization/kfor\nAccept: text/turtle\nAccept-Language: de"


def words() -> Iterator[str]:
    """Parts of paths and queries."""
    yield from (
        "/id/", "/doc/", "/scheme/", "/queries/", "/ontology", ".ttl", ".html", ".json", ".csv", ".nt", ".jsonld", ".rdf", "?q=", "&page=", "&kind=", "?year=", "&place=",
        "?from=", "&to=", "&sort=", "<fuzz>", "%3Cfuzz%3E", "%22", "%27", "..", "%2e", "//", "S-2007-652", "letter-2020-12-03", "report-1", "-p1", "place/", "organization/",
        "event-type/", "2007", "-1", "99999999999", "\u00e9", "%C3%A9", "Accept: ", "text/turtle", "?format=", "&iri=", "https://w3id.org/kfor-graph/", "\n",
    )  # fmt: skip


TARGET = Target("paths and query strings → pages, tables, graphs", check, seeds, words, longest=1024, seconds=3)
