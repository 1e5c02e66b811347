"""Corrections by people: what they do to the graph, what is kept of them, and what is said of those that cannot be used."""

import re
from pathlib import Path

import pyoxigraph
import pytest

from kfor_graph import names
from kfor_graph.corpus.curation import COLUMNS, read_curation
from kfor_graph.errors import CurationError
from kfor_graph.pipeline import Built, build
from kfor_graph.quality.user import validate
from kfor_graph.resources import folder
from tests.test_pipeline import files

KFO, PROV = names.PREFIXES["kfo"], names.PREFIXES["prov"]
DOC = names.document("")
TEXT = """S/2006/{number}

Monthly report to the United Nations on the operations of the Kosovo Force

1. The present report covers the period from 1 to 31 March 2006.

2. As at 31 March 2006, the total number of troops in theatre was 16,120.

3. On 12 March, an explosion occurred in Prizren, injuring two persons.

4. A total of 30 incidents related to smuggling (10) and drugs (20) were reported during this period.
"""
MANY = tuple(range(301, 501))
Triples = list[tuple[str, str, str]]


def made(place: Path, *rows: str, numbers: tuple[int, ...] = (301,), check: bool = True) -> Built:
    """A build of one or several small reports with a table of corrections; columns of a row are joined by |."""
    reports = place / "reports"
    reports.mkdir(exist_ok=True)
    for number in numbers:
        (reports / f"{number}.txt").write_text(TEXT.format(number=number), encoding="utf-8")
    if rows:
        lines = ["\t".join(COLUMNS), *(row.replace("|", "\t") for row in rows)]
        (reports / "curation.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return build([str(reports)], place / "build", workers=1, validate=check, dumps=True)


def triples(place: Path, files: str = "dumps/kfor-graph.nq") -> Triples:
    """What a file of a build says; by default, all that queries see."""
    quads = pyoxigraph.parse(path=str(place / "build" / files))
    return [(quad.subject.value, quad.predicate.value, quad.object.value) for quad in quads]  # type: ignore[union-attr]  # no triples as terms


def claim(place: Path, label: str) -> str:
    """Name of the claim whose label holds some words, as `show` prints it, in a build without corrections."""
    made(place, check=False)
    found = [s for s, p, o in triples(place) if p.endswith("#label") and label in o and re.search(r"/(?:obs|acc)-", s)]
    return found[0].removeprefix(DOC + "S-2006-301/")


def assert_conforms(place: Path) -> None:
    """The whole graph has no violation."""
    found = validate(place / "build" / "dumps" / "kfor-graph.nq", (folder("shapes"),))
    assert [finding for finding in found if finding.severity == "Violation"] == []


def test_a_rejected_claim_leaves_the_default_view_and_stays_on_record(tmp_path: Path) -> None:
    """Queries and dumps do not see it; rejected.nq has it whole, the graph `curation` says who, when and why."""
    step = claim(tmp_path, "16,120")
    made(tmp_path, f"{step}|rejected|||a reviewer|2026-11-25|another force is meant")
    seen, iri = triples(tmp_path), f"{DOC}S-2006-301/{step}"
    assert not [s for s, p, _ in seen if s == iri and p == KFO + "value"]
    assert ("16120" in {o for s, p, o in triples(tmp_path, "rejected.nq") if s == iri and p == KFO + "value"}) is True
    (decision,) = [s for s, p, o in seen if p == KFO + "decidesOn" and o == iri]
    told = {p.rsplit("/", 1)[1]: o for s, p, o in seen if s == decision}
    assert told["date"] == "2026-11-25" and told["rdf-schema#comment"] == "another force is meant"
    assert told["prov#wasAssociatedWith"].endswith("/agent/a-reviewer")
    assert_conforms(tmp_path)


def test_what_depends_on_a_rejected_account_goes_along(tmp_path: Path) -> None:
    """No event without an account, no casualties of no event; a finding says so."""
    step = claim(tmp_path, "Explosion in Prizren")
    built = made(tmp_path, f"{step}|rejected|||a reviewer|2026-11-25|a drill")
    assert not [s for s, _, o in triples(tmp_path) if "explosion-prizren" in s + o]
    assert [finding.severity for finding in built.findings if finding.check == "curation"] == ["Info"]
    assert_conforms(tmp_path)


def test_a_total_that_lost_a_part_is_no_wrong_sum(tmp_path: Path) -> None:
    """A part is rejected: the total includes the others, and no source issue is made of it."""
    step = claim(tmp_path, "(smuggling)")
    built = made(tmp_path, f"{step}|rejected|||a reviewer|2026-11-25|misread")
    assert not [p for _, p, _ in triples(tmp_path) if p == KFO + "totalOf"]
    assert len([p for _, p, _ in triples(tmp_path) if p == KFO + "includes"]) == 1
    assert {finding.check for finding in built.findings} == set()


def test_a_corrected_claim_keeps_its_name_and_both_values(tmp_path: Path) -> None:
    """The claim has the curated value, the decision has the extracted one beside it."""
    step = claim(tmp_path, "16,120")
    made(tmp_path, f"S-2006-301/{step}|corrected|value|16210|a reviewer|2026-11-25|digits swapped")
    seen, iri = triples(tmp_path), f"{DOC}S-2006-301/{step}"
    assert [o for s, p, o in seen if s == iri and p == KFO + "value"] == ["16210"]
    (decision,) = [o for s, p, o in seen if s == iri and p == PROV + "wasGeneratedBy" and "/decision-" in o]
    told = {p.removeprefix(KFO): o for s, p, o in seen if s == decision}
    assert (told["extracted"], told["curated"], told["slot"]) == ("16120", "16210", KFO + "value")
    assert_conforms(tmp_path)


@pytest.mark.parametrize(
    ("slot", "value", "event"),
    [
        ("place", "place/klina", "id/event/2006-03-12-explosion-klina"),
        ("onDate", "2006-03-13", "id/event/2006-03-13-explosion-prizren"),
        ("eventType", "shooting", "id/event/2006-03-12-shooting-prizren"),
        ("certainty", "alleged", "id/doc/S-2006-301/event-2006-03-12-explosion-prizren"),
    ],
)
def test_a_corrected_account_takes_all_that_is_told_of_its_event_along(tmp_path: Path, slot: str, value: str, event: str) -> None:
    """The casualties stay with the event, wherever and whenever it was; an event that is only alleged is none."""
    step = claim(tmp_path, "Explosion in Prizren")
    made(tmp_path, f"{step}|corrected|{slot}|{value}|a reviewer|2026-11-25|read again")
    about = {o for s, p, o in triples(tmp_path) if p == KFO + "about" and ("event" in o)}
    assert about == {names.BASE + event}
    assert_conforms(tmp_path)


def test_a_confirmed_claim_stays_and_says_by_whom(tmp_path: Path) -> None:
    """Nothing of it changes."""
    step = claim(tmp_path, "16,120")
    before = (tmp_path / "build" / "documents" / "S-2006-301.nq").read_bytes()
    made(tmp_path, f"{step[:8]}|confirmed|||a reviewer|2026-11-25|read")
    assert (tmp_path / "build" / "documents" / "S-2006-301.nq").read_bytes() == before
    assert [s for s, p, _ in triples(tmp_path) if p == PROV + "wasInfluencedBy" and s.endswith(step)]
    assert_conforms(tmp_path)


def test_a_decision_whose_claim_is_gone_is_a_warning(tmp_path: Path) -> None:
    """One line with file, line and remedy."""
    built = made(tmp_path, "obs-000000000000|rejected|||a reviewer|2026-11-25|gone", check=False)
    assert [(finding.severity, finding.message) for finding in built.findings] == [
        ("Warning", "curation.tsv:2: there is no claim obs-000000000000; take the row out, or name one that kfor-graph show prints")
    ]
    assert built.errors == ()


def test_rows_that_cannot_be_used_are_errors_and_the_rest_goes_on(tmp_path: Path) -> None:
    """Each is one line with file, line and remedy; the good row is applied."""
    step = claim(tmp_path, "16,120")
    end = "a reviewer|2026-11-25|read"
    built = made(
        tmp_path,
        f"{step}|wrong|||{end}",
        f"nothing|rejected|||{end}",
        f"{step}|rejected",
        f"{step}|rejected|||a reviewer|yesterday|read",
        f"{step}|rejected||||2026-11-25|read",
        f"{step}|corrected|value||{end}",
        f"{step}|corrected|value|many|{end}",
        f"{step}|corrected|colour|red|{end}",
        f"{step}|corrected|about|place/atlantis|{end}",
        f"{step}|corrected|asAt|2006-03-30|{end}",
        f"{step}|rejected|||{end}",
        check=False,
    )
    lines = [int(str(error).split("curation.tsv:")[1].split(":")[0]) for error in built.errors]
    assert sorted(lines) == [2, 3, 4, 5, 6, 7, 8, 9, 10, 12]
    assert all("; " in str(error) and "\n" not in str(error) for error in built.errors)
    assert [o for s, p, o in triples(tmp_path) if s.endswith(step) and p == KFO + "asAt"] == ["2006-03-30"]


def test_a_short_name_that_can_mean_several_claims_is_an_error(tmp_path: Path) -> None:
    """It is applied to none of them."""
    made(tmp_path, numbers=MANY, check=False)
    owners: dict[str, set[str]] = {}
    for subject, predicate, _ in triples(tmp_path):
        if predicate == KFO + "reportedIn":
            owners.setdefault(subject.rsplit("/", 1)[1][: len("obs-1a2b")], set()).add(subject)
    short = next(name for name, claims in sorted(owners.items()) if len(claims) > 1 and name[3:4] == "-")
    built = made(tmp_path, f"{short}|rejected|||a reviewer|2026-11-25|read", numbers=MANY, check=False)
    assert ["can mean" in str(error) and "in full" in str(error) for error in built.errors] == [True]
    assert not (tmp_path / "build" / "rejected.nq").exists()


def test_builds_with_corrections_are_equal_whatever_the_number_of_workers(tmp_path: Path) -> None:
    """Same reports and table, same bytes."""
    step = claim(tmp_path, "16,120")
    made(tmp_path, f"{step}|rejected|||a reviewer|2026-11-25|read", numbers=tuple(range(301, 321)), check=False)
    build([str(tmp_path / "reports")], tmp_path / "two", workers=2, validate=False, dumps=True)
    one, two = files(tmp_path / "build"), files(tmp_path / "two")
    assert one == two and "rejected.nq" in one


def test_a_table_may_be_named(tmp_path: Path) -> None:
    """By the caller, or by the sidecar of one report; one that is missing is an error."""
    step = claim(tmp_path, "16,120")
    row = "\t".join([step, "rejected", "", "", "a reviewer", "2026-11-25", "read"])
    (tmp_path / "reports" / "mine.tsv").write_text("\t".join(COLUMNS) + "\n" + row + "\n", encoding="utf-8")
    reports = [str(tmp_path / "reports" / "301.txt")]
    build(reports, tmp_path / "build", validate=False, curation=tmp_path / "reports" / "mine.tsv")
    assert (tmp_path / "build" / "rejected.nq").exists()
    (tmp_path / "reports" / "reports.toml").write_text('["301.txt"]\ncuration = "mine.tsv"\n')
    build(reports, tmp_path / "again", validate=False)
    assert (tmp_path / "again" / "rejected.nq").exists()
    with pytest.raises(CurationError, match=r"none\.tsv"):
        build(reports, tmp_path / "build", validate=False, curation=tmp_path / "none.tsv")


def test_a_table_without_names_of_columns_or_that_is_no_text(tmp_path: Path) -> None:
    """One error for the first; the second cannot be read at all."""
    path = tmp_path / "curation.tsv"
    path.write_text("obs-000000000000\trejected\n")
    assert len(read_curation(path).errors) == 1
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(CurationError, match="not UTF-8"):
        read_curation(path)


def test_what_a_letter_transmits_is_not_decided(tmp_path: Path) -> None:
    """A letter without a report would be none: the row is an error, and the claim stays."""
    text = (folder("shapes").parent / "reports" / "S-2007-652.txt").read_text(encoding="utf-8")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    build([str(tmp_path / "a.txt")], tmp_path / "build", validate=False, dumps=True)
    step = next(s for s, p, o in triples(tmp_path) if p.endswith("#predicate") and o == KFO + "transmits").rsplit("/", 1)[1]
    row = "\t".join([step, "rejected", "", "", "a reviewer", "2026-11-25", "read"])
    (tmp_path / "curation.tsv").write_text("\t".join(COLUMNS) + "\n" + row + "\n", encoding="utf-8")
    made_again = build([str(tmp_path / "a.txt")], tmp_path / "again", workers=1)
    assert [str(error).count("mend the text of the report") for error in made_again.errors] == [1]
    assert "Violation" not in {finding.severity for finding in made_again.findings}
