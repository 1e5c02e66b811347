"""Answers that stay right as long as the build does, ready to be sent again; the one asked for longest ago goes first."""

from collections import OrderedDict
from dataclasses import dataclass

from kfor_graph.web.serving.wire import Head

Key = tuple[bytes, bytes, bytes, bool]
"Path and query as sent, Accept, and whether the client takes gzip."

SHARE = 8
"An answer larger than this part of the cache is not kept."

_ENTRY = 1000
"Bytes counted for what an entry takes beside its body."


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer."""

    head: Head
    body: bytes
    etag: bytes
    modified: bytes


def entry(head: Head, body: bytes) -> Entry:
    """An answer with what is asked of it again and again."""
    return Entry(head, body, head.value(b"etag"), head.value(b"last-modified"))


class Cache:
    """As many answers as fit a number of bytes."""

    def __init__(self, limit: int) -> None:
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self._limit, self._size = limit, 0

    def __len__(self) -> int:
        return len(self._entries)

    def takes(self, size: int) -> bool:
        """Whether a body of some bytes would be kept."""
        return size <= self._limit // SHARE

    def get(self, key: Key) -> Entry | None:
        """What was put under a key, if it is still there."""
        found = self._entries.get(key)
        if found is not None:
            self._entries.move_to_end(key)
        return found

    def put(self, key: Key, kept: Entry) -> None:
        """Keeps an answer, and lets go of others where there is no room."""
        cost = _cost(key, kept)
        if cost > self._limit // SHARE:
            return
        if key in self._entries:
            self._size -= _cost(key, self._entries.pop(key))
        self._entries[key] = kept
        self._size += cost
        while self._size > self._limit:
            self._size -= _cost(*self._entries.popitem(last=False))


def _cost(key: Key, kept: Entry) -> int:
    return _ENTRY + 2 * (len(key[0]) + len(key[1]) + len(key[2])) + len(kept.body)
