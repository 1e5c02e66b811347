"""HTML: the words that a browser would show, line by line, block by block."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kfor_graph.corpus.counters import DECIMAL, printed
from kfor_graph.corpus.decode import decode
from kfor_graph.corpus.furniture import holds_symbol
from kfor_graph.corpus.layout import BLOCK_END, Layout
from kfor_graph.corpus.reading import Reading, plain
from kfor_graph.errors import SourceError
from kfor_graph.texts import Span

_UNSEEN = (
    {"head", "script", "style", "template", "noscript", "nav"}
    | {"svg", "math", "iframe", "object", "embed", "audio", "video", "canvas"}
    | {"select", "button", "textarea", "datalist"}
)
_BLOCKS = (
    {"address", "article", "aside", "blockquote", "body", "center", "div", "fieldset", "figcaption", "figure", "footer", "form"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "main", "p", "pre", "section", "summary", "details"}
    | {"dd", "dl", "dt", "li", "menu", "ol", "ul"}
    | {"caption", "table", "tbody", "tfoot", "thead"}
)
_CELLS = frozenset({"td", "th"})
_TEXT, _VERBATIM = "-text", frozenset({"pre", "listing", "xmp"})


def read_html(data: bytes, path: object) -> Reading:
    """A web page. Where its title names a symbol the title is read too, as page furniture.

    Raises SourceError where the bytes are no text.
    """
    source, warnings = decode(data, path, declared=True)
    tree = LexborHTMLParser(source)
    if tree.body is None:
        raise SourceError(path, "the web page has no body", "fetch or save it again")
    layout = Layout()
    _walk(tree.body, layout)
    text = layout.text()
    title = tree.css_first("title")
    head = " ".join(title.text().split()) if title else ""
    if not holds_symbol(head) or head in text:
        return Reading(text, plain(text), warnings=warnings)
    text = head + BLOCK_END + text
    return Reading(text, plain(text), furniture=(Span(0, len(head)),), warnings=warnings)


def _walk(root: LexborNode, layout: Layout) -> None:
    """All nodes below one, in order; by a loop, since broken pages nest deeper than Python calls."""
    verbatim = 0
    numbers: list[_Numbers] = []
    node: LexborNode | None = root
    is_done = False
    while node is not None:
        tag = node.tag or ""
        if not is_done:
            if tag == _TEXT:
                layout.words(node.text_content or "", bool(verbatim))
            elif tag not in _UNSEEN and not tag.startswith(("-", "!")):
                verbatim += tag in _VERBATIM
                _begin(node, tag, layout, numbers)
                if node.child is not None:
                    node = node.child
                    continue
                is_done = True
        if is_done:
            verbatim -= tag in _VERBATIM
            _end(tag, layout, numbers)
        if node.mem_id == root.mem_id:
            break
        following = node.next
        is_done = following is None
        node = following or node.parent


class _Numbers:
    """Where a list stands in its numbers."""

    def __init__(self, node: LexborNode, is_ordered: bool) -> None:
        self.is_ordered = is_ordered
        self.style = node.attributes.get("type") or DECIMAL
        self.next = _whole(node.attributes.get("start"), 1)

    def take(self, node: LexborNode) -> str:
        """The number of an item, with its full stop."""
        number = _whole(node.attributes.get("value"), self.next)
        self.next = number + 1
        return printed(number, self.style) + "."


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value and value.strip().lstrip("-").isascii() and value.strip().lstrip("-").isdigit() else otherwise


def _begin(node: LexborNode, tag: str, layout: Layout, numbers: list[_Numbers]) -> None:
    """What the start of an element does to the layout."""
    if tag in _BLOCKS:
        layout.end_block()
    elif tag == "br":
        layout.line_break()
    elif tag == "tr":
        layout.end_line()
    if tag in {"ol", "ul", "menu"}:
        numbers.append(_Numbers(node, tag == "ol"))
    elif tag == "li" and numbers and numbers[-1].is_ordered:
        layout.number(numbers[-1].take(node))


def _end(tag: str, layout: Layout, numbers: list[_Numbers]) -> None:
    """What the end of an element does to the layout."""
    if tag in _BLOCKS:
        layout.end_block()
    elif tag == "tr":
        layout.end_line()
    elif tag in _CELLS:
        layout.words(" ")
    if tag == "li":
        layout.number("")
    elif tag in {"ol", "ul", "menu"} and numbers:
        numbers.pop()
