"""The checks of FOOPS! and the critical pitfalls of OOPS!, as far as they need nobody else's server."""

import re
from collections import defaultdict

import pyoxigraph
import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef

from kfor_graph import names
from kfor_graph.site import formats, vocabularies
from kfor_graph.site.data import DataSet
from kfor_graph.web.message import whole
from tests.ontology_files import KFO, ONTOLOGY, SCHEMA, english, parsed, terms
from tests.test_linked_data import get, header

VANN = Namespace("http://purl.org/vocab/vann/")
BIBO = Namespace("http://purl.org/ontology/bibo/")
PATH = str(ONTOLOGY).removeprefix(names.BASE.rstrip("/"))
VERSION = str(parsed("kfo").value(ONTOLOGY, OWL.versionInfo))


def served(data: DataSet, path: str, accept: str) -> Graph:
    """What a client gets as RDF at a path."""
    found = get(data, path, accept)
    assert (found.status, found.media.split(";")[0]) == (200, accept)
    kind = {"application/ld+json": "json-ld", "application/rdf+xml": "xml", "application/n-triples": "nt"}.get(accept, "turtle")
    return Graph(bind_namespaces="none").parse(data=whole(found), format=kind)


def test_purl1_persistent_address() -> None:
    """PURL1: the IRI of the ontology belongs to a service that lasts longer than a server."""
    assert re.match(r"https://(w3id\.org|purl\.org|doi\.org)/", str(ONTOLOGY))


@pytest.mark.parametrize("form", ["text/turtle", "application/rdf+xml", "application/ld+json", "application/n-triples"])
def test_cn1_rdf1_content_negotiation(data: DataSet, form: str) -> None:
    """CN1, RDF1: under the IRI of the ontology each client gets the syntax that it asks for, with all triples."""
    assert len(served(data, PATH, form)) == len(parsed("kfo"))
    assert header(get(data, PATH, form), "Vary") == "Accept"


def test_doc1_html(data: DataSet) -> None:
    """DOC1: a browser gets a page under the same IRI, which says where the data are."""
    page = get(data, PATH, "text/html,application/xhtml+xml,*/*;q=0.8")
    assert (page.status, page.media.split(";")[0]) == (200, "text/html")
    assert re.search(r'<link rel="alternate" type="text/turtle"', whole(page).decode())


def test_find1_find3_prefix(data: DataSet) -> None:
    """FIND1, FIND3: the file says prefix and namespace, and has in English what registries ask for."""
    graph = parsed("kfo")
    assert str(graph.value(ONTOLOGY, VANN.preferredNamespaceUri)) == str(KFO)
    assert re.search(rf"^@prefix {graph.value(ONTOLOGY, VANN.preferredNamespacePrefix)}: <{KFO}> \.", vocabularies.turtle("ontology"), re.M)
    for prop in (DCTERMS.title, DCTERMS.description):
        assert english(graph, ONTOLOGY, prop)


def test_find2_prefix_is_unique(data: DataSet) -> None:
    """FIND2: among the prefixes that we publish, ours is no other's, and our namespace has no second one."""
    known = whole(get(data, "/prefixes.json")).decode()
    assert known.count(f'"{KFO}"') == known.count('"kfo":') == 1
    assert [prefix for prefix, start in (names.PREFIXES | vocabularies.prefixes("alignments")).items() if start == str(KFO)] == ["kfo"]


def test_find3_bis_description_outlives_the_file(data: DataSet) -> None:
    """FIND3: title and description are in the data of every build, so that they are found without the file."""
    said = {quad.predicate.value for quad in data.store.quads(str(ONTOLOGY))}
    assert {str(DCTERMS.title), str(DCTERMS.description), str(DCTERMS.license)} <= said


def test_uri1_uri2_one_name(data: DataSet) -> None:
    """URI1, URI2: the ontology calls itself by the IRI under which it is served, and nothing else in the file is an ontology."""
    graph = served(data, PATH, "text/turtle")
    assert list(graph.subjects(RDF.type, OWL.Ontology)) == [URIRef(names.BASE.rstrip("/") + PATH)]
    assert str(KFO) == f"{ONTOLOGY}#"


def test_ver1_ver2_versions(data: DataSet) -> None:
    """VER1, VER2: the IRI of the version ends in its number and leads to the file; so does that of each version before it."""
    graph = parsed("kfo")
    assert list(graph.objects(ONTOLOGY, OWL.versionIRI)) == [URIRef(f"{ONTOLOGY}/{VERSION}")]
    for number in vocabularies.versions("ontology"):
        kept = served(data, f"{PATH}/{number}", "text/turtle")
        assert kept.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{number}")
    earlier = vocabularies.versions("ontology")[:-1]
    assert list(graph.objects(ONTOLOGY, OWL.priorVersion)) == [URIRef(f"{ONTOLOGY}/{number}") for number in earlier[-1:]]


METADATA = {
    "OM1": (
        DCTERMS.title,
        DCTERMS.description,
        DCTERMS.license,
        DCTERMS.creator,
        DCTERMS.created,
        OWL.versionIRI,
        VANN.preferredNamespaceUri,
    ),
    "OM2": (VANN.preferredNamespacePrefix, OWL.versionInfo, DCTERMS.contributor, DCTERMS.bibliographicCitation),
    "OM3": (DCTERMS.publisher, DCTERMS.issued, DCTERMS.source, BIBO.status, DCTERMS.abstract, DCTERMS.language),
    "OM5.1": (DCTERMS.creator, DCTERMS.created),
    "OM5.2": (DCTERMS.publisher, DCTERMS.issued, DCTERMS.modified, DCTERMS.contributor),
}


@pytest.mark.parametrize("check", METADATA)
def test_om_metadata(check: str) -> None:
    """OM1, OM2, OM3, OM5: least, recommended and detailed metadata, and who made it when; days are days."""
    graph = parsed("kfo")
    assert [prop for prop in METADATA[check] if graph.value(ONTOLOGY, prop) is None] == []
    for prop in (DCTERMS.created, DCTERMS.issued, DCTERMS.modified):
        assert all(isinstance(day, Literal) and day.datatype == XSD.date for day in graph.objects(ONTOLOGY, prop))


def test_om4_licence(data: DataSet) -> None:
    """OM4: one licence, by its IRI, and the page names it, too."""
    (licence,) = parsed("kfo").objects(ONTOLOGY, DCTERMS.license)
    assert isinstance(licence, URIRef) and str(licence).startswith("https://creativecommons.org/")
    assert f'<a rel="license external" href="{licence}">' in whole(get(data, "/ontology.html")).decode()


def test_voc1_metadata_in_known_terms() -> None:
    """VOC1: the file describes itself in terms of others only."""
    assert not [prop for prop in parsed("kfo").predicates(ONTOLOGY) if str(prop).startswith(names.BASE)]


def test_voc2_reuse() -> None:
    """VOC2: terms of ours stand under those of at least four known vocabularies."""
    above = {
        str(above) for term in terms() for prop in (RDFS.subClassOf, RDFS.subPropertyOf) for above in parsed("kfo").objects(term, prop)
    }
    reused = {prefix for prefix, start in names.PREFIXES.items() if any(one.startswith(start) for one in above)} - {"kfo"}
    assert len(reused) >= 4


@pytest.mark.parametrize("prop", [RDFS.label, RDFS.comment], ids=["VOC3", "VOC4"])
def test_voc3_voc4_labels_and_definitions(prop: URIRef) -> None:
    """VOC3, VOC4: every term has a label and a definition, which are not the same words."""
    graph = parsed("kfo")
    assert [term for term in terms() if len(english(graph, term, prop)) != 1] == []
    assert not [term for term in terms() if english(graph, term, RDFS.label) == english(graph, term, RDFS.comment)]


def values(*props: URIRef) -> dict[URIRef, set[URIRef]]:
    """Term of ours → values of some properties."""
    found: dict[URIRef, set[URIRef]] = defaultdict(set)
    for term in terms():
        for prop in props:
            found[term] |= {value for value in parsed("kfo").objects(term, prop) if isinstance(value, URIRef)}
    return found


def test_p03_no_property_is() -> None:
    """OOPS! P03: no property is called “is” or “is a”, in place of a subclass or a type."""
    labels = {term: english(parsed("kfo"), term, RDFS.label)[0].casefold() for term in terms()}
    assert not [
        term for term, label in labels.items() if label in {"is", "is a", "is an"} or term.removeprefix(KFO).casefold() in {"is", "isa"}
    ]


def test_p05_inverses() -> None:
    """OOPS! P05: an inverse leads from where the other leads to, and back."""
    graph = parsed("kfo")
    for one, other in graph.subject_objects(OWL.inverseOf):
        assert set(graph.objects(one, RDFS.domain)) == set(graph.objects(other, RDFS.range))
        assert set(graph.objects(one, RDFS.range)) == set(graph.objects(other, RDFS.domain))


@pytest.mark.parametrize("prop", [RDFS.subClassOf, RDFS.subPropertyOf], ids=["classes", "properties"])
def test_p06_no_circles(prop: URIRef) -> None:
    """OOPS! P06: nothing is above itself."""
    graph = parsed("kfo")
    for term in terms():
        assert term not in {above for start in graph.objects(term, prop) for above in graph.transitive_objects(start, prop)}


def test_p19_one_domain_one_range() -> None:
    """OOPS! P19: several domains or ranges would mean all at once; where one of several is meant, schema.org's properties say so."""
    many = {term: found for prop in (RDFS.domain, RDFS.range) for term, found in values(prop).items() if len(found) > 1}
    assert many == {}
    assert any(len(found) > 1 for found in values(SCHEMA.domainIncludes, SCHEMA.rangeIncludes).values())


def test_p27_p31_equivalents() -> None:
    """OOPS! P27, P31: nothing of ours is said to be the same as another term, here or in the alignments: they are comparable at most."""
    same = (OWL.equivalentClass, OWL.equivalentProperty, OWL.sameAs)
    assert not [triple for name in ("kfo", "alignments") for prop in same for triple in parsed(name).triples((None, prop, None))]


@pytest.mark.parametrize("kind", [OWL.SymmetricProperty, OWL.TransitiveProperty], ids=["P28", "P29"])
def test_p28_p29_symmetric_and_transitive(kind: URIRef) -> None:
    """OOPS! P28, P29: what is symmetric or transitive leads to where it begins."""
    graph = parsed("kfo")
    for prop in graph.subjects(RDF.type, kind):
        assert set(graph.objects(prop, RDFS.domain)) == set(graph.objects(prop, RDFS.range)), prop


def test_p34_p35_everything_has_a_type() -> None:
    """OOPS! P34, P35: what is used as a class or property is declared as one."""
    graph = parsed("kfo")
    classes = {value for found in values(RDFS.subClassOf, RDFS.domain, OWL.disjointWith).values() for value in found}
    assert [one for one in sorted(classes) if not {OWL.Class, RDFS.Class} & set(graph.objects(one, RDF.type))] == []
    above = {value for found in values(RDFS.subPropertyOf).values() for value in found}
    assert [one for one in sorted(above) if not list(graph.objects(one, RDF.type))] == []


def test_p37_p39_found_by_its_namespace(data: DataSet) -> None:
    """OOPS! P37, P39: the namespace leads to the ontology, and every term of ours is in it."""
    assert str(KFO).rstrip("#") == str(ONTOLOGY)
    assert get(data, PATH, "text/turtle").status == 200
    defined = set(parsed("kfo").subjects(RDFS.isDefinedBy, ONTOLOGY))
    assert defined == set(terms())


def test_p40_no_hijacking() -> None:
    """OOPS! P40: of terms of others the file says no more than what kind of term each is."""
    own = str(names.BASE)
    foreign = {(prop, value) for subject, prop, value in parsed("kfo") if not str(subject).startswith(own)}
    assert {prop for prop, _ in foreign} == {RDF.type}
    assert {value for _, value in foreign} <= {OWL.Class, RDFS.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}


def test_every_form_has_its_own_address(data: DataSet) -> None:
    """What hosts of files need, which negotiate nothing: each form of ontology and version at an address with a suffix."""
    for path in (PATH, f"{PATH}/{VERSION}"):
        for form in formats.GRAPHS:
            found = get(data, f"{path}.{form.suffix}")
            assert (found.status, found.media) == (200, form.content_type)
            assert next(pyoxigraph.parse(whole(found), format=form.rdf), None)
