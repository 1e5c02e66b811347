"""The table of links as a graph, and what is wrong with a table."""

from pathlib import Path

import pytest

from kfor_graph.errors import LinkError
from kfor_graph.link.sssom import read_links

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
        (HEAD + COLUMNS + ROW.replace("wd:Q1", ""), ":5: a required column is empty"),
        (HEAD + COLUMNS + ROW.replace("wd:", "zz:"), ":5: unknown prefix 'zz'"),
    ],
)
def test_a_broken_table_names_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    """One line: place, what is wrong, remedy."""
    path = tmp_path / "links.sssom.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LinkError) as caught:
        read_links(path)
    assert message in str(caught.value) and "\n" not in str(caught.value)
