"""People that words count: "46 Kosovar Albanians and 9 Kosovar Serbs", "two of the attackers", "a man"."""

import re
from dataclasses import dataclass, replace

from kfor_graph.extract.claims import group
from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Concept, Entity, Quantity
from kfor_graph.names import slug
from kfor_graph.texts import Span

_NOUN = (
    r"(?:persons?|people|civilians?|men|man|women|woman|boys?|girls?|youths?|juveniles?|minors?|teenagers?|adults?|individuals?|suspects?|gunm[ae]n|attackers?|assailants?|perpetrators?|smugglers?"
    r"|demonstrators?|protesters?|rioters?|members?|leaders?|officers?|policem[ae]n|policewom[ae]n|soldiers?|drivers?|brothers?|sisters?|relatives?|residents?|villagers?|inhabitants?|citizens?|nationals?|prisoners?"
    r"|detainees?|fugitives?|insurgents?|fighters?|extremists?|criminals?|thieves|thief|robbers?|politicians?|students?|veterans?|offenders?|passengers?|occupants?|employees?|officials?|foreigners?|migrants?|patients?"
    r"|children|child|fathers?|sons?|owners?|workers?|farmers?|businessm[ae]n|customers?|guards?|hunters?|lumberjacks?|woodcutters?|others?|returnees?|refugees?|pilgrims?|families|indictees?|commanders?|mayors?|councillors?|traffickers?|couriers?|Serbs?|Albanians?|Roma|Romas|Bosnia[ck]s?|Gorani|Goranis|Turks?|Croats?|Ashkali|Egyptians?)"
)
_STOP = r"(?:was|were|is|are|and|or|in|on|at|near|by|from|to|with|who|which|that|had|has|have|for|after|before|during|while|carrying|of(?!\s(?:the|them|these|those)\b))\b"
_COUNTED = re.compile(
    rf"(?<![\w,.-])(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER}|[Aa]n?|[Aa]nother)\s(?P<who>(?:(?!{_STOP})[\w'’-]+\s){{0,6}}?{_NOUN})\b(?P<of>\sof\s(?:the\s)?(?:(?!{_STOP})[\w'’-]+\s){{0,5}}?(?:groups?\b|[A-Z][\w-]+(?:\s[A-Z][\w-]+)*(?:\s(?:(?!{_STOP})[a-z]+\s){{0,2}}groups?\b)?))?"
)
_MORE = re.compile(
    rf"(?:(?:the\s)?(?:other|remaining|last|first)\s|[Aa]\sfurther\s|[Oo]f\s(?:these|them|those),?\s|(?:(?P<q>{QUALIFIER})\s))*(?P<n>{NUMBER}|[Aa]nother)(?:\s(?:more|others?|of\s(?:them|these|those|whom)))?\Z"
)
_BARE = re.compile(rf"\s?(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})\s(?:more|others?|of\sthem)\b")
_HEADS = re.compile(rf"\b{_NOUN}\b")
_ORGANIZED = re.compile(r"\bmembers?\s(?:.*\s)?of\s(?!.*\b(?:community|minority)\b)(?!(?:the\s)?K|KPC)")
"members of an armed group or party are no community"
_LEAD = re.compile(r"^(?:of\sthe|other|more|further|unknown)\s")
_PART = re.compile(r"[(]|\b(?:including|among\s(?:them|whom)|of\s(?:whom|them))\b")


@dataclass(frozen=True, slots=True)
class People:
    """People that words count or name."""

    span: Span
    "the words"
    who: str
    "who they are, without the number"
    quantity: Quantity | None
    "how many"
    population: Concept | None
    "the group of the scheme, where the words name one"
    part: bool = False
    "whether they are part of those named before: in brackets, or behind including"


def people(passage: Passage, span: Span) -> tuple[People, ...]:
    """The people of a span that are counted, in order; "a man" counts as one."""
    found: list[People] = []
    for match in passage.find(_COUNTED, span):
        words = match["who"].split(" of ", 1)[-1] if " of " in match["who"] else match["who"]
        words += match["of"] or ""
        part = bool(found) and _PART.search(passage.text, found[-1].span.end, match.start()) is not None
        found.append(People(Span(*match.span()), words, passage.quantity(match, "n", "q"), population(passage, words), part))
    return tuple(found)


def bare(passage: Passage, span: Span, subject: bool) -> tuple[People, ...]:
    """People told by a number alone: a subject that is nothing else ("the other 23"), or what a verb has ("4 more")."""
    match = _MORE.match(passage.text, span.start, span.end) if subject else _BARE.match(passage.text, span.start, span.end)
    if not match or (passage.text[span.start : match.start("n")].strip() == "" and match["n"].lower() in {"a", "an"}):
        return ()
    return (People(Span(*match.span()), "", passage.quantity(match, "n", "q"), None),)


def population(passage: Passage, words: str) -> Concept | None:
    """The one group of the scheme that words name: a community, police officers, soldiers, members of a corps."""
    known = passage.vocabulary.narrower(Concept("population", "community")) | {
        "police-officers",
        "corps-members",
        "demonstrators",
        "children",
    }
    if _ORGANIZED.search(words):
        return None
    pieces = words.split()
    for length in range(min(4, len(pieces)), 0, -1):
        for at in range(len(pieces) - length + 1):
            name = " ".join(pieces[at : at + length])
            concept = passage.vocabulary.concept("population", name)
            if concept and concept.notation in known and _is_group(passage, name, concept):
                return concept
    return None


def _is_group(passage: Passage, name: str, concept: Concept) -> bool:
    """Whether a name means people of the scheme's group here: Serbs of Bosnia are no Kosovo Serbs."""
    elsewhere = passage.mission and passage.mission.slug != "kfor"
    return not (elsewhere and concept.notation.startswith("kosovo-") and "Kosov" not in name)


def as_group(passage: Passage, found: People, part: str) -> Entity | None:
    """An unnamed group of the document for people, such as those arrested; None where the words say nothing of them."""
    if found.population:
        made = group(found.population.notation, f"{passage.vocabulary.label(found.population)} ({part})")
        return replace(made, slug=f"group-{slug(part)}-{found.population.notation}")
    head = _HEADS.search(found.who)
    if not head:
        return None
    words = _LEAD.sub("", found.who)
    return Entity("local", f"group-{slug(part)}-{slug(words)}", f"{words} ({part})", ("kfo:Group",), known=False)
