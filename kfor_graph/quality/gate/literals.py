"""Literals that SPARQL engine and pySHACL read alike.

The store keeps numbers as values, not as written: `01` and `1` are one to it and two to pySHACL; very long numbers are none to it. So
the gate reads documents whose literals are canonical and of ordinary size, which is what the build writes.
"""

import re
from datetime import date
from functools import lru_cache

import pyoxigraph

from kfor_graph.names import PREFIXES

_XSD, _RDF = PREFIXES["xsd"], PREFIXES["rdf"]
_STRING = f"{_XSD}string"
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,11}")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,11})\.[0-9]{0,5}[1-9]")
_ROUNDED = re.compile(r"-?(0|[1-9][0-9]{0,11})\.[0-9]{1,6}")
_DATE = re.compile(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}")


def is_plain(literal: pyoxigraph.Literal) -> bool:
    """Whether a literal is a string, a text in a language, or an integer, decimal, boolean or day in its canonical form."""
    if literal.language:
        return literal.language == literal.language.lower()
    kind = literal.datatype.value
    if kind == _STRING:
        return True
    if kind.startswith(_XSD):
        return _is_plain(literal.value, kind.removeprefix(_XSD))
    return not kind.startswith(_RDF)


def is_readable(literal: pyoxigraph.Literal) -> bool:
    """As `is_plain`, and decimals that end in noughts: for the ontology's coordinates, which no constraint reads as words."""
    return is_plain(literal) or (literal.datatype.value == f"{_XSD}decimal" and bool(_ROUNDED.fullmatch(literal.value)))


@lru_cache(maxsize=10_000)
def _is_plain(value: str, kind: str) -> bool:
    if kind == "integer":
        return bool(_INTEGER.fullmatch(value))
    if kind == "decimal":
        return bool(_DECIMAL.fullmatch(value))
    if kind == "boolean":
        return value in {"true", "false"}
    return kind == "date" and bool(_DATE.fullmatch(value)) and _is_day(value)


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
