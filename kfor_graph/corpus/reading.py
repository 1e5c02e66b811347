"""What a reader makes of a file, before furniture is found and white space folded."""

import re
from dataclasses import dataclass

from kfor_graph.texts import Recognition, Span

GONE = "\u200b"
"Stands in a masked text for each character of markup. It is a zero-width blank, and dropped as every such blank is."

ZERO_WIDTH = GONE + "\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
"Characters that print nothing: zero-width blanks and joiners, direction marks, byte order marks, soft hyphens."

UNSEEN = ZERO_WIDTH + "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"These, and all white space: what can be stripped from the ends of words."

_OTHER_BREAKS = re.compile("[\r\v\x1c\x1d\x1e\x85\u2028\u2029](?<!\r(?=\n))")


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a file, and what its format says of it."""

    text: str
    "the published text"
    masked: str
    "as long as the text; markup is GONE, entities are resolved, every line ends in a line feed"
    breaks: tuple[int, ...] = ()
    "positions at which a block begins although no blank line stands before it"
    glued: tuple[int, ...] = ()
    "positions before which a blank was lost"
    furniture: tuple[Span, ...] = ()
    "page furniture that the format or the layout shows"
    pages: tuple[int, ...] = ()
    "positions at which a page begins"
    warnings: tuple[str, ...] = ()
    "what the reader had to put up with"
    recognition: Recognition | None = None
    "what was read by OCR"


def plain(text: str) -> str:
    """Text without markup as masked text: rare line ends (lone carriage return, line separator) become line feeds."""
    return _OTHER_BREAKS.sub("\n", text)


def pages(text: str) -> tuple[int, ...]:
    """Positions at which a page begins in a text whose pages a form feed parts; none where there is no form feed."""
    starts = [match.end() for match in re.finditer("\f", text) if match.end() < len(text)]
    return (0, *starts) if starts else ()
