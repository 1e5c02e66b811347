"""Search: every name in any spelling, ranked, counted by kind, with the words that were found marked; nothing that is asked does harm."""

import json
import os
import sqlite3
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from kfor_graph.site.data import DataSet
from kfor_graph.site.pages import page
from kfor_graph.site.search import index as indexes
from kfor_graph.site.search.ask import MOST, Found, search
from kfor_graph.site.search.entries import CLAIMS, ENTITIES, PARTS, Entry, entries
from kfor_graph.site.search.index import Index, dump, index, make
from kfor_graph.site.search.meaning import meaning
from kfor_graph.site.search.snippet import LENGTH, marks, pieces, snippet
from kfor_graph.site.search.words import asked, tokens
from kfor_graph.web.message import Request
from kfor_graph.web.routes import answer
from tests.browser import browser, found


@pytest.fixture(scope="module")
def ready(data: DataSet) -> Index:
    """The index of the published reports."""
    return index(data)


def paths(result: Found) -> list[str]:
    """Where the results lead, in their order."""
    return [hit.entry.path for hit in result.hits]


def listed(*rows: tuple[int, str, str, str]) -> Index:
    """An index of entries with tier, last step of the IRI, label and text."""
    made = [
        Entry(tier, f"https://w3id.org/kfor-graph/id/thing/{step}", "Thing", label, f"/{step}", text, (label, *text.split(" · ")))
        for tier, step, label, text in rows
    ]
    return make(sorted(made, key=lambda entry: (entry.tier, entry.kind, entry.iri)), {"Thing": "thing"})


@pytest.mark.parametrize(
    "spelling", ["Pristina", "Prishtina", "Priština", "PRISHTINË", "prishtine", "Приштина", "Prishtina/Priština", "Pristna"]
)
def test_a_place_is_found_by_every_spelling(ready: Index, spelling: str) -> None:
    """Languages, scripts, capitals, missing diacritics and one wrong letter lead to the same first result, and to the same paragraphs."""
    result = search(ready, spelling)
    assert paths(result)[0] == "/doc/place/pristina.html"
    assert result.hits[0].score == 100
    assert "/doc/doc/S-2007-652.html#report-1-p4" in paths(result)


@pytest.mark.parametrize(
    ("one", "other"), [("Mitrovica", "Mitrovicë"), ("KFOR", "Kosovo Force"), ("Gjakova", "Đakovica"), ("Djakovica", "Dakovica")]
)
def test_two_names_of_one_thing_find_the_same(ready: Index, one: str, other: str) -> None:
    """Whatever names a thing in a text, any of its names finds the text."""
    assert search(ready, one).facets == search(ready, other).facets
    assert search(ready, one).total > 1


def test_results_stand_in_tiers() -> None:
    """The name itself, names that begin so, entities with all words, then claims, then paragraphs, however often they repeat a word."""
    made = listed(
        (PARTS, "p", "para", "camp camp camp camp"),
        (CLAIMS, "c", "Camp built", "a camp"),
        (ENTITIES, "all", "The old camp", ""),
        (ENTITIES, "begins", "Camp Film City", ""),
        (ENTITIES, "named", "Camp", ""),
    )
    assert paths(search(made, "camp")) == ["/named", "/begins", "/all", "/c", "/p"]


def test_scores_fall_as_the_list_goes_down(ready: Index) -> None:
    """The score orders the results as they are given."""
    scores = [hit.score for hit in search(ready, "Kosovo", limit=MOST).hits]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) > 20


def test_all_words_are_needed_and_some_do_where_none_has_all(ready: Index) -> None:
    """A question with a word that stands nowhere beside the others is answered by what has some, and says so."""
    assert search(ready, "troops in theatre").every
    loose = search(ready, "how many troops were in theatre?")
    assert not loose.every
    assert any("obs-" in path for path in paths(loose) + paths(search(ready, "how many troops were in theatre?", ("Observation",))))


def test_a_wrong_letter_is_forgiven_in_long_words_only() -> None:
    """One letter changed, left out, put in, or two that changed places, in words of five letters or more; never two mistakes."""
    made = listed((ENTITIES, "a", "Demonstration", ""), (ENTITIES, "b", "Fire", ""))
    for wrong in ("demonstratien", "demonstraton", "demonstrattion", "demnostration", "xemonstration"):
        assert paths(search(made, wrong)) == ["/a"], wrong
    for other in ("demonstratixx", "fixe"):
        assert paths(search(made, other)) == [], other


def test_counts_by_kind_do_not_depend_on_the_kind_that_is_shown(ready: Index) -> None:
    """Facets count everything; the total counts the kinds that are shown."""
    every, shown = search(ready, "KFOR", limit=MOST), search(ready, "KFOR", ("Paragraph",), limit=MOST)
    counts = {kind: count for kind, _, count in every.facets}
    assert every.facets == shown.facets
    assert every.total == sum(counts.values()) == len(every.hits)
    assert shown.total == counts["Paragraph"] == len(shown.hits)
    assert {hit.entry.kind for hit in shown.hits} == {"Paragraph"}
    two = search(ready, "KFOR", ("Letter", "Mission"), limit=MOST)
    assert {hit.entry.kind for hit in two.hits} == {"Letter", "Mission"}


def test_pages_together_are_the_whole(ready: Index) -> None:
    """Each result stands on exactly one page."""
    whole = paths(search(ready, "Kosovo", limit=MOST))
    parts = [path for offset in range(0, len(whole), 7) for path in paths(search(ready, "Kosovo", offset=offset, limit=7))]
    assert parts == whole
    assert search(ready, "Kosovo", offset=10**9).hits == ()
    assert search(ready, "Kosovo", offset=10**9).total == search(ready, "Kosovo").total


def test_nothing_asked_lists_what_there_is(ready: Index) -> None:
    """Without words, kinds can be looked through; signs without a word find nothing."""
    result = search(ready, "", ("Person",), limit=MOST)
    assert result.total == len(result.hits) > 10
    assert {hit.entry.kind for hit in result.hits} == {"Person"}
    assert search(ready, "!?").total == 0


@pytest.mark.parametrize(
    "hostile",
    [
        '"',
        "'",
        "kfor NEAR(troops, 2) *",
        'label:"kfor" OR text:^troops*',
        "kfor AND NOT OR",
        '"; DROP TABLE found; --',
        "x' UNION SELECT * FROM sqlite_master --",
        "kfor\x00troops\x1b[31m\u202e",
        "\ud800 kfor",
        "x" * 10_000,
        "kosovo " * 2_000,
        "(" * 5_000,
        "%_*?",
        "a b c d e f g h i j k l m n o p q r s t u v w x y z",
        "e\u0301" * 3_000,
    ],
)
def test_any_question_is_only_words(ready: Index, data: DataSet, hostile: str) -> None:
    """Signs of query languages, control characters and endless questions are looked for as words, on the page and as JSON."""
    result = search(ready, hostile)
    assert len(result.hits) <= 20
    made = page("/search", {"q": hostile}, data)
    assert made and "<h1>Search</h1>" in made.html
    said = answer(Request("GET", "/search.json", (("q", hostile),), {}), data)
    assert said.status == 200
    assert isinstance(said.body, bytes) and json.loads(said.body)["ok"]
    assert paths(search(ready, "KFOR"))[0] == "/doc/mission/kfor.html"


def test_words_after_signs_of_a_query_language_are_still_found(ready: Index) -> None:
    """Quotation marks and stars around a word change nothing."""
    assert paths(search(ready, '"KFOR"*')) == paths(search(ready, "KFOR"))


def test_marks_stand_where_the_words_stand(ready: Index) -> None:
    """Marks are offsets into the text as it is, whatever the spelling of the question; a snippet holds some and is short."""
    text = "x " * 300 + "An explosion in Priština, near Mitrovicë" + " y" * 300
    read = meaning(ready, "Prishtina explosion")
    assert [text[span.start : span.end] for span in marks(text, read)] == ["explosion", "Priština"]
    short, within = snippet(text, read)
    assert [short[span.start : span.end] for span in within] == ["explosion", "Priština"]
    assert len(short) <= LENGTH + 4
    assert "".join(words for words, _ in pieces(short, within)) == short
    assert snippet("nothing here", read) == ("nothing here", ())


def test_marks_hold_for_every_result(ready: Index) -> None:
    """What is marked in snippets of real results begins and ends at words."""
    for asked_for in ("Prishtina", "KFOR troops", "incidents", "S/2007/652", "Security Council"):
        for hit in search(ready, asked_for, limit=MOST).hits:
            text, spans = snippet(hit.entry.text, meaning(ready, asked_for))
            assert all(0 <= span.start < span.end <= len(text) for span in spans)
            assert all(one.end <= other.start for one, other in pairwise(spans))
            assert all(text[span.start].isalnum() for span in spans)


def test_words_keep_their_places() -> None:
    """Each word of a text is compared in its folded form and stays where it is; composed and decomposed letters are one."""
    text = "Đakovica (Ђаковица), Mitrovice\u0308!"
    assert [(text[start:end], key) for start, end, key in tokens(text)] == [
        ("Đakovica", "dakovica"),
        ("Ђаковица", "dakovica"),
        ("Mitrovice\u0308", "mitrovice"),
    ]
    assert asked("Kosovo KOSOVO kosovo Force", 8) == ("kosovo", "force")


def test_every_entry_has_a_page_of_ours_and_a_claim_leads_to_its_words(data: DataSet) -> None:
    """Results lead to pages of the site; those of claims and paragraphs to the place in the document."""
    made = entries(data)
    assert all(entry.path.startswith(("/doc/", "/queries/")) for entry in made)
    within = [entry for entry in made if entry.tier in (CLAIMS, PARTS)]
    assert len(within) > 150
    for entry in within:
        key, _, place = entry.path.removeprefix("/doc/doc/").partition(".html#")
        assert entry.iri == f"https://w3id.org/kfor-graph/id/doc/{key}/{place}"
    assert list(made) == sorted(made, key=lambda entry: (entry.tier, entry.kind, entry.iri))


def test_the_page_of_every_result_is_there(data: DataSet) -> None:
    """Documents show every claim and paragraph at the place that results lead to; one in ten of the other pages is asked for."""
    places: dict[str, set[str]] = {}
    for entry in entries(data):
        path, _, place = entry.path.partition("#")
        places.setdefault(path, set()).add(place)
    for at, (path, within) in enumerate(places.items()):
        if within != {""} or not at % 10:
            made = page(path, {}, data)
            assert made, path
            assert {place for place in within if place and f'id="{place}"' not in made.html} == set(), path


def test_two_indexes_of_one_data_set_are_the_same(data: DataSet, ready: Index) -> None:
    """Nothing depends on the order in which the store gives its rows, or on when the index is made."""
    other = make(entries(data), ready.kinds)
    assert (other.entries, other.named, other.words, dump(other)) == (ready.entries, ready.named, ready.words, dump(ready))
    assert index(replace(data)) is ready or index(replace(data)).words == ready.words


def test_a_process_forked_later_asks_a_copy_of_its_own(ready: Index) -> None:
    """A worker never uses a connection that was opened before it was forked."""
    here = paths(search(ready, "KFOR"))
    mine = indexes.database(ready)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        own = indexes.database(ready) is not mine and paths(search(ready, "KFOR")) == here
        os.write(writing, b"y" if own else b"n")
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reading, 1) == b"y"
    with pytest.raises(sqlite3.OperationalError):
        mine.execute("CREATE TABLE other (x)")


def test_the_entries_can_be_written_as_a_file(ready: Index) -> None:
    """A site without a server has all entries as JSON, in their order."""
    read = json.loads(dump(ready))
    assert len(read["entries"]) == len(ready.entries)
    assert read["entries"][0] == [0, ready.entries[0].kind, ready.entries[0].label, ready.entries[0].path, ready.entries[0].text]
    assert read["kinds"]["Place"] == "place"


def test_json_says_what_was_found(data: DataSet) -> None:
    """One form for all answers: ok, query, total, facets and results with marks that hold."""
    said = answer(Request("GET", "/search.json", (("q", "Prishtina"), ("kind", "Place"), ("kind", "Paragraph"), ("limit", "3")), {}), data)
    assert (said.status, said.media, said.cacheable) == (200, "application/json; charset=utf-8", True)
    assert isinstance(said.body, bytes)
    read = json.loads(said.body)
    assert read["ok"] and read["query"] == "Prishtina"
    assert {facet["kind"] for facet in read["facets"]} > {"Place", "Paragraph"}
    assert read["results"][0]["url"] == "/doc/place/pristina.html"
    assert read["results"][0]["iri"] == "https://w3id.org/kfor-graph/id/place/pristina"
    for result in read["results"]:
        assert {"iri", "label", "kind", "url", "snippet", "score"} <= set(result)
        marked = [result["snippet"][start:end] for start, end in result["marks"]]
        assert all(words.lower().startswith("pri") for words in marked)


@pytest.mark.parametrize(("name", "value"), [("limit", "x"), ("limit", "-1"), ("offset", "1e9"), ("offset", "٣"), ("kind", "Nonsense")])
def test_json_refuses_what_is_no_number_or_kind(data: DataSet, name: str, value: str) -> None:
    """A wrong argument is 400, with words that say which."""
    said = answer(Request("GET", "/search.json", (("q", "KFOR"), (name, value)), {}), data)
    assert said.status == 400
    assert isinstance(said.body, bytes)
    assert not json.loads(said.body)["ok"]


def test_the_page_is_complete_without_scripts(data: DataSet) -> None:
    """Results, kinds, pages and the question itself stand in the HTML; links are relative."""
    made = page("/search.html", {"q": "Kosovo", "page": "2"}, data)
    assert made
    assert 'value="Kosovo"' in made.html
    assert 'href="?q=Kosovo&amp;kind=Place"' in made.html
    assert '<span aria-current="page">2</span>' in made.html
    assert 'start="21"' in made.html
    assert "<mark>" in made.html
    assert 'href="doc/doc/' in made.html
    assert "<script" not in made.html.replace('<script type="module"', "")


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"q": ""},
        {"q": "qqqqqqq"},
        {"q": "KFOR", "kind": "<x>"},
        {"q": "KFOR", "page": "0"},
        {"q": "KFOR", "page": "99999"},
        {"kind": "Person"},
    ],
)
def test_every_address_of_the_search_has_a_page(data: DataSet, arguments: dict[str, str]) -> None:
    """Nothing asked, nothing found, unknown kinds and pages beyond the last one still give a page."""
    made = page("/search.html", arguments, data)
    assert made and "</html>" in made.html


def test_words_of_the_question_and_of_reports_are_escaped(data: DataSet) -> None:
    """Nothing that is asked or found becomes markup."""
    made = page("/search", {"q": "<script>alert(1)</script> KFOR", "kind": '"><b>'}, data)
    assert made
    assert "<script>alert" not in made.html
    assert "&lt;script&gt;alert(1)" in made.html
    assert '"><b>' not in made.html


@pytest.mark.skipif(not found(), reason="no Chromium with its driver on this machine")
def test_the_page_holds_in_a_browser(data: DataSet, tmp_path: Path) -> None:
    """At the width of a phone and of a desk, light and dark, nothing is cut off at the side; no word of the console."""
    made = page("/search", {"q": "KFOR"}, data)
    assert made
    static = Path(__file__).parent.parent / "kfor_graph" / "site" / "static"
    (tmp_path / "static").mkdir()
    for sheet in static.glob("*.*"):
        (tmp_path / "static" / sheet.name).write_bytes(sheet.read_bytes())
    (tmp_path / "search.html").write_text(made.html, encoding="utf-8")
    with browser() as window:
        for width in (375, 1440):
            for dark in (False, True):
                window.resize(width, 900)
                window.dark(dark)
                window.open((tmp_path / "search.html").as_uri())
                assert window.run("return document.documentElement.scrollWidth") <= width
                assert window.run("return document.querySelectorAll('ol.results li mark').length") > 5
        assert window.log() == []
