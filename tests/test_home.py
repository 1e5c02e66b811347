"""Every finding leads home: to file, line, column and words of the report, and to the line of the graph."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from sarif_pydantic import Sarif

from kfor_graph.model import Evidence, Finding
from kfor_graph.pipeline import Built, build
from kfor_graph.quality.home import Homes, homes_of_build, subject_line
from kfor_graph.quality.render.as_json import findings_json
from kfor_graph.quality.render.forms import FORMS
from kfor_graph.quality.render.page import findings_page
from kfor_graph.quality.render.sarif import findings_sarif
from kfor_graph.quality.render.text import findings_text
from kfor_graph.quality.source_text import SourceText
from kfor_graph.quality.validate import homes, validate
from kfor_graph.texts import Span

ROOT = Path(__file__).parent.parent
REPORTS = [str(ROOT / "reports"), str(ROOT / "tests" / "gold" / "constructed")]
UNCLEAR = """Report to the United Nations on Kosovo Force operations

1. The situation was calm.

2. The parties met on 3 May. The seizure of five flux capacitors was reported.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of all reports that there are, and one that states no period."""
    path = tmp_path_factory.mktemp("home")
    (path / "undated.txt").write_text(UNCLEAR)
    (path / "latin.txt").write_bytes(UNCLEAR.replace("calm", "calme, très calme").encode("latin-1"))
    return path


@pytest.fixture(scope="module")
def built(folder: Path) -> Built:
    """What the build found."""
    return build([*REPORTS, str(folder / "undated.txt"), str(folder / "latin.txt")], folder / "build", workers=1)


def lines_of(path: str) -> list[str]:
    return re.split(r"\r\n|\n|\r", Path(path).read_bytes().decode())


def words_at(file: str, place: dict[str, Any]) -> str:
    """What a file holds from one line and column to another."""
    lines = lines_of(file)
    part = lines[place["line"] - 1 : place["end_line"]]
    part[-1] = part[-1][: place["end_column"] - 1]
    part[0] = part[0][place["column"] - 1 :]
    return " ".join(" ".join(part).split())


def test_each_finding_on_a_report_leads_to_its_words(built: Built, folder: Path) -> None:
    """The words stand at the line and column that are given, in the file that is named; none is without words."""
    files = {summary.key: summary.source.path for summary in built.documents}
    entries = json.loads(findings_json(built.findings, homes_of_build(folder / "build", files)))
    assert len({entry["check"] for entry in entries}) > 5
    for entry in entries:
        assert entry["words"], entry
        for place in (*entry["words"], *entry.get("related", ())):
            assert words_at(place["file"], place) == " ".join(place["words"].split())


def test_each_node_at_fault_has_its_line_in_the_graph(built: Built, folder: Path) -> None:
    """The line begins with the node."""
    entries = json.loads(findings_json(built.findings, homes_of_build(folder / "build")))
    nodes = [entry for entry in entries if entry["focus"].startswith("https://w3id.org/kfor-graph/id/doc/")]
    assert nodes
    for entry in nodes:
        file, _, line = entry["graph"].rpartition(":")
        assert Path(file).read_text().splitlines()[int(line) - 1].startswith(f"<{entry['focus']}> ")


def test_the_folder_names_its_files_from_within(built: Built, folder: Path) -> None:
    """Two builds at two places are equal byte for byte."""
    assert built.documents
    text = (folder / "build" / "findings.json").read_text()
    assert str(folder) not in text
    entry = next(entry for entry in json.loads(text) if entry.get("formula"))
    assert (folder / "build" / entry["words"][0]["file"]).is_file()
    assert (folder / "build" / entry["graph"].rpartition(":")[0]).is_file()


def test_the_terminal_underlines_the_words(folder: Path, built: Built) -> None:
    """One line says where and what; then the sentence, its words underlined, the figures, the node and its line."""
    assert built.documents
    shown = findings_text(validate(folder / "build"), homes(folder / "build"))
    (start,) = [match.start() for match in re.finditer(r"^.*: Warning\[ShareShape\]: 194 of 2,913", shown, re.M)]
    head, sentence, marks, *rest = shown[start:].splitlines()
    assert re.match(r".*/sources/[0-9a-f]{16}\.txt:\d+:\d+: Warning\[ShareShape\]: 194 of 2,913 is 6\.66 per cent, not 6\.83\.$", head)
    underlined = "".join(letter for letter, mark in zip(sentence, marks, strict=False) if mark == "^")
    beside = "".join(letter for letter, mark in zip(sentence, marks, strict=False) if mark == "-")
    assert underlined == "6.83 per cent" and beside == "There are 194"
    assert "     = 100 × 194 ÷ 2,913 = 6.66, printed 6.83" in rest
    assert re.search(r"= S-2007-652 report-1-p10, doc/S-2007-652/obs-\w+, .*documents/S-2007-652\.nq:\d+$", "\n".join(rest), re.M)


def test_a_long_sentence_is_wrapped_with_its_underlines() -> None:
    """No row is longer than a hundred characters, and the underlined letters together are the words."""
    words = "a number of shots that were fired by persons whom nobody knew"
    text = "On the day before, " + "and in places that nobody names, " * 4 + words + ", as was said. Another sentence."
    span = Span(text.index(words), text.index(words) + len(words))
    finding = Finding("Info", "why", "check", "D", "p1", evidence=(Evidence("p1", span, words, words),))
    shown = findings_text([finding], Homes(lambda _key: SourceText("r.txt", text))).splitlines()
    rows = [line[7:] for line in shown if re.match(r"[ \d]{4} \| ", line)]
    assert all(len(row) <= 100 for row in rows)
    pairs = [(row, rows[at + 1]) for at, row in enumerate(rows[:-1]) if set(rows[at + 1]) <= {" ", "^"}]
    underlined = "".join(letter for row, marks in pairs for letter, mark in zip(row, marks, strict=False) if mark == "^")
    assert underlined.replace(" ", "") == words.replace(" ", "")
    assert not any("Another" in row for row in rows)


HOSTILE = 'x</mark><script>alert("1")</script>\x1b[31m & “y”'


def hostile() -> tuple[Finding, Homes]:
    text = f"Before. {HOSTILE} behind.\r\nSecond line."
    span = Span(8, 8 + len(HOSTILE))
    finding = Finding("Violation", HOSTILE, "Check<b>", "D", "p1", 'https://e.org/"><b>', (Evidence("p1", span, HOSTILE, HOSTILE),))
    return finding, Homes(lambda _key: SourceText('a b"<i>.txt', text))


class Tags(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes a tag."""
        self.seen.add(tag)
        self.seen.update(f"{tag}[{name}]" for name, _ in attrs)


def test_hostile_words_are_words() -> None:
    """A report's text makes no tag on the page, commands no terminal, and leaves JSON, SARIF and Turtle whole."""
    finding, where = hostile()
    seen = Tags(findings_page([finding], where)).seen
    assert not seen & {"script", "b", "i", "a[onclick]"} and "mark" in seen
    assert "\x1b" not in findings_text([finding], where)
    for form in ("json", "sarif"):
        assert json.loads(FORMS[form]([finding], where))
    assert json.loads(findings_json([finding], where))[0]["words"][0]["words"] == HOSTILE


ALLOWED = {
    "log": {"$schema", "version", "runs"},
    "run": {"tool", "columnKind", "results"},
    "driver": {"name", "version", "informationUri", "rules"},
    "rule": {"id", "name", "shortDescription", "defaultConfiguration"},
    "result": {"ruleId", "ruleIndex", "level", "message", "locations", "relatedLocations", "partialFingerprints", "properties"},
    "location": {"id", "message", "physicalLocation", "logicalLocations"},
    "region": {"startLine", "startColumn", "endLine", "endColumn", "charOffset", "charLength", "snippet"},
}
"Properties of SARIF 2.1.0, sections 3.13, 3.14, 3.19, 3.49, 3.27, 3.28, 3.30, as far as they are used."


def test_sarif_is_that_of_the_standard(built: Built, folder: Path) -> None:
    """The log has the structure of SARIF 2.1.0, each result its rule, and its region the words."""
    files = {summary.key: summary.source.path for summary in built.documents}
    text = findings_sarif(built.findings, homes_of_build(folder / "build", files))
    Sarif.model_validate_json(text)
    log = json.loads(text)
    assert log["version"] == "2.1.0" and set(log) == ALLOWED["log"]
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert set(run) == ALLOWED["run"] and set(driver) == ALLOWED["driver"]
    assert all(set(rule) == ALLOWED["rule"] for rule in driver["rules"])
    assert len(run["results"]) == len(set(built.findings))
    for result in run["results"]:
        assert set(result) <= ALLOWED["result"]
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            assert set(location) <= ALLOWED["location"]
            region = location["physicalLocation"]["region"]
            assert set(region) == ALLOWED["region"]
            file = location["physicalLocation"]["artifactLocation"]["uri"].removeprefix("file://")
            place = {"line": region["startLine"], "column": region["startColumn"]}
            place |= {"end_line": region["endLine"], "end_column": region["endColumn"]}
            assert words_at(file, place) == " ".join(region["snippet"]["text"].split())


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.nt", "<urn:a> <urn:p> <urn:n> .\n<urn:n> <urn:p> 1 .\n", 2),
        ("a.ttl", "@prefix ex: <urn:> .\n\nex:a ex:p ex:n .\nex:n ex:p 1 .\n", 4),
        ("a.ttl", "@base <urn:> .\n<a> <p> <n> .\n<n>\n  <p> 1 .\n", 3),
        ("a.ttl", "<urn:a> <urn:p> <urn:n> .\n", 0),
    ],
)
def test_the_line_of_a_subject(tmp_path: Path, name: str, text: str, line: int) -> None:
    """In full, with a prefix, under a base, or nowhere."""
    (tmp_path / name).write_text(text)
    assert subject_line(tmp_path / name, "urn:n") == line


def test_data_of_a_user_leads_to_its_line(tmp_path: Path) -> None:
    """Without a report behind it, a finding leads to the line of the RDF file in which the node is described."""
    data, shapes = tmp_path / "mine.ttl", tmp_path / "shapes.ttl"
    data.write_text('@prefix ex: <urn:x:> .\n\nex:a ex:name "A" .\nex:b\n  ex:age 7 .\n')
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; sh:targetNode <urn:x:a>, <urn:x:b> ;"
        ' sh:property [ sh:path <urn:x:name> ; sh:minCount 1 ; sh:message "Needs a name." ] .'
    )
    found = validate(data, [shapes])
    assert findings_text(found, homes(data)).startswith(f"{data}:4: Violation[urn:s]: Needs a name.\n     = urn:x:b\n")
    (result,) = json.loads(findings_sarif(found, homes(data)))["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": f"file://{data}"}, "region": {"startLine": 4}}


def test_words_that_the_text_does_not_hold_have_no_place() -> None:
    """A place is given only where the text says these words."""
    source = SourceText("r.txt", "one two")
    where = Homes(lambda _key: source)
    assert where.place("D", Evidence("p", Span(0, 3), "one", "one"))
    assert where.place("D", Evidence("p", Span(0, 3), "two", "two")) is None
    assert where.place("D", Evidence("p", Span(90, 93), "one", "one")) is None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_files_end_them(end: str) -> None:
    """Line and column are those that editors show."""
    source = SourceText("r.txt", f"one{end}two 𝒳 three{end}")
    position = source.text.index("three")
    assert source.place(position) == (2, 7)
    assert source.place(0) == (1, 1)
