"""What SPARQL stores differ in: the table `queries/dialects.toml` as values."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from kfor_graph.errors import StoreError
from kfor_graph.resources import folder

TABLE = "dialects.toml"
GENERIC = "generic"
"The dialect of a store that is not known."


@dataclass(frozen=True, slots=True)
class Dialect:
    """One store's ways; the head of the table says what each column means."""

    name: str
    about: str
    query: str
    update: str
    graphs: str
    graph: str
    union: str
    parameters: str
    most: int
    tried: bool
    respells: bool
    server: str = ""
    reading: str = ""
    parameter: str = ""
    bulk: str = ""
    sorting: bool = False
    asks: bool = True
    altered: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unlike: Mapping[str, str] = field(default_factory=dict)

    def base(self, address: str) -> str:
        """The address before the paths of the table: that of the server, where `address` is that of its SPARQL endpoint."""
        bare = address.rstrip("/")
        return bare.removesuffix(self.query) if self.query and urlsplit(bare).path.endswith(self.query) else bare


@cache
def dialects() -> Mapping[str, Dialect]:
    """All dialects by name. Raises StoreError where the table is broken."""
    path = folder("queries") / TABLE
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return {name: _dialect(name, row) for name, row in table.items()}
    except (tomllib.TOMLDecodeError, TypeError) as error:
        raise StoreError(path, f"the table of dialects is broken ({error})", "mend it") from error


def named(words: str) -> tuple[str | None, str]:
    """Dialect and address of `virtuoso=http://…`, or None and the address. Raises StoreError for an unknown dialect."""
    name, equals, address = words.partition("=")
    if not equals or any(sign in name for sign in ":/?"):
        return None, words
    if name not in dialects():
        raise StoreError(words, f"there is no dialect {name}", f"use one of: {', '.join(dialects())}")
    return name, address


def known_by(server: str) -> Dialect:
    """The dialect of a server by what it calls itself; the generic one where that is none of ours."""
    found = (one for one in dialects().values() if one.server and server.startswith(one.server))
    return next(found, dialects()[GENERIC])


def _dialect(name: str, row: Mapping[str, Any]) -> Dialect:
    if unknown := sorted(set(row) - {one.name for one in fields(Dialect)}):
        raise TypeError(f"{name} has {unknown[0]}")
    cells: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Dialect(name, **cells)
