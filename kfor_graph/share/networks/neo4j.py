"""Network → a folder of CSV files for Neo4j, one a kind of node and of edge, with the script that loads them.

The headers are those of `neo4j-admin database import`; the script, for a database that runs, knows them too.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kfor_graph import names
from kfor_graph.share.networks.network import Edge, Network, Node, Value, columns, values

_TYPES = {str: "", int: ":long", float: ":double", bool: ":boolean"}
_DAYS = frozenset({"start", "end"})
_READ = {":long": "toInteger({})", ":double": "toFloat({})", ":boolean": "toBoolean({})", ":date": "date({})", "": "{}"}


def neo4j(network: Network) -> Iterator[tuple[str, Iterable[str]]]:
    """Name and text of each file."""
    kinds = {kind: [node for node in network.nodes if node.kind == kind] for kind in sorted({node.kind for node in network.nodes})}
    ties = {kind: [edge for edge in network.edges if edge.kind == kind] for kind in sorted({edge.kind for edge in network.edges})}
    script = [
        f"// {network.title}. Put the CSV files into the import folder of the database, then: cypher-shell -f load.cypher\n",
        "CREATE CONSTRAINT thing_iri IF NOT EXISTS FOR (thing:Thing) REQUIRE thing.iri IS UNIQUE;\n",
    ]
    for kind, name in file_names(kinds, "nodes").items():
        header = _header(kinds[kind])
        yield name, _csv(["iri:ID", *header, ":LABEL"], ((node.id, *_cells(node, header), f"Thing;{_label(kind)}") for node in kinds[kind]))
        script.append(_load(name, f"MERGE (thing:Thing {{iri: row.`iri:ID`}})\n  SET thing:{_label(kind)}", "thing", header))
    for kind, name in file_names(ties, "edges").items():
        header = {"id": "", **_header(ties[kind])}
        rows = ((edge.source, edge.target, *_cells(edge, header), _type(kind)) for edge in ties[kind])
        yield name, _csv([":START_ID", ":END_ID", *header, ":TYPE"], rows)
        match = "MATCH (source:Thing {iri: row.`:START_ID`})\n  MATCH (target:Thing {iri: row.`:END_ID`})\n"
        merge = f"  MERGE (source)-[tie:{_type(kind)} {{id: row.id}}]->(target)"
        script.append(_load(name, match + merge, "tie", {name: kind for name, kind in header.items() if name != "id"}))
    yield "load.cypher", script


def file_names(kinds: Iterable[str], what: str) -> dict[str, str]:
    """Kind → name of its file; no two are alike on disks that take small and large letters for the same."""
    found: dict[str, str] = {}
    for kind in kinds:
        stem = f"{what}-{names.slug(kind)}"
        candidates = (f"{stem}{ending}.csv" for ending in ("", *(f"-{number}" for number in range(2, len(found) + 3))))
        found[kind] = next(name for name in candidates if name not in found.values())
    return found


def _header(items: Sequence[Node] | Sequence[Edge]) -> dict[str, str]:
    """Column, typed where it is no string → its type."""
    typed = {name: ":date" if name in _DAYS else _TYPES[kind] for name, kind in columns(items).items()}
    return {f"{name}{kind}": kind for name, kind in typed.items()}


def _cells(item: Node | Edge, header: Mapping[str, str]) -> list[str]:
    known: dict[str, Value] = {"id": item.id, **dict(values(item))}
    return [_written(known.get(_bare(column, kind), "")) for column, kind in header.items()]


def _written(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for row in (header, *rows):
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(row)
        yield line.getvalue()


def _load(name: str, merge: str, what: str, header: Mapping[str, str]) -> str:
    sets = ", ".join(f"{what}.`{_bare(column, kind)}` = {_READ[kind].format(_cell(column))}" for column, kind in header.items())
    joined = f"{merge}, {sets}" if "SET " in merge else f"{merge}\n  SET {sets}"
    return f"\nLOAD CSV WITH HEADERS FROM 'file:///{name}' AS row\nCALL {{\n  WITH row\n  {joined}\n}} IN TRANSACTIONS OF 1000 ROWS;\n"


def _bare(column: str, kind: str) -> str:
    return column.removesuffix(kind) if kind else column


def _cell(column: str) -> str:
    """Nothing where the cell is empty."""
    return f"CASE row.`{column}` WHEN '' THEN null ELSE row.`{column}` END"


def _label(kind: str) -> str:
    """A kind as a label of Neo4j: SeriesOfEvents."""
    return "".join(word[:1].upper() + word[1:] for word in re.findall(r"[^\W_]+", kind)) or "Other"


def _type(kind: str) -> str:
    """A kind as a type of relationship: SIGNED_BY."""
    return "_".join(re.findall(r"[^\W_]+", kind)).upper() or "OTHER"
