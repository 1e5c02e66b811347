"""Processes that die: what killed them is told apart, and the rest goes on."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from kfor_graph import one_report
from kfor_graph.pipeline import build
from kfor_graph.pool import Lost, each
from tests.test_incremental import small
from tests.test_pipeline import files

KILLERS = {"abort": signal.SIGABRT, "segfault": signal.SIGSEGV, "killed": signal.SIGKILL}


def _work(item: object) -> object:
    """Doubles a number; words do harm."""
    if isinstance(item, int):
        return 2 * item
    if item == "leave":
        os._exit(3)
    if item == "sleep":
        time.sleep(60)
    if item == "fail":
        raise ValueError(item)
    os.kill(os.getpid(), KILLERS[str(item)])
    return None


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_every_item_has_one_result_whatever_dies(workers: int) -> None:
    """Deaths of all kinds at the beginning, in the middle and at the end; each has its own result, and no other is lost."""
    items = ["segfault", *range(20), "leave", "killed", *range(20, 40), "abort"]
    done = sorted(each(_work, items, workers))
    whys = {"segfault": "SIGSEGV", "killed": "SIGKILL", "abort": "SIGABRT"}
    assert [number for number, _ in done] == list(range(len(items)))
    for number, result in done:
        item = items[number]
        if isinstance(item, int):
            assert result == 2 * item
        else:
            assert result == Lost(f"ended its process ({whys.get(item, 'exit code 3')})")


def test_an_item_that_takes_too_long_is_given_up_and_the_others_have_their_own_time() -> None:
    """The limit is one item's: those that waited behind it are done."""
    start = time.monotonic()
    done = dict(each(_work, [1, "sleep", 2, 3], 1, limit=1))
    assert done == {0: 2, 1: Lost("took more than 1 seconds"), 2: 4, 3: 6}
    assert time.monotonic() - start < 20


def test_an_exception_is_raised_here_and_no_process_is_left() -> None:
    """What the function raises is no death."""
    with pytest.raises(ValueError, match="fail"):
        list(each(_work, [1, "fail", *range(50)], 2))


def test_a_report_that_ends_its_process_is_named_and_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that crashes or never ends on one report each: two errors, the others built as if those two were not there."""
    for number, place in ((301, "Prizren"), (302, "Klina"), (303, "Pec"), (304, "Istok")):
        small(tmp_path / "reports", number, place)
    before = one_report.outline

    def outline(report: one_report.Report) -> one_report.Document:
        if "Klina" in report.text:
            os.kill(os.getpid(), signal.SIGSEGV)
        if "Istok" in report.text:
            time.sleep(60)
        return before(report)

    with monkeypatch.context() as patched:
        patched.setattr(one_report, "outline", outline)
        built = build([str(tmp_path / "reports")], tmp_path / "one", workers=2, validate=False, limit=5)
    assert sorted(map(str, built.errors)) == [
        f"{tmp_path}/reports/302.txt: ended its process (SIGSEGV); take it out, or look into it alone with: kfor-graph build FILE",
        f"{tmp_path}/reports/304.txt: took more than 5 seconds; take it out, or look into it alone with: kfor-graph build FILE",
    ]
    for number in (302, 304):
        (tmp_path / "reports" / f"{number}.txt").unlink()
    build([str(tmp_path / "reports")], tmp_path / "two", workers=1, validate=False)
    one, two = files(tmp_path / "one"), files(tmp_path / "two")
    assert one.pop("manifest.json") != two.pop("manifest.json")
    assert one == two


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_workers_end_when_the_main_process_is_killed(tmp_path: Path) -> None:
    """kill -9 leaves no process behind that would go on writing."""
    reader, writer = os.pipe()
    parent = os.fork()
    if parent == 0:
        os.close(reader)
        for _, result in each(_pid, range(8), 2):
            os.write(writer, f"{result}\n".encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as told:
        pids = {int(told.readline()) for _ in range(2)}
        os.kill(parent, signal.SIGKILL)
        os.waitpid(parent, 0)
        deadline = time.monotonic() + 20
        while any(Path(f"/proc/{pid}").exists() and "Z" not in Path(f"/proc/{pid}/stat").read_text().split()[2] for pid in pids):
            assert time.monotonic() < deadline
            time.sleep(0.1)


def _pid(_item: int) -> int:
    time.sleep(0.5)
    return os.getpid()
