"""The walk through candidates: what a person decides stays, and only what they accept becomes a link."""

import io
import os
import pty
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from rich.console import Console

from kfor_graph import atomic
from kfor_graph.errors import LinkError
from kfor_graph.link import review
from kfor_graph.link.review import Walk, appended, walk
from kfor_graph.link.sssom import read_links, read_table
from kfor_graph.link.table import COLUMNS, Row, beside, merged, read_review, write_review
from kfor_graph.vocabulary import vocabulary

HEAD = "#curie_map:\n#  wd: http://www.wikidata.org/entity/\n#  kfor: https://w3id.org/kfor-graph/id/\n"
LINKS = (
    HEAD
    + "subject_id\tsubject_label\tpredicate_id\tobject_id\tmapping_justification\tcomment\n"
    + "kfor:place/belgrade\tBelgrade\tschema:sameAs\twd:Q3711\tsemapv:ManualMappingCuration\tseen\n"
    + "# a remark between rows\n"
    + "kfor:place/tirana\tTirana\tschema:sameAs\twd:Q19689\tsemapv:ManualMappingCuration\tseen\n"
)
WD = "http://www.wikidata.org/entity/"


def row(place: str, number: int, score: str = "0.700", decision: str = "") -> Row:
    """A candidate for a place; its item is invented."""
    iri, label = f"https://w3id.org/kfor-graph/id/place/{place}", place.capitalize()
    who = "a reviewer" if decision else ""
    return Row(
        decision, iri, label, "schema:sameAs", f"{WD}Q{number}", label, score, "1", "", "", "", "", f"name {label}", "", "endpoint", who
    )


ROWS = [row("pec", 99990000001, "0.800"), row("pec", 99990000002), row("klina", 99990000003), row("prizren", 99990000004)]


@pytest.fixture
def links(tmp_path: Path) -> Path:
    """A table of links with a table for review beside it."""
    return tables(tmp_path)


def tables(folder: Path) -> Path:
    """Both tables, as at the beginning of a walk."""
    path = folder / "links.sssom.tsv"
    path.write_text(LINKS, encoding="utf-8")
    write_review(beside(path), ROWS)
    return path


def keys(pressed: Iterable[str]) -> Callable[[], str]:
    """Keys, one after the other; then the end."""
    left = iter(pressed)
    return lambda: next(left, "")


def walked(links: Path, pressed: str, unsure: bool = False) -> tuple[dict[str, int], str]:
    """What was decided, and what was shown."""
    shown = io.StringIO()
    made = walk(Walk(links, "a reviewer", vocabulary().has, unsure), Console(file=shown, width=200), keys(pressed))
    return made, shown.getvalue()


def decisions(links: Path) -> dict[str, str]:
    """Number of each item → decision."""
    return {item.object.rsplit("Q", 1)[1][-1]: item.decision for item in read_review(beside(links))}


def test_keys_decide(links: Path) -> None:
    """By entity and score: klina is accepted, pec's best rejected, its second left unsure; after q nothing is decided."""
    made, shown = walked(links, "arxuq")
    assert made == {"accepted": 1, "rejected": 1, "unsure": 1}
    assert decisions(links) == {"1": "rejected", "2": "unsure", "3": "accepted", "4": ""}
    assert "Klina" in shown and "name Klina (endpoint)" in shown and "a, r, u or q" in shown


def test_an_accepted_candidate_is_a_mapping(links: Path) -> None:
    """It stands in its place in the table, with justification, kind of author, confidence and source; all else is as it was."""
    walked(links, "a")
    text = links.read_text(encoding="utf-8")
    table = read_table(links, vocabulary().has)
    new = table.rows[1]
    assert [mapping.subject.rsplit("/", 1)[1] for mapping in table.mappings] == ["belgrade", "klina", "tirana"]
    assert (new["subject_id"], new["predicate_id"], new["object_id"]) == ("kfor:place/klina", "schema:sameAs", "wd:Q99990000003")
    assert (new["mapping_justification"], new["author_label"]) == ("semapv:ManualMappingCuration", "a reviewer")
    assert (new["confidence"], new["object_source"], new["comment"]) == ("0.700", "endpoint", "name Klina (seen in endpoint)")
    assert text.startswith(HEAD) and "# a remark between rows\n" in text
    assert len({line.count("\t") for line in text.splitlines() if not line.startswith("#")}) == 1
    assert f"<{WD}Q99990000003>" in read_links(links).decode()


def test_decisions_survive_new_proposals(links: Path) -> None:
    """What was rejected or left unsure is not proposed again, whatever it scores now; what nobody decided on is weighed anew."""
    walked(links, "ruq")
    again = [replace(item, score="0.999") for item in ROWS]
    rows = merged(read_review(beside(links)), [*again, row("klina", 99990000009)], read_table(links))
    assert {item.object[-1]: (item.decision, item.score) for item in rows} == {
        "1": ("unsure", "0.800"), "2": ("", "0.999"), "3": ("rejected", "0.700"), "4": ("", "0.999"), "9": ("", "0.700"),
    }  # fmt: skip


def test_what_is_linked_by_now_is_not_asked(links: Path) -> None:
    """Once one candidate of a data set is accepted, its rivals are not shown, and the next proposals leave them out."""
    made, shown = walked(links, "ua")
    assert made["accepted"] == 1 and "Q99990000001" in shown and "Q99990000002" not in shown
    rows = merged(read_review(beside(links)), (), read_table(links))
    assert [item.object[-1] for item in rows if item.subject.endswith("/pec")] == ["1"]


def test_unsure_ones_come_again_on_request(links: Path) -> None:
    """`--unsure` shows them again; without it they rest."""
    walked(links, "uuuu")
    assert walked(links, "r")[0] == {"accepted": 0, "rejected": 0, "unsure": 0}
    assert walked(links, "rrrr", unsure=True)[0]["rejected"] == 4


def test_a_contradiction_is_not_accepted(links: Path) -> None:
    """A thing that another entity is already is refused with the reason; the row waits, both tables stay as they are."""
    write_review(beside(links), [replace(row("klina", 1), object=f"{WD}Q3711")])
    before = links.read_bytes(), beside(links).read_bytes()
    made, shown = walked(links, "a")
    assert made["accepted"] == 0 and "not written" in shown and "place/klina is" not in shown and "is https://w3id.org" in shown
    assert (links.read_bytes(), beside(links).read_bytes()) == before


def test_a_walk_that_is_killed_loses_nothing(links: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed between its two writes, the link stands and is not asked for again; killed within one, the file is as before."""

    def killed(*_: object) -> None:
        raise SystemExit

    before = beside(links).read_bytes()
    monkeypatch.setattr(review, "write_review", killed)
    with pytest.raises(SystemExit):
        walked(links, "a")
    monkeypatch.undo()
    assert beside(links).read_bytes() == before and b"Q99990000003" in links.read_bytes()
    assert "Klina" not in walked(links, "q")[1]
    monkeypatch.setattr(atomic.os, "fsync", killed)
    standing = links.read_bytes()
    with pytest.raises(SystemExit):
        walked(links, "a")
    assert links.read_bytes() == standing and beside(links).read_bytes() == before
    assert sorted(path.name for path in links.parent.iterdir()) == ["links.review.tsv", "links.sssom.tsv"]


@seed(1)
@settings(max_examples=20, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.text(alphabet="aruqx A\x1b", max_size=6), max_size=3))
def test_any_keys_leave_sound_tables(tmp_path_factory: pytest.TempPathFactory, walks: list[str]) -> None:
    """Whatever keys are pressed in however many walks: the new links are the accepted rows and no others, and no row is lost."""
    links = tables(tmp_path_factory.mktemp("walk"))
    for pressed in walks:
        walked(links, pressed)
    found = read_review(beside(links))
    new = {(mapping.subject, mapping.target) for mapping in read_table(links, vocabulary().has).mappings} - {
        (mapping.subject, mapping.target) for mapping in read_table(tables(tmp_path_factory.mktemp("old"))).mappings
    }
    assert new == {item.key for item in found if item.decision == "accepted"}
    assert {item.key for item in found} == {item.key for item in ROWS}


HEADER = "\t".join(COLUMNS) + "\n"
LINE = "\t".join(getattr(ROWS[0], column) for column in COLUMNS) + "\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", ":1: the columns are not those of a table for review"),
        (HEADER + LINE.replace("\tschema", ""), ":2: 15 cells under 16 columns"),
        (HEADER + "maybe" + LINE, ":2: the decision 'maybe' is none; write one of: accepted, rejected, unsure, or nothing"),
        (HEADER + LINE.replace("0.800", "high"), ":2: score is 'high'; write a number from 0 to 1"),
        (HEADER + LINE.replace("0.800", "7"), ":2: score is '7'"),
        (HEADER + LINE.replace("0.800", "nan"), ":2: score is 'nan'"),
        (HEADER + LINE + LINE, ":3: http://www.wikidata.org/entity/Q99990000001 stands twice"),
        (HEADER + LINE.replace("http://www", "javascript:www"), ":2: subject or object is no IRI"),
    ],
)
def test_a_broken_table_for_review(links: Path, text: str, message: str) -> None:
    """A table that a hand has broken is an error with file and line, and stays as it is."""
    beside(links).write_text(text, encoding="utf-8")
    with pytest.raises(LinkError) as caught:
        walked(links, "a")
    assert message in str(caught.value) and beside(links).read_text(encoding="utf-8") == text


def test_the_table_for_review_has_one_order(tmp_path: Path) -> None:
    """The same candidates give the same bytes, in whatever order they come."""
    write_review(tmp_path / "a", ROWS)
    write_review(tmp_path / "b", ROWS[::-1])
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_row_whose_subject_is_gone(links: Path) -> None:
    """A link from what is no entity of the gazetteer is not written."""
    with pytest.raises(LinkError, match="place/atlantis is no entity or concept of the gazetteer"):
        appended(LINKS, links, row("atlantis", 99990000001), "a reviewer", vocabulary().has)


def test_the_command_reads_lines(links: Path) -> None:
    """With piped input each line is a key; the end of the input ends the walk; what is printed is plain text."""
    command = [sys.executable, "-m", "kfor_graph", "link", "review", "--links", str(links)]
    done = subprocess.run(command, input="accept\n\nr\n", capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "\x1b" not in done.stdout
    assert "1 accepted, 1 rejected, 0 unsure; 2 not decided" in " ".join(done.stdout.split())


def test_the_command_reads_single_keys(links: Path) -> None:
    """On a terminal a key counts without Enter, and Ctrl-C ends the walk with all decisions written."""
    command = [sys.executable, "-m", "kfor_graph", "link", "review", "--links", str(links)]
    ours, theirs = pty.openpty()
    said = ""
    with subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}) as process:
        os.close(theirs)
        assert process.stdout
        waiting = [b"a", b"r", b"\x03"]
        for line in process.stdout:
            said += line
            if "[a/r/u/q]" in line:
                # what is typed before the terminal waits for a key is forgotten
                end = time.monotonic() + 10
                while termios.tcgetattr(ours)[3] & termios.ICANON and time.monotonic() < end:
                    time.sleep(0.01)
                os.write(ours, waiting.pop(0))
    os.close(ours)
    assert process.returncode == 0 and "1 accepted, 1 rejected, 0 unsure" in " ".join(said.split())
    assert decisions(links) == {"1": "rejected", "2": "", "3": "accepted", "4": ""}


def test_without_a_table_there_is_nothing_to_review(tmp_path: Path) -> None:
    """The remedy names the command that makes one."""
    path = tmp_path / "links.sssom.tsv"
    path.write_text(LINKS, encoding="utf-8")
    command = [sys.executable, "-m", "kfor_graph", "link", "review", "--links", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "there is no table for review; make it with: kfor-graph link propose" in done.stderr
