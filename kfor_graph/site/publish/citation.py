"""How the data set is cited: the project's CITATION.cff with the version and day of what is published."""

import re
from datetime import UTC, date, datetime

from kfor_graph import __version__
from kfor_graph.resources import file
from kfor_graph.site.data import DataSet


def released() -> date:
    """The day of the release, as CITATION.cff says. Raises OntologyError where there is no such file."""
    found = re.search(r"^date-released: *['\"]?(\d{4}-\d\d-\d\d)", file("CITATION.cff").read_text(encoding="utf-8"), re.M)
    return date.fromisoformat(found[1]) if found else date(1970, 1, 1)


def day(data: DataSet) -> str:
    """The day of what is published, in ISO 8601."""
    return datetime.fromtimestamp(data.modified, UTC).date().isoformat()


def citation(data: DataSet) -> str:
    """CITATION.cff for the site."""
    text = file("CITATION.cff").read_text(encoding="utf-8")
    for key, value in (("version", __version__), ("date-released", day(data)), ("type", "dataset")):
        text = re.sub(rf"^{key}:.*$", f"{key}: {value}", text, count=1, flags=re.M)
    return f'{text.rstrip()}\nurl: "{data.public}"\n'
