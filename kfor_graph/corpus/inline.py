"""Markdown within a block: which characters are markup, with exact positions."""

import html
import re
from collections.abc import Container, Iterator

from kfor_graph.corpus.emphasis import pairs
from kfor_graph.corpus.reading import GONE

_MARKUP = re.compile(
    r"""
      \\ (?P<escaped> [!-/:-@\[-`{-~] | \n )                        # \( \) \. and a line end
    | (?P<ticks> (?<!`) `++ ) (?P<code> .{1,5000}? ) (?<!`) (?P=ticks) (?!`)
    | (?P<tag> <!--.{0,3000}?--> | </?[A-Za-z][^<>]{0,300}> )              # <!-- a comment --> <strong>
    | < (?P<address> [A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,500} ) >
    | (?P<entity> & (?: \#[0-9]{1,7} | \#[xX][0-9a-fA-F]{1,6} | [A-Za-z][A-Za-z0-9]{1,31} ) ; )
    | (?P<open> !? \[ )                                             # [1244 (1999)](url)
    | (?P<close> \] ) (?P<target> \( (?:[^()\\\n]|\\.|\([^()\n]{0,200}\)){0,1000} \) )?
    | (?P<run> [*]+ | _+ | ~~ )
    """,
    re.VERBOSE | re.DOTALL,
)
_MARK = re.compile(r"[!\[\\`<&\]*_~]")


def mask(content: str, references: Container[str] = ()) -> str:
    """Inline Markdown with GONE for each character of markup and entities resolved; as long as the content.

    references: labels of the link definitions of the file, in capitals
    """
    if not _MARK.search(content):
        return content
    out = list(content)
    brackets: list[tuple[int, int]] = []
    runs: list[tuple[int, int]] = []
    for match in _marks(content):
        start, end = match.span()
        if match.lastgroup == "escaped":
            _hide(out, start, start + 1)
        elif match["ticks"]:
            _hide(out, start, match.start("code"))
            _hide(out, match.end("code"), end)
        elif match["address"]:
            _hide(out, start, start + 1)
            _hide(out, end - 1, end)
        elif match["tag"]:
            _hide(out, start, end)
            if match["tag"].lower().startswith("<br"):
                out[start] = "\n"
        elif match["entity"]:
            _resolve(out, match["entity"], start)
        elif match["open"]:
            brackets.append((start, end))
        elif match["close"] and brackets:
            _link(out, content, brackets.pop(), match, references)
        elif match["run"]:
            runs.append((start, end))
    for start, end in pairs(content, runs):
        _hide(out, start, end)
    return "".join(out)


def _marks(content: str) -> Iterator[re.Match[str]]:
    """All that is, or could be, markup; looked for only where a character of markup stands."""
    at = 0
    while found := _MARK.search(content, at):
        match = _MARKUP.match(content, found.start())
        at = match.end() if match else found.end()
        if match:
            yield match


def _hide(out: list[str], start: int, end: int) -> None:
    out[start:end] = GONE * (end - start)


def _resolve(out: list[str], entity: str, start: int) -> None:
    """`&eacute;` becomes its character, the rest of it goes; what is no entity stays."""
    resolved = html.unescape(entity)
    if len(resolved) < len(entity):
        _hide(out, start, start + len(entity))
        out[start : start + len(resolved)] = resolved


def _link(out: list[str], content: str, opening: tuple[int, int], closing: re.Match[str], references: Container[str]) -> None:
    """Of a link the words stay, of an image nothing; brackets that make no link are text."""
    start, end = opening
    label = " ".join(content[end : closing.start()].upper().split())
    if not closing["target"] and label not in references:
        return
    if content[start] == "!":
        _hide(out, start, closing.end())
    _hide(out, start, end)
    _hide(out, closing.start(), closing.end())
