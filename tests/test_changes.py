"""What changed between two releases."""

import gzip
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from typer.testing import CliRunner

from kfor_graph import __version__, names
from kfor_graph.cli import app
from kfor_graph.errors import StoreError
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.rules import RULES
from kfor_graph.extract.rules.threat import threat
from kfor_graph.model import Claim, Concept
from kfor_graph.pipeline import build
from kfor_graph.share.changes.as_changelog import changes_changelog
from kfor_graph.share.changes.as_html import changes_html
from kfor_graph.share.changes.as_json import changes_json
from kfor_graph.share.changes.as_patch import changes_patch
from kfor_graph.share.changes.compare import compare
from kfor_graph.share.changes.model import Changes, Kind
from kfor_graph.share.changes.release import open_release
from kfor_graph.share.dumps import write_dumps

ROOT = Path(__file__).parent.parent
Read = Callable[[Passage], Iterator[Claim]]


def changed(old: Path, new: Path) -> Changes:
    """The changes between two releases."""
    return compare(open_release(old), open_release(new))


@pytest.fixture
def otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Read | None], Path]:
    """Builds the published reports with another reading in the place of the rule on threats, or without it."""

    def made(reading: Read | None) -> Path:
        rules = (reading if rule is threat else rule for rule in RULES["paragraph"])
        monkeypatch.setitem(RULES, "paragraph", tuple(rule for rule in rules if rule))
        build([str(ROOT / "reports")], tmp_path / "otherwise", 1)
        return tmp_path / "otherwise"

    return made


def by_reading(change: Callable[[Passage, Claim], Claim]) -> Read:
    """The rule on threats with each of its claims changed."""

    def threat_otherwise(passage: Passage) -> Iterator[Claim]:
        for item in threat(passage):
            yield change(passage, item) if isinstance(item, Claim) else item

    threat_otherwise.__name__ = "threat"
    return threat_otherwise


def test_a_release_does_not_differ_from_itself(published: Path, tmp_path: Path) -> None:
    """Nor from a copy, nor from its dump, plain or packed."""
    for path in write_dumps(published, tmp_path / "dumps"):
        if path.suffix == ".nq":
            (tmp_path / "dump.nq.gz").write_bytes(gzip.compress(path.read_bytes()))
            assert not changed(published, path)
    assert not changed(published, shutil.copytree(published, tmp_path / "copy"))
    assert not changed(tmp_path / "dump.nq.gz", published)


def test_a_new_rule_renames_no_claim_of_another(published: Path, otherwise: Callable[[Read | None], Path]) -> None:
    """All that is new are the claims of the rule, and nothing that was there is gone or reads otherwise."""
    changes = changed(otherwise(None), published)
    assert {(change.kind, change.rule) for change in changes.of("claims")} == {(Kind.ADDED, "threat")}
    assert {change.label for change in changes.of("rules")} <= {"threat", names.rule("threat").removeprefix(names.BASE) + f"/{__version__}"}
    assert {change.section for change in changes.nodes} <= {"claims", "rules"}
    assert all(change.words for change in changes.of("claims"))


def test_a_claim_keeps_its_name_where_a_rule_cites_other_words(published: Path, otherwise: Callable[[Read | None], Path]) -> None:
    """The change shows the words before and after."""

    def cite_the_sentence(passage: Passage, claim: Claim) -> Claim:
        return replace(claim, evidence=passage.cite(passage.sentence(passage.text.index(claim.evidence[0].words))))

    changes = changed(published, otherwise(by_reading(cite_the_sentence)))
    found = changes.of("claims")
    assert found and {change.kind for change in found} == {Kind.CHANGED} and {change.rule for change in found} == {"threat"}
    for change in found:
        (fact,) = [fact for fact in change.facts if fact.property == "oa:exact"]
        assert fact.before != fact.after == change.words and not change.was


def test_a_claim_that_says_something_else_takes_the_place_of_the_old_one(published: Path, otherwise: Callable[[Read | None], Path]) -> None:
    """Same words, another value: one change, with both names and both values."""
    other = Concept("rating", "high")

    def read_high(_: Passage, claim: Claim) -> Claim:
        return replace(
            claim,
            slots=tuple(
                (slot, other if isinstance(value, Concept) and value.scheme == other.scheme else value) for slot, value in claim.slots
            ),
        )

    changes = changed(published, otherwise(by_reading(read_high)))
    found = changes.of("claims")
    assert found and {change.kind for change in found} == {Kind.CHANGED}
    for change in found:
        assert change.was and change.was != change.iri
        assert any(fact.after in (("High",), ("high",)) for fact in change.facts)


def test_the_patch_leads_from_the_older_release_to_the_newer(published: Path, otherwise: Callable[[Read | None], Path]) -> None:
    """What it deletes was there, what it adds was not, and the outcome has the same quads."""
    old = otherwise(None)
    held, wanted = ({quad for name in release.graphs for quad in release.quads(name)} for release in map(open_release, (old, published)))
    first, *rows, last = changes_patch(changed(old, published)).splitlines()
    assert (first, last) == ("TX .", "TC .")
    for row in rows:
        letter, statement = row.split(" ", 1)
        (quad,) = parse(f"{statement}\n", format=RdfFormat.N_QUADS)
        assert (quad in held) == (letter == "D")
        held = held - {quad} if letter == "D" else held | {quad}
    assert held == wanted


def planted(published: Path, folder: Path, label: str) -> Path:
    """A copy of a release in which an entity has another label."""
    copy = shutil.copytree(published, folder)
    file = copy / "graphs" / "authority.nq"
    graph = NamedNode(names.graph("authority"))
    added = Quad(NamedNode(f"{names.BASE}id/org/planted"), NamedNode(names.expand("skos:prefLabel")), Literal(label, language="en"), graph)
    kind = Quad(added.subject, NamedNode(names.expand("rdf:type")), NamedNode(names.expand("kfo:Organization")), graph)
    file.write_bytes(b"".join(sorted([*file.read_bytes().splitlines(keepends=True), f"{added} .\n".encode(), f"{kind} .\n".encode()])))
    return copy


def test_every_form_shows_hostile_words_as_words(published: Path, tmp_path: Path) -> None:
    """No markup of a label becomes markup of a page or a changelog."""
    label = '<script>alert("x")</script> [a](b) * _c_'
    changes = changed(published, planted(published, tmp_path / "new", label))
    assert [change.label for change in changes.of("entities")] == [label]
    page = changes_html(changes, "From <old> to new")
    tags: list[str] = []
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, _: tags.append(tag)  # type: ignore[method-assign]
    reader.feed(page)
    assert "script" not in tags and "old" not in tags and "&lt;script&gt;" in page
    told = json.loads(changes_json(changes))
    assert told["counts"] == {"entities": {"added": 1, "removed": 0, "changed": 0}}
    assert [entry["label"] for entry in told["changes"]] == [label]
    assert "- Entities: 1 added" in changes_changelog(changes)


def test_a_changelog_names_documents_and_counts_their_claims(published: Path, tmp_path: Path) -> None:
    """One line a document, with the rules whose claims are new."""
    build([str(ROOT / "reports" / "S-2007-652.txt")], tmp_path / "old", 1)
    told = changes_changelog(changed(tmp_path / "old", published))
    claims = json.loads((published / "manifest.json").read_text(encoding="utf-8"))["documents"]["letter-2020-12-03"]["claims"]
    assert told.startswith("### Added\n") and f"- letter-2020-12-03: {claims} claims (" in told
    assert changes_changelog(changed(published, published)) == "No change of the data.\n"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("missing", None, "there is no such folder"),
        ("notes.txt", b"text", "is no release"),
        ("broken.nq", b"<a> <b> .\n", "broken N-Quads"),
        ("broken.nq.gz", b"no gzip", "cannot be read"),
        ("cut.nq.gz", gzip.compress(b"<http://a> <http://b> <http://c> .\n" * 9, mtime=0)[:-9], "cannot be read"),
    ],
)
def test_what_is_no_release_is_told_on_one_line(published: Path, tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    """With the path and what to do."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(StoreError, match=said) as error:
        changed(published, tmp_path / name)
    assert str(tmp_path / name) in str(error.value) and "\n" not in str(error.value)


def test_the_command_tells_by_its_exit_code_whether_releases_differ(published: Path, tmp_path: Path) -> None:
    """0, unless --check is given and they do."""
    new = planted(published, tmp_path / "new", "A new body")
    same = CliRunner().invoke(app, ["diff", str(published), str(published), "--check"])
    assert same.exit_code == 0 and "no difference" in same.stdout
    for form in ("text", "json", "html", "patch", "changelog"):
        told = CliRunner().invoke(app, ["diff", str(published), str(new), "--check", "-f", form])
        assert told.exit_code == 1 and ("A new body" in told.stdout or form == "changelog")
    assert CliRunner().invoke(app, ["diff", str(published), str(new)]).exit_code == 0


def test_words_between_colons_are_no_pictures(published: Path, tmp_path: Path) -> None:
    """What is printed is what is there: `rdfs:label:` has no luggage tag in it."""
    told = CliRunner().invoke(app, ["diff", str(published), str(planted(published, tmp_path / "new", "A :label: of :warning:"))])
    assert "A :label: of :warning:" in told.stdout
