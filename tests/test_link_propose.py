"""Candidates of links: true ones stand first, wrong ones are told apart, and nothing is ever accepted."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, seed
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kfor_graph.link.ask import Guest, Manners
from kfor_graph.link.command import run_propose
from kfor_graph.link.endpoint import Endpoint
from kfor_graph.link.propose import Proposed, propose
from kfor_graph.link.score import fit
from kfor_graph.link.settings import settings
from kfor_graph.link.spelling import cyrillic, folded, keys, latin, spellings
from kfor_graph.link.sssom import read_table
from kfor_graph.link.subjects import gazetteer, subjects
from kfor_graph.link.table import beside, decided, ordered, read_review, write_review
from kfor_graph.link.things import Candidate, Subject, visible
from tests.link_extracts import dump, feature, targets, wikidata, without, written
from tests.sparql_server import needs_server, sparql_server

ROOT = Path(__file__).parent.parent
LINKS = read_table(ROOT / "ontology" / "links.sssom.tsv")
TEXT = (ROOT / "ontology" / "links.sssom.tsv").read_text(encoding="utf-8")
QUADS = gazetteer()
WRITTEN = written(ROOT / "tests" / "links" / "names.tsv")
QUICK = Manners(delay=0, timeout=10)


def told() -> dict[str, tuple[str, str]]:
    """Days between which reports tell of each person."""
    return {mapping.subject: ("2007-09-30", "2020-09-30") for mapping in LINKS.mappings if "/person/" in mapping.subject}


def share(what: str, proposed: Proposed, true: dict[str, str]) -> float:
    """The share of true links that are the best candidates of their entities; printed, with those that are not."""
    best: dict[str, str] = {}
    for row in ordered(proposed.rows):
        best.setdefault(row.subject, row.object)
    others = [subject for subject, target in true.items() if best.get(subject) != target]
    sys.stdout.write(f"\n{what}: {len(true) - len(others)} of {len(true)} true things stand first; not: {', '.join(others) or 'none'}\n")
    return 1 - len(others) / len(true)


@pytest.fixture(scope="module")
def from_wikidata() -> Iterator[tuple[Proposed, dict[str, str]]]:
    """What a server with an extract like Wikidata proposes, where no link to it is known."""
    links, true = without(LINKS, "wikidata.org"), targets(LINKS, "wikidata.org")
    chosen = [subject for subject in subjects(QUADS, links, told()) if subject.name in WRITTEN]
    true = {subject.iri: true[subject.iri] for subject in chosen}
    assert len(true) == len(WRITTEN)
    with sparql_server(wikidata(chosen, true, WRITTEN)) as address:
        yield propose(chosen, [Endpoint(address, "wikidata")], [], Guest(QUICK), links, settings()), true


@needs_server
def test_true_items_stand_first(from_wikidata: tuple[Proposed, dict[str, str]]) -> None:
    """At least nine in ten true items are the best candidates, in any spelling, with near misses of the same names beside them."""
    proposed, true = from_wikidata
    assert proposed.errors == ()
    assert share("Wikidata", proposed, true) >= 0.9


@needs_server
def test_near_misses_score_low(from_wikidata: tuple[Proposed, dict[str, str]]) -> None:
    """What has the name but another class, another place or another century stands below each true item, and says why."""
    proposed, true = from_wikidata
    scores = {row.key: float(row.score) for row in proposed.rows}
    wrong = [row for row in proposed.rows if row.about == "invented for a test"]
    assert len(wrong) > 100
    for row in wrong:
        assert float(row.score) < scores.get((row.subject, true[row.subject]), 1), row
        assert any(
            reason in row.evidence for reason in ("another type (ship)", "another type (Q486972)", "km away", "km from", "died in 1870")
        ), row


def test_true_features_stand_first(tmp_path: Path) -> None:
    """At least nine in ten true features of a gazetteer file are the best candidates; hotels and places far away are not."""
    links, true = without(LINKS, "geonames.org"), targets(LINKS, "geonames.org")
    chosen = [subject for subject in subjects(QUADS, links) if subject.iri in true and subject.point]
    path = tmp_path / "extract.txt"
    path.write_text(dump(chosen, true), encoding="utf-8")
    proposed = propose(chosen, [], [path], Guest(QUICK), links, settings())
    assert proposed.errors == ()
    assert share("GeoNames", proposed, {subject.iri: true[subject.iri] for subject in chosen}) >= 0.9


def test_nothing_is_accepted(tmp_path: Path) -> None:
    """However well a candidate fits, it waits for a person: every row is undecided, and the table of links has the same bytes."""
    links = tmp_path / "links.sssom.tsv"
    links.write_text("".join(line for line in TEXT.splitlines(keepends=True) if "gn:786714" not in line), encoding="utf-8")
    before = links.read_bytes()
    extract = tmp_path / "extract.txt"
    extract.write_text(feature("786714", "Pristina", 42.67272, 21.16688, "P", "PPLC"), encoding="utf-8")
    said, errors = run_propose([], [extract], ["place/pristina"], links, None, Guest(QUICK), lambda _done, _total: None)
    rows = read_review(beside(links))
    assert not errors and "1 candidates for 1 of" in said
    assert [(row.subject_label, row.object, row.decision) for row in rows] == [("Pristina", "https://sws.geonames.org/786714/", "")]
    assert links.read_bytes() == before


def test_what_is_linked_is_not_asked_for(tmp_path: Path) -> None:
    """An entity that has a link to a data set gets no candidates of it, and what another entity is is proposed for none."""
    chosen = [subject for subject in subjects(QUADS, LINKS) if subject.name in {"place/pristina", "place/bihac"}]
    extract = tmp_path / "extract.txt"
    lines = [feature("99990000001", "Pristina", 42.6, 21.1, "P", "PPL"), feature("786714", "Bihać", 44.8, 15.8, "P", "PPL")]
    extract.write_text("\n".join(lines), encoding="utf-8")
    assert propose(chosen, [], [extract], Guest(QUICK), LINKS, settings()).rows == ()


def test_towns_and_their_municipalities(tmp_path: Path) -> None:
    """Both have one name in a gazetteer file: each gets both as candidates, and its own type first."""
    links = without(LINKS, "geonames.org")
    chosen = [subject for subject in subjects(QUADS, links) if subject.name in {"place/klina", "place/klina-municipality"}]
    extract = tmp_path / "extract.txt"
    lines = [
        feature("99990000001", "Klina", 42.62, 20.58, "P", "PPLA2"),
        feature("99990000002", "Opština Klina", 42.62, 20.58, "A", "ADM2"),
    ]
    extract.write_text("\n".join(lines), encoding="utf-8")
    rows = ordered(propose(chosen, [], [extract], Guest(QUICK), links, settings()).rows)
    best = {row.subject.rsplit("/", 1)[1]: row.object for row in reversed(rows)}
    assert best == {"klina": "https://sws.geonames.org/99990000001/", "klina-municipality": "https://sws.geonames.org/99990000002/"}
    assert len([row for row in rows if row.subject.endswith("-municipality")]) == 2


def test_decisions_made_meanwhile_stay(tmp_path: Path) -> None:
    """Asking takes a while: what somebody decides in the meantime is in the table that is written at the end."""
    links, extract = tmp_path / "links.sssom.tsv", tmp_path / "extract.txt"
    links.write_text(TEXT, encoding="utf-8")
    extract.write_text(feature("99990000001", "Gorazdevac", 42.6, 20.4, "P", "PPL"), encoding="utf-8")
    run_propose([], [extract], ["place/gorazdevac"], links, None, Guest(QUICK), lambda _done, _total: None)
    (row,) = read_review(beside(links))

    def meanwhile(_done: int, _total: int) -> None:
        write_review(beside(links), [decided(row, "rejected", "a reviewer")])

    run_propose([], [extract], ["place/gorazdevac"], links, None, Guest(QUICK), meanwhile)
    assert [row.decision for row in read_review(beside(links))] == ["rejected"]


SERBIAN = st.text(alphabet="abcčćdđefghijklmnoprsštuvzžABCČĆDĐLJNZŽ ", max_size=12)


@seed(1)
@hypothesis_settings(max_examples=200, deadline=None, database=None)
@given(SERBIAN, st.text(max_size=20))
def test_any_words_have_spellings(serbian: str, words: str) -> None:
    """Serbian goes to Cyrillic and back, whatever the letters; any words at all have keys, which their plain spelling shares."""
    written = cyrillic(serbian or "a")
    assert written is not None and latin(written).lower() == (serbian or "a").lower()
    assert keys(written) == keys(serbian or "a")
    assert "\n" not in visible(words) and "\t" not in visible(words) and visible(visible(words)) == visible(words)
    assert set(spellings([words])) >= ({words} if "/" not in words else set())
    assert all(key == folded(key) for key in keys(words))


def test_a_place_without_a_point_has_that_of_its_surroundings(tmp_path: Path) -> None:
    """Where the gazetteer knows only the wider place, what is far from that is told apart; what is near gains nothing by it."""
    (subject,) = [item for item in subjects(QUADS, LINKS) if item.name == "place/gorazdevac"]
    assert subject.point is None and subject.around
    extract = tmp_path / "extract.txt"
    lines = [feature("99990000001", "Gorazdevac", 42.6, 20.4, "P", "PPL"), feature("99990000002", "Gorazdevac", 48.9, 20.9, "P", "PPL")]
    extract.write_text("\n".join(lines), encoding="utf-8")
    near, far = ordered(propose([subject], [], [extract], Guest(QUICK), LINKS, settings()).rows)
    assert (near.object, near.point) == ("https://sws.geonames.org/99990000001/", "")
    assert far.point == "0" and float(far.score) < float(near.score) / 2


@pytest.mark.parametrize(
    ("birth", "death", "told_of", "score", "reason"),
    [
        ("1944-06-13T00:00:00Z", "", True, 0.8, "lived from 1944"),
        ("1801", "1870", True, 0.0, "died in 1870, reports tell of 2007"),
        ("1801", "1870", False, 0.0, "died in 1870, reports tell of 1999"),
        ("1801", "", False, 0.0, "born in 1801, reports tell of 1999 to 2024"),
        ("2001", "", True, 0.0, "born in 2001, reports tell of 2007 to 2007"),
        ("", "2018-08-18", True, 0.8, "lived ? to 2018"),
        ("-0044", "", True, 0.0, "born in -44"),
        ("", "", True, None, ""),
    ],
)
def test_lives(birth: str, death: str, told_of: bool, score: float | None, reason: str) -> None:
    """A person of the same name who was dead, or not yet grown, when reports tell of ours is another; without dates nothing is said."""
    days = {name: (day,) for name, day in (("birth", birth), ("death", death)) if day}
    ours = {"first": ("2007-11-05",), "last": ("2007-11-05",)} if told_of else {}
    subject = Subject("https://w3id.org/kfor-graph/id/person/x", "X", ("X",), ("person",), dates=ours)
    fitted = fit(subject, Candidate("http://x/1", "X", ("X",), dates=days), settings())
    assert fitted.parts["dates"] == score and reason in fitted.evidence


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        ("2013-04-19", "2013-04-19T00:00:00Z", 1.0),
        ("2013-04-19", "2013-01-01T00:00:00Z", 0.8),
        ("2013-04-19", "2013", 0.8),
        ("2013-04-19", "2013-04-20", 0.0),
        ("2013-04-19", "2014-04-19", 0.0),
    ],
)
def test_days(one: str, other: str, score: float) -> None:
    """Equal days agree, equal years where only these are known a little less, and others not."""
    subject = Subject("https://w3id.org/kfor-graph/id/agreement/x", "X", ("X",), ("agreement",), dates={"start": (one,)})
    assert fit(subject, Candidate("http://x/1", "X", ("X",), dates={"start": (other,)}), settings()).parts["dates"] == score


@pytest.mark.parametrize(
    ("name", "score"),
    [
        ("Đakovica", 1.0),
        ("Gjakova", 0.97),
        ("ĐAKOVICA", 0.93),
        ("Djakovica", 0.9),
        ("Ђаковица", 0.9),
        ("Gjakowa", 0.686),
        ("Tirana", 0.0),
    ],
)
def test_spellings(name: str, score: float) -> None:
    """The preferred name counts most, then others, then other spellings and scripts, then likeness; another name is none."""
    subject = Subject("https://w3id.org/kfor-graph/id/place/x", "Đakovica", ("Gjakova", "Đakovica"), ("settlement",))
    assert fit(subject, Candidate("http://x/1", name, (name,)), settings()).parts["label"] == score


@needs_server
def test_identifiers_outrank_names() -> None:
    """An item of another name that has our GeoNames number stands above one of the same name, class and place."""
    links = without(LINKS, "wikidata.org")
    (subject,) = [subject for subject in subjects(QUADS, links) if subject.name == "place/pristina"]
    number = next(iri for iri in subject.same if "geonames" in iri).rstrip("/").rsplit("/", 1)[1]
    turtle = wikidata([subject], {subject.iri: "http://www.wikidata.org/entity/Q25270"}, WRITTEN)
    turtle += f"""
      <http://www.wikidata.org/entity/Q99990000009> <http://www.w3.org/2000/01/rdf-schema#label> "Invented name"@en ;
        <http://www.wikidata.org/prop/direct/P1566> "{number}" ."""
    with sparql_server(turtle) as address:
        rows = ordered(propose([subject], [Endpoint(address, "wikidata")], [], Guest(QUICK), links, settings()).rows)
    assert rows[0].object.endswith("Q99990000009") and rows[0].identifiers == "1" and float(rows[0].score) >= 0.9
    assert rows[1].object.endswith("Q25270") and float(rows[1].score) < 0.9


DBPEDIA = """
@prefix dbr: <http://dbpedia.org/resource/> . @prefix dbo: <http://dbpedia.org/ontology/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix wd: <http://www.wikidata.org/entity/> .
dbr:Pristina rdfs:label "Pristina"@en ; a dbo:City ; owl:sameAs wd:Q25270 .
dbr:Prishtina rdfs:label "Prishtina"@en ; dbo:wikiPageRedirects dbr:Pristina .
dbr:Pristina_invented_for_a_test rdfs:label "Pristina"@en ; a dbo:Ship .
"""
COMMON = """
@prefix schema: <https://schema.org/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
<http://127.0.0.1/invented/1> skos:prefLabel "Приштина"@sr ; geo:hasGeometry <http://127.0.0.1/invented/1/point> .
<http://127.0.0.1/invented/1/point> geo:asWKT "POINT(21.16 42.67)"^^geo:wktLiteral .
<http://127.0.0.1/invented/2> skos:altLabel "Pristina" ; schema:latitude 52.1 ; schema:longitude 5.1 .
"""


@needs_server
@pytest.mark.parametrize(
    ("turtle", "query", "best", "evidence"),
    [
        (DBPEDIA, "dbpedia", "http://dbpedia.org/resource/Pristina", "both are http://www.wikidata.org/entity/Q25270"),
        (COMMON, "any", "http://127.0.0.1/invented/1", "in another spelling; type not told; 0."),
    ],
)
def test_other_endpoints(turtle: str, query: str, best: str, evidence: str) -> None:
    """DBpedia is asked in its own terms, any other endpoint in common vocabularies."""
    links = without(LINKS, "dbpedia.org")
    (subject,) = [subject for subject in subjects(QUADS, links) if subject.name == "place/pristina"]
    with sparql_server(turtle) as address:
        proposed = propose([subject], [Endpoint(address, query)], [], Guest(QUICK), links, settings())
    rows = ordered(proposed.rows)
    assert proposed.errors == () and len(rows) == 2
    assert rows[0].object == best and evidence in rows[0].evidence, rows[0].evidence
    assert float(rows[1].score) < float(rows[0].score) / 2
