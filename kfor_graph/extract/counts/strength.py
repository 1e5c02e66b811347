"""The grammar of troop strength: whole figures of people, nations outside the Alliance, and what a total leaves out or has changed by."""

import re
from dataclasses import replace
from decimal import Decimal

from kfor_graph.extract.counts.numbers import FIGURE, NUMBER, QUALIFIER
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Quantity
from kfor_graph.patterns import begins_with

TROOPS = r"(?:troops|soldiers|personnel|servicemen|men\sand\swomen|peacekeepers)"
"Pattern of those who are counted."

ALLIANCE = r"(?:(?:the\s)?(?:NATO|North\sAtlantic\sTreaty\sOrgani[sz]ation(?:\s\(NATO\))?|(?:North\sAtlantic\s)?Alliance))"
"Pattern of the Alliance's name. Example: `the North Atlantic Treaty Organization (NATO)`"

NATIONS = r"(?:(?:member|partner|troop[-\s]contributing|contributing|participating|other)\s){0,3}(?:nations|countries|[Ss]tates)"
"Pattern of nations. Example: `troop-contributing nations`"

_NOT_MEMBERS = (
    rf"(?:(?:that|which|who)\s(?:are\snot\s(?:members\sof|in|part\sof)|do\snot\sbelong\sto|(?:are|lie|stand)\soutside(?:\sof)?)"
    rf"|not\s(?:members\sof|belonging\sto|in|part\sof)|outside(?:\sof)?|other\sthan\s(?:the\s)?(?:members\sof|those\sof))\s{ALLIANCE}"
)
OUTSIDE = rf"(?:non-NATO\s(?:{NATIONS}|contributors|partners|members)|{NATIONS}\s{_NOT_MEMBERS}|non-members\sof\s{ALLIANCE}|partner\s(?:nations|countries|States|states))"
"Pattern of nations outside the Alliance. Example: `countries that are not members of NATO`"

WITHIN = (
    rf"(?:(?:NATO|North\sAtlantic\sTreaty\sOrgani[sz]ation(?:\s\(NATO\))?)(?:\s(?:member|troop[-\s]contributing|contributing|participating)){{0,2}}"
    rf"\s(?:nations|countries|[Ss]tates|members|Allies|allies)|{NATIONS}\s(?:(?:that|which)\sare\s(?:members\sof|in)|belonging\sto|within|of|in)\s{ALLIANCE}"
    rf"|members\sof\s{ALLIANCE}|Allies)(?!\w)"
)
"Pattern of nations of the Alliance. Example: `members of NATO`, `NATO Allies`"

_NOT_A_TOTAL = r"\s(?:per\scent|percent|thousand|million|(?:troops\s|soldiers\s|personnel\s)?(?:lower|higher|more|fewer|less|above|below|short|smaller|larger|stronger))\b|%"
_NAMES = r"(?:the\s(?:former\s)?)?[A-Z][\w’'-]+(?:(?:\sand|\sof)?(?:\sthe)?(?:\sformer)?\s[A-Z][\w’'-]+){0,9}"
_PLACED = (
    r"(?:currently\s|now\s|still\s)?(?:(?:deployed|stationed|serving|present|based|assigned|on\sthe\sground)\s)?"
    r"(?:in(?:\sthe)?\stheat(?:re|er)|in\sthe\s(?:mission\sarea|area\sof\soperations|joint\soperations\sarea|province)|on\sthe\sground|in\s(?:neighbou?ring\s)?(?P<where{n}>{name}))"
)


def _placed(number: int) -> str:
    """The pattern of where troops are, with its group numbered."""
    return _PLACED.format(n=number, name=_NAMES)


_WHOSE = rf"(?:[A-Z][\w-]+\s|of\sthe\s[A-Z][\w-]+\s){{0,6}}{TROOPS}(?:\sof\s(?:the\s)?[A-Z][^.;,\d]{{0,60}}?)?"
_FROM = rf"(?:\sfrom\s{NUMBER}\s(?:(?:different|contributing|troop[-\s]contributing|participating)\s)?(?:nations|countries))?"
TOTAL = begins_with(
    r"A-Z\dacfijlmnoprstuw",
    rf"""
    (?<!\w)(?:(?:(?:the|a|its)\s)?(?:(?:total|overall|current)\s){{1,2}}(?:number|strength|figure)\s(?:of|for)\s(?P<whose1>[^.;,\d]{{0,60}}?{TROOPS}\b[^.;,\d]{{0,60}}?)
      \s(?:was|were|is|remained|remains|stood|stands|amounted|came)(?:\s(?:still|currently|unchanged))?(?:\s(?:at|to))?\s(?:(?P<q1>{QUALIFIER})\s)?(?P<n1>{FIGURE})(?!{_NOT_A_TOTAL})
    | \b[tT]here\s(?:were|are)\s(?:currently\s|still\s|now\s)?(?:a\stotal\sof\s)?(?:(?P<q2>{QUALIFIER})\s)?(?P<n2>{FIGURE})\s(?P<whose2>{_WHOSE}){_FROM}\s{_placed(2)}
    | \b[tT]he\s(?:(?:total|overall|current|troop)\s){{0,2}}(?:number|strength)\sof\s(?P<whose3>(?:the\s)?[A-Z][^.;,\d]{{0,60}}?|(?:the\s)?{TROOPS}\sin(?:\sthe)?\stheat(?:re|er))
      \s(?:was|were|is|remained|remains|stood|stands|amounted|came)(?:\s(?:still|currently|unchanged))?(?:\s(?:at|to))?\s(?:(?P<q3>{QUALIFIER})\s)?(?P<n3>{FIGURE})(?!{_NOT_A_TOTAL})
    | (?P<whose4>\b[A-Z][\w-]+(?:\s[A-Z][\w-]+){{0,3}}(?:['’]s?)?)\s(?:total\s)?(?:troop\s)?strength(?:\sin(?:\sthe)?\stheat(?:re|er))?\s(?:was|is|remained|remains|stood|stands|amounted)(?:\s(?:still|unchanged))?(?:\s(?:at|to))?\s
      (?:(?P<q4>{QUALIFIER})\s)?(?P<n4>{FIGURE})(?!{_NOT_A_TOTAL})
    | (?P<whose5>(?:\b[Tt]he\s)?\b[A-Z][\w-]+(?:\s[A-Z][\w-]+){{0,3}}(?:\s\([A-Z]+\))?)\s(?:currently\s|still\s|now\s)?(?:had|has|numbered|numbers|comprised|comprises|counted|counts|consisted\sof|consists\sof|fielded|maintained|maintains|kept)\s(?:a\stotal\sof\s)?
      (?:(?P<q5>{QUALIFIER})\s)?(?P<n5>{FIGURE})\s{TROOPS}{_FROM}\s{_placed(5)}
    | (?:\b(?P<q6>{QUALIFIER})\s|(?<=,\s)|\b[Aa]\stotal\sof\s)(?P<n6>{FIGURE})\s(?P<whose6>{_WHOSE}){_FROM}\s(?:were|are|remained|remain)\s{_placed(6)}
    | (?P<whose7>(?:\b[A-Z][\w-]+\s){{0,4}}\b(?:[Tt]roops|[Ss]oldiers|[Pp]ersonnel)(?:\sof\s(?:the\s)?[A-Z][^.;,\d]{{0,60}}?)?\sin(?:\sthe)?\stheat(?:re|er))
      \s(?:numbered|number|totalled|total|amounted\sto|came\sto)\s(?:(?P<q7>{QUALIFIER})\s)?(?P<n7>{FIGURE})(?!{_NOT_A_TOTAL})
    )
    """,
    re.X,
)
"A total: the groups `n1`, `q1`, `whose1` … are figure, qualifier and those who are counted; `where` is a country."

COUNTED = re.compile(
    r"\b(?:total|strength|[Tt]here\s(?:were|are)|number(?:s|ed)?|compris\w+|consist\w+|counted|had|has|in(?:\sthe)?\stheat(?:re|er)|fielded)\b"
)
"A cheap look for a sentence that may give a total."

_FIGURES = r"(?:(?:This|That|The|It)(?:\s(?:number|total|figure|strength))?|These(?:\s(?:numbers|figures))?|which|who)"
PART = begins_with(
    r"ACEFIJLMNORSTUW\dacefijlmnoprstuw",
    rf"""
    (?<!\w)(?:(?:{_FIGURES}\s)?(?:includes|included|include|including)\s(?:(?P<q1>{QUALIFIER})\s)?(?P<n1>{NUMBER})\s(?:{TROOPS}\s)?(?:(?:provided|contributed|supplied)\sby|from|of)\s(?:\d{{1,2}}\s)?(?P<by1>{OUTSIDE})
    | (?:[Oo]f\s(?:whom|which|these|those|them|that\s(?:number|total)|this\s(?:number|total)|the\stotal)|among\s(?:whom|them|these)),?\s(?:(?P<q2>{QUALIFIER})\s)?(?P<n2>{NUMBER})(?:\s{TROOPS})?
      \s(?:(?:were|are|came|come)\s)?(?:(?:provided|contributed|supplied|sent|fielded)\sby|(?:drawn\s)?from|of)\s(?:\d{{1,2}}\s)?(?P<by2>{OUTSIDE})
    | (?:(?P<q3>{QUALIFIER})\s)?(?P<n3>{NUMBER})\s(?:of\s(?:whom|which|them|these|those|the(?:se)?\s{TROOPS})|{TROOPS})\s(?:(?:were|are|came|come|being|coming)\s)?(?:(?:provided|contributed|supplied|sent)\sby|from)\s(?:\d{{1,2}}\s)?(?P<by3>{OUTSIDE})
    | (?P<by4>{OUTSIDE})\s(?:provide|provided|contribute|contributed|supply|supplied|account\sfor|accounted\sfor|made\sup|make\sup)\s(?:(?P<q4>{QUALIFIER})\s)?(?P<n4>{NUMBER})\s(?:of\s(?:them|these|those|the(?:se)?\s{TROOPS}|that\stotal|this\stotal)|{TROOPS})
    | (?P<latter>\b[Tt]he\slatter)\s(?:provide|provided|contribute|contributed|supply|supplied|account\sfor|accounted\sfor|made\sup|make\sup)\s(?:(?P<q5>{QUALIFIER})\s)?(?P<n5>{NUMBER})\s(?:of\s(?:them|these|those|the(?:se)?\s{TROOPS}|that\stotal|this\stotal)|{TROOPS})
    )
    """,
    re.X,
)
"The part of a total that comes from nations outside the Alliance; `latter` refers to those just named."
NAMES_OUTSIDE = re.compile(OUTSIDE)

AT_PLACE = begins_with(
    r"ACFIJLMNORSUW\dacfijlmnorsuw",
    rf"(?:(?P<q>{QUALIFIER})\s)?(?P<n>{FIGURE})\s(?:(?:of\s(?:them|these|those)|{TROOPS})\s)?(?:(?:were|are|being)\s)?(?:(?:stationed|deployed|based|located|placed|serving)\s)?"
    r"in\s(?:the\s)?(?:neighbou?ring\s)?(?:countr(?:y|ies)\sof\s)?(?P<place>[A-Za-z][^.;\d]{2,90})",
)
"A part of a total that stands in a place; the place is what the words behind `in` name first."
BREAKS_DOWN = begins_with(
    "(,:cfiow",
    rf"\b(?:of\s(?:whom|which|these|those|them)|including|includes|included|comprising|with|further)\s|[,:(]\s?(?=(?:{QUALIFIER}\s)?{FIGURE}\s(?:\w+\s){{0,2}}in\s)",
    re.I,
)
"What leads from a total to its parts by place."

BESIDE = re.compile(r"\b(?:further|another|additional|in\saddition|as\swell\sas|besides)\b")
"Words by which a part is none, but stands beside the total."

RESERVE = r"(?:[Rr]eserves?|[Oo]ver-the-[Hh]orizon|[Rr]einforcements?|[Rr]einforcing)"
"Pattern of what is told apart from a strength."
LEFT_OUT = re.compile(
    r"\b(?:(?:do|does|did)\snot\s(?:include|count|comprise|cover)|not\s(?:included|counted|comprised|contained|reckoned)\s(?:in|among|towards?|within|as\spart)"
    r"|exclud(?:e|es|ed|ing)|exclusive\sof|not\s(?:including|counting)|without\scounting|apart\sfrom|in\saddition|[Ii]n\saddition|additional(?:ly)?|separate(?:ly)?|on\stop\sof|besides)\b",
    re.I,
)
"Words by which a figure is left out of another."
HEADCOUNT = begins_with(
    r"ACFIJLMNORSUW\dacfijlmnorsuw",
    rf"(?:(?P<q>{QUALIFIER})\s)?(?P<n>{FIGURE})(?:\s|-)(?:additional\s|further\s|more\s|reserve\s)?(?:strong\b|{TROOPS}\b)|\b(?:strength\s(?:of|is|was)|number(?:s|ed|ing))\s(?:(?P<q2>{QUALIFIER})\s)?(?P<n2>{FIGURE})(?!\s\w+\s(?:19|20)\d\d)",
)
"A number of soldiers."

_THAN = r"(?:than|compared\s(?:with|to)|from|over|against|since|on)\s"
CHANGE = re.compile(
    rf"(?:(?P<q1>{QUALIFIER})\s)?(?P<n1>{NUMBER})\s(?:{TROOPS}\s)?(?P<way1>more|fewer|less|higher|lower|above|below)\s(?:{TROOPS}\s)?(?:than|compared)\b"
    rf"|\b(?P<way2>increase|rise|growth|decrease|reduction|decline|fall|drop)\s(?:of|by)\s(?:(?P<q2>{QUALIFIER})\s)?(?P<n2>{NUMBER})(?:\s{TROOPS})?(?=\s{_THAN}|[,.;])(?!\sper\scent)"
    rf"|\b(?P<way3>up|down)\s(?:by\s)?(?:(?P<q3>{QUALIFIER})\s)?(?P<n3>{NUMBER})(?:\s{TROOPS})?\s(?:from|since|on|compared)\b"
)
"The printed rise or fall of a total."
FALLS = frozenset({"fewer", "less", "lower", "below", "decrease", "reduction", "decline", "fall", "drop", "down"})
"Words of a change that lessens."

_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")


def headcount(passage: Passage, match: re.Match[str], group: str, qualifier: str | None = None) -> Quantity | None:
    """The number of people that a group prints; a dot before three digits parts thousands, for people are whole. None for a fraction."""
    found = passage.quantity(match, group, qualifier)
    if _DOTTED.fullmatch(found.printed):
        return replace(found, value=Decimal(found.printed.replace(".", "")))
    return found if found.value == found.value.to_integral_value() else None
