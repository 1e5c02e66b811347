"""Where the parts of a document begin: letter headings, labels of annexes and enclosures, report titles."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kfor_graph.document.dates import DATE
from kfor_graph.texts import Report, Span

_BODY = (
    r"(?:Pursuant\sto|In\saccordance|I\shave|I\sam|I\sattach|I\senclose|I\swrite|Further\sto|Dear|Excellency|On\sbehalf|Please|Attached|As\srequested"
    r"|\(Signed|(?:Annex|Enclosure|Appendix)\b)"
)
_LETTER = re.compile(
    rf"Letter\s[Dd]ated\s(?P<date>{DATE})\sfrom\s(?:the\s)?(?P<roles>[^.]{{3,250}}?)(?=\s{_BODY}|\s*\Z|\.\s|\s\d{{1,3}}\.\s)"
)
_TITLE = re.compile(
    r"(?:(?!Annex|Enclosure|Appendix)[A-Z][\w-]+\s)?(?:(?:Monthly|Quarterly|Weekly|Annual|Interim|monthly|quarterly)\s)?[Rr]eport\s(?:by\s[^.]{3,120}?\s)?"
    r"to\s(?:the\s)?(?:United\sNations\sSecurity\sCouncil|Security\sCouncil|United\sNations)\s(?:on|of)\s(?:the\s)?"
    r"(?:operations\sof\s(?:the\s)?(?P<of>(?:[A-Z][\w-]*|in|and|of|for|the)(?:\s(?:[A-Z][\w-]*(?!\s\d)|in|and|of|for|the))*?(?:\sForce|\([A-Z]+\)|FOR\b))(?:\s\([A-Z]+\))?"
    r"|(?P<by>[A-Z][^.\d]{1,60}?)(?:\s\([A-Z]+\))?\s[Oo]perations)"
)
_REPORT_TO = re.compile(r"[Rr]eport\s(?:by\s|to\s)")
_LABEL = re.compile(
    r"(?<!\S)(?P<label>(?:Annex|Enclosure|Appendix)(?:\s(?:[IVX]{1,4}|\d))?)\b\.?"
    r"(?=\s*\Z|\s(?:Letter\b|Enclosure\b|Appendix\b|Annex\b|In\saccordance|Pursuant\sto|I\shave|I\sattach|Dear|Please|to\sthe\sletter|1\.?\s[A-Z]|(?:[A-Z][\w-]+\s){0,2}[Rr]eport\b|Introduction\b))"
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
    found = [
        Part("letter", Span(*match.span()), match[0], (("date", Span(*match.span("date"))), ("roles", Span(*match.span("roles")))))
        for match in _LETTER.finditer(text)
    ]
    for match in _LABEL.finditer(text):
        if _opens(report, match.start()):
            found.append(Part("attachment", Span(*match.span("label")), match["label"], slug=match["label"].split()[0].lower()))
    for match in _titles(text):
        if _opens(report, match.start()) and text[match.end() : match.end() + 1] not in {",", ";", ":"}:
            name = "of" if match["of"] else "by"
            found.append(Part("title", Span(*match.span()), match[0], (("force", Span(*match.span(name))),)))
    return tuple(sorted(found, key=lambda part: part.span))


def _titles(text: str) -> Iterator[re.Match[str]]:
    """Report titles: looked for around each "report … to the", which is rare, and not at each capital letter."""
    reached = 0
    for found in _REPORT_TO.finditer(text):
        start = max(reached, text.rfind(" ", 0, max(0, found.start() - 40)) + 1)
        if match := _TITLE.search(text, start, min(len(text), found.end() + 250)):
            reached = match.end()
            yield match


def _opens(report: Report, position: int) -> bool:
    """Whether a part can begin here: at a line, behind a sentence, a label, a signature or page furniture."""
    if position == 0 or position in report.lines:
        return True
    before = report.clean[max(0, position - 60) : position].rstrip()
    if re.search(r"[.:)]\Z|(?:Annex|Enclosure|Appendix)(?:\s[IVX]+)?\.?\Z", before):
        return True
    return "(Signed)" in before or bool(re.search(r"\bto the Secretary-General\Z", before))
