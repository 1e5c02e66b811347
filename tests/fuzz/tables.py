"""Files beside reports and answers of others: N-Quads, SSSOM, candidates for review, corrections, sidecars, SPARQL results, gazetteers.

The first byte chooses the reader.
"""

import re
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pyoxigraph

from kfor_graph.corpus.curation import CURATION_FILE, read_curation
from kfor_graph.corpus.sidecars import SIDECAR_FILE, sidecars
from kfor_graph.errors import KforGraphError
from kfor_graph.link.ask import read_rows
from kfor_graph.link.dump import candidates
from kfor_graph.link.settings import settings
from kfor_graph.link.sssom import parse_table, read_links
from kfor_graph.link.table import COLUMNS, read_review, write_review
from kfor_graph.store import broken, load
from tests.fuzz._target import ROOT, Target


def check(data: bytes) -> None:
    """What is read is sound, can be written and reads the same again; or errors that a user can mend."""
    reader = READERS[data[0] % len(READERS)] if data else READERS[0]
    try:
        reader(data[1:])
    except KforGraphError as error:
        one_line(error)
    except ExceptionGroup as group:
        for error in group.exceptions:
            one_line(error)


def one_line(error: Exception) -> None:
    """An error of the project, in one line."""
    assert isinstance(error, KforGraphError) and not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", str(error))


def nquads(data: bytes) -> None:
    """What is loaded can be written and loaded again; what is broken is told with its line."""
    try:
        store = load(data)
    except SyntaxError as error:
        path = written("a.nq", data)
        one_line(broken([path], error))
        return
    lines = sorted(f"{quad} .\n" for quad in store.quads())
    assert len(load("".join(lines).encode())) == len(store) == len(lines)


def sssom(data: bytes) -> None:
    """The mappings are valid N-Quads; the head gives the prefixes."""
    path = written("links.sssom.tsv", data)
    mapped = read_links(path)
    assert sum(1 for _ in pyoxigraph.parse(mapped, format=pyoxigraph.RdfFormat.N_QUADS)) == mapped.count(b"\n")
    table = parse_table(data.decode("utf-8-sig"), path)
    assert len(table.rows) == len(table.mappings)
    assert all(table.short(mapping.target) for mapping in table.mappings)


def review(data: bytes) -> None:
    """The rows, written, are read again."""
    rows = read_review(written("links.review.tsv", data))
    again = place() / "again.review.tsv"
    write_review(again, rows)
    assert sorted(read_review(again), key=str) == sorted(rows, key=str)


def curation(data: bytes) -> None:
    """Decisions are whole; what cannot be used is an error a row."""
    found = read_curation(written(CURATION_FILE, data))
    for decision in found.decisions:
        assert decision.claim and decision.who and decision.why and bool(decision.slot) == bool(decision.value)
    for error in found.errors:
        one_line(error)


def sidecar(data: bytes) -> None:
    """Facts are words or days."""
    written(SIDECAR_FILE, data)
    for name, facts in sidecars(place()).items():
        assert isinstance(name, str) and (facts.retrieved is None or type(facts.retrieved) is date)
        assert not facts.key or "/" not in facts.key


def results(data: bytes) -> None:
    """Rows, or why there are none, in words."""
    try:
        rows = read_rows(data, "application/sparql-results+json")
    except ValueError as error:
        assert str(error).startswith("gives ")
        return
    assert all(kind in {"uri", "literal", "bnode"} and isinstance(value, str) for row in rows for kind, value in row.values())


def gazetteer(data: bytes) -> None:
    """Lines of features, or the line that is none."""
    candidates(written("XK.txt", data), (), settings())


READERS: tuple[Callable[[bytes], None], ...] = (nquads, sssom, review, curation, sidecar, results, gazetteer)


@cache
def place() -> Path:
    """A folder of this process."""
    return Path(tempfile.mkdtemp(prefix="fuzz-tables-"))


def written(name: str, data: bytes) -> Path:
    """A file of these bytes."""
    path = place() / name
    path.write_bytes(data)
    return path


def seeds() -> Iterator[bytes]:
    """A little of each."""
    base = "https://w3id.org/kfor-graph/"
    yield (
        b"\0"
        + f'<{base}id/a> <{base}b> "c\\n"@en <{base}graph/g> .\n_:b <{base}p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'.encode()
    )
    yield b"\1" + (ROOT / "ontology" / "links.sssom.tsv").read_bytes()[:3000]
    row = ["", f"{base}id/place/a", "A", "schema:sameAs", "http://b.example/1", "B", "0.9", "1", "", "0.5", "", "", "x", "y", "z", ""]
    yield b"\2" + ("\t".join(COLUMNS) + "\n" + "\t".join(row) + "\n").encode()
    yield b"\3claim\tverdict\tslot\tvalue\twho\twhen\twhy\nobs-1a2b3c4d5e6f\trejected\t\t\tA\t2026-11-25\tb\nacc-1a2b\tcorrected\tvalue\t3\tA\t2026-11-25\tc\n"
    yield b"\4" + (ROOT / "reports" / "reports.toml").read_bytes()
    yield b'\4["a.txt"]\nkey = "k"\nurl = "https://a.example/"\nretrieved = 2007-09-30\nsymbol = "S/2007/652"\n'
    yield b'\5{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "uri", "value": "x:y"}, "b": {"type": "literal", "value": "z", "xml:lang": "en"}}]}}'
    yield (
        b"\6"
        + "\t".join(["786714", "Pristina", "Pristina", "Prishtina,Priština", "42.67", "21.16", "P", "PPLC", "XK", *[""] * 10]).encode()
        + b"\n"
    )


def words() -> Iterator[str]:
    """Parts of all of them."""
    yield from (
        "\t", "\n", "\r\n", "# ", "\ufeff", "semapv:ManualMappingCuration", "skos:exactMatch", "schema:sameAs", "https://w3id.org/kfor-graph/id/", "wd:Q1", "nan", "inf", "1e400",
        "-0", "accepted", "rejected", "confirmed", "corrected", "obs-", "2026-11-25", "0001-01-01", "[[", "]]", "= 1979-05-27T07:32:00Z", "'''", '"""', "key", "url", "symbol", "sha256",
        '{"results":', '"bindings":', "[[[[", "{{{{", "null", "\\ud800", "_:a", "<x:y>", '"^^<', '"@en', "<<(", ")>>", ' .', "\\u0000", "\\U0010FFFF",
    )  # fmt: skip


TARGET = Target("N-Quads, link tables, corrections, sidecars, answers of endpoints, gazetteers → values", check, seeds, words)
