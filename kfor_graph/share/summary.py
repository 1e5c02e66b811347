"""What is remembered of a document once its graph is written."""

from dataclasses import dataclass, field

from kfor_graph.graph.curation import Decided
from kfor_graph.graph.gist import Gist
from kfor_graph.model import Finding
from kfor_graph.quality.coverage import Coverage
from kfor_graph.quality.results import Result
from kfor_graph.texts import Source


@dataclass(frozen=True, slots=True)
class Summary:
    """What is remembered of a document once its graph is written."""

    key: str
    "names the document"
    source: Source
    "its file"
    text_sha256: str
    "checksum of the published text"
    words_sha256: str
    "checksum of the clean text: equal for two copies or editions of one document"
    claims: int
    "number of claims"
    coverage: Coverage
    "which sentences claims were taken from"
    findings: tuple[Finding, ...] = ()
    "what rules and shapes found"
    results: tuple[Result, ...] = ()
    "the same of the shapes, in full"
    audit: bytes = b""
    "source issues, as sorted N-Quads"
    language: str = "en"
    "of the text, as a BCP 47 tag"
    gist: Gist = field(default_factory=Gist)
    "what other documents may tell of too"
    decided: Decided = field(default_factory=Decided)
    "what people decided on its claims"
    is_ocr: bool = False
    "whether any of the text was read by OCR"
