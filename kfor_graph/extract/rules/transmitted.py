"""What a cover letter says of the letters that it passes on."""

import re
from collections.abc import Iterator

from kfor_graph.document.dates import DATE, full_day
from kfor_graph.extract.actors.persons import person
from kfor_graph.extract.actors.roles import role
from kfor_graph.extract.claims import statement
from kfor_graph.extract.correspondence import transmits
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim
from kfor_graph.patterns import begins_with
from kfor_graph.texts import Letter, Span

_DATED = re.compile(rf"\b(?:letters?|communications?),?\s(?:[a-z]+\s){{0,3}}dated\s(?P<dates>{DATE}(?:(?:,\s|,?\sand\s){DATE})*)")
_ONE = re.compile(DATE)
_FROM = begins_with("f", r"\bfrom\sthe\s(?P<role>[^,;.]{5,120}?),\s(?P<name>[^,;.]{4,60}?)(?=,|\.|;|\swhich|\stransmitting)")


def transmitted(passage: Passage) -> Iterator[Claim]:
    """Dates and office of inner letters as the cover letter gives them, paired in order; only where the counts agree.

    Example: `the attached letters, dated «3 August 2020» and «24 November 2020», from the «Secretary-General of the North Atlantic
    Treaty Organization», Jens Stoltenberg`.
    """
    inner = _inner(passage)
    if not inner:
        return
    if inner[0].block.parent == passage.block.slug:
        yield from _named_only(passage, inner[0])
        return
    for match in passage.find(_DATED):
        spans = [Span(*found.span()) for found in _ONE.finditer(passage.text, *match.span("dates"))]
        if len(spans) == len(inner):
            for item, span in zip(inner, spans, strict=True):
                if day := full_day(passage.words(span)):
                    yield statement(passage, (span,), item.block, "dcterms:date", day)
    for match in passage.find(_FROM):
        office = role(passage.vocabulary, match["role"])
        for item in inner:
            if office and not item.sender and item.signatory and item.signatory.value == match["name"]:
                yield statement(passage, (Span(match.start("role"), match.end("name")),), item.block, "kfo:signedAs", office)


def _named_only(passage: Passage, item: Letter) -> Iterator[Claim]:
    """What the cover letter says of a letter that is not printed."""
    if item.dated and item.dated.day:
        yield statement(passage, (item.dated.span,), item.block, "dcterms:date", item.dated.day)
    if item.signatory:
        yield statement(passage, (item.signatory.span,), item.block, "kfo:signedBy", person(passage.vocabulary, item.signatory.value))
    if item.sender and (office := role(passage.vocabulary, item.sender.value)):
        yield statement(passage, (item.sender.span,), item.block, "kfo:signedAs", office)
    yield from transmits(passage, item, passage.sentence(item.block.span.start))


def _inner(passage: Passage) -> list[Letter]:
    """The letters that the block's letter passes on."""
    letters = {item.block.slug: item for item in passage.document.letters}
    return [letters[slug] for slug in letters[passage.block.slug].transmits if slug in letters]
