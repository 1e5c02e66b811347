"""Words of a paragraph → claims → quads: what is taken stands there, word for word."""

from collections.abc import Iterator

import pyoxigraph

from kfor_graph.corpus.read import read
from kfor_graph.document.outline import outline
from kfor_graph.errors import SourceError
from kfor_graph.extract.extract import extract
from kfor_graph.graph.build import build_counted
from kfor_graph.graph.identifiers import Identifiers
from kfor_graph.vocabulary import vocabulary
from tests.fuzz._target import Target, now_and_then
from tests.fuzz._texts import HEAD, paragraphs, stems


def check(data: bytes) -> None:
    """Each claim has words, and they are those of the text; its graph is valid, sorted RDF; the same each time."""
    try:
        document = outline(read("r.txt", HEAD.encode() + data))
    except SourceError:
        return
    found = extract(document, vocabulary())
    text = document.report.text
    for claim in found.claims:
        assert claim.evidence, claim
        for evidence in claim.evidence:
            assert evidence.quote and text[evidence.span.start : evidence.span.end] == evidence.quote, evidence
        assert "\n" not in str(claim)
    identifiers = Identifiers(document.key, found.claims)
    nquads, _ = build_counted(document, found.claims, found.mentions, vocabulary(), (), identifiers, {})
    lines = nquads.decode().split("\n")[:-1]
    assert lines == sorted(set(lines))
    assert sum(1 for _ in pyoxigraph.parse(nquads, format=pyoxigraph.RdfFormat.N_QUADS)) == len(lines)
    if now_and_then(data):
        again = extract(outline(read("r.txt", HEAD.encode() + data)), vocabulary())
        assert [str(claim) for claim in again.claims] == [str(claim) for claim in found.claims]


def seeds() -> Iterator[bytes]:
    """The paragraphs of all cases."""
    yield from (words.encode() for words in dict.fromkeys(paragraphs()))


def words() -> Iterator[str]:
    """What calls the rules, and what stands around."""
    yield from stems()
    yield from (
        " and ", ", ", ". ", "; ", " of whom ", " which ", "KFOR", "Kosovo Serb", "Kosovo Albanian", "Pristina", "Mitrovica", "UNMIK", "KPC",
        "on 7 June", "from 3 to 5 June 2005", "last month", "the reporting period", "1,234", "12.5 per cent", "two", "(a) ", "\n\n3. ", "no ",
        "allegedly ", "did not ", "resolution 1244 (1999)", "€1 million", "North Atlantic Treaty Organization", "Multinational Task Force North",
        "29 February", "0", "99999999999", "½", "Đakovica", "31 June", "one third",
    )  # fmt: skip


TARGET = Target("words of paragraphs → claims with their evidence → quads", check, seeds, words, longest=1500, seconds=2)
