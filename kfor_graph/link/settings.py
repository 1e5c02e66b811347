"""How candidates are looked for and weighed: `ontology/linking.toml` as values."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kfor_graph.errors import OntologyError
from kfor_graph.link.sssom import site
from kfor_graph.resources import folder


@dataclass(frozen=True, slots=True)
class Settings:
    """What the file says; its remarks say what each means."""

    languages: tuple[str, ...]
    "tags of names, the empty one for names without"
    weights: dict[str, float]
    "kind of evidence → weight"
    bounds: dict[str, float]
    "name of a bound → number"
    lives: dict[str, float]
    "years of age, and years of the reports"
    distances: dict[str, tuple[float, float]]
    "type of place → kilometres that are near, and far"
    forms: dict[str, tuple[str, ...]]
    "type of ours → how others write names of it, with {} for the name"
    common_words: dict[str, tuple[str, ...]]
    "type of ours → words that names of it may have or lack"
    classes: dict[str, tuple[str, ...]]
    "type of ours → classes elsewhere"

    def classes_at(self, place: str) -> tuple[str, ...]:
        """All classes that are listed of one data set, which is named by its host."""
        return tuple(sorted({iri for listed in self.classes.values() for iri in listed if site(iri) == place}))


@cache
def settings() -> Settings:
    """The project's own settings. Raises OntologyError where the file is broken."""
    return read_settings(folder("ontology") / "linking.toml")


def read_settings(path: Path) -> Settings:
    """Settings from a file. Raises OntologyError where it is broken."""
    try:
        read: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return Settings(
            tuple(map(str, read["languages"])),
            _numbers(read["weights"], "label", "type", "dates", "point", "unknown"),
            _numbers(read["bounds"], "names", "identifiers", "contradiction", "least", "most"),
            _numbers(read["lives"], "youngest", "oldest", "first", "last"),
            {name: (float(near), float(far)) for name, (near, far) in read["distances"].items()},
            *({name: tuple(map(str, listed)) for name, listed in read[key].items()} for key in ("forms", "common_words", "classes")),
        )
    except OSError as error:
        raise OntologyError(path, error.strerror or "cannot be read", "install the package again") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise OntologyError(path, f"broken TOML ({error})", "mend it") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise OntologyError(path, f"a setting is missing or no number ({error})", "mend it") from error


def _numbers(table: dict[str, Any], *needed: str) -> dict[str, float]:
    return {name: float(table[name]) for name in needed}
