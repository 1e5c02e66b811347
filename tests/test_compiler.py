"""What the gate compiles, what it refuses, and that nothing is passed over in silence."""

import itertools
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import Graph
from typer.testing import CliRunner

from kfor_graph.cli import app
from kfor_graph.errors import ShapeError
from kfor_graph.quality import user
from kfor_graph.quality.document import check, our_validator
from kfor_graph.quality.engine import Engine
from kfor_graph.quality.gate import gate as gates
from kfor_graph.quality.gate.features import Unsupported
from kfor_graph.quality.gate.literals import is_plain
from kfor_graph.quality.gate.selects import setwise
from kfor_graph.quality.shacl import Validator
from kfor_graph.quality.validate import validate
from kfor_graph.resources import folder

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
THINGS = """ex:one a ex:Thing ; ex:name "one" ; ex:size 1 . ex:two a ex:Thing ; ex:size 2 , 3 ; ex:near ex:one .
ex:three a ex:Thing ; ex:name "three" , "III" ; ex:title "Three"@en , "3"@en , "III" ; ex:size "four" ; ex:near ex:three , "there" .
"""
THING = "ex:ThingShape a sh:NodeShape ; sh:targetClass ex:Thing ; "
COMPILED = {
    "class": "sh:property [ sh:path ex:near ; sh:class ex:Thing ]",
    "datatype": "sh:property [ sh:path ex:size ; sh:datatype xsd:integer ]",
    "nodeKind": "sh:property [ sh:path ex:near ; sh:nodeKind sh:IRI ]",
    "minCount": "sh:property [ sh:path ex:name ; sh:minCount 1 ]",
    "maxCount": "sh:property [ sh:path ex:size ; sh:maxCount 1 ]",
    "nothing allowed": "sh:property [ sh:path ex:near ; sh:maxCount 0 ]",
    "minInclusive": "sh:property [ sh:path ex:size ; sh:minInclusive 2 ]",
    "minLength": "sh:property [ sh:path ex:name ; sh:minLength 4 ]",
    "pattern": 'sh:property [ sh:path ex:name ; sh:pattern "^[a-z]{3,5}$" ]',
    "in": "sh:property [ sh:path ex:size ; sh:in ( 1 2 ) ]",
    "hasValue": "sh:property [ sh:path ex:size ; sh:hasValue 1 ]",
    "node that is a value": "sh:hasValue ex:one",
    "not": "sh:not [ sh:property [ sh:path ex:near ; sh:minCount 1 ] ]",
    "and": "sh:and ( [ sh:property [ sh:path ex:name ; sh:minCount 1 ] ] [ sh:property [ sh:path ex:near ; sh:minCount 1 ] ] )",
    "or": "sh:or ( [ sh:property [ sh:path ex:name ; sh:minCount 1 ] ] [ sh:property [ sh:path ex:size ; sh:hasValue 1 ] ] )",
    "xone": "sh:xone ( [ sh:property [ sh:path ex:name ; sh:minCount 1 ] ] [ sh:property [ sh:path ex:near ; sh:minCount 1 ] ] )",
    "node": "sh:property [ sh:path ex:near ; sh:node [ sh:property [ sh:path ex:near ; sh:maxCount 0 ] ] ]",
    "property in property": "sh:property [ sh:path ex:near ; sh:property [ sh:path ex:size ; sh:datatype xsd:integer ] ]",
    "uniqueLang": "sh:property [ sh:path ex:title ; sh:uniqueLang true ]",
    "disjoint": "sh:property [ sh:path ex:name ; sh:disjoint ex:title ]",
    "lessThan": "sh:property [ sh:path ex:size ; sh:lessThan ex:name ]",
    "lessThanOrEquals": "sh:property [ sh:path ex:size ; sh:lessThanOrEquals ex:size ]",
    "qualified, at least": "sh:property [ sh:path ex:near ; sh:qualifiedValueShape [ sh:class ex:Thing ] ; sh:qualifiedMinCount 1 ]",
    "qualified, at most": "sh:property [ sh:path ex:size ; sh:qualifiedValueShape [ sh:minInclusive 2 ] ; sh:qualifiedMaxCount 1 ]",
    "inverse": "sh:property [ sh:path [ sh:inversePath ex:near ] ; sh:minCount 1 ]",
    "sequence": "sh:property [ sh:path ( ex:near ex:near ) ; sh:maxCount 0 ]",
    "alternatives": "sh:property [ sh:path [ sh:alternativePath ( ex:name ex:size ) ] ; sh:maxCount 1 ]",
    "one or more": "sh:property [ sh:path [ sh:oneOrMorePath ex:near ] ; sh:class ex:Thing ]",
    "sparql": 'sh:sparql [ sh:select "SELECT $this WHERE { $this <http://example.org/size> ?n . FILTER (?n > 1) }" ]',
}
"Each compiled feature, in a shape that some of the things above break."
REFUSED = {
    "sh:closed": "sh:closed true",
    "sh:equals": "sh:property [ sh:path ex:name ; sh:equals ex:size ]",
    "sh:maxLength": "sh:property [ sh:path ex:name ; sh:maxLength 4 ]",
    "sh:languageIn": 'sh:property [ sh:path ex:name ; sh:languageIn ( "en" ) ]',
    "sh:deactivated": "sh:deactivated true ; sh:property [ sh:path ex:name ; sh:minCount 1 ]",
    "sh:flags": 'sh:property [ sh:path ex:name ; sh:pattern "^ONE" ; sh:flags "i" ]',
    "sh:minCount above 1": "sh:property [ sh:path ex:name ; sh:minCount 2 ]",
    "sh:targetNode": "sh:targetNode ex:nowhere ; sh:property [ sh:path ex:name ; sh:minCount 1 ]",
    "a path": "sh:property [ sh:path [ sh:zeroOrMorePath ex:near ] ; sh:class ex:Thing ]",
    "sh:pattern with constructs": 'sh:property [ sh:path ex:name ; sh:pattern "^(?!one)" ]',
    "sh:pattern that is negated": 'sh:not [ sh:property [ sh:path ex:name ; sh:pattern "^one" ] ]',
    "sh:maxInclusive": "sh:targetObjectsOf ex:size ; sh:maxInclusive 1",
    "LIMIT": 'sh:sparql [ sh:select "SELECT $this WHERE { $this <http://example.org/size> ?n } LIMIT 1" ]',
}
"""Each way in which a shape may lie outside the compiled part, by what is said of it."""


def written(path: Path, *parts: str) -> Path:
    path.write_text(PREFIXES + "\n".join(parts), encoding="utf-8")
    return path


def both(data: Path, shapes: Path) -> list[tuple[object, ...]]:
    """The findings by either engine."""
    return [validate(data, [shapes], engine) for engine in (Engine.PYSHACL, Engine.SPARQL)]


@pytest.mark.parametrize("feature", COMPILED)
def test_each_compiled_feature_gives_what_pyshacl_gives(feature: str, tmp_path: Path) -> None:
    """The gate reads the shape, names the nodes with results and no other, and the findings are the same."""
    data, shapes = written(tmp_path / "data.ttl", THINGS), written(tmp_path / "shapes.ttl", THING, COMPILED[feature], ".")
    one, other = both(data, shapes)
    assert one == other
    assert one
    compiled = Validator(shapes, ()).compiled
    assert compiled.refused == ()
    with compiled.gate.laid(list(pyoxigraph.parse(path=data))) as fits:
        assert fits
        found = {str(node) for nodes in compiled.gate.suspects().values() for node in nodes}
    assert found >= {finding.focus for finding in one}
    assert found == {finding.focus for finding in one} or feature in {"lessThan", "lessThanOrEquals", "sparql"}


@pytest.mark.parametrize("feature", REFUSED)
def test_a_shape_outside_the_compiled_part_goes_to_pyshacl_and_is_named(feature: str, tmp_path: Path) -> None:
    """A line says which shape and why; the findings are pySHACL's."""
    data, shapes = written(tmp_path / "data.ttl", THINGS), written(tmp_path / "shapes.ttl", THING, REFUSED[feature], ".")
    lines: list[str] = []
    assert validate(data, [shapes], Engine.SPARQL, lines.append) == validate(data, [shapes], Engine.PYSHACL)
    assert len(lines) == 1
    assert lines[0].startswith(f"http://example.org/ThingShape: validated by pySHACL on all nodes, since {feature}")


def test_one_shape_outside_does_not_take_the_others_along(tmp_path: Path) -> None:
    """In a folder of shapes the others are compiled; a document's results are those of all."""
    shapes = written(
        tmp_path / "shapes.ttl", THING, COMPILED["minCount"], ".", THING.replace("Thing", "Closed", 1), REFUSED["sh:equals"], "."
    )
    held = Validator(tmp_path, folder("ontology"))
    assert [str(shape.shape) for shape in held.compiled.refused] == ["http://example.org/ClosedShape"]
    document = written(tmp_path / "data", THINGS).read_bytes()
    nquads = pyoxigraph.serialize(pyoxigraph.parse(document, format=pyoxigraph.RdfFormat.TURTLE), format=pyoxigraph.RdfFormat.N_QUADS)
    assert shapes.is_file()
    outcomes = [check("T-1", nquads, held, engine) for engine in (Engine.SPARQL, Engine.PYSHACL)]
    assert outcomes[0] == outcomes[1]
    assert {result.shape for result in outcomes[0].results} == {"http://example.org/ThingShape", "http://example.org/ClosedShape"}


@pytest.mark.parametrize("engine", [Engine.SPARQL, Engine.PYSHACL])
@pytest.mark.parametrize(
    "broken",
    [
        'sh:sparql [ sh:select "SELECT $this WHERE { $this un:known ?n }" ]',
        'sh:sparql [ sh:select "SELECT $this WHERE {" ]',
        'sh:property [ sh:path ex:name ; sh:pattern "(" ]',
        "sh:property [ sh:path ex:name ; sh:datatype xsd:string , xsd:date ]",
        "sh:property [ sh:path ex:name ; sh:minCount true ]",
        "sh:property [ sh:path ex:name ; sh:qualifiedValueShape [ sh:minLength 1 ] ]",
    ],
)
def test_a_broken_shape_is_an_error_whatever_the_engine(broken: str, engine: Engine, tmp_path: Path) -> None:
    """One line that names the file; nothing is validated by half."""
    data, shapes = written(tmp_path / "data.ttl", THINGS), written(tmp_path / "shapes.ttl", THING, broken, ".")
    with pytest.raises(ShapeError, match=r"shapes\.ttl.*a shape cannot be applied"):
        validate(data, [shapes], engine)


@pytest.mark.parametrize(
    "more",
    [
        "ex:one ex:near [ a ex:Thing ] .",
        "ex:two ex:size 02 .",
        "ex:two ex:size 1e0 .",
        "ex:Small rdfs:subClassOf ex:Thing . ex:four a ex:Small .",
        'ex:two ex:size "2007-02-30"^^xsd:date .',
        "ex:two ex:size 99999999999999999999 .",
        'ex:two ex:size "P1D"^^xsd:duration .',
    ],
)
def test_a_document_that_the_store_would_read_otherwise_goes_to_pyshacl(more: str, tmp_path: Path) -> None:
    """Blank nodes, numbers in another than their canonical form, subclasses of its own: no result is lost."""
    shapes = written(tmp_path / "shapes.ttl", THING, f"{COMPILED['minCount']} ; {COMPILED['maxCount']} .")
    data = written(tmp_path / "data.ttl", THINGS, more)
    assert Validator(shapes, ()).gated(pyoxigraph.parse(path=data)) is None
    one, other = both(data, shapes)
    assert one == other


def test_results_on_nodes_of_the_ontology_are_not_the_documents(tmp_path: Path) -> None:
    """A property shape within another may lead from the data to the ontology: by neither engine do its nodes appear."""
    nested = "sh:property [ sh:path ex:near ; sh:property [ sh:path ex:name ; sh:minCount 1 ] ]"
    shapes = written(tmp_path / "shapes.ttl", THING, nested, ".")
    ontology = written(tmp_path / "ontology.ttl", "ex:far a ex:Place .")
    data = written(tmp_path / "data.ttl", "ex:one a ex:Thing ; ex:near ex:far , ex:two . ex:two ex:size 1 .")
    found = [user.validate(data, [shapes], [ontology], engine) for engine in (Engine.PYSHACL, Engine.SPARQL)]
    assert found[0] == found[1]
    assert {finding.focus for finding in found[0]} == {"http://example.org/two"}


def test_where_the_store_compares_it_agrees() -> None:
    """For values of any two kinds, the store's answer is that of pySHACL's own SPARQL, or an error, which counts for a result."""
    terms = [
        '"a"',
        '"b"',
        '"a"@en',
        '"b"@fr',
        "5",
        "2.5",
        "true",
        "false",
        '"2007-01-01"^^<http://www.w3.org/2001/XMLSchema#date>',
        "<urn:a>",
    ]
    store, graph = pyoxigraph.Store(), Graph()
    for one, sign, other in itertools.product(terms, ("<", ">", "<=", ">=", "=", "!="), terms):
        query = f"SELECT ?x {{ BIND ((COALESCE({one} {sign} {other}, true)) AS ?x) }}"
        answer = next(iter(store.query(query)))["x"].value
        plain = [row[0] for row in graph.query(query.replace("COALESCE(", "(").replace(", true)", ")"))]
        assert answer == "true" or "true" not in map(str, plain), query


NODES = "?this a <urn:c> ."


@pytest.mark.parametrize(
    ("select", "expected"),
    [
        ("SELECT $this WHERE { $this ?p 1 }", "SELECT $this WHERE { @ $this ?p 1 }"),
        ("SELECT $this { $this ?p ?n . FILTER (?n > 1) }", "SELECT $this { @ $this ?p ?n . FILTER (COALESCE((?n > 1), true)) }"),
        ("select $this { $this ?p ?n filter (?n in (1, 2)) }", "select $this { @ $this ?p ?n filter (COALESCE((?n in (1, 2)), true)) }"),
        (
            "SELECT $this { FILTER NOT EXISTS { $this ?p ?n . FILTER (?n > 1) } }",
            "SELECT $this { @ FILTER NOT EXISTS { $this ?p ?n . FILTER (?n > 1) } }",
        ),
        ("SELECT $this { { $this ?p 1 } UNION { ?x ?p $this } }", "SELECT $this { @ { @ $this ?p 1 } UNION { @ ?x ?p $this } }"),
        (
            "SELECT $this { { SELECT $this (COUNT(?x) AS ?n) { $this ?p ?x } GROUP BY $this } }",
            "SELECT $this { @ { SELECT $this (COUNT(?x) AS ?n) { @ $this ?p ?x } GROUP BY $this } }",
        ),
        ('SELECT $this { $this ?p "{" # {\n }', 'SELECT $this { @ $this ?p "{" # {\n }'),
    ],
    ids=["group", "filter", "small letters", "not exists", "union", "count", "braces in words"],
)
def test_each_group_begins_with_the_nodes(select: str, expected: str) -> None:
    """Groups within EXISTS have the node from their row; filters that speak for a result let errors through."""
    assert setwise(select, NODES).split() == expected.replace("@", NODES).split()


@pytest.mark.parametrize(
    "select",
    [
        "SELECT ?x WHERE { $this ?p ?x }",
        "SELECT * WHERE { $this ?p ?x }",
        "ASK { $this ?p ?x }",
        "SELECT $this { $this ?p ?x MINUS { $this ?q ?x } }",
        "SELECT $this { VALUES ?x { 1 } $this ?p ?x }",
        "SELECT $this { OPTIONAL { $this ?p ?x } }",
        "SELECT $this { GRAPH ?g { $this ?p ?x } }",
        "SELECT $this { SERVICE <urn:s> { $this ?p ?x } }",
        "SELECT $this { { SELECT ?x { $this ?p ?x } } }",
        "SELECT $this { { SELECT $this (COUNT(?x) AS ?n) { $this ?p ?x } } }",
        "SELECT $this { { SELECT $this (COUNT(?x) AS ?n) { $this ?p ?x } GROUP BY ?x } }",
        "SELECT $this { { SELECT $this (SUM(?x) AS ?n) { $this ?p ?x FILTER (?x > 1) } GROUP BY $this } }",
        "SELECT $this { FILTER EXISTS { { SELECT $this { $this ?p ?x } } } }",
        "SELECT $this { FILTER (?a || EXISTS { $this ?p ?x . FILTER (?x > 1) }) }",
        "SELECT $this { $this ?p ?x FILTER REGEX(?x, 'a') }",
        "SELECT $this { $this ?p ?y BIND (?y AS $this) }",
        "SELECT $this { $this $PATH ?x }",
        "SELECT $this { $this ?p ?x . FILTER (?x < RAND()) }",
        "SELECT $this { $this ?p ?x . filter (regex(?x, '^a')) }",
        "select $this { $this ?p ?x filter contains(?x, 'a') }",
        "SELECT $this { $this ?p ?x",
        "SELECT $this { $this ?p ?x ) . FILTER ( ?x > 1 }",
    ],
)
def test_queries_that_would_say_something_else_are_refused(select: str) -> None:
    """What counts rows of several nodes, hides the node, or is not the same each time."""
    with pytest.raises(Unsupported):
        setwise(select, NODES)


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [("0", "integer", True), ("-7", "integer", True), ("07", "integer", False), ("-0", "integer", False), ("1.5", "decimal", True),
     ("1.50", "decimal", False), ("1", "decimal", False), ("true", "boolean", True), ("1", "boolean", False), ("2008-02-29", "date", True),
     ("2007-02-29", "date", False), ("2007-02-28Z", "date", False), ("2007", "gYear", False), ("1", "nonNegativeInteger", False)],
)  # fmt: skip
def test_plain_literals_are_canonical(value: str, kind: str, expected: bool) -> None:
    """What the store would write otherwise, or pySHACL would call ill-typed, is not plain; what is plain, the store writes as it was."""
    literal = Literal(value, datatype=NamedNode(f"http://www.w3.org/2001/XMLSchema#{kind}"))
    assert is_plain(literal) is expected
    store = pyoxigraph.Store()
    store.add(Quad(NamedNode("urn:s"), NamedNode("urn:p"), literal))
    assert not expected or [quad.object for quad in store] == [literal]


def test_nothing_of_a_document_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gate answers for one document as if there had been no other, also when its store is made anew."""
    monkeypatch.setattr(gates, "_DOCUMENTS", 2)
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    claim, event = (NamedNode(f"https://w3id.org/kfor-graph/ontology#{name}") for name in ("Claim", "Event"))
    gate = our_validator().compiled.gate
    for node, name in [("urn:a", claim), ("urn:b", event), ("urn:c", claim), ("urn:d", event), ("urn:e", claim)]:
        with gate.laid([Quad(NamedNode(node), kind, name)]):
            assert {str(found) for nodes in gate.suspects().values() for found in nodes} == {node}


def test_the_command_names_shapes_and_keeps_its_exit_codes(tmp_path: Path) -> None:
    """The line on shapes goes to standard error, the findings to standard output; an unknown engine is an error of use."""
    data, shapes = written(tmp_path / "data.ttl", THINGS), written(tmp_path / "shapes.ttl", THING, REFUSED["sh:equals"], ".")
    outcomes = [
        CliRunner().invoke(app, ["validate", str(data), "-s", str(shapes), "--engine", engine]) for engine in ("sparql", "pyshacl", "auto")
    ]
    assert {outcome.exit_code for outcome in outcomes} == {1}
    assert len({outcome.stdout for outcome in outcomes}) == 1
    assert "ThingShape: validated by pySHACL on all nodes, since sh:equals is not compiled" in outcomes[0].stderr.replace("\n", " ")
    assert outcomes[1].stderr == outcomes[2].stderr == ""
    assert CliRunner().invoke(app, ["validate", str(data), "--engine", "fast"]).exit_code == 2


def test_shapes_are_read_once_for_many_files(tmp_path: Path) -> None:
    """The same shapes and ontology give the same validator."""
    shapes = (written(tmp_path / "shapes.ttl", THING, COMPILED["minCount"], "."),)
    assert user.validator(shapes, ()) is user.validator(shapes, ())
