"""The words by which translations show their structure: one table a language. Between words stands a blank; ' is either apostrophe."""

from dataclasses import dataclass

from kfor_graph.document.calendars import FRENCH, SPANISH, Calendar
from kfor_graph.document.namings import Naming, namings


@dataclass(frozen=True, slots=True)
class Wording:
    """What a language says where."""

    calendar: Calendar
    "its dates"
    letter: str
    "the beginning of a letter's heading, up to its date"
    to: str
    "what leads from the date to the addressee"
    by: str
    "what leads from the addressee to the sender"
    labels: tuple[tuple[str, str], ...]
    "labels of attachments, longest first, and the slug that stands for each in every language"
    title: str
    "the beginning of a report's title"
    passing: str
    "verbs and phrases by which a letter passes something on"
    covering: str
    "what a report does with its period"
    period_words: str
    "all that may stand between that and the range"
    distributed: str
    "what stands before the distribution date"
    original: str
    "what stands before the original language"
    languages: tuple[tuple[str, str], ...]
    "names of languages and their tags"

    def pattern(self, field: str) -> str:
        """The words of a field as a pattern."""
        return words(getattr(self, field))


def words(plain: str) -> str:
    """Plain words as a pattern: any blank, either apostrophe."""
    return plain.replace("'", "['’]").replace(" ", r"\s")


WORDINGS = {
    "fr": Wording(
        calendar=FRENCH,
        letter="Lettres? (?:identiques )?dat[ée]es? (?:du|le) ",
        to=",? (?:et )?adressées? (?:respectivement )?(?:au |à la |à l')",
        by=",? par (?:le |la |l')",
        labels=(("Pièce jointe", "enclosure"), ("Appendice", "appendix"), ("Annexe", "annex")),
        title="Rapport",
        passing="transme(?:ts?|ttre|ttant)|transmis|ci-joint|faire tenir|faire parvenir|communi(?:quer|cation datée)|joins",
        covering="périodes?|couvr(?:e|ent|ait|ant)|port(?:e|ent|ait|ant) sur|mois",
        period_words="considérée|à l'examen|visée|couverte|allant|va|qui|comprise?|s'étendant|écoulée|du|de|d'|entre|le|la|au|cours|mois|période",
        distributed="Distr. ?:? ?(?:générale|GÉNÉRALE|limitée|LIMITÉE|General|GENERAL) ",
        original="Original",
        languages=(("anglais", "en"), ("français", "fr"), ("espagnol", "es"), ("russe", "ru"), ("chinois", "zh"), ("arabe", "ar")),
    ),
    "es": Wording(
        calendar=SPANISH,
        letter="Cartas? (?:idénticas )?(?:de fecha|fechadas? el) ",
        to=",? dirigidas? (?:respectivamente )?(?:al |a la )",
        by=",? por (?:el |la )",
        labels=(("Documento adjunto", "enclosure"), ("Apéndice", "appendix"), ("Adjunto", "enclosure"), ("Anexo", "annex")),
        title="Informe",
        passing="transmit(?:ir|o|e|iendo)|transmite|remit(?:ir|o|e|iendo)|adjunt[oa]s?|hacer llegar|comunicación de fecha",
        covering="períodos?|periodos?|abarcan?|abarcaba|abarcando|correspondientes? al?|relativ[oa]s? al?|mes",
        period_words=(
            "que|se|examina|sobre|el|informa|objeto|examen|comprendido|transcurrido|va|abarca|del?|desde|entre|al?|la|mes|período|periodo|presente|informe"
        ),
        distributed="Distr. ?:? ?(?:general|GENERAL|General|limitada|LIMITADA) ",
        original="Original",
        languages=(("inglés", "en"), ("francés", "fr"), ("español", "es"), ("ruso", "ru"), ("chino", "zh"), ("árabe", "ar")),
    ),
}
"Language → its words. A language that is not here is recognised, but not read."


def naming(language: str) -> Naming:
    """The names of a language that has a wording."""
    return namings()[language]
