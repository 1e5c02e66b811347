"""What a letter says of itself: date, sender, addressee, signatory."""

import re

from kfor_graph.document.dates import full_day
from kfor_graph.document.parts import Part
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Period, Printed, Report, Span, When

_SIGNED = re.compile(r"\(\s?(?:Signed|SIGNED|Firmado|Signé|Подпись|签名)\s?\)\s*:?\s*")
_CLOSING = re.compile(r"Yours\s(?:very\s)?(?:sincerely|truly|faithfully|ever),?\s(?:\((?!Signed)[^()]{0,20}\)\s)?(?!\(Signed)")
"the end of a letter that is printed without the word for its signature"
_NAME = re.compile(
    r"(?:(?:The\s)?Rt\.?\sHon\.?\s)?(?:[^\W\d_a-zß-öø-ÿ][\w’'.\-]*)(?:\s(?:d[aeiu]|of|del|der|den|von|van|bin|al|el|la|le|ter|[^\W\d_a-zß-öø-ÿ][\w’'.\-]*))*"
)
_MAY_END = re.compile(r"\s(?!(?:d[aeiu]|of|del|der|den|von|van|bin|al|el|la|le|ter|[A-Z]\.)\Z)\S+\Z")
"A name may end with a line, but not with a particle or an initial."
_AFTER_NAME = re.compile(
    r"\s(?:ANNEX|ENCLOSURE|APPENDIX|LETTER|MONTHLY|QUARTERLY|REPORT|Annex|Enclosure|Appendix|Letter|Monthly|Quarterly|Report|Secretary|Security|Permanent|Deputy|Acting|High|Chairman|President|Minister"
    r"|United|NATO|Distr|Original|Page|Total|The|His|Her|Excellency|Mr|Introduction"
    r"|Annexe|Pièce|Appendice|Lettre|Rapport|Secrétaire|Anexo|Adjunto|Apéndice|Documento|Carta|Informe|Secretario)\b"
)
_SYMBOL = re.compile(r"\s\([AS]/[^()]*\)\s*\Z")
"the document's symbol in brackets, which some hosts put behind a heading"
_TRANSMITS = begins_with(
    "abcefpst",
    r"\b(?:transmit|convey|forward|attach|enclose|bring|submit|please\sfind\sattached|attached\s(?:is|are|report)|communication\sdated)",
    re.I,
)


def is_letter(text: str) -> bool:
    """Whether words that stand between labels are a letter's body: signed, or passing something on."""
    return bool(_SIGNED.search(text) or _TRANSMITS.search(text))


_GOES_ON = re.compile(r"(?!Secretary-General|President|Chair|Ambassador|Director|Minister|Commander|Representative)[A-Z][a-z]+(?=\s?\Z)")
"One more word, and no office: the last line of a wrapped name, as in `Lord A of B / C`."


def signatory(report: Report, span: Span) -> Printed | None:
    """The name behind "(Signed)" or "Yours sincerely" within a span; None where nothing is signed.

    Where the signature opens a line, the end of its line ends the name; else the lines are wrapped anywhere, and its block does.
    """
    text = report.clean
    signed = list(_SIGNED.finditer(text, span.start, span.end)) or list(_CLOSING.finditer(text, span.start, span.end))
    if not signed or not (name := _NAME.match(text, signed[-1].end(), span.end)):
        return None
    end = name.end()
    if after := _AFTER_NAME.search(text, name.start(), end + 1):
        end = after.start()
    opens_line = signed[-1].start() in {0, *report.lines}
    for line in report.lines if opens_line else report.blocks:
        if name.start() < line < end and _MAY_END.search(text[name.start() : line].strip()) and not _GOES_ON.match(text, line, end + 1):
            end = line
            break
    end = name.start() + len(text[name.start() : end].rstrip(" ,"))
    return Printed(_normal_case(text[name.start() : end]), Span(name.start(), end))


def _normal_case(name: str) -> str:
    """Family names that are printed in capitals, in normal case: `Lord ROBERTSON of Port Ellen` → `Lord Robertson of Port Ellen`."""
    return " ".join(word.capitalize() if word.isupper() and len(word) > 3 else word for word in name.split())


def heading(part: Part, report: Report) -> tuple[When | None, Printed | None, Printed | None]:
    """Date, sender and addressee of a letter heading.

    The sender's office may contain the addressee's ("from the Secretary-General of NATO to the Secretary-General"): the last "to"
    parts them.
    """
    groups = dict(part.groups)
    roles = groups["roles"]
    words = _SYMBOL.sub("", report.clean[roles.start : roles.end])
    roles = Span(roles.start, roles.start + len(words))
    dated = _dated(report, groups["date"])
    splits = list(re.finditer(r"\s(?:addressed\s)?to\s(?:the\s)?|\s(?:ADDRESSED\s)?TO\s(?:THE\s)?", words))
    if not splits:
        return dated, Printed(words, roles), None
    split = splits[-1]
    sender = Printed(words[: split.start()], Span(roles.start, roles.start + split.start()))
    return dated, sender, Printed(words[split.end() :], Span(roles.start + split.end(), roles.end))


def _dated(report: Report, span: Span) -> When | None:
    day = full_day(report.clean[span.start : span.end])
    return When(Period(day, day), "day", span) if day else None
