"""The table of links as a graph, and what is wrong with a table."""

from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from kfor_graph import names
from kfor_graph.errors import LinkError, OntologyError
from kfor_graph.graph.coordinates import coordinates
from kfor_graph.link.sssom import parse_table, read_links
from kfor_graph.vocabulary import vocabulary

ROOT = Path(__file__).parent.parent
HEAD = "#curie_map:\n#  wd: http://www.wikidata.org/entity/\n#  kfor: https://w3id.org/kfor-graph/id/\n"
COLUMNS = "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
ROW = "kfor:place/pec\tschema:sameAs\twd:Q1\tsemapv:ManualMappingCuration\n"


def test_the_projects_links_are_quads_of_their_own_graph() -> None:
    """One quad a row, sorted, with the identifiers written out."""
    lines = read_links(ROOT / "ontology" / "links.sssom.tsv").decode().splitlines()
    rows = [line for line in (ROOT / "ontology" / "links.sssom.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert len(lines) == len(rows) - 1 and lines == sorted(lines)
    assert all(line.endswith("<https://w3id.org/kfor-graph/graph/links> .") for line in lines)


def test_kosovo_is_linked_weakly() -> None:
    """No sameAs: the other side may be drawn differently."""
    lines = read_links(ROOT / "ontology" / "links.sssom.tsv").decode().splitlines()
    kosovo = [line for line in lines if line.startswith("<https://w3id.org/kfor-graph/id/place/kosovo> ")]
    assert kosovo and all("rdf-schema#seeAlso" in line for line in kosovo)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + "subject_id\tobject_id\nkfor:a\twd:Q1\n", "columns are missing: mapping_justification, predicate_id"),
        (HEAD + COLUMNS + ROW.replace("wd:Q1", ""), ":5: a required column is empty (object_id)"),
        (HEAD + COLUMNS + ROW.replace("wd:", "zz:"), ":5: unknown prefix 'zz'"),
        (HEAD + COLUMNS + ROW.replace("wd:Q1", "Q1"), ":5: 'Q1' is no IRI"),
        (HEAD + COLUMNS + ROW.replace("wd:Q1", "wd:Q 1"), ":5: 'wd:Q 1' is no IRI"),
        (HEAD + COLUMNS + ROW.replace("wd:Q1", "kfor:place/klina"), ":5: kfor:place/klina is ours"),
        (HEAD + COLUMNS + ROW.replace("kfor:place", "wd:place"), ":5: wd:place/pec is no entity or concept"),
        (HEAD + COLUMNS + ROW.replace("place/pec", "place/atlantis"), ":5: kfor:place/atlantis is no entity or concept"),
        (
            HEAD + COLUMNS + ROW.replace("schema:sameAs", "owl:sameAs"),
            ":5: the predicate owl:sameAs does not link an entity; use one of: schema:",
        ),
        (HEAD + COLUMNS + ROW.replace("schema:sameAs", "skos:exactMatch"), ":5: the predicate skos:exactMatch does not link an entity"),
        (HEAD + COLUMNS + ROW.replace("semapv:", "by "), ":5: 'by ManualMappingCuration' is no justification"),
        (HEAD + COLUMNS + ROW.replace("\n", "\tmore\n"), ":5: 5 cells under 4 columns"),
        (HEAD + COLUMNS.replace("\n", "\tconfidence\n") + ROW.replace("\n", "\t1.2\n"), ":5: the confidence is 1.2, above 1"),
        (HEAD + COLUMNS.replace("\n", "\tconfidence\n") + ROW.replace("\n", "\thigh\n"), ":5: the confidence is 'high'"),
        (HEAD + COLUMNS.replace("\n", "\tobject_id\n") + ROW, ":4: a column stands twice"),
        (HEAD + COLUMNS + ROW + ROW, ":6: the row of line 5 again"),
        (
            HEAD + COLUMNS + ROW + ROW.replace("wd:Q1", "wd:Q2"),
            "/id/place/pec is http://www.wikidata.org/entity/Q2 here and http://www.wikidata.org/entity/Q1 in line 5",
        ),
        (
            HEAD + COLUMNS + ROW + ROW.replace("place/pec", "place/klina"),
            ":6: http://www.wikidata.org/entity/Q1 is https://w3id.org/kfor-graph/id/place/klina here and",
        ),
    ],
)
def test_a_broken_table_names_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    """One line: place, what is wrong, remedy."""
    path = tmp_path / "links.sssom.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LinkError) as caught:
        read_links(path, vocabulary().has)
    assert message in str(caught.value) and "\n" not in str(caught.value)


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    """A line for each broken row and each contradiction, in one group; what only says less than identity contradicts nothing."""
    path = tmp_path / "links.sssom.tsv"
    weak = ROW.replace("schema:sameAs", "rdfs:seeAlso").replace("Q1", "Q3")
    path.write_text(HEAD + COLUMNS + ROW + ROW.replace("wd:Q1", "") + ROW.replace("Q1", "Q2") + weak, encoding="utf-8")
    with pytest.raises(ExceptionGroup) as caught:
        read_links(path)
    assert [str(error).split(": ")[0].rsplit(":", 1)[1] for error in caught.value.exceptions] == ["6", "7"]


def test_one_thing_may_have_a_name_in_each_data_set(tmp_path: Path) -> None:
    """Two targets of one subject are a contradiction only within one data set."""
    path = tmp_path / "links.sssom.tsv"
    path.write_text(HEAD + COLUMNS + ROW + ROW.replace("wd:Q1", "https://sws.geonames.org/1/"), encoding="utf-8")
    assert len(read_links(path).splitlines()) == 2


@pytest.mark.parametrize("data", [b"\xff\xfe", b"", b"#curie_map:\n"])
def test_a_file_that_is_no_table(tmp_path: Path, data: bytes) -> None:
    """Bytes that are no text and files without a table are errors, one line each."""
    path = tmp_path / "links.sssom.tsv"
    path.write_bytes(data)
    with pytest.raises(LinkError, match=r"links\.sssom\.tsv: (is no UTF-8 text|columns are missing)"):
        read_links(path)


def quad(subject: str, predicate: str, value: str) -> pyoxigraph.Quad:
    """A statement about a place."""
    node = pyoxigraph.NamedNode
    decimal = pyoxigraph.Literal(value, datatype=node(names.expand("xsd:decimal")))
    return pyoxigraph.Quad(node(names.BASE + "id/place/" + subject), node(names.expand(predicate)), decimal)


def test_places_have_points() -> None:
    """Latitude and longitude of the gazetteer become a GeoSPARQL geometry, longitude first, and WGS84 properties."""
    triples = list(coordinates([quad("pec", "schema:latitude", "42.65"), quad("pec", "schema:longitude", "20.28")]))
    assert any('#asWKT> "POINT(20.28 42.65)"^^<http://www.opengis.net/ont/geosparql#wktLiteral>' in triple for triple in triples)
    assert any('wgs84_pos#lat> "42.65"' in triple for triple in triples) and any('wgs84_pos#long> "20.28"' in triple for triple in triples)
    assert list(coordinates([])) == []


@pytest.mark.parametrize(
    ("quads", "message"),
    [
        ([quad("pec", "schema:latitude", "42")], "place/pec: has one coordinate alone"),
        ([quad("pec", "schema:latitude", "42"), quad("pec", "schema:latitude", "43")], "has two values"),
        ([quad("pec", "schema:latitude", "91"), quad("pec", "schema:longitude", "20")], "the coordinate 91 is none"),
        ([quad("pec", "schema:latitude", "north"), quad("pec", "schema:longitude", "20")], "the coordinate north is none"),
        ([quad("pec", "schema:latitude", "NaN"), quad("pec", "schema:longitude", "20")], "the coordinate NaN is none"),
    ],
)
def test_half_a_point_is_none(quads: list[pyoxigraph.Quad], message: str) -> None:
    """A coordinate alone, two of one kind, or one off the Earth is an error that names the place."""
    with pytest.raises(OntologyError, match=message):
        list(coordinates(quads))


CELLS = st.sampled_from(["kfor:place/pec", "wd:Q1", "schema:sameAs", "semapv:ManualMappingCuration", "", "#", "http://", "x:y"]) | st.text(
    max_size=4
)


@seed(1)
@settings(max_examples=200, deadline=None, database=None)
@given(st.lists(st.lists(CELLS, max_size=5), max_size=5))
def test_any_rows_are_mappings_or_errors(rows: list[list[str]]) -> None:
    """Whatever stands in the table, it is read whole, or each error names the file."""
    text = HEAD + COLUMNS + "".join("\t".join(cells) + "\n" for cells in rows)
    try:
        table = parse_table(text, Path("links.sssom.tsv"), vocabulary().has)
    except* LinkError as group:
        assert all(str(error).startswith("links.sssom.tsv") for error in group.exceptions)
    else:
        assert len(table.rows) == len(table.mappings)
