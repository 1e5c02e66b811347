"""The pages that explore: what they show agrees with the data, every choice keeps its promise, every figure leads to its words."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

import pytest

from kfor_graph import names
from kfor_graph.catalogue import catalogue
from kfor_graph.pipeline import build
from kfor_graph.quality.render.as_json import findings_json, read_findings
from kfor_graph.query.run import run_table
from kfor_graph.site.charts.map import Outlines
from kfor_graph.site.data import DataSet, open_data_set
from kfor_graph.site.overviews import events as events_page
from kfor_graph.site.overviews.events import event_paths
from kfor_graph.site.overviews.facets import ALL, FACETS, Choice, address, choice, options
from kfor_graph.site.overviews.figures import figures
from kfor_graph.site.overviews.happenings import HAPPENED, Happening, happenings
from kfor_graph.site.overviews.outlines import outlines
from kfor_graph.site.overviews.reading import rows, words_of
from kfor_graph.site.overviews.strength import TOTAL, component
from kfor_graph.site.pages import page
from tests.conftest import PUBLIC, ROOT

PAGES = ("/events.html", "/strength.html", "/statistics.html", "/talks.html", "/coverage.html", "/findings.html")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> DataSet:
    """The constructed reports of many years, built."""
    out = tmp_path_factory.mktemp("constructed") / "build"
    build([str(path) for path in sorted((ROOT / "tests" / "gold" / "constructed").iterdir()) if path.name != "README.md"], out, 1)
    return open_data_set(out, PUBLIC)


class Seen(HTMLParser):
    """Links, ids and elements of a page, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.scripts: list[dict[str, str | None]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes an element."""
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        found = dict(attrs)
        if tag == "a" and found.get("href"):
            self.links.append(found["href"] or "")
        if tag == "script":
            self.scripts.append(found)
        if found.get("id"):
            self.ids.append(found["id"] or "")

    def handle_data(self, data: str) -> None:
        """Notes text."""
        self.text += data


def shown(data: DataSet, url: str) -> Seen:
    """The page at an address."""
    parts = urlsplit(url)
    made = page(unquote(parts.path), dict(parse_qsl(parts.query)), data)
    assert made is not None, url
    return Seen(made.html)


def targets(seen: Seen, url: str) -> Iterator[str]:
    """Where the links of a page lead, as paths of the site."""
    for link in seen.links:
        if not re.match(r"[a-z]+:", link):
            yield urljoin(url, link)


@pytest.mark.parametrize("path", PAGES)
def test_pages_hold_no_script_and_no_style(many: DataSet, data: DataSet, path: str) -> None:
    """A strict policy suffices: no inline script, no style, no event handler; ids are unique, and every heading names one thing."""
    for held in (many, data):
        seen = shown(held, path)
        assert all(script.get("type") == "application/json" or (script.get("src") and not script.get("nonce")) for script in seen.scripts)
        assert not seen.tags & {"style", "iframe", "object"}
        assert not {name for name in seen.attributes if name == "style" or name.startswith("on")}
        assert len(seen.ids) == len(set(seen.ids))
        assert {"h1", "main", "nav"} <= seen.tags


@pytest.mark.parametrize("path", PAGES)
def test_links_lead_to_what_is_there(many: DataSet, path: str) -> None:
    """Each link to a claim names one of the data, each to a thing one that is described, each to a page one that is made."""
    subjects = {str(row[0].value) for row in run(many, "SELECT DISTINCT ?s WHERE { ?s ?p ?o . FILTER (isIRI(?s)) }")}
    found = happenings(many).all
    checked = 0
    for target in dict.fromkeys(targets(shown(many, path), path)):
        parts = urlsplit(target)
        if parts.path.startswith("/doc/"):
            iri = names.BASE + "id/" + unquote(parts.path.removeprefix("/doc/").removesuffix(".html"))
            assert iri in subjects, target
            if parts.fragment:
                assert f"{iri}/{unquote(parts.fragment)}" in subjects, target
            checked += 1
        elif parts.path.startswith("/events"):
            chosen = read(unquote(parts.path), dict(parse_qsl(parts.query)))
            assert chosen == Choice() or any(chosen.fits(event) for event in found), target
            checked += 1
        elif parts.path.startswith(("/talks", "/strength", "/statistics", "/coverage", "/findings")):
            assert page(unquote(parts.path), dict(parse_qsl(parts.query)), many) is not None, target
            checked += 1
        elif parts.path.startswith("/queries/pages/"):
            assert parts.path.removeprefix("/queries/").removesuffix(".html") in catalogue(), target
    assert checked > 10


def run(data: DataSet, text: str) -> list[tuple[object, ...]]:
    """The rows of a query of a test."""
    return [tuple(solution) for solution in data.store.query(text)]  # type: ignore[union-attr]


def test_default_view_shows_only_what_happened(many: DataSet) -> None:
    """Nothing alleged, planned or called off is on the page of events; all that happened is, over its pages."""
    happened = {str(row[0].value) for row in run(many, "SELECT DISTINCT ?e WHERE { ?e a kfo:Event }")}  # type: ignore[attr-defined]
    told = {str(row[0].value) for row in run(many, "SELECT DISTINCT ?e WHERE { ?e a kfo:Eventuality }")}  # type: ignore[attr-defined]
    linked: set[str] = set()
    for path in (path for path in event_paths(many) if re.fullmatch(r"/events(/page/\d+)?\.html", path)):
        for target in targets(shown(many, path), path):
            iri = names.BASE + "id/" + unquote(urlsplit(target).path.removeprefix("/doc/").removesuffix(".html"))
            linked |= {iri} & told
    assert told - happened and linked == happened


def test_the_page_of_everything_shows_how_each_stands(many: DataSet) -> None:
    """What did not happen, or is only alleged, is marked as such."""
    found = happenings(many)
    for event in found.all:
        assert event.standing, event.iri
    planned = shown(many, "/events/kind/planned.html")
    assert "Planned" in planned.text and len(planned.ids) > 0
    assert {value for event in found.all for value in event.standing} >= {HAPPENED, "planned", "called-off", "did-not-happen", "alleged"}


def test_each_choice_keeps_its_promise(many: DataSet) -> None:
    """The number beside each value of each filter is the number of events that the page behind it lists, one choice deep and two."""
    found = happenings(many)
    for chosen in (Choice(), Choice(year="2003"), Choice(type="violence"), Choice(kind=ALL, place="place/pristina")):
        for facet in FACETS:
            for option in options(found.all, chosen, facet):
                then = chosen.with_(facet, option.value)
                assert option.count == sum(then.fits(event) for event in found.all), (chosen, facet, option)
                parts = urlsplit(address(then))
                assert read(unquote(parts.path), dict(parse_qsl(parts.query))) == then


def read(path: str, arguments: dict[str, str]) -> Choice:
    """What an address chooses."""
    steps = re.fullmatch(r"/events(?:/(\d+)|/(type|place|actor|kind)/(.+?))?(?:/page/\d+)?\.html", path)
    assert steps
    made = {"year": steps[1]} if steps[1] else {steps[2]: steps[3]} if steps[2] else {}
    return choice(arguments | made)


@pytest.mark.parametrize(
    "url",
    ["/events.html", "/events/2003.html", "/events/type/violence.html", "/events.html?type=violence&year=2003", "/events/kind/all.html"],
)
def test_the_number_of_events_is_that_of_the_entries(many: DataSet, url: str) -> None:
    """The page says how many events fit, and its pages together list as many."""
    first = page(urlsplit(url).path, dict(parse_qsl(urlsplit(url).query)), many)
    assert first is not None
    count = int(re.search(r'class="lead">([\d,]+) event', first.html)[1])  # type: ignore[index]
    entries, target, seen = 0, url, set[str]()
    while target not in seen:
        seen.add(target)
        parts = urlsplit(target)
        made = page(unquote(parts.path), dict(parse_qsl(parts.query)), many)
        assert made is not None
        entries += made.html.count('<p class="when">')
        after = re.search(r'<span aria-current="page">\d+</span>\s*<a href="([^"]+)"', made.html)
        if not after:
            break
        target = urljoin(target, after[1].replace("&amp;", "&"))
    assert entries == count > 0


def test_counts_agree_with_queries(many: DataSet) -> None:
    """Types and years have the numbers that plain queries give."""
    found = happenings(many)
    by_type = {option.value: option.count for option in options(found.all, Choice(), "type")}
    for value in ("violence", "shooting", "politics"):
        type_ = f"<{names.BASE}scheme/event-type/{value}>"
        text = f"SELECT (COUNT(DISTINCT ?e) AS ?n) WHERE {{ ?e a kfo:Event ; kfo:eventType/skos:broader* {type_} }}"
        assert by_type[value] == int(run(many, text)[0][0].value)  # type: ignore[attr-defined]
    by_year = {option.value: option.count for option in options(found.all, Choice(), "year")}
    days = "kfo:onDate|kfo:during/dcat:startDate|kfo:during/dcat:endDate"
    text = f'SELECT (COUNT(DISTINCT ?e) AS ?n) WHERE {{ ?e a kfo:Event ; {days} ?d . FILTER (STRSTARTS(STR(?d), "2003")) }}'
    assert by_year["2003"] == int(run(many, text)[0][0].value)  # type: ignore[attr-defined]
    place = f"<{names.BASE}id/place/kosovo>"
    text = f"SELECT (COUNT(DISTINCT ?e) AS ?n) WHERE {{ ?e a kfo:Event ; kfo:place/geo:sfWithin* {place} }}"
    by_place = {option.value: option.count for option in options(found.all, Choice(), "place")}
    assert by_place["place/kosovo"] == int(run(many, text)[0][0].value)  # type: ignore[attr-defined]


def test_files_hold_each_single_choice(data: DataSet) -> None:
    """Every path that a site of files holds is a page, and no two are the same."""
    paths = list(event_paths(data))
    assert len(paths) == len(set(paths))
    assert {"/events.html", "/events/2007.html", "/events/2020.html", "/events/kind/all.html"} <= set(paths)
    for path in paths:
        assert page(unquote(path), {}, data) is not None, path


@pytest.mark.parametrize(
    "path",
    [
        "/events/1850.html",
        "/events/type/nothing.html",
        "/events/page/99.html",
        "/events/page/0.html",
        "/coverage/page/9.html",
        "/findings/page/9.html",
    ],
)
def test_what_nothing_has_is_no_page(data: DataSet, path: str) -> None:
    """A value that no event has, and a page behind the last, are not there."""
    assert page(path, {}, data) is None


@pytest.mark.parametrize("facet", FACETS)
def test_hostile_choices_are_words(data: DataSet, facet: str) -> None:
    """A value from the address that no event has gives an empty page on which it is plain text."""
    made = page("/events.html", {facet: '"><script>alert(1)</script>', "year": "2007"} | {facet: '"><script>alert(1)</script>'}, data)
    assert made is not None and "<script>" not in made.html and "No event fits" in made.html


@pytest.mark.parametrize("number", ["x", "-1", "0", "²", "9" * 40])
def test_a_page_number_that_is_none(data: DataSet, number: str) -> None:
    """What is no number shows the first page; a number without a page is no page."""
    made = page("/events.html", {"page": number}, data)
    assert made is None if number == "0" else made is not None


def test_published_strengths(data: DataSet) -> None:
    """The strengths of the two published reports stand on the page as printed, each with its words and its claim."""
    seen = shown(data, "/strength.html")
    for printed in ("15,314", "2,389", "3,400"):
        assert printed in seen.text
    claims = {str(row["claim"]) for row in rows(data, "strength")}
    assert {urljoin("/strength.html", link) for link in seen.links} >= {words_of(claim) for claim in claims}


QUERIES = (
    *("events", "event-types", "event-type-tree", "event-places", "event-place-tree", "event-actors", "event-accounts", "event-outcomes"),
    *("event-standings", "map-frame", "periods", "strength", "incidents", "issues", "talk-types", "rules"),
)


@pytest.mark.parametrize("name", QUERIES)
def test_queries_of_pages_give_each_row_once_and_in_one_order(many: DataSet, name: str) -> None:
    """A row stands once, however many documents say the same, and rows come in the same order each time."""
    found = [tuple(row.values()) for row in rows(many, name)]
    assert found and len(found) == len(set(found)) and found == [tuple(row.values()) for row in rows(many, name)]


def test_strengths_are_those_of_the_question(many: DataSet) -> None:
    """The strengths of all troops on the page are those that the everyday query gives."""
    asked = {(row["day"], row["strength"]) for row in run_table(many.store, catalogue()["examples/troop-strength"]).dicts()}
    found = {(figure.last, figure.printed) for figure in figures(many, "strength", "population") if component(figure) == TOTAL}
    assert found == asked and len(found) > 10


def test_statistics_are_those_of_the_question(many: DataSet) -> None:
    """The categories on the page have the figures that the competency question gives."""
    asked = {(row["from"], row["category"], float(row["n"] or 0)) for row in run_table(many.store, catalogue()["cq05"]).dicts()}
    found = {(one.first, one.part, one.value) for one in figures(many, "incidents", "category") if one.part and one.name == "Kosovo"}
    assert found == asked and len(found) > 30


def test_the_front_page_has_the_curve(many: DataSet) -> None:
    """The front page shows the strength over the years, each mark a link to the words."""
    links = {urljoin("/", link) for link in shown(many, "/index.html").links}
    assert len(links & {words_of(str(row["claim"])) for row in rows(many, "strength")}) > 10


def test_published_statistics(data: DataSet) -> None:
    """The categories of September 2007 are on the page with their figures, and add up to no more than the printed total."""
    seen = shown(data, "/statistics.html")
    found = [row for row in rows(data, "incidents") if row["category"]]
    assert {str(row["printed"]) for row in found} <= set(re.findall(r"[\d,]+", seen.text))
    assert "308" in seen.text and "416" in seen.text and "September 2007" in seen.text


def test_discrepancies_are_flagged(many: DataSet) -> None:
    """A figure that the audit found at odds with the others of its report has a flag with what is wrong."""
    seen = page("/statistics.html", {}, many)
    assert seen is not None
    notes = {str(row["note"]) for row in rows(many, "issues")} & set(re.findall(r'title="([^"]+)"', seen.html))
    assert notes


def test_talks_are_apart_from_what_was_not_held(many: DataSet) -> None:
    """All events of politics are on the page; those that did not happen stand behind the heading that says so."""
    made = page("/talks.html", {}, many)
    assert made is not None
    held, _, other = made.html.partition('<h2 id="other">')
    found = happenings(many)
    political = [event for event in found.all if "politics" in event.kinds and event.types != ("politics",)]
    assert held.count('<p class="when">') == sum(HAPPENED in event.standing for event in political) > 0
    assert other.count('<p class="when">') == sum(HAPPENED not in event.standing for event in political) > 0


def test_coverage_is_that_of_the_build(many: DataSet) -> None:
    """Each document has its share, and each sentence that was not understood is told with the part that it stands in."""
    seen = shown(many, "/coverage.html")
    read_ = json.loads((many.build / "coverage.json").read_text(encoding="utf-8"))
    links = {urljoin("/coverage.html", link) for link in seen.links}
    for key, told in read_.items():
        assert f"/doc/doc/{key}.html" in links
        for missed in told["missed"]:
            assert " ".join(missed["text"].split()) in seen.text
            assert f"/doc/doc/{key}.html#{missed['block']}" in links


def test_findings_are_those_of_the_build(many: DataSet, data: DataSet) -> None:
    """Each finding is on the page with its message, its figures and a link to the words."""
    for held in (many, data):
        seen = shown(held, "/findings.html")
        links = {urljoin("/findings.html", link) for link in seen.links}
        for finding in read_findings((held.build / "findings.json").read_text(encoding="utf-8")):
            assert finding.message in seen.text
            if finding.formula:
                assert f"{finding.formula} = {finding.recomputed}" in seen.text and words_of(finding.focus) in links


def test_findings_come_back_as_they_went(many: DataSet) -> None:
    """What is read from findings.json is what was written into it."""
    text = (many.build / "findings.json").read_text(encoding="utf-8")
    read_ = read_findings(text)
    assert read_ and json.loads(findings_json(read_)) != []
    assert [finding.message for finding in read_] == [entry["message"] for entry in json.loads(text)]
    assert all(piece.block or finding.check == "series" for finding in read_ for piece in finding.evidence)


def test_without_outlines_the_map_says_so(data: DataSet, monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkout without built parts has the map on a net of degrees, and a sentence about it; with outlines it says whose they are."""
    monkeypatch.setattr(events_page, "outlines", lambda: None)
    assert "outlines of the land are not built" in shown(data, "/events.html").text
    ring = ((20.0, 42.0), (21.0, 43.0), (21.5, 42.0))
    monkeypatch.setattr(events_page, "outlines", lambda: Outlines((ring,), (ring,)))
    seen = page("/events.html", {}, data)
    assert seen is not None and "Natural Earth" in seen.html and 'class="land"' in seen.html


def test_a_map_that_moves_has_the_same_places(data: DataSet, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the script was built, the page names it and gives it the places of the drawing as data, escaped; else there is none."""
    monkeypatch.setattr(events_page, "moving", lambda: False)
    assert not shown(data, "/events.html").scripts
    monkeypatch.setattr(events_page, "moving", lambda: True)
    made = page("/events.html", {}, data)
    assert made is not None and 'src="static/built/map.js"' in made.html
    block = re.search(r'<script type="application/json" id="points">(.*?)</script>', made.html, re.S)
    assert block and "<" not in block[1]
    points = json.loads(block[1])
    drawn = re.search(r'id="map-wide-desc">(\d+) places', made.html)
    assert drawn and len(points) == int(drawn[1]) > 0
    assert all(set(point) == {"lat", "long", "label", "count", "href"} for point in points)


def test_outlines_are_read(tmp_path: Path) -> None:
    """A file of outlines becomes lines; a missing one is none."""
    file = tmp_path / "outlines.json"
    assert outlines(file) is None
    outlines.cache_clear()
    file.write_text(json.dumps({"land": [[[20, 42], [21, 43.5], [21, 42]]], "lines": []}), encoding="utf-8")
    assert outlines(file) == Outlines((((20.0, 42.0), (21.0, 43.5), (21.0, 42.0)),), ())


def test_an_empty_build_has_all_pages(tmp_path: Path) -> None:
    """Where nothing was told, every page says so instead of failing."""
    report = tmp_path / "empty.txt"
    report.write_text("1. This sentence tells nothing that any rule knows.\n", encoding="utf-8")
    build([str(report)], tmp_path / "build", 1)
    held = open_data_set(tmp_path / "build", PUBLIC)
    for path in PAGES:
        assert shown(held, path).text
    assert "No events" in shown(held, "/events.html").text


def test_years_of_an_event() -> None:
    """An event over New Year belongs to both years, one without a day to none."""
    plain = Happening("i", "l", "2006-12-30", "2007-01-02", False, (HAPPENED,), (), frozenset(), (), frozenset(), (), ())
    assert plain.years == {"2006", "2007"}
    assert Happening("i", "l", None, None, False, (HAPPENED,), (), frozenset(), (), frozenset(), (), ()).years == frozenset()
