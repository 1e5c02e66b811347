"""Stores on other machines, for real: Oxigraph's server and Virtuoso hold the published build and answer as the embedded store does."""

import itertools
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest

from kfor_graph import names
from kfor_graph.catalogue import Query, catalogue
from kfor_graph.cli import app
from kfor_graph.client.dialects import dialects, known_by, named
from kfor_graph.client.login import Login
from kfor_graph.client.remote import RemoteStore
from kfor_graph.client.session import Patience, Remote, session
from kfor_graph.errors import QueryError, StoreError
from kfor_graph.quality.validate import validate, validate_store
from kfor_graph.query.run import Table, run
from kfor_graph.resources import folder
from kfor_graph.share.loading.load import load
from kfor_graph.store import Store, Term, open_store
from tests.served import served
from tests.sparql_server import free_port, needs_server, server
from tests.virtuoso_server import PASSWORD, USER, needs_virtuoso, virtuoso

QUERIES = {name: query for name, query in catalogue().items() if query.group not in {"link", "federated"} or name == "link/active"}
"Those that ask nobody else."

ID = f"{names.BASE}id/"
STORES = [pytest.param("oxigraph", marks=needs_server), pytest.param("virtuoso", marks=needs_virtuoso)]


@pytest.fixture(scope="module")
def embedded(published: Path) -> Iterator[Store]:
    """The published build, embedded."""
    with open_store(published) as store:
        yield store


@pytest.fixture(scope="module")
def oxigraph(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteStore]:
    """The same in Oxigraph's server."""
    with server() as base:
        yield loaded(published, base, tmp_path_factory.mktemp("state"), Login())


@pytest.fixture(scope="module")
def virtuoso_(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteStore]:
    """The same in Virtuoso, which wants a login by digest."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as base:
        yield loaded(published, base, tmp_path_factory.mktemp("state"), Login(USER, PASSWORD))


def loaded(build: Path, base: str, state: Path, who: Login) -> RemoteStore:
    """A store that was empty, and holds a build."""
    store = RemoteStore(session(Remote(base), Patience(), who))
    done = load(build, store, state)
    assert done.sent == done.graphs > 5
    return store


def far(request: pytest.FixtureRequest, name: str) -> RemoteStore:
    """The store of a name, started where it is first asked for."""
    store = request.getfixturevalue({"virtuoso": "virtuoso_"}.get(name, name))
    assert isinstance(store, RemoteStore)
    return store


def parameters(store: Store, query: Query) -> Iterator[dict[str, str]]:
    """Values for the parameters of a query: things of the published reports, each with each; any things for names not known here."""

    def first(text: str) -> str:
        return str(next(iter(store.query(text)))[0].value)  # type: ignore[union-attr]

    place, document = f"{ID}place/pristina", f"{ID}doc/S-2007-652"
    values = {
        "thing": [place, document, names.expand("kfo:Event")],
        "entity": [place, document],
        "document": [document, f"{ID}doc/letter-2020-12-03"],
        "place": [place, f"{ID}place/kosovo"],
        "subject": [place],
        "scheme": [names.scheme("event-type")],
        "object": [f"{ID}place/kosovo"],
        "graph": [names.graph("S-2007-652")],
        "property": [names.expand("rdf:type"), names.expand("kfo:place")],
        "claim": [first("SELECT ?c { ?c a kfo:Account } ORDER BY ?c"), first("SELECT ?c { ?c a kfo:Observation } ORDER BY ?c")],
        "event": [first("SELECT ?e { ?e a kfo:Event } ORDER BY ?e")],
        "paragraph": [first("SELECT ?p { ?p a kfo:Paragraph } ORDER BY ?p")],
        "indicator": [first("SELECT ?i { ?o kfo:indicator ?i } ORDER BY ?i")],
    }
    wanted = [name for name, _ in query.params]
    for chosen in itertools.product(*(values.get(name, values["thing"]) for name in wanted)):
        yield dict(zip(wanted, (f"<{iri}>" for iri in chosen), strict=True))


def canonical(term: Term | None) -> str:
    """A term with the literal in the canonical spelling of its value."""
    if not isinstance(term, pyoxigraph.Literal):
        return str(term)
    one, store = pyoxigraph.NamedNode("urn:x"), pyoxigraph.Store()
    store.add(pyoxigraph.Quad(one, one, term))
    return str(next(iter(store)).object)


def answer(store: Store, query: Query, values: dict[str, str]) -> object:
    """What a store answers: columns with a multiset of rows, a set of triples, or yes and no."""
    found = run(store, query, values)
    if isinstance(found, Table):
        return found.columns, Counter(tuple(map(canonical, row)) for row in found.rows)
    return found if isinstance(found, bool) else {tuple(map(canonical, triple)) for triple in found}


@pytest.mark.parametrize("store", STORES)
@pytest.mark.parametrize("name", QUERIES)
def test_a_remote_store_answers_as_the_embedded_one(request: pytest.FixtureRequest, embedded: Store, store: str, name: str) -> None:
    """Every query gives the same rows, as often; where the table of dialects tells of another answer, it is another one."""
    query, remote = QUERIES[name], far(request, store)
    told = remote.session.dialect.unlike
    for values in parameters(embedded, query):
        assert (answer(remote, query, values) == answer(embedded, query, values)) == (name not in told), values


@pytest.mark.parametrize("store", STORES)
def test_a_remote_store_has_the_interface_of_a_store(request: pytest.FixtureRequest, embedded: Store, store: str) -> None:
    """Graphs, numbers, triples and quads are those of the embedded store."""
    remote, graph, place = far(request, store), names.graph("audit"), f"{ID}place/pristina"
    assert (len(remote), remote.graphs()) == (len(embedded), embedded.graphs())
    assert remote.holds(graph) and not remote.holds(names.graph("none"))
    assert set(remote.triples(graph)) == set(embedded.triples(graph)) != set()
    found = set(embedded.quads(place, names.expand("skos:prefLabel"), graph=names.graph("authority")))
    assert set(remote.quads(place, names.expand("skos:prefLabel"), graph=names.graph("authority"))) == found != set()
    value = pyoxigraph.NamedNode(place)
    assert set(remote.quads(value=value)) == set(embedded.quads(value=value)) != set()


@pytest.mark.parametrize("store", STORES)
@pytest.mark.parametrize(
    "attack",
    ['x" } ; DROP ALL #', 'x") || (1 = 1', "x\\", "?o", "x\n}", '"@en', "<http://x/>", "}} UNION {{?s ?p ?o", "é'\"\\u0022", "x\r\t"],
)
def test_a_parameter_cannot_inject(request: pytest.FixtureRequest, store: str, attack: str) -> None:
    """A hostile string comes back as the value that it is, in every place where a parameter may stand, and finds nothing."""
    remote = far(request, store)
    value = pyoxigraph.Literal(attack)
    text = "SELECT ?v ?s WHERE { VALUES ?one { 1 } OPTIONAL { ?s rdfs:label ?l FILTER (STR(?l) = ?v) } }"
    rows = [tuple(row) for row in remote.query(text, {"v": value})]  # type: ignore[union-attr]
    assert rows == [(value, None)]
    assert not bool(remote.query("ASK { ?s rdfs:label ?v }", {"v": value}))
    assert len(remote.graphs()) > 5


@pytest.mark.parametrize("store", STORES)
def test_a_query_that_is_none_is_told(request: pytest.FixtureRequest, store: str) -> None:
    """What the endpoint says of a broken query is one line that names it; updates and SERVICE do not get so far."""
    remote = far(request, store)
    with pytest.raises(QueryError, match=r"^mine.rq: http://127.*refuses it \(400.*change the query$"):
        remote.query("SELECT ?x WHERE { ?x ", place="mine.rq")
    for text in ("DROP ALL", "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }"):
        with pytest.raises(QueryError, match=r"this is an update|another endpoint"):
            remote.query(text)


@needs_virtuoso
def test_a_login_that_is_wrong_or_missing_is_told(virtuoso_: RemoteStore, published: Path, tmp_path: Path) -> None:
    """A load without a login, and one with a wrong one, names the variables; the password stands nowhere."""
    for who, said in ((Login(), "asks for a login"), (Login("dba", "s3cret-word"), "refuses the login")):
        with pytest.raises(StoreError, match=f"{said}.*set KFOR_GRAPH_STORE_USER and KFOR_GRAPH_STORE_PASSWORD") as told:
            load(published, RemoteStore(session(virtuoso_.session.remote, Patience(), who)), tmp_path)
        assert "s3cret" not in str(told.value) + repr(who)


@pytest.mark.parametrize("store", STORES)
@pytest.mark.parametrize(
    "line",
    [
        ["query", "cq01", "-f", "csv"],
        ["query", "events-by-place", "-p", "place=place/kosovo", "-f", "csv"],
        ["export", "graphml", "--view", "actors-events", "-o", "-"],
        ["network", "--view", "actors-events"],
    ],
    ids=lambda line: line[0],
)
def test_commands_say_the_same_of_a_store(
    request: pytest.FixtureRequest, published: Path, capsys: pytest.CaptureFixture[str], store: str, line: list[str]
) -> None:
    """What is printed for a build is printed for the store that holds it."""
    shown = []
    for where in (["--dir", str(published)], ["--store", far(request, store).session.base]):
        app([*line, *where], standalone_mode=False)
        shown.append(capsys.readouterr().out)
    assert shown[0] == shown[1] != ""


@pytest.mark.parametrize("store", STORES)
def test_a_store_is_validated(request: pytest.FixtureRequest, published: Path, store: str) -> None:
    """The documents of a store have the findings of the build's; so they have with shapes of a user's own."""
    remote = far(request, store)
    assert validate_store(remote) == validate(published) != ()
    shapes = [folder("shapes")]
    assert len(validate_store(remote, shapes)) == len(validate(published, shapes))


@needs_server
def test_a_store_is_served(oxigraph: RemoteStore, published: Path) -> None:
    """Pages and endpoint over a store say what they say over the build; where the store goes away, that is told."""
    told = []
    for options in ([], ["--store", oxigraph.session.base]):
        with served(published, *options) as site:
            paths = ("sparql?query=SELECT+*+%7B+%3Fs+a+kfo%3AEvent+%7D", "doc/place/pristina.ttl", "doc/place/pristina")
            told.append([sorted(fetched(f"{site.url}{path}").replace(site.url, "/").splitlines()) for path in paths])
    assert told[0] == told[1]


def test_a_store_that_is_not_there_is_told_before_serving(published: Path) -> None:
    """One line, and exit code 2."""
    command = [sys.executable, "-m", "kfor_graph", "serve", str(published), "--port", "0", "--store", f"http://127.0.0.1:{free_port()}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2 and "cannot be reached" in done.stderr and done.stderr.count("\n") == 1


def fetched(url: str) -> str:
    """What stands at an address."""
    with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept": "*/*"}), timeout=60) as answer:
        return str(answer.read().decode())


def test_the_table_of_dialects_is_explained() -> None:
    """Each dialect, note and other answer stands in docs/stores.md, and names a query that there is."""
    page = " ".join((Path(__file__).parent.parent / "docs" / "stores.md").read_text(encoding="utf-8").split())
    for name, dialect in dialects().items():
        assert f"| `{name}` |" in page and dialect.union in {"always", "listed", "parameter"} and dialect.parameters in {"values", "terms"}
        assert [told for told in (*dialect.notes, *dialect.unlike, *dialect.unlike.values()) if told not in page] == []
        assert set(dialect.unlike) <= set(QUERIES)


def test_a_store_is_known_by_what_it_calls_itself() -> None:
    """By the header Server, or by the name that a user gives; an unknown name is told with those that there are."""
    assert [known_by(server).name for server in ("Oxigraph/0.5.13", "Virtuoso/07.20.3229 (Linux)", "nginx", "")] == [
        "oxigraph", "virtuoso", "generic", "generic",
    ]  # fmt: skip
    assert named("fuseki=http://x/ds?a=b") == ("fuseki", "http://x/ds?a=b") and named("http://x/?q=1") == (None, "http://x/?q=1")
    with pytest.raises(StoreError, match="there is no dialect fuseky; use one of: generic, oxigraph"):
        named("fuseky=http://x/")


@needs_server
def test_the_union_is_made_where_the_default_graph_is_none(oxigraph: RemoteStore, embedded: Store) -> None:
    """A store of an unknown dialect whose default graph is empty is sent the list of its graphs; named graphs stay named."""
    generic = RemoteStore(session(Remote(f"generic={oxigraph.session.query}"), Patience(), Login()))
    for text in ("SELECT (COUNT(*) AS ?n) { ?s a kfo:Event }", "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s a kfo:Event } }"):
        assert next(iter(generic.query(text)))["n"] == next(iter(embedded.query(text)))["n"]  # type: ignore[union-attr]
