"""Building again: what is taken over, what is read again, and that nobody can see the difference."""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kfor_graph import one_report
from kfor_graph.atomic import alone
from kfor_graph.corpus.curation import COLUMNS
from kfor_graph.errors import StoreError
from kfor_graph.pipeline import Built, build
from kfor_graph.share.cache import Cache
from tests.test_pipeline import files

ROOT = Path(__file__).parent
TEXTS = [
    path
    for folder in (ROOT.parent / "reports", ROOT / "gold" / "constructed")
    for path in sorted(folder.iterdir())
    if path.suffix in {".txt", ".md", ".html"} and path.name != "README.md"
]
SMALL = """S/2006/{number}

Monthly report to the United Nations on the operations of the Kosovo Force

1. The present report covers the period from 1 to 31 March 2006.

2. On 12 March, an explosion occurred in {place}, injuring {count} persons.
"""


def small(folder: Path, number: int, place: str = "Prizren", count: str = "two") -> Path:
    """A report of a few sentences; those of one place tell of one event."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{number}.txt"
    path.write_text(SMALL.format(number=number, place=place, count=count), encoding="utf-8")
    return path


def made(place: Path, name: str = "build", validate: bool = False, fresh: bool = False) -> Built:
    """A build of the folder `reports`."""
    return build([str(place / "reports")], place / name, workers=1, validate=validate, fresh=fresh)


def taken_over(place: Path, name: str = "build") -> int:
    """How many reports a further build takes over; it must be equal to one from nothing."""
    built = made(place, name)
    again = made(place, "fresh", fresh=True)
    assert files(place / name) == files(place / "fresh")
    assert built.documents == again.documents and built.findings == again.findings and built.quads == again.quads
    assert [str(error) for error in built.errors] == [str(error) for error in again.errors]
    return built.reused


def test_what_did_not_change_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second build of the same reports calls no reader at all, and is equal."""
    for number in (301, 302):
        small(tmp_path / "reports", number)
    assert made(tmp_path).reused == 0
    before = files(tmp_path / "build")
    monkeypatch.setattr(one_report, "process", None)
    assert made(tmp_path).reused == 2
    assert files(tmp_path / "build") == before


def test_added_changed_renamed_and_removed_reports(tmp_path: Path) -> None:
    """One change at a time: the others are taken over, although their events meet those of the changed one."""
    reports = tmp_path / "reports"
    for number in (301, 302, 303):
        small(reports, number)
    made(tmp_path)
    small(reports, 304, count="three")
    assert taken_over(tmp_path) == 3
    small(reports, 302, place="Klina")
    assert taken_over(tmp_path) == 3
    (reports / "301.txt").rename(reports / "999.txt")
    assert taken_over(tmp_path) == 3
    (reports / "303.txt").unlink()
    assert taken_over(tmp_path) == 3


def test_a_copy_added_later_becomes_a_further_source_and_changes_no_earlier_build(tmp_path: Path) -> None:
    """The files of the earlier build have further names in the new one: none of them is written into."""
    path = small(tmp_path / "reports", 301)
    made(tmp_path)
    shutil.copytree(tmp_path / "build", tmp_path / "kept", copy_function=os.link)
    before = files(tmp_path / "kept")
    (tmp_path / "reports" / "copy.txt").write_text(" ".join(path.read_text().split()))
    taken_over(tmp_path)
    assert files(tmp_path / "kept") == before
    (tmp_path / "reports" / "copy.txt").write_text(path.read_text().replace("two", "five"))
    taken_over(tmp_path)
    assert files(tmp_path / "kept") == before


def test_a_row_of_corrections_has_only_those_reports_read_again_that_it_can_mean(tmp_path: Path) -> None:
    """A decision on one report is taken; the others stay as they were; taking it back does the same."""
    for number in (301, 302, 303):
        small(tmp_path / "reports", number, place=("Prizren", "Klina", "Pec")[number - 301])
    made(tmp_path)
    graph = (tmp_path / "build" / "documents" / "S-2006-302.nq").read_text()
    step = next(part.partition(">")[0] for part in graph.split("/doc/S-2006-302/") if part.startswith("acc-"))
    row = "\t".join([f"S-2006-302/{step}", "rejected", "", "", "a reviewer", "2026-11-25", "read"])
    table = tmp_path / "reports" / "curation.tsv"
    table.write_text("\t".join(COLUMNS) + "\n" + row + "\n", encoding="utf-8")
    assert taken_over(tmp_path) == 2
    assert (tmp_path / "build" / "rejected.nq").exists()
    assert taken_over(tmp_path) == 3
    table.unlink()
    assert taken_over(tmp_path) == 2


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("cache/reports", lambda data: data[:-20]),
        ("cache/reports", lambda data: data.replace(b"injuring", b"injurinG", 1)),
        ("cache/reports", lambda data: b"\xff\n\n\t\t\t" + data[64:]),
        ("documents/S-2006-301.nq", lambda data: data[:-1]),
        ("documents/S-2006-301.nq", lambda data: data[:500] + bytes([data[500] ^ 1]) + data[501:]),
        ("cache/documents/S-2006-302.nq", lambda data: data[:500] + bytes([data[500] ^ 1]) + data[501:]),
        ("sources/*.txt", lambda data: data.replace(b"March", b"Match", 1)),
    ],
)
def test_a_broken_cache_has_its_report_read_again(tmp_path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """One that is torn, or of which a single bit is another, in what is remembered, in the graph or in the text."""
    small(tmp_path / "reports", 301)
    small(tmp_path / "reports", 302, count="three")
    made(tmp_path)
    path = next((tmp_path / "build").glob(name))
    before = path.read_bytes()
    path.write_bytes(change(before))
    assert path.read_bytes() != before
    assert taken_over(tmp_path) == 1
    assert taken_over(tmp_path) == 2


def test_other_settings_read_again(tmp_path: Path) -> None:
    """What was not validated is no stand-in for what is to be."""
    small(tmp_path / "reports", 301)
    made(tmp_path)
    assert made(tmp_path, validate=True).reused == 0
    assert made(tmp_path, validate=True).reused == 1
    assert made(tmp_path, validate=True, fresh=True).reused == 0


def test_a_changed_rule_or_data_file_reads_again(tmp_path: Path) -> None:
    """In a copy of the project: a shape and a rule are touched one after the other."""
    project = tmp_path / "project"
    for name in ("kfor_graph", "ontology", "shapes", "queries"):
        shutil.copytree(ROOT.parent / name, project / name, ignore=shutil.ignore_patterns("__pycache__", "built"))
    small(tmp_path / "reports", 301)
    code = "from pathlib import Path; from kfor_graph.pipeline import build; print(build(['../reports'], Path('out'), 1, False).reused)"

    def reused() -> str:
        return subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True).stdout.strip()

    assert [reused(), reused()] == ["0", "1"]
    for touched in ("shapes/claim.ttl", "kfor_graph/extract/rules/__init__.py"):
        path = project / touched
        path.write_text(path.read_text(encoding="utf-8") + "\n# another remark\n", encoding="utf-8")
        assert [reused(), reused()] == ["0", "1"]


def lines(path: Path) -> int:
    """How many lines a file has."""
    return path.read_bytes().count(b"\n")


def test_a_killed_build_leaves_what_it_read_to_the_next(tmp_path: Path) -> None:
    """kill -9 in the middle of a first build: there is no output, and the next does not read again what that one had read."""
    for number in range(300, 420):
        small(tmp_path / "reports", number)
    command = [sys.executable, "-m", "kfor_graph", "build", str(tmp_path / "reports"), "-o", str(tmp_path / "build"), "--no-validate"]
    for _ in range(2):
        process = subprocess.Popen([*command, "--workers", "1"], cwd=ROOT.parent)
        deadline, wanted = time.monotonic() + 60, 10 + max(map(lines, tmp_path.glob(".build.*/cache/reports")), default=0)
        while max(map(lines, tmp_path.glob(f".build.new-{process.pid}/cache/reports")), default=0) < wanted:
            assert process.poll() is None and time.monotonic() < deadline
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert not (tmp_path / "build").exists()
    assert 20 <= taken_over(tmp_path) < 120
    assert {path.name for path in tmp_path.iterdir()} == {"reports", "build", "fresh"}


def _hold(out: Path, held: "multiprocessing.Queue[int]") -> None:
    with alone(out):
        held.put(1)
        time.sleep(60)


def test_a_second_build_into_the_same_folder_is_refused_until_the_first_has_ended(tmp_path: Path) -> None:
    """One line that says so; what the first one makes stays whole. A killed one holds nobody up."""
    small(tmp_path / "reports", 301)
    held: multiprocessing.Queue[int] = multiprocessing.Queue()
    other = multiprocessing.Process(target=_hold, args=(tmp_path / "build", held))
    other.start()
    held.get(timeout=30)
    with pytest.raises(StoreError, match="another process is building it; wait until it has ended"):
        made(tmp_path)
    assert made(tmp_path, "elsewhere").quads
    other.kill()
    other.join()
    assert made(tmp_path).quads
    assert not list(tmp_path.glob(".build*"))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "change", "rename", "remove", "curate", "copy", "break"]),
        st.integers(0, len(TEXTS) - 1),
        st.integers(0, 99),
    ),
    min_size=1,
    max_size=4,
)


def apply(reports: Path, build_folder: Path, step: tuple[str, int, int]) -> None:
    """One change of a folder of reports, or some damage to what the last build kept."""
    what, text, number = step
    present = [path for path in sorted(reports.iterdir()) if path.suffix in {".txt", ".md", ".html"}]
    chosen = present[number % len(present)] if present else None
    if what == "add":
        (reports / f"{number:02}-{TEXTS[text].name}").write_bytes(TEXTS[text].read_bytes())
    elif what == "change" and chosen:
        data = chosen.read_bytes()
        chosen.write_bytes(data.replace(b"1", b"2", 1 + number % 3) if number % 2 else data + b"\n99. No incidents were reported.\n")
    elif what == "rename" and chosen:
        chosen.rename(reports / f"r{number:02}{chosen.suffix}")
    elif what == "remove" and len(present) > 1 and chosen:
        chosen.unlink()
    elif what == "copy" and chosen:
        (reports / f"c{number:02}{chosen.suffix}").write_bytes(chosen.read_bytes() + b"\n" * (number % 2))
    elif what == "curate" and build_folder.exists():
        graphs = sorted((build_folder / "documents").glob("*.nq"))
        graph = graphs[number % len(graphs)] if graphs else None
        told = graph.read_text().split(f"/doc/{graph.stem}/") if graph else []
        claims = sorted({part.partition(">")[0] for part in told if part[:4] == "obs-"})
        if claims and graph:
            claim = claims[number % len(claims)]
            name = claim if number % 3 == 0 else claim[:8] if number % 3 == 1 else f"{graph.stem}/{claim}"
            row = "\t".join([name, "rejected", "", "", "a reviewer", "2026-11-25", "read"])
            (reports / "curation.tsv").write_text("\t".join(COLUMNS) + "\n" + row + "\n", encoding="utf-8")
    elif what == "break" and build_folder.exists():
        kept = sorted(path for path in build_folder.rglob("*") if path.is_file() and path.parent.name in {"documents", "sources", "cache"})
        path = kept[number % len(kept)]
        data = path.read_bytes()
        at = len(data) * number // 100
        path.write_bytes(data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :])


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(STEPS, min_size=2, max_size=4))
def test_any_history_ends_in_the_build_from_nothing(history: list[list[tuple[str, int, int]]]) -> None:
    """Reports come, change, are renamed, copied, corrected and go, and the cache is damaged: each build equals a fresh one."""
    with TemporaryDirectory() as scratch:
        place = Path(scratch)
        (place / "reports").mkdir()
        shutil.copy(TEXTS[0], place / "reports")
        shutil.copy(TEXTS[len(history) % len(TEXTS)], place / "reports")
        made(place)
        for steps in history:
            for step in steps:
                apply(place / "reports", place / "build", step)
            taken_over(place)


def test_the_cache_of_no_build_is_empty(tmp_path: Path) -> None:
    """A folder without a cache is as good as none."""
    cache = Cache()
    cache.read(tmp_path)
    assert cache.lines == {}
