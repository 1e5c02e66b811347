"""The quads of a build, held and asked: an embedded Oxigraph store, in memory while it is small, on disk above.

The sorted N-Quads of the build are the truth. The store on disk has a stamp that tells of which files it was made, and is made
again where they changed or where it is broken.
"""

import hashlib
import io
import json
import os
import re
import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Self

import pyoxigraph

from kfor_graph import names
from kfor_graph.atomic import MARKER, recover
from kfor_graph.catalogue import form, skeleton
from kfor_graph.errors import QueryError, StoreError
from kfor_graph.guard import at, outbound, refuse_bombs
from kfor_graph.sorting import sortable

IN_MEMORY_BYTES = 64_000_000
"N-Quads of this size load into memory in a second and a half and take 150 MB; they are asked four times faster there."

Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple
Results = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples
Stamp = dict[str, tuple[int, int, str]]

_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH")
_NQUADS = pyoxigraph.RdfFormat.N_QUADS
FROM = re.compile(r"(?<![\w?$:.-])FROM\b(?!\s*:)", re.I)
_HOLDS = re.compile(r"CURRENT|MANIFEST-\d+|\d+\.(?:sst|blob|log)")
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


class Store(ABC):
    """Quads that are only read; the default graph of a query is the union of all named graphs."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @abstractmethod
    def __len__(self) -> int:
        """Quads."""

    @abstractmethod
    def close(self) -> None:
        """Lets go of memory, files and connections; who asks afterwards gets a StoreError."""

    @abstractmethod
    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""

    @abstractmethod
    def holds(self, graph: str) -> bool:
        """Whether there is a named graph of this IRI."""

    @abstractmethod
    def query(
        self,
        text: str,
        substitutions: Mapping[str, Term] | None = None,
        place: str = "query",
        graphs: tuple[Sequence[str], Sequence[str]] | None = None,
    ) -> Results:
        """What the engine answers: read it within `asking`. The prefixes of `names.PREFIXES` need no declaration.

        substitutions: variable, without its question mark, and the term that stands for it
        place:         where the text comes from, for messages
        graphs:        the IRIs of those that together are the default graph, and of the named ones, instead of what the text says;
                       without them and without FROM in the text, the default graph is the union of all

        Raises QueryError, with line and column where they are known, where the text is no query, is an update, calls another SERVICE or
        is too deep, and StoreError where the store is closed or broken.
        """

    @abstractmethod
    def triples(self, graph: str | None = None) -> Iterator[pyoxigraph.Triple]:
        """The triples of a named graph, or of the union of all where none is given, as they come."""

    @abstractmethod
    def quads(
        self, subject: str | None = None, predicate: str | None = None, value: Term | None = None, graph: str | None = None
    ) -> Iterator[pyoxigraph.Quad]:
        """The quads that fit, in no order: IRIs of subject, predicate and graph, a term as value; None for any.

        Raises ValueError for what is no IRI. Read it within `asking`.
        """

    @contextmanager
    def asking(self, text: str, place: str = "query") -> Iterator[None]:  # noqa: ARG002 -- drivers say what went wrong with the text
        """Turns what the engine raises in the block into QueryError, or into StoreError where the store itself is broken."""
        yield


class Embedded(Store):
    """Quads in memory or on disk, asked in this process."""

    def __init__(self, inner: pyoxigraph.Store, place: object = "memory") -> None:
        self._inner: pyoxigraph.Store | None = inner
        self._place = place

    def __len__(self) -> int:
        return len(self._open())

    def close(self) -> None:
        """Lets go of memory and files; who asks afterwards gets a StoreError."""
        self._inner = None

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""
        return sorted(graph.value for graph in self._open().named_graphs())

    def holds(self, graph: str) -> bool:
        """Whether there is a named graph of this IRI."""
        return self._open().contains_named_graph(node(graph, "graph"))

    def query(
        self,
        text: str,
        substitutions: Mapping[str, Term] | None = None,
        place: str = "query",
        graphs: tuple[Sequence[str], Sequence[str]] | None = None,
    ) -> Results:
        """What the engine answers, lazily; parameters and errors as `Store` has them."""
        bound: dict[pyoxigraph.Variable, Term] = {pyoxigraph.Variable(name): term for name, term in (substitutions or {}).items()}
        refuse(text, place)
        default: list[pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.DefaultGraph] | None = None
        named: list[pyoxigraph.NamedNode | pyoxigraph.BlankNode] | None = None
        if graphs:
            default, named = [node(iri, place) for iri in graphs[0]], [node(iri, place) for iri in graphs[1]]
        with self.asking(text, place):
            ask = partial(
                self._open().query,
                prefixes={prefix: start for prefix, start in names.PREFIXES.items() if f"{prefix}:" in text},
                substitutions=bound,
                use_default_graph_as_union=not graphs and not FROM.search(skeleton(text)),
                default_graph=default,
                named_graphs=named,
            )
            try:
                return ask(sortable(text))
            except SyntaxError:
                return ask(text)  # a mistake is told at its place in the text as it was sent

    def triples(self, graph: str | None = None) -> Iterator[pyoxigraph.Triple]:
        """The triples of a named graph, or of the union of all where none is given, as they come."""
        if graph is None:
            return iter(self._open().query(_ALL, use_default_graph_as_union=True))  # type: ignore[arg-type]
        return (quad.triple for quad in self._open().quads_for_pattern(None, None, None, node(graph, "graph")))

    def quads(
        self, subject: str | None = None, predicate: str | None = None, value: Term | None = None, graph: str | None = None
    ) -> Iterator[pyoxigraph.Quad]:
        """The quads that fit, as `Store` has them."""
        iri = pyoxigraph.NamedNode
        return self._open().quads_for_pattern(
            None if subject is None else iri(subject),
            None if predicate is None else iri(predicate),
            value,
            None if graph is None else iri(graph),
        )

    @contextmanager
    def asking(self, text: str, place: str = "query") -> Iterator[None]:
        """Turns what the engine raises in the block into QueryError, or into StoreError where the store itself is broken."""
        try:
            yield
        except SyntaxError as error:
            raise _syntax_error(text, place, str(error)) from error
        except (ValueError, RuntimeError, OSError) as error:
            if re.match(r"(?:Corruption|IO error)\b", str(error)):
                raise StoreError(self._place, f"is broken ({error})", "delete this folder: it is made again") from error
            raise QueryError(place, str(error), "change the query") from error

    def _open(self) -> pyoxigraph.Store:
        if self._inner is None:
            raise StoreError(self._place, "the store is closed", "open it again")
        return self._inner


def load(nquads: bytes) -> Store:
    """A store in memory from N-Quads. Raises SyntaxError where they are broken."""
    store = pyoxigraph.Store()
    store.bulk_load(nquads, format=_NQUADS)
    return Embedded(store)


def open_store(build: Path, in_memory: bool = False, limit: int = IN_MEMORY_BYTES) -> Store:
    """The store of a build folder, which several processes may open at the same time.

    in_memory: whether to hold the quads in memory whatever their size
    limit:     bytes of N-Quads above which they are kept on disk, in `store/`

    Raises StoreError where the folder is missing or no build, its N-Quads are broken, or there is no place for the store.
    """
    files = quad_files(build)
    folder = build / "store"
    try:
        if in_memory or sum(path.stat().st_size for path in files) <= limit:
            return Embedded(_fill(pyoxigraph.Store(), files), build)
        opened = _open_fresh(folder, files)
        if opened is None:
            with _locked(build):
                opened = _open_fresh(folder, files) or _make(folder, files)
        return Embedded(opened, folder)
    except OSError as error:
        what = f"the store cannot be made ({error.strerror or error})"
        raise StoreError(build, what, "make room and allow writing, or open it in memory") from error


def is_fresh(build: Path) -> bool:
    """Whether the store on disk is there and made of the build's files as they are. Raises StoreError as `quad_files` does."""
    files = quad_files(build)
    try:
        stamp = json.loads((build / "store" / "stamp.json").read_text(encoding="utf-8"))
        return _same(stamp, _stamp(files, stamp)) and _is_whole(build / "store")
    except (OSError, ValueError, TypeError, AttributeError, LookupError):
        return False


def quad_files(build: Path) -> tuple[Path, ...]:
    """The N-Quads files of a build folder, sorted. Raises StoreError where the folder is missing or no build."""
    try:
        recover(build)
        files = tuple(sorted([*build.glob("documents/*.nq"), *build.glob("graphs/*.nq")]))
        if not files and not (build / MARKER).is_file():
            what = "is no build folder" if build.exists() else "there is no such folder"
            raise StoreError(build, what, f"make it with: kfor-graph build SOURCE… -o {build}")
    except OSError as error:
        raise StoreError(build, f"cannot be read ({error.strerror or error})", "check the rights of this folder and those above") from error
    return files


def broken(files: Sequence[Path], error: SyntaxError) -> StoreError:
    """An error of N-Quads files that were read as one, with the file and line where it is."""
    for path in files:
        try:
            for _ in pyoxigraph.parse(path=path, format=_NQUADS):
                pass
        except SyntaxError as found:
            return StoreError(f"{path}:{found.lineno or '?'}", f"broken N-Quads ({found.msg})", "build again")
    return StoreError(files[0].parent, f"broken N-Quads ({error.msg})", "build again")


def refuse(text: str, place: str) -> None:
    """Raises QueryError, with line and column, for an update, for one that calls another SERVICE, and for one that is too deep."""
    if form(text) in _UPDATES:
        raise QueryError(place, "this is an update", "ask with SELECT, ASK, CONSTRUCT or DESCRIBE; build again to change")
    for position in outbound(text, place, "SERVICE"):
        where = at(place, text, position)
        raise QueryError(where, "SERVICE would ask another endpoint", "write SERVICE ?name, and give its address with --param name=URL")
    refuse_bombs(text, place)


def node(iri: str, place: str) -> pyoxigraph.NamedNode:
    """An IRI as a term. Raises QueryError where it is none."""
    try:
        return pyoxigraph.NamedNode(iri)
    except ValueError as error:
        raise QueryError(place, f"{iri!r} is no IRI", "write it in full, as https://…") from error


def _syntax_error(text: str, place: str, message: str) -> QueryError:
    """The engine's message, without its list of all that could stand there, at the line and column that it names."""
    found = re.match(r"error at (\d+:\d+): (?:expected (?:one of )?)?(.*)", message, re.S)
    where, what = (f"{place}:{found[1]}", found[2].removesuffix(", [_]")) if found else (place, message)
    declared = {*names.PREFIXES, *re.findall(r"\bPREFIX\s+([^\s:]*):", skeleton(text), re.I)}
    used = re.findall(r"(?<![\w?$:.-])([A-Za-z][\w-]*):(?=\w)", skeleton(text))
    if unknown := sorted(set(used) - declared):
        return QueryError(where, f"the prefix {unknown[0]}: is not declared", f"add a line `PREFIX {unknown[0]}: <…>`")
    said = f" ({what})" if re.search("[a-z] [a-z]", what) and len(what) < 90 else ""
    return QueryError(where, f"not SPARQL{said}", "mend the query there")


def _fill(store: pyoxigraph.Store, files: Sequence[Path]) -> pyoxigraph.Store:
    """Loads all files as if they were one: on disk, each load leaves a dozen pieces."""
    try:
        store.bulk_load(io.BufferedReader(_Joined(files)), format=_NQUADS)
    except SyntaxError as error:
        raise broken(files, error) from error
    _refuse_partial(len(store), files)
    return store


def _refuse_partial(quads: int, files: Sequence[Path]) -> None:
    """Raises StoreError where files of a build hold fewer quads than were written, as after a crash of the disk."""
    build = files[0].parent.parent if files else None
    try:
        written = json.loads((build / MARKER).read_text(encoding="utf-8"))["quads"] if build else 0
    except (OSError, ValueError, LookupError, TypeError):
        return  # not ours, or told elsewhere
    if isinstance(written, int) and quads < written:
        raise StoreError(build, f"holds {quads:,} quads of the {written:,} that were written", "build again")


class _Joined(io.RawIOBase):
    """Files read one after the other, each on lines of its own."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = iter(files)
        self._file: io.BufferedReader | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._file is None:
            path = next(self._files, None)
            if path is None:
                return 0
            self._file = path.open("rb")
        if read := self._file.readinto(buffer):
            return read
        self._file.close()
        self._file = None
        buffer[:1] = b"\n"
        return 1


def _open_fresh(folder: Path, files: Sequence[Path]) -> pyoxigraph.Store | None:
    """The store on disk; None where it is missing, broken, or made of other files than these."""
    try:
        stamp = json.loads((folder / "stamp.json").read_text(encoding="utf-8"))
        if _same(stamp, _stamp(files, stamp)) and _is_whole(folder):
            return pyoxigraph.Store.read_only(str(folder / "data"))
    except (OSError, RuntimeError, ValueError, TypeError, AttributeError, LookupError):
        return None
    return None


def _make(folder: Path, files: Sequence[Path]) -> pyoxigraph.Store:
    """Makes the store beside the old one, which stays until the new one is whole."""
    new, old = folder.with_name(".store.new"), folder.with_name(".store.old")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    stamp = _stamp(files, {})
    filled = _fill(pyoxigraph.Store(str(new / "data")), files)
    filled.flush()
    del filled
    (new / "sizes.json").write_text(json.dumps(_sizes(new)) + "\n", encoding="utf-8")
    (new / "stamp.json").write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    return pyoxigraph.Store.read_only(str(folder / "data"))


def _sizes(folder: Path) -> dict[str, int]:
    """The size of each file of a store that holds quads, or says which do."""
    return {path.name: path.stat().st_size for path in sorted((folder / "data").iterdir()) if _HOLDS.fullmatch(path.name)}


def _is_whole(folder: Path) -> bool:
    """Whether no file of a store is missing or cut off: the engine opens what is left, however little, and says nothing."""
    return bool(json.loads((folder / "sizes.json").read_text(encoding="utf-8")) == _sizes(folder))


@contextmanager
def _locked(build: Path) -> Iterator[None]:
    """One process at a time; the system takes the lock from one that is killed."""
    import fcntl  # noqa: PLC0415 - Windows has none, and small builds do without

    descriptor = os.open(build, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _stamp(files: Sequence[Path], known: Stamp) -> Stamp:
    """Size, time and checksum of each file; where size and time are those of `known`, its checksum is taken over."""
    stamp: Stamp = {}
    for path in files:
        state, name = path.stat(), f"{path.parent.name}/{path.name}"
        size, time, checksum = known.get(name, (0, 0, ""))
        if (size, time) != (state.st_size, state.st_mtime_ns):
            checksum = hashlib.sha256(path.read_bytes()).hexdigest()
        stamp[name] = (state.st_size, state.st_mtime_ns, checksum)
    return stamp


def _same(one: Stamp, other: Stamp) -> bool:
    """Whether two stamps tell of the same names with the same bytes."""
    return {name: row[2] for name, row in one.items()} == {name: row[2] for name, row in other.items()}
