"""Rules of other packages: found, named apart, looked at, and never in the way of ours."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from kfor_graph import names
from kfor_graph.corpus.read import read
from kfor_graph.document.outline import outline
from kfor_graph.extract import plugins as found_plugins
from kfor_graph.extract.claims import account, observation, statement
from kfor_graph.extract.extract import Extraction, extract
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.plugins import Plugin
from kfor_graph.graph.build import build_counted
from kfor_graph.model import Claim, Concept, Entity, Event, Finding, Quantity
from kfor_graph.pipeline import build
from kfor_graph.texts import Block, Document, Period, Span
from kfor_graph.vocabulary import vocabulary

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "docs" / "example-plugin"
HEAD = (
    "Report to the United Nations on the operations of the Kosovo Force\n\n1. This report covers the period from 1 to 30 June 2005.\n\n"
    "Security situation\n\n2. "
)
TEXT = HEAD + (
    "KFOR engineers resurfaced about 12 kilometres of road. They rebuilt the school of Pejë.\n\n"
    "3. KFOR engineers will have strengthened four bridges by autumn. No major incidents were reported. "
    "The municipality strengthened two bridges.\n"
)


def environment(folder: Path, *points: str) -> dict[str, str]:
    """An environment in which the example is installed: its source on the path, its metadata in a folder as pip writes it."""
    info = folder / "kfor_engineering-0.1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: kfor-engineering\nVersion: 0.1.0\n")
    lines = points or ("engineering = kfor_engineering:RULES",)
    (info / "entry_points.txt").write_text("\n".join([f"[{found_plugins.GROUP}]", *lines, ""]))
    path = os.pathsep.join([str(ROOT), str(EXAMPLE / "src"), str(folder)])
    return {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "300"}


def run(env: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    return subprocess.run([sys.executable, "-m", "kfor_graph", *words], env=env, capture_output=True, text=True, check=False)


def document(text: str = TEXT) -> Document:
    """A report in text form, outlined."""
    return outline(read("r.txt", text.encode()))


def taken(rule: Callable[[Passage], Iterator[Any]], text: str = TEXT, kind: str = "paragraph") -> Extraction:
    """What is taken with one rule of a plug-in beside ours."""
    return extract(document(text), vocabulary(), (Plugin("mine", {kind: (rule,)}, "my-rules", "1.0"),))


def figure(passage: Passage, words: str = "", **more: Any) -> Claim:
    """A sound claim about the first words of a block, or about given ones."""
    start = passage.text.index(words, passage.block.span.start) if words else passage.block.span.start
    span = Span(start, start + len(words or "KFOR"))
    claim = observation(passage, (span,), "patrols", Quantity(span, Decimal(7), "seven"), "pieces", passage.mission)
    assert claim
    return replace(claim, **more)


def test_the_example_is_listed_and_its_claims_are_in_the_graph_with_their_rule(tmp_path: Path) -> None:
    """The package of the documentation, by its own pyproject: the commands of its README, without a network."""
    assert 'engineering = "kfor_engineering:RULES"' in (EXAMPLE / "pyproject.toml").read_text()
    env = environment(tmp_path / "site")
    listed = run(env, "rules")
    assert listed.returncode == 0, listed.stderr
    assert "engineering.repairs" in listed.stdout and "kilometres of road, that the mission's engineers strengthened" in listed.stdout
    assert listed.stdout.index("situation ") < listed.stdout.index("engineering.repairs")
    (tmp_path / "r.txt").write_text(TEXT)
    out = tmp_path / "out"
    done = run(env, "build", str(tmp_path / "r.txt"), "-o", str(out), "--plugin", "engineering")
    assert done.returncode == 0 and "Violation  " not in done.stdout, done.stdout + done.stderr
    assert '"engineering": "kfor-engineering 0.1.0"' in (out / "manifest.json").read_text()
    store = pyoxigraph.Store()
    for path in (*(out / "documents").iterdir(), out / "graphs" / "rules.nq"):
        store.bulk_load(path=str(path), format=pyoxigraph.RdfFormat.N_QUADS)
    rows = store.query(
        """
        PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX kfo: <https://w3id.org/kfor-graph/ontology#>
        PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?rule ?words ?value ?unit ?agent ?description {
          ?claim kfo:evidence/oa:exact ?words ; kfo:value ?value ; kfo:unit ?unit ; prov:wasGeneratedBy/prov:qualifiedAssociation ?use .
          ?use prov:hadPlan ?rule ; prov:agent/rdfs:label ?agent . ?rule rdfs:comment ?description
          FILTER (CONTAINS(STR(?rule), "/rule/engineering.")) }""",
        use_default_graph_as_union=True,
    )
    ((rule, words, value, unit, agent, description),) = [[term.value for term in row] for row in rows]
    assert rule == names.rule("engineering.repairs") and words == "KFOR engineers resurfaced about 12 kilometres of road"
    assert (value, unit, agent) == ("12", names.BASE + "scheme/unit/kilometres", "kfor-engineering 0.1.0")
    assert description.startswith("Bridges, or kilometres of road")


def test_a_plugin_can_be_measured(tmp_path: Path) -> None:
    """evaluate --plugin: what its rules take counts, and nothing of it does unasked."""
    env = environment(tmp_path / "site")
    words = "KFOR engineers repaired about 12 kilometres of road."
    figure = {"measure": "road repaired", "value": 12, "unit": "kilometres", "quote": words, "paragraph": 2}
    lists: dict[str, list[object]] = {
        key: [] for key in ("letters", "troop_strength", "events", "incident_statistics", "personnel_statistics", "seizures")
    }
    lists |= {key: [] for key in ("agreements", "assessments", "stated_zeros", "discrepancies")}
    period = {"start": "2005-06-01", "end": "2005-06-30", "quote": "from 1 to 30 June 2005", "paragraph": 1}
    (tmp_path / "r.txt").write_text(TEXT)
    (tmp_path / "gold.jsonl").write_text(json.dumps({"file": "r.txt", "period": period, "other_observations": [figure], **lists}))
    command = ("evaluate", str(tmp_path), "--kind", "figure", "--format", "csv")
    without, done = run(env, *command), run(env, *command, "--plugin", "engineering")
    assert without.stdout.splitlines()[1].startswith("figure,1,0,1,") and done.stdout.splitlines()[1].startswith("figure,1,1,0,"), (
        done.stderr
    )
    assert run(env, *command, "--plugin", "nonsense").returncode == 2


def test_an_unknown_plugin_is_one_line_that_names_those_installed(tmp_path: Path) -> None:
    """Exit code 2, nothing is built."""
    done = run(environment(tmp_path / "site"), "build", "reports", "-o", str(tmp_path / "out"), "--plugin", "enginering")
    assert done.returncode == 2 and done.stderr.count("\n") == 1
    assert "enginering" in done.stderr and "choose one of engineering" in done.stderr
    assert not (tmp_path / "out").exists()


def test_an_installed_plugin_is_not_used_unasked(tmp_path: Path) -> None:
    """Without --plugin a build is the same to the byte, whatever is installed."""
    (tmp_path / "r.txt").write_text(TEXT)
    env = environment(tmp_path / "site", "engineering = kfor_engineering:RULES", "broken = nowhere:RULES")
    for name, used in (("with", env), ("without", {**env, "PYTHONPATH": str(ROOT)})):
        assert run(used, "build", str(tmp_path / "r.txt"), "-o", str(tmp_path / name), "--no-validate").returncode == 0
    assert files(tmp_path / "with") == files(tmp_path / "without")
    assert b"engineering" not in b"".join(files(tmp_path / "with").values())


def test_a_broken_plugin_hides_no_other_from_the_list(tmp_path: Path) -> None:
    """The others are listed, the broken one is named in one line, exit code 1."""
    done = run(environment(tmp_path / "site", "engineering = kfor_engineering:RULES", "broken = nowhere:RULES"), "rules")
    assert done.returncode == 1 and "engineering.repairs" in done.stdout
    assert done.stderr.count("\n") == 1 and "plug-in broken" in done.stderr and "nowhere" in done.stderr


def files(folder: Path) -> dict[str, bytes]:
    """All files of a build but those of the store, which is made of them, and of the cache, which is for the next build."""
    found = {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: content for name, content in found.items() if not name.startswith(("store", "cache"))}


def test_workers_use_plugins_and_the_result_is_the_same(tmp_path: Path) -> None:
    """One process or two, files forwards or backwards, plug-ins in any order: the same bytes, with the plug-in's claims."""
    env = environment(tmp_path / "site", "engineering = kfor_engineering:RULES", "again = kfor_engineering:RULES")
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "reports.toml").write_text("\n".join(f'["{number:02}.txt"]\nkey = "copy-{number}"\n' for number in range(12)))
    for number in range(12):
        (reports / f"{number:02}.txt").write_text(TEXT.replace(" 12 ", f" {number + 2} "))
    paths = sorted(map(str, reports.glob("*.txt")))
    one, two = ["--plugin", "engineering", "--plugin", "again"], ["--plugin", "again", "--plugin", "engineering"]
    assert run(env, "build", *paths, "-o", str(tmp_path / "one"), "--workers", "1", "--no-validate", *one).returncode == 0
    assert run(env, "build", *paths[::-1], "-o", str(tmp_path / "two"), "--workers", "2", "--no-validate", *two).returncode == 0
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert all(b"reading-again.repairs" in path.read_bytes() for path in (tmp_path / "two" / "documents").iterdir())


def test_the_example_takes_only_what_the_force_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plans and works of others are left alone."""
    monkeypatch.syspath_prepend(str(EXAMPLE / "src"))
    from kfor_engineering import RULES as EXAMPLES  # noqa: PLC0415

    extraction = extract(document(), vocabulary(), (Plugin("engineering", EXAMPLES, "kfor-engineering", "0.1.0"),))
    (claim,) = [claim for claim in extraction.claims if claim.plugin]
    assert claim.rule == "engineering.repairs" and claim.get("printed") == "12" and claim.get("qualifier") == Concept("qualifier", "about")


def test_a_figure_of_the_example_has_the_day_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day where one is told, the reporting period where none is; of several days nothing."""
    monkeypatch.syspath_prepend(str(EXAMPLE / "src"))
    from kfor_engineering import repairs  # noqa: PLC0415

    words = "KFOR strengthened two bridges on 9 June. KFOR strengthened three bridges. On 3 and 4 June, KFOR strengthened four bridges."
    found = [claim.get("asAt") or claim.get("during") for claim in taken(repairs, HEAD + words).claims if claim.plugin]
    assert found == [date(2005, 6, 9), Period(date(2005, 6, 1), date(2005, 6, 30))]


def test_no_name_of_ours_can_be_one_of_a_plugins() -> None:
    """Ours hold no dot, theirs one."""
    assert not any("." in name for name in found_plugins.own())
    assert list(Plugin("a", {"letter": (example,)}, "a", "1").named()) == ["a.example"]


def example(passage: Passage) -> Iterator[Claim]:
    """Seven patrols, wherever a paragraph begins."""
    yield figure(passage)


def test_a_plugin_renames_nothing_of_ours() -> None:
    """Every line of our graph is there unchanged, though the plug-in tells the same from earlier words, and of events like ours."""
    text = TEXT.replace("3. KFOR", "3. No major incidents were reported. KFOR")
    source = document(text)

    def mimic(passage: Passage) -> Iterator[Claim]:
        """What our rules took, from the first words of the block; and an event like each of theirs, with one thing told otherwise."""
        for claim in passage.here:
            yield replace(claim, evidence=figure(passage).evidence)
            yield claim
            if isinstance(event := claim.get("about"), Event):
                yield account(passage, (Span(passage.block.span.start, passage.block.span.start + 4),), replace(event, outcome=None), "day")

    ours = extract(source, vocabulary())
    both = extract(source, vocabulary(), (Plugin("mine", {"paragraph": (mimic,), "report": (mimic,)}, "my-rules", "1.0"),))
    assert both.claims[: len(ours.claims)] == ours.claims and len(both.claims) > len(ours.claims)
    graphs = [set(build_counted(source, found.claims, found.mentions, vocabulary())[0].splitlines()) for found in (ours, both)]
    assert graphs[0] <= graphs[1]
    claims = [{line.split()[0] for line in graph if b"ontology#Claim>" in line} for graph in graphs]
    assert len(claims[1]) - len(claims[0]) == len(both.claims) - len(ours.claims)


def test_what_ours_took_is_left_out_and_ours_see_nothing_of_a_plugin() -> None:
    """The earlier rule keeps a figure."""

    def again(passage: Passage) -> Iterator[Claim]:
        """What is there."""
        yield from (claim for claim in passage.here if claim.kind == "observation")

    assert taken(again).claims == extract(document(), vocabulary()).claims != ()


def test_claims_may_link_to_each_other_and_to_ours() -> None:
    """A link to a claim of the plug-in, or of ours, is a link in the graph."""
    text = TEXT.replace("No major incidents", "KFOR seized four rifles. No major incidents")

    def linked(passage: Passage) -> Iterator[Claim]:
        """A figure, and another that is compared with it and with ours."""
        first, others = figure(passage), [claim for claim in passage.here if claim.kind == "observation"]
        yield first
        more = tuple(("comparedWith", claim) for claim in (first, *others))
        yield replace(figure(passage, "engineers"), slots=(*figure(passage).slots, *more))

    found = taken(linked, text)
    nquads = build_counted(document(text), found.claims, found.mentions, vocabulary())[0]
    links = [line.split()[2] for line in nquads.splitlines() if b"ontology#comparedWith>" in line]
    assert len(links) >= 3 and not found.findings[1:]
    assert all(b"%s <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>" % link in nquads for link in links)


KFOR = Entity("mission", "kfor")
JUNE = Period(date(2005, 6, 1), date(2005, 6, 30))


def with_slot(name: str, value: Any) -> Callable[[Passage, Claim], Any]:
    """A change to a claim: one more slot."""
    return lambda _passage, claim: replace(claim, slots=(*claim.slots, (name, value)))


def with_evidence(**changes: Any) -> Callable[[Passage, Claim], Any]:
    """A change to a claim's words."""
    return lambda _passage, claim: replace(claim, evidence=(replace(claim.evidence[0], **changes),))


def event(**changes: Any) -> Callable[[Passage, Claim], Any]:
    """A change to a claim: about an event that has something wrong."""
    return with_slot("about", replace(Event(("explosion",), JUNE), **changes))


BAD: dict[str, Callable[[Passage, Claim], Any]] = {
    "no claim": lambda _passage, _claim: "a patrol",
    "None": lambda _passage, _claim: None,
    "kind": lambda _passage, claim: replace(claim, kind="rumour"),
    "certainty": lambda _passage, claim: replace(claim, certainty="sure> <x"),
    "block": lambda _passage, claim: replace(claim, block="report-1-p99"),
    "no evidence": lambda _passage, claim: replace(claim, evidence=()),
    "quote": with_evidence(quote="IFOR"),
    "beyond the text": with_evidence(span=Span(100_000, 100_004), quote=""),
    "before the text": with_evidence(span=Span(-4, -1)),
    "another block": with_evidence(span=Span(0, 6), quote="Report"),
    "evidence of another block": with_evidence(block="report-1-p1"),
    "a string as span": with_evidence(span="0-4"),
    "no words": with_evidence(words=""),
    "no slots": lambda _passage, claim: replace(claim, slots=None),
    "half a slot": lambda _passage, claim: replace(claim, slots=(("about",),)),
    "unknown slot": with_slot("colour", "red"),
    "unsafe slot": with_slot("about> <x", "red"),
    "slot of the writer": with_slot("evidence", "red"),
    "unknown concept": with_slot("category", Concept("category", "no-such-thing")),
    "unsafe concept": with_slot("category", Concept("category", "x> <y")),
    "a number": with_slot("value", 7),
    "no number": with_slot("value", Decimal("NaN")),
    "a huge number": with_slot("value", Decimal("1e999999")),
    "a moment": with_slot("asAt", datetime(2005, 6, 1)),
    "half a character": with_slot("counted", "\ud800"),
    "unknown entity": with_slot("place", Entity("place", "atlantis", "Atlantis")),
    "entity kind": with_slot("place", Entity("planet", "mars", "Mars", ("kfo:Place",), known=False)),
    "unsafe slug": with_slot("place", Entity("place", "a> <b", "A", ("kfo:Place",), known=False)),
    "slug of a part": with_slot("about", Entity("local", "report-1-p1", "A", ("kfo:Group",), known=False)),
    "known told as new": with_slot("place", Entity("place", "pristina", "Elsewhere", ("kfo:Place",), known=False)),
    "no class": with_slot("place", Entity("place", "atlantis", "Atlantis", (), known=False)),
    "unknown class": with_slot("place", Entity("place", "atlantis", "Atlantis", ("kfo:Island",), known=False)),
    "unsafe fact": with_slot("place", Entity("place", "x", "X", ("kfo:Place",), (("a:b> <c", "d"),), known=False)),
    "event without type": event(types=()),
    "event type": event(types=("miracle",)),
    "event role": event(roles=(("knows", KFOR),)),
    "event place": event(places=("Pristina",)),
    "event outcome": event(outcome="bliss"),
    "event period": event(period=Period(date(2005, 6, 30), date(2005, 6, 1))),
    "event label": event(subject=7),
    "unknown part": with_slot("about", Block("paragraph", "x> <y", Span(0, 1), None)),
    "link to a bad claim": lambda passage, claim: with_slot("includes", replace(claim, kind="rumour"))(passage, claim),
    "statement about a string": lambda passage, _: statement(passage, (passage.block.span,), "KFOR", "kfo:place", "x"),
    "statement's predicate": lambda passage, _: statement(passage, (passage.block.span,), KFOR, "kfo:x> <y", "x"),
    "statement's prefix": lambda passage, _: statement(passage, (passage.block.span,), KFOR, "nowhere:x", "x"),
    "no statement": lambda _passage, claim: replace(claim, kind="statement"),
}


@pytest.mark.parametrize("wrong", BAD)
def test_a_bad_claim_gives_a_finding_that_names_plugin_and_document(wrong: str) -> None:
    """The claim is not taken; the sound one after it is, and all of ours."""

    def bad(passage: Passage) -> Iterator[Any]:
        """Gives one bad and one sound claim."""
        if passage.block.slug == "report-1-p2":
            yield BAD[wrong](passage, figure(passage))
            yield figure(passage, "engineers")

    ours, found = extract(document(), vocabulary()), taken(bad)
    (finding,) = found.findings[len(ours.findings) :]
    assert (finding.severity, finding.check, finding.document, finding.block) == ("Violation", "mine.bad", document().key, "report-1-p2")
    assert "plug-in rule mine.bad gave no sound claim" in finding.message and "\n" not in finding.message
    finding.message.encode()
    assert found.claims[: len(ours.claims)] == ours.claims
    assert [claim.rule for claim in found.claims[len(ours.claims) :]] == ["mine.bad"]


@pytest.mark.parametrize("error", [ValueError("two\nlines"), KeyError("x"), RecursionError(), SystemExit(3), UnicodeError("\ud800")])
def test_a_rule_that_raises_gives_a_finding_and_the_rest_goes_on(error: BaseException) -> None:
    """What it gave before is kept, other blocks are read."""

    def raising(passage: Passage) -> Iterator[Claim]:
        """Raises after its first claim."""
        yield figure(passage, "KFOR" if passage.block.slug != "report-1-p1" else "This")
        raise error

    ours, found = extract(document(), vocabulary()), taken(raising)
    told = found.findings[len(ours.findings) :]
    assert [finding.block for finding in told] == ["report-1-p1", "report-1-p2", "report-1-p3"]
    assert all(f"mine.raising raised {type(error).__name__}" in finding.message and "\n" not in finding.message for finding in told)
    assert len(found.claims) == len(ours.claims) + 3


def test_a_rule_that_does_not_end_is_stopped_and_one_that_gives_nothing_is_named() -> None:
    """A build comes to its end."""

    def endless(passage: Passage) -> Iterator[Claim]:
        """The same for ever."""
        while True:
            yield figure(passage)

    def nothing(_passage: Passage) -> Any:
        """No iterator."""

    assert "more than 1000 claims" in taken(endless).findings[-1].message
    assert "raised TypeError" in taken(nothing).findings[-1].message


def test_findings_of_a_plugin_carry_its_name_and_its_block() -> None:
    """Whatever they say of themselves."""

    def doubtful(passage: Passage) -> Iterator[Finding]:
        """Doubts."""
        sound = passage.cite(Span(passage.block.span.start, passage.block.span.start + 4))
        unsound = (replace(sound[0], quote="other"), "words", None)
        yield Finding("Fatal", "two\nlines", "members", "another", "another", "x> <y", (*sound, *unsound))  # type: ignore[arg-type]

    finding = taken(doubtful).findings[-1]
    assert finding == replace(Finding("Warning", "two lines", "mine.doubtful", document().key, "report-1-p3"), evidence=finding.evidence)
    assert finding.quotes == ("KFOR",)


def test_a_build_with_a_bad_plugin_is_written_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The graph holds ours; the finding is in the build folder."""

    def broken(_passage: Passage) -> Iterator[Claim]:
        """Breaks."""
        raise ZeroDivisionError

    for module in ("pipeline", "one_report"):
        monkeypatch.setattr(f"kfor_graph.{module}.load", lambda _names: (Plugin("bad", {"paragraph": (broken,)}, "bad-rules", "1"),))
    (tmp_path / "r.txt").write_text(TEXT)
    built = build([str(tmp_path / "r.txt")], tmp_path / "out", plugins=["bad"])
    assert built.documents[0].claims > 0 and not built.errors
    assert "bad.broken raised ZeroDivisionError" in (tmp_path / "out" / "findings.json").read_text()
