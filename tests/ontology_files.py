"""The files of `ontology/` as graphs and tables, for the tests of them."""

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from rdflib import OWL, RDF, SKOS, Graph, Literal, Namespace, URIRef

from kfor_graph import names

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "ontology").glob("*.ttl"))
GAZETTEER = ("instruments", "missions", "organizations", "persons", "places", "roles", "states")
GOLD = ROOT / "tests" / "gold" / "example.ttl"
KFO = Namespace(names.PREFIXES["kfo"])
ONTOLOGY = URIRef("https://w3id.org/kfor-graph/ontology")
SCHEMA = Namespace(names.PREFIXES["schema"])
ID, SCHEME = names.BASE + "id/", names.BASE + "scheme/"


@cache
def parsed(name: str) -> Graph:
    """One file of `ontology/`."""
    return Graph(bind_namespaces="none").parse(ROOT / "ontology" / f"{name}.ttl")


@cache
def everything() -> Graph:
    """All files of `ontology/`."""
    graph = Graph(bind_namespaces="none")
    for file in FILES:
        graph += parsed(file.stem)
    return graph


def english(graph: Graph, subject: URIRef, prop: URIRef) -> list[str]:
    """The English values of a property."""
    return [str(value) for value in graph.objects(subject, prop) if isinstance(value, Literal) and value.language == "en"]


def terms() -> list[URIRef]:
    """The classes and properties of ours."""
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    return sorted({term for kind in kinds for term in parsed("kfo").subjects(RDF.type, kind) if term.startswith(KFO)})


def concepts() -> list[URIRef]:
    """The concepts of all schemes."""
    return sorted(set(parsed("schemes").subjects(RDF.type, SKOS.Concept)))


def entities() -> Iterator[tuple[str, URIRef]]:
    """The entities of the gazetteer with the kind that their IRI names."""
    for name in GAZETTEER:
        for subject in sorted(set(parsed(name).subjects())):
            yield subject.removeprefix(ID).split("/")[0], subject


def labels(subject: URIRef) -> set[str]:
    """All names of an entity or a concept, in any language."""
    return {str(value) for prop in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel) for value in everything().objects(subject, prop)}


@cache
def mappings() -> tuple[dict[str, str], list[dict[str, str]]]:
    """The prefixes and the rows of the table of mappings."""
    lines = (ROOT / "ontology" / "links.sssom.tsv").read_text(encoding="utf-8").splitlines()
    prefixes = dict(match.groups() for line in lines if (match := re.fullmatch(r"#  ([\w-]+): (\S+)", line)))
    return prefixes, list(csv.DictReader([line for line in lines if not line.startswith("#")], delimiter="\t", quoting=csv.QUOTE_NONE))


def expanded(curie: str) -> str:
    """A CURIE of the table as an IRI."""
    prefix, local = curie.split(":", 1)
    return mappings()[0][prefix] + local
