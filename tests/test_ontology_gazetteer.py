"""The gazetteer: who and what the reports name."""

from collections import defaultdict

import pytest
from rdflib import RDF, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS

from kfor_graph import names
from tests.ontology_files import GAZETTEER, GOLD, ID, KFO, SCHEMA, english, entities, everything, labels, parsed

GEO = Namespace(names.PREFIXES["geo"])


CLASSES = {
    "mission": {KFO.Mission, KFO.Organization},
    "org": {KFO.Organization},
    "state": {KFO.State, KFO.Organization},
    "person": {KFO.Person},
    "place": {KFO.Place},
    "role": {URIRef(names.expand("org:Role"))},
    "agreement": {KFO.Agreement, KFO.Instrument},
    "instrument": {KFO.Instrument},
}
MACEDONIA = {"FYROM", "Macedonia", "North Macedonia", "Republic of Macedonia"}
MACEDONIA |= {f"{article}{form} Yugoslav Republic of Macedonia" for article, form in (("the ", "former"), ("", "former"), ("", "Former"))}
YUGOSLAVIA = {"FRY", "Federal Republic of Yugoslavia", "Republic of Serbia", "Serbia", "Serbia and Montenegro", "Srbija", "Yugoslavia"}
SHARED = {"Albania", "BiH", "Bosnia", "Bosnia and Herzegovina", "Croatia", "Crna Gora", "Montenegro", *MACEDONIA, *YUGOSLAVIA}
"Names of a state and of its territory: a rule decides by the sentence which is meant."


def test_entities_are_classed() -> None:
    """An entity states all the classes that its IRI's kind stands for."""
    for kind, entity in entities():
        expected = CLASSES[kind] | ({KFO.Resolution} if "/scr-" in entity else set())
        assert set(everything().objects(entity, RDF.type)) == expected, entity


def test_entities_have_one_name() -> None:
    """An entity has one name, in English; it is no bare IRI to anyone."""
    for _, entity in entities():
        assert [value.language for value in everything().objects(entity, SKOS.prefLabel)] == ["en"], entity


def test_slugs() -> None:
    """The last step of an entity's IRI is one that the naming of IRIs can make."""
    assert [entity for _, entity in entities() if names.slug(entity.rsplit("/", 1)[1]) != entity.rsplit("/", 1)[1]] == []


def test_names_of_a_kind_are_unambiguous() -> None:
    """Within a kind of entity, a name belongs to one entity."""
    owners = defaultdict(set)
    for kind, entity in entities():
        for label in labels(entity):
            owners[kind, label].add(entity)
    assert {key: found for key, found in owners.items() if len(found) > 1} == {}


def test_names_of_several_kinds_are_intended() -> None:
    """A name that entities of several kinds share is a state and its territory, and nothing else."""
    owners = defaultdict(set)
    for kind, entity in entities():
        for label in labels(entity):
            owners[label].add(kind)
    shared = {label: kinds for label, kinds in owners.items() if len(kinds) > 1}
    assert set(shared) == SHARED
    assert all(kinds == {"place", "state"} for kinds in shared.values())


def test_no_surname_alone() -> None:
    """A person's alternative names are more than one word: a surname alone names nobody."""
    for kind, entity in entities():
        if kind == "person":
            assert all(" " in label for label in labels(entity)), entity


def test_kosovo_is_one_place() -> None:
    """“Kosovo” names one place, though the name of a town holds the word."""
    assert [entity for _, entity in entities() if "Kosovo" in labels(entity)] == [URIRef(ID + "place/kosovo")]


def test_languages_of_names() -> None:
    """Names are in English, Albanian or Serbian in Latin letters, or in the language of the place or body."""
    found = {value.language for name in GAZETTEER for value in parsed(name).objects(None, SKOS.altLabel)}
    assert {"en", "sq", "sr-latn"} <= {str(language).lower() for language in found}
    assert None not in found


SPELLINGS = {
    "urosevac": ("Urosevac", "Uroševac", "Ferizaj", "Ferizaj/Urosevac", "Urosevac/Ferizaj"),
    "kosovo-polje": ("Kosovo Polje", "Fushë Kosovë", "Fushë Kosovë/Kosovo Polje", "Fushe Kosove"),
    "djakovica": ("Djakovica", "Đakovica", "Gjakovë", "Gjakova", "Gjakova/Djakovica"),
    "decane": ("Decane", "Decani", "Dečani", "Deçan"),
    "zvecan": ("Zvecan", "Zveçan", "Zvečan", "Zveçan/Zvečan"),
    "northern-mitrovica": ("northern Mitrovica", "North Mitrovica", "Mitrovicë e Veriut/Severna Mitrovica"),
    "mnb-north-east": ("MNB (North-East)", "Multinational Brigade (MNB) (North-East)"),
    "multinational-task-force-west": ("Multinational Task Force West", "MNTF West"),
    "multinational-battle-group-east": ("MNBG East", "Multinational Battle Group (MNBG) East"),
    "klina-municipality": ("municipality of Klinë/Klina", "Klina municipality"),
    "brnjak": ("Gate 31", "Bërnjak/Brnjak"),
    "ground-safety-zone": ("Ground Safety Zone", "GSZ"),
}


@pytest.mark.parametrize("slug", SPELLINGS)
def test_spellings_of_places(slug: str) -> None:
    """Both communities' spellings of a place, those of the UN editions, and the pairs lead to one node."""
    assert set(SPELLINGS[slug]) <= labels(URIRef(f"{ID}place/{slug}"))


def test_places_lie_in_places() -> None:
    """What a place lies in is a place of the gazetteer, and no place lies in itself."""
    graph = everything()
    for inner, outer in parsed("places").subject_objects(GEO.sfWithin):
        assert (outer, RDF.type, KFO.Place) in graph
        assert inner not in set(graph.transitive_objects(outer, GEO.sfWithin)), inner


def test_coordinates_come_in_pairs() -> None:
    """A place has a latitude and a longitude within their bounds, as decimals, or neither."""
    graph = parsed("places")
    for place in set(graph.subjects(RDF.type, KFO.Place)):
        latitude, longitude = list(graph.objects(place, SCHEMA.latitude)), list(graph.objects(place, SCHEMA.longitude))
        assert len(latitude) == len(longitude) <= 1, place
        assert all(value.datatype == XSD.decimal for value in latitude + longitude)
        assert all(abs(float(value)) <= 90 for value in latitude)
        assert all(abs(float(value)) <= 180 for value in longitude)


@pytest.mark.parametrize("slug", ["belgrade", "pristina"])
def test_authorities_meant_by_their_seat(slug: str) -> None:
    """An authority that is meant by the name of its seat leads to the seat, and leaves the name to it."""
    authority = URIRef(f"{ID}org/{slug}")
    assert list(everything().objects(authority, DCTERMS.spatial)) == [URIRef(f"{ID}place/{slug}")]
    assert not list(everything().objects(authority, SKOS.altLabel))


def test_parts_lead_to_entities() -> None:
    """What an office, a mission or a body belongs to, a state's territory and an agreement's parties are in the gazetteer."""
    known = {entity for _, entity in entities()}
    for prop in (DCTERMS.isPartOf, DCTERMS.spatial, KFO.party):
        assert {value for name in GAZETTEER for value in parsed(name).objects(None, prop)} <= known


@pytest.mark.parametrize("number", ["1244 (1999)", "1160 (1998)", "1088 (1996)"])
def test_resolutions(number: str) -> None:
    """A resolution is found by its number with and without the year, and by its symbol."""
    resolution = URIRef(f"{ID}instrument/scr-{names.slug(number)}")
    assert {f"Security Council resolution {number}", f"resolution {number}", f"S/RES/{number}", f"resolution {number[:4]}"} <= labels(
        resolution
    )
    assert list(everything().objects(resolution, KFO.symbol)) == [Literal(f"S/RES/{number}")]


def test_reports_modelled_by_hand_agree() -> None:
    """An entity that the reports modelled by hand name is in the gazetteer under the same IRI and the same name."""
    data, known = Graph(bind_namespaces="none").parse(GOLD), {entity for _, entity in entities()}
    described = {subject for subject in data.subjects(SKOS.prefLabel) if not subject.startswith(ID + "doc/")}
    assert described - known == set()
    for subject in described:
        assert set(english(data, subject, SKOS.prefLabel)) <= set(english(everything(), subject, SKOS.prefLabel))
