"""Where the data folders are: beside the package in a checkout, inside it in an installed wheel."""

from pathlib import Path

from kfor_graph.errors import OntologyError

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder `ontology`, `shapes` or `queries`. Raises OntologyError where it is missing."""
    for candidate in (_PACKAGE / "data" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise OntologyError(name, "the data folder is missing", "install the package again")


def file(name: str) -> Path:
    """The file of the project of that name, such as CITATION.cff. Raises OntologyError where it is missing."""
    for candidate in (_PACKAGE / "data" / name, _PACKAGE.parent / name):
        if candidate.is_file():
            return candidate
    raise OntologyError(name, "the file is missing", "install the package again")
