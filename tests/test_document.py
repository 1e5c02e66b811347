"""Letters, annexes, reports, headings, paragraphs and sentences, in the forms of the genre."""

import re

import pytest

from kfor_graph.corpus.read import read
from kfor_graph.document.dates import parse_date, parse_range
from kfor_graph.document.outline import outline
from kfor_graph.document.sentences import sentences
from kfor_graph.errors import SourceError
from kfor_graph.texts import Document, Span

COVER = """Letter dated 8 May 2006 from the Secretary-General addressed to the
President of the Security Council

Pursuant to resolution 1244 (1999), I have the honour to convey the attached communication (see annex).

(Signed) Kofi A. Annan
"""
INNER = """Letter dated 27 April 2006 from the Secretary-General of the North Atlantic
Treaty Organization addressed to the Secretary-General

In accordance with paragraph 20 of resolution 1244 (1999), I attach the monthly report.

(Signed) Jaap de Hoop Scheffer
"""
REPORT = """Monthly report to the United Nations on the operations of the Kosovo Force

1. The present report covers the period from 1 to 31 March 2006.

Security situation

2. The month was calm. Gen. Valentin visited St. George's church at 6.30 p.m. on Tuesday.

KFOR operations

3. Patrols went on.
"""


def document(text: str) -> Document:
    """A text as a document."""
    return outline(read("r.txt", text.encode()))


def paragraphs(found: Document) -> list[tuple[str, str | None]]:
    """Slug and heading of every paragraph."""
    return [(item.slug, item.heading.value if item.heading else None) for report in found.reports for item in report.paragraphs]


def test_the_full_form() -> None:
    """Cover letter, annex with NATO letter, enclosure with report: each part in its frame, each letter with what it passes on."""
    found = document(f"{COVER}\nAnnex\n\n{INNER}\nEnclosure\n\n{REPORT}")
    sg, nato = found.letters
    assert (sg.block.slug, sg.block.parent, sg.transmits) == ("letter-sg", None, ("letter-nato",))
    assert (nato.block.slug, nato.block.parent, nato.transmits) == ("letter-nato", "annex", ("report-1",))
    assert nato.sender and nato.sender.value == "Secretary-General of the North Atlantic Treaty Organization"
    assert nato.addressee and nato.addressee.value == "Secretary-General"
    assert [block.slug for block in found.blocks] == ["masthead", "letter-sg", "letter-nato", "annex", "enclosure", "report-1"]
    assert found.reports[0].block.parent == "enclosure"
    assert found.key == "letter-2006-05-08"


@pytest.mark.parametrize(
    ("text", "letters", "key"),
    [
        (f"{COVER}\nAnnex\n\n{REPORT}", ["Kofi A. Annan"], "letter-2006-05-08"),
        (REPORT, [], "text-"),
        (f"{COVER.split(chr(10), 3)[3]}\nAnnex\n\n{REPORT}", ["Kofi A. Annan"], "text-"),
    ],
    ids=["report in the annex itself", "no letters at all", "a letter without its heading"],
)
def test_missing_parts_are_missing_not_guessed(text: str, letters: list[str], key: str) -> None:
    """Each part but the report may be absent."""
    found = document(text)
    assert [item.signatory.value for item in found.letters if item.signatory] == letters
    assert found.key.startswith(key)
    assert len(found.reports) == 1 and len(found.reports[0].paragraphs) == 3


def test_two_reports_in_one_document() -> None:
    """Two annexes, two enclosures: the count begins again, each report has its period."""
    second = REPORT.replace("March 2006", "May 2006")
    found = document(f"{COVER}\nAnnex I\n\n{INNER}\nEnclosure\n\n{REPORT}\nAnnex II\n\n{INNER}\nEnclosure\n\n{second}")
    assert [report.block.slug for report in found.reports] == ["report-1", "report-2"]
    assert [str(report.period.period.start) for report in found.reports if report.period] == ["2006-03-01", "2006-05-01"]
    assert [item.slug for item in found.reports[1].paragraphs] == ["report-2-p1", "report-2-p2", "report-2-p3"]
    assert found.letters[0].transmits == ("letter-nato-1", "letter-nato-2")


def test_headings_stand_over_the_paragraphs_behind_them() -> None:
    """A short line without a stop, until the next one."""
    expected = [("report-1-p1", None), ("report-1-p2", "Security situation"), ("report-1-p3", "KFOR operations")]
    assert paragraphs(document(REPORT)) == expected


def test_headings_on_one_line_are_found_too() -> None:
    """The whole document on one line: the words between a full stop and the next number."""
    assert paragraphs(document(" ".join(REPORT.split()))) == paragraphs(document(REPORT))


def test_numbers_that_begin_again_under_each_heading() -> None:
    """One report, sections in the names."""
    text = (
        "Monthly report to the United Nations on SFOR operations\n\nSFOR operations\n\n1. In April 2003 all was calm.\n\n2. So it was.\n\n"
        "Compliance by the Parties\n\n1. The Parties complied.\n\n2. Fully.\n"
    )
    assert [slug for slug, _ in paragraphs(document(text))] == ["report-1-s1-p1", "report-1-s1-p2", "report-1-s2-p1", "report-1-s2-p2"]


def test_numbers_without_a_full_stop() -> None:
    """A lost stop loses no paragraph; a count at the beginning of a line is none."""
    text = REPORT.replace("2. The", "2 The")
    text = text.replace("Patrols went on.", "Patrols went on:\n4 Kosovo Serbs were escorted.\n\n4. That was all.")
    assert [slug for slug, _ in paragraphs(document(text))] == [f"report-1-p{number}" for number in (1, 2, 3, 4)]


def test_footnotes_below_the_last_paragraph_are_not_of_it() -> None:
    """A block that begins with 1 without a stop; a count that begins a block belongs to the paragraph."""
    last = document(REPORT + "\n1 The President came too.\n\n2 So did others.\n").reports[0].paragraphs[-1]
    assert last.span == document(REPORT).reports[0].paragraphs[-1].span
    last = document(REPORT + "\n14 Kosovo Serbs were escorted.\n").reports[0].paragraphs[-1]
    assert len(last.sentences) == 2


@pytest.mark.parametrize("form", ["({})", "{})", "[{}]", "[{}].", "{} -", "{} –"])
def test_numbers_in_brackets(form: str) -> None:
    """They number paragraphs where nothing else does; else they count the items of a list."""
    text = re.sub(r"^(\d)\.", lambda match: form.format(match[1]), REPORT, flags=re.M)
    assert paragraphs(document(text)) == paragraphs(document(REPORT))
    items = REPORT.replace("Patrols went on.", "Three things: (1) Patrols went on. (2) A man was held. (3) It rained.")
    assert paragraphs(document(items)) == paragraphs(document(REPORT))


def test_a_number_behind_a_table_on_one_line() -> None:
    """The last figure of a table has no stop; the number that comes next in the count begins a paragraph all the same."""
    table = REPORT.replace("Tuesday.", "Tuesday. The following were seized: Item Number Rifles 37 Pistols 22").replace(
        "KFOR operations\n\n", ""
    )
    assert [name for name, _ in paragraphs(document(" ".join(table.split())))] == ["report-1-p1", "report-1-p2", "report-1-p3"]


def test_a_heading_that_a_title_has_run_into() -> None:
    """Where a page broke between them, the line goes on; the heading is none of the title's words."""
    title = document(REPORT.replace("Force\n\n1.", "Force Introduction\n\n1.")).reports[0].block.heading
    assert title and title.value == "Monthly report to the United Nations on the operations of the Kosovo Force"


def test_numbers_of_notes_are_no_paragraphs() -> None:
    """What begins to be numbered at the foot of a text are its notes."""
    notes = "\n\n[1] The report of the month before.\n\n[2] See there."
    with pytest.raises(SourceError, match="no numbered paragraph"):
        document(re.sub(r"^\d\. ", "", REPORT, flags=re.M) + notes)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The present report covers KFOR activities from 16 December 2003 to 15 January 2004.", "2003-12-16 2004-01-15"),
        ("In the reporting period, April 2004, the month was calm.", "2004-04-01 2004-04-30"),
        ("Over the reporting period (January-March 2004), all was calm.", "2004-01-01 2004-03-31"),
        ("This report covers the period from January to March 2004.", "2004-01-01 2004-03-31"),
        ("This report covers the period from 1 April to 1 May 2004.", "2004-04-01 2004-05-01"),
        ("This report covers the period from April 1 to 30, 2004.", "2004-04-01 2004-04-30"),
        ("The report covers the period from December 1, 2003 to February 29, 2004.", "2003-12-01 2004-02-29"),
        ("During the period from 1 to 30 April 2004, all was calm.", "2004-04-01 2004-04-30"),
        ("From 3 to 5 April 2004 a curfew was imposed.", None),
        ("A curfew was imposed for the period from 3 to 5 April 2004.", None),
        ("In the reporting period, the curfew was kept up for the period from 3 to 5 April 2004.", None),
        ("The Government extended the state of emergency for the period from 1 to 30 April 2004.", None),
        ("Elections are planned for October 2004.", None),
        ("The past month was quiet.", None),
    ],
)
def test_periods(words: str, expected: str | None) -> None:
    """Days or whole months, as stated; where none is said to be covered, none."""
    period = document(REPORT.replace("The present report covers the period from 1 to 31 March 2006.", words)).reports[0].period
    assert (period and f"{period.period.start} {period.period.end}") == expected


def test_numbers_alone_on_a_line() -> None:
    """The words stand below."""
    text = REPORT.replace("1. ", "1.\n").replace("2. ", "2.\n").replace("3. ", "3.\n")
    assert paragraphs(document(text)) == paragraphs(document(REPORT))


def test_days_at_the_beginning_of_a_line_are_no_numbers() -> None:
    """A wrapped date does not begin a paragraph."""
    text = REPORT.replace("Patrols went on.", "Patrols went on until\n4 April 2006 and after.")
    assert len(paragraphs(document(text))) == 3


def test_sentences_survive_abbreviations_initials_and_decimals() -> None:
    """Two sentences, not five."""
    found = document(REPORT).reports[0].paragraphs[1]
    assert len(found.sentences) == 2
    text = "Mr. Kofi A. Annan paid 6.83 per cent. He left."
    spans = sentences(text, Span(0, len(text)))
    assert [text[span.start : span.end] for span in spans] == ["Mr. Kofi A. Annan paid 6.83 per cent.", "He left."]


def test_see_annex_is_no_label() -> None:
    """Words in brackets open no part."""
    assert [block.slug for block in document(f"{COVER}\nAnnex\n\n{REPORT}").blocks if block.kind == "attachment"] == ["annex"]


@pytest.mark.parametrize("text", ["Roses are red.\n", "Letter dated 1 May 2006 from the Secretary-General to the President\n\nNo more.\n"])
def test_a_text_without_numbered_paragraphs_is_no_report(text: str) -> None:
    """One line that says so."""
    with pytest.raises(SourceError, match="no numbered paragraph"):
        document(text)


def test_signatures() -> None:
    """Capitals, honorifics, what follows on the same line."""
    for printed, name in (
        ("(Signed) António GUTERRES", "António Guterres"),
        ("(Signed) The Rt. Hon. Lord ROBERTSON of Port Ellen", "The Rt. Hon. Lord Robertson of Port Ellen"),
        ("(Signed) Jens Stoltenberg Annex", "Jens Stoltenberg"),
    ):
        text = COVER.replace("(Signed) Kofi A. Annan", printed) + ("" if printed.endswith("Annex") else "\nAnnex") + "\n\n" + REPORT
        signatory = document(text).letters[0].signatory
        assert signatory and signatory.value == name


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("5 November 2007", (5, 11, 2007)),
        ("08 May 2006", (8, 5, 2006)),
        ("November 5, 2007", (5, 11, 2007)),
        ("1st March", (1, 3, None)),
        ("32 March 2006", None),
        ("5 Novembr 2007", None),
    ],
)
def test_dates(words: str, expected: tuple[int, int, int | None] | None) -> None:
    """The strict grammar: what it does not know is no date."""
    assert parse_date(words) == expected


@pytest.mark.parametrize(
    ("words", "year", "expected"),
    [
        ("1 to 30 September 2007", None, "2007-09-01 2007-09-30"),
        ("17 February-18 March", 2000, "2000-02-17 2000-03-18"),
        ("16 December to 15 March 2011", None, "2010-12-16 2011-03-15"),
        ("1 December 2012 to 28 February 2013", None, "2012-12-01 2013-02-28"),
        ("17 February-18 March", None, None),
        ("30 to 31 February 2007", None, None),
    ],
)
def test_ranges(words: str, year: int | None, expected: str | None) -> None:
    """Over a month's and a year's end; without any year there is no range."""
    period = parse_range(words, year)
    assert (f"{period.start} {period.end}" if period else None) == expected


def test_a_roman_numeral_belongs_to_its_heading() -> None:
    """A heading with an outline label is no end of the paragraph before."""
    title = "Report to the United Nations on Kosovo Force operations"
    told = document(f"{title}\n\nI. Introduction\n\n1. It was calm.\n\nII. Political background\n\n2. It stayed so.\n")
    paragraphs = told.reports[0].paragraphs
    assert [block.heading and block.heading.value for block in paragraphs] == ["I. Introduction", "II. Political background"]
    assert told.report.clean[paragraphs[0].span.start : paragraphs[0].span.end] == "It was calm."
