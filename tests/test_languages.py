"""Translations: the language of a text, and what is taken from it."""

import time
from datetime import date
from pathlib import Path

import pytest

from kfor_graph.corpus.read import read, read_file
from kfor_graph.document import namings as namings_module
from kfor_graph.document.calendars import FRENCH, SPANISH, Calendar
from kfor_graph.document.languages import language_of
from kfor_graph.document.namings import namings
from kfor_graph.document.outline import outline
from kfor_graph.errors import OntologyError, SourceError
from kfor_graph.extract.extract import Extraction, extract
from kfor_graph.extract.rules import RULES
from kfor_graph.model import Claim
from kfor_graph.pipeline import Found, process
from kfor_graph.texts import Block, Document, Sidecar
from kfor_graph.vocabulary import vocabulary

ROOT = Path(__file__).parent.parent

ENGLISH_TEXT = """United Nations S/2005/431
Security Council
Distr.: General
8 July 2005
Original: English

05-41234 (E) 110705

Letter dated 5 July 2005 from the Secretary-General addressed to the President of the Security Council

I have the honour to convey the attached report for the period from 1 to 30 June 2005.

(Signed) Kofi A. Annan

Annex

Letter dated 2 July 2005 from the Secretary-General of the North Atlantic Treaty Organization to the Secretary-General

I attach a report on the operations of the Force.

(Signed) Jaap de Hoop Scheffer

Enclosure

Monthly report to the United Nations on the operations of the Kosovo Force

1. The present report covers the period from 1 to 30 June 2005.

2. As at 28 June 2005, the total number of troops in theatre was 17,402. This includes 2,911 troops from non-NATO countries.

Security situation

3. The situation stayed calm. Two explosions occurred in Pristina on 12 June 2005. No incidents were reported.
"""
FRENCH_TEXT = """Nations Unies S/2005/431
Conseil de sécurité
Distr. générale
8 juillet 2005
Français
Original : anglais

05-41234 (F) 110705

Lettre datée du 5 juillet 2005, adressée au Président du Conseil
de sécurité par le Secrétaire général

J’ai l’honneur de vous transmettre ci-joint le rapport pour la période allant du 1er au 30 juin 2005.

(Signé) Kofi A. Annan

Annexe

Lettre datée du 2 juillet 2005, adressée au Secrétaire général par le Secrétaire général de l’Organisation du Traité de l’Atlantique Nord

Je joins un rapport sur les opérations de la Force.

(Signé) Jaap de Hoop Scheffer

Pièce jointe

Rapport mensuel à l’Organisation des Nations Unies sur les opérations de la Force de paix au Kosovo

1. Le présent rapport porte sur la période du 1er au 30 juin 2005.

2. Au 28 juin 2005, le nombre total de soldats présents sur le théâtre était de 17 402. Ce chiffre comprend 2 911 soldats de pays non
membres de l’OTAN.

Situation en matière de sécurité

3. La situation est restée calme. Deux explosions ont eu lieu à Pristina le 12 juin 2005. Aucun incident n’a été signalé.
"""
SPANISH_TEXT = """Naciones Unidas S/2005/431
Consejo de Seguridad
Distr. general
8 de julio de 2005
Español
Original: inglés

05-41234 (S) 110705

Carta de fecha 5 de julio de 2005 dirigida al Presidente del Consejo
de Seguridad por el Secretario General

Tengo el honor de transmitir el informe adjunto, que abarca el período comprendido entre el 1 y el 30 de junio de 2005.

(Firmado) Kofi A. Annan

Anexo

Carta de fecha 2 de julio de 2005 dirigida al Secretario General
por el Secretario General de la Organización del Tratado del Atlántico Norte

Adjunto un informe sobre las operaciones de la Fuerza.

(Firmado) Jaap de Hoop Scheffer

Documento adjunto

Informe mensual a las Naciones Unidas sobre las operaciones de la Fuerza Internacional de Seguridad en Kosovo

1.
El presente informe abarca el período comprendido entre el 1º y el 30 de junio de 2005.

2.
Al 28 de junio de 2005, el número total de efectivos en el teatro de operaciones era de 17.402. Esta cifra incluye 2.911 efectivos de países
que no son miembros de la OTAN.

Situación de seguridad

3.
La situación siguió en calma. El 12 de junio de 2005 hubo dos explosiones en Pristina. No se informó de ningún incidente.
"""
RUSSIAN_TEXT = """Организация Объединенных Наций S/2005/431
Совет Безопасности
Distr.: General
8 July 2005

05-41234 (R) 110705

Письмо Генерального секретаря от 5 июля 2005 года на имя Председателя Совета Безопасности

Имею честь препроводить доклад о деятельности Сил для Косово (СДК), который вы получили бы и так.

1. Доклад охватывает период с 1 по 30 июня 2005 года. As at 28 June 2005, the total number of KFOR troops in theatre was 17,402.
"""
CHINESE_TEXT = """S/2005/431

安全理事会

2005年7月5日秘书长给安全理事会主席的信

谨随函附上关于驻科部队的报告。报告期间为2005年6月1日至30日。
"""
ARABIC_TEXT = """S/2005/431

مجلس الأمن

رسالة موجهة من الأمين العام إلى رئيس مجلس الأمن

أتشرف بأن أحيل إليكم طيه تقريرا عن عمليات القوة في شهر حزيران
"""
GERMAN_TEXT = """S/2005/431

Sicherheitsrat

1. Dieser Bericht umfasst den Monat Juni. Die Lage blieb ruhig, und nur an den Brücken standen nachts noch Wachen. Man half beim Bau einer
Schule und lieferte Holz an mehrere Dörfer im Norden. Danach kehrten alle Einheiten wieder zu ihren Standorten zurück, ohne dass jemand
verletzt worden wäre. Wegen des Wetters fielen einige Flüge aus. Die Übung im Süden dauerte drei Tage und endete mit einem kleinen Fest,
an dem auch Gäste aus den Nachbargemeinden gern teilnahmen, weil dort Musik gespielt wurde und es reichlich zu essen gab.
"""
UNREAD = {"ru": RUSSIAN_TEXT, "zh": CHINESE_TEXT, "ar": ARABIC_TEXT, "und": GERMAN_TEXT}
TRANSLATIONS = {"fr": FRENCH_TEXT, "es": SPANISH_TEXT}


def document(text: str, sidecar: Sidecar | None = None) -> Document:
    """A text as a document."""
    return outline(read("r.txt", text.encode(), sidecar or Sidecar()))


def taken(text: str) -> Extraction:
    """What the rules take from a text."""
    return extract(document(text), vocabulary())


def slots(claim: Claim) -> list[str]:
    """What a claim says without the way in which it is printed."""
    part = claim.get("includes")
    inner = slots(part) if isinstance(part, Claim) else []
    own = ((name, value) for name, value in claim.slots if name not in {"printed", "includes"})
    return [f"{name}={value.slug if isinstance(value, Block) else value}" for name, value in own] + inner


def facts(text: str) -> list[list[str]]:
    """Masthead, letters, period and strength of a text."""
    wanted = ("kfo:symbol", "kfo:job", "dcterms:issued", "dcterms:language", "dcterms:date", "kfo:signed", "kfo:addressed", "kfo:covers")
    claims = taken(text).claims
    return [slots(claim) for claim in claims if str(claim.get("predicate")).startswith(wanted) or "troop" in str(claim.get("indicator"))]


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_says_what_the_original_says(language: str) -> None:
    """Symbol, job number, dates, offices, signatories, period and strength are equal in all slots; only the words differ."""
    assert document(TRANSLATIONS[language]).text_language == language
    assert document(TRANSLATIONS[language]).key == document(ENGLISH_TEXT).key == "S-2005-431"
    assert len(facts(ENGLISH_TEXT)) == 15
    assert facts(TRANSLATIONS[language]) == facts(ENGLISH_TEXT)


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_the_layout_of_a_translation_does_not_matter(language: str) -> None:
    """The same on one line."""
    text = TRANSLATIONS[language]
    assert [str(claim) for claim in taken(" ".join(text.split())).claims] == [str(claim) for claim in taken(text).claims]


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_figures_are_printed_as_there(language: str) -> None:
    """Thousands with blanks or points; the words that they stand in are those of the text."""
    printed = [str(claim.get("printed")) for claim in taken(TRANSLATIONS[language]).claims if claim.kind == "observation"]
    assert printed == {"fr": ["2 911", "17 402"], "es": ["2.911", "17.402"]}[language]


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_parts_have_the_same_names_in_every_language(language: str) -> None:
    """Letters, annex, enclosure, report and paragraphs, under the headings of the translation."""
    found, original = document(TRANSLATIONS[language]), document(ENGLISH_TEXT)
    assert [(block.slug, block.parent) for block in found.blocks] == [(block.slug, block.parent) for block in original.blocks]
    assert [item.transmits for item in found.letters] == [item.transmits for item in original.letters]
    headings = [item.heading and item.heading.value for item in found.reports[0].paragraphs]
    assert headings == [None, None, {"fr": "Situation en matière de sécurité", "es": "Situación de seguridad"}[language]]


@pytest.mark.parametrize("language", [*TRANSLATIONS, *UNREAD])
def test_no_rule_for_english_runs_on_another_language(language: str) -> None:
    """Not even where English sentences stand among the others; and no English name is looked for."""
    english = "\n4. The threat level against the Force is low. Three KFOR soldiers were injured in Pec on 3 June.\n"
    text = {**TRANSLATIONS, **UNREAD}[language] + english
    found = taken(text)
    own = {rule.__name__ for kind, rules in RULES.items() if kind.startswith("translated ") for rule in rules}
    assert {claim.rule for claim in found.claims} <= own
    assert not any(mention.entity.slug in {"peja", "pec"} for _, mention in found.mentions)


@pytest.mark.parametrize("language", UNREAD)
def test_a_language_that_is_not_read_is_refused_honestly(language: str) -> None:
    """The document, its source, symbol and job number, and one line that says so; nothing that breaks a shape."""
    found = document(UNREAD[language])
    assert (found.text_language, found.key, found.letters, found.reports) == (language, "S-2005-431", (), ())
    extraction = extract(found, vocabulary())
    assert {str(claim.get("predicate")) for claim in extraction.claims} <= {"kfo:symbol", "kfo:jobNumber"}
    assert [(finding.severity, finding.message.split(":")[0]) for finding in extraction.findings] == [
        ("Info", "unsupported language" + ("" if language == "und" else f" {language}"))
    ]
    assert extraction.mentions == ()


@pytest.mark.parametrize("language", [*TRANSLATIONS, *UNREAD])
def test_graphs_of_translations_keep_the_shapes(language: str, tmp_path: Path) -> None:
    """No Violation."""
    (tmp_path / "r.txt").write_text({**TRANSLATIONS, **UNREAD}[language], encoding="utf-8")
    summary = process(Found(tmp_path / "r.txt", Sidecar())).summary
    assert [finding.message for finding in summary.findings if finding.severity == "Violation"] == []


def test_a_translation_without_numbered_paragraphs_is_a_document() -> None:
    """As long as its symbol or its letters are recognised, or a sidecar knows it; else it is no report."""
    letters = FRENCH_TEXT.partition("Pièce jointe")[0]
    found = document(letters)
    assert (len(found.letters), found.reports, found.key) == (2, (), "S-2005-431")
    assert document(letters[letters.index("Lettre") :]).key == "letter-2005-07-05"
    prose = "Les roses sont rouges et les violettes sont bleues dans le jardin du roi.\n"
    assert document(prose, Sidecar(symbol="S/2005/1")).text_language == "fr"
    with pytest.raises(SourceError, match="no numbered paragraph found, no letter and no symbol"):
        document(prose)


def test_a_symbol_in_a_sentence_of_a_translation_is_a_citation() -> None:
    """Only mastheads and running heads name the document."""
    text = FRENCH_TEXT.replace("Nations Unies S/2005/431\n", "").replace("J’ai", "Comme suite à ma lettre (S/2004/99), j’ai")
    assert document(text).symbol is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The past month was quiet.", "en"),
        ("Kosovo Force: troops, vehicles, helicopters", "en"),
        ("La situation est restée calme dans les villages du nord et au bord des rivières.", "fr"),
        ("La situación de los pueblos del norte y las aldeas siguió en calma por una semana.", "es"),
        ("Ситуация оставалась спокойной, и новых случаев не было.", "ru"),
        ("Ситуација је остала мирна, и нових случајева није било.", "und"),
        ("过去一个月局势平静。", "zh"),
        ("先月の情勢は平穏であった。", "und"),
        ("بقي الوضع هادئا خلال الشهر", "ar"),
        ("وضعیت در ماه گذشته آرام بود و پلیس گزارش چندانی نداشت", "und"),
        ("Η κατάσταση παρέμεινε ήρεμη.", "und"),
        ("La situazione nel nord del paese è rimasta calma per tutto il mese, e le truppe non hanno avuto perdite. " * 6, "und"),
        ("The calm of the villages was broken by a shot.\nLe calme des villages a été rompu par un coup.\n" * 3, "en"),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    """By script and letters, or by function words; a few words without any are taken for English, sisters of a language are not it."""
    assert language_of(text) == language


def test_recognition_costs_next_to_nothing() -> None:
    """The published reports are English, and to see that takes a fraction of a millisecond."""
    for path in sorted((ROOT / "reports").glob("*[0-9].*")):
        clean = read_file(path).clean
        spent = []
        for _ in range(50):
            start = time.perf_counter()
            assert language_of(clean) == "en"
            spent.append(time.perf_counter() - start)
        assert min(spent) < 0.0005


@pytest.mark.parametrize(
    ("calendar", "words", "expected"),
    [
        (FRENCH, "1er août 2007", date(2007, 8, 1)),
        (FRENCH, "28 fevrier 2007", date(2007, 2, 28)),
        (FRENCH, "31 février 2007", None),
        (FRENCH, "5 November 2007", None),
        (FRENCH, "12 décembre", date(2005, 12, 12)),
        (SPANISH, "1.º de abril de 2020", date(2020, 4, 1)),
        (SPANISH, "9 de setiembre del 2003", date(2003, 9, 9)),
        (SPANISH, "3 de mayo", date(2006, 5, 3)),
        (SPANISH, "3 mai 2006", None),
    ],
)
def test_dates_of_translations(calendar: Calendar, words: str, expected: date | None) -> None:
    """A strict grammar; without a year, the last such day up to 30 June 2006."""
    assert calendar.parse_date(words, date(2006, 6, 30)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Le présent rapport couvre la période allant du 16 décembre 2010 au 15 mars 2011.", "2010-12-16 2011-03-15"),
        ("Pendant la période considérée (1er avril-30 juin 2020), les patrouilles et les vols.", "2020-04-01 2020-06-30"),
        ("Le présent rapport porte sur le mois de septembre 2007 et les faits du nord.", "2007-09-01 2007-09-30"),
        ("Pendant la période, des patrouilles ont eu lieu du 3 au 5 mai 2005 dans les villages.", None),
        ("El informe abarca el período del 1 de abril al 30 de junio de 2020 y las patrullas.", "2020-04-01 2020-06-30"),
        ("Durante el período sobre el que se informa (1 a 31 de mayo de 2003), las patrullas.", "2003-05-01 2003-05-31"),
        ("En el período hubo una reunión y las patrullas del 3 al 5 de mayo de 2005 por el norte.", None),
    ],
)
def test_periods_of_translations(words: str, expected: str | None) -> None:
    """Only what the text says is covered; days on which something happened are no period."""
    period = document(f"1. {words}\n").reports[0].period
    assert (f"{period.period.start} {period.period.end}" if period else None) == expected


def test_every_name_is_that_of_an_entity() -> None:
    """Each line of the names of translations leads to an entity of the gazetteer; "Secrétaire général" in other offices is no mention."""
    for naming in namings().values():
        for kind, slug in naming._names.values():
            assert vocabulary().entity(kind, slug), f"{kind}/{slug}"
    text = FRENCH_TEXT.replace("calme.", "calme. Le Secrétaire général adjoint aux opérations de la KFOR a vu l’OTAN.")
    named = [mention.entity.slug for block, mention in taken(text).mentions if block == "report-1-p3"]
    assert named == ["kfor", "nato"]


def test_a_broken_line_of_names_is_an_error_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """File, line and remedy."""
    (tmp_path / "translations.tsv").write_text("# names\nfr\tmission\tKFOR\n", encoding="utf-8")
    monkeypatch.setattr(namings_module, "folder", lambda _name: tmp_path)
    with pytest.raises(OntologyError, match=r"translations\.tsv:2: no name of an entity"):
        namings.__wrapped__()
