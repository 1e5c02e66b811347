"""The library as users import it."""

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import networkx
import pandas
import pytest

import kfor_graph
from kfor_graph.errors import EmptyError, ExportError, QueryError, SourceError, StoreError
from kfor_graph.query import frames

ROOT = Path(__file__).parent.parent


@pytest.fixture
def graph(published: Path) -> kfor_graph.Build:
    """The published reports."""
    return kfor_graph.open(published)


def test_a_build_is_made_and_opened_in_one_call(tmp_path: Path) -> None:
    """Sources may be one path or several, as strings or paths."""
    with kfor_graph.build(ROOT / "reports", tmp_path / "out", workers=1) as graph:
        assert graph.documents() == ("S-2007-652", "letter-2020-12-03")
    with pytest.raises(StoreError, match="closed"):
        graph.table("troop-strength")
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(ExceptionGroup) as errors:
        kfor_graph.build([str(ROOT / "reports" / "S-2007-652.txt"), tmp_path / "empty.txt"], tmp_path / "out", workers=1)
    assert [type(error) for error in errors.value.exceptions] == [SourceError]
    assert kfor_graph.open(tmp_path / "out").documents() == ("S-2007-652",)


def test_every_claim_leads_to_its_words_in_the_published_text(graph: kfor_graph.Build) -> None:
    """The quote stands at its offsets and begins on its line; each claim of the build is there once."""
    claims = list(graph.claims())
    counted = graph.table("SELECT (COUNT(DISTINCT ?claim) AS ?n) { ?claim a kfo:Claim ; kfo:evidence [] }").rows[0][0]
    assert len({claim.iri for claim in claims}) == len(claims) == int(getattr(counted, "value", 0))
    for claim in claims:
        text = graph.text(claim.document)
        assert claim.evidence
        for words in claim.evidence:
            assert text[words.start : words.end] == words.quote
            assert text.count("\n", 0, words.start) + 1 == words.line


def test_claims_are_chosen_by_document_and_kind(graph: kfor_graph.Build) -> None:
    """Both choices narrow what is given; values are values of Python."""
    observations = list(graph.claims("S-2007-652", "Observation"))
    assert {(claim.document, claim.kind) for claim in observations} == {("S-2007-652", "Observation")}
    assert len(observations) < len(list(graph.claims("S-2007-652"))) < len(list(graph.claims()))
    values = {type(claim.get("value")) for claim in observations}
    assert values == {int, Decimal} and not list(graph.claims("unknown"))
    days = [claim.get("asAt") for claim in graph.claims(kind="Observation") if claim.get("asAt")]
    assert days and all(isinstance(day, date) for day in days)


def test_a_frame_holds_what_the_table_holds(graph: kfor_graph.Build) -> None:
    """Numbers and days have kinds of their own; every cell agrees with the table."""
    figures = "?o a kfo:Observation ; kfo:value ?value ; rdfs:label ?label"
    asked = f"SELECT ?o ?value ?day ?label {{ {figures} OPTIONAL {{ ?o kfo:asAt ?day }} }} ORDER BY ?o"
    table, framed = graph.table(asked), graph.frame(asked)
    assert framed.shape == (len(table.rows), 4)
    assert str(framed["day"].dtype).startswith("datetime64") and framed["day"].isna().any()
    whole = graph.frame("SELECT ?n { ?o kfo:value ?n FILTER (DATATYPE(?n) = xsd:integer) }")
    assert str(whole["n"].dtype) == "Int64"
    for row, cells in zip(table.dicts(), framed.itertuples(index=False), strict=True):
        assert row["label"] == cells.label and row["o"] == cells.o
        assert row["day"] == (None if pandas.isna(cells.day) else cells.day.date().isoformat())
        assert Decimal(row["value"] or "") == Decimal(str(cells.value))


def test_queries_take_values_of_python(graph: kfor_graph.Build) -> None:
    """By name, as text, and for graphs and yes-or-no questions too."""
    assert graph.table("events-by-place", place="place/pristina").rows
    assert graph.query("ASK { ?s a kfo:Report }") is True
    assert isinstance(graph.query("CONSTRUCT { ?s a kfo:Report } WHERE { ?s a kfo:Report }"), tuple)
    with pytest.raises(QueryError, match="there is no query of this name"):
        graph.frame("no-such-query")


def test_a_missing_pandas_is_named_with_its_remedy(graph: kfor_graph.Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table is there without it."""
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(QueryError, match=r"pip install 'kfor-graph\[pandas\]'"):
        frames.frame(graph.table("troop-strength"))


def test_importing_the_package_loads_nothing_else() -> None:
    """Commands that only tell the version answer at once; an unknown name is an AttributeError."""
    code = "import sys, kfor_graph; assert not any(m.startswith('kfor_graph.') for m in sys.modules); print(kfor_graph.__version__)"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip() == kfor_graph.__version__
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = kfor_graph.nothing  # type: ignore[attr-defined]


def test_a_view_is_a_graph_of_networkx(graph: kfor_graph.Build) -> None:
    """Nodes have labels, edges the words that they rest on; views and filters are those of the exports."""
    whole = graph.network()
    words = {claim.iri: [piece.quote for piece in claim.evidence] for claim in graph.claims()}
    assert whole.is_directed() and whole.is_multigraph()
    assert all(told["label"] for _, told in whole.nodes(data=True))
    for source, target, told in whole.edges(data=True):
        assert source in whole and target in whole
        assert all(" ".join(quote.split()) in told["quote"] for quote in words[told["claim"]])
    early = graph.network("actors-events", years=2007)
    assert 0 < early.number_of_edges() < whole.number_of_edges()
    assert {told["start"][:4] for _, _, told in early.edges(data=True)} == {"2007"}
    assert nx_edges(graph.network(years=["2007", 2020])) == nx_edges(graph.network(years="2007-2020"))
    hedged = graph.network("statements", certainties="all")
    assert {told["asserted"] for _, _, told in hedged.edges(data=True)} == {True, False}
    assert nx_edges(graph.network("actors-events", kinds="mediator")) < nx_edges(whole)


def nx_edges(found: "networkx.MultiDiGraph[str]") -> set[tuple[str, str, str]]:
    """Source, target and key of the edges."""
    return set(found.edges(keys=True))


def test_a_view_that_is_not_there_is_named(graph: kfor_graph.Build) -> None:
    """As is a kind or a year, and a choice of which nothing is left."""
    for bad in ({"view": "nothing"}, {"kinds": "no such kind"}, {"years": "soon"}):
        with pytest.raises(ExportError):
            graph.network(**bad)
    with pytest.raises(EmptyError):
        graph.network(years=1999)
