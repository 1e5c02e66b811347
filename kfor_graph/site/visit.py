"""What a page is made from: the path that is asked for, with its arguments, and the data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kfor_graph.site.data import DataSet


@dataclass(frozen=True, slots=True)
class Visit:
    """A page that is asked for."""

    path: str
    "as in the address, beginning with a slash"
    steps: Mapping[str, str]
    "the named groups of the pattern that the path fits"
    arguments: Mapping[str, str]
    "names and values of the query string"
    data: DataSet
    "the build that the page shows"


Maker = Callable[[Visit], str | None]
"Makes the HTML of a page; None where there is no such page after all."
