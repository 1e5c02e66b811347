"""RDF terms as canonical N-Quads strings: plain strings sort, compare and write fastest."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from kfor_graph import names

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f", "\x7f": "\\u007F"} | {
    chr(code): f"\\u{code:04X}" for code in range(32) if chr(code) not in "\n\r\t\b\f"
})  # fmt: skip
_XSD = names.PREFIXES["xsd"]


def iri(value: str) -> str:
    """An IRI as a term."""
    return f"<{value}>"


@lru_cache(maxsize=512)
def name(prefixed: str) -> str:
    """A prefixed name such as `kfo:value` as a term."""
    return f"<{names.expand(prefixed)}>"


def text(value: str, language: str = "") -> str:
    """A string, with a language where one is given."""
    plain = value.isprintable() and '"' not in value and "\\" not in value
    quoted = f'"{value if plain else value.translate(_ESCAPES)}"'
    return f"{quoted}@{language}" if language else quoted


def integer(value: int) -> str:
    """An xsd:integer."""
    return f'"{value}"^^<{_XSD}integer>'


def number(value: Decimal) -> str:
    """A figure: an xsd:integer where it is whole, else an xsd:decimal in canonical form."""
    if value == value.to_integral_value():
        return integer(int(value))
    return f'"{value.normalize():f}"^^<{_XSD}decimal>'


def day(value: date) -> str:
    """An xsd:date."""
    return f'"{value.isoformat()}"^^<{_XSD}date>'


TRUE = f'"true"^^<{_XSD}boolean>'
