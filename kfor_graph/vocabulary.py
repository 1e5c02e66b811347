"""Labels → concepts and entities: the schemes and the gazetteer of `ontology/`, read once, and one matcher for all labels."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import ClassVar

import ahocorasick
import pyoxigraph

from kfor_graph import names
from kfor_graph.errors import OntologyError
from kfor_graph.model import Concept, Entity, Mention
from kfor_graph.resources import folder
from kfor_graph.texts import Span

_SKOS, _RDF_TYPE = names.PREFIXES["skos"], names.expand("rdf:type")
_DOMAINS = (names.expand("rdfs:domain"), names.expand("schema:domainIncludes"))
_LABELS = {_SKOS + "prefLabel", _SKOS + "altLabel", _SKOS + "hiddenLabel"}


def fold(words: str) -> str:
    """Words in lower case without diacritics, character by character: the length stays."""
    return words.translate(_FOLDING)


def spellings(words: str) -> tuple[str, ...]:
    """An English name as it is written, then in the other spelling of English where that differs: Organization, Organisation."""
    if not any(part in words for part in _DIFFERENT):
        return (words,)
    others = (_Z.sub("s", words), words.replace("isation", "ization"), *(words.replace(one, other) for one, other in _SPELLINGS))
    return tuple(dict.fromkeys((words, *others)))


_Z = re.compile(r"(?<=[a-z]{2}i)z(?=ation|e[ds]?\b|ing\b)")
_SPELLINGS = (("Centre", "Center"), ("centre", "center"), ("Defence", "Defense"), ("defence", "defense"), ("-barrelled", "-barreled"))
_DIFFERENT = ("iz", "isation", *(one for one, _ in _SPELLINGS))


def _spelt(name: str, language: str) -> tuple[str, ...]:
    return spellings(name) if language in {"", "en"} else (name,)


class _Folding(dict[int, str]):
    """A translation table that learns each character at its first use."""

    _SPECIAL: ClassVar = {"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ı": "i", "\u2019": "'", "\u2011": "-", "\u00a0": " "}

    def __missing__(self, code: int) -> str:
        lower = chr(code).lower()
        lower = self._SPECIAL.get(lower, lower)
        base = unicodedata.normalize("NFD", lower)[:1] if len(lower) >= 1 else chr(code)
        self[code] = base or chr(code)
        return self[code]


_FOLDING = _Folding()


def read_turtle(path: Path) -> list[pyoxigraph.Quad]:
    """All triples of a Turtle file. Raises OntologyError with file and line where it is broken."""
    try:
        return list(pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE))
    except SyntaxError as error:
        raise OntologyError(f"{path}:{error.lineno or '?'}", f"broken Turtle: {error.msg}", "mend that line") from error
    except OSError as error:
        raise OntologyError(path, error.strerror or "cannot be read", "check the file") from error


_Labels = list[tuple[str, str, str]]
"Kind of label, words, language."

_Candidates = list[tuple[str, Entity | None]]
"Words as written and what they name; None for a community, which is no entity."

_Matchable = dict[str, _Candidates]
"Folded words → what they may name."


class Vocabulary:
    """What the folder `ontology/` says, indexed for the rules."""

    def __init__(self, triples: Sequence[pyoxigraph.Quad]) -> None:
        self.entities: dict[str, Entity] = {}
        "IRI → entity"
        self._concepts: dict[str, dict[str, str]] = defaultdict(dict)
        self._concept_labels: dict[Concept, str] = {}
        self._broader: dict[str, set[str]] = defaultdict(set)
        self._narrower: dict[Concept, frozenset[str]] = {}
        self._objects: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._automaton = ahocorasick.Automaton()
        self._index(triples)

    def _index(self, triples: Sequence[pyoxigraph.Quad]) -> None:
        labels: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for quad in triples:
            if not isinstance(quad.subject, pyoxigraph.NamedNode):
                continue
            subject, predicate, value = quad.subject.value, quad.predicate.value, quad.object.value  # type: ignore[union-attr]
            if predicate in _LABELS:
                labels[subject].append((predicate.removeprefix(_SKOS), value, getattr(quad.object, "language", None) or ""))
            else:
                self._objects[subject, predicate].append(value)
        entity_base, scheme_base = names.BASE + "id/", names.BASE + "scheme/"
        matchable: _Matchable = defaultdict(list)
        for iri in sorted(labels):
            preferred = sorted((language != "en", language, value) for kind, value, language in labels[iri] if kind == "prefLabel")
            label = preferred[0][2] if preferred else labels[iri][0][1]
            if iri.startswith(entity_base):
                self._add_entity(iri, label, labels[iri], matchable)
            elif iri.startswith(scheme_base) and iri.count("/") == scheme_base.count("/") + 1:
                self._add_concept(iri, label, labels[iri])
                if names.concept(Concept("population", "community")) in self._broader[iri]:
                    for _, words, _ in labels[iri]:
                        matchable[fold(words)].append((words, None))
        for folded, candidates in sorted(matchable.items()):
            self._automaton.add_word(folded, (folded, tuple(candidates)))
        if matchable:
            self._automaton.make_automaton()
        self._seats = self._find_seats()

    def _add_entity(self, iri: str, label: str, labels: _Labels, matchable: _Matchable) -> None:
        kind, slug = iri.removeprefix(names.BASE + "id/").split("/", 1)
        entity = Entity(kind, slug, label)
        self.entities[iri] = entity
        for words in sorted({words for _, name, language in labels for words in _spelt(name, language)}):
            if (words, entity) not in matchable[fold(words)]:
                matchable[fold(words)].append((words, entity))

    def _add_concept(self, iri: str, label: str, labels: _Labels) -> None:
        scheme, notation = iri.removeprefix(names.BASE + "scheme/").split("/")
        self._concept_labels[Concept(scheme, notation)] = label
        self._broader[iri].update(self._objects[iri, _SKOS + "broader"])
        for _, name, language in labels:
            for words in _spelt(name, language):
                self._concepts[scheme].setdefault(fold(words), notation)

    def concept(self, scheme: str, words: str) -> Concept | None:
        """The concept of a scheme that the words name by any of its labels, case and diacritics aside; None where none does."""
        notation = self._concepts[scheme].get(fold(words.strip()))
        return Concept(scheme, notation) if notation else None

    def label(self, concept: Concept) -> str:
        """The preferred English label of a concept; its notation where the schemes do not know it."""
        return self._concept_labels.get(concept, concept.notation)

    def knows(self, concept: Concept) -> bool:
        """Whether the schemes have a concept."""
        return concept in self._concept_labels

    def has(self, iri: str) -> bool:
        """Whether an IRI is that of an entity of the gazetteer or of a concept of a scheme."""
        if iri in self.entities:
            return True
        scheme, _, notation = iri.removeprefix(names.BASE + "scheme/").partition("/")
        return iri.startswith(names.BASE + "scheme/") and Concept(scheme, notation) in self._concept_labels

    def declares(self, name: str) -> bool:
        """Whether the ontology has a class or property of this prefixed name."""
        return (names.expand(name), _RDF_TYPE) in self._objects

    def domain(self, name: str) -> frozenset[str]:
        """The IRIs of the classes whose members a property of the ontology is for; of the properties above it where it names none."""
        return self._domain(names.expand(name))

    def _domain(self, iri: str) -> frozenset[str]:
        own = [value for predicate in _DOMAINS for value in self._objects.get((iri, predicate), ())]
        above = self._objects.get((iri, names.expand("rdfs:subPropertyOf")), ())
        return frozenset(own) or frozenset[str]().union(*map(self._domain, above))

    def concepts(self, scheme: str) -> frozenset[str]:
        """The notations of a scheme."""
        return frozenset(concept.notation for concept in self._concept_labels if concept.scheme == scheme)

    def wordings(self, scheme: str) -> tuple[tuple[str, str], ...]:
        """All folded labels of a scheme with their notations, the longest label first."""
        return tuple(sorted(self._concepts[scheme].items(), key=lambda item: (-len(item[0]), item[0])))

    def narrower(self, concept: Concept) -> frozenset[str]:
        """The notations at any depth under a concept."""
        if concept not in self._narrower:
            self._narrower[concept] = self._beneath(concept)
        return self._narrower[concept]

    def _beneath(self, concept: Concept) -> frozenset[str]:
        found: set[str] = set()
        reached = {names.concept(concept)}
        while reached:
            reached = {iri for iri, broader in self._broader.items() if broader & reached and iri.rsplit("/", 1)[1] not in found}
            found |= {iri.rsplit("/", 1)[1] for iri in reached}
        return frozenset(found)

    def members(self, collection: Concept) -> frozenset[str]:
        """The notations that a collection of a scheme holds."""
        return frozenset(iri.rsplit("/", 1)[1] for iri in self._objects.get((names.concept(collection), _SKOS + "member"), ()))

    def entity(self, kind: str, slug: str) -> Entity | None:
        """An entity of the gazetteer."""
        return self.entities.get(f"{names.BASE}id/{kind}/{slug}")

    def related(self, entity: Entity, predicate: str) -> tuple[Entity, ...]:
        """The entities that a prefixed property such as `dcterms:spatial` leads to."""
        values = self._objects.get((names.entity(entity, ""), names.expand(predicate)), ())
        return tuple(self.entities[value] for value in values if value in self.entities)

    def literal(self, entity: Entity, predicate: str) -> str | None:
        """The first literal of a prefixed property of an entity."""
        return next(iter(self._objects.get((names.entity(entity, ""), names.expand(predicate)), ())), None)

    def seated_at(self, place: Entity) -> Entity | None:
        """The authority that is meant by the name of its seat; None where there is none."""
        return self._seats.get(place)

    def _find_seats(self) -> dict[Entity, Entity]:
        organizations = [entity for entity in self.entities.values() if entity.kind == "org"]
        return {place: authority for authority in organizations for place in self.related(authority, "dcterms:spatial")}

    def mentions(self, text: str, span: Span) -> tuple[Mention, ...]:
        """The entities that a span of a text names: longest label first, none inside another, whole words only."""
        if not self.entities:
            return ()
        words = text[span.start : span.end]
        hits = sorted(
            ((end + 1 - len(folded), -end - 1, candidates) for end, (folded, candidates) in self._automaton.iter(fold(words))),
            key=itemgetter(0, 1),
        )
        return tuple(_leftmost_longest(words, hits, span.start))


def _leftmost_longest(words: str, hits: Iterable[tuple[int, int, _Candidates]], offset: int) -> Iterator[Mention]:
    """The hits that stand; a community ("Kosovo Serbs") hides the names within it, and is no entity itself."""
    reached = 0
    for start, negative_end, candidates in hits:
        if start < reached or _inside_word(words, start, -negative_end):
            continue
        surface = words[start:-negative_end]
        for label, entity in candidates:
            if _same_name(surface, label):
                reached = -negative_end
                if entity:
                    yield Mention(Span(offset + start, offset + reached), entity)
                break


def _inside_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() or after.isalnum():
        return True
    hyphened_before = before == "-" and text[start - 2 : start - 1].isalpha()
    return hyphened_before or (after == "-" and text[end + 1 : end + 2].isalpha())


def _same_name(surface: str, label: str) -> bool:
    """Whether a surface form spells a label: same letters, or plain ones for its accented ones (Pec for Peć, never Peč), same case.

    The first letter may be a capital at the beginning of a sentence, and headings print everything in capitals.
    """
    if surface == label:
        return True
    if surface.isupper() and len(surface) > 4:
        label = label.upper()
    return all(
        seen == meant
        or (index == 0 and seen == meant.upper())
        or (seen.isascii() and fold(seen) == fold(meant) and seen.isupper() == meant.isupper())
        for index, (seen, meant) in enumerate(zip(surface, label, strict=True))
    )


@cache
def vocabulary() -> Vocabulary:
    """The project's own vocabulary, read at the first call. Raises OntologyError where a file is broken."""
    triples = [quad for path in sorted(folder("ontology").glob("*.ttl")) for quad in read_turtle(path)]
    return Vocabulary(triples)
