"""Facts of the masthead and the page furniture."""

from collections.abc import Iterator

from kfor_graph.extract.claims import statement
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Evidence
from kfor_graph.texts import Block, Printed


def masthead(passage: Passage) -> Iterator[Claim]:
    """The document's symbol, job number, distribution date and original language, as masthead and running heads print them.

    Example: `S/2007/652` … `07-58315`, `Distr.: General 7 December 2020`, `Original: English`.
    """
    document = passage.document
    whole = Block("document", "", passage.block.span, None)
    for printed, predicate in ((document.symbol, "kfo:symbol"), (document.job_number, "kfo:jobNumber")):
        if printed:
            yield Claim(
                "statement",
                passage.block.slug,
                (("about", whole), ("subject", whole), ("predicate", predicate), ("object", printed.value)),
                (_published(passage, printed),),
                "",
            )
    if document.distributed and document.distributed.day:
        yield statement(passage, (document.distributed.span,), whole, "dcterms:issued", document.distributed.day)
    if document.language:
        yield statement(passage, (document.language.span,), whole, "dcterms:language", document.language.value)


def _published(passage: Passage, printed: Printed) -> Evidence:
    """Furniture is no part of the clean text: its words are cited from the published text directly."""
    quote = passage.document.report.text[printed.span.start : printed.span.end]
    return Evidence(passage.block.slug, printed.span, quote, quote)
