"""The command line as a user meets it: output, exit codes, one-line errors."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rdflib import Dataset, Graph

ROOT = Path(__file__).parent.parent
REPORTS = ROOT / "reports"


def run(*words: str, stdin: bytes = b"", limit: str = "") -> subprocess.CompletedProcess[str]:
    """The command in a process of its own; `limit` is a shell's ulimit for it."""
    command = [sys.executable, "-m", "kfor_graph", *words]
    if limit:
        command = ["sh", "-c", f'ulimit {limit}; exec "$@"', "sh", *command]
    done = subprocess.run(command, input=stdin, capture_output=True, check=False, env={**os.environ, "COLUMNS": "120"})
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the published reports, made by the command, with dumps."""
    out = tmp_path_factory.mktemp("cli") / "build"
    done = run("build", str(REPORTS), "-o", str(out), "--dumps")
    assert done.returncode == 0, done.stderr
    assert "6.66 per cent, not 6.83" in done.stdout and "2 documents" in done.stdout
    assert re.search(r"S-2007-652: \d+ claims, \d+ of 38 sentences understood \(\d+ %\)", done.stdout)
    assert done.stderr == "", "no progress bar where nobody watches"
    return out


def test_version_and_help() -> None:
    """--version prints the version; each command's help has an example."""
    assert re.fullmatch(r"kfor-graph \d+\.\d+\.\d+\n", run("--version").stdout)
    for command in ("build", "fetch", "rules", "validate", "query", "show", "stats", "evaluate"):
        shown = run(command, "--help")
        assert shown.returncode == 0 and "Example" in shown.stdout


def test_no_arguments_show_the_help() -> None:
    """A newcomer who types the bare command learns what there is."""
    assert "build" in run().stdout + run().stderr


def test_a_report_without_a_period_is_told_on_one_line_with_file_place_and_remedy(tmp_path: Path) -> None:
    """Who reads the line knows which file to open, where to look and what to do; files of the build hold no path."""
    path = tmp_path / "undated.txt"
    path.write_text("Report to the United Nations on Kosovo Force operations\n\n1. The month was calm.\n\n2. No incidents occurred.\n")
    done = run("build", str(path), "-o", str(tmp_path / "out"))
    assert done.returncode == 0 and done.stderr == ""
    (line,) = [line for line in done.stdout.splitlines() if "no reporting period" in line]
    assert line.startswith(f"{path}:1:1: Warning[period]: no reporting period is stated") and "; check that the letters" in line
    assert not [file for file in (tmp_path / "out").rglob("*.*") if file.is_file() and str(tmp_path).encode() in file.read_bytes()]


def test_show_prints_claims_under_paragraphs_and_what_was_not_understood(built: Path) -> None:
    """Every paragraph in order, claims with their words, the sentences from which nothing was taken, and how many were understood."""
    text = run("show", "S-2007-652", "-d", str(built)).stdout
    assert text.index("letter-sg") < text.index("report-1-p1") < text.index("report-1-p2") < text.index("report-1-p10")
    assert "Troops in theatre, 30 September 2007: 15,314" in text
    coverage = json.loads((built / "coverage.json").read_text(encoding="utf-8"))["S-2007-652"]
    assert all("nothing taken from: " + missed["text"] in " ".join(text.split()) for missed in coverage["missed"])
    assert f"{coverage['understood']} of 38 sentences understood ({100 * coverage['share']:.0f} %); 2 more are formulas" in text
    assert "nothing taken from: I should be grateful" not in text


def test_show_of_an_unknown_document_names_the_known_ones(built: Path) -> None:
    """An error of one line, exit code 2."""
    done = run("show", "S-1999-1", "-d", str(built))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1 and "S-2007-652" in done.stderr


def test_stats_counts(built: Path) -> None:
    """Documents with the share of sentences that were understood, nodes by class."""
    text = run("stats", "-d", str(built)).stdout
    assert "understood" in text and re.search(r"\b40 │ +\d+ %", text)
    assert "S-2007-652.txt" in text and "observation" in text


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "xml"])
def test_query_by_name_in_each_form(built: Path, form: str) -> None:
    """The figure is in each form of the answer."""
    done = run("query", "cq01", "-d", str(built), "-f", form)
    assert done.returncode == 0 and "15" in done.stdout and "314" in done.stdout


def test_query_from_text_file_standard_input_and_with_parameters(built: Path, tmp_path: Path) -> None:
    """SPARQL on the command line, in a file, piped in; values are bound as terms."""
    text = "SELECT ?n { ?o kfo:indicator <https://w3id.org/kfor-graph/scheme/indicator/troop-strength> ; kfo:value ?n } ORDER BY ?n"
    (tmp_path / "q.rq").write_text(text)
    answers = [
        run("query", text, "-d", str(built), "-f", "csv").stdout,
        run("query", str(tmp_path / "q.rq"), "-d", str(built), "-f", "csv").stdout,
        run("query", "-", "-d", str(built), "-f", "csv", stdin=text.encode()).stdout,
    ]
    assert len(set(answers)) == 1 and answers[0].split() == ["n", "2389", "3400", "3600", "15314"]
    bound = run("query", "SELECT ?e ?d { ?e kfo:onDate ?d }", "-d", str(built), "-p", "d=2007-09-28", "-f", "csv")
    assert bound.stdout.count("2007-09-28") >= 1 and bound.stdout.count("\n") == 2


def test_construct_prints_turtle(built: Path) -> None:
    """The Web Annotation export is RDF that a parser reads."""
    done = run("query", "annotations", "-d", str(built))
    assert len(Graph().parse(data=done.stdout, format="turtle")) > 500


def test_queries_are_listed() -> None:
    """Without a query the command says which there are."""
    assert "troop-strength" in run("query").stdout


def test_a_broken_query_names_line_and_column(built: Path) -> None:
    """One line with the place; exit code 2."""
    done = run("query", "SELECT ?x {\n ?x ?y }", "-d", str(built))
    assert done.returncode == 2
    assert re.search(r":2:\d+: ", done.stderr) and done.stderr.count("\n") == 1


def test_validate_a_build_and_a_users_file(built: Path, tmp_path: Path) -> None:
    """A build's warnings are no failure; a violation of a user's own shape is, with exit code 1."""
    assert run("validate", str(built)).returncode == 0
    (tmp_path / "data.ttl").write_text("@prefix x: <http://x.example/> . x:a a x:Thing .")
    (tmp_path / "shapes.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://x.example/> . "
        "x:S a sh:NodeShape ; sh:targetClass x:Thing ; sh:property [ sh:path x:name ; sh:minCount 1 ; sh:message 'a thing has a name' ] ."
    )
    done = run("validate", str(tmp_path / "data.ttl"), "-s", str(tmp_path / "shapes.ttl"), "-f", "json")
    assert done.returncode == 1
    assert [finding["message"] for finding in json.loads(done.stdout)] == ["a thing has a name"]


def test_dumps_are_read_back_by_another_library(built: Path) -> None:
    """rdflib reads as many quads from TriG and JSON-LD as there are lines of N-Quads."""
    lines = (built / "dumps" / "kfor-graph.nq").read_text(encoding="utf-8").count("\n")
    for name, form in (("kfor-graph.trig", "trig"), ("kfor-graph.jsonld", "json-ld")):
        dataset = Dataset()
        dataset.parse(built / "dumps" / name, format=form)
        assert sum(1 for _ in dataset.quads()) == lines


def test_standard_input_is_a_source(tmp_path: Path) -> None:
    """A piped report is built."""
    done = run("build", "-", "-o", str(tmp_path / "out"), "--no-validate", stdin=(REPORTS / "S-2007-652.txt").read_bytes())
    assert done.returncode == 0 and (tmp_path / "out" / "documents" / "S-2007-652.nq").exists()


def test_failed_reports_are_listed_and_the_exit_code_says_so(tmp_path: Path) -> None:
    """A poem beside a report: the report is built, the poem named with a remedy, exit code 1."""
    (tmp_path / "poem.txt").write_text("Roses are red.")
    done = run("build", str(tmp_path / "poem.txt"), str(REPORTS / "S-2007-652.txt"), "-o", str(tmp_path / "out"), "--no-validate")
    assert done.returncode == 1
    assert "poem.txt" in done.stderr and done.stderr.count("\n") == 1
    assert "1 document," in done.stdout


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("build", "/nowhere/reports"), "/nowhere/reports"),
        (("build", str(REPORTS), "-o", "/proc/x"), "/proc/x"),
        (("stats", "-d", "/nowhere"), "/nowhere"),
        (("validate", "/nowhere.ttl"), "/nowhere.ttl"),
        (("query", "no-such-query"), "no-such-query"),
        (("query", "cq01", "-p", "nonsense"), "nonsense"),
    ],
)
def test_errors_are_one_line_that_names_the_place(words: tuple[str, ...], names: str) -> None:
    """No traceback for what a user can cause: place, reason, remedy, exit code 2."""
    done = run(*words)
    assert done.returncode == 2
    assert names in done.stderr and done.stderr.count("\n") == 1 and "Traceback" not in done.stderr


def test_a_full_disk_is_one_line_and_leaves_the_previous_build(tmp_path: Path) -> None:
    """Files that may not grow stand for a disk that is full."""
    out = tmp_path / "out"
    assert run("build", str(REPORTS), "-o", str(out), "--no-validate").returncode == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    done = run("build", str(REPORTS), "-o", str(out), "--no-validate", limit="-f 100")
    assert done.returncode == 2 and done.stderr.count("\n") == 1 and str(out) in done.stderr
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_ctrl_c_is_one_line_and_leaves_the_previous_build(tmp_path: Path) -> None:
    """SIGINT during a build with workers: no traceback, nothing half-written."""
    corpus, out = tmp_path / "reports", tmp_path / "out"
    corpus.mkdir()
    tables = []
    for number in range(300):
        (corpus / f"{number}.txt").write_bytes((REPORTS / "S-2007-652.txt").read_bytes())
        tables.append(f'["{number}.txt"]\nkey = "copy-{number}"\n')
    (corpus / "reports.toml").write_text("\n".join(tables))
    command = [sys.executable, "-m", "kfor_graph", "build", str(corpus), "-o", str(out), "--workers", "2", "--no-validate"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    deadline = time.monotonic() + 30
    while not any(tmp_path.glob(".out.new-*/documents/*.nq")) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 2
    assert errors.decode().count("\n") == 1 and "interrupted" in errors.decode()
    assert [path.name for path in tmp_path.iterdir()] == ["reports"]


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("ontology/places.ttl", "@prefix a: <http://a.example/> .\na:b a:c .\n", ("build", "reports", "-o", "out")),
        ("shapes/claim.ttl", "@prefix a: <http://a.example/> .\na:b a:c .\n", ("build", "reports", "-o", "out")),
        ("queries/examples/troop-strength.rq", "# titel: Troops\nSELECT * {}\n", ("query",)),
    ],
)
def test_a_broken_data_file_of_ours_is_named_with_its_line(tmp_path: Path, file: str, text: str, words: tuple[str, ...]) -> None:
    """Turtle, shapes, query headers: file, line and remedy, exit code 2."""
    for name in ("kfor_graph", "ontology", "shapes", "queries", "reports"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / file).write_text(text)
    done = subprocess.run([sys.executable, "-m", "kfor_graph", *words], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert re.search(rf"{Path(file).name}:\d+", done.stderr) and "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()
