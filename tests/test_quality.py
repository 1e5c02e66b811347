"""The quality stage: what the shapes find, what becomes a source issue, and how findings are shown."""

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
from rdflib import RDF, SH, BNode, Graph

from kfor_graph import names
from kfor_graph.corpus.read import read
from kfor_graph.document.outline import outline
from kfor_graph.errors import KforGraphError, OntologyError, ShapeError, SourceError
from kfor_graph.model import Claim, Evidence, Finding
from kfor_graph.quality import user
from kfor_graph.quality.arithmetic import ARITHMETIC, Given
from kfor_graph.quality.coverage import Missed, coverage
from kfor_graph.quality.document import Checked, check
from kfor_graph.quality.formulas import is_formula
from kfor_graph.quality.graphs import flat
from kfor_graph.quality.kinds import kinds
from kfor_graph.quality.render.as_json import findings_json
from kfor_graph.quality.render.text import exit_code, findings_text
from kfor_graph.quality.render.turtle import findings_turtle, results_turtle
from kfor_graph.quality.shacl import Validator
from kfor_graph.resources import folder
from kfor_graph.texts import Block, Document, Offsets, Report, ReportPart, Source, Span

KEY = "S-2007-652"
COURTEOUS = """Letter dated 8 May 2006 from the Secretary-General addressed to the President of the Security Council

I have the honour to convey the attached report. I should be grateful if you would bring it to the attention of the members of the Security
Council. I should be grateful if you would bring it to the attention of the Council, which met on 3 May 2006. I would appreciate your making
the report available to the members of the Council.

(Signed) Kofi A. Annan

Annex

Monthly report to the United Nations on the operations of the Kosovo Force

1. The present report covers the period from 1 to 31 March 2006.
"""
FIXTURE = (Path(__file__).parent / "quality" / f"{KEY}.ttl").read_text(encoding="utf-8")
WRONG_TOTAL = ('kfo:value 308 ; kfo:printed "308"', 'kfo:value 310 ; kfo:printed "310"')
FAULTS = [
    WRONG_TOTAL,
    ("oa:start 2677", "oa:start 2670"),
    ("kfo:category cat:drugs", "kfo:category cat:nonsense"),
    (' ; rdfs:label "Open posts (active list), 2007-09-01 to 2007-09-30: 113"@en', ""),
    ('kfo:printed "194" ; kfo:qualifier q:exact', 'kfo:printed "194" ; kfo:qualifier q:exact , q:about'),
]
"Faults of several kinds: a sum, a quote's length, an unknown concept, a missing and a double property."


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator(folder("shapes"), folder("ontology"))


def nquads(*changes: tuple[str, str], more: str = "") -> bytes:
    """The fixture with some strings replaced and some Turtle added, as N-Quads."""
    turtle = FIXTURE + more
    for old, new in changes:
        assert old in turtle
        turtle = turtle.replace(old, new)
    graph = pyoxigraph.NamedNode(names.graph(KEY))
    triples = pyoxigraph.parse(turtle.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    quads = (pyoxigraph.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples)
    return pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_QUADS)


def found(checked: Checked, shape: str) -> list[Finding]:
    return [finding for finding in checked.findings if finding.check == shape]


def issues(checked: Checked) -> list[pyoxigraph.Quad]:
    return list(pyoxigraph.parse(checked.audit, format=pyoxigraph.RdfFormat.N_QUADS))


def sentences(checked: Checked) -> list[str]:
    return [quad.object.value for quad in issues(checked) if quad.predicate.value == names.expand("oa:bodyValue")]


def test_percentages_of_the_report(validator: Validator) -> None:
    """Both wrong percentages of S/2007/652 are found, each with both figures, its paragraph and its words."""
    checked = check(KEY, nquads(), validator)
    assert [(finding.message, finding.severity, finding.block, finding.quotes) for finding in found(checked, "ShareShape")] == [
        ("194 of 2,913 is 6.66 per cent, not 6.83.", "Warning", "report-1-p10", ("6.83 per \ncent",)),
        ("48 of 1,892 is 2.54 per cent, not 2.45. Of 2,000 it would be 2.40.", "Warning", "report-1-p10", ("2.45 per cent",)),
    ]


def test_right_figures_pass(validator: Validator) -> None:
    """With the percentages that the figures give and one judgement less, nothing is found and no issue is written."""
    right = nquads(
        ('kfo:value 6.83 ; kfo:printed "6.83"', 'kfo:value 6.66 ; kfo:printed "6.66"'),
        ('kfo:value 2.45 ; kfo:printed "2.45"', 'kfo:value 2.5 ; kfo:printed "2.5"'),
        ("kfo:trend tr:falling ; kfo:during", "kfo:trend tr:unchanged ; kfo:during"),
    )
    assert check(KEY, right, validator) == Checked(b"", (), ())


def test_planted_sum(validator: Validator) -> None:
    """A total that its parts do not make is found, and its issue has the sum and leads to the parts."""
    checked = check(KEY, nquads(WRONG_TOTAL), validator)
    message = "23, 25, 8, 3, 105, 69, 23 and 52 add up to 308, not 310."
    assert [finding.message for finding in found(checked, "SumShape")] == [message]
    issue = next(quad.subject for quad in issues(checked) if quad.object.value == message)
    facts = [(quad.predicate.value, quad.object.value) for quad in issues(checked) if quad.subject == issue]
    assert (names.expand("kfo:recomputedValue"), "308") in facts
    assert (names.expand("oa:hasTarget"), names.part(KEY, "obs-inc-total")) in facts
    assert sum(predicate == names.expand("prov:wasDerivedFrom") for predicate, _ in facts) == 8


@pytest.mark.parametrize(
    ("unit", "value", "printed", "sentence"),
    [
        ("incidents", "-100", "100", "From 416 to 308 is a change of 108 incidents, not 100."),
        ("percent", "-20", "20", "From 416 to 308 is a change of 26 per cent, not 20."),
        ("incidents", "108", "108", "From 416 to 308 is a change of -108 incidents, not 108."),
    ],
)
def test_planted_change(validator: Validator, unit: str, value: str, printed: str, sentence: str) -> None:
    """A fall that is not later less earlier is found; signs are said only where they are what is wrong."""
    more = f"""s0:obs-change a kfo:Observation , kfo:Claim ; rdfs:label "change"@en ; kfo:reportedIn s0:report-1-p6 ;
      kfo:evidence s0:ev-inc-lower ; kfo:certainty cert:stated ; kfo:about <place/kosovo> ; kfo:indicator ind:change ; kfo:value {value} ;
      kfo:printed "{printed}" ; kfo:qualifier q:exact ; kfo:unit unit:{unit} ; kfo:during <period/2007-09-01_2007-09-30> ;
      kfo:changeOf s0:obs-inc-total ."""
    checked = check(KEY, nquads(more=more), validator)
    assert sentence in sentences(checked)
    assert exit_code(checked.findings) == 0


def test_contradiction(validator: Validator) -> None:
    """Two trends of one report for the same thing are one issue on both, told in their words and in the order of the text."""
    checked = check(KEY, nquads(), validator)
    issue = next(quad.subject for quad in issues(checked) if quad.object.value.endswith("/text-contradicts"))
    targets = {quad.object.value for quad in issues(checked) if quad.subject == issue and quad.predicate.value.endswith("hasTarget")}
    assert targets == {names.part(KEY, "ass-minority-same"), names.part(KEY, "ass-minority-falls")}
    first, second = (
        "The total number of ethnic minorities remains the same as last month",
        "which leads to a continuous decrease in minority members within KPC",
    )
    messages = [finding.message for finding in found(checked, "ContradictionShape")]
    assert messages == [f"The report says “{first}” and also “{second}”."]


@pytest.mark.parametrize(
    "change",
    [
        ("kfo:trend tr:falling ;", "kfo:trend tr:falling ; kfo:place <place/pristina> ;"),
        ("kfo:trend tr:falling ;", "kfo:trend tr:falling ; kfo:attributedTo <org/kps> ;"),
        (
            "kfo:trend tr:falling ; kfo:during <period/2007-09-01_2007-09-30>",
            "kfo:trend tr:falling ; kfo:during <period/2007-08-01_2007-08-31>",
        ),
    ],
    ids=["another place", "another's word", "another period"],
)
def test_no_contradiction(validator: Validator, change: tuple[str, str]) -> None:
    """Trends of another place or period, or told as another's word, contradict nothing."""
    assert not found(check(KEY, nquads(change), validator), "ContradictionShape")


def test_issues_cover_disagreements(validator: Validator) -> None:
    """Without its issues each disagreement is a Violation; with the audit's quads none is."""
    document = nquads(WRONG_TOTAL)
    bare = [result for result in validator.validate(document) if result.severity == "Violation"]
    assert sorted(names.PREFIXES["kfsh"] + shape for shape in ["ContradictionCoverageShape", *["IssueCoverageShape"] * 3]) == sorted(
        result.shape for result in bare
    )
    audit = check(KEY, document, validator).audit
    assert {result.severity for result in validator.validate(document, audit)} == {"Warning"}


def test_issue_is_published_well(validator: Validator) -> None:
    """Issues stand in the audit graph, under the document, with a name made of what they say, and not on what merely looks odd."""
    audit = issues(check(KEY, nquads(), validator))
    assert {quad.graph_name.value for quad in audit} == {names.graph("audit")}
    kind = names.BASE + "scheme/issue-type/percentage-differs"
    subject = names.part(KEY, "issue-" + names.digest([kind, names.part(KEY, "obs-kpc-min-pct")]))
    facts = {(quad.predicate.value, quad.object) for quad in audit if quad.subject.value == subject}
    assert (
        names.expand("kfo:recomputedValue"),
        pyoxigraph.Literal("6.66", datatype=pyoxigraph.NamedNode(names.expand("xsd:decimal"))),
    ) in facts
    assert (names.expand("prov:wasInfluencedBy"), pyoxigraph.NamedNode(names.expand("kfsh:ShareShape"))) in facts
    operands = {value.value for predicate, value in facts if predicate == names.expand("prov:wasDerivedFrom")}
    assert operands == {names.part(KEY, "obs-kpc-min"), names.part(KEY, "obs-kpc-active")}


def test_share_with_two_wholes(validator: Validator) -> None:
    """Where it is our own modelling that is wrong, no issue blames the source, and the build sees Violations."""
    two = ("kfo:denominator s0:obs-kpc-active", "kfo:denominator s0:obs-kpc-active , s0:obs-kpc-open")
    checked = check(KEY, nquads(two), validator)
    assert not any(quad.object.value == names.part(KEY, "obs-kpc-min-pct") for quad in issues(checked))
    assert found(checked, "IssueCoverageShape")
    assert exit_code(checked.findings) == 1


def test_same_as_plain_pyshacl(validator: Validator) -> None:
    """The shortcuts change no answer: plain pySHACL on everything gives the same results on the document's nodes."""
    document = nquads(*FAULTS)
    shapes, data = Graph(), Graph()
    for file in sorted(folder("shapes").glob("*.ttl")):
        shapes.parse(file)
    for file in sorted(folder("ontology").glob("*.ttl")):
        data.parse(file)
    nodes = validator.nodes(flat(document))
    for triple in flat(document):
        data.add(triple)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    tops = {node for node in report.objects(None, SH.result) if report.value(node, SH.focusNode) in nodes}
    plain = sorted((*_signature(report, node),) for node in tops)
    ours = sorted((r.focus, r.severity, r.message, r.component, r.path) for r in validator.validate(document))
    assert len(ours) > 8
    assert ours == plain


def _signature(report: Graph, node: BNode) -> Iterable[str]:
    yield report.value(node, SH.focusNode).n3()
    yield str(report.value(node, SH.resultSeverity)).removeprefix(str(SH))
    yield " ".join(min(str(message) for message in report.objects(node, SH.resultMessage)).split())
    yield str(report.value(node, SH.sourceConstraintComponent))
    path = report.value(node, SH.resultPath)
    yield "" if path is None or isinstance(path, BNode) else str(path)


def test_documents_leave_no_trace(validator: Validator) -> None:
    """A validator gives the same answer whatever it has judged before, even after a shape failed."""
    first = check(KEY, nquads(), validator)
    check(KEY, nquads(*FAULTS), validator)
    assert check(KEY, nquads(), validator) == first


def test_only_the_document_answers(tmp_path: Path) -> None:
    """Faults of the ontology's own nodes are not reported with each document."""
    (tmp_path / "bare.ttl").write_text("@prefix skos: <http://www.w3.org/2004/02/skos/core#> . <urn:x> a skos:Concept .")
    triples = "<urn:doc> <urn:about> <urn:x> .\n<urn:y> a <http://www.w3.org/2004/02/skos/core#Concept> .\n".replace(
        " a ", f" <{RDF.type}> "
    )
    focus = {result.focus for result in Validator(folder("shapes"), tmp_path).validate(triples.encode())}
    assert focus == {"<urn:y>"}


def test_finding_on_evidence(validator: Validator) -> None:
    """A fault of a quote is placed in the paragraph of the claim that it makes, and shows the quote."""
    finding = found(check(KEY, nquads(*FAULTS), validator), "EvidenceShape")[0]
    assert (finding.block, finding.quotes, finding.severity) == ("report-1-p6", ("August (416)",), "Violation")


@pytest.mark.parametrize(
    ("name", "operands", "digits", "percent", "value"),
    [
        ("share", {"part": ["194"], "whole": ["2913"]}, 2, True, "6.66"),
        ("share", {"part": ["1"], "whole": ["8"]}, 2, True, "12.50"),
        ("share", {"part": ["1"], "whole": ["8"]}, 0, True, "13"),
        ("share", {"part": ["1"], "whole": ["0"]}, 0, True, None),
        ("share", {"part": ["1"], "whole": []}, 0, True, None),
        ("sum", {"parts": ["0.1", "0.2"]}, 0, False, "0.3"),
        ("sum", {"parts": []}, 0, False, None),
        ("difference", {"later": ["308"], "earlier": ["416"]}, 0, False, "-108"),
        ("difference", {"later": ["308"], "earlier": ["416"]}, 1, True, "-26.0"),
        ("difference", {"later": ["308"], "earlier": ["0"]}, 1, True, None),
    ],
)
def test_arithmetic(name: str, operands: dict[str, list[str]], digits: int, percent: bool, value: str | None) -> None:
    """Decimals are exact, halves go away from nought, and what cannot be told is None."""
    figures = {role: [Decimal(figure) for figure in numbers] for role, numbers in operands.items()}
    result = ARITHMETIC[name](Given(figures, digits, percent))
    assert (None if result is None else str(result)) == value


def test_shapes_name_their_issues(validator: Validator) -> None:
    """Which shapes make issues is told by the shapes: each has a type of the scheme and a sentence."""
    assert {(kind.shape.partition("#")[2], kind.issue_type.rpartition("/")[2]) for kind in kinds(validator.shapes)} == {
        ("ShareShape", "percentage-differs"),
        ("SumShape", "sum-differs"),
        ("ChangeShape", "difference-differs"),
        ("PartShape", "part-exceeds-whole"),
        ("AsAtAfterPeriodShape", "date-outside-period"),
        ("LetterOrderShape", "letters-out-of-order"),
        ("ContradictionShape", "text-contradicts"),
        ("DirectionShape", "text-contradicts"),
    }


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ('kfsh:X kfo:issueType <urn:t> ; kfsh:recompute "sum" .', "no kfsh:wording"),
        ('kfsh:X kfo:issueType <urn:t> ; kfsh:wording "." ; kfsh:recompute "guess" .', "no arithmetic named guess"),
        ('kfsh:X kfo:issueType <urn:t> ; kfsh:wording "." ; kfsh:operand [ kfsh:role "part" ] .', "lacks kfsh:role or sh:path"),
    ],
)
def test_incomplete_issue_shapes(statement: str, what: str) -> None:
    """A shape that cannot make its issues is an error that says why."""
    prefixes = "".join(f"@prefix {name}: <{names.PREFIXES[name]}> . " for name in ("kfo", "kfsh"))
    with pytest.raises(ShapeError, match=what):
        kinds(Graph().parse(data=prefixes + statement))


def test_unknown_slot(tmp_path: Path) -> None:
    """A sentence with a slot that nothing fills is an error, not a sentence with braces."""
    for file in folder("shapes").glob("*.ttl"):
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8").replace("{parts} add", "{addends} add"), encoding="utf-8")
    with pytest.raises(ShapeError, match="addends"):
        check(KEY, nquads(WRONG_TOTAL), Validator(tmp_path, folder("ontology")))


@pytest.mark.parametrize(("broken", "error"), [("shapes", ShapeError), ("ontology", OntologyError)])
def test_broken_turtle(tmp_path: Path, broken: str, error: type[KforGraphError]) -> None:
    """A syntax error in shapes or ontology names file and line."""
    (tmp_path / "bad.ttl").write_text("@prefix a: <urn:a> .\na:b a:c .\n")
    folders = {"shapes": folder("shapes"), "ontology": folder("ontology"), broken: tmp_path}
    with pytest.raises(error, match=r"bad\.ttl:2: "):
        Validator(folders["shapes"], folders["ontology"])


def test_no_shapes(tmp_path: Path) -> None:
    """A folder without Turtle files is an error: nothing would be checked."""
    with pytest.raises(ShapeError, match="no Turtle file"):
        Validator(tmp_path, folder("ontology"))


@pytest.mark.parametrize(
    "constraint",
    [
        'sh:sparql [ sh:select "SELECT $this WHERE {" ]',
        'sh:sparql [ sh:select "SELECT $this WHERE { $this unknown:p ?x }" ]',
        'sh:sparql [ sh:select "SELECT $this WHERE { MINUS { $this ?p ?x } }" ]',
        'sh:pattern "("',
        "sh:property [ sh:minCount 1 ]",
    ],
)
def test_broken_shape(tmp_path: Path, constraint: str) -> None:
    """A shape that cannot be applied is an error of the shapes, for our documents and for users' files."""
    (tmp_path / "bad.ttl").write_text(f"@prefix sh: <{SH}> . <urn:s> a sh:NodeShape ; sh:targetNode <urn:n> ; {constraint} .")
    (tmp_path / "data.nt").write_text("<urn:n> <urn:p> <urn:o> .")
    with pytest.raises(ShapeError, match="cannot be applied"):
        Validator(tmp_path, folder("ontology")).validate(b"<urn:n> <urn:p> <urn:o> .")
    with pytest.raises(ShapeError, match="cannot be applied"):
        user.validate(tmp_path / "data.nt", [tmp_path / "bad.ttl"])


def test_text(validator: Validator) -> None:
    """On a terminal a finding has its severity, place, words and message, the worst come first, and a line counts them."""
    shown = findings_text(reversed(check(KEY, nquads(*FAULTS), validator).findings))
    assert ": Violation[" in shown.splitlines()[0]
    assert "S-2007-652 report-1-p10: Warning[ShareShape]: 194 of 2,913 is 6.66 per cent, not 6.83.\n     | “6.83 per cent”\n" in shown
    assert "\n     = 100 × 194 ÷ 2,913 = 6.66, printed 6.83\n" in shown
    assert shown.endswith("4 Warnings, 0 Info\n")


def test_json(validator: Validator) -> None:
    """JSON does not depend on the order of findings, and holds each once and whole."""
    findings = check(KEY, nquads(), validator).findings
    assert findings_json(findings) == findings_json([*reversed(findings), *findings])
    assert [entry["severity"] for entry in json.loads(findings_json(findings))] == ["Warning"] * 3
    assert findings_json(()) == "[]\n"


def test_turtle(validator: Validator) -> None:
    """The report in Turtle is a SHACL validation report: conforms, and for each result what the standard demands; no blank nodes."""
    results = check(KEY, nquads(*FAULTS), validator).results
    report = Graph().parse(data=results_turtle(results))
    assert not any(isinstance(node, BNode) for node in report.all_nodes())
    top = report.value(None, RDF.type, SH.ValidationReport)
    assert report.value(top, SH.conforms).value is False
    assert len(list(report.objects(top, SH.result))) == len(results)
    for node in report.objects(top, SH.result):
        for demanded in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent):
            assert len(list(report.objects(node, demanded))) == 1
    assert "sh:conforms true" in results_turtle(())


def test_findings_turtle() -> None:
    """Findings of shapes and rules make one report: who found it, and the part of the document where no node is at fault."""
    findings = [
        Finding("Warning", 'a "quoted" \\ message', "ShareShape", "S-2007-652", "report-1-p10", "urn:n"),
        Finding("Info", "no candidate", "incident_counts", "S-2007-652", "report-1-p6"),
        Finding("Warning", "read as Latin-1", "encoding", "S-2007-652"),
    ]
    report = Graph().parse(data=findings_turtle(findings))
    facts = {
        tuple(str(report.value(node, name)) for name in (SH.focusNode, SH.sourceConstraintComponent, SH.resultMessage))
        for node in report.objects(None, SH.result)
    }
    assert facts == {
        ("urn:n", names.expand("kfsh:ShareShape"), 'a "quoted" \\ message'),
        (names.part("S-2007-652", "report-1-p6"), names.rule("incident_counts"), "no candidate"),
        (names.document("S-2007-652"), names.rule("encoding"), "read as Latin-1"),
    }
    assert [str(shape) for shape in report.objects(None, SH.sourceShape)] == [names.expand("kfsh:ShareShape")]


@pytest.mark.parametrize(("severity", "code"), [("Violation", 1), ("Warning", 0), ("Info", 0)])
def test_exit_code(severity: str, code: int) -> None:
    """Only a Violation fails a build."""
    assert exit_code([Finding(severity, "", "")]) == code
    assert exit_code([]) == 0


SHAPE = f"@prefix sh: <{SH}> . <urn:s> a sh:NodeShape ; sh:targetClass <urn:C> ; sh:property [ sh:path <urn:p> ; sh:minCount 1 ] ."


@pytest.mark.parametrize(
    ("name", "text", "count"),
    [
        ("good.ttl", "<urn:n> a <urn:C> ; <urn:p> 1 .", 0),
        ("bad.ttl", "<urn:n> a <urn:C> .", 1),
        ("bad.nq", f"<urn:n> <{RDF.type}> <urn:C> <urn:g> .", 1),
        ("bad.jsonld", '{"@id": "urn:n", "@type": "urn:C"}', 1),
    ],
)
def test_user_file(tmp_path: Path, name: str, text: str, count: int) -> None:
    """Any RDF file can be validated against any shapes; named graphs count as one."""
    (tmp_path / name).write_text(text)
    (tmp_path / "shapes.ttl").write_text(SHAPE)
    findings = user.validate(tmp_path / name, [tmp_path / "shapes.ttl"])
    assert [(finding.focus, finding.check, finding.severity) for finding in findings] == [("urn:n", "urn:s", "Violation")] * count


def test_user_file_with_our_shapes(tmp_path: Path) -> None:
    """Our shapes need our ontology beside a user's data; the ontology itself is not reported on."""
    (tmp_path / "data.ttl").write_text(FIXTURE)
    findings = user.validate(tmp_path / "data.ttl", [folder("shapes")], [folder("ontology")])
    assert {finding.check for finding in findings} == {
        "ShareShape",
        "IssueCoverageShape",
        "ContradictionShape",
        "ContradictionCoverageShape",
    }


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [("bad.ttl", "<urn:a>\n<urn:b> .", r"bad\.ttl:2"), ("data.csv", "a,b", "no RDF syntax"), ("none.ttl", None, "No such file")],
)
def test_user_file_broken(tmp_path: Path, name: str, text: str | None, what: str) -> None:
    """A file that cannot be read is an error with its place and a remedy."""
    if text is not None:
        (tmp_path / name).write_text(text)
    (tmp_path / "shapes.ttl").write_text(SHAPE)
    with pytest.raises(SourceError, match=what):
        user.validate(tmp_path / name, [tmp_path / "shapes.ttl"])


def test_formulas_are_no_gaps() -> None:
    """Courtesies state nothing: they are neither understood nor missed; one with a claim, and one with news, are no formulas."""
    read_ = outline(read("r.txt", COURTEOUS.encode()))
    counted = coverage(read_, [])
    assert (counted.sentences, counted.formulas, counted.telling) == (6, 2, 4)
    assert [missed.text for missed in counted.missed if "grateful" in missed.text] == [
        "I should be grateful if you would bring it to the attention of the Council, which met on 3 May 2006."
    ]
    letter = read_.letters[0].block
    start = read_.report.locate(letter.sentences[1])[0]
    cited = Claim("statement", letter.slug, (("on", date(2006, 5, 1)),), (Evidence(letter.slug, start, "", ""),), "r")
    touched = coverage(read_, [cited])
    assert (touched.formulas, touched.covered, touched.share) == (1, 1, pytest.approx(1 / 5))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("I would appreciate your making this report available to the members of the Security Council.", True),
        ("I should be grateful if you could arrange to bring this report and its annex to the attention of the Council.", True),
        ("Please accept, Excellency, the assurances of my highest consideration.", True),
        ("Je vous serais obligé de bien vouloir porter ce texte à l’attention des membres du Conseil de sécurité.", True),
        ("Le agradecería que tuviera a bien señalar este texto a la atención de los miembros del Consejo de Seguridad.", True),
        ("I should be grateful for more troops.", False),
        ("No incidents were reported.", False),
    ],
)
def test_formulas(sentence: str, expected: bool) -> None:
    """The wordings of courtesy, whole sentences only."""
    assert is_formula(sentence) is expected


def test_coverage() -> None:
    """A sentence counts as read where some claim's evidence touches it, though furniture and folded space stand between."""
    text = "One here.\n\nTwo is   there. Three."
    clean = "One here. Two is there. Three."
    offsets = Offsets([(0, 10), (11, 6), (19, 14)])
    assert "".join(text[at] for at in offsets).replace("\n", " ") == clean
    source = Source("x.txt", "x.txt", "text/plain", "0" * 64, len(text))
    report = Report(source, text, "0" * 64, clean, offsets, (0,), (0,))
    sentences_ = (Span(0, 9), Span(10, 23), Span(24, 30))
    paragraph = Block("paragraph", "report-1-p1", Span(0, 30), "report-1", sentences=sentences_)
    part = ReportPart(Block("report", "report-1", Span(0, 30), None), None, (paragraph,))
    claim = Claim("observation", "report-1-p1", (("on", date(2007, 9, 1)),), (Evidence("report-1-p1", Span(15, 20), "is   ", "is"),), "r")
    result = coverage(Document("key", report, reports=(part,)), [claim])
    assert (result.sentences, result.missed) == (3, (Missed("report-1-p1", "One here."), Missed("report-1-p1", "Three.")))
    assert (result.formulas, result.covered, result.share) == (0, 1, pytest.approx(1 / 3))
    assert coverage(Document("key", report), []).share == 1
