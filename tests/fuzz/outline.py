"""A text → its structure: letters, annexes, reports, numbered paragraphs."""

import re
from collections.abc import Iterator

from kfor_graph.corpus.read import read
from kfor_graph.document.outline import outline
from kfor_graph.errors import SourceError
from kfor_graph.texts import Document
from tests.fuzz._target import Target, now_and_then
from tests.fuzz._texts import HEAD, reports

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def check(data: bytes) -> None:
    """A document whose parts lie in its text, in order and each of its own name, or an error that a user can mend."""
    try:
        document = outline(read("r.txt", data))
    except SourceError as error:
        assert "\n" not in str(error)
        return
    well_formed(document)
    if now_and_then(data):
        assert outline(read("r.txt", data)) == document


def well_formed(document: Document) -> None:
    """What must hold of every document."""
    length = len(document.report.clean)
    assert KEY.fullmatch(document.key), document.key
    blocks = [*document.blocks, *(paragraph for report in document.reports for paragraph in report.paragraphs)]
    slugs = [block.slug for block in blocks]
    assert len(set(slugs)) == len(slugs)
    assert {block.parent for block in blocks} - {None} <= set(slugs)
    assert all(0 <= block.span.start <= block.span.end <= length for block in blocks)
    for letter in document.letters:
        assert set(letter.transmits) <= set(slugs)
    for report in document.reports:
        end = 0
        for paragraph in report.paragraphs:
            assert end <= paragraph.span.start < paragraph.span.end
            end = paragraph.span.end
            assert all(span in paragraph.span and len(span) for span in paragraph.sentences)
    for printed in (document.symbol, document.job_number):
        assert printed is None or printed.span.end <= len(document.report.text)


def seeds() -> Iterator[bytes]:
    """Reports, and a little of each form."""
    yield from reports()
    yield (HEAD + "All was calm.\n\n3. (a) One. (b) Two.\n").encode()
    yield b"United Nations S/2007/652\n\nSecurity Council\n\nDistr.: General\n1 May 2007\n\nOriginal: English\n\nLetter dated 1 May 2007 from the Secretary-General addressed to the President of the Security Council\n\n(Signed) Ban Ki-moon\n\nAnnex\n\nLetter dated 30 April 2007 from A to B\n\n(Signed) C\n\nEnclosure\n\nReport to the United Nations on Kosovo Force operations\n\n1. Over the period 1 to 31 March 2007.\n"
    yield "Nations Unies S/2001/999\n\nConseil de sécurité\n\nLettre datée du 1er mai 2001, adressée au Président\n\nAnnexe\n\nRapport\n\n1. La période du 1er au 31 mars 2001. Le nombre total des troupes était de 4 500.\n".encode()
    yield "Naciones Unidas S/2001/999\n\nCarta de fecha 1 de mayo de 2001 dirigida al Presidente\n\nAnexo\n\n1. El período del 1 al 31 de marzo.\n".encode()


def words() -> Iterator[str]:
    """Beginnings of parts."""
    yield from (
        "Annex", "Enclosure", "Appendix", "Letter dated 1 May 2000 from ", " addressed to ", "(Signed) ", "Report to the United Nations on ",
        "\n\n1. ", "\n\n2. ", "\n\n3. ", "\n\n1\n\n", "covers the period from ", "1 to 31 March 2005", "S/2007/652", "Distr.: General",
        "Original: English", "07-58315", "Annexe", "Lettre datée du ", "Carta de fecha ", "Anexo", "Rapport ", "(a) ", "I. ", "IV.\n", "\n\n",
        "29 February 2001", "31 June 2005", "March and April 2005", "l0 May 20O5", "S/1999/1", "United Nations", "Security Council",
    )  # fmt: skip


TARGET = Target("texts → documents with their parts", check, seeds, words, seconds=2)
