"""The catalogue: headers of queries are strict, names find queries."""

from pathlib import Path

import pytest

from kfor_graph.catalogue import KINDS, catalogue, form, load, projection, read_query, skeleton
from kfor_graph.errors import KforGraphError, QueryError

GOOD = "# title: Things of a place\n# about: What is there.\n# param: place iri\nSELECT ?place ?s { ?s <http://x/at> ?place }\n"


def write(folder: Path, name: str, text: str) -> Path:
    """A file below a folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def complaints(path: Path) -> list[str]:
    """What is wrong with a query, a line each."""
    with pytest.raises((QueryError, ExceptionGroup)) as caught:
        read_query(path)
    errors = caught.value.exceptions if isinstance(caught.value, ExceptionGroup) else [caught.value]
    return [str(error) for error in errors]


def test_a_header_is_read(tmp_path: Path) -> None:
    """Title, about, parameters, page, severity and folder of a query come from its first lines and its place."""
    write(tmp_path, "checks/one.rq", "# page: report\n# severity: Warning\n" + GOOD)
    query = load(tmp_path)["one"]
    assert (query.name, query.group, query.title, query.about) == ("one", "checks", "Things of a place", "What is there.")
    assert (query.params, query.page, query.severity, query.declared) == ((("place", "iri"),), "report", "Warning", True)


def test_names_find_queries(tmp_path: Path) -> None:
    """A query is found by its name, and by its folder and name where two have the same."""
    for name in ("pages/claims.rq", "exports/claims.rq", "pages/parts.rq"):
        write(tmp_path, name, GOOD)
    queries = load(tmp_path)
    assert [*queries] == ["exports/claims", "pages/claims", "pages/parts"]
    assert queries["parts"] is queries["pages/parts"]
    assert "parts" in queries and "part" not in queries
    with pytest.raises(QueryError, match="name one of: exports/claims, pages/claims"):
        queries["claims"]


def test_an_unknown_name_lists_near_ones(tmp_path: Path) -> None:
    """Who mistypes a name is told what they may have meant."""
    for name in ("troop-strength.rq", "events-by-place.rq"):
        write(tmp_path, name, GOOD)
    with pytest.raises(QueryError, match=r"try one of: troop-strength$"):
        load(tmp_path)["troop-strenght"]
    with pytest.raises(QueryError, match=r"try one of: events-by-place, troop-strength$"):
        load(tmp_path)["xyz"]


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        (GOOD.replace("# title: Things of a place\n", ""), 1, "lacks title"),
        (GOOD.replace("# about: What is there.\n", ""), 1, "lacks about"),
        ("# author: me\n" + GOOD, 1, "says 'author'; use one of: title, about, param, page, severity"),
        (GOOD.replace("SELECT", "# a remark\nSELECT"), 4, "says 'a remark'"),
        ("# title: Another\n" + GOOD, 2, "title stands twice"),
        ("# page:\n" + GOOD, 1, "page has no value"),
        ("# severity: Bad\n" + GOOD, 1, "severity Bad; use one of: Violation, Warning, Info"),
        (GOOD.replace("place iri", "place url"), 3, f"with a kind of {', '.join(KINDS)}"),
        (GOOD.replace("place iri", "place"), 3, "the parameter is 'place'"),
        (GOOD.replace("# param", "# param: place iri\n# param"), 4, "place stands twice"),
        (GOOD.replace("?place", "?where"), 3, "does not use the parameter ?place"),
        (GOOD.replace("SELECT ?place", "SELECT"), 3, "add ?place to SELECT"),
    ],
)
def test_a_broken_header_names_line_and_remedy(tmp_path: Path, text: str, where: int, what: str) -> None:
    """Each fault of a header is told with file, line and what to do."""
    path = write(tmp_path, "q.rq", text)
    (complaint,) = complaints(path)
    assert complaint.startswith(f"{path}:{where}: ")
    assert what in complaint


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """Faults of several files, and several of one, come as one group."""
    write(tmp_path, "a.rq", "SELECT * {}")
    write(tmp_path, "b.rq", GOOD)
    write(tmp_path, "c.rq", "# author: me\n" + GOOD)
    with pytest.raises(ExceptionGroup) as caught:
        load(tmp_path)
    places = [Path(error.place).name for error in caught.value.exceptions if isinstance(error, KforGraphError)]
    assert places == ["a.rq:1", "a.rq:1", "c.rq:1"]


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    """Bytes that are no UTF-8, and a folder in place of a file, are errors with a remedy."""
    path = tmp_path / "q.rq"
    path.write_bytes(b"# title: \xff\n")
    assert complaints(path) == [f"{path}: is no UTF-8 text; save it as UTF-8"]
    assert "check the file" in complaints(tmp_path)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * { ?s ?p ?o }", None),
        ("ASK { ?s ?p ?o }", None),
        ("PREFIX a: <http://x#> SELECT DISTINCT ?a $b FROM <http://g> WHERE { ?c a:d ?e }", ("a", "b")),
        ("select(count(distinct ?x) as ?n)?y{ ?x a ?y } group by ?y", ("n", "y")),
        ('SELECT (CONCAT(?a, ") AS ?b") AS ?c) ?d # ?e\n{ ?a a ?f }', ("c", "d")),
    ],
)
def test_the_projection_of_a_select(text: str, expected: tuple[str, ...] | None) -> None:
    """The variables that a SELECT gives are read from its text, whatever stands in brackets, strings and comments."""
    assert projection(text) == expected


def test_a_parameter_of_select_star_is_projected(tmp_path: Path) -> None:
    """`SELECT *` gives every variable, and forms without variables need give none."""
    for text in ("SELECT * { ?place a ?o }", "ASK { ?place a ?o }", "CONSTRUCT { ?o a ?o } { ?place a ?o }"):
        path = write(tmp_path, "q.rq", GOOD.rpartition("SELECT")[0] + text)
        assert read_query(path).params == (("place", "iri"),)


def test_the_form_of_a_query() -> None:
    """The form is the first word after prefixes and comments; neither comments nor IRIs nor strings are taken for words."""
    assert form("# INSERT\nBASE <http://x/>\nPREFIX insert: <http://x/delete#>\nprefix :<y:>\nask {}") == "ASK"
    assert form("PREFIX a: <b:>\nDELETE WHERE { ?s ?p ?o }") == "DELETE"
    assert form("") == ""
    blanked = skeleton('<http://x\\u0041#y> """a " # b""" \'c\' ?x # d\n?y')
    assert blanked.split() == ["?x", "?y"]
    assert blanked.index("?x") == 37


def test_our_own_queries_are_in_order() -> None:
    """Every query that we ship has a good header, and more than one folder holds some."""
    queries = catalogue()
    assert len({query.group for query in queries.values()}) > 1
    assert all(query.title and query.about for query in queries.values())
