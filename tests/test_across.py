"""What several documents tell of one another: one event with two accounts, figures of earlier reports, gaps, overlaps, editions."""

from datetime import date
from itertools import permutations
from pathlib import Path

import pyoxigraph
import pytest

from kfor_graph import names
from kfor_graph.graph.gist import EventGist, Gist
from kfor_graph.graph.meeting import Meeting, meet
from kfor_graph.pipeline import Built, build
from kfor_graph.quality.user import validate
from kfor_graph.resources import folder
from tests import variants
from tests.test_pipeline import files

KFO = names.PREFIXES["kfo"]
DOC = names.document("")


def report(symbol: str, period: str, *paragraphs: str) -> str:
    """The text of a small report."""
    opening = f"The present report covers the period from {period}."
    numbered = "\n\n".join(f"{number}. {words}" for number, words in enumerate((opening, *paragraphs), 1))
    return f"{symbol}\n\nMonthly report to the United Nations on the operations of the Kosovo Force\n\n{numbered}\n"


def built(place: Path, *texts: str, check: bool = False) -> Built:
    """A build of texts, in `place`/build."""
    for number, text in enumerate(texts):
        (place / f"{number}.txt").write_text(text, encoding="utf-8")
    return build([str(place)], place / "build", workers=1, validate=check)


def triples(place: Path) -> list[tuple[str, str, str]]:
    """Everything that a build says."""
    files = sorted([*place.glob("build/documents/*.nq"), *place.glob("build/graphs/a*.nq")])
    quads = [quad for file in files for quad in pyoxigraph.parse(path=str(file))]
    return [(quad.subject.value, quad.predicate.value, quad.object.value) for quad in quads]  # type: ignore[union-attr]  # no triples as terms


def accounts(place: Path) -> dict[str, list[str]]:
    """Each event with the documents whose accounts tell of it."""
    found: dict[str, list[str]] = {}
    for subject, predicate, value in triples(place):
        if predicate == KFO + "about" and "/acc-" in subject:
            found.setdefault(value, []).append(subject.removeprefix(DOC).split("/")[0])
    return {event: sorted(keys) for event, keys in found.items()}


def messages(made: Built, check: str) -> list[str]:
    """What a check found."""
    return [finding.message for finding in made.findings if finding.check == check]


def review(place: Path) -> list[list[str]]:
    """The rows of review.tsv, without its head."""
    return [line.split("\t") for line in (place / "build" / "review.tsv").read_text(encoding="utf-8").splitlines()[1:]]


MARCH = report("S/2006/301", "1 to 31 March 2006", "On 12 March, an explosion occurred in Prizren.")


def test_an_event_of_two_reports_is_one_node_with_two_accounts(tmp_path: Path) -> None:
    """Day, type and place agree and nothing else disagrees."""
    later = report("S/2006/302", "1 to 30 April 2006", "On 12 March 2006, an explosion occurred in Prizren, injuring two persons.")
    built(tmp_path, MARCH, later, check=True)
    assert accounts(tmp_path) == {f"{names.BASE}id/event/2006-03-12-explosion-prizren": ["S-2006-301", "S-2006-302"]}
    assert review(tmp_path) == []


def test_what_disagrees_stays_apart_and_is_listed_for_review(tmp_path: Path) -> None:
    """Two counts of the injured: the earlier report keeps the shared name, the pair is a row and a finding."""
    first = report("S/2006/301", "1 to 31 March 2006", "On 12 March, an explosion occurred in Prizren, injuring three persons.")
    later = report("S/2006/302", "1 to 30 April 2006", "On 12 March 2006, an explosion occurred in Prizren, injuring two persons.")
    made = built(tmp_path, later, first, check=True)
    shared, own = f"{names.BASE}id/event/2006-03-12-explosion-prizren", f"{DOC}S-2006-302/event-2006-03-12-explosion-prizren"
    assert accounts(tmp_path) == {shared: ["S-2006-301"], own: ["S-2006-302"]}
    ((one, other, reason, *events),) = review(tmp_path)
    assert (one.split("/")[0], other.split("/")[0], events) == ("S-2006-301", "S-2006-302", [shared, own])
    assert reason == "they differ in figures: 3 and 2"
    assert len(messages(made, "meeting")) == 1
    assert "Violation" not in {finding.severity for finding in made.findings}
    lines = (tmp_path / "build" / "documents" / "S-2006-302.nq").read_bytes().splitlines()
    assert lines == sorted(set(lines))


def told(iri: str, *victims: str) -> EventGist:
    """An explosion in Prizren on 12 March 2006."""
    day, name = date(2006, 3, 12), f"{names.BASE}id/event/2006-03-12-explosion-prizren"
    roles = (("victim", victims),) if victims else ()
    return EventGist(f"{name}{iri}", name, ("explosion",), day, day, ("prizren",), roles, (), True, False, f"acc-{iri}", "report-1-p1")


def test_the_one_of_two_events_that_fits_is_met() -> None:
    """One document tells two such events: a later account meets the one that it agrees with, if only one."""
    first = Gist(events=(told("", "local/group-a"), told("-2", "local/group-b")))
    meeting = meet({"A": first, "B": Gist(events=(told("", "local/group-b"),)), "C": Gist(events=(told("", "local/group-a"),))})
    assert meeting.renamed == {"B": {told("").iri: told("-2").iri}} and meeting.pairs == ()
    vague = meet({"A": first, "B": Gist(events=(told(""),))})
    assert list(vague.renamed) == ["B"]
    assert [pair.reason for pair in vague.pairs] == ["more than one fits", "more than one fits"]


def test_documents_that_tell_the_same_events_meet_in_all_of_them() -> None:
    """Two such events in each: equal ones meet, though one of them would also fit the other."""
    both = Gist(events=(told(""), told("-2", "local/group-b")))
    assert meet({"A": both, "B": both}) == Meeting({}, ())


def test_many_tellings_of_one_doubtful_event_make_a_chain_of_pairs() -> None:
    """The list for review grows with the documents, not with their pairs."""
    day = date(2006, 3, 12)
    placeless = {
        f"D{number:03}": Gist(
            events=(EventGist(f"{DOC}D{number:03}/event-x", "", ("explosion",), day, day, (), (), (), True, False, "acc-x", "p"),)
        )
        for number in range(300)
    }
    assert len(meet(placeless).pairs) == 299


def test_an_event_without_a_told_place_is_only_listed(tmp_path: Path) -> None:
    """The same day and type, the place told by one alone: two nodes and a pair."""
    later = report("S/2006/302", "1 to 30 April 2006", "On 12 March 2006, an explosion occurred.")
    built(tmp_path, MARCH, later)
    assert [row[2] for row in review(tmp_path)] == ["a place is not told"]


def test_other_days_and_other_places_are_no_pair(tmp_path: Path) -> None:
    """Nothing is listed that is plainly something else."""
    later = report(
        "S/2006/302",
        "1 to 30 April 2006",
        "On 13 March 2006, an explosion occurred in Prizren. On 12 March 2006, an explosion occurred in Klina.",
    )
    built(tmp_path, MARCH, later)
    assert len(accounts(tmp_path)) == 3 and review(tmp_path) == []


AUGUST = report(
    "S/2006/801",
    "1 to 31 August 2006",
    "A total of 30 incidents related to smuggling (10) and drugs (20) were reported during this period.",
)


def september(figure: int) -> str:
    """A report that looks back on August."""
    return report(
        "S/2006/901",
        "1 to 30 September 2006",
        "A total of 25 incidents related to smuggling (5) and drugs (20) were reported during this period. "
        f"The total number of incidents is lower than in August ({figure}).",
    )


def test_a_figure_of_an_earlier_month_that_agrees_is_linked(tmp_path: Path) -> None:
    """The later report's figure for August and the August report's own."""
    made = built(tmp_path, AUGUST, september(30), check=True)
    links = [(subject, value) for subject, predicate, value in triples(tmp_path) if predicate == KFO + "agreesWith"]
    assert [(one.removeprefix(DOC)[:10], other.removeprefix(DOC)[:10]) for one, other in links] == [("S-2006-901", "S-2006-801")]
    assert messages(made, "earlier") == []


def test_a_figure_of_an_earlier_month_that_differs_is_a_source_issue(tmp_path: Path) -> None:
    """Both figures are quoted, and the issue targets both claims."""
    made = built(tmp_path, AUGUST, september(36), check=True)
    (message,) = messages(made, "earlier")
    assert message == ("S-2006-901 gives 36 for August 2006 (“August (36)”); S-2006-801 itself gave 30 (“A total of 30 incidents”).")
    found = triples(tmp_path)
    (issue,) = [
        subject for subject, predicate, value in found if predicate == KFO + "issueType" and value.endswith("earlier-report-differs")
    ]
    assert len([value for subject, predicate, value in found if subject == issue and predicate.endswith("hasTarget")]) == 2


def test_figures_of_different_things_are_not_compared(tmp_path: Path) -> None:
    """Vehicles and houses that were searched, and patrols of a part of the area that only its author knows, are told in the same terms."""
    august = report("S/2006/801", "1 to 31 August 2006", "KFOR searched 40 vehicles. KFOR conducted 90 patrols in the north.")
    later = "KFOR searched 12 houses, compared with 14 in August. KFOR conducted 85 patrols in the north, compared with 70 in August."
    made = built(tmp_path, august, report("S/2006/901", "1 to 30 September 2006", later), check=True)
    assert messages(made, "earlier") == []


def test_the_whole_graph_conforms(tmp_path: Path) -> None:
    """Links and issues across documents are checked by the same shapes."""
    (tmp_path / "0.txt").write_text(AUGUST, encoding="utf-8")
    (tmp_path / "1.txt").write_text(september(36), encoding="utf-8")
    build([str(tmp_path)], tmp_path / "build", validate=True, dumps=True)
    findings = validate(tmp_path / "build" / "dumps" / "kfor-graph.nq", (folder("shapes"),))
    assert [finding for finding in findings if finding.severity == "Violation"] == []


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        (("1 to 31 March 2006", "1 to 30 April 2006"), []),
        (("1 to 31 March 2006", "1 April to 30 June 2006", "1 July to 30 September 2006"), []),
        (("15 March to 14 April 2006", "15 April to 14 May 2006"), []),
        (
            ("1 to 31 March 2006", "1 to 30 June 2006"),
            ["no report covers 1 April to 31 May 2006, between S-2006-300, report-1 and this one: 2 reports missing"],
        ),
        (
            ("1 to 31 March 2006", "1 July to 30 September 2006"),
            [
                (
                    "no report covers 1 April to 30 June 2006, between S-2006-300, report-1 and this one: "
                    "3 reports of the earlier length, or 1 of the later, missing"
                )
            ],
        ),
        (
            ("1 to 31 March 2006", "3 April to 2 May 2006"),
            ["no report covers 1 April to 2 April 2006, between S-2006-300, report-1 and this one"],
        ),
        (("1 to 31 March 2006", "15 March to 30 April 2006"), ["covers 15 March to 31 March 2006, which S-2006-300, report-1 covers too"]),
        (
            ("1 January to 31 March 2006", "1 to 28 February 2006", "1 to 30 April 2006"),
            ["covers February 2006, which S-2006-300, report-1 covers too"],
        ),
    ],
)
def test_gaps_and_overlaps_of_a_series(tmp_path: Path, periods: tuple[str, ...], expected: list[str]) -> None:
    """A quarter after a month is no gap; a gap is counted in the lengths of the reports beside it."""
    made = built(tmp_path, *(report(f"S/2006/{300 + number}", period, "The month was calm.") for number, period in enumerate(periods)))
    assert messages(made, "series") == expected


def test_all_orders_of_files_give_the_same_build(tmp_path: Path) -> None:
    """Who comes first in time keeps the shared name, not who is read first."""
    for number, count in ((301, "three"), (302, "two"), (303, "three")):
        text = report(f"S/2006/{number}", "1 to 31 March 2006", f"On 12 March, an explosion occurred in Prizren, injuring {count} persons.")
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    builds = set()
    for number, order in enumerate(permutations(sorted(tmp_path.glob("*.txt")))):
        out = tmp_path / f"build-{number}"
        build([str(path) for path in order], out, workers=1, validate=False)
        builds.add(b"".join(files(out).values()))
    assert len(builds) == 1


CALM = report("S/2006/400", "1 to 31 May 2006", "As at 31 May 2006, the total number of troops in theatre was 16,120.", "Patrols went on.")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Patrols went on.", "Patrols continued."),
        ("in theatre", "in the theatre"),
        ("\n\n3.", "\n\nS/2006/400 2\n\n3."),
        ("3. Patrols went on.\n", ""),
    ],
)
def test_editions_of_one_document_are_one(tmp_path: Path, old: str, new: str) -> None:
    """Mended words, lost words, further page marks: no claim is there twice, both files are sources."""
    assert old in CALM
    made = built(tmp_path, CALM, CALM.replace(old, new))
    alone = tmp_path / "alone"
    alone.mkdir()
    once = built(alone, CALM)
    assert [(summary.key, summary.claims) for summary in made.documents] == [(summary.key, summary.claims) for summary in once.documents]
    assert made.errors == ()
    assert len([1 for _, predicate, _ in triples(tmp_path) if predicate.endswith("hasFormat")]) == 2


def test_a_printed_edition_of_a_text_is_the_same_document(tmp_path: Path) -> None:
    """A PDF and the text: one document, the same claims."""
    text = (folder("shapes").parent / "reports" / "S-2007-652.txt").read_text(encoding="utf-8")
    parts = [part for part in text.split("\n\n") if part.strip()]
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(variants.printed([" ".join(part.split()) for part in parts]))
    made = build([str(tmp_path)], tmp_path / "build", workers=1, validate=False)
    assert [summary.key for summary in made.documents] == ["S-2007-652"] and made.errors == ()


@pytest.mark.parametrize(
    ("old", "new"), [("16,120", "16,210"), ("3. Patrols went on.", "3. Some 12 patrols went on.|3. Some 14 patrols went on.")]
)
def test_texts_that_differ_in_substance_are_an_error(tmp_path: Path, old: str, new: str) -> None:
    """Another figure is another document, read or not."""
    one, _, other = new.rpartition("|")
    made = built(tmp_path, CALM.replace(old, one or old), CALM.replace(old, other))
    assert made.documents == () and [
        error.what.startswith("different documents with one key, S-2006-400, which first differ in “") for error in made.errors
    ] == [True]


def test_copies_that_differ_are_told_with_the_words(tmp_path: Path) -> None:
    """Of two copies with one figure altered neither is believed, and the error names both figures, with file and line."""
    text = (Path(__file__).parent.parent / "reports" / "S-2007-652.txt").read_text()
    (tmp_path / "a.txt").write_text(text)
    (tmp_path / "b.txt").write_text(text.replace("15,314", "15,341"))
    made = build([str(tmp_path)], tmp_path / "out", validate=False)
    line = text[: text.index("15,314")].count("\n") + 1
    (error,) = made.errors
    assert f"which first differ in “15,314” (a.txt:{line}) and “15,341” (b.txt:{line})" in str(error)
