"""The part of SHACL that the gate compiles, by name. What is not named here goes to pySHACL, shape by shape."""

from rdflib import SH, URIRef

TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
"How a compiled shape may look for its nodes."

REPEATABLE = {
    SH.property,
    SH.node,
    SH["class"],
    SH["not"],
    SH["or"],
    SH["xone"],
    SH["and"],
    SH.hasValue,
    SH.disjoint,
    SH.lessThan,
    SH.lessThanOrEquals,
}
"Constraints of which a shape may have several."

SINGLE = {
    SH.datatype,
    SH.nodeKind,
    SH.minCount,
    SH.maxCount,
    SH.minInclusive,
    SH.minLength,
    SH.pattern,
    SH["in"],
    SH.uniqueLang,
    SH.qualifiedValueShape,
}
"Constraints of which a shape has one at most."

COUNTS = {SH.qualifiedMinCount, SH.qualifiedMaxCount}
"Read together with sh:qualifiedValueShape."

SILENT = {SH.path, SH.severity, SH.message, SH.name, SH.description, SH.order, SH.group}
"Properties that decide no result."


class Unsupported(Exception):  # noqa: N818 - no error: such a shape is validated by pySHACL
    """A shape uses something that is not compiled; says what, in a few words."""


def called(feature: URIRef) -> str:
    """How a SHACL term is called in a message: `sh:closed`."""
    return str(feature).replace(str(SH), "sh:", 1)
