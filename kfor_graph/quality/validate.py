"""Validation on demand: a build folder against our shapes, or any RDF file against any."""

from collections.abc import Sequence
from pathlib import Path

from kfor_graph.atomic import MARKER, recover
from kfor_graph.errors import StoreError
from kfor_graph.model import Finding
from kfor_graph.quality import user
from kfor_graph.quality.document import check
from kfor_graph.quality.home import Homes, homes_of_build
from kfor_graph.resources import folder


def homes(data: Path) -> Homes:
    """What leads the findings of `validate` home: the texts and graphs of a build folder, or the RDF file itself."""
    return homes_of_build(data) if data.is_dir() else Homes(graphs=data)


def validate(data: Path, shapes: Sequence[Path] = ()) -> tuple[Finding, ...]:
    """The findings on a build folder or an RDF file.

    shapes: files or folders; without any, the project's own shapes with its ontology
    Raises StoreError for a folder that is no build, ShapeError, OntologyError or SourceError for files that cannot be used.
    """
    recover(data)
    if not data.is_dir():
        return user.validate(data, tuple(shapes) or (folder("shapes"),), () if shapes else (folder("ontology"),))
    if not (data / MARKER).is_file():
        raise StoreError(data, "is no build folder", "give a build folder or an RDF file")
    documents = sorted((data / "documents").glob("*.nq"))
    if shapes:
        return tuple(finding for path in documents for finding in user.validate(path, shapes, (folder("ontology"),)))
    return tuple(finding for path in documents for finding in check(path.stem, path.read_bytes()).findings)
