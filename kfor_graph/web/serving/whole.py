"""Whether a build folder is all there: what its manifest tells of stands in it."""

import json
from pathlib import Path

from kfor_graph.atomic import MARKER
from kfor_graph.errors import StoreError

_REMEDY = "build again, or copy the folder beside and rename it into its place"


def check(build: Path, count: bool) -> None:
    """Raises StoreError where the manifest is broken, a file it names is missing, or, if counted, quads are.

    count: whether to count the quads, which takes a fifth of a second for a million
    """
    try:
        manifest = json.loads((build / MARKER).read_text(encoding="utf-8"))
        documents, quads = manifest.get("documents", {}), manifest.get("quads")
        named = [path for key, told in documents.items() for path in (f"documents/{key}.nq", told["text"])]
    except (OSError, ValueError, AttributeError, LookupError, TypeError) as error:
        raise StoreError(build / MARKER, f"is broken ({type(error).__name__})", _REMEDY) from error
    missing = [path for path in named if not (build / path).is_file()]
    if missing:
        raise StoreError(build, f"lacks {missing[0]}, which its manifest names", _REMEDY)
    if count and isinstance(quads, int):
        found = sum(_lines(path) for path in [*build.glob("documents/*.nq"), *build.glob("graphs/*.nq")])
        if found != quads:
            raise StoreError(build, f"holds {found} quads, and its manifest tells of {quads}", _REMEDY)


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(piece.count(b"\n") for piece in iter(lambda: file.read(1 << 20), b""))
