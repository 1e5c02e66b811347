"""The vocabularies of the project as files: ontology, alignments, shapes, with their triples and versions."""

import re
from functools import cache
from pathlib import Path

import pyoxigraph

from kfor_graph import names
from kfor_graph.resources import folder

NAMES = ("ontology", "alignments", "shapes")
"Last step of the IRI of each."


@cache
def turtle(name: str, number: str | None = None) -> str:
    """A vocabulary as it is written; one that stands in several files, file after file.

    number: of a version that is kept; the present one where it is not given
    """
    if number and number != version(name):
        return _kept(name)[number].read_text(encoding="utf-8")
    if name == "shapes":
        return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder("shapes").glob("*.ttl")))
    return (folder("ontology") / ("kfo.ttl" if name == "ontology" else f"{name}.ttl")).read_text(encoding="utf-8")


@cache
def triples(name: str, number: str | None = None) -> tuple[pyoxigraph.Quad, ...]:
    """The triples of a vocabulary in the order of its files; blank nodes have their canonical names, the same each time.

    number: as of `turtle`
    """
    found = tuple(pyoxigraph.parse(turtle(name, number), format=pyoxigraph.RdfFormat.TURTLE))
    if not any(isinstance(node, pyoxigraph.BlankNode) for quad in found for node in (quad.subject, quad.object)):
        return found
    dataset = pyoxigraph.Dataset(found)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(sorted(dataset, key=str))


@cache
def prefixes(name: str) -> dict[str, str]:
    """The prefixes that the file of a vocabulary declares."""
    return dict(re.findall(r"^@prefix ([\w-]+): <([^>]+)> \.", turtle(name), re.M))


def iri(name: str) -> str:
    """The IRI of a vocabulary."""
    return names.BASE + name


def version(name: str) -> str | None:
    """The version that a vocabulary says it is; None where it says none."""
    subject, said = pyoxigraph.NamedNode(iri(name)), names.expand("owl:versionInfo")
    found = (quad.object for quad in triples(name) if quad.subject == subject and quad.predicate.value == said)
    return next((node.value for node in found if isinstance(node, pyoxigraph.Literal)), None)


def versions(name: str) -> tuple[str, ...]:
    """The versions of a vocabulary that there are, the present one last; none where it has no versions."""
    present = version(name)
    earlier = sorted(set(_kept(name)) - {present}, key=lambda number: tuple(map(int, number.split("."))))
    return (*earlier, *([present] if present else ()))


def _kept(name: str) -> dict[str, Path]:
    """Number → file of each version that was published."""
    return {path.stem: path for path in (folder("ontology") / "versions").glob("*.ttl")} if name == "ontology" else {}
