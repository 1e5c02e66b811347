"""Results in the standard forms: tables as CSV, TSV, JSON and XML; graphs as Turtle, TriG, N-Triples, JSON-LD and RDF/XML."""

import json
from collections.abc import Iterator

import pyoxigraph

from kfor_graph import names
from kfor_graph.errors import QueryError
from kfor_graph.query.run import Graph, Table
from kfor_graph.store import Term

TABLES = {
    "csv": pyoxigraph.QueryResultsFormat.CSV,
    "tsv": pyoxigraph.QueryResultsFormat.TSV,
    "json": pyoxigraph.QueryResultsFormat.JSON,
    "xml": pyoxigraph.QueryResultsFormat.XML,
}
"Forms of tables, and of yes and no."

GRAPHS = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
}
"Forms of graphs."


def write(result: Table | Graph | bool, form: str) -> str:
    """A result in a form. Raises QueryError where the form is not one for this kind of result."""
    forms = TABLES if isinstance(result, Table | bool) else GRAPHS
    if form not in forms:
        raise QueryError("--format", f"{form} is no form of this result", f"use one of: {', '.join(forms)}")
    if not isinstance(result, Table | bool):
        return write_graph(result, GRAPHS[form])
    answer = pyoxigraph.parse_query_results(_json(result), pyoxigraph.QueryResultsFormat.JSON)
    text = (answer.serialize(format=TABLES[form]) or b"").decode()
    return text if form == "csv" or text.endswith("\n") else text + "\n"


def write_graph(triples: Graph, form: pyoxigraph.RdfFormat) -> str:
    """Sorted triples in an RDF syntax, with the prefixes that they need."""
    prefixes = names.used({iri for triple in triples for iri in _iris(triple)})
    text = (pyoxigraph.serialize(triples, format=form, prefixes=prefixes) or b"").decode()
    return text if text.endswith("\n") else text + "\n"


def _iris(triple: pyoxigraph.Triple) -> Iterator[str]:
    for node in (triple.subject, triple.predicate, triple.object, getattr(triple.object, "datatype", None)):
        if isinstance(node, pyoxigraph.NamedNode):
            yield node.value


def _json(result: Table | bool) -> str:
    """A result in the JSON form, from which the engine writes the others."""
    if isinstance(result, bool):
        return json.dumps({"head": {}, "boolean": result})
    rows = [{name: _term(term) for name, term in zip(result.columns, row, strict=True) if term is not None} for row in result.rows]
    return json.dumps({"head": {"vars": list(result.columns)}, "results": {"bindings": rows}}, ensure_ascii=False)


def _term(term: Term) -> dict[str, object]:
    if isinstance(term, pyoxigraph.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, pyoxigraph.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, pyoxigraph.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _term(part) for name, part in parts.items()}}
    found: dict[str, object] = {"type": "literal", "value": term.value}
    if term.direction:
        found["its:dir"] = term.direction.value
    return found | ({"xml:lang": term.language} if term.language else {"datatype": term.datatype.value})
