"""How endpoints are asked: politely, with what they said kept on disk, and with no trust in what they say."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from kfor_graph.errors import LinkError
from kfor_graph.link.ask import Guest, Manners, NotCachedError, check_address, read_rows
from kfor_graph.link.command import run_propose
from kfor_graph.link.endpoint import endpoint
from kfor_graph.link.table import Row, beside, read_review, write_review
from tests.link_extracts import feature
from tests.web import Reply, Web, raw, reply, serving

ROOT = Path(__file__).parent.parent
RESULTS = {"Content_Type": "application/sparql-results+json"}
EMPTY = reply(b'{"head": {}, "results": {"bindings": []}}', **RESULTS)
PATH = "/sparql"


@pytest.fixture
def web() -> Iterator[Web]:
    """A server that gives what a test tells it to."""
    with serving() as served:
        yield served


class Clock:
    """Waits that are noted and not waited for."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def manners(self, **changed: float) -> Manners:
        """Manners that wait by this clock, and leave nothing to chance."""
        return Manners(**{"delay": 0, "timeout": 5, "back_off": 2, **changed}, sleep=self.waits.append, chance=lambda: 1.0)  # type: ignore[arg-type]


def results(*items: dict[str, tuple[str, str]]) -> bytes:
    """SPARQL results in JSON: each item's variables as kind and value."""
    rows = [{name: {"type": kind, "value": value} for name, (kind, value) in item.items()} for item in items]
    return json.dumps({"head": {"vars": []}, "results": {"bindings": rows}}).encode()


def item(iri: str, what: str, value: str, kind: str = "literal") -> dict[str, tuple[str, str]]:
    """A row as the queries of `queries/link` give it."""
    return {"item": ("uri", iri), "what": ("literal", what), "value": (kind, value)}


def drip(handler: BaseHTTPRequestHandler) -> None:
    """An answer that never ends: a blank now and then."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/sparql-results+json")
    handler.end_headers()
    while True:
        handler.wfile.write(b" ")
        time.sleep(0.05)


def flood(handler: BaseHTTPRequestHandler) -> None:
    """An answer that never ends, as fast as it can."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/sparql-results+json")
    handler.end_headers()
    while True:
        handler.wfile.write(b" " * 65536)


HOSTILE: list[tuple[str, Reply, str]] = [
    ("a page", reply(b"<html>Welcome</html>", Content_Type="text/html"), "gives text/html, not SPARQL results"),
    ("a page that says it is JSON", reply(b"<html>Welcome</html>", **RESULTS), "gives JSON that is broken or cut off"),
    ("cut off JSON", reply(b'{"results": {"bindings": [{"item": {"ty', **RESULTS), "gives JSON that is broken or cut off"),
    (
        "a body shorter than told",
        raw(b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"),
        "of 99 bytes came",
    ),
    ("an error", reply(b"", 500), "500 Internal Server Error, 2 times"),
    ("a refusal", reply(b"", 403), "refuses (403 Forbidden)"),
    ("another address", reply(b"", 302, Location="http://127.0.0.1:1/"), "sends us to another address, which is not followed"),
    ("a file of ours", reply(b"", 302, Location="file:///etc/passwd"), "sends us to another address, which is not followed"),
    ("a list", reply(b"[1, 2]", **RESULTS), "gives JSON that is no SPARQL results"),
    ("no rows", reply(b'{"results": {"bindings": {"a": 1}}}', **RESULTS), "gives JSON that is no SPARQL results"),
    ("wrong types", reply(b'{"results": {"bindings": [{"item": {"type": "uri", "value": 5}}]}}', **RESULTS), "no RDF term"),
    ("rows that are none", reply(b'{"results": {"bindings": ["x"]}}', **RESULTS), "gives a row that is none"),
    ("depth", reply(b"[" * 100_000, **RESULTS), "gives JSON that is broken or cut off"),
    ("a told size", reply(b"", Content_Length=str(1 << 40), Content_Type="application/json"), "larger than 16 MiB"),
    ("a flood", flood, "larger than 16 MiB"),
    ("drops", drip, "no answer, or not all of it, within 0.4 seconds"),
    ("a long wait", reply(b"", 429, Retry_After="7200"), "asks to wait 7200 seconds"),
    ("no HTTP", raw(b"\x00\x01\x02 SSH-2.0\r\n\r\n"), "the answer broke off"),
]


@pytest.mark.parametrize(("answer", "message"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_a_bad_endpoint_harms_nothing(web: Web, tmp_path: Path, answer: Reply, message: str) -> None:
    """Whatever an endpoint does, it ends in one line that names it; what others gave is in the table, what was decided stays."""
    web.replies[PATH] = [answer]
    links = _links(tmp_path)
    known = _decided(links)
    extract = tmp_path / "extract.txt"
    extract.write_text(feature("99990000001", "Gorazdevac", 42.6, 20.4, "P", "PPL"), encoding="utf-8")
    guest = Guest(Clock().manners(timeout=0.4, tries=2), tmp_path / "cache")
    said, errors = run_propose([web.base + PATH], [extract], ["place/gorazdevac"], links, None, guest, lambda _done, _total: None)
    assert len(errors) == 1 and str(errors[0]).startswith(web.base + PATH + ": ") and "\n" not in str(errors[0])
    assert message in str(errors[0])
    rows = read_review(beside(links))
    assert known in rows and [row.object for row in rows if row.source == "extract.txt"] == ["https://sws.geonames.org/99990000001/"]
    assert not list((tmp_path / "cache").glob("*")) and "1 candidates" in said


def _links(folder: Path) -> Path:
    path = folder / "links.sssom.tsv"
    path.write_bytes((ROOT / "ontology" / "links.sssom.tsv").read_bytes())
    return path


def _decided(links: Path) -> object:
    """Writes a table with one rejected row, and gives that."""
    row = Row("rejected", "https://w3id.org/kfor-graph/id/place/gorazdevac", "Gorazdevac", "schema:sameAs", "https://x.example/1", "x",
              "0.500", "1", "", "", "", "", "name x", "", "an endpoint", "a reviewer")  # fmt: skip
    write_review(beside(links), [row])
    return row


def test_what_is_said_is_no_command(web: Web, tmp_path: Path) -> None:
    """Names with tabs, line ends and escape sequences stay in their cell; what is no IRI is no candidate; points off the Earth are none."""
    iri = "http://www.wikidata.org/entity/Q99990000001"
    ours = "https://w3id.org/kfor-graph/id/place/pec"
    rows = [
        item(iri, "label", "Gorazdevac\t\x1b\n\u202e"),
        item(iri, "label", "x" * 5000),
        item(iri, "point", "Point(NaN 1e999)"),
        item(iri, "birth", "soon"),
        item(iri, "type", "javascript:alert(1)", "uri"),
        *(item(other, "label", "Gorazdevac") for other in ("http://x/\n\taccepted", "javascript:alert(1)", ours)),
        {**item("b0", "label", "Gorazdevac"), "item": ("bnode", "b0")},
        {"item": ("uri", iri)},
    ]
    web.replies[PATH] = [reply(results(*rows), **RESULTS)]
    links = _links(tmp_path)
    _, errors = run_propose([web.base + PATH], [], ["place/gorazdevac"], links, None, Guest(Clock().manners()), lambda _done, _total: None)
    found = read_review(beside(links))
    assert not errors and [row.object for row in found] == [iri]
    assert found[0].object_label == "Gorazdevac \N{REPLACEMENT CHARACTER} \N{REPLACEMENT CHARACTER}"
    assert len(beside(links).read_text(encoding="utf-8").splitlines()) == 2


def test_answers_are_kept(web: Web, tmp_path: Path) -> None:
    """What was answered is not asked again, serves without a network, and is asked again only where the user says so."""
    web.replies[PATH] = [reply(results(item("http://x/1", "label", "one")), **RESULTS), EMPTY]
    address, cache = web.base + PATH, tmp_path / "cache"
    first = Guest(Clock().manners(), cache).ask(address, "SELECT 1")
    assert first[0]["value"] == ("literal", "one")
    assert Guest(Clock().manners(), cache).ask(address, "SELECT 1") == first
    assert Guest(Clock().manners(), cache, offline=True).ask(address, "SELECT 1") == first
    assert len(web.asked) == 1
    with pytest.raises(NotCachedError, match="is not on disk; ask without --offline"):
        Guest(Clock().manners(), cache, offline=True).ask(address, "SELECT 2")
    assert len(web.asked) == 1
    assert Guest(Clock().manners(), cache, again=True).ask(address, "SELECT 1") == ()


def test_a_broken_answer_on_disk_is_asked_for_again(web: Web, tmp_path: Path) -> None:
    """A file that a crash or a hand has damaged is no answer."""
    web.replies[PATH] = [EMPTY]
    guest = Guest(Clock().manners(), tmp_path)
    guest.ask(web.base + PATH, "SELECT 1")
    (kept,) = tmp_path.glob("*.json")
    kept.write_bytes(b'{"results"')
    assert guest.ask(web.base + PATH, "SELECT 1") == () and len(web.asked) == 2


def test_offline_without_answers_is_one_line(tmp_path: Path) -> None:
    """All that is missing is told in one line an endpoint; nothing is asked."""
    links = _links(tmp_path)
    guest = Guest(Clock().manners(), tmp_path / "cache", offline=True)
    _, errors = run_propose(["http://127.0.0.1:1/sparql"], [], ["person"], links, None, guest, lambda _done, _total: None)
    assert len(errors) == 1 and "entities are not on disk; ask without --offline" in str(errors[0])


def test_manners(web: Web) -> None:
    """A pause between requests to one host; after a failure a longer one each time, with some chance in it, or what the host asks."""
    clock = Clock()
    web.replies[PATH] = [reply(b"", 503), reply(b"", 503, Retry_After="40"), EMPTY]
    guest = Guest(clock.manners(delay=100))
    guest.ask(web.base + PATH, "SELECT 1")
    assert [round(wait) for wait in clock.waits] == [100, 100]
    clock.waits.clear()
    guest.ask(web.base + PATH, "SELECT 2")
    assert [round(wait) for wait in clock.waits] == [100]
    other = Clock()
    web.replies[PATH] = [reply(b"", 503), reply(b"", 503), reply(b"", 503, Retry_After="40"), EMPTY]
    Guest(other.manners(tries=4)).ask(web.base + PATH, "SELECT 1")
    assert other.waits == [3.0, 6.0, 40.0]
    assert all(headers["User-Agent"].startswith("kfor-graph/") for _, headers in web.asked)
    assert all(headers["Accept"] == "application/sparql-results+json" for _, headers in web.asked)


def test_nobody_there() -> None:
    """An address where nobody answers is one line, after as many tries as there should be."""
    with pytest.raises(LinkError, match=r"^http://127\.0\.0\.1:1/sparql: cannot be reached .*, 2 times; check the address"):
        Guest(Clock().manners(tries=2)).ask("http://127.0.0.1:1/sparql", "SELECT 1")


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://x/", "x", "http://", "http://x y/", "http://x/\n", "http://x:0/", "http://x/#a", "//x"]
)
def test_what_is_no_address(address: str) -> None:
    """Only http and https addresses are asked."""
    with pytest.raises(LinkError, match="no http or https address"):
        check_address(address)


def test_an_address_with_a_password() -> None:
    """It would stand in the table; the message does not repeat it."""
    with pytest.raises(LinkError) as caught:
        endpoint("https://me:secret@example.org/sparql")
    assert "secret" not in str(caught.value)


def test_endpoints_are_known_by_their_address() -> None:
    """Wikidata and DBpedia by their hosts; others are asked in common vocabularies, or as the user says."""
    assert endpoint("https://query.wikidata.org/sparql").query == "wikidata"
    assert endpoint("https://dbpedia.org/sparql").query == "dbpedia"
    assert endpoint("https://example.org/sparql?a=b").query == "any"
    assert endpoint("wikidata=http://127.0.0.1:1/q").query == "wikidata"
    with pytest.raises(LinkError, match="there is no query link/gnd; use one of: any, dbpedia, wikidata"):
        endpoint("gnd=http://127.0.0.1:1/q")


KEYS = st.sampled_from(["results", "bindings", "item", "what", "value", "type", "uri"]) | st.text(max_size=3)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


@seed(1)
@settings(max_examples=150, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(JSON)
def test_any_json_is_rows_or_a_reason(value: object) -> None:
    """Whatever JSON an endpoint gives, it is read as rows of terms, or refused in words."""
    try:
        rows = read_rows(json.dumps(value).encode(), "application/json")
    except ValueError as error:
        assert str(error).startswith("gives ")
    else:
        assert all(isinstance(part, str) for row in rows for term in row.values() for part in term)


def test_the_command_tells_by_its_exit_code(web: Web, tmp_path: Path) -> None:
    """0 where all answered, 2 where one failed, and one line about it on standard error."""
    links = _links(tmp_path)
    web.replies[PATH] = [EMPTY]
    web.replies["/bad"] = [reply(b"<html>", Content_Type="text/html")]
    command = [sys.executable, "-m", "kfor_graph", "link", "propose", "--links", str(links), "--cache", str(tmp_path / "c"), "--delay", "0",
               "--entity", "place/gorazdevac", "--endpoint", web.base + PATH]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "") and "0 candidates for 0 of 1 entities" in done.stdout
    done = subprocess.run([*command, "--endpoint", web.base + "/bad"], capture_output=True, text=True, check=False)
    assert done.returncode == 2 and done.stderr.count("\n") == 1 and "/bad: gives text/html" in done.stderr


@pytest.mark.parametrize(
    ("asked", "wanted", "message"),
    [
        (["http://127.0.0.1:1/"], ["place/gorazdevak"], "there is no entity of this name in the gazetteer; try one of: place/gorazdevac"),
        ([], [], "nobody is asked; add --endpoint URL or --gazetteer FILE"),
    ],
)
def test_what_cannot_be_asked(tmp_path: Path, asked: list[str], wanted: list[str], message: str) -> None:
    """Names that are none, and nobody to ask, are errors before anything is asked or written."""
    links = _links(tmp_path)
    with pytest.raises(LinkError, match=message):
        run_propose(asked, [], wanted, links, None, Guest(Clock().manners()), lambda _done, _total: None)
    assert not beside(links).exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1\tPristina\n", ":1: 2 columns, not the 19 of the GeoNames dumps"),
        (
            feature("1", "Pristina", 42, 21, "P", "PPL") + "\n" + feature("x", "Pristina", 42, 21, "P", "PPL"),
            ":2: no number, name or point",
        ),
        (feature("1", "Pristina", 420, 21, "P", "PPL"), ":1: no number, name or point"),
        ("x" * 70_000, ":1: a line of more than 64 KiB"),
        ("\udcff", ":1: is no UTF-8 text"),
        (None, "extract.txt: No such file or directory"),
    ],
)
def test_a_broken_gazetteer_file(tmp_path: Path, text: str | None, message: str) -> None:
    """One line with file and line; nothing of the file is taken, and the table is written all the same."""
    links, extract = _links(tmp_path), tmp_path / "extract.txt"
    if text is not None:
        extract.write_bytes(text.encode("utf-8", "surrogateescape"))
    _, errors = run_propose([], [extract], [], links, None, Guest(Clock().manners()), lambda _done, _total: None)
    assert len(errors) == 1 and message in str(errors[0])
    assert read_review(beside(links)) == ()
