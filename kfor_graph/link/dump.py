"""A gazetteer file in the form of the GeoNames dumps → candidates for places and states.

One feature a line, 19 columns with tabs between: geonameid, name, asciiname, alternatenames (with commas), latitude, longitude, feature
class, feature code, and eleven that are not read.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kfor_graph.errors import LinkError
from kfor_graph.link.endpoint import point_of
from kfor_graph.link.settings import Settings
from kfor_graph.link.spelling import bare, keys
from kfor_graph.link.things import Candidate, Subject, visible

HOST = "sws.geonames.org"
_COLUMNS = 19
_LONGEST = 64 << 10
"Bytes of a line; alternate names have at most ten thousand letters."
_CLASSES = "https://www.geonames.org/ontology#"


def candidates(path: Path, subjects: Sequence[Subject], settings: Settings) -> dict[str, tuple[Candidate, ...]]:
    """IRI of each entity → what the file has of its names, in the order of the file.

    Raises LinkError with file and line where a line is none; nothing is taken from such a file.
    """
    wanted: dict[str, set[str]] = defaultdict(set)
    common = sorted({word for words in settings.common_words.values() for word in words})
    for subject in subjects:
        if subject.name.startswith(("place/", "state/")):
            own = [word for kind in subject.types for word in settings.common_words.get(kind, ())]
            for key in {key for name in subject.names if "/" not in name for key in _keys(name, own)}:
                wanted[key].add(subject.iri)
    found: dict[str, list[Candidate]] = defaultdict(list)
    try:
        with path.open("rb") as file:
            for number, line in enumerate(_lines(file, path), 1):
                if line.strip():
                    candidate = _candidate(line, f"{path}:{number}", path.name)
                    meant = {iri for name in candidate.names for key in _keys(name, common) for iri in wanted.get(key, ())}
                    for iri in meant:
                        found[iri].append(candidate)
    except OSError as error:
        raise LinkError(path, error.strerror or "cannot be read", "check the file") from error
    return {iri: tuple(listed) for iri, listed in found.items()}


def _keys(name: str, common: Sequence[str]) -> frozenset[str]:
    """What a name is found by: as it is, and without words that names of its type may lack."""
    left = bare(name, common) if common else name
    return keys(name) if left == name else keys(name) | keys(left)


def _lines(file: Iterable[bytes], path: Path) -> Iterator[str]:
    read = iter(lambda: file.readline(_LONGEST + 1), b"")  # type: ignore[attr-defined]
    for number, line in enumerate(read, 1):
        if len(line) > _LONGEST:
            raise LinkError(
                f"{path}:{number}", f"a line of more than {_LONGEST >> 10} KiB", "give a file in the form of the GeoNames dumps"
            )
        try:
            yield line.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise LinkError(f"{path}:{number}", "is no UTF-8 text", "give a file in the form of the GeoNames dumps") from error


def _candidate(line: str, place: str, source: str) -> Candidate:
    cells = line.split("\t")
    if len(cells) != _COLUMNS:
        what = f"{len(cells)} columns, not the {_COLUMNS} of the GeoNames dumps"
        raise LinkError(place, what, "give a file such as XK.txt, unpacked")
    number, name, plain, others, latitude, longitude, kind, code = cells[:8]
    point = point_of(latitude, longitude)
    if not (number.isascii() and number.isdecimal()) or point is None or not name.strip():
        raise LinkError(place, "no number, name or point where one should stand", "give a file in the form of the GeoNames dumps")
    names = tuple(dict.fromkeys(visible(words) for words in (name, plain, *others.split(",")) if words.strip()))
    types = frozenset(f"{_CLASSES}{words}" for words in (kind, f"{kind}.{code}") if kind.isalnum() and code.isascii())
    about = visible(f"{kind}.{code}, {cells[8]}")
    return Candidate(f"https://{HOST}/{number}/", names[0], names, types, (), (point,), {}, frozenset(), about, source)
