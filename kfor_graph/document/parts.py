"""Where the parts of a document begin: letter headings, labels of annexes and enclosures, report titles."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from kfor_graph.document.dates import DATE
from kfor_graph.texts import Report, Span

_BODY = (
    r"(?:Pursuant\sto|PURSUANT\s|IN\sACCORDANCE|I\sHAVE\s|(?:ANNEX|ENCLOSURE|APPENDIX)\b|In\s(?:accordance|conformity|line|keeping|response|my)|I\s(?:have|am|attach|enclose|write|wish|should|transmit|refer)|Further\sto|With\sreference"
    r"|Upon\sinstructions|On\s(?:behalf|instructions)|Dear|Excellency|Please|Attached|Enclosed|Herewith|As\s(?:requested|you|foreseen)|You\swill|Under\sthe|By\sparagraph"
    r"|Following|The\sSecretary-General|(?:Annex|Enclosure|Appendix)\b|(?:(?:[A-Z][a-z]+[thd]\s)?(?:Monthly|Quarterly|Interim|Annual)\s[Rr]eport|Report)\s(?:by|to|on|of)\b|(?:MONTHLY\s|QUARTERLY\s)?REPORT\s)|\(S(?:igned|IGNED)"
)
_OFFICES = r"(?P<roles{n}>[^.]{{3,250}}?)(?=\s(?:{body})|\s*\Z|\.\s|\s\d{{1,3}}\.\s)"
_LETTER = re.compile(
    rf"L(?:etter\s[Dd]ated\s(?P<date1>{DATE}),?\sfrom\s(?:the\s)?{_OFFICES.format(n=1, body=_BODY)}"
    rf"|ETTER\sDATED\s(?P<date2>{DATE}),?\sFROM\s(?:THE\s)?{_OFFICES.format(n=2, body=_BODY)})"
)
_ABBREVIATED = re.compile(
    rf"(?<![\w(])(?P<date>{DATE}),?\sfrom\s(?:the\s)?(?P<roles>UN\sSG\sto\sthe\sPresident\sof\sthe\s(?:UN\s)?(?:SC|Security\sCouncil))"
)
_KIND = r"(?:[Bb]i)?(?:[Mm]onthly|[Qq]uarterly|[Ww]eekly|[Aa]nnual|[Ii]nterim|[Ff]inal|[Pp]eriodic|[Ss]ix-[Mm]onthly|[Hh]alf-[Yy]early)\s"
_COUNT = r"(?:[A-Z][a-z]+(?:-[a-z]+)?(?:st|nd|rd|th)\s|\d{1,3}(?:st|nd|rd|th)\s)"
_TO = r"to\s(?:the\s)?(?:President\sof\sthe\s)?(?:United\sNations\sSecurity\sCouncil|UN\sSecurity\sCouncil|Security\sCouncil|United\sNations|UN|Secretary-General)\s(?:on|of)\s"
_FORCE = r"(?:[A-Z][\w-]*|in|and|of|for|the)(?:\s(?:[A-Z][\w-]*(?!\s\d)|in|and|of|for|the))*?(?:\sForce|\sMission|\([A-Z]+\)|FOR\b)"
_OF = rf"(?:operations|activities|[Oo]perations|[Aa]ctivities)\sof\s(?:the\s)?(?P<of{{n}}>{_FORCE})(?:\s\([A-Z]+\))?"
_BY = r"(?P<by{n}>[A-Z][^.,;\d]{{1,60}}?)(?:\s\([A-Z]+\))?\s(?:[Oo]perations|[Aa]ctivities)"
_TITLE = re.compile(
    rf"{_COUNT}?(?:{_KIND})?[Rr]eport\s(?:(?:by|of)\s[^.]{{3,120}}?\s)?{_TO}(?:the\s)?(?:{_OF.format(n=1)}|{_BY.format(n=1)})"
    rf"|(?:{_COUNT}{_KIND}|(?=[A-Z])(?:{_KIND})?)[Rr]eport\s(?:(?:by|of)\s(?:the\s)?[A-Z][^.]{{3,120}}?\s)?on\s(?:the\s)?(?:{_OF.format(n=2)}|{_BY.format(n=2)})"
)
_CAPITALS = re.compile(
    r"(?:[A-Z\d-]+\s){0,2}REPORT\s(?:(?:BY|OF)\s[A-Z\s-]{3,120}?\s)?(?:TO\s[A-Z\s-]{2,60}?\s)?ON\s(?:THE\s)?"
    r"(?:(?:OPERATIONS|ACTIVITIES)\sOF\s(?:THE\s)?(?P<of1>(?:[A-Z-]+\s){0,6}?(?:FORCE|MISSION|[A-Z]*FOR))(?:\s\([A-Z]+\))?|(?P<by1>(?:[A-Z-]+\s){0,5}?[A-Z-]+)(?:\s\([A-Z]+\))?\s(?:OPERATIONS|ACTIVITIES))\b"
)
_REPORT_TO = re.compile(r"[Rr](?:eport\s(?:by|to|on|of)\s|EPORT\s(?:BY|TO|ON|OF)\s)")
_WORD = re.compile(r"\w+")
_LONGEST_TITLE = 160
"Characters that a title may go on beyond the name of the force, where its line does."
_FIRST_HEADING = re.compile(
    r"\s(?:Introduction|General|Summary|Overview|Background|Outlook|Security(?:\s[a-z]+){0,4}|Political\ssituation)"
)
"a heading that a title has run into, where a page broke between them"
_LABEL = re.compile(
    r"(?P<label>[AE](?<!\S.)(?:nnex|nclosure|ppendix|NNEX|NCLOSURE|PPENDIX)(?:\s(?:[IVX]{1,4}|\d))?)\b\.?"
    r"(?=\s*\Z|\s(?:Letter\b|Enclosure\b|Appendix\b|Annex\b|In\saccordance|Pursuant\sto|I\shave|I\sattach|Dear|Please|to\sthe\sletter|1\.?\s[A-Z]|(?:[A-Z][\w-]+\s){0,2}[Rr]eport\b|Introduction\b|(?:[A-Z-]+\s){0,2}REPORT\b|LETTER\b|(?:ENCLOSURE|APPENDIX|ANNEX)\b))"
)


@dataclass(frozen=True, slots=True)
class Part:
    """The beginning of a part."""

    kind: str
    "letter, attachment or title"
    span: Span
    "its heading or label"
    label: str
    "as printed"
    groups: tuple[tuple[str, Span], ...] = ()
    "named pieces of the heading: date, roles, force"
    slug: str = ""
    "annex, enclosure or appendix, for an attachment"


def parts(report: Report) -> tuple[Part, ...]:
    """Letter headings, attachment labels and report titles in order of place; a title inside a sentence is none."""
    text = report.clean
    found = [_letter(match, "1" if match["date1"] else "2") for match in _LETTER.finditer(text)]
    if " UN SG " in text:
        found += [_letter(match) for match in _ABBREVIATED.finditer(text)]
    for match in _LABEL.finditer(text):
        if _opens(report, match.start()):
            found.append(Part("attachment", Span(*match.span("label")), match["label"], slug=match["label"].split()[0].lower()))
    for match in _titles(text):
        if _opens(report, match.start()) and not re.match(r"[,;:]|\s[a-z(]", text[match.end() : match.end() + 2]):
            name = next(name for name in ("of1", "by1", "of2", "by2") if match.groupdict().get(name))
            span = Span(match.start(), _line_end(report, match.start(), match.end()))
            found.append(Part("title", span, text[span.start : span.end], (("force", Span(*match.span(name))),)))
    return tuple(sorted(found, key=lambda part: part.span))


def _letter(match: re.Match[str], which: str = "") -> Part:
    return Part("letter", Span(*match.span()), match[0], tuple((name, Span(*match.span(name + which))) for name in ("date", "roles")))


def _line_end(report: Report, start: int, end: int) -> int:
    """Where a title ends: with its block, if that goes on for a few words behind the name of the force."""
    at = bisect_right(report.blocks, end)
    if at == 0 or report.blocks[at - 1] != start or at == len(report.blocks):
        return end
    rest = report.clean[end : report.blocks[at]].rstrip()
    if _FIRST_HEADING.fullmatch(rest):
        return end
    return end + len(rest) if len(rest) <= _LONGEST_TITLE and not re.search(r"[.;:]|\s\d{1,3}\s[A-Z]", rest) else end


def _titles(text: str) -> Iterator[re.Match[str]]:
    """Report titles: looked for around each "report … to the", which is rare, and not at each capital letter."""
    reached = 0
    for found in _REPORT_TO.finditer(text):
        start = max(reached, text.rfind(" ", 0, max(0, found.start() - 40)) + 1)
        pattern = _CAPITALS if found[0].isupper() else _TITLE
        starts = (word.start() for word in _WORD.finditer(text, start, found.end()) if word.start() <= found.start())
        match = next(filter(None, (pattern.match(text, at, found.end() + 250) for at in starts)), None)
        if match:
            reached = match.end()
            yield match


def _opens(report: Report, position: int) -> bool:
    """Whether a part can begin here: at a line, behind a sentence, a label, a signature or page furniture."""
    if position == 0 or position in report.lines:
        return True
    before = report.clean[max(0, position - 200) : position].rstrip()
    if re.search(r"[.:)]\Z|(?:Annex|ANNEX|Enclosure|ENCLOSURE|Appendix|APPENDIX)(?:\s[IVX]+)?\.?\Z", before):
        return True
    if re.search(r"\((?:Signed|SIGNED)\)[^;:]{0,60}\Z|\bto the Secretary-General\Z|\bTO THE SECRETARY-GENERAL\Z", before):
        return True
    return bool(re.search(r"(?:\((?:Signed|SIGNED)\)|Yours sincerely)[^;:]{0,190}\bNew York(?:,? N\.?Y\.?)?\Z", before))
