"""RO-Crate metadata of the site: what it is, and each file that is data, with its size and checksum."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kfor_graph import __version__
from kfor_graph.site import dataset
from kfor_graph.site.data import DataSet
from kfor_graph.site.publish.citation import day

METADATA = "ro-crate-metadata.json"
CHECKSUMS = "dumps/SHA256SUMS"

_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_MAINTAINERS = "https://w3id.org/kfor-graph/id/agent/maintainers"
_STANDARD = "https://w3id.org/ro/crate/1.1"


def parts(data: DataSet) -> Iterator[tuple[str, str, str]]:
    """Path, name and media type of each file that is data, beside pages and descriptions of single things."""
    yield from ((dump.path, dump.title, "application/gzip") for dump in dataset.dumps(data))
    yield CHECKSUMS, "Checksums of the dumps", "text/plain"
    yield "void.ttl", "Description of the data set in VoID", "text/turtle"
    yield "dcat.ttl", "Description of the data set in DCAT", "text/turtle"
    yield "ontology.ttl", "Ontology", "text/turtle"
    yield "shapes.ttl", "Shapes", "text/turtle"
    yield "alignments.ttl", "Alignments of the ontology", "text/turtle"
    yield "CITATION.cff", "How to cite the data set", "application/yaml"
    for path in sorted((data.build / "sources").glob("*.txt")):
        yield f"source/{path.name}", f"Text as published, {path.stem}", "text/plain"


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def checksums(sums: Mapping[str, str]) -> bytes:
    """SHA256SUMS for `sha256sum --check`: from paths and checksums, those of the dumps."""
    return "".join(f"{digest}  {path.rpartition('/')[2]}\n" for path, digest in sorted(sums.items())).encode()


def metadata(data: DataSet, found: Iterable[tuple[tuple[str, str, str], int, str]]) -> bytes:
    """The metadata file.

    found: parts, as `parts` gives them, with size and checksum
    """
    files = [
        {
            "@id": path,
            "@type": "File",
            "name": name,
            "encodingFormat": media,
            "contentSize": str(size),
            "sha256": digest,
        }
        for (path, name, media), size, digest in found
    ]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": "kfor-graph: reports of the Kosovo Force to the Security Council as linked data",
        "description": (
            "What the reports of the Kosovo Force, in the context of Security Council resolution 1244 (1999), tell: figures, events, "
            "judgements and statements, each with the words of the report that make it."
        ),
        "datePublished": day(data),
        "version": __version__,
        "license": {"@id": _LICENCE},
        "publisher": {"@id": _MAINTAINERS},
        "author": {"@id": _MAINTAINERS},
        "url": {"@id": data.public},
        "hasPart": [{"@id": file["@id"]} for file in files],
    }
    graph = [
        {"@id": METADATA, "@type": "CreativeWork", "conformsTo": {"@id": _STANDARD}, "about": {"@id": "./"}},
        root,
        {"@id": _LICENCE, "@type": "CreativeWork", "name": "Creative Commons Attribution 4.0 International"},
        {"@id": _MAINTAINERS, "@type": "Organization", "name": "The kfor-graph maintainers"},
        *files,
    ]
    crate = {"@context": f"{_STANDARD}/context", "@graph": graph}
    return (json.dumps(crate, ensure_ascii=False, indent=1) + "\n").encode()
