"""How many troops the mission has in theatre, in translations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from kfor_graph.document.namings import namings
from kfor_graph.document.wordings import WORDINGS
from kfor_graph.extract.claims import observation, population
from kfor_graph.extract.counts.translated import FIGURE, Figures, as_at, figures, quantity
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim
from kfor_graph.texts import Period, Span

_TROOPS = {"fr": r"(?:soldats|militaires|hommes|troupes)", "es": r"(?:efectivos|soldados|militares|tropas|hombres)"}
_THEATRE = {
    "fr": r"(?:théâtre(?:\sd['’]opérations)?|zone\sd['’]opérations)",
    "es": r"(?:teatro(?:\sde\soperaciones)?|zona\sde\soperaciones)",
}
_OWN = {
    "fr": (
        r"(?:de|des|du|la|le|les|au|aux|en|sur|dans|à|et|soldats|militaires|hommes|troupes|personnels?|effectifs?|contingents?|présents?|présentes?"
        r"|déployés?|déployées?|stationnés?|stationnées?|actuellement|alors|étaient|sont|théâtre|zone|opérations|Force)\b|[dl]['’]|\([A-Z]+\)|\s+"
    ),
    "es": (
        r"(?:de|del|la|las|el|los|al|en|y|efectivos|soldados|militares|tropas|hombres|personal|contingentes?|presentes?|desplegad[oa]s?|destacad[oa]s?"
        r"|estacionad[oa]s?|actualmente|entonces|estaban|están|teatro|zona|operaciones|Fuerza)\b|\([A-Z]+\)|\s+"
    ),
}
"Words for troops in theatre: where nothing else is named, the whole mission is meant."

_AFTER = {
    "fr": r"(?=\s?(?:[.,;:()]|\Z)|\s(?:dont|y\scompris|provenant|venant|fournis|issus|originaires|sur|dans)\b)",
    "es": r"(?=\s?(?:[.,;:()]|\Z)|\s(?:incluid[oa]s|procedentes|provenientes|aportad[oa]s|entre|en)\b)",
}
"What may stand behind a total: no noun but troops."

_TOTAL = {
    "fr": (
        r"(?:[Ll]es?\s|[Ll]['’])?(?P<of>nombre\stotal|total|effectif\s(?:total|global)|effectifs(?:\stotaux)?)\b(?P<whose1>[^.;,\d]{{0,100}}?)"
        r"\s(?:était|est|étaient|sont|s['’]élevai(?:en)?t|s['’]élève(?:nt)?|s['’]établissai(?:en)?t|s['’]établi(?:ssen)?t|demeurait|demeure|restait|reste"
        r"|atteignai(?:en)?t|se\schiffrait|se\smontait)(?:,\sau\s{day},)?\s(?:toujours\s|encore\s)?(?:(?:à|de)\s|d['’])?(?:(?P<q1>{q})\s?)?(?P<n1>{n})(?:\s(?P<what1>{troops}))?{after}"
        r"|(?:[Ii]l\sy\s(?:avait|a)|(?P<has>comptait|compte|disposait|dispose))\s(?:de\s|d['’])?(?:(?P<q2>{q})\s?)?(?P<n2>{n})"
        r"\s(?P<whose2>{troops}[^.;,\d]{{0,80}}?\s(?:sur|dans)\s(?:le|la)\s{theatre})"
        r"|(?:(?P<q3>{q})\s?)?(?P<n3>{n})\s(?P<whose3>{troops}[^.;,\d]{{0,60}}?\s(?:étaient|sont)\s[^.;,\d]{{0,60}}?\s(?:sur|dans)\s(?:le|la)\s{theatre})"
    ),
    "es": (
        r"(?:[Ee]l\s)?(?P<of>número\stotal|total|número)\b(?P<whose1>[^.;,\d]{{0,100}}?)"
        r"\s(?:era|es|fue|ascendía|asciende|ascendió|se\selevaba|se\seleva|se\scifraba|se\scifra|se\ssituaba|se\ssitúa|se\smantenía|se\smantuvo|se\smantiene"
        r"|seguía\ssiendo|sigue\ssiendo)(?:,\sal?\s{day},)?\s(?:(?:de|a|en)\s)?(?:(?P<q1>{q})\s)?(?P<n1>{n})(?:\s(?P<what1>{troops}))?{after}"
        r"|(?:[Hh]abía|[Hh]ay|(?P<has>contaba\scon|cuenta\scon|tenía|tiene))\s(?:(?P<q2>{q})\s)?(?P<n2>{n})"
        r"\s(?P<whose2>{troops}[^.;,\d]{{0,80}}?\sen\s(?:el|la)\s{theatre})"
        r"|(?:(?P<q3>{q})\s)?(?P<n3>{n})\s(?P<whose3>{troops}[^.;,\d]{{0,60}}?\s(?:estaban|están)\s[^.;,\d]{{0,60}}?\sen\s(?:el|la)\s{theatre})"
    ),
}
_NON_NATO = {
    "fr": (
        r"(?:[Cc]e\s(?:chiffre|nombre|total)\s(?:comprend|comprenait|inclut|incluait)|(?:ce\s)?qui\s(?:comprend|comprenait)|comprenant|dont|y\scompris)"
        r"\s(?:(?P<q>{q})\s?)?(?P<n>{n})\s(?:{troops}\s)?(?:(?:provenant|provenaient|proviennent|venant|venaient|fournis|issus|originaires)\s)?(?:de|des|par\sdes)\s"
        r"pays\s(?:non\smembres\sde|qui\sne\ssont\spas\smembres\sde|(?:n['’]appartenant|qui\sn['’]appartiennent)\spas\sà|ne\sfaisant\spas\spartie\sde|extérieurs\sà)"
        r"\s(?:la\s|l['’])(?:{nato}|Alliance)(?!\w)"
    ),
    "es": (
        r"(?:(?:[EeÉé]st?[ea]\s|[Ee]l\s)(?:número|cifra|total)\s(?:incluye|incluía|comprende|comprendía)|que\s(?:incluye|incluía)|incluid[oa]s|entre\sell[oa]s,?"
        r"|de\s(?:los\scuales|las\scuales|ell[oa]s),?)\s(?:a\s)?(?:(?P<q>{q})\s)?(?P<n>{n})\s(?:{troops}\s)?(?:(?:procedían|proceden|procedentes|provenientes)\s)?"
        r"(?:son\s|eran\s)?de\s(?:los\s)?(?:países|Estados|naciones)\s(?:que\sno\s(?:son|eran)\smiembros\sde|no\smiembros\sde|que\sno\spertenecen\sa"
        r"|no\spertenecientes\sa|ajenos\sa)\sla\s(?:{nato}|Alianza)(?!\w)"
    ),
}
_NOT_SO = {
    "fr": r"\b(?:si|devrai\w+|pourrai\w+|serai\w+|sera|seront|prévu\w*|prévoi\w+|plafond|autorisé\w*|objectif|moyenne|précédent\w*|dernier|passé)\b|\bs['’]il",
    "es": r"\b(?:si|debería\w*|podría\w*|será\w*|prev(?:é|isto|ista)\w*|límite|autorizad\w+|objetivo|promedio|anterior\w*|últim\w+|pasado)\b",
}
"Words before a total that make it none of this period, or no fact."


@dataclass(frozen=True, slots=True)
class _Forms:
    """The patterns of one language."""

    figures: Figures
    troops: re.Pattern[str]
    own: re.Pattern[str]
    total: re.Pattern[str]
    non_nato: re.Pattern[str]
    not_so: re.Pattern[str]
    month: re.Pattern[str]


@cache
def _forms(language: str) -> _Forms:
    found, calendar = figures(language), WORDINGS[language].calendar
    named = {
        "q": found.qualifier,
        "n": FIGURE,
        "troops": _TROOPS[language],
        "theatre": _THEATRE[language],
        "after": _AFTER[language],
        "day": calendar.full,
        "nato": namings()[language].pattern("org/nato"),
    }
    return _Forms(
        found,
        re.compile(rf"{_TROOPS[language]}|\beffectif"),
        re.compile(_OWN[language]),
        re.compile(_TOTAL[language].format(**named)),
        re.compile(_NON_NATO[language].format(**named)),
        re.compile(_NOT_SO[language]),
        re.compile(rf"(?:{calendar.range})|(?P<month>\b{calendar.month})"),
    )


def translated_strength(passage: Passage) -> Iterator[Claim]:
    """The total of troops in theatre, and the part from outside NATO, as a French or Spanish translation gives them.

    Example: `Au 30 septembre 2007, «le nombre total de soldats présents sur le théâtre était de 15 314», «dont 2 389 soldats de pays non
    membres de l’OTAN».` What is named beside the mission, such as a contingent, a reserve or another month, makes it no total.
    """
    forms = _forms(passage.document.text_language)
    if not passage.mission or not forms.troops.search(passage.text, passage.block.span.start, passage.block.span.end):
        return
    for match in passage.find(forms.total):
        which = next(number for number in "123" if match[f"n{number}"])
        figure = Span(*match.span(f"n{which}"))
        time = as_at(forms.figures, passage, figure.start)
        if not _is_of_mission(passage, forms, match, which) or not _is_now(passage, forms, match, time):
            continue
        parts = list(_non_nato(passage, forms, match.end(), time))
        yield from parts
        amount = quantity(forms.figures, passage, figure, match[f"q{which}"])
        more = tuple(("includes", part) for part in parts)
        if total := observation(passage, (Span(*match.span()),), "troop-strength", amount, "persons", passage.mission, time, more):
            yield total


def _is_of_mission(passage: Passage, forms: _Forms, match: re.Match[str], which: str) -> bool:
    """Whether the troops are the mission's: it has them, and nothing is named but the mission, its area and troops in theatre."""
    if not forms.troops.search(match[0]):
        return False
    named = [mention.span for mention in passage.mentions if mention.entity in {passage.mission, passage.area}]
    if match["has"] and not any(span.end + 1 == match.start() for span in named):
        return False
    at, end = match.span(f"whose{which}")
    while at < end:
        mention = next((span for span in named if span.start == at), None)
        own = forms.own.match(passage.text, at, end)
        if not mention and not own:
            return False
        at = mention.end if mention else own.end() if own else end
    return True


def _is_now(passage: Passage, forms: _Forms, match: re.Match[str], time: date | Period | None) -> bool:
    """Whether the total is told as a fact, of a day that is told or of the reporting period, not of another month."""
    start = passage.sentence(match.start()).start
    if forms.not_so.search(passage.text, start, match.end()):
        return False
    return isinstance(time, date) or not any(found["month"] for found in passage.find(forms.month, Span(start, match.start())))


def _non_nato(passage: Passage, forms: _Forms, after: int, time: date | Period | None) -> Iterator[Claim]:
    """The part that is told in the same or the next sentence."""
    sentences = [span for span in passage.block.sentences if span.end > after]
    for match in passage.find(forms.non_nato, Span(after, sentences[min(1, len(sentences) - 1)].end)) if sentences else ():
        amount = quantity(forms.figures, passage, Span(*match.span("n")), match["q"])
        part = passage.mission and observation(
            passage, (Span(*match.span()),), "troop-strength", amount, "persons", passage.mission, time, population("non-nato")
        )
        if part:
            yield part
            return
