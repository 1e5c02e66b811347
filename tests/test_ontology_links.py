"""The mappings of the gazetteer and the schemes to other data sets."""

import re

from rdflib import OWL, SKOS, URIRef

from tests.ontology_files import ONTOLOGY, ROOT, SCHEMA, SCHEME, english, everything, expanded, mappings, parsed

CANONICAL = re.compile(
    r"http://www\.wikidata\.org/entity/Q\d+|https://sws\.geonames\.org/\d+/"
    r"|http://dbpedia\.org/resource/\S+|http://metadata\.un\.org/thesaurus/\d+"
)


def test_mapping_metadata() -> None:
    """The table names itself, its version, its license and its prefixes, and has the columns that SSSOM requires."""
    text = (ROOT / "ontology" / "links.sssom.tsv").read_text(encoding="utf-8")
    for slot in ("mapping_set_id", "mapping_set_version", "license", "creator_label", "curie_map"):
        assert f"\n#{slot}:" in "\n" + text
    assert {"subject_id", "predicate_id", "object_id", "mapping_justification", "comment"} <= set(mappings()[1][0])
    assert str(parsed("kfo").value(ONTOLOGY, OWL.versionInfo)) in text


def test_mappings_are_of_known_things() -> None:
    """The subject of a mapping is an entity or a concept of ours, under its own name."""
    for row in mappings()[1]:
        assert english(everything(), URIRef(expanded(row["subject_id"])), SKOS.prefLabel) == [row["subject_label"]], row


def test_mappings_are_canonical() -> None:
    """The object of a mapping is the IRI that its own data set gives it, not that of a page about it."""
    assert [row for row in mappings()[1] if not CANONICAL.fullmatch(expanded(row["object_id"]))] == []


def test_mappings_say_no_more_than_they_know() -> None:
    """An entity is linked by schema:sameAs or rdfs:seeAlso, a concept by a SKOS match, and nothing by owl:sameAs."""
    for row in mappings()[1]:
        concept = expanded(row["subject_id"]).startswith(SCHEME)
        allowed = {"skos:exactMatch", "skos:closeMatch"} if concept else {"schema:sameAs", "rdfs:seeAlso"}
        assert row["predicate_id"] in allowed, row
        assert row["mapping_justification"] == "semapv:ManualMappingCuration"
        assert row["comment"]


def test_kosovo_is_linked_weakly() -> None:
    """Kosovo is never said to be the same as anything."""
    assert {row["predicate_id"] for row in mappings()[1] if row["subject_id"] == "kfor:place/kosovo"} == {"rdfs:seeAlso"}


def test_mappings_are_sorted_and_single() -> None:
    """The rows stand in order, and none stands twice; no two entities are the same thing elsewhere."""
    keys = [(row["subject_id"], row["subject_label"], row["predicate_id"], row["object_id"]) for row in mappings()[1]]
    assert keys == sorted(set(keys))
    same = [row["object_id"] for row in mappings()[1] if row["predicate_id"] == "schema:sameAs"]
    assert len(same) == len(set(same))


def test_links_stand_in_one_place() -> None:
    """The gazetteer itself holds no link that the table of mappings holds."""
    assert not list(everything().triples((None, SCHEMA.sameAs, None)))
