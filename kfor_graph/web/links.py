"""Addresses of the site as headers carry them: paths from the root of the host, below the path that the site is seen under."""

from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from kfor_graph.site.data import DataSet
from kfor_graph.web.message import Answer

_PATH = "/:@!$&'()*+,;=~-._"
"What may stand in a path as it is."


def local(data: DataSet, path: str) -> str:
    """A decoded path of the site as an address on its host."""
    return urlsplit(data.public).path.rstrip("/") + quote(path, safe=_PATH)


def absolute(data: DataSet, path: str) -> str:
    """A decoded path of the site as a whole address."""
    return data.public + quote(path.lstrip("/"), safe=_PATH)


def link(address: str, relation: str, media: str = "") -> str:
    """One value of a Link header; letters that headers cannot hold are escaped."""
    plain = address if address.isascii() else "".join(letter if letter.isascii() else quote(letter) for letter in address)
    return f'<{plain}>; rel="{relation}"' + (f'; type="{media}"' if media else "")


def links(values: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The Link header with these values; none where there are none."""
    joined = ", ".join(values)
    return (("Link", joined),) if joined else ()


def missing(what: str) -> Answer:
    """404, in a sentence."""
    return Answer(404, "text/plain; charset=utf-8", f"{what}\n".encode())


def moved(address: str, *, status: int = 303, headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    """A redirection."""
    return Answer(status, "text/plain; charset=utf-8", f"{address}\n".encode(), (("Location", address), *headers), True)
