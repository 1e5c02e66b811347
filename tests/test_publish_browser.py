"""The site of files in a browser, served by Python's own server of files: nothing fails, nobody else is asked, questions are answered."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pyoxigraph
import pytest

from kfor_graph import names
from kfor_graph.catalogue import Query, catalogue
from kfor_graph.query.formats import write
from kfor_graph.query.run import run
from kfor_graph.site import assets
from kfor_graph.site.data import DataSet
from kfor_graph.site.publish.options import order
from kfor_graph.site.publish.publish import publish
from kfor_graph.site.rendering import NAVIGATION
from kfor_graph.site.search.ask import search
from kfor_graph.site.search.index import index
from tests.browser import Browser, browser, found

ENTER = "\ue007"

pytestmark = [
    pytest.mark.skipif(not found(), reason="no browser here: install Debian's chromium and chromium-driver"),
    pytest.mark.skipif(not assets.built("worker.js"), reason=assets.MISSING),
]


@pytest.fixture(scope="module")
def files(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, below another one, so that no link may begin at the root."""
    place = tmp_path_factory.mktemp("files")
    publish(order(published, "https://data.example.org/below/site/", date(2026, 1, 2), "ttl"), place / "below" / "site")
    return place


@pytest.fixture(scope="module")
def site(files: Path) -> Iterator[str]:
    """Its address."""
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(files)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert server.stdout
        port = re.search(r"port (\d+)", server.stdout.readline())
        assert port
        yield f"http://127.0.0.1:{port[1]}/below/site/"
    finally:
        server.kill()
        server.communicate()


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    """A window as wide as a desk."""
    with browser() as opened:
        opened.resize(1440, 900)
        yield opened


def paths(files: Path) -> list[str]:
    """All pages that the navigation names, with one page of each folder."""
    site = files / "below" / "site"
    one = {path.parent: path for path in sorted(site.rglob("*.html"))}
    return [*(path.lstrip("/") for _, path in NAVIGATION), *(path.relative_to(site).as_posix() for path in one.values())]


def test_no_page_fails_or_asks_elsewhere(files: Path, site: str, window: Browser) -> None:
    """Nothing is said on the console of any kind of page, at two widths, nothing is fetched from elsewhere, nothing is wider than it."""
    window.log(), window.log("performance")
    elsewhere, console, wide = set(), [], []
    for width in (375, 1440):
        window.resize(width, 900)
        for path in paths(files):
            window.open(site + path)
            console += [(path, entry["message"]) for entry in window.log()]
            if window.run("return document.documentElement.scrollWidth") > width:
                wide.append((path, width))
    for entry in window.log("performance"):
        event = json.loads(entry["message"])["message"]
        if event["method"] == "Network.requestWillBeSent":
            elsewhere.add(event["params"]["request"]["url"])
    assert len(paths(files)) > 30
    assert console == []
    assert {url for url in elsewhere if not url.startswith((site, "data:", "blob:"))} == set()
    assert wide == []


def asked(window: Browser, query: str) -> dict[str, object]:
    """What the worker of the open page answers."""
    script = (
        "const worker = window.kforWorker ??= new Worker(new URL('static/built/worker.js', document.baseURI), {type: 'module'});"
        "return new Promise((resolve) => { worker.onmessage = ({data}) => data.number && resolve(data);"
        "const dump = new URL('dumps/kfor-graph.nq.gz', document.baseURI).href;"
        "worker.postMessage({number: 1, dump, query: arguments[0], format: arguments[1]}); })"
    )
    answered: dict[str, object] = window.run(script, query, "application/sparql-results+json")
    return answered


QUESTIONS = [query for query in catalogue().values() if query.group in {"competency", "examples"} and not query.params]


def rows(text: str) -> Counter[str]:
    """The rows of an answer as bags of terms."""
    read = json.loads(text)
    return Counter(
        [json.dumps(read["boolean"])] if "boolean" in read else [json.dumps(row, sort_keys=True) for row in read["results"]["bindings"]]
    )


def test_the_browser_answers_as_the_engine_does(data: DataSet, site: str, window: Browser) -> None:
    """Every competency question and example has the same answer in the browser."""
    window.open(f"{site}sparql.html")
    compared = 0
    for query in QUESTIONS:
        expected = run(data.store, query)
        if isinstance(expected, tuple):
            continue
        prefixes = "".join(
            f"PREFIX {prefix}: <{start}>\n" for prefix, start in names.PREFIXES.items() if f"PREFIX {prefix}:" not in query.text
        )
        answered = asked(window, prefixes + query.text)
        assert "error" not in answered, (query.name, answered)
        assert rows(str(answered["text"])) == rows(write(expected, "json")), query.name
        compared += 1
    assert compared > 35


def test_a_mistake_is_told(site: str, window: Browser) -> None:
    """What is no query, an update, and a question to another endpoint, each get a sentence; the next question is answered."""
    window.open(f"{site}sparql.html")
    for query in ("SELECT * { ?s ?p", "DELETE WHERE { ?s ?p ?o }", "SELECT * { SERVICE <https://example.org/sparql> { ?s ?p ?o } }"):
        assert asked(window, query)["error"]
    assert json.loads(str(asked(window, "ASK { ?s ?p ?o }")["text"]))["boolean"] is True


def test_the_editor_answers(site: str, window: Browser) -> None:
    """A query in the address is run here, its table leads to pages of the site, and the answer can be saved in other forms."""
    query = "SELECT ?event ?label WHERE { ?event a kfo:Event ; rdfs:label ?label } ORDER BY ?label LIMIT 3"
    window.open(f"{site}sparql.html?query={quote(query)}")
    window.until("return document.querySelectorAll('.answer tbody tr').length === 3", 30)
    assert window.run("return document.querySelector('.answer a').href").startswith(f"{site}doc/")
    assert window.run("return [...document.querySelectorAll('#downloads button')].map((button) => button.textContent)") == [
        "CSV",
        "TSV",
        "JSON",
        "XML",
    ]
    assert window.run("return document.getElementById('loading').textContent") == ""
    window.open(f"{site}sparql.html?query={quote('SELECT * { ?s ?p }')}")
    window.until("return /not|expected|error/i.test(document.querySelector('#results').textContent)", 30)


def test_a_graph_in_the_editor(site: str, window: Browser) -> None:
    """A query that makes a graph is answered too."""
    window.open(f"{site}sparql.html?query={quote('CONSTRUCT { ?e a kfo:Event } WHERE { ?e a kfo:Event }')}")
    window.until("return document.querySelectorAll('#downloads button').length === 4", 30)
    assert "Turtle" in window.run("return document.getElementById('downloads').textContent")


def test_search(data: DataSet, site: str, window: Browser) -> None:
    """Names in any spelling, letters amiss and words are found as on the server: the same first result and the same kinds."""
    ready = index(data)
    for words in ("Prishtina", "Приштина", "KFOR", "troops in theatre", "NATO", "Mitrovca", "explosion pristina"):
        window.open(f"{site}search.html?q={quote(words)}")
        window.until("return document.querySelector('ol.results li')", 20)
        expected = search(ready, words)
        first = window.run("return document.querySelector('ol.results h2 a').getAttribute('href')")
        assert first == site + expected.hits[0].entry.path.lstrip("/"), words
        assert window.run("return document.querySelectorAll('ol.results mark').length") > 0
        counted = window.run("return [...document.querySelectorAll('.facets .count')].map((each) => each.textContent.replaceAll(',', ''))")
        assert [int(count) for count in counted] == [expected.total, *(count for _, _, count in expected.facets)], words


def test_search_goes_on(site: str, window: Browser) -> None:
    """Kinds and pages of results are links with addresses of their own, that work by the button back too; nothing found is said."""
    window.open(f"{site}search.html?q=Kosovo")
    window.until("return document.querySelector('nav.paging')", 20)
    window.run("document.querySelector('nav.paging a:last-child').click()")
    window.until("return document.querySelector('ol.results').start === 21")
    assert "page=2" in window.run("return location.search")
    window.run("history.back()")
    window.until("return document.querySelector('ol.results')?.start === 1")
    window.open(f"{site}search.html?q={quote('<b>xyzzyplugh')}")
    window.until("return /Nothing holds/.test(document.getElementById('search-here').textContent)", 20)
    window.run("const q = document.querySelector('form.search input'); q.value = 'KFOR'; q.form.requestSubmit()")
    window.until("return document.querySelector('ol.results li')", 20)


def test_explorer(site: str, window: Browser) -> None:
    """The graph explorer starts at the thing of its address and finds others by name, both without a server."""
    window.open(f"{site}explore.html?thing={quote(names.BASE + 'id/place/kosovska-mitrovica')}")
    window.until("return /Mitrovica/.test(document.querySelector('#panel h2')?.textContent)", 30)
    window.until("return document.querySelectorAll('#panel .kinds li').length > 1", 10)
    window.run(
        "const box = document.getElementById('explore-search'); box.focus(); box.value = 'prishtina'; box.dispatchEvent(new Event('input'))"
    )
    window.until("return /Pristina/.test(document.getElementById('explore-found').textContent)", 20)
    window.press(ENTER)
    window.until("return /Pristina/.test(document.querySelector('#panel h2')?.textContent)", 20)


def test_a_query_with_a_parameter(data: DataSet, site: str, window: Browser) -> None:
    """What is typed into the form of a query goes with it to the editor, which answers; what is no IRI does not become a part of it."""
    window.open(f"{site}queries/pages/link-kinds.html")
    window.run("const box = document.querySelector('input[data-kind]'); box.value = 'place/pristina'; box.form.requestSubmit()")
    window.until("return document.querySelector('.answer tbody tr')", 30)
    expected = run(data.store, catalogue()["pages/link-kinds"], {"thing": "place/pristina"})
    assert window.run("return document.querySelectorAll('.answer tbody tr').length") == len(expected.rows)  # type: ignore[union-attr]
    window.open(f"{site}queries/pages/link-kinds.html")
    window.run("const box = document.querySelector('input[data-kind]'); box.value = 'x> } DROP ALL #'; box.form.requestSubmit()")
    window.until("return location.pathname.endsWith('sparql.html')", 10)
    assert "DROP ALL" not in window.run("return new URLSearchParams(location.search).get('query')")


def test_without_scripts_pages_say_so(site: str, window: Browser) -> None:
    """Search and editor say that they need JavaScript, and where to go without it."""
    window.scripts(enabled=False)
    try:
        for path, words in (("search.html", "needs JavaScript"), ("sparql.html", "Without JavaScript")):
            window.open(site + path)
            assert words in (window.run("return document.querySelector('noscript').textContent"))
    finally:
        window.scripts(enabled=True)


def test_bound_queries_are_queries() -> None:
    """The queries that the explorer asks with values put into their groups stay SPARQL."""
    store = pyoxigraph.Store()
    for name in ("explored", "link-kinds", "neighbours", "link-evidence"):
        query: Query = catalogue()[f"pages/{name}"]
        values = " ".join(f"VALUES ?{parameter} {{ <x:y> }}" for parameter, _ in query.params)
        assert len(re.findall(r"\bWHERE\s*\{", query.text)) > 0
        store.query(re.sub(r"\bWHERE\s*\{", lambda match: f"{match[0]} {values}", query.text))  # noqa: B023
