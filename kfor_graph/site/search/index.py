"""Entries → an index that is asked in milliseconds: SQLite's FTS5, made once for each data set and carried to workers as bytes.

SQLite forbids to use a connection in a process that was forked after it was opened. So the index holds the database as an image, and
each process opens a copy of its own at its first question.
"""

import json
import os
import re
import sqlite3
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from kfor_graph.link.spelling import latin
from kfor_graph.site.data import DataSet
from kfor_graph.site.search.entries import ENTITIES, Entry, entries, kind_labels
from kfor_graph.site.search.words import phrase


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """What a data set holds, ready to be asked."""

    entries: tuple[Entry, ...]
    "sorted by tier, kind and IRI: the position in this list is the number of a row in the database"
    ranges: tuple[tuple[int, str, int, int], ...]
    "tier, kind, first position and the one after the last: each kind stands together"
    named: dict[str, tuple[int, ...]]
    "name of an entity, its words joined by blanks → positions of the entities that have it"
    begun: tuple[str, ...]
    "the same names, sorted"
    words: tuple[str, ...]
    "every word, sorted"
    backwards: tuple[str, ...]
    "every word read backwards, sorted"
    kinds: dict[str, str]
    "kind → what it is called"
    image: bytes
    "the database"

    def knows(self, word: str, begun: bool = False) -> bool:
        """Whether a word occurs, or, where `begun`, a word that begins with it."""
        at = bisect_left(self.words, word)
        return at < len(self.words) and (self.words[at].startswith(word) if begun else self.words[at] == word)


@lru_cache(maxsize=1)
def index(data: DataSet) -> Index:
    """The index of a data set; made at the first call, so call `warm` before workers are forked."""
    return make(entries(data), kind_labels(data))


def warm(data: DataSet) -> None:
    """Makes the index of a data set, so that processes forked from this one have it."""
    index(data)


def make(found: Sequence[Entry], kinds: dict[str, str]) -> Index:
    """An index of entries, which stand sorted."""
    named = defaultdict[str, list[int]](list)
    for position, entry in enumerate(found):
        if entry.tier == ENTITIES:
            for name in sorted({spelt for words in entry.names for spelt in _spelt(words)}):
                named[name].append(position)
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("CREATE VIRTUAL TABLE found USING fts5(label, text, content='', tokenize='unicode61 remove_diacritics 0')")
        rows = ((position, _column([entry.label]), _column(entry.names or [entry.text])) for position, entry in enumerate(found))
        database.executemany("INSERT INTO found (rowid, label, text) VALUES (?, ?, ?)", rows)
        database.execute("INSERT INTO found (found) VALUES ('optimize')")
        database.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, found, row)")
        words = sorted(term for (term,) in database.execute("SELECT term FROM temp.terms"))
        database.execute("DROP TABLE temp.terms")
        database.commit()
        image = database.serialize()
    ranges, first = [], 0
    for (tier, kind), group in groupby(found, key=lambda entry: (entry.tier, entry.kind)):
        after = first + sum(1 for _ in group)
        ranges.append((tier, kind, first, after))
        first = after
    shown = {kind: kinds.get(kind, re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).lower()) for _, kind, _, _ in ranges}
    sorted_names = {name: tuple(positions) for name, positions in sorted(named.items())}
    backwards = tuple(sorted(word[::-1] for word in words))
    return Index(tuple(found), tuple(ranges), sorted_names, tuple(sorted_names), tuple(words), backwards, shown, image)


@lru_cache(maxsize=1)
def _opened(index: Index, _process: int) -> sqlite3.Connection:
    """A process's own copy of the database."""
    database = sqlite3.connect(":memory:", check_same_thread=False)
    database.deserialize(index.image)
    database.execute("PRAGMA query_only = ON")
    return database


def database(index: Index) -> sqlite3.Connection:
    """The database of an index, open in this process."""
    return _opened(index, os.getpid())


def dump(index: Index) -> bytes:
    """The entries as JSON, for a site without a server: `kinds`, and `entries` as arrays of tier, kind, label, path and text."""
    rows = [[entry.tier, entry.kind, entry.label, entry.path, entry.text] for entry in index.entries]
    return json.dumps({"kinds": index.kinds, "entries": rows}, ensure_ascii=False, separators=(",", ":")).encode()


def _column(texts: Iterable[str]) -> str:
    return " ".join(spelt for text in texts for spelt in _spelt(text))


def _spelt(text: str) -> tuple[str, ...]:
    """The words of a text joined by blanks; with đ as d, and as dj where it has one."""
    spellings = (text, latin(text).replace("đ", "dj").replace("Đ", "Dj")) if set(text) & set("đĐђЂ") else (text,)
    return tuple(dict.fromkeys(" ".join(phrase(spelt)) for spelt in spellings))
