"""Validation on demand: a build folder against our shapes, or any RDF file against any."""

import gc
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph

from kfor_graph import names
from kfor_graph.atomic import MARKER, recover
from kfor_graph.errors import StoreError
from kfor_graph.model import Finding
from kfor_graph.quality import user
from kfor_graph.quality.document import check, our_validator
from kfor_graph.quality.engine import Engine
from kfor_graph.quality.home import Homes, homes_of_build
from kfor_graph.resources import folder
from kfor_graph.store import Store


def homes(data: Path) -> Homes:
    """What leads the findings of `validate` home: the texts and graphs of a build folder, or the RDF file itself."""
    return homes_of_build(data) if data.is_dir() else Homes(graphs=data)


def validate(
    data: Path, shapes: Sequence[Path] = (), engine: Engine = Engine.AUTO, tell: Callable[[str], None] = lambda _line: None
) -> tuple[Finding, ...]:
    """The findings on a build folder or an RDF file.

    shapes: files or folders; without any, the project's own shapes with its ontology
    engine: how; the findings are the same
    tell:   is told of shapes that go another way than the engine says

    Raises StoreError for a folder that is no build, ShapeError, OntologyError or SourceError for files that cannot be used.
    """
    recover(data)
    is_build = data.is_dir()
    if is_build and not (data / MARKER).is_file():
        raise StoreError(data, "is no build folder", "give a build folder or an RDF file")
    if engine is Engine.AUTO:
        engine = Engine.PYSHACL if shapes else Engine.SPARQL
    documents = sorted((data / "documents").glob("*.nq")) if is_build else []
    if is_build and not shapes:
        for line in refusals(engine):
            tell(line)
        gc.freeze()  # shapes and ontology live as long as the process: no need to look them through again and again
        return tuple(finding for path in documents for finding in check(path.stem, path.read_bytes(), engine=engine).findings)
    ontology = (folder("ontology"),) if is_build or not shapes else ()
    rules = tuple(shapes) or (folder("shapes"),)
    for line in map(str, user.validator(rules, ontology).compiled.refused) if engine is Engine.SPARQL else ():
        tell(line)
    return tuple(finding for path in documents or [data] for finding in user.validate(path, rules, ontology, engine))


def validate_store(
    store: Store, shapes: Sequence[Path] = (), engine: Engine = Engine.AUTO, tell: Callable[[str], None] = lambda _line: None
) -> tuple[Finding, ...]:
    """The same of the documents that a store holds, each with its own graph. Raises what `validate` and the store raise."""
    engine = (Engine.PYSHACL if shapes else Engine.SPARQL) if engine is Engine.AUTO else engine
    rules, ontology = tuple(shapes), (folder("ontology"),)
    lines = refusals(engine) if not rules else map(str, user.validator(rules, ontology).compiled.refused if engine is Engine.SPARQL else ())
    for line in lines:
        tell(line)
    found = list[Finding]()
    with TemporaryDirectory() as scratch:
        for graph in _documents(store):
            key, node = graph.removeprefix(names.graph("")), pyoxigraph.NamedNode(graph)
            nquads = b"".join(
                sorted(f"{pyoxigraph.Quad(one.subject, one.predicate, one.object, node)} .\n".encode() for one in store.triples(graph))
            )
            if not rules:
                found += check(key, nquads, engine=engine).findings
                continue
            path = Path(scratch) / "document.nq"
            path.write_bytes(nquads)
            found += user.validate(path, rules, ontology, engine)
    return tuple(found)


def _documents(store: Store) -> list[str]:
    """The graphs of documents."""
    text = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?document a kfo:Document } }"
    with store.asking(text):
        graphs = {row["g"].value for row in store.query(text)}  # type: ignore[union-attr]
    return sorted(graph for graph in graphs if graph.startswith(names.graph("")))


def refusals(engine: Engine) -> tuple[str, ...]:
    """A line for each of our own shapes that goes another way than the engine says. Raises ShapeError or OntologyError."""
    return tuple(map(str, our_validator().compiled.refused)) if engine is not Engine.PYSHACL else ()
