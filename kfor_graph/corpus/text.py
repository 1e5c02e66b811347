"""Plain text."""

from kfor_graph.corpus.decode import decode
from kfor_graph.corpus.reading import Reading, pages, plain


def read_text(data: bytes, path: object) -> Reading:
    """A text file: the published text is what its bytes say. Raises SourceError where they say nothing readable."""
    text, warnings = decode(data, path)
    return Reading(text, plain(text), pages=pages(text), warnings=warnings)
