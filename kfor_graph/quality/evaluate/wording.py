"""Words → what is compared: entities of the gazetteer, stems, concepts, units."""

import re
from functools import cache

from kfor_graph.model import Concept, Entity
from kfor_graph.texts import Span
from kfor_graph.vocabulary import fold, vocabulary

_BEFORE_A_PLACE = re.compile(
    r"^(?:(?:in|the|near|outside|close to|around|area of|municipality of|village near|village of|road (?:between|from)|main bridge in) )+"
)
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "the a an of in at on by to for and or with from all its their his was were is are that which who it as into kind number "
        "total member person people",
    )
)
"Stems that tell nothing apart."
_LIKE = {
    "kosovar": "kosovo",
    "romas": "roma",
    "men": "man",
    "women": "woman",
    "policemen": "policeman",
    "female": "woman",
    "vacant": "open",
    "discharged": "dismissed",
}
"Words that mean the same here."
_COUNTS = frozenset(
    re.findall(r"\w+", "one two three four five six seven eight nine ten eleven twelve several some about around approximately")
)
"Stems of numbers in words, and of what stands before a number."
_ANYONE = re.compile(r"\b(?:persons?|people)\b")
_TAG = re.compile(r"\s\([a-z][^()]*\)\Z")
"What a label says behind a name: `Kosovo Serbs (demonstrators)`, `Belgrade (authorities)`."
_MEASURED = {
    "percent": "percent", "per cent": "percent", "kilograms": "kilograms", "litres": "litres", "metres": "metres",
    "square metres": "square-metres", "square-metres": "square-metres", "kilometres": "kilometres", "hours": "hours",
    "rounds": "rounds", "cartons": "cartons", "pairs": "pairs", "eur": "eur", "nations": "nations",
}  # fmt: skip


def unit(words: str) -> str:
    """A unit of measure in its normal form; empty for what is counted one by one, whatever it is called."""
    return _MEASURED.get(fold(words), "")


@cache
def stems(words: str) -> frozenset[str]:
    """The words that carry the sense, folded, without plural endings."""
    return frozenset(_stem(word) for word in re.findall(r"[a-z0-9]+", fold(words))) - _EMPTY


def _stem(word: str) -> str:
    word = _LIKE.get(word, word)
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@cache
def named(words: str) -> frozenset[str]:
    """The entities that words name, as `kind/slug`."""
    return frozenset(f"{mention.entity.kind}/{mention.entity.slug}" for mention in vocabulary().mentions(words, Span(0, len(words))))


@cache
def place_names(words: str) -> frozenset[str]:
    """The normal forms of a place: the places of the gazetteer in its name, the name folded, and each half of a name in two languages.

    "near X" and "municipality of X" are also X.
    """
    found = {slug for slug in named(words) if slug.startswith("place/")}
    found |= {slug.removesuffix("-municipality") for slug in found}
    whole = fold(words.strip())
    bare = _BEFORE_A_PLACE.sub("", whole)
    return frozenset(found | {whole, bare} | {part.strip() for part in bare.split("/")})


def entity_place_names(place: Entity) -> frozenset[str]:
    """The normal forms of a place that a claim names."""
    return frozenset({f"place/{place.slug}", f"place/{place.slug.removesuffix('-municipality')}"}) | place_names(place.label or place.slug)


@cache
def actor_names(words: str) -> frozenset[str]:
    """The normal forms of someone: the entities named, and the stems of the words, each after `=`.

    Numbers and articles are no part of a name ("two men" are men); people of whom nothing more is told ("about 400 persons") are persons.
    """
    told = stems(words) - _COUNTS or ({"person"} if _ANYONE.search(fold(words)) else frozenset())
    return named(words) | {f"={stem}" for stem in told}


def entity_actor_names(actor: Entity) -> frozenset[str]:
    """The normal forms of an actor that a claim names; what brackets say behind its name only tells it from others of that name."""
    label = actor.label or actor.slug.replace("-", " ")
    return frozenset({f"{actor.kind}/{actor.slug}"}) | actor_names(_TAG.sub("", label))


@cache
def wordings(concept: Concept) -> frozenset[str]:
    """The stems of all labels of a concept."""
    labels = [words for words, notation in vocabulary().wordings(concept.scheme) if notation == concept.notation]
    return frozenset(stem for words in (*labels, concept.notation) for stem in stems(words))


@cache
def notation(scheme: str, words: str) -> str | None:
    """The notation of a scheme that words are, or that they name by a label; None where there is none."""
    slug = words.strip().lower().replace("_", "-").replace(" ", "-")
    if slug in vocabulary().concepts(scheme):
        return slug
    found = vocabulary().concept(scheme, words.replace("_", " ")) or vocabulary().concept(scheme, slug)
    return found.notation if found else None


@cache
def ratings(words: str) -> frozenset[str]:
    """The notations of the judgements that words hold: "generally satisfactory" is satisfactory, "generally calm" is one of its own."""
    if exact := notation("rating", words):
        return frozenset({exact})
    return frozenset(name for label, name in vocabulary().wordings("rating") if re.search(rf"\b{re.escape(label)}\b", fold(words)))


@cache
def _under(notation_above: str) -> frozenset[str]:
    return vocabulary().narrower(Concept("event-type", notation_above))


@cache
def distance(first: str, second: str) -> int | None:
    """How far two event types are apart: 0 the same, 1 one is a kind of the other, 2 both are kinds of a third; None beyond that."""
    if first == second:
        return 0
    if first in _under(second) or second in _under(first):
        return 1
    return 2 if any({first, second} <= _under(third) for third in vocabulary().concepts("event-type")) else None
