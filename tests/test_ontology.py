"""The ontology and its schemes."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS

from tests.ontology_files import (
    FILES,
    GAZETTEER,
    GOLD,
    KFO,
    ONTOLOGY,
    ROOT,
    SCHEMA,
    SCHEME,
    concepts,
    english,
    entities,
    everything,
    labels,
    parsed,
    terms,
)

VANN = Namespace("http://purl.org/vocab/vann/")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_parses_alone(file: Path) -> None:
    """Each file is Turtle by itself, and holds no blank node."""
    graph = parsed(file.stem)
    assert len(graph) > 0
    assert not [node for triple in graph for node in triple if isinstance(node, BNode)]


@pytest.mark.parametrize("name", GAZETTEER)
def test_gazetteer_is_sorted(name: str) -> None:
    """The entities of a file stand in the order of their IRIs, so that a change is one block and people find their place."""
    text = (ROOT / "ontology" / f"{name}.ttl").read_text(encoding="utf-8")
    prefixes = dict(re.findall(r"@prefix ([\w-]*): <(\S+)> \.", text))
    found = [prefixes[prefix] + local for prefix, local in re.findall(r"^(\w+):([\w-]+) a ", text, re.M)]
    assert found == sorted(found)
    assert len(found) == len(set(parsed(name).subjects()))


def test_metadata() -> None:
    """The ontology says all that FOOPS! asks for and that needs no server."""
    graph = parsed("kfo")
    assert list(graph.subjects(RDF.type, OWL.Ontology)) == [ONTOLOGY]
    wanted = [
        "title",
        "description",
        "license",
        "creator",
        "contributor",
        "publisher",
        "created",
        "issued",
        "modified",
        "bibliographicCitation",
        "source",
    ]
    missing = [name for name in wanted if not list(graph.objects(ONTOLOGY, DCTERMS[name]))]
    assert missing == []
    version = str(graph.value(ONTOLOGY, OWL.versionInfo))
    assert graph.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")
    assert str(graph.value(ONTOLOGY, VANN.preferredNamespacePrefix)) == "kfo"
    assert str(graph.value(ONTOLOGY, VANN.preferredNamespaceUri)) == str(KFO)
    assert graph.value(ONTOLOGY, URIRef("http://purl.org/ontology/bibo/status")) is not None
    assert version in str(graph.value(ONTOLOGY, DCTERMS.bibliographicCitation))


def test_dates_of_release() -> None:
    """The dates of the ontology are days, in order."""
    days = [parsed("kfo").value(ONTOLOGY, DCTERMS[name]) for name in ("created", "issued", "modified")]
    assert all(day.datatype == XSD.date for day in days)
    assert [str(day) for day in days] == sorted(str(day) for day in days)


def test_count_of_terms() -> None:
    """The first lines of the file say how many classes and properties there are."""
    classes = [term for term in terms() if (term, RDF.type, OWL.Class) in parsed("kfo")]
    text = (ROOT / "ontology" / "kfo.ttl").read_text(encoding="utf-8")
    assert f"# {len(classes)} classes, {len(terms()) - len(classes)} properties." in text


@pytest.mark.parametrize("term", terms(), ids=lambda term: str(term).removeprefix(KFO))
def test_term_is_explained(term: URIRef) -> None:
    """Each class and property has one label, one comment and an example in English, and says where it is defined."""
    graph = parsed("kfo")
    assert len(english(graph, term, RDFS.label)) == 1
    assert len(english(graph, term, RDFS.comment)) == 1
    assert english(graph, term, SKOS.example)
    assert list(graph.objects(term, RDFS.isDefinedBy)) == [ONTOLOGY]


def test_labels_of_terms_differ() -> None:
    """No two terms of one kind have the same label."""
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        found = [label for term in terms() if (term, RDF.type, kind) in parsed("kfo") for label in english(parsed("kfo"), term, RDFS.label)]
        assert len(found) == len(set(found))


def test_terms_in_use_are_declared() -> None:
    """Every class or property that a term of ours refers to has a type in the same file, ours or a stub, so that the file loads alone."""
    graph = parsed("kfo")
    references = (
        RDFS.subClassOf,
        RDFS.subPropertyOf,
        RDFS.domain,
        RDFS.range,
        OWL.disjointWith,
        SCHEMA.domainIncludes,
        SCHEMA.rangeIncludes,
    )
    literals = {RDFS.Literal, XSD.string, XSD.decimal, XSD.integer, XSD.boolean}
    used = {value for prop in references for value in graph.objects(None, prop)} - literals
    assert [value for value in sorted(used) if not list(graph.objects(value, RDF.type))] == []


def test_data_use_declared_terms() -> None:
    """The reports modelled by hand use no term of ours that the ontology does not declare."""
    data = Graph(bind_namespaces="none").parse(GOLD)
    used = {node for _, prop, value in data for node in (prop, value) if isinstance(node, URIRef) and node.startswith(KFO)}
    assert used - set(terms()) == set()


def test_hierarchy_has_no_circle() -> None:
    """No class or property is above itself."""
    for prop in (RDFS.subClassOf, RDFS.subPropertyOf):
        for term in terms():
            assert term not in {
                above for start in parsed("kfo").objects(term, prop) for above in parsed("kfo").transitive_objects(start, prop)
            }


def test_every_property_has_an_end() -> None:
    """A property says what it belongs to or where it leads, itself or through the property above it."""
    graph = parsed("kfo")
    ends = (RDFS.domain, RDFS.range, SCHEMA.domainIncludes, SCHEMA.rangeIncludes)
    for term in terms():
        if (term, RDF.type, OWL.Class) not in graph:
            family = set(graph.transitive_objects(term, RDFS.subPropertyOf))
            assert any(list(graph.objects(member, end)) for member in family for end in ends), term


def test_concepts_are_explained() -> None:
    """Each concept has one name, one definition and an example in English."""
    graph = parsed("schemes")
    bad = [
        c
        for c in concepts()
        if [len(english(graph, c, p)) for p in (SKOS.prefLabel, SKOS.definition)] != [1, 1] or not english(graph, c, SKOS.example)
    ]
    assert bad == []


def test_concepts_are_where_their_iri_says() -> None:
    """The IRI of a concept holds its scheme and its code; it is a top concept or under another concept of the same scheme."""
    graph = parsed("schemes")
    for concept in concepts():
        scheme, notation = concept.removeprefix(SCHEME).split("/")
        assert list(graph.objects(concept, SKOS.inScheme)) == [URIRef(SCHEME + scheme)]
        assert list(graph.objects(concept, SKOS.notation)) == [Literal(notation)]
        broader, top = list(graph.objects(concept, SKOS.broader)), list(graph.objects(concept, SKOS.topConceptOf))
        assert bool(broader) != bool(top), concept
        assert all(other in concepts() and other.startswith(f"{SCHEME}{scheme}/") for other in broader), concept


def test_concepts_have_no_circle() -> None:
    """No concept is broader than itself."""
    graph = parsed("schemes")
    for concept in concepts():
        assert concept not in {
            above for start in graph.objects(concept, SKOS.broader) for above in graph.transitive_objects(start, SKOS.broader)
        }


def test_names_of_a_scheme_are_unambiguous() -> None:
    """Within a scheme, a wording belongs to one concept, case aside."""
    owners = defaultdict(set)
    for concept in concepts():
        for label in labels(concept):
            owners[concept.removeprefix(SCHEME).split("/")[0], label.casefold()].add(concept)
    assert {key: found for key, found in owners.items() if len(found) > 1} == {}


def test_no_name_twice() -> None:
    """No concept or entity has the same words in the same language as name and as alternative (SKOS S13)."""
    graph = everything()
    for subject in {*concepts(), *(entity for _, entity in entities())}:
        kinds = [set(graph.objects(subject, prop)) for prop in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)]
        assert not (kinds[0] & kinds[1] or kinds[0] & kinds[2] or kinds[1] & kinds[2]), subject


def test_stocks_and_flows() -> None:
    """Every indicator but the catch-all is a stock or a flow, and none is both."""
    graph = parsed("schemes")
    stocks, flows = (set(graph.objects(URIRef(f"{SCHEME}indicator/{name}"), SKOS.member)) for name in ("stocks", "flows"))
    indicators = {concept for concept in concepts() if concept.startswith(SCHEME + "indicator/")}
    assert stocks & flows == set()
    assert indicators - stocks - flows == {URIRef(SCHEME + "indicator/other")}


WORDINGS = {
    "population/kosovo-serb": ("Kosovo Serb", "Kosovo Serbs", "Kosovar Serb", "Kosovar Serbs", "Serb", "Serbs"),
    "population/kosovo-albanian": ("Kosovo Albanian", "Kosovar Albanians", "ethnic Albanian", "ethnic Albanians"),
    "population/ashkali-egyptian": ("Ashkali", "Egyptian", "Egyptians"),
    "population/bosniac": ("Bosniac", "Bosniacs", "Bosniak", "Bosniaks"),
    "population/roma": ("Roma", "Romas"),
    "population/gorani": ("Gorani",),
    "population/turk": ("Turk", "Turks"),
    "population/croat": ("Croat", "Croats"),
    "category/drugs": ("drugs",),
    "category/counterfeit-currency": ("counterfeit currency",),
    "category/smuggling": ("smuggling",),
    "category/explosions": ("explosions",),
    "category/misc-criminal": ("miscellaneous criminal acts",),
    "category/illegal-weapons": ("illegal weapons possession",),
    "category/weapons-seizure": ("weapons and ammunitions seizure", "weapons and ammunition seizure", "weapons and ammunition seizures"),
    "category/uxo": ("unexploded ordnance", "UXO"),
    "category/shootings": ("shootings",),
    "category/murder": ("murders", "murder and attempted murder"),
    "category/assault": ("assaults", "assault and intimidation"),
    "category/arson": ("arson",),
    "rating/effective": ("effective",),
    "rating/close": ("close",),
    "rating/steady": ("steady",),
    "rating/maintained": ("maintained",),
    "topic/operation-tempo": ("operation tempo",),
    "topic/environment": ("safe and secure environment",),
}


@pytest.mark.parametrize("concept", WORDINGS)
def test_wordings_of_the_reports(concept: str) -> None:
    """The wordings of the reports lead to their concept, case aside."""
    assert {words.casefold() for words in WORDINGS[concept]} <= {label.casefold() for label in labels(URIRef(SCHEME + concept))}
