"""Lines and blocks as a reader of a marked-up format collects them."""

import re

_WHITE = re.compile(r"[ \t\r\n\f]+")
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivx]+|[IVX]+)[.)]\s")
LINE_END, BLOCK_END = "\n", "\n\n"


class Layout:
    """Collects words; ends of lines and blocks count once however often they are told."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._end = ""
        self._number = ""
        self._is_blank = False

    def words(self, text: str, is_verbatim: bool = False) -> None:
        """Adds words; white space is folded, and dropped where a line begins. Verbatim text keeps its line ends."""
        if is_verbatim:
            self._verbatim(text)
            return
        folded = _WHITE.sub(_blank, text)
        if self._end or not self._parts:
            folded = folded.lstrip(" \n")
        elif self._is_blank:
            folded = folded.lstrip(" ")
        if folded:
            self._add(folded)

    def end_line(self) -> None:
        """The next words stand on a new line."""
        if self._end or not self._parts:
            return
        self._end = LINE_END

    def line_break(self) -> None:
        """A line ends here; two in a row leave a blank line, which parts blocks."""
        if self._parts:
            self._end = BLOCK_END if self._end else LINE_END

    def end_block(self) -> None:
        """The next words stand in a new block."""
        if self._parts:
            self._end = BLOCK_END

    def number(self, number: str) -> None:
        """A list number goes before the next words, unless they begin with one of their own."""
        self._number = number

    def text(self) -> str:
        """All lines and blocks."""
        return re.sub(r" +(?=\n)", "", "".join(self._parts)).rstrip(" \n")

    def _verbatim(self, text: str) -> None:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if self._end or not self._parts:
            text = text.lstrip("\n")
        if text:
            self._add(text)

    def _add(self, words: str) -> None:
        if self._end:
            self._parts.append(self._end)
            self._end = ""
        if self._number:
            if words.strip() and not _NUMBERED.match(words):
                self._parts.append(self._number + " ")
            self._number = ""
        self._parts.append(words)
        self._is_blank = words[-1] in " \n"


def _blank(match: re.Match[str]) -> str:
    """One blank; a line end stays one behind a hyphen or stroke, where it may stand within a word."""
    before = match.string[match.start() - 1 : match.start()]
    return "\n" if before in {"-", "/", "–", "\xad"} and "\n" in match[0] else " "
