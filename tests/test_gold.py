"""The graph of the published reports against the same reports modelled by hand, and against its own last reviewed state.

`gold/example.ttl` was modelled by hand; every fact in it must come out of the texts. `gold/frozen.txt` lists every claim that the rules
make of the two reports, one a line; its diff is the review of a rule change. To accept one: python -m tests.test_gold
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import rdflib
from rdflib import RDF, Graph, Namespace, URIRef

from kfor_graph import names
from kfor_graph.corpus.read import read_file
from kfor_graph.document.outline import outline
from kfor_graph.extract.extract import extract
from kfor_graph.graph.build import build_graph
from kfor_graph.vocabulary import vocabulary

ROOT = Path(__file__).parent
GOLD, FROZEN = ROOT / "gold" / "example.ttl", ROOT / "gold" / "frozen.txt"
REPORTS = [ROOT.parent / "reports" / name for name in ("S-2007-652.txt", "letter-2020-12-03.md")]
KFO, DCTERMS = Namespace(names.PREFIXES["kfo"]), Namespace(names.PREFIXES["dcterms"])

WHO = ("involves", "mediator", "organizer", "authority", "perpetrator")
"Parts in an event. Victims and alleged parts are unnamed and belong to a document; they are compared by their labels' words elsewhere."

Fact = tuple[object, ...]


@cache
def gold() -> Graph:
    """The hand-made model."""
    return Graph().parse(GOLD)


@cache
def ours() -> Graph:
    """What the rules make of the same texts, in one graph."""
    graph = Graph()
    for path in REPORTS:
        document = outline(read_file(path))
        extraction = extract(document, vocabulary())
        quads = build_graph(document, extraction.claims, extraction.mentions, vocabulary())
        dataset = rdflib.Dataset()
        dataset.parse(data=quads, format="nquads")
        graph += dataset.graph(names.graph(document.key))
    return graph


def several(graph: Graph, node: rdflib.term.Node, *properties: str) -> frozenset[object]:
    """The values of properties of ours."""
    return frozenset(value for name in properties for value in graph.objects(node, KFO[name]))


def observations(graph: Graph) -> set[Fact]:
    """Figures: place in the report, what is counted, how many, of whom, when; whether it is made up of, or set against, others."""
    found = set()
    for node in graph.subjects(RDF.type, KFO.Observation):
        slots = ("indicator", "unit", "population", "category", "qualifier", "asAt", "during", "trend")
        values = tuple(several(graph, node, name) for name in slots)
        related = tuple(
            frozenset(float(value) for other in graph.objects(node, KFO[name]) for value in graph.objects(other, KFO.value))
            for name in ("totalOf", "includes", "numerator", "denominator", "comparedWith")
        )
        figure = (float(str(graph.value(node, KFO.value))), str(graph.value(node, KFO.printed)))
        found.add((graph.value(node, KFO.reportedIn), *figure, *values, *related))
    return found


def accounts(graph: Graph) -> set[Fact]:
    """Events as told: where in the report, what, when, where, who, how it ended."""
    found = set()
    for node in graph.subjects(RDF.type, KFO.Account):
        event = graph.value(node, KFO.about)
        assert event is not None
        kinds = several(graph, event, "eventType")
        told = (several(graph, node, "eventStatus", "datePrecision", "certainty"), several(graph, event, "onDate", "during"))
        details = (several(graph, event, "place"), several(graph, event, *WHO), several(graph, event, "nature", "outcome"))
        found.add((graph.value(node, KFO.reportedIn), kinds, *told, *details, (event, RDF.type, KFO.EventSeries) in graph))
    return found


def assessments(graph: Graph) -> set[Fact]:
    """Judgements: place in the report, about what, which, when."""
    slots = (("topic",), ("rating", "trend"), ("during",))
    nodes = graph.subjects(RDF.type, KFO.Assessment)
    return {(graph.value(node, KFO.reportedIn), *(several(graph, node, *slot) for slot in slots)) for node in nodes}


def parts(graph: Graph) -> set[Fact]:
    """What is asserted of letters and reports."""
    ours_only = ("signedBy", "signedAs", "addressedTo", "transmits", "pursuantTo", "coversPeriod", "symbol", "jobNumber")
    properties = [KFO[name] for name in ours_only]
    properties += [DCTERMS[name] for name in ("date", "issued", "language")]
    subjects = {node for kind in ("Letter", "Report", "Document") for node in graph.subjects(RDF.type, KFO[kind])}
    return {(node, name, value) for node in subjects for name in properties for value in graph.objects(node, name)}


def test_every_figure_of_the_hand_made_model_comes_out() -> None:
    """Value, printed form, indicator, unit, people, category, day or period, sums, shares, comparisons."""
    assert len(observations(gold())) > 40
    assert observations(gold()) - observations(ours()) == set()


def test_every_event_of_the_hand_made_model_comes_out() -> None:
    """Type, day, place, who took part, outcome and nature, and how each is told."""
    assert accounts(gold()) - accounts(ours()) == set()


def test_every_judgement_of_the_hand_made_model_comes_out() -> None:
    """Topic, ratings, trend, period."""
    assert assessments(gold()) - assessments(ours()) == set()


def test_every_fact_of_letters_and_reports_comes_out() -> None:
    """Dates, signatures, offices, what is transmitted, on what it rests, what it covers, symbol and job number."""
    assert parts(gold()) - parts(ours()) == set()


def test_what_is_alleged_is_stated_and_never_asserted() -> None:
    """The owner of the bar: a statement with the certainty alleged, no triple."""
    alleged = URIRef(names.BASE + "scheme/certainty/alleged")
    (node,) = (node for node in ours().subjects(KFO.certainty, alleged))
    subject, predicate, thing = (ours().value(node, RDF[name]) for name in ("subject", "predicate", "object"))
    assert predicate == KFO.involves and "owner" in str(thing)
    assert (subject, predicate, thing) not in ours()


def lines() -> Iterator[str]:
    """Every claim of the two reports, one a line, as `frozen.txt` has them."""
    for path in REPORTS:
        document = outline(read_file(path))
        for claim in extract(document, vocabulary()).claims:
            yield f"{document.key} {claim.block} {claim.rule}: {claim}"


def test_claims_are_those_that_were_reviewed() -> None:
    """A rule change shows here, claim by claim, what it does to the published reports."""
    assert list(lines()) == FROZEN.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    FROZEN.write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")
