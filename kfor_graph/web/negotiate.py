"""Content negotiation by RFC 9110: what a client accepts and what there is → the media type to send."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kfor_graph.site import formats
from kfor_graph.web.links import link
from kfor_graph.web.message import Answer, Request

OVERRIDES = ("format", "_mediatype", "output")
"Names in a query string that stand above the Accept header, in this order."

_LONGEST = 4096
"Characters of a header that are read; no honest client sends more."
_ELEMENT = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*+"|")++', re.S)
_PARAMETER = re.compile(r';\s*(?:([^\s;="]+)\s*=\s*("(?:[^"\\]|\\.)*+"|[^\s;"]*))?\s*', re.S)
_RANGE = re.compile(r"\s*([\w!#$&^.+*-]+)(?:/([\w!#$&^.+*-]+))?\s*(?=;|$)", re.ASCII)
_WEIGHT = re.compile(r"\d*\.?\d*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Range:
    """One element of an Accept header."""

    kind: str
    "before the slash, in lower case; * for any"
    subtype: str
    "after it; * for any"
    parameters: tuple[tuple[str, str], ...]
    "but for the weight and a charset that is ours"
    weight: float
    "from 0, not acceptable, to 1"


def choose(accept: str | None, offered: Sequence[str]) -> str | None:
    """The media type to send, of those offered in the server's order of preference; None where the client takes none: 406.

    The range that fits most closely decides how much a client likes a type; where it likes several equally, the one that it names
    goes before the one that a wildcard covers, and else the server's order holds. Types that clients send for another (`text/ttl`
    for Turtle) stand for it where they do not name it. What is malformed in a header is passed over; a header of which nothing is
    left counts as none.
    """
    return _chosen((accept or "")[:_LONGEST], tuple(offered))


@lru_cache(maxsize=256)
def _chosen(accept: str, offered: tuple[str, ...]) -> str | None:
    """The same; clients send few different headers, and reading one takes as long as a small query."""
    ranges = tuple(read(accept)) if accept else ()
    if not ranges:
        return offered[0] if offered else None
    liked = [(_liking(media, ranges), media) for media in offered]
    best = max((liking for liking, _ in liked), default=(0.0, 0))
    return next(media for liking, media in liked if liking == best) if best[0] > 0 else None


def wanted(request: Request, offered: Sequence[str]) -> str | None:
    """The media type to send: the one that the query string names, else the one that the Accept header prefers; None for 406."""
    for name in OVERRIDES:
        if (word := request.value(name)) is not None:
            return formats.named(word, offered)
    return choose(request.headers.get("accept"), offered)


def not_acceptable(alternatives: Sequence[tuple[str, str]]) -> Answer:
    """406, with what there is: address and media type of each form, as text and as links."""
    lines = "".join(f"{media}\t{address}\n" for address, media in alternatives)
    headers = (("Vary", "Accept"), ("Link", ", ".join(link(address, "alternate", media) for address, media in alternatives)))
    return Answer(406, "text/plain; charset=utf-8", f"none of the accepted types; there is:\n{lines}".encode(), headers, True)


def read(accept: str) -> Iterator[Range]:
    """The ranges of an Accept header; what is malformed is left out."""
    for element in _ELEMENT.findall(accept[:_LONGEST]):
        if (match := _RANGE.match(element)) and (found := _range(match, element)):
            yield found


def _range(match: re.Match[str], element: str) -> Range | None:
    """One element, read; None where it is malformed."""
    kind, subtype = match[1].lower(), (match[2] or ("*" if match[1] == "*" else "")).lower()
    if not subtype or (kind == "*" and subtype != "*"):
        return None
    weight, parameters, position = 1.0, list[tuple[str, str]](), match.end()
    while position < len(element):
        if not (parameter := _PARAMETER.match(element, position)):
            return None
        position = parameter.end()
        name, value = (parameter[1] or "").lower(), _unquoted(parameter[2] or "")
        if name == "q":
            if not _WEIGHT.fullmatch(value) or value in {"", "."}:
                return None
            weight = min(float(value), 1.0)
        elif name and (name, value.lower()) not in {("charset", "utf-8"), ("charset", "utf8")}:
            parameters.append((name, value))
    return Range(kind, subtype, tuple(parameters), weight)


def _unquoted(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1], flags=re.S) if value.startswith('"') else value


def _liking(media: str, ranges: Sequence[Range]) -> tuple[float, int]:
    """How much a client likes a type, and how closely it names it."""
    fits = [(closeness, one.weight) for one in ranges if (closeness := _closeness(media, one))]
    closeness = max((one for one, _ in fits), default=0)
    return max((weight for one, weight in fits if one == closeness), default=0.0), closeness


def _closeness(media: str, one: Range) -> int:
    """How closely a range fits a type, 0 for not at all.

    A parameter that a type of ours lacks asks for a variant of it that there is not: the type itself is the best answer, but goes
    behind a range that names it plainly. A refusal counts only for the type that it names.
    """
    kind, _, rest = media.partition("/")
    subtype, *own = (step.strip().lower() for step in rest.split(";"))
    if (one.kind, one.subtype) == (kind, subtype):
        known = all(f"{name}={value.lower()}" in own for name, value in one.parameters)
        return (6 if one.parameters else 5) if known else 4 if one.weight else 0
    if one.weight and f"{one.kind}/{one.subtype}" in formats.also(f"{kind}/{subtype}"):
        return 3
    if one.subtype == "*" and one.kind in {kind, "*"}:
        return 1 if one.kind == "*" else 2
    return 0
