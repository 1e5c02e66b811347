"""One report: masthead, letters, period, strength, paragraphs under headings, in one of several formats."""

import calendar
import html
import textwrap
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.bench.generate.forms import INCIDENTS, Said, Time, calm, corps, said_day, seizures, statistics
from tests.bench.generate.words import NATO, UN, holder

MARK = "CONSTRUCTED FOR TESTING - not a United Nations document"
_BASIS = "Security Council resolution 1244 (1999)"
_ASKED = "I would appreciate your making this report available to the members of the Security Council."
_LISTS = (
    "events", "incident_statistics", "personnel_statistics", "seizures", "agreements", "assessments", "stated_zeros", "discrepancies",
    "other_observations",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """A report that was made up."""

    name: str
    text: str
    facts: dict[str, Any]


def make(number: int, seed: int = 0) -> Made:
    """The report of a number."""
    random = Random(f"{seed}-{number}")  # noqa: S311 - the same every time is what is wanted
    time = _time(random, number)
    symbol = f"S/{time.end.year}/{1000 + number % 9000}"
    letters, rows, quoted = _letters(random, time)
    facts: dict[str, Any] = {
        "slug": f"generated-{number:06}", "family": "KFOR", "language": "en", "constructed": True, "document_symbol": symbol,
        "letters": rows, "period": {"start": str(time.start), "end": str(time.end), "quote": quoted, "paragraph": None},
        "troop_strength": [], "report_index": 1, "reports_in_file": 1, **{name: [] for name in _LISTS},
    }  # fmt: skip
    parts: list[tuple[str, str]] = [("mark", MARK), ("plain", symbol), *letters]
    paragraphs = [("", [_opening(random, time)]), *_body(random, time)]
    at = 0
    for heading, told in paragraphs:
        if heading:
            parts.append(("heading", heading))
        for said in told:
            at += 1
            parts.append(("paragraph", f"{at}. {said.text}"))
            for kind, found in said.facts.items():
                facts[kind] += [{**fact, "paragraph": at} for fact in found]
    for order, event in enumerate(facts["events"], 1):
        event["id"] = f"e{order}"
    ending, text = _layout(random, parts)
    facts["file"] = f"{number:06}.{ending}"
    return Made(facts["file"], text, facts)


def _time(random: Random, number: int) -> Time:
    month = number % 300  # from July 1999
    year, month = 1999 + (month + 6) // 12, (month + 6) % 12 + 1
    if year < 2014 or random.random() < 0.3:
        return Time(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
    first = month - (month - 1) % 3
    return Time(date(year, first, 1), date(year, first + 2, calendar.monthrange(year, first + 2)[1]))


def _full(day: date) -> str:
    return f"{said_day(day)} {day.year}"


def _letters(random: Random, time: Time) -> tuple[list[tuple[str, str]], list[dict[str, Any]], str]:
    """The letters in front, or only the one of the United Nations, and what they say."""
    outer, inner = time.end + timedelta(random.randint(40, 60)), time.end + timedelta(random.randint(15, 35))
    first = said_day(time.start) if time.start.month != time.end.month else str(time.start.day)
    period = f"covering the period from {first} to {_full(time.end)}"
    un, nato = holder(UN, outer.year), holder(NATO, inner.year)
    verb = random.choice(["convey", "transmit"])
    title = f"Letter dated {_full(outer)} from the Secretary-General addressed to the President of the Security Council"
    rows = [
        {"date": str(outer), "from_person": un, "from_role": "Secretary-General", "to_role": "President of the Security Council",
         "quote": title, "paragraph": None}
    ]  # fmt: skip
    parts = [
        ("title", title),
        (
            "plain",
            f"Pursuant to {_BASIS}, I have the honour to {verb} the attached report on the security presence in Kosovo {period}.",
        ),
        ("plain", "I should be grateful if you would bring the report to the attention of the members of the Security Council."),
        ("plain", f"(Signed) {un}"),
        ("title", "Annex"),
    ]
    if random.random() < 0.6:
        title = f"Letter dated {_full(inner)} from the Secretary-General of the North Atlantic Treaty Organization to the Secretary-General"
        rows.append(
            {"date": str(inner), "from_person": nato, "from_role": "Secretary-General of NATO", "to_role": "Secretary-General",
             "quote": title, "paragraph": None}
        )  # fmt: skip
        parts += [
            ("title", title),
            (
                "plain",
                f"In accordance with paragraph 20 of {_BASIS}, I attach a report on the operations of the Kosovo Force. {_ASKED}",
            ),
            ("plain", f"(Signed) {nato}"),
            ("title", "Enclosure"),
        ]
    rhythm = "Monthly" if time.start.month == time.end.month else "Quarterly"
    parts.append(("title", f"{rhythm} report to the United Nations on the operations of the Kosovo Force"))
    return parts, rows, period


def _opening(random: Random, time: Time) -> Said:
    """The strength, as one of the forms gives it."""
    total, outside = random.randint(35, 480) * 100 + random.randint(0, 99), random.randint(200, 3000)
    row: dict[str, Any] = dict.fromkeys(("as_at", "basis_period", "qualifier", "non_nato", "nato_nations", "non_nato_nations", "scope"))
    row |= {"total": total, "approximate": False, "as_at": str(time.end)}
    form = random.randrange(3)
    if form == 0:
        text = f"As at {_full(time.end)}, the total number of troops in theatre was {total:,}."
        row["quote"] = text
        text = f"{text} This number includes {outside:,} troops from non-NATO countries."
        row["non_nato"] = outside
    elif form == 1:
        text = f"As at {_full(time.end)}, the total number of troops in theatre was {total:,}, which included {outside:,} troops from "
        text += "non-NATO countries."
        row |= {"quote": text, "non_nato": outside}
    else:
        total = round(total, -2)
        text = f"As at {_full(time.end)}, the total number of KFOR troops in theatre remained approximately {total:,}, from "
        text += "28 NATO and 8 non-NATO troop-contributing nations."
        row |= {"quote": text, "total": total, "approximate": True, "qualifier": "approximately", "nato_nations": 28, "non_nato_nations": 8}
    return Said(text, {"troop_strength": [row]})


def _body(random: Random, time: Time) -> list[tuple[str, list[Said]]]:
    made = [random.choice(INCIDENTS)(random, time) for _ in range(random.randint(4, 14))]
    incidents = list({tuple(said.facts["events"][0][name] for name in ("date", "place", "type")): said for said in made}.values())
    joined = []
    while incidents:
        several = [incidents.pop() for _ in range(min(len(incidents), random.randint(1, 3)))]
        facts: dict[str, list[dict[str, Any]]] = {}
        for said in several:
            for kind, found in said.facts.items():
                facts.setdefault(kind, []).extend(found)
        joined.append(Said(" ".join(said.text for said in several), facts))
    body = [("Security situation", [calm(random, time), *joined, statistics(random, time)]), ("KFOR operations", [seizures(random, time)])]
    if 2003 <= time.end.year <= 2008:
        body.append(("Kosovo Protection Corps", [corps(random, time)]))
    end = "KFOR will continue to operate on the basis of Security Council resolution 1244 (1999)."
    return [*body, ("Conclusion", [Said(end)])]


def _layout(random: Random, parts: list[tuple[str, str]]) -> tuple[str, str]:
    """Ending and text in one of the formats."""
    form = random.randrange(4)
    if form == 0:
        return "txt", "\n\n".join(text for _, text in parts) + "\n"
    if form == 1:
        return "txt", "\n\n".join("\n".join(textwrap.wrap(text, 72, break_on_hyphens=False)) for _, text in parts) + "\n"
    if form == 2:
        marks = {"title": "## ", "heading": "#### "}
        return "md", "\n\n".join(marks.get(kind, "") + text for kind, text in parts) + "\n"
    tags = {"title": "h2", "heading": "h3"}
    lines = "".join(f"<{tags.get(kind, 'p')}>{html.escape(text)}</{tags.get(kind, 'p')}>\n" for kind, text in parts)
    return "html", f"<!DOCTYPE html>\n<html><head><meta charset='utf-8'><title>{MARK}</title></head>\n<body>\n{lines}</body></html>\n"
