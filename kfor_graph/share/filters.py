"""What of a build is asked for: years, kinds, certainty."""

import difflib
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from kfor_graph.catalogue import catalogue
from kfor_graph.errors import ExportError
from kfor_graph.query.run import run_table
from kfor_graph.store import Store

ALL = "all"
"The word for every certainty."

_YEARS = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?")


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; by default all that the graph asserts."""

    years: tuple[tuple[int, int], ...] = ()
    "first and last year of each span, both included; empty for all, with what has no date"
    kinds: tuple[str, ...] = ()
    "labels of classes, properties and concepts; what is narrower counts too; empty for all"
    certainties: tuple[str, ...] = ()
    "notations of certainty or status; empty for what is asserted"

    def __bool__(self) -> bool:
        return bool(self.years or self.kinds or self.certainties)

    def timely(self, start: str | None, end: str | None) -> bool:
        """Whether a time, which may be open at one end, touches one of the years."""
        if not self.years:
            return True
        first, last = (int(day[:4]) if day else None for day in (start, end))
        if first is None and last is None:
            return False
        return any((first is None or first <= to) and (last is None or last >= since) for since, to in self.years)

    def firm(self, asserted: bool, code: str) -> bool:
        """Whether a claim is made as firmly as is asked for."""
        return asserted if not self.certainties else ALL in self.certainties or code in self.certainties

    def remedy(self, said: Collection[str]) -> str:
        """What one may ask for instead, where nothing was found."""
        certain = f", or ask for --certainty {' or '.join((*sorted(said), ALL))}" if said and ALL not in self.certainties else ""
        return f"ask for more years, kinds or certainties{certain}" if self else f"build more reports{certain}"


def filters(years: Iterable[str] = (), kinds: Iterable[str] = (), certainties: Iterable[str] = ()) -> Filters:
    """Filters as a user writes them: `2007`, `2007-2010`; `event`, `explosion`; `alleged`, `all`. Raises ExportError for no year."""
    certain = tuple(word.strip().casefold().replace(" ", "-") for word in certainties)
    return Filters(tuple(map(_years, years)), tuple(kinds), certain)


def _years(word: str) -> tuple[int, int]:
    found = _YEARS.fullmatch(word.strip())
    if not found:
        raise ExportError("--year", f"{word!r} is no year", "write 2007 or 2007-2010")
    first, last = int(found[1]), int(found[2] or found[1])
    return min(first, last), max(first, last)


def near(word: str, known: Iterable[str]) -> Sequence[str]:
    """The words that somebody may have meant; all, where none is near."""
    listed = list(known)
    return difflib.get_close_matches(word, listed, 3) or listed


class Kinds:
    """Which kinds are within which, by their labels; small and large letters are the same."""

    def __init__(self, store: Store) -> None:
        self._narrower: dict[str, set[str]] = {}
        self._known: set[str] = set()
        for wider, narrower in run_table(store, catalogue()["networks/kinds"]).rows:
            above, below = (str(getattr(term, "value", "")).casefold() for term in (wider, narrower))
            self._narrower.setdefault(above, set()).add(below)
            self._known |= {above, below}

    def narrowest(self, kinds: Collection[str]) -> set[str]:
        """Those of some kinds that no other of them is within."""
        folded = {kind.casefold() for kind in kinds}
        return {kind for kind in kinds if folded.isdisjoint(self._narrower.get(kind.casefold(), set()) - {kind.casefold()})}

    def wanted(self, asked: Iterable[str], there: Collection[str]) -> set[str] | None:
        """The kinds asked for with all that are within them, in small letters; None where none is asked for.

        there: the kinds of what there is, in small letters

        Raises ExportError for a kind that is neither there nor known.
        """
        found = {kind.strip().casefold() for kind in asked}
        for kind in sorted(found - {*there, *self._known}):
            raise ExportError("--kind", f"there is no kind {kind!r}", f"use one of: {', '.join(self._near(kind, sorted(there)))}")
        return {*found, *(narrower for kind in found for narrower in self._narrower.get(kind, ()))} if found else None

    def _near(self, kind: str, there: Sequence[str]) -> Sequence[str]:
        """What there is and is near, else what is known and near, else what there is."""
        return difflib.get_close_matches(kind, there, 3) or difflib.get_close_matches(kind, sorted(self._known), 3) or there
