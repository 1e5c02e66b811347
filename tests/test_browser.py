"""Every page of the site as people meet it: in a browser, wide and narrow, light and dark, by keyboard, without scripts."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urljoin

import pytest

from kfor_graph import names
from kfor_graph.site import assets, urls
from kfor_graph.site.data import DataSet
from kfor_graph.site.rendering import NAVIGATION
from tests.browser import Browser, browser, found
from tests.served import served

AXE = Path(__file__).parent.parent / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
TAB, ENTER, CONTROL, DOWN = "\ue004", "\ue007", "\ue009", "\ue015"
KINDS = (
    rf"{re.escape(names.BASE)}(id/doc/[^/]+/[a-z]+(?=-)|id/doc(?=/[^/]+$)|id/(?!doc/)[a-z]+|scheme(?=/[^/]+$)|scheme(?=/[^/]+/)|graph)/?"
)

pytestmark = [
    pytest.mark.skipif(not found(), reason="no browser here: install Debian's chromium and chromium-driver"),
    pytest.mark.skipif(not assets.built("sparql.js"), reason=assets.MISSING),
    pytest.mark.skipif(not AXE.is_file(), reason="axe-core is missing: make frontend fetches it"),
]


@dataclass
class Seen:
    """What is to be said against the pages, each with its path."""

    console: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    barriers: list[str] = field(default_factory=list)
    too_wide: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def site(published: Path) -> Iterator[str]:
    with served(published) as server:
        yield server.url


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    with browser() as opened:
        opened.resize(1440, 900)
        yield opened


@pytest.fixture(scope="module")
def paths(data: DataSet) -> list[str]:
    """All pages that the navigation names, with one page of each kind of thing."""
    rows = data.store.query("SELECT DISTINCT ?thing { ?thing a ?type . FILTER (isIRI(?thing)) } ORDER BY ?thing")
    kinds = dict[str, str]()
    for (thing,) in rows:
        if kind := re.match(KINDS, thing.value):
            kinds.setdefault(re.sub(r"doc/[^/]+", "doc/…", kind[0]), urls.path_of(thing.value))
    return [*dict.fromkeys([*(path for _, path in NAVIGATION), *kinds.values(), "/ontology.html", "/queries.html", "/coverage.html"])]


@pytest.fixture(scope="module")
def seen(site: str, window: Browser, paths: list[str]) -> Seen:
    """Every page, looked at once."""
    said = Seen()
    for path in paths:
        window.resize(1440, 900)
        _clear(window)
        window.open(urljoin(site, quote(path)))
        _settle(window)
        said.barriers += _barriers(window, path, "wide, light")
        window.dark(True)
        said.barriers += _barriers(window, path, "wide, dark", ["color-contrast"])
        window.dark(False)
        said.too_wide += _too_wide(window, path)
        window.resize(375, 700)
        said.barriers += _barriers(window, path, "narrow", ["scrollable-region-focusable"])
        said.too_wide += _too_wide(window, path)
        said.console += [f"{path}: {entry['message']}" for entry in window.log() if entry["level"] == "SEVERE"]
        said.foreign += [f"{path}: {url}" for url in _requested(window) if not url.startswith((site, "data:", "blob:"))]
    window.resize(1440, 900)
    window.scripts(False)
    for path in paths:
        window.open(urljoin(site, quote(path)))
        if window.run("return !document.querySelector('main h1') || document.querySelector('main').innerText.length < 80"):
            said.empty.append(path)
    window.scripts(True)
    return said


def test_console(seen: Seen) -> None:
    """No page makes the browser complain: no script fails, nothing is missing, the content security policy holds."""
    assert not seen.console, "\n".join(seen.console)


def test_requests(seen: Seen) -> None:
    """No page asks for anything from elsewhere."""
    assert not seen.foreign, "\n".join(seen.foreign)


def test_barriers(seen: Seen) -> None:
    """axe finds no serious or critical barrier on any page, wide or narrow, light or dark."""
    assert not seen.barriers, "\n".join(seen.barriers)


def test_widths(seen: Seen) -> None:
    """No page scrolls sideways, on a desk or a phone."""
    assert not seen.too_wide, "\n".join(seen.too_wide)


def test_without_scripts(seen: Seen) -> None:
    """Every page has its heading and its content where no script runs."""
    assert not seen.empty, "\n".join(seen.empty)


@pytest.mark.parametrize("path", ["/", "/explore.html", "/sparql"])
def test_keyboard(site: str, window: Browser, path: str) -> None:
    """The first stop of the Tab key skips to the text; every stop is seen; the keyboard leaves each part of the page again."""
    window.open(urljoin(site, path))
    _settle(window)
    window.press(TAB)
    assert window.run("return document.activeElement.className") == "skip"
    for _ in range(30):
        window.press(TAB)
        assert window.run(
            "const one = document.activeElement, styles = getComputedStyle(one);"
            "return one === document.body || styles.outlineStyle !== 'none' || Boolean(one.closest('.CodeMirror-focused'))"
        ), window.run("return document.activeElement.outerHTML.slice(0, 200)")
    assert not window.run("return Boolean(document.activeElement.closest('header, #editor, #graph'))")
    window.open(urljoin(site, path))
    window.press(TAB, ENTER, TAB)
    assert window.run("return Boolean(document.activeElement.closest('main'))")


def test_editor_runs(site: str, window: Browser) -> None:
    """A query that is typed is run by Control and Enter; its rows are shown, and its address can be passed on."""
    _type(window, site, "SELECT ?claim ?label { ?claim a kfo:Observation ; rdfs:label ?label } LIMIT 5")
    window.press(ENTER, held=CONTROL)
    window.until("return document.querySelectorAll('.answer tbody tr').length === 5")
    words = window.run("return document.querySelector('.answer a.words').href")
    shared = window.run("return location.href")
    assert "query=" in shared and "Observation" in shared
    window.open(shared)
    window.until("return document.querySelectorAll('.answer tbody tr').length === 5")
    window.open(words)
    assert window.run("return document.querySelector(':target') !== null")


def test_editor_completes(site: str, window: Browser) -> None:
    """The editor offers classes of the data with their labels."""
    _type(window, site, "SELECT * { ?event a kfo:Even")
    window.press(" ", held=CONTROL)
    hints = window.until(
        "const all = [...document.querySelectorAll('.CodeMirror-hint')].map(one => one.textContent); return all.length && all"
    )
    assert hints[0].startswith("kfo:Event ") and " event" in hints[0]


def test_editor_hostile(site: str, window: Browser) -> None:
    """Markup and templates in an answer are text, in every view."""
    hostile = "<img src=x onerror=document.title=1>{{other}}"
    query = f'SELECT ("{hostile}" AS ?label) ("2020-01-01"^^xsd:date AS ?day) (1 AS ?n) (42.6 AS ?lat) (21.1 AS ?long) {{}}'
    window.open(f"{site}sparql?query={quote(query)}")
    assert window.until("return document.querySelector('.answer td')?.textContent") == hostile
    for view in ("chart", "map", "timeline", "raw"):
        window.run(f"document.querySelector('.select_{view}').click()")
        window.until(
            f"return document.querySelector('.select_{view}').classList.contains('selected')"
            " && document.querySelector('.yasr_results').children.length"
        )
        assert window.run("return document.querySelector('.yasr_results img[src=x]') === null")
    assert window.run("return document.title") != "1"


def test_editor_chart(site: str, window: Browser) -> None:
    """A figure in a chart leads to its words, where the answer says which claim gives it."""
    query = "SELECT ?claim ?day ?value { ?claim a kfo:Observation ; kfo:value ?value ; kfo:asAt ?day }"
    window.open(f"{site}sparql?query={quote(query)}")
    window.until("return document.querySelector('.answer td')")
    window.run("document.querySelector('.select_chart').click()")
    assert "#obs-" in window.until("return document.querySelector('.chart a circle')?.closest('a').href.baseVal")


def test_editor_views_have_no_barriers(site: str, window: Browser) -> None:
    """axe finds no serious or critical barrier in any view of an answer, light or dark."""
    query = """SELECT ?claim ?label ?day ?value ?lat ?long {
      ?claim a kfo:Observation ; rdfs:label ?label ; kfo:value ?value ; kfo:asAt ?day . <place/pristina> wgs84:lat ?lat ; wgs84:long ?long
    }""".replace("place/pristina", names.BASE + "id/place/pristina")
    window.open(f"{site}sparql?query={quote(query)}")
    window.until("return document.querySelector('.answer td')")
    for view in ("rows", "chart", "map", "timeline", "raw"):
        window.run(f"document.querySelector('.select_{view}').click()")
        _settle(window)
        for dark in (True, False):
            window.dark(dark)
            assert not _barriers(window, view, "dark" if dark else "light")


def test_editor_error(site: str, window: Browser) -> None:
    """What is wrong with a query is said."""
    window.open(f"{site}sparql?query={quote('SELECT * { ?s ?p }')}")
    assert window.until("return document.querySelector('.error-text')?.textContent")


def test_editor_plain(site: str, window: Browser) -> None:
    """Without scripts, the form shows the answer on the page."""
    window.scripts(False)
    window.open(f"{site}sparql.html?show=here&query={quote('SELECT ?type { ?event a kfo:Event, ?type } LIMIT 3')}")
    rows = window.run("return document.querySelectorAll('#plain-answer tbody tr').length")
    window.scripts(True)
    assert rows == 3


def test_explorer(site: str, window: Browser) -> None:
    """The graph starts at a thing, grows by a kind of link, leads from a link to its words, and is saved as a picture and as data."""
    window.open(f"{site}explore.html?thing={quote(names.BASE + 'id/mission/kfor')}")
    first = _drawn(window, 2)
    kinds = "[...document.querySelectorAll('#panel .kinds button')].filter(one => one.textContent.includes('about'))"
    window.run(f"{kinds}[0].click()")
    assert _drawn(window, first + 1) > first
    window.run("[...document.querySelectorAll('#panel details button')].find(one => one.textContent.includes('about')).click()")
    assert window.until("return document.querySelector('#panel blockquote')?.textContent")
    assert "#" in window.run("return document.querySelector('#panel .evidence a').href")
    assert not _barriers(window, "/explore.html", "a link with its evidence")
    window.run("window.saved = []; URL.createObjectURL = blob => { window.saved.push(blob); return '#'; }")
    for kind in ("png", "svg", "json"):
        window.run(f"document.querySelector('[data-do={kind}]').click()")
    window.until("return window.saved.length === 3")
    types = window.run("return window.saved.map(blob => blob.type).sort()")
    assert types == ["application/json", "image/png", "image/svg+xml"]


def test_explorer_by_keyboard(site: str, window: Browser) -> None:
    """Arrow keys choose things in the graph, and Enter expands what is chosen."""
    window.open(f"{site}explore.html")
    _drawn(window, 2)
    window.run("document.getElementById('graph').focus()")
    begun = window.run("return document.querySelector('#panel h2').textContent")
    window.press(DOWN)
    window.until(f"return document.querySelector('#panel h2').textContent !== {json.dumps(begun)}")
    before = _drawn(window, 2)
    window.press(ENTER)
    window.until(f"return parseInt(document.getElementById('graph').ariaLabel.match(/\\d+/)[0]) >= {before}")


def test_map(site: str, window: Browser) -> None:
    """The map of events has markers on outlines of the land, which the keyboard reaches and which lead on."""
    window.open(f"{site}events.html")
    assert window.until("return document.querySelectorAll('#map .marker').length")
    window.until("return document.querySelector('#map path.land') !== null")
    window.run("document.querySelector('#map .marker').focus()")
    window.press(ENTER)
    assert window.until("return document.querySelector('#map .leaflet-popup-content a')?.href")


def _type(window: Browser, site: str, query: str) -> None:
    window.open(f"{site}sparql")
    window.until("return document.querySelector('#editor .CodeMirror') !== null")
    window.run("document.getElementById('editor-input').focus()")
    window.press("a", held=CONTROL)
    window.press(*query)


def _drawn(window: Browser, least: int) -> int:
    """How many things the graph shows, once there are so many."""
    number = "parseInt(document.getElementById('graph').ariaLabel.match(/\\d+/)?.[0] ?? 0)"
    drawn: int = window.until(f"return document.querySelector('#panel h2') && {number} >= {least} && {number}")
    return drawn


def _settle(window: Browser) -> None:
    """Waits until the scripts of the page have drawn what they draw."""
    window.run("return new Promise(done => setTimeout(done, document.querySelector('script[type=module]') ? 300 : 0))")


def _clear(window: Browser) -> None:
    window.log()
    window.log("performance")


def _requested(window: Browser) -> list[str]:
    messages = [json.loads(entry["message"])["message"] for entry in window.log("performance")]
    return [message["params"]["request"]["url"] for message in messages if message["method"] == "Network.requestWillBeSent"]


def _barriers(window: Browser, path: str, how: str, rules: list[str] | None = None) -> list[str]:
    if not window.run("return 'axe' in window"):
        window.run(AXE.read_text(encoding="utf-8"))
    found = window.run(
        "const chosen = arguments[0] ? {runOnly: {type: 'rule', values: arguments[0]}} : {};"
        "return axe.run(document, {resultTypes: ['violations'], ...chosen}).then(({violations}) => violations"
        ".filter(one => ['serious', 'critical'].includes(one.impact))"
        ".map(one => `${one.id}: ${one.nodes.slice(0, 3).map(node => node.html.slice(0, 120)).join(' ')}`))",
        rules,
    )
    return [f"{path} ({how}): {barrier}" for barrier in found]


def _too_wide(window: Browser, path: str) -> list[str]:
    wide, inner = window.run("return [document.documentElement.scrollWidth, window.innerWidth]")
    return [f"{path}: {wide} of {inner}"] if wide > inner else []
