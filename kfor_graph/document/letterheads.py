"""Originals as an organization sends them: letterhead, reference and date above the salutation, the recipient's address below the signature."""

import re

from kfor_graph.document.dates import DATE, full_day
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Period, Printed, Report, Span, When

_SALUTATION = begins_with(
    "DEMSYdy",
    r"\b(?:(?:My\s)?[Dd]ear\s(?:Mr\.?\s)?(?P<office>(?:Acting\s)?Secretary[-\s]General|President)|[Dd]ear\s(?:Mr|Ms|Mrs|Dr)\.?\s[A-Z][\w-]+"
    r"|[Yy]our\sExcellency|Excellency|Mr\.?\s(?P<chair>President|Secretary[-\s]General)|Sir)\s?[,:]",
)
_OFFICE = r"(?:(?:Acting|Deputy|Assistant)\s)?(?:Secretary[-\s]General|High\sRepresentative|Permanent\sRepresentative|Chairman(?:-in-Office)?|Supreme\sAllied\sCommander(?:\sEurope)?)"
_FROM = re.compile(_OFFICE)
_HOUSE = re.compile(
    r"\b(?P<name>(?:[A-Z][A-Z-]+\s){1,5}?(?:ORGANI[SZ]ATION|UNION|ALLIANCE|COMMUNITY)|(?:[A-Z][a-z]+\s){1,4}?(?:Organi[sz]ation|Union))(?:\s\([A-Z]+\))?(?!\w)"
)
_NOT_SENT = re.compile(r"\b(?:REC['’]?D|RECEIVED|[Rr]eceived|REGISTERED|[Rr]egistered|ENTERED|STAMP|[Ss]tamp)[\W\d]{0,8}(?:on\s)?\Z")
_REFERENCE = re.compile(rf"\b[A-Z]{{1,6}}[(/-]\s?\d{{2,4}}\)?[/-]?\s?\d{{1,5}}\s(?P<date>{DATE})")
_ADDRESS = re.compile(
    r"\b(?:(?:His|Her)\sExcellency|H\.E\.)\s(?:(?:Mr|Ms|Mrs|Dr)\.?\s)?(?:[^\W\d_a-z][\w.’'-]*\s){1,5}?"
    r"(?P<office>(?:Acting\s)?Secretary[-\s]General(?:\sof\sthe\sUnited\sNations)?|President\sof\sthe\s(?:United\sNations\s)?Security\sCouncil)"
)
_LONGEST = 1500
"Characters of a letterhead, with all that offices stamp on it."


def behind_salutation(text: str, sentence: Span) -> Span:
    """A sentence without letterhead and salutation before it, which no full stop parts from it."""
    found = _SALUTATION.search(text, sentence.start, sentence.end)
    if not found or not text[found.end() : sentence.end].strip():
        return sentence
    return Span(found.end() + text[found.end()].isspace(), sentence.end)


def letterhead(report: Report, span: Span) -> tuple[When | None, Printed | None, Printed | None]:
    """Date, sender and addressee of a letter without a heading, from its letterhead, salutation and address; None for what it does not print.

    The date stands behind the reference, else it is the one date above the salutation that no stamp of receipt gives. The sender's office
    is joined to the organization whose name heads the sheet.
    """
    text = report.clean
    if not (salutation := _SALUTATION.search(text, span.start, min(span.end, span.start + _LONGEST))):
        return None, None, None
    head = Span(span.start, salutation.start())
    return _dated(text, head), _sender(text, head), _addressee(text, salutation, span.end)


def _dated(text: str, head: Span) -> When | None:
    places = [Span(*match.span("date")) for match in _REFERENCE.finditer(text, head.start, head.end)] or [
        Span(*match.span())
        for match in re.finditer(DATE, text[: head.end])
        if match.start() >= head.start and not _NOT_SENT.search(text, head.start, match.start())
    ]
    found = {(day, place) for place in places if (day := full_day(text[place.start : place.end]))}
    if len({day for day, _ in found}) != 1:
        return None
    day, place = min(found, key=lambda item: item[1])
    return When(Period(day, day), "day", place)


def _sender(text: str, head: Span) -> Printed | None:
    house, office = _HOUSE.search(text, head.start, head.end), _FROM.search(text, head.start, head.end)
    if not house or not office:
        return None
    name = " ".join(word if word in {"of", "the"} else word.capitalize() for word in house["name"].split())
    return Printed(f"{office[0]} of the {name}", Span(*office.span()))


def _addressee(text: str, salutation: re.Match[str], end: int) -> Printed | None:
    if address := _ADDRESS.search(text, salutation.end(), end):
        return Printed(address["office"], Span(*address.span("office")))
    name = "office" if salutation["office"] else "chair"
    if not salutation[name]:
        return None
    office = "President of the Security Council" if salutation[name] == "President" else salutation[name]
    return Printed(office, Span(*salutation.span(name)))
