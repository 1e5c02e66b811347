"""From files to a build folder: evidence, determinism, copies, clashes, failures."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph
import pytest

from kfor_graph import names
from kfor_graph.errors import SourceError, StoreError
from kfor_graph.pipeline import Built, build

REPORTS = Path(__file__).parent.parent / "reports"
KFO, OA = names.PREFIXES["kfo"], names.PREFIXES["oa"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    """A build of the published reports, checked."""
    out = tmp_path_factory.mktemp("published") / "build"
    return out, build([str(REPORTS)], out, workers=1)


def files(folder: Path) -> dict[str, bytes]:
    """All files of a build but those of the store, which is made of them, and of the cache, which is for the next build."""
    found = {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: content for name, content in found.items() if not name.startswith(("store", "cache"))}


def quads(folder: Path) -> list[pyoxigraph.Quad]:
    """The quads of all documents of a build."""
    return [quad for path in sorted((folder / "documents").glob("*.nq")) for quad in pyoxigraph.parse(path=str(path))]


def test_every_claim_has_evidence_whose_quote_stands_where_it_says(built: tuple[Path, Built]) -> None:
    """The written graph alone, with the published source texts beside it, proves every quote."""
    out, _ = built
    told: dict[str, dict[str, list[str]]] = {}
    for quad in quads(out):
        told.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object.value)
    texts = {path.stem: path.read_bytes().decode() for path in (out / "sources").glob("*.txt")}
    claims = [facts for facts in told.values() if KFO + "certainty" in facts]
    assert len(claims) > 70
    for facts in claims:
        for evidence in facts[KFO + "evidence"]:
            words = told[evidence]
            text = texts[words[OA + "hasSource"][0].rsplit("/", 1)[1]]
            assert text[int(words[OA + "start"][0]) : int(words[OA + "end"][0])] == words[OA + "exact"][0]


def test_the_build_has_no_violations_and_finds_what_the_source_gets_wrong(built: tuple[Path, Built]) -> None:
    """Our own mistakes fail a build; the two wrong percentages of S/2007/652 are warnings, found by the shapes."""
    severities = [(finding.severity, finding.check) for finding in built[1].findings]
    assert [check for severity, check in severities if severity == "Violation"] == []
    assert [check for _, check in severities].count("ShareShape") == 2


def test_there_are_no_blank_nodes(built: tuple[Path, Built]) -> None:
    """Every node has a name, so that graphs can be compared line by line."""
    assert all(b"_:" not in content for name, content in files(built[0]).items() if name.endswith(".nq"))


def test_two_builds_are_equal_whatever_the_order_of_files_and_the_number_of_workers(tmp_path: Path) -> None:
    """Same input, same bytes: with copies of the reports under distinct keys, in one and in two processes, forwards and backwards."""
    folder = tmp_path / "reports"
    folder.mkdir()
    tables = []
    for number in range(12):
        for path in sorted(REPORTS.glob("*.[tm][xd]*")):
            name = f"{number}-{path.name}"
            (folder / name).write_bytes(path.read_bytes())
            tables.append(f'["{name}"]\nkey = "{path.stem}-{number}"\n')
    (folder / "reports.toml").write_text("\n".join(tables))
    paths = [str(path) for path in sorted(folder.glob("*.[tm][xd]*")) if path.suffix != ".toml"]
    build(paths, tmp_path / "one", workers=1, validate=False)
    build(paths[::-1], tmp_path / "two", workers=2, validate=False)
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert len(list((tmp_path / "one" / "documents").iterdir())) == 24


def test_a_copy_of_a_document_is_a_further_source_of_it(tmp_path: Path) -> None:
    """The same words in another file: one document, two sources, whichever comes first."""
    text = (REPORTS / "S-2007-652.txt").read_text(encoding="utf-8")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text(" ".join(text.split()), encoding="utf-8")
    for order, name in ((["a.txt", "b.txt"], "ab"), (["b.txt", "a.txt"], "ba")):
        built = build([str(tmp_path / path) for path in order], tmp_path / name, validate=False)
        assert [summary.key for summary in built.documents] == ["S-2007-652"]
    assert files(tmp_path / "ab") == files(tmp_path / "ba")
    formats = [quad for quad in quads(tmp_path / "ab") if quad.predicate.value.endswith("hasFormat")]
    assert len(formats) == 2


def test_two_documents_with_one_key_are_an_error_that_names_both(tmp_path: Path) -> None:
    """Neither is taken, the rest of the build is unharmed."""
    text = (REPORTS / "S-2007-652.txt").read_text(encoding="utf-8")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text(text.replace("15,314", "15,413"), encoding="utf-8")
    other = str(REPORTS / "letter-2020-12-03.md")
    built = build([str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), other], tmp_path / "out", validate=False)
    assert [summary.key for summary in built.documents] == ["letter-2020-12-03"]
    (error,) = built.errors
    assert "a.txt" in str(error) and "b.txt" in str(error) and "reports.toml" in str(error)


def test_a_bad_report_is_listed_and_stops_no_other(tmp_path: Path) -> None:
    """A text that is no report gives one error, with file and remedy; the good report is built."""
    (tmp_path / "poem.txt").write_text("Roses are red, violets are blue.\n")
    (tmp_path / "empty.txt").write_text("")
    built = build([str(tmp_path), str(REPORTS / "S-2007-652.txt")], tmp_path / "out", validate=False)
    assert [summary.key for summary in built.documents] == ["S-2007-652"]
    assert sorted(Path(error.place).name for error in built.errors) == ["empty.txt", "poem.txt"]
    assert all(isinstance(error, SourceError) and "\n" not in str(error) for error in built.errors)


def test_a_report_without_a_period_is_built_with_a_warning(tmp_path: Path) -> None:
    """What the genre allows is no error: figures that need a period are left out, and a finding says so."""
    path = tmp_path / "r.txt"
    path.write_text("Report to the United Nations on Kosovo Force operations\n\n1. The month was calm.\n\n2. No incidents occurred.\n")
    built = build([str(path)], tmp_path / "out", validate=False)
    assert len(built.documents) == 1
    assert [finding.severity for finding in built.findings] == ["Warning"]


def test_a_folder_that_is_no_build_is_never_replaced(tmp_path: Path) -> None:
    """Somebody's own files are safe from a wrong -o."""
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(StoreError, match="no build folder"):
        build([str(REPORTS)], tmp_path, validate=False)
    assert (tmp_path / "thesis.tex").exists()


def test_a_killed_build_leaves_the_previous_one_whole(tmp_path: Path) -> None:
    """kill -9 at several moments of a rebuild: the old output stays byte for byte, and the next build works."""
    out = tmp_path / "build"
    build([str(REPORTS)], out, validate=False)
    before = files(out)
    for delay in (0.1, 0.3, 0.5, 0.8):
        process = subprocess.Popen([sys.executable, "-m", "kfor_graph", "build", str(REPORTS), "-o", str(out), "--no-validate"])
        time.sleep(delay)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert files(out) == before
    build([str(REPORTS)], out, validate=False)
    assert files(out) == before


@pytest.mark.parametrize("place", ["/dev/full/build", "/proc/build"])
def test_a_target_that_cannot_be_written_is_one_line(place: str) -> None:
    """No traceback: the folder, the reason, the remedy."""
    with pytest.raises(StoreError, match=place) as caught:
        build([str(REPORTS)], Path(place), validate=False)
    assert "\n" not in str(caught.value)


def test_a_translation_is_a_further_source_of_its_document(tmp_path: Path) -> None:
    """The same symbol in two languages: one document, read in English, with both files as sources."""
    english = (
        "S/2006/300\n\nReport to the United Nations on the operations of the Kosovo Force\n\n"
        "1. This report covers the period from 1 to 31 March 2006.\n"
    )
    french = (
        "S/2006/300\n\nRapport mensuel à l'Organisation des Nations Unies sur les opérations de la Force de paix au Kosovo\n\n"
        "1. Le présent rapport porte sur la période du 1er au 31 mars 2006, au cours de laquelle la situation est restée calme dans "
        "la région et les soldats de la Force ont poursuivi leurs patrouilles avec les autorités de la province, qui ont été "
        "informées par la Mission.\n"
    )
    (tmp_path / "en.txt").write_text(english, encoding="utf-8")
    (tmp_path / "fr.txt").write_text(french, encoding="utf-8")
    built = build([str(tmp_path / "fr.txt"), str(tmp_path / "en.txt")], tmp_path / "out", validate=False)
    assert [summary.key for summary in built.documents] == ["S-2006-300"] and not built.errors
    assert built.documents[0].source.name == "en.txt"
    formats = [quad for quad in quads(tmp_path / "out") if quad.predicate.value.endswith("hasFormat")]
    assert len(formats) == 2
