"""What is to be published, and how."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from kfor_graph.site.data import DataSet, Files, open_data_set


@dataclass(frozen=True, slots=True)
class Order:
    """One site."""

    build: Path
    "the build folder"
    public: str
    "the address, ending in a slash, at which the world will see the site"
    day: date
    "of the release; no clock is asked"
    forms: tuple[str, ...]
    "suffixes of the forms in which each thing is given beside its page"


@lru_cache(maxsize=1)
def opened(order: Order) -> DataSet:
    """The build, opened once in each process; a large one on disk. Raises StoreError where it is none."""
    moment = datetime(order.day.year, order.day.month, order.day.day, tzinfo=UTC)
    data = open_data_set(order.build, order.public, in_memory=False)
    return replace(data, modified=moment.timestamp(), files=Files(order.forms))
