"""Page furniture: symbols as running heads, job numbers, bar codes and page marks that stand among the words.

Found by what surrounds it: a job number or bar code draws in the symbol and page mark beside it; a line that holds nothing but a
symbol or a page mark is furniture; so is the masthead's symbol. Symbols within sentences are citations, and stay.
"""

import re
from collections.abc import Iterable, Iterator

from kfor_graph.corpus.lone import lone_marks
from kfor_graph.corpus.reading import GONE, ZERO_WIDTH
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Span

_GAP = rf"[\s{ZERO_WIDTH}]{{0,60}}"
_BLANK = rf"[^\S\n{ZERO_WIDTH}]"
_BLANKS = rf"(?:{_BLANK}|[{ZERO_WIDTH}]){{0,60}}"

_SYMBOL = r"(?<![\w/(])[SAE]/(?:\d{1,4}/)?\d{1,5}(?:/(?:Add|Corr|Rev)\.\d{1,3})*(?:[-–]S/\d{4}/\d{1,5})?\*?(?![\w/).,;])"
"S/2007/652, S/2007/652/Add.1, A/62/123-S/2007/652; not (S/2004/932) and not S/2007/168 before a comma or full stop"
_JOB = r"-(?<=\d\d-)(?<![\w/-]\d\d-)\d{5}(?![\w,.:;)-])"
"07-58315, from the hyphen on: a literal first makes the search fast"
_BAR = rf"\d{{7}}[*{GONE}]{{1,2}}(?!\w)"
"*0758315*, from the digits on; in Markdown the stars are markup"
_TYPESETTING = r"\([A-Z]\)|(?<!\d)\d{6}(?!\d)"
"(E) 071107 081107, behind a job number"
_PAGE = (
    r"[-–—] ?\d{1,3} ?[-–—](?!\w)|(?:[Pp]age|PAGE) \d{1,3}(?: of \d{1,3})?(?!\w)|/\.\.\.(?!\S)"
    r"|(?<![\w/(-])\d{1,3}/\d{1,3}(?![\w/).,;])|(?<![\w-])\d{1,3} of \d{1,3}(?![\w.,;)])"
)
"-4-, Page 4 of 7, /..., 4/7, 4 of 7"
_BARE = r"(?<![\w-])\d{1,3}(?!\S)"
"4"
_LANGUAGE = r"(?:English|French|Spanish|Russian|ENGLISH|FRENCH|SPANISH|RUSSIAN)"

_ANCHORS = tuple(re.compile(pattern) for pattern in (_JOB, rf"\*{_BAR}", rf"{GONE}{_BAR}"))
_BEHIND = re.compile(rf"{_GAP}(?:{_TYPESETTING}|[*{GONE}]{{1,2}}{_BAR}|\d\d{_JOB}|{_SYMBOL}|(?P<page>{_PAGE}))")
_BARE_BEHIND = re.compile(rf"{_BLANKS}{_BARE}")
_BEFORE = begins_with(r"-/AEPS\dp–—", rf"(?P<all>{_SYMBOL}|(?P<page>{_PAGE})|{_SYMBOL}{_GAP}(?P<bare>{_BARE})){_GAP}\Z")
_BARE_BEFORE = re.compile(rf"(?:\A|(?<=\n)|(?<=[.!?:;)”] )){_BLANKS}(?P<all>\d{{1,3}}){_BLANKS}\Z")
_ALONE_BEFORE = re.compile(rf"(?:\A|[.!?:;)”\n\f]){_BLANKS}\Z")
_ALONE_BEHIND = re.compile(rf"{_BLANKS}(?:[\n\f]|\Z|[A-Z\d])")
_WHOLE = rf"(?:{_SYMBOL}|{_PAGE})"
_LINE = re.compile(rf"\n{_BLANKS}(?P<all>(?:{_BARE}{_BLANKS})?{_WHOLE}(?:{_BLANKS}(?:{_WHOLE}|{_BARE}))?)(?={_BLANKS}(?:\n|\Z))")
_PAGED = re.compile(r"age \d{1,3}(?: of \d{1,3})?(?!\w)")
_PAGED_BEFORE = re.compile(rf"(?P<all>{_SYMBOL}){_GAP}{_LANGUAGE}{_GAP}[Pp]\Z")
_BETWEEN = re.compile(rf"\. (?P<all>{_BARE} {_SYMBOL}|{_SYMBOL}(?: {_BARE})?)(?= [A-Z\d])")
"A head between two sentences on one line; a sentence about a document goes on in small letters."
_MASTHEAD = re.compile(
    rf"\A{_GAP}(?:Security Council{_GAP})?(?P<first>{_SYMBOL})"
    rf"|(?:United Nations|Distr[.:]{{0,2}}{_GAP}General){_GAP}(?P<behind>{_SYMBOL})"
    rf"|(?P<before>{_SYMBOL})(?={_GAP}(?:Security Council{_GAP})?Distr)",
    re.IGNORECASE,
)
_SLASH = re.compile(r"/(?<=[SAEsae]/)\d")
"a cheap look for a symbol"
_MASTHEAD_REACH = 1000
"A masthead is the first thing in a document, but for what a web site puts above it."
_NAMED = re.compile(r"(?<![\w/])S/\d{4}/\d{1,5}(?!\w)")
_REACH = 160
"How many characters before an anchor the rest of its furniture is looked for."


def find_furniture(masked: str, known: Iterable[Span] = ()) -> tuple[Span, ...]:
    """All page furniture, ascending and disjoint.

    masked: the text without markup
    known: what the format or the layout has shown to be furniture
    """
    found = [*known, *_runs(masked), *_lines(masked), *_paged(masked)]
    found += [Span(*match.span("all")) for match in _BETWEEN.finditer(masked)]
    if _SLASH.search(masked, 0, _MASTHEAD_REACH) and (match := _MASTHEAD.search(masked, 0, _MASTHEAD_REACH)) and match.lastgroup:
        found.append(Span(*match.span(match.lastgroup)))
    found = _merged(found)
    return tuple(_merged([*found, *lone_marks(masked, found)]))


def holds_symbol(words: str) -> bool:
    """Whether words, such as a page's title, name a UN symbol."""
    return _NAMED.search(words) is not None


def _runs(masked: str) -> Iterator[Span]:
    """Job numbers and bar codes with the symbols and page marks beside them."""
    done = 0
    for anchor in sorted(match.span() for pattern in _ANCHORS for match in pattern.finditer(masked)):
        if anchor[0] < done:
            continue
        end, has_page = _extended(masked, anchor[1])
        first = anchor[0] - 2 if masked[anchor[0]] == "-" else anchor[0]
        start = max(done, _begun(masked, first, has_page))
        if (start, end) != (first, anchor[1]) or _is_apart(masked, start, end):
            yield Span(start, end)
            done = end


def _is_apart(masked: str, start: int, end: int) -> bool:
    """Whether a number that could be a job number stands between sentences or lines; within a sentence it could be a range."""
    before = _ALONE_BEFORE.search(masked[max(0, start - _REACH) : start])
    return before is not None and _ALONE_BEHIND.match(masked, end) is not None


def _extended(masked: str, end: int) -> tuple[int, bool]:
    """Where a run of furniture ends that holds something up to `end`, and whether it has its page mark."""
    has_page = False
    while True:
        match = _BEHIND.match(masked, end)
        if match and not (match["page"] and has_page):
            has_page |= bool(match["page"])
        elif has_page or not (match := _BARE_BEHIND.match(masked, end)):
            return end, has_page
        else:
            has_page = True
        end = match.end()


def _begun(masked: str, start: int, has_page: bool) -> int:
    """Where a run of furniture begins that holds something from `start` on."""
    while True:
        window = masked[max(0, start - _REACH) : start]
        match = _BEFORE.search(window)
        if match and not ((match["page"] or match["bare"]) and has_page):
            has_page |= bool(match["page"] or match["bare"])
        elif has_page or not (match := _BARE_BEFORE.search(window)):
            return start
        else:
            has_page = True
        start -= len(window) - match.start("all")


def _lines(masked: str) -> Iterator[Span]:
    """Lines that hold a symbol or a page mark and nothing else."""
    for match in _LINE.finditer("\n" + masked):
        yield Span(match.start("all") - 1, match.end("all") - 1)


def _paged(masked: str) -> Iterator[Span]:
    """The heads of older documents: symbol, language, page, one below the other."""
    for match in _PAGED.finditer(masked):
        start = max(0, match.start() - _REACH)
        if head := _PAGED_BEFORE.search(masked[start : match.start()]):
            yield Span(start + head.start("all"), match.end())


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans ascending, those that overlap made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
