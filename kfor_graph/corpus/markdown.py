"""Markdown: markdown-it-py finds the blocks, `inline` the markup within them.

The published text is the file. What stands in no block's content is markup, but for the numbers of ordered lists, which are
paragraph numbers.
"""

import re
from collections.abc import Container

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kfor_graph.corpus.decode import decode
from kfor_graph.corpus.inline import mask
from kfor_graph.corpus.reading import GONE, Reading, pages, plain

_INKED = re.compile(r"\S")
_NUMBER = re.compile(r"\d{1,9}[.)](?=\s|$)")
_UNSEEN = re.compile(r"<(script|style)\b.*?</\1\s*>|<![^<>]*>", re.DOTALL | re.IGNORECASE)
_STARTS = frozenset({"paragraph_open", "heading_open", "tr_open", "code_block", "fence", "html_block"})
_PARSER = MarkdownIt("commonmark").enable("table")
_PARSER.core.ruler.enableOnly(["normalize", "block"])


def read_markdown(data: bytes, path: object) -> Reading:
    """A Markdown file. Raises SourceError where its bytes are no text."""
    text, warnings = decode(data, path)
    page = _Page(plain(text))
    known: dict[str, dict[str, object]] = {}
    tokens = _PARSER.parse(page.text, known)
    page.keep_all(tokens, known.get("references", {}))
    return Reading(text, page.masked(), tuple(page.breaks), pages=pages(text), warnings=warnings)


class _Page:
    """A file on its way to its masked text: what no block holds is masked as the words of the blocks are met."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parts: list[str] = []
        self.done = 0
        self.starts = [0, *(match.end() for match in re.finditer("\n", text)), len(text)]
        self.cursor = 0
        self.breaks: list[int] = []

    def keep_all(self, tokens: list[Token], references: Container[str]) -> None:
        """Adds what the tokens hold, in their order."""
        is_start = False
        after_number = False
        for token in tokens:
            if token.map:
                self.cursor = max(self.cursor, self.starts[token.map[0]])
            if token.type == "list_item_open" and token.info:
                self.keep_number()
            elif token.type in _STARTS:
                is_start = not after_number
            if token.content and token.map:
                self.keep(token.content, _masked(token, references), self.starts[token.map[1]], is_start)
                is_start = False
            after_number = token.type == "list_item_open" and bool(token.info)

    def keep_number(self) -> None:
        """Adds the next number of an ordered list."""
        if match := _NUMBER.search(self.text, self.cursor):
            self.breaks.append(match.start())
            self.add(match.start(), match[0])

    def keep(self, content: str, masked: str, end: int, is_start: bool) -> None:
        """Adds the lines of a block's content where they stand before `end`; one that the parser changed stays as it is."""
        done = 0
        for raw in content.split("\n"):
            line = raw.strip()
            begin = done + len(raw) - len(raw.lstrip())
            words = masked[begin : begin + len(line)]
            done += len(raw) + 1
            if not line:
                continue
            at = self.text.find(line, self.cursor, end)
            if at < 0:
                at, words = self.cursor, self.text[self.cursor : end].split("\n", 1)[0]
            if is_start:
                self.breaks.append(at)
                is_start = False
            self.add(at, words)

    def add(self, at: int, words: str) -> None:
        """Words that stand at a position, behind all that was added before."""
        self.parts += [_INKED.sub(GONE, self.text[self.done : at]), words]
        self.cursor = self.done = at + len(words)

    def masked(self) -> str:
        """The whole file, masked."""
        return "".join([*self.parts, _INKED.sub(GONE, self.text[self.done :])])


def _masked(token: Token, references: Container[str]) -> str:
    """A token's content without its markup."""
    if token.type in {"code_block", "fence"}:
        return token.content
    content = token.content
    if token.type == "html_block":
        content = _UNSEEN.sub(lambda match: GONE * len(match[0]), content)
    return mask(content, references)
