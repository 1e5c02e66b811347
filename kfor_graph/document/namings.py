"""What translations call missions, bodies, offices and places: `ontology/translations.tsv`."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from kfor_graph.errors import OntologyError
from kfor_graph.model import Mention
from kfor_graph.resources import folder
from kfor_graph.texts import Span
from kfor_graph.vocabulary import Vocabulary

_FILE = "translations.tsv"
_COLUMNS = 3


class Naming:
    """The names in one language."""

    def __init__(self, names: dict[str, tuple[str, str]]) -> None:
        self._names = {_key(words): entity for words, entity in names.items()}
        bodies = [words for words, (kind, _) in names.items() if kind != "role"]
        self._bodies = re.compile(rf"(?<!\w)(?:{_alternatives(bodies)})(?!\w)")

    def pattern(self, of: str) -> str:
        """The names of a kind of entities, such as role, or of one, such as org/nato, as alternatives of a pattern, the longest first."""
        found = [words for words, (kind, slug) in self._names.items() if of in {kind, f"{kind}/{slug}"}]
        return rf"(?:{_alternatives(found)})"

    def mentions(self, vocabulary: Vocabulary, text: str, span: Span) -> Iterator[Mention]:
        """The entities of the gazetteer that a span of a text names, in order, the longest names first.

        Offices are none of them: "Secrétaire général" is also the beginning of the names of many others.
        """
        for match in self._bodies.finditer(text, span.start, span.end):
            if entity := vocabulary.entity(*self._names[_key(match[0])]):
                yield Mention(Span(*match.span()), entity)

    def entity(self, words: str) -> tuple[str, str] | None:
        """Kind and slug of what the words name, nothing more and nothing less; None where they are no name."""
        return self._names.get(_key(words))


def _key(words: str) -> str:
    return words.replace("’", "'")


def _alternatives(names: list[str]) -> str:
    longest_first = sorted(names, key=lambda words: (-len(words), words))
    return "|".join(re.escape(words).replace("'", "['’]") for words in longest_first)


@cache
def namings() -> dict[str, Naming]:
    """Language → names, read at the first call. Raises OntologyError where a line is broken."""
    found: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    path = folder("ontology") / _FILE
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        columns = line.split("\t")
        if len(columns) != _COLUMNS or columns[1].count("/") != 1:
            raise OntologyError(f"{path}:{number}", "no name of an entity", "write language, kind/slug and words, with tabs between")
        kind, slug = columns[1].split("/")
        found[columns[0]][columns[2]] = (kind, slug)
    return {language: Naming(names) for language, names in found.items()}
