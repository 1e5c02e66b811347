"""Long lists → pages of them, each with a path of its own, so that a site of files has them too."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from kfor_graph.site.visit import Visit

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Paged(Generic[Item]):
    """One page of a list."""

    items: Sequence[Item]
    number: int
    "of the page, from 1"
    first: int
    "place of its first item in the whole, from 1"
    paths: tuple[tuple[str, str | None], ...]
    "name and path of each page; None for this one"


def paged(items: Sequence[Item], stem: str, visit: Visit, size: int) -> "Paged[Item] | None":
    """The page of a list that an address names by its step `page`; None where there is none.

    stem: path of the first page without its suffix
    """
    number = int(visit.steps.get("page") or 1)
    last = max(1, -(-len(items) // size))
    if not 0 < number <= last:
        return None
    paths = tuple((str(at), None if at == number else f"{stem}/page/{at}.html" if at > 1 else f"{stem}.html") for at in range(1, last + 1))
    return Paged(items[(number - 1) * size : number * size], number, (number - 1) * size + 1, paths)
