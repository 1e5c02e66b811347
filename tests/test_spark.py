"""Builds on Spark: the same bytes as on one machine, and reports that end their process are named there too."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.bench.generate import write
from tests.test_pipeline import files

pytestmark = pytest.mark.spark
ROOT = Path(__file__).parent.parent
DEADLY = """
import os, signal, time
def deadly(passage):
    "Nothing; it ends the process that reads some words, or never ends."
    words = passage.text[passage.block.span.start : passage.block.span.end]
    if "SEGFAULT" in words:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "ENDLESS" in words:
        time.sleep(600)
    return iter(())
RULES = {"paragraph": (deadly,)}
"""


def plugin(folder: Path) -> dict[str, str]:
    """An environment in which a plug-in with a deadly rule is installed, for this process and those of Spark."""
    info = folder / "deadly-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: deadly\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[kfor_graph.rules]\ndeadly = deadly:RULES\n")
    (folder / "deadly.py").write_text(DEADLY)
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(folder)]), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "300"}


def run(env: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own; with Spark on two executors of their own memory."""
    options = ["--master", "local-cluster[2,1,1024]", "--conf", "spark.ui.enabled=false", "--conf", "spark.driver.host=127.0.0.1"]
    here = {"PYSPARK_PYTHON": sys.executable, "PYSPARK_SUBMIT_ARGS": " ".join([*options, "pyspark-shell"]), "SPARK_LOCAL_IP": "127.0.0.1"}
    command = [sys.executable, "-m", "kfor_graph", *words]
    return subprocess.run(command, env=env | here, capture_output=True, text=True, check=False, timeout=600)


def test_both_runners_give_the_same_bytes(tmp_path: Path) -> None:
    """Published and generated reports, with a table of corrections, from a folder, an archive and a path of Spark."""
    reports = tmp_path / "reports"
    write(reports, 10)
    for path in (ROOT / "reports").glob("*.[tm][xd]*"):
        if path.suffix in {".txt", ".md"}:
            (reports / path.name).write_bytes(path.read_bytes())
    env = dict(os.environ) | {"PYTHONPATH": str(ROOT)}
    local = run(env, "build", str(reports), "-o", str(tmp_path / "local"))
    spark = run(env, "build", str(reports), "-o", str(tmp_path / "spark"), "--runner", "spark")
    assert (local.returncode, local.stdout.replace("/local", "/spark")) == (spark.returncode, spark.stdout), spark.stderr
    assert files(tmp_path / "local") == files(tmp_path / "spark")
    again = run(env, "build", str(reports), "-o", str(tmp_path / "spark"))
    assert "(12 of the reports as they were before)" in again.stdout
    with zipfile.ZipFile(tmp_path / "reports.zip", "w") as archive:
        for path in sorted(reports.iterdir()):
            archive.write(path, path.name)
    for number, source in enumerate((str(tmp_path / "reports.zip"), f"file://{reports}", str(reports / "*.*[tm][xdl]*"))):
        out = tmp_path / f"other-{number}"
        done = run(env, "build", source, "-o", str(out), "--runner", "spark")
        assert files(out) == files(tmp_path / "local"), done.stderr


def test_a_report_that_ends_its_process_is_named_and_skipped(tmp_path: Path) -> None:
    """A segmentation fault and an endless loop on an executor: two errors, and the other reports are built."""
    reports = tmp_path / "reports"
    write(reports, 6)
    chosen = sorted(path for path in reports.iterdir() if path.suffix == ".txt")[:2]
    for path, word in zip(chosen, ("SEGFAULT", "ENDLESS"), strict=True):
        path.write_text(path.read_text().replace("2. ", f"2. {word} ", 1))
    out = tmp_path / "out"
    env = plugin(tmp_path / "site")
    done = run(env, "build", str(reports), "-o", str(out), "--runner", "spark", "--plugin", "deadly", "--limit", "20", "--no-validate")
    assert done.returncode == 1
    assert f"{chosen[0]}: ended its process (SIGSEGV)" in done.stderr and f"{chosen[1]}: took more than 20 seconds" in done.stderr
    assert len(json.loads((out / "manifest.json").read_text())["documents"]) == 4
