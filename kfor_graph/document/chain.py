"""Letters that are not printed, but named in the letter that passes them on."""

import re
from dataclasses import dataclass

from kfor_graph.document.dates import DATE, full_day
from kfor_graph.texts import Period, Printed, Report, Span, When

_WHO = r"(?:[^\W\d_a-zß-öø-ÿ][\w’'.-]*)(?:\s(?:d[aeiu]|of|de|van|von|der|bin|al|[^\W\d_a-zß-öø-ÿ][\w’'.-]*)){0,6}"
_OFFICE = r"(?:[^\W\d_]|[-’'\s]){3,160}?"
_ENDS = r"(?=,|\.|;|\s\(|\sand\s(?:its|the)\b|\s(?:transmitting|conveying|forwarding|enclosing|containing|attaching|covering|concerning|regarding|on|which|that|in)\b)"
_NAMED = re.compile(
    rf"""\b(?P<whole>(?:a|an|the|the\sattached|the\senclosed|the\sfollowing)\s(?:letter|communication),?
    (?:\sdated\s(?P<date>{DATE}),?)?
    \s(?:which\sI\s(?:have\s)?(?:received\s)?|received\s|addressed\sto\sme\s)?(?:from|by)\s
    (?:(?:the\s)?(?P<office>[^\W\d_a-z]{_OFFICE}){_ENDS}(?:,\s(?:(?:Mr|Ms|Mrs|Dr)\.?\s)?(?P<name>{_WHO})(?=,|\.|;|\s[a-z(]))?)
    (?:,\sdated\s(?P<date2>{DATE}))?)""",
    re.X,
)
_DATED = re.compile(r"\b(?<!\bmy\s)(?:letters?|communications?),?\s(?:\w+\s){0,2}dated\s")
"Another's letter. There may be more of them than are named with a sender."
_PASSES_ON = re.compile(r"\b(?:transmit|convey|forward|enclos|attach|contain|cover)\w*")


@dataclass(frozen=True, slots=True)
class NamedLetter:
    """A letter as another one names it."""

    span: Span
    "all words that name it"
    dated: When | None
    "its date"
    sender: Printed | None
    "the office it comes from"
    signatory: Printed | None
    "who signed it"
    passes_on: bool
    "whether the letter is said to pass something on itself"


def named_letter(report: Report, span: Span) -> NamedLetter | None:
    """The one letter that a span names with its sender; None where it names none or several."""
    found = list(_NAMED.finditer(report.clean, span.start, span.end))
    if len(found) != 1 or len(_DATED.findall(report.clean, span.start, span.end)) > 1:
        return None
    match = found[0]
    name = "date" if match["date"] else "date2"
    day = full_day(match[name]) if match[name] else None
    behind = report.clean[match.end() : min(span.end, match.end() + 60)]
    return NamedLetter(
        Span(*match.span("whole")),
        When(Period(day, day), "day", Span(*match.span(name))) if day else None,
        Printed(match["office"], Span(*match.span("office"))),
        Printed(match["name"], Span(*match.span("name"))) if match["name"] else None,
        bool(_PASSES_ON.match(behind.lstrip(", "))),
    )
