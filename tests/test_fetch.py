"""Documents by symbol: from a server on this machine, never from the real one."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pyoxigraph
import pytest

from kfor_graph import names
from kfor_graph.corpus.fetch import fetch as module
from kfor_graph.corpus.fetch.address import UNITED_NATIONS, Address
from kfor_graph.corpus.fetch.fetch import Outcome, fetch
from kfor_graph.corpus.fetch.symbols import file_name, symbols
from kfor_graph.corpus.fetch.visit import Manners
from kfor_graph.corpus.read import read, read_file
from kfor_graph.corpus.sidecars import SIDECAR_FILE, sidecars
from kfor_graph.errors import FetchError, KforGraphError, SourceError
from kfor_graph.pipeline import build
from tests import variants
from tests.web import Reply, Web, raw, reply, serving

ROOT = Path(__file__).parent.parent
DAY = date(2026, 11, 25)
PDF = "application/pdf"
SYMBOL, NAME, PATH = "S/2007/652", "S-2007-652.en.pdf", "/S/2007/652?l=en"


@pytest.fixture(scope="module")
def printed() -> bytes:
    """A published report as a PDF file."""
    return variants.printed(variants.blocks(read_file(ROOT / "reports" / "S-2007-652.txt")))


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """A server, asked without proxies."""
    monkeypatch.setenv("NO_PROXY", "*")
    with serving() as server:
        yield server


class Clock:
    """Waits no time, and remembers how long it should have been."""

    def __init__(self) -> None:
        self.waited: list[float] = []

    def manners(self, **other: float) -> Manners:
        """The manners of a hurried guest."""
        return Manners(**{"delay": 0, "timeout": 5, "back_off": 1, "sleep": self.waited.append, **other})  # type: ignore[arg-type]  # any field


def get(web: Web, folder: Path, *wanted: str, clock: Clock | None = None, again: bool = False, **other: float) -> tuple[Outcome, ...]:
    """Fetches from the server."""
    address = Address(web.base + "/{symbol}?l={language}")
    return fetch(wanted or (SYMBOL,), folder, address, manners=(clock or Clock()).manners(**other), again=again, on=lambda: DAY)


def failure(web: Web, folder: Path, *replies: Reply, **other: float) -> str:
    """Why the document cannot be had, in one line; nothing is left of it."""
    web.replies[PATH] = list(replies)
    (outcome,) = get(web, folder, **other)
    message = str(outcome.error)
    assert "\n" not in message and web.base in message
    assert sorted(path.name for path in folder.iterdir()) == []
    return message


def test_a_document_comes_with_where_and_when(web: Web, tmp_path: Path, printed: bytes) -> None:
    """The file as served, and beside it symbol, address, checksum and day; the server learns who asks."""
    web.replies[PATH] = [reply(printed, Content_Type=PDF)]
    (outcome,) = get(web, tmp_path / "new" / "folder")
    assert (outcome.error, outcome.is_new) == (None, True)
    assert outcome.path.read_bytes() == printed
    known = sidecars(outcome.path.parent)[NAME]
    assert (known.symbol, known.url, known.retrieved) == (SYMBOL, web.base + PATH, DAY)
    assert sorted(path.name for path in outcome.path.parent.iterdir()) == [NAME, SIDECAR_FILE]
    assert web.asked[0][1]["User-Agent"].startswith("kfor-graph/")


def test_what_was_fetched_builds_and_its_graph_tells_where_it_came_from(web: Web, tmp_path: Path, printed: bytes) -> None:
    """The file in the graph has the address as its source, and the day; the document is the one that the text names."""
    web.replies[PATH] = [reply(printed, Content_Type=PDF)]
    get(web, tmp_path / "fetched")
    built = build([str(tmp_path / "fetched")], tmp_path / "out")
    assert not built.errors and [finding for finding in built.findings if finding.severity == "Violation"] == []
    quads = list(pyoxigraph.parse(path=str(tmp_path / "out" / "documents" / "S-2007-652.nq")))
    facts = {
        quad.predicate.value: quad
        for quad in quads
        if quad.subject.value == names.source(sidecars(tmp_path / "fetched")[NAME].sha256 or "")
    }
    assert facts[names.expand("dcterms:source")].object.value == web.base + PATH
    assert facts[names.expand("kfo:retrieved")].object.value == "2026-11-25"
    assert facts[names.expand("schema:name")].object.value == NAME


def test_what_is_there_is_not_asked_for(web: Web, tmp_path: Path, printed: bytes) -> None:
    """A second run asks for nothing; only --again asks, and the same content is no change."""
    web.replies[PATH] = [reply(printed, Content_Type=PDF)]
    get(web, tmp_path)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()}
    (second,) = get(web, tmp_path)
    assert (second.is_new, second.error, len(web.asked)) == (False, None, 1)
    (third,) = get(web, tmp_path, again=True)
    assert (third.is_new, third.error, len(web.asked)) == (False, None, 2)
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()} == before


def test_nothing_is_overwritten(web: Web, tmp_path: Path, printed: bytes) -> None:
    """Other content under the same name is an error that names file and address, whether it was fetched or put there by hand."""
    web.replies[PATH] = [reply(printed, Content_Type=PDF)]
    (tmp_path / NAME).write_bytes(b"my own")
    (own,) = get(web, tmp_path)
    assert NAME in str(own.error) and web.base in str(own.error) and (tmp_path / NAME).read_bytes() == b"my own"
    (tmp_path / NAME).write_bytes(printed)
    assert [outcome.error for outcome in get(web, tmp_path)] == [None], "the same content is taken as fetched"
    web.replies[PATH] = [reply(printed + b"\n", Content_Type=PDF)]
    (changed,) = get(web, tmp_path, again=True)
    assert NAME in str(changed.error) and web.base in str(changed.error) and (tmp_path / NAME).read_bytes() == printed
    (tmp_path / NAME).write_bytes(printed + b"edited")
    (edited,) = get(web, tmp_path)
    assert "has changed since" in str(edited.error) and web.base in str(edited.error)
    with pytest.raises(SourceError, match="not the file that reports"):
        read_file(tmp_path / NAME)


def test_a_list_goes_on_where_it_was_left(web: Web, tmp_path: Path, printed: bytes) -> None:
    """A document that cannot be had stops no other, and is all that the next run asks for."""
    wanted = ("S/2007/652", "S/2007/1", "S/2008/44/Add.1")
    for symbol in (wanted[0], wanted[2]):
        web.replies[f"/{symbol}?l=en"] = [reply(printed + symbol.encode(), Content_Type=PDF)]
    first = get(web, tmp_path, *wanted)
    assert [outcome.error is None for outcome in first] == [True, False, True]
    assert "there is no such document (404" in str(first[1].error)
    web.replies["/S/2007/1?l=en"] = [reply(printed, Content_Type=PDF)]
    second = get(web, tmp_path, *wanted)
    assert [(outcome.error, outcome.is_new) for outcome in second] == [(None, False), (None, True), (None, False)]
    assert [path for path, _ in web.asked].count("/S/2007/1?l=en") == 2 and len(web.asked) == 4
    assert list(sidecars(tmp_path)) == [NAME, "S-2008-44-Add.1.en.pdf", "S-2007-1.en.pdf"]


def test_tables_of_the_users_own_stay_as_they_are(web: Web, tmp_path: Path, printed: bytes) -> None:
    """Comments, order and spelling of `reports.toml` are kept; a broken one is an error before anything is asked."""
    own = '# mine\n[ "a.txt" ]   # spaced\ntitle="A"\n'
    (tmp_path / SIDECAR_FILE).write_text(own)
    web.replies[PATH] = [reply(printed, Content_Type=PDF)]
    get(web, tmp_path)
    text = (tmp_path / SIDECAR_FILE).read_text()
    assert text.startswith(own) and sidecars(tmp_path)[NAME].symbol == SYMBOL
    (tmp_path / SIDECAR_FILE).write_text("[broken")
    with pytest.raises(SourceError, match=r"reports\.toml:1"):
        get(web, tmp_path)
    assert len(web.asked) == 1


def test_requests_have_pauses_between_them(web: Web, tmp_path: Path, printed: bytes) -> None:
    """The delay passes from one request to the next, not before the first, nor for what is there already."""
    for symbol in ("S/2001/1", "S/2001/2", "S/2001/3"):
        web.replies[f"/{symbol}?l=en"] = [reply(printed + symbol.encode(), Content_Type=PDF)]
    clock = Clock()
    get(web, tmp_path, "S/2001/1", "S/2001/2", "S/2001/3", clock=clock, delay=60)
    assert len(clock.waited) == 2 and all(59 < wait <= 60 for wait in clock.waited)
    get(web, tmp_path, "S/2001/1", "S/2001/2", "S/2001/3", clock=clock, delay=60)
    assert len(clock.waited) == 2


@pytest.mark.parametrize(
    ("first", "waits"),
    [
        (reply(status=503, Retry_After="40"), (40, 40)),
        (reply(status=500), (1, 1)),
        (reply(status=502, Retry_After="soon"), (1, 1)),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n%PDF-1.7 half"), (1, 1)),
        (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n%PDF-1.7 half"), (1, 1)),
        (raw(b"nonsense\r\n\r\n"), (1, 1)),
        (raw(b""), (1, 1)),
    ],
    ids=["seconds", "error", "unreadable", "cut off", "chunk cut off", "no http", "nothing"],
)
def test_what_may_pass_is_tried_again(web: Web, tmp_path: Path, printed: bytes, first: Reply, waits: tuple[float, float]) -> None:
    """After the time that the service asks for, or after a short one."""
    web.replies[PATH] = [first, reply(printed, Content_Type=PDF)]
    clock = Clock()
    (outcome,) = get(web, tmp_path, clock=clock)
    assert outcome.error is None
    (waited,) = clock.waited
    assert waits[0] <= waited <= waits[1]


def test_the_service_may_name_a_time_of_day(web: Web, tmp_path: Path, printed: bytes) -> None:
    """The next try waits for it."""
    soon = reply(status=429, Retry_After=formatdate(time.time() + 50, usegmt=True))
    test_what_may_pass_is_tried_again(web, tmp_path, printed, soon, (45, 50))


def test_tries_are_few_and_ever_longer_apart(web: Web, tmp_path: Path) -> None:
    """Three tries, then an error; nothing is left in the folder."""
    web.replies[PATH] = [reply(status=500)]
    clock = Clock()
    (outcome,) = get(web, tmp_path, clock=clock)
    assert "500" in str(outcome.error) and "3 times" in str(outcome.error)
    assert (len(web.asked), clock.waited) == (3, [1, 2]) and not list(tmp_path.iterdir())


def test_a_service_that_wants_no_more_is_left_alone(web: Web, tmp_path: Path) -> None:
    """Too long a wait, overload after all tries, or no connection: the rest of the list is not tried."""
    web.replies[PATH] = [reply(status=429, Retry_After="86400")]
    outcomes = get(web, tmp_path, SYMBOL, "S/2007/1")
    assert len(outcomes) == 1 and "86400 seconds" in str(outcomes[0].error) and len(web.asked) == 1
    web.replies[PATH] = [reply(status=503)]
    assert len(get(web, tmp_path, SYMBOL, "S/2007/1")) == 1 and len(web.asked) == 4
    with serving() as gone:
        pass
    outcomes = get(gone, tmp_path, SYMBOL, "S/2007/1")
    assert len(outcomes) == 1 and "cannot be reached" in str(outcomes[0].error)


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (reply(b"<html>No such document</html>", Content_Type="text/html; charset=utf-8"), "gives text/html, no PDF"),
        (reply(b"<html>No such document</html>", Content_Type=PDF), "gives no PDF, though it says so"),
        (reply(b"<html>No such document</html>"), "gives no PDF"),
        (reply(b"", Content_Type=PDF), "an empty file"),
        (raw(b"HTTP/1.0 200 OK\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7 half"), "cut off"),
        (reply(status=403), "the service refuses (403"),
        (reply(status=410), "there is no such document (410"),
        (reply(b"x", Content_Type=PDF, Content_Encoding="gzip"), "gives no PDF"),
        (raw(b"HTTP/1.0 200 OK\r\nContent-Length: 99999999999\r\n\r\n%PDF-"), "larger than 64 MiB"),
        (reply(status=302, Location="file:///etc/passwd"), "no http or https address"),
        (reply(status=302, Location="ftp://127.0.0.1/a.pdf"), "no http or https address"),
        (reply(status=302, Location="data:application/pdf,%25PDF-"), "no http or https address"),
        (reply(status=302), "redirected"),
        (reply(status=302, Location=PATH), "redirected"),
        (reply(status=302, Location="http://[::1"), "broke off"),
    ],
)
def test_what_is_no_document_is_refused(web: Web, tmp_path: Path, answer: Reply, what: str) -> None:
    """Pages in place of the file, empty, cut off or huge files, redirections out of the web: an error in one line, and no file."""
    assert what in failure(web, tmp_path, answer)


def test_redirections_are_followed_but_not_for_ever(web: Web, tmp_path: Path, printed: bytes) -> None:
    """Up to five; the address that is noted is the one with the symbol, which lasts."""
    for number in range(9):
        web.replies[f"/{number}"] = [reply(status=302, Location=f"/{number + 1}")]
    web.replies["/5"] = [reply(printed, Content_Type=PDF)]
    assert "redirected more than 5" in failure(web, tmp_path, reply(status=301, Location="/0"))
    web.replies[PATH] = [reply(status=303, Location=f"{web.base}/1")]
    assert get(web, tmp_path)[0].error is None
    assert sidecars(tmp_path)[NAME].url == web.base + PATH


def test_size_is_limited_where_none_is_told(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A body without end is cut short."""
    monkeypatch.setattr(module, "MOST_BYTES", 2**20)
    assert "larger than 1 MiB" in failure(web, tmp_path, raw(b"HTTP/1.0 200 OK\r\n\r\n%PDF-" + b"x" * 2**21))


@pytest.mark.parametrize("head", [b"HTTP/1.0 200 OK\r\n\r\n%PDF-", b"HTTP/1.0 200 OK\r\nX-Long: ", b""], ids=["body", "header", "nothing"])
def test_time_is_limited_though_bytes_drip(web: Web, tmp_path: Path, head: bytes) -> None:
    """A service that sends a byte now and then, in the body or in a header, holds nobody for ever."""

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        while head and not web.closing.wait(0.1):
            handler.wfile.write(b"x")
        web.closing.wait(5)

    start = time.monotonic()
    assert "within 0.5 seconds" in failure(web, tmp_path, drip, timeout=0.5, tries=1)
    assert time.monotonic() - start < 3


@pytest.mark.parametrize(
    "word",
    [
        *("../../etc/passwd", "S/../../x", "S/2007/652/..", "S/2007/652\n", "S/2007/652?x=1", "S/2007/६५२"),
        *("s/2007/652", "A/55/1", "", "file:///x", "S/2007/6 52"),
    ],
)
def test_what_is_no_symbol_is_refused_before_anything_is_asked(word: str) -> None:
    """Nothing that leads out of the folder or changes the address; all wrong ones are named at once."""
    with pytest.raises(ExceptionGroup) as caught:
        symbols(["S/2007/652", f"{word}x" if word.endswith("\n") else word, "nonsense"])
    assert len(caught.value.exceptions) == 2 and all(isinstance(error, FetchError) for error in caught.value.exceptions)


def test_lists_of_symbols(tmp_path: Path) -> None:
    """One a line, with comments; each symbol counts once."""
    path = tmp_path / "symbols.txt"
    path.write_text("# Kosovo Force\nS/2007/652\n\n S/2001/999 # and its annex\nS/2007/652\n")
    assert symbols(["S/2010/1"], str(path)) == ("S/2010/1", "S/2007/652", "S/2001/999")
    for content, what in ((b"\xff", "UTF-8"), (b"# none\n", "no symbol is given"), (b"x" * 2**21, "longer than")):
        path.write_bytes(content)
        with pytest.raises(FetchError, match=what):
            symbols([], str(path))
    with pytest.raises(FetchError, match="cannot be read"):
        symbols([], str(tmp_path / "gone.txt"))
    assert file_name("S/2008/44/Add.1", "fr") == "S-2008-44-Add.1.fr.pdf"


@pytest.mark.parametrize(
    ("template", "what"),
    [
        ("https://a.example/x", "without a place for the symbol"),
        ("file:///{symbol}", "no http or https address"),
        ("ftp://a.example/{symbol}", "no http or https address"),
        ("https:///{symbol}", "no http or https address"),
        ("https://a.example:port/{symbol}", "no http or https address"),
        ("https://a.example/{symbol} x", "no http or https address"),
        ("https://a.example/{symbol}/{symbol.__class__}", "unknown place"),
        ("https://me:secret@a.example/{symbol}", "password"),
    ],
)
def test_addresses_are_checked(template: str, what: str) -> None:
    """A template has a place for the symbol and is an address of the web; a password in it is not repeated."""
    with pytest.raises(FetchError, match=what) as caught:
        Address(template)
    assert "secret" not in str(caught.value)


def test_the_default_address_has_symbol_and_language() -> None:
    """The documented default, filled."""
    assert Address().of("S/2007/652", "fr") == "https://documents.un.org/api/symbol/access?s=S/2007/652&l=fr&t=pdf"
    assert UNITED_NATIONS in (ROOT / "docs" / "how-to.md").read_text(encoding="utf-8")


def test_folders_that_cannot_be_used(web: Web, tmp_path: Path, printed: bytes) -> None:
    """A file in place of the folder, a name that is taken by a folder, a language that there is not."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(FetchError, match="cannot be made a folder"):
        get(web, tmp_path / "file")
    with pytest.raises(FetchError, match="give one of ar, en"):
        fetch([SYMBOL], tmp_path, Address(), "../x")
    web.replies[PATH] = [reply(printed, Content_Type=PDF)]
    (tmp_path / NAME).mkdir()
    assert "cannot be read" in str(get(web, tmp_path)[0].error)
    (tmp_path / NAME).rmdir()
    (tmp_path / SIDECAR_FILE).write_text(f'["{NAME}"]\nsymbol = "S/2007/1"\n')
    assert "the file of S/2007/1, not of S/2007/652" in str(get(web, tmp_path)[0].error)


def test_a_disk_that_is_full_leaves_nothing(web: Web, tmp_path: Path, printed: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """No half file, no table without a file."""

    def full(path: Path, data: bytes) -> int:
        with path.open("wb") as file:
            file.write(data[:9])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    web.replies[PATH] = [reply(printed, Content_Type=PDF)]
    assert "No space left" in str(get(web, tmp_path)[0].error)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("toml", "what"),
    [
        ('["a.txt"]\nretrieved = "2026-11-25"\n', "retrieved is no day"),
        ('["a.txt"]\nretrieved = 2026-11-25T10:00:00\n', "retrieved is no day"),
        ('["a.txt"]\nsha256 = "abc"\n', "sha256 is"),
    ],
)
def test_facts_of_fetching_are_checked(tmp_path: Path, toml: str, what: str) -> None:
    """A day is a day, a checksum a checksum."""
    (tmp_path / SIDECAR_FILE).write_text(toml)
    with pytest.raises(SourceError, match=f":2: {what}"):
        sidecars(tmp_path)


def test_the_checksum_guards_what_else_is_said_of_a_file() -> None:
    """Facts about one file are never told of another."""
    with pytest.raises(KforGraphError, match="SHA-256"):
        read("a.txt", b"words", module.Sidecar(sha256="0" * 64))


def run(web: Web, *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    environment = {**os.environ, "KFOR_GRAPH_FETCH_URL": web.base + "/{symbol}?l={language}", "NO_PROXY": "*"}
    command = [sys.executable, "-m", "kfor_graph", "fetch", "--delay", "0", *words]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, check=False, env=environment)


def test_the_command(web: Web, tmp_path: Path, printed: bytes) -> None:
    """Symbols from standard input, one that is not there: exit code 1; the errors of a user: one line each, exit code 2."""
    web.replies["/S/2007/652?l=fr"] = [reply(printed, Content_Type=PDF)]
    done = run(web, "--list", "-", "-l", "fr", "-o", str(tmp_path / "out"), stdin="S/2007/652\nS/2007/1\n")
    assert done.returncode == 1 and "1 fetched, 1 failed, 0 not tried" in done.stdout and "S/2007/652: " in done.stdout
    assert done.stderr.count("\n") == 1 and "/S/2007/1?l=fr" in done.stderr
    assert run(web, "S/2007/652", "-l", "fr", "-o", str(tmp_path / "out")).returncode == 0
    wrong = run(web, "../x", "nonsense")
    assert wrong.returncode == 2 and wrong.stderr.count("\n") == 2 and "'../x'" in wrong.stderr
    assert run(web).returncode == 2


def test_ctrl_c_leaves_nothing_half(web: Web, tmp_path: Path, printed: bytes) -> None:
    """One line; what was fetched before is whole, of the other nothing is there."""

    def half(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: application/pdf\r\n\r\n%PDF-")
        web.closing.wait(20)

    web.replies[PATH], web.replies["/S/2007/1?l=en"] = [reply(printed, Content_Type=PDF)], [half]
    environment = {**os.environ, "NO_PROXY": "*"}
    words = ["fetch", SYMBOL, "S/2007/1", "-o", str(tmp_path), "--delay", "0", "--url", web.base + "/{symbol}?l={language}"]
    process = subprocess.Popen(
        [sys.executable, "-m", "kfor_graph", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )
    deadline = time.monotonic() + 20
    while len(web.asked) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 2 and errors.decode().count("\n") == 1 and "interrupted" in errors.decode()
    assert sorted(path.name for path in tmp_path.iterdir()) == [NAME, SIDECAR_FILE]
    assert list(sidecars(tmp_path)) == [NAME] and (tmp_path / NAME).read_bytes() == printed
