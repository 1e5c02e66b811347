"""Build → store: graph by graph, each replaced as a whole, read back and compared; from where the last load stopped."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kfor_graph import names
from kfor_graph.client import graphs
from kfor_graph.client.remote import RemoteStore
from kfor_graph.client.session import Session
from kfor_graph.errors import StoreError
from kfor_graph.share.loading.checkpoint import Checkpoint, Known, checkpoint
from kfor_graph.share.loading.fingerprint import fingerprint, has_blank_nodes, same_lines
from kfor_graph.share.loading.plan import Part, parts

Progress = Callable[[int, int], None]
"Is told bytes done, and bytes in all."
Compared = list[tuple[Part, Known]]
Reading = list[tuple[list[Part], "Future[Compared]"]]
"Graphs with what is being asked of them."

_MOST_GRAPHS = 200
"In one batch: after each, the checkpoint is written."
_READERS = 4
"Graphs that are read back at a time, while the next ones are sent."
_ROOM = 4
"A graph that is read back may be so many times larger than what was sent, in another syntax."
_OURS = f"{names.BASE}graph/"


class Verify(StrEnum):
    """How a load makes sure that a store holds what it was sent."""

    WORDS = "words"
    "each graph is read back, and its canonical checksum compared"
    COUNTS = "counts"
    "the triples of each graph are counted"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did."""

    graphs: int
    "of the build"
    sent: int
    "of them that were sent; the others stood there already"
    triples: int
    "that the store holds of the build"
    stale: tuple[str, ...]
    "graphs of ours that the build has no more"
    pruned: bool
    "whether those were removed"


def load(
    build: Path,
    store: RemoteStore,
    state: Path,
    prune: bool = False,
    seconds: float = 600,
    progress: Progress | None = None,
    verify: Verify = Verify.WORDS,
) -> Loaded:
    """Makes a store hold the graphs of a build.

    state:   folder of the checkpoint
    prune:   whether graphs that the build has no more are removed
    seconds: for one request that changes the store
    verify:  how the store is asked whether it holds what was sent

    Raises StoreError, which names the store or the file; the same call goes on where it stopped.
    """
    made, planned = store.session, parts(build)
    _refuse_foreign(build, planned, made)
    with checkpoint(state, made.query) as kept:
        there = store.counts()
        todo = [part for part in planned if not _stands(part, kept, there, verify)]
        total = sum(part.size for part in todo)
        done = 0
        if todo:
            graphs.prove(made)
        with _reading() as submit:
            reading: Reading = []
            for batch in [*_batches(todo, made.dialect.most), []]:
                kept.forget(part.iri for part in batch)
                if batch:
                    _send(made, batch, there, seconds)
                # the batch before this one was read back meanwhile
                kept.learn({part.iri: known for _, comparing in reading for part, known in comparing.result()})
                done += sum(part.size for some, _ in reading for part in some)
                if progress:
                    progress(done, total)
                if verify is Verify.COUNTS:
                    reading = [(batch, submit(_counted, store, batch))] if batch else []
                else:
                    reading = [([part], submit(_compared, made, part, seconds)) for part in batch]
        planned_iris = {part.iri for part in planned}
        stale = tuple(iri for iri in there if iri not in planned_iris and (iri in kept.graphs or iri.startswith(_OURS)))
        if prune and stale:
            kept.forget(stale)
            for iri in stale:
                graphs.delete(made, iri, seconds)
            if left := [iri for iri in stale if store.holds(iri)]:
                raise StoreError(made.query, f"still holds <{left[0]}>", "see that nobody else writes there, and run again")
        return Loaded(len(planned), len(todo), sum(kept.graphs[part.iri][1] for part in planned), stale, prune)


@contextmanager
def _reading() -> Iterator[Callable[..., Future[Compared]]]:
    """Starts what runs beside; where the block ends badly, what has not begun never does."""
    pool = ThreadPoolExecutor(_READERS)
    try:
        yield pool.submit
    finally:
        pool.shutdown(cancel_futures=True)


def _stands(part: Part, kept: Checkpoint, there: dict[str, int], verify: Verify) -> bool:
    """Whether a graph was loaded and compared no less strictly, and has as many triples as then."""
    known = kept.graphs.get(part.iri)
    if known is None or known[0] != part.sha256 or there.get(part.iri) != known[1]:
        return False
    return verify is Verify.COUNTS or known[2] == Verify.WORDS


def _batches(todo: Sequence[Part], most: int) -> Iterator[list[Part]]:
    batch, size = list[Part](), 0
    for part in todo:
        if batch and (size + part.size > most or len(batch) == _MOST_GRAPHS):
            yield batch
            batch, size = [], 0
        batch.append(part)
        size += part.size
    if batch:
        yield batch


def _send(made: Session, batch: Sequence[Part], there: dict[str, int], seconds: float) -> None:
    """Replaces graphs: all at once where the dialect can and each fits, else one by one."""
    read = [(part, part.nquads()) for part in batch]
    whole = {part.iri for part, data in read if has_blank_nodes(data)}
    at_once = [(part, data) for part, data in read if made.dialect.bulk and part.iri not in whole and part.size <= made.dialect.most]
    if old := [part.iri for part, _ in at_once if part.iri in there]:
        graphs.drop(made, old, seconds)
    if at_once:
        there.update({part.iri: 0 for part, _ in at_once})  # whatever of it arrives is to be dropped before it is sent again
        graphs.add(made, [data for _, data in at_once], seconds)
    sent = {part.iri for part, _ in at_once}
    for part in batch:
        if part.iri not in sent:
            graphs.put(made, part.iri, part.ntriples(), seconds, part.iri in whole)


def _counted(store: RemoteStore, batch: Sequence[Part]) -> Compared:
    """Graphs with the number of triples that the store has of each. Raises StoreError where it has others than were sent."""
    there, found = store.counts_of([part.iri for part in batch]), Compared()
    for part in batch:
        count = there.get(part.iri, 0)
        wanted = part.count if count == part.count else fingerprint(part.ntriples()).count
        if count != wanted:
            raise StoreError(store.session.graphs, f"holds {count} of {wanted} triples of <{part.iri}>", "run again: it is sent anew")
        found.append((part, (part.sha256, count, Verify.COUNTS)))
    return found


def _compared(made: Session, part: Part, seconds: float) -> Compared:
    """A graph that the store gives back as it was sent. Raises StoreError where it gives something else."""
    wanted = part.ntriples()
    found = graphs.read(made, part.iri, max(len(wanted) * _ROOM, 1 << 20), seconds)
    if same_lines(wanted, found):
        return [(part, (part.sha256, part.count, Verify.WORDS))]
    try:
        read, sent = fingerprint(found, made.dialect.altered), fingerprint(wanted, made.dialect.altered)
    except SyntaxError as error:
        raise StoreError(made.graphs, f"gives <{part.iri}> broken or cut off", "run again: it is sent anew") from error
    if read.count != sent.count:
        what = f"holds {read.count} of {sent.count} triples of <{part.iri}>"
    elif read.sha256 != sent.sha256:
        what = f"holds other triples of <{part.iri}> than were sent"
    else:
        return [(part, (part.sha256, sent.count, Verify.WORDS))]
    raise StoreError(made.graphs, what, "run again: it is sent anew; if that does not help, the store changes what it is given")


def _refuse_foreign(build: Path, planned: Sequence[Part], made: Session) -> None:
    if own := [part.iri for part in planned if part.iri in made.dialect.own]:
        raise StoreError(build, f"has a graph named <{own[0]}>, which is the store's own", "rename it")
