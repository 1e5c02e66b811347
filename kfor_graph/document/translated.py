"""The structure of a translation, found by the words of its language: what `parts`, `letters`, `period` and `masthead` find in English."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from kfor_graph.document.dates import YEAR
from kfor_graph.document.parts import Part
from kfor_graph.document.wordings import WORDINGS, naming, words
from kfor_graph.texts import Period, Printed, Report, Span, When

LONGEST_TITLE = 250
"Characters."

_SIGNED = re.compile(r"\((?:Signé|Signée|Firmado|Signed)\)")
_NUMBER = re.compile(r"\s\d{1,3}\.?\s(?=[^\W\d_a-zß-öø-ÿ])")
_ENDS_SENTENCE = re.compile(r"[.:)]\Z")


class Translation:
    """The grammar of one language that has a wording; each method has the meaning of the English function of its name."""

    def __init__(self, language: str) -> None:
        wording = WORDINGS[language]
        calendar, roles = wording.calendar, naming(language).pattern("role")
        labels = "|".join(words(label) for label, _ in wording.labels)
        languages = "|".join(name for name, _ in wording.languages)
        self._calendar, self._labels = calendar, dict(wording.labels)
        self._tags = dict(wording.languages)
        self._letter = re.compile(
            rf"{wording.pattern('letter')}(?P<date>{calendar.full})"
            rf"(?:{wording.pattern('to')}(?P<addressee>{roles})(?={wording.pattern('by')})"
            rf"(?:{wording.pattern('by')}(?P<sender>{roles})(?=\s?[,.(\[]|\s[^\W\d_a-zß-öø-ÿ]|\s*\Z))?)?"
        )
        self._label = re.compile(
            rf"(?<!\S)(?P<label>(?P<word>{labels})(?:\s(?:[IVX]{{1,4}}|\d))?)(?!\w)\.?"
            r"(?=\s*\Z|\s(?:à\sla\slettre|a\sla\scarta|à\sl['’]annexe|al\sanexo)\b|\s(?:1\.?\s)?[^\W\d_a-zß-öø-ÿ])"
        )
        self._title = re.compile(rf"(?<!\S){wording.pattern('title')}\s")
        self._passing = re.compile(rf"\b(?:{wording.pattern('passing')})\b", re.IGNORECASE)
        lead = rf"\b(?:{wording.pattern('covering')})(?:[\s(]*(?:{wording.pattern('period_words')})(?!\w))*[\s(]*(?<=[\s('’])"
        more = rf"(?P<more>(?:,?\s(?:et|y)\s[^\d.;]{{0,30}}{calendar.range})*)"
        self._range = re.compile(rf"{lead}(?P<range>{calendar.range}){more}", re.IGNORECASE)
        self._ranges = re.compile(calendar.range, re.IGNORECASE)
        self._month = re.compile(rf"{lead}(?P<month>{calendar.whole})", re.IGNORECASE)
        self._distributed = re.compile(rf"{wording.pattern('distributed')}(?P<date>{calendar.full})")
        self._original = re.compile(rf"(?:\[\s?)?{wording.original}\s?:\s?(?P<language>{languages})(?:\s?\])?", re.IGNORECASE)

    def parts(self, report: Report) -> tuple[Part, ...]:
        """Letter headings, attachment labels and report titles in order of place."""
        text = report.clean
        found = [self._heading(report, match) for match in self._letter.finditer(text)]
        for match in self._label.finditer(text):
            if self._opens(report, match.start()):
                slug = self._labels[" ".join(match["word"].split())]
                found.append(Part("attachment", Span(*match.span("label")), match["label"], slug=slug))
        found.extend(self._titles(report, sorted(part.span.start for part in found)))
        return tuple(sorted(found, key=lambda part: part.span))

    def _heading(self, report: Report, match: re.Match[str]) -> Part:
        """A letter's heading; where it names an office that the table of names does not hold, it goes on to the next block."""
        start, end = match.span()
        at = bisect_right(report.blocks, end)
        if not match["sender"] and at < len(report.blocks) and report.blocks[at] - end <= LONGEST_TITLE:
            end += len(report.clean[end : report.blocks[at]].rstrip())
        pieces = tuple((name, Span(*match.span(name))) for name in ("date", "addressee", "sender") if match[name])
        return Part("letter", Span(start, end), report.clean[start:end], pieces)

    def _titles(self, report: Report, others: list[int]) -> Iterator[Part]:
        """Words from "Report" to the next block, part or numbered paragraph, without a stop between."""
        for match in self._title.finditer(report.clean):
            start = match.start()
            if not self._opens(report, start):
                continue
            number = _NUMBER.search(report.clean, start, start + LONGEST_TITLE)
            ends = [number.start()] if number else []
            ends += [places[at] for places in (report.blocks, others) if (at := bisect_right(places, start)) < len(places)]
            end = min(ends, default=0)
            title = report.clean[start:end].rstrip()
            if 0 < len(title) <= LONGEST_TITLE and not re.search(r"[.;:]", title):
                yield Part("title", Span(start, start + len(title)), title)

    def _opens(self, report: Report, position: int) -> bool:
        """Whether a part can begin here: at a line, behind a sentence, a label or a signature."""
        if position == 0 or position in report.lines:
            return True
        before = report.clean[max(0, position - 60) : position].rstrip()
        label = re.search(rf"(?:{'|'.join(map(words, self._labels))})(?:\s[IVX]+|\s\d)?\.?\Z", before)
        return bool(label or _ENDS_SENTENCE.search(before) or _SIGNED.search(before))

    def is_letter(self, text: str) -> bool:
        """Whether words that stand between labels are a letter's body."""
        return bool(_SIGNED.search(text) or self._passing.search(text))

    def heading(self, part: Part, report: Report) -> tuple[When | None, Printed | None, Printed | None]:
        """Date, sender and addressee of a letter heading; an office that the table of names does not hold is left out."""
        groups = dict(part.groups)
        offices = [
            Printed(report.clean[span.start : span.end], span) if (span := groups.get(name)) else None for name in ("sender", "addressee")
        ]
        day = self._calendar.parse_date(report.clean[groups["date"].start : groups["date"].end])
        return When(Period(day, day), "day", groups["date"]) if day else None, offices[0], offices[1]

    def periods(self, report: Report, span: Span, letter: date | None) -> tuple[When, ...]:
        """The periods that a span says are covered; a range without a year is the last one that ends before the letter."""
        text = report.clean
        for match in self._range.finditer(text, span.start, span.end):
            spans = [Span(*match.span("range")), *(Span(*more.span()) for more in self._ranges.finditer(text, *match.span("more")))]
            found = [(self._before(text[at.start : at.end], letter), at) for at in spans]
            if all(period for period, _ in found):
                return tuple(When(period, "span", at) for period, at in found if period)
        if (month := self._month.search(text, span.start, span.end)) and (period := self._calendar.parse_month(month["month"])):
            return (When(period, "month", Span(*month.span("month"))),)
        return ()

    def _before(self, printed: str, letter: date | None) -> Period | None:
        period = self._calendar.parse_range(printed, letter.year if letter else None)
        early = letter and period and period.end and period.end > letter and not re.search(YEAR, printed)
        return self._calendar.parse_range(printed, letter.year - 1) if letter and early else period

    def distributed(self, report: Report, head: Span) -> When | None:
        """The distribution date that stands in the head."""
        match = self._distributed.search(report.clean, head.start, head.end)
        day = self._calendar.parse_date(match["date"]) if match else None
        return When(Period(day, day), "day", Span(*match.span())) if match and day else None

    def language(self, report: Report, head: Span) -> Printed | None:
        """The original language as the head names it, as a BCP 47 tag."""
        match = self._original.search(report.clean, head.start, head.end)
        return Printed(self._tags[match["language"].lower()], Span(*match.span())) if match else None
