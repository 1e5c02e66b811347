"""Reconciliation: names in other people's tables find the right entity, are never matched where two may be meant, and bring data along."""

import json
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from kfor_graph.link.subjects import gazetteer
from kfor_graph.site.data import DataSet
from kfor_graph.web.message import Answer, Request
from kfor_graph.web.reconcile.asked import MOST_QUERIES, Question
from kfor_graph.web.reconcile.score import Scored, scored
from kfor_graph.web.reconcile.things import IDENTIFIERS, Things, things
from kfor_graph.web.reconcile.values import reader
from kfor_graph.web.routes import answer
from tests.http_asking import Reply
from tests.http_asking import ask as http_ask
from tests.reconciliation import is_extension, is_manifest, is_proposal, is_result_batch, is_suggestion
from tests.served import served

ROOT = Path(__file__).parent.parent
SAME, WITHIN, TYPE = "https://schema.org/sameAs", "geo:sfWithin", "dcterms:type"


@pytest.fixture(scope="module")
def known(data: DataSet) -> Things:
    """The entities of the published reports."""
    return things(data)


def fetch(data: DataSet, path: str, **arguments: str) -> Answer:
    """The answer to a GET."""
    return answer(Request("GET", path, tuple(arguments.items()), {}), data)


def send(data: DataSet, form: dict[str, str], media: str = "application/x-www-form-urlencoded; charset=UTF-8") -> Answer:
    """The answer to a POST of a form."""
    return answer(Request("POST", "/reconcile", (), {"content-type": media}, urlencode(form).encode()), data)


def read(said: Answer, status: int = 200) -> Any:
    """The JSON of an answer, whose status is checked."""
    assert isinstance(said.body, bytes)
    assert (said.status, said.media) == (status, "application/json; charset=utf-8"), said.body[:300]
    return json.loads(said.body)


def ask(data: DataSet, **query: object) -> list[dict[str, Any]]:
    """The candidates for one query."""
    batch = {"q0": query}
    found = read(send(data, {"queries": json.dumps(batch)}))
    is_result_batch(found, batch)
    candidates: list[dict[str, Any]] = found["q0"]["result"]
    return candidates


def told(*pairs: tuple[str, object]) -> list[dict[str, object]]:
    """Properties of a query."""
    return [{"pid": pid, "v": value} for pid, value in pairs]


def test_the_manifest_says_what_the_service_can_do(data: DataSet) -> None:
    """Asked without parameters, the service describes itself, with addresses that are absolute and answered."""
    said = read(fetch(data, "/reconcile"))
    is_manifest(said)
    assert said["versions"] == ["0.2"]
    assert said["identifierSpace"] == "https://w3id.org/kfor-graph/id/"
    assert {"Place", "Person", "Organization", "Event"} <= {kind["id"] for kind in said["defaultTypes"]}
    assert all(service["service_url"] == f"{data.public}reconcile" for service in said["suggest"].values())
    assert read(fetch(data, "/reconcile/")) == said


def test_openrefine_s_way_through_the_service(data: DataSet) -> None:
    """Manifest, types guessed, a batch with type and property, suggestions, preview, proposals, data: each step leads to the next."""
    manifest = read(fetch(data, "/reconcile"))
    base = data.public.rstrip("/")

    def at(address: str) -> str:
        assert address.startswith(base)
        return address.removeprefix(base)

    names = ["Prishtina", "Gjilan", "Camp Bondsteel", "Belgrade"]
    guess = {f"q{at_}": {"query": name, "limit": 3} for at_, name in enumerate(names)}
    first = read(send(data, {"queries": json.dumps(guess)}))
    is_result_batch(first, guess)
    kinds = [kind["id"] for found in first.values() for candidate in found["result"][:1] for kind in candidate["type"]]
    assert kinds == ["Place"] * 4

    complete = manifest["suggest"]["property"]
    suggested = read(fetch(data, at(complete["service_url"]) + complete["service_path"], prefix="sf w"))
    is_suggestion(suggested)
    within = suggested["result"][0]["id"]
    typed = {
        key: {**query, "type": "Place", "type_strict": "should", "properties": told((within, "Kosovo"))} for key, query in guess.items()
    }
    second = read(send(data, {"queries": json.dumps(typed)}))
    is_result_batch(second, typed)
    chosen = [found["result"][0]["id"] for found in second.values()]
    assert chosen[:2] == ["place/pristina", "place/gnjilane"]

    preview = fetch(data, at(manifest["preview"]["url"]).partition("?")[0], id=chosen[0])
    assert preview.status == 200
    assert preview.media.startswith("text/html")
    view = fetch(data, at(manifest["view"]["url"]).partition("?")[0], id=chosen[0])
    assert (view.status, dict(view.headers)["Location"]) == (303, "/doc/place/pristina.html")

    proposing = manifest["extend"]["propose_properties"]
    proposed = read(fetch(data, at(proposing["service_url"]) + proposing["service_path"], type="Place", limit="50"))
    is_proposal(proposed)
    assert within in {column["id"] for column in proposed["properties"]}
    wanted = {"ids": chosen[:2], "properties": [{"id": within}, {"id": SAME, "settings": {"limit": "1"}}]}
    extended = read(send(data, {"extend": json.dumps(wanted)}))
    is_extension(extended, wanted)
    assert extended["rows"]["place/pristina"][within] == [{"id": "place/kosovo", "name": "Kosovo"}]
    assert len(extended["rows"]["place/pristina"][SAME]) == 1


def written() -> list[tuple[str, str]]:
    """Ids of entities and names that they have: those of other data sets, and all labels of the gazetteer."""
    lines = (ROOT / "tests" / "links" / "names.tsv").read_text(encoding="utf-8").splitlines()
    elsewhere = [(line.split("\t")[0], name.partition("=")[2]) for line in lines for name in line.split("\t")[1:]]
    ours = [
        (quad.subject.value.removeprefix(IDENTIFIERS), quad.object.value)  # type: ignore[union-attr]
        for quad in gazetteer()
        if re.search(r"(?:pref|alt|hidden)Label$", quad.predicate.value) and str(quad.subject).startswith(f"<{IDENTIFIERS}")
    ]
    return sorted({*elsewhere, *ours})


@pytest.mark.parametrize("typed", [True, False])
def test_names_lead_to_the_entities_that_have_them(data: DataSet, known: Things, typed: bool) -> None:
    """Of all names, in ten languages and spellings, 99 % find their entity first, with its type as without; no match is wrong.

    A name that two entities have in the same form (a State and its territory) may lead to either, and is matched to none.
    """
    labels: dict[str, set[str]] = {}
    for identifier, name in (pairs := written()):
        labels.setdefault(name, set()).add(IDENTIFIERS + identifier)
    missed, wrong, said = [], [], reader(data)
    for identifier, name in pairs:
        iri = IDENTIFIERS + identifier
        types = (known.types[known.entry(iri).kind].id,) if typed else ()
        found = scored(Question(name, types), known, said)
        fitting = labels[name] if not typed else {iri}
        if not found or found[0].iri not in fitting:
            missed.append((identifier, name, [(each.iri.removeprefix(IDENTIFIERS), each.score) for each in found[:3]]))
        if found and found[0].match and labels[name] != {found[0].iri} and not (typed and found[0].iri == iri):
            wrong.append((identifier, name, found[0].iri))
    sys.stdout.writelines(f"missed: {miss}\n" for miss in missed)
    assert len(pairs) > 2_000
    assert wrong == []
    assert len(missed) <= 0.01 * len(pairs)


def test_an_identifier_outscores_a_name(data: DataSet) -> None:
    """What has the Wikidata or GeoNames id stands before what only has the name, in whatever form the id is written."""
    for written_ in ("Q25270", "http://www.wikidata.org/entity/Q25270", "https://www.wikidata.org/wiki/Q25270", "786714"):
        found = ask(data, query="Mitrovica", properties=told((SAME, written_)))
        assert (found[0]["id"], found[0]["match"]) == ("place/pristina", True), written_
        assert found[0]["score"] >= 90, written_
        assert found[1]["score"] <= 85, written_


def test_an_identifier_that_contradicts_is_no_match(data: DataSet) -> None:
    """The name of a thing beside the id of another is not matched, and scores low; nor is one whose id nobody knows."""
    wrong = ask(data, query="Camp Bondsteel", properties=told((SAME, "Q1")))
    right = ask(data, query="Camp Bondsteel")
    assert right[0]["match"]
    assert not any(candidate["match"] for candidate in wrong)
    assert not any(candidate["match"] for candidate in ask(data, query="Camp Bondsteel", properties=told((SAME, "zz-none"))))


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("Q25270", "place/pristina"),
        ("place/pristina", "place/pristina"),
        ("https://w3id.org/kfor-graph/id/place/pristina", "place/pristina"),
        ("https://sws.geonames.org/786714/", "place/pristina"),
        ("S/RES/1244 (1999)", "instrument/scr-1244-1999"),
        ("S/2007/652", "doc/S-2007-652"),
    ],
)
def test_an_identifier_in_place_of_a_name_is_a_match(data: DataSet, name: str, identifier: str) -> None:
    """A column of ids, IRIs or symbols of documents is matched as it is."""
    found = ask(data, query=name)
    assert (found[0]["id"], found[0]["match"]) == (identifier, True)


def test_two_of_one_name_are_not_matched_until_something_tells_them_apart(data: DataSet) -> None:
    """A town and its municipality, a State and its territory: candidates both, a match only with a type or property."""
    assert not any(candidate["match"] for candidate in ask(data, query="Serbia"))
    state = ask(data, query="Serbia", type="State")
    assert (state[0]["id"], state[0]["match"]) == ("state/serbia", True)
    assert not any(candidate["match"] for candidate in ask(data, query="Vushtrri"))
    town = ask(data, query="Vushtrri", properties=told((TYPE, "settlement")))
    assert (town[0]["id"], town[0]["match"]) == ("place/vucitrn", True)
    municipality = ask(data, query="Vushtrri", properties=told((TYPE, "Municipality")))
    assert municipality[0]["id"] == "place/vucitrn-municipality"


def test_a_country_is_reached_through_what_lies_between(data: DataSet) -> None:
    """A place in the country that a table names scores higher than one of that name elsewhere; any name of the country does."""
    for country in ("Kosovo", "Kosova", "place/kosovo", {"id": "place/kosovo", "name": "Kosovo"}):
        assert ask(data, query="Gjilan", properties=told((WITHIN, country)))[0]["score"] == pytest.approx(82.5), country
    assert ask(data, query="Gjilan", properties=told((WITHIN, "Serbia")))[0]["score"] < 30
    assert ask(data, query="Gjilan", properties=told((WITHIN, ["Serbia", "Kosovo"])))[0]["score"] == pytest.approx(82.5)


@pytest.mark.parametrize(
    ("day", "chosen", "matched"),
    [
        ("2007-09-18", {"18"}, True),
        ("2007-09-19", {"19"}, True),
        ("2007-09", {"18", "19"}, False),
        ("2007", {"18", "19"}, False),
        ("2007-08", set(), False),
        ("2008", set(), False),
    ],
)
def test_days_agree_as_far_as_they_are_told(data: DataSet, day: str, chosen: set[str], matched: bool) -> None:
    """A month or a year agrees with every day in it, another one contradicts; two events of one month are told apart by their day only."""
    found = ask(data, query="Talks or negotiation in London", type="Event", properties=told(("onDate", day), ("place", "London")))
    good = {candidate["id"] for candidate in found if candidate["score"] > 80}
    assert good == {f"event/2007-09-{number}-talks-london" for number in chosen}
    assert found[0]["match"] == matched


def test_a_month_agrees_with_a_period_that_it_lies_in(data: DataSet) -> None:
    """Events that are told of a whole month are found by it."""
    fitting = ask(data, query="Explosion in Pristina", properties=told(("during", "2007-09")))
    other = ask(data, query="Explosion in Pristina", properties=told(("during", "2007-10")))
    assert fitting[0]["id"] == other[0]["id"] == "doc/S-2007-652/event-2007-09-explosion-pristina"
    assert fitting[0]["score"] > 2 * other[0]["score"]


def test_coordinates_weigh(data: DataSet) -> None:
    """A point near by leaves the score, one far away takes from it; a number that is none says nothing."""
    near = told(("schema:latitude", 42.66), ("schema:longitude", "21.16"))
    far = told(("schema:latitude", 52.5), ("schema:longitude", 13.4))
    wrong = told(("schema:latitude", 1234), ("schema:longitude", "east"))
    found = [ask(data, query="Prishtina", properties=each) for each in (near, wrong, far)]
    scores = [next(each["score"] for each in candidates if each["id"] == "place/pristina") for candidates in found]
    assert scores[0] > 80
    assert scores[1] == pytest.approx(82.5)
    assert scores[2] < 30


def test_types_filter_and_those_above_take_in_those_below(data: DataSet) -> None:
    """An instrument may be a resolution; a type that nobody knows has no members; `should` lets others pass."""
    found = ask(data, query="Resolution 1244", type="Instrument")
    assert found[0]["type"] == [{"id": "Resolution", "name": "resolution"}]
    assert ask(data, query="Resolution 1244", type=["kfo:Place", {"id": "Person"}]) == []
    assert ask(data, query="Resolution 1244", type="https://example.org/Nothing") == []
    assert ask(data, query="Resolution 1244", type="Place", type_strict="should")[0]["id"] == found[0]["id"]


def test_candidates_are_as_many_as_wanted_and_say_why(data: DataSet) -> None:
    """`limit` holds; features tell what the score is made of."""
    assert len(ask(data, query="Mitrovica", limit=2)) == 2
    found = ask(data, query="Pristna")
    assert found[0]["id"] == "place/pristina"
    assert not found[0]["match"]
    assert {feature["id"] for feature in found[0]["features"]} == {"label"}
    assert ask(data, query="zzzzzzzz qqqqqqqq") == []


def test_a_batch_by_get_and_one_query_of_old_clients(data: DataSet) -> None:
    """The batch may come in the address; a single `query`, plain or as JSON, has one result."""
    batch = {"a": {"query": "KFOR"}, "b": {"query": "UNMIK"}}
    found = read(fetch(data, "/reconcile", queries=json.dumps(batch)))
    is_result_batch(found, batch)
    assert [found[key]["result"][0]["id"] for key in "ab"] == ["mission/kfor", "mission/unmik"]
    assert read(fetch(data, "/reconcile", query="KFOR")) == read(fetch(data, "/reconcile", query='{"query": "KFOR"}')) == found["a"]


def test_a_question_is_answered_the_same_in_any_company(data: DataSet, known: Things) -> None:
    """Nothing is kept between questions: order and repetition change no score."""
    names = ["KFOR", "Pristina", "Camp Bondsteel", "KFOR"]

    def all_of(asked: list[str]) -> dict[str, tuple[Scored, ...]]:
        return {name: scored(Question(name), known, reader(data)) for name in asked}

    assert all_of(names) == all_of(names[::-1])


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"queries": "{"}, 400),
        ({"queries": "[]"}, 400),
        ({"queries": '{"q0": "KFOR"}'}, 400),
        ({"queries": '{"q0": {}}'}, 400),
        ({"queries": '{"q0": {"query": 1}}'}, 400),
        ({"queries": '{"q0": {"query": "x", "limit": "many"}}'}, 400),
        ({"queries": '{"q0": {"query": "x", "limit": true}}'}, 400),
        ({"queries": '{"q0": {"query": "x", "limit": 0}}'}, 400),
        ({"queries": '{"q0": {"query": "x", "type_strict": "perhaps"}}'}, 400),
        ({"queries": '{"q0": {"query": "x", "properties": {"pid": 1}}}'}, 400),
        ({"queries": '{"q0": {"query": "x", "properties": [{"pid": "a"}]}}'}, 400),
        ({"queries": '{"q0": {"query": "x", "properties": [{"pid": "a", "v": {}}]}}'}, 400),
        ({"queries": "[" * 100_000}, 400),
        ({"queries": json.dumps({f"q{at}": {"query": "x"} for at in range(MOST_QUERIES + 1)})}, 413),
        ({"queries": " " * 1_100_000}, 413),
        ({"extend": '{"ids": "place/pristina", "properties": []}'}, 400),
        ({"extend": '{"ids": [1], "properties": []}'}, 400),
        ({"extend": '{"ids": [], "properties": ["place"]}'}, 400),
        ({"extend": json.dumps({"ids": ["a"] * 501, "properties": []})}, 413),
        ({"other": "1"}, 400),
    ],
)
def test_what_is_asked_wrongly_is_an_error_in_words(data: DataSet, form: dict[str, str], status: int) -> None:
    """Broken JSON, missing and wrong members, and too much at once: an error with a status and a message, as JSON."""
    said = read(send(data, form), status)
    assert said["status"] == "error"
    assert said["message"]
    assert len(said["message"]) < 300


def test_a_body_that_is_no_form_is_refused(data: DataSet) -> None:
    """JSON or files in place of a form are 415, bytes that are no text are 400."""
    assert read(send(data, {}, "application/json"), 415)["status"] == "error"
    body = Request("POST", "/reconcile", (), {}, b"queries=%ff%fe")
    assert read(answer(body, data), 400)["status"] == "error"
    assert fetch(data, "/reconcile/suggest/nothing", prefix="x").status == 404


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert(1)</script>", '"', "x' OR 1=1 --", "\x00\x01", "\ud800", "k" * 5_000, "../../etc/passwd", "}{", "\u202e" * 50],
)
def test_hostile_names_and_ids_are_only_words(data: DataSet, hostile: str) -> None:
    """Whatever stands in a cell of a table, the answer has its form and holds no markup of it."""
    ask(data, query=hostile, type=hostile, properties=told((SAME, hostile), (hostile, hostile), (WITHIN, hostile)))
    is_suggestion(read(fetch(data, "/reconcile/suggest/entity", prefix=hostile + "a")))
    assert fetch(data, "/reconcile/preview", id=hostile).status == 404
    assert read(fetch(data, "/reconcile/flyout/entity", id=hostile), 404)["status"] == "error"
    wanted = {"ids": [hostile[:900]], "properties": [{"id": hostile, "settings": {"limit": hostile}}]}
    is_extension(read(fetch(data, "/reconcile", extend=json.dumps(wanted))), wanted)


def test_suggestions_complete_what_is_typed(data: DataSet) -> None:
    """The beginning of any name, in any spelling, and ids; pages by cursor do not overlap."""
    found = read(fetch(data, "/reconcile/suggest/entity", prefix="Prisht"))
    is_suggestion(found)
    assert found["result"][0]["id"] == "place/pristina"
    assert found["result"][0]["notable"] == [{"id": "Place", "name": "place"}]
    assert read(fetch(data, "/reconcile/suggest/entity", prefix="place/pristina"))["result"][0]["id"] == "place/pristina"
    pages = [read(fetch(data, "/reconcile/suggest/entity", prefix="Mi", cursor=str(cursor)))["result"] for cursor in (0, 10)]
    ids = [each["id"] for page in pages for each in page]
    assert len(ids) == len(set(ids)) > 10
    kinds = read(fetch(data, "/reconcile/suggest/type", prefix="pl"))
    is_suggestion(kinds)
    assert kinds["result"][0]["id"] == "Place"
    columns = read(fetch(data, "/reconcile/suggest/property", prefix="same"))
    is_suggestion(columns)
    assert columns["result"][0]["id"] == SAME
    assert read(fetch(data, "/reconcile/suggest/entity"), 400)["status"] == "error"
    assert read(fetch(data, "/reconcile/suggest/entity", prefix="a", cursor="-1"), 400)["status"] == "error"


def test_flyouts_say_a_few_words(data: DataSet) -> None:
    """Entities, types and properties have a piece of HTML, which repeats the id."""
    for kind, identifier in (("entity", "place/pristina"), ("type", "Place"), ("property", SAME)):
        said = read(fetch(data, f"/reconcile/flyout/{kind}", id=identifier))
        assert said["id"] == identifier
        assert said["html"].startswith("<p><strong>")


def test_a_preview_can_be_framed_and_runs_nothing(data: DataSet) -> None:
    """The small page has no script, has links that hold below any address, and allows any page to show it."""
    said = fetch(data, "/reconcile/preview", id="place/pristina")
    assert isinstance(said.body, bytes)
    policy = dict(said.headers)["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert b"<script" not in said.body
    assert b"<style" not in said.body
    assert b'href="../doc/place/pristina.html"' in said.body
    assert b'href="../static/site.css"' in said.body


def test_values_come_as_what_they_are(data: DataSet) -> None:
    """Entities have id and name, days and numbers are such, concepts are named or, if wanted, IRIs; unknown ids have empty cells."""
    wanted = {
        "ids": ["event/2007-09-18-talks-london", "place/pristina", "nothing"],
        "properties": [
            {"id": "onDate"},
            {"id": "involves"},
            {"id": "https://schema.org/latitude"},
            {"id": "http://purl.org/dc/terms/type"},
            {"id": "eventType", "settings": {"content": "iri"}},
            {"id": "nothing"},
        ],
    }
    said = read(send(data, {"extend": json.dumps(wanted)}))
    is_extension(said, wanted)
    talks, pristina = said["rows"]["event/2007-09-18-talks-london"], said["rows"]["place/pristina"]
    assert talks["onDate"] == [{"date": "2007-09-18"}]
    assert {"id": "org/pristina", "name": "Pristina (authorities)"} in talks["involves"]
    assert talks["eventType"] == [{"str": "https://w3id.org/kfor-graph/scheme/event-type/talks"}]
    assert pristina["https://schema.org/latitude"] == [{"float": 42.67272}]
    assert pristina["http://purl.org/dc/terms/type"] == [{"str": "Settlement"}]
    assert all(cells == [] for cells in said["rows"]["nothing"].values())
    assert {column["id"]: column.get("type", {}).get("id") for column in said["meta"]}["involves"] == "Organization"


def test_nothing_is_run_by_a_callback(data: DataSet) -> None:
    """Answers are JSON whatever a client asks: scripts of other origins get none of it as code."""
    assert fetch(data, "/reconcile", callback="alert") == fetch(data, "/reconcile")


def test_a_client_over_http(published: Path) -> None:
    """The server answers pages of other origins, a batch by POST, suggestions, a preview that may be framed, and searches at once."""
    with served(published, "--workers", "1") as server:

        def fetched(path: str, form: dict[str, str] | None = None, status: int = 200) -> Reply:
            headers = {"Origin": "http://127.0.0.1:3333"} | ({"Content-Type": "application/x-www-form-urlencoded"} if form else {})
            reply = http_ask(server.port, path, "POST" if form else "GET", headers, urlencode(form).encode() if form else None)
            assert (reply.status, reply.headers["access-control-allow-origin"]) == (status, "*"), path
            return reply

        manifest = json.loads(fetched("/reconcile").body)
        is_manifest(manifest)
        batch = {"q0": {"query": "Prishtina", "type": "Place"}, "q1": {"query": "Q25270"}}
        found = json.loads(fetched("/reconcile", {"queries": json.dumps(batch)}).body)
        is_result_batch(found, batch)
        assert {answered["result"][0]["id"] for answered in found.values()} == {"place/pristina"}
        assert json.loads(fetched("/reconcile/suggest/entity?prefix=Prisht").body)["result"][0]["id"] == "place/pristina"
        preview = fetched("/reconcile/preview?id=place%2Fpristina")
        assert "frame-ancestors *" in preview.headers["content-security-policy"]
        assert b"Pristina" in preview.body
        view = fetched("/reconcile/view?id=" + quote("place/pristina", safe=""), status=303)
        assert view.headers["location"].endswith("/doc/place/pristina.html")
        assert json.loads(fetched("/search.json?q=Prishtina").body)["results"][0]["url"] == "/doc/place/pristina.html"
        assert b"<mark>Pristina</mark>" in fetched("/search?q=Prishtina").body
