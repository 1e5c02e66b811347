<<<<<<< HEAD
"""The verbs that tell of violence: what kind of event each makes, who was harmed and who did it, subject or object."""

import re
from dataclasses import dataclass
from functools import cache

from kfor_graph.extract.numbers import NUMBER
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.groups import BUILDING, GRAVES, PEOPLE_NOUN, VEHICLE
from kfor_graph.texts import Span

_BE = r"(?:was|were|(?:had|has|have)\sbeen)\s"
_HOW = (
    r"(?:(?:also|then|later|again|subsequently|deliberately|fatally|physically|seriously|severely|badly|slightly|lightly|partially|partly|completely|heavily|allegedly|reportedly|brutally|repeatedly|verbally\sand|violently"
    r"|ambushed\sand|robbed\sand|first|simultaneously|apparently|again)\s){0,3}"
)
BOMB = (
    r"(?:(?:(?:hand|rifle|anti-tank|anti-personnel|anti-vehicle|rocket-propelled|improvised|home-?made|handmade|mortar|pipe|car|letter|parcel|small|large|powerful|old|unexploded|buried|remote-controlled|stun|land|nail|mine)[\s-])*"
    r"(?:grenades?|explosive\s(?:devices?|charges?)|explosives|(?:car-)?bombs?|(?:land)?mines?|mortar\s(?:rounds?|shells?|bombs?)|rockets?|shells?|booby\straps?|devices?))"
)
"Pattern of what explodes. Example: `hand grenades`, `home-made explosive device`"

_PETROL = r"(?:petrol\sbombs?|Molotov\scocktails?|incendiary\sdevices?|firebombs?)"
_LAID = r"(?:\s(?:hidden|placed|planted|left|concealed|thrown|attached|fixed|buried|laid|on|under|in|with|from|near)\s[^;]{2,80})?"
_ARM = r"(?:gun|pistol|rifle|handgun|weapon|firearm|revolver|knife|hand\sgrenade|shotgun|axe)s?"
_STONE = r"(?:stones?|rocks?|bricks?|bottles?|fireworks|eggs|paint|objects|projectiles|pieces\sof\swood|debris)"
_STONES = rf"(?:a\snumber\sof\s|several\s|some\s|other\s)?{_STONE}(?:(?:,\s|\sand\s|,\sand\s)(?:other\s)?{_STONE})*"
_THROWN = r"(?:thrown|hurled|tossed|lobbed|launched|fired|pitched)"
_THREW = r"(?:threw|hurled|tossed|lobbed|launched|fired|had\sthrown|throwing)"
_AT = r"(?:at|into|onto|on(?!\s\d)|over(?!\s\d)|towards|against|near|inside|in|from|outside|under|through|by|across)"
_COUNT = rf"(?:an?|the|{NUMBER}|several|some|multiple|a\snumber\sof|another|further|numerous)"
_FORCES = r"(?:KFOR|SFOR|EULEX|UNMIK|[Pp]olice|[Ss]oldiers?|[Tt]roops|[Gg]uards|[Ee]ngineers?|[Ee]xperts?|[Tt]eams?|[Ff]orces?|[Oo]fficers?|[Pp]olicem[ae]n)"
_HARMED = rf"(?=(?:{_COUNT}\s|his\s|her\s|their\s|members\s|[A-Z])[^.;]*)"
_OUT_OF_SPORT = (
    r"(?!\s(?:verbally|in\s(?:the\s)?(?:elections?|match|final|league|second\sround|polls)|by\sthe\s(?:opposition|press|media)))"
)
_DEED = r"(?:shot|stabbed|beaten|hacked|bludgeoned|burned|strangled)"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to tell a violent event with a verb."""

    type: str
    "notation of the scheme event-type"
    subject: str
    "pattern of what the words before the verb are"
    verb: str
    "pattern of the verb with what belongs to it"
    harmed: str
    "subject or object: which of them was harmed; empty for neither"
    did: str
    "subject or by: where stands who did it; empty for nowhere"


_ANYONE = r"(?!.*\b(?:no\sone|nobody|none|it|who|which|whom|that|warning\sshots?|celebratory)\b).*\S"
_ACTOR = (
    rf"(?!.*\b(?:no\sone|nobody|none|it|who|which|whom|that|dogs?|bees?|bears?)\b)(?=.*(?:{PEOPLE_NOUN}|\bthey\b|\bhe\b|\bothers?\b)).*\S"
)
_BOMBS = rf"(?:.*\s)?{BOMB}{_LAID}"
_FIRE = r"(?:.*\s)?(?:(?<!warning\s)(?<!warning-)(?:shots?|rounds|bullets|gunshots?|(?:small-arms|automatic|machine-gun|sniper|rifle|mortar|heavy)\sfire|bursts?\sof\s[\w-]+\s?(?:gun)?fire|gunfire|volleys?|salvo(?:e?s)?|celebratory\s(?:shots|gunfire|fire)))(?:\s(?:from|of)\s[^;,]{2,60})?"


def _way(kind: str, subject: str, verb: str, harmed: str, did: str = "") -> Way:
    return Way(kind, rf"{subject}\Z", verb, harmed, did)


_WAYS = (
    # what explodes
    _way("threat", rf"(?:.*\s)?{BOMB}{_LAID}", rf"{_BE}{_HOW}(?:found|discovered|placed|left|planted)\s(?:under|beneath|outside|in\sfront\sof|beside|attached\sto|next\sto|on\sthe\sdoorstep\sof)\s(?=(?:the|a|an)\s(?:[\w-]+\s){{0,4}}?(?:{VEHICLE}|{BUILDING})\b)", "object"),
    _way("attack", rf"(?:.*\s)?{_PETROL}{_LAID}", rf"{_BE}{_HOW}{_THROWN}\s{_AT}\b", "object", "by"),
    _way("attack", _ACTOR, rf"{_THREW}\s{_COUNT}\s{_PETROL}\s(?:at|into|onto|on|over|towards|against|through)\b", "object", "subject"),
    _way("explosion", _BOMBS, rf"{_BE}{_HOW}{_THROWN}\s{_AT}\b", "object", "by"),
    _way("explosion", _BOMBS, rf"{_BE}{_HOW}(?:thrown|detonated|set\soff)\b(?!\s(?:by\s(?:[\w-]+\s){{0,3}}{_FORCES}|in\sa\scontrolled))", "object", "by"),
    _way("explosion", _BOMBS, r"(?:had\s)?(?:detonated|exploded|went\soff|blew\sup)\b", "object"),
    _way("explosion", _BOMBS, r"(?:hit|struck|damaged|destroyed|killed|wounded|injured|landed\s(?:in|on|near))\s(?!(?:by|and|or|in|when|during|at)\b)", "object"),
    _way("explosion", _ACTOR, rf"{_THREW}\s{_COUNT}\s{BOMB}\s(?:at|into|onto|on|over|towards|against|through)\b", "object", "subject"),
    _way("explosion", _ACTOR, rf"(?:detonated|set\soff|planted|placed)\s{_COUNT}\s{BOMB}\b", "object", "subject"),
    _way("explosion", _ANYONE, rf"{_BE}{_HOW}(?:damaged|destroyed|hit|killed|injured|wounded|blown\sup|shaken|struck|wrecked)\s(?:by|with|in)\s(?:{_COUNT}\s)?(?:[\w-]+\s)?(?:{BOMB}|explosions?|blasts?|detonations?)\b(?!\sattacks?)", "subject"),
    _way("explosion", _ANYONE, rf"(?:struck|hit|ran\sover|drove\sover|drove\son(?:to)?|stepped\son|triggered|set\soff|detonated|activated)\s(?:an?|{NUMBER})\s(?:[\w-]+\s)?(?:(?:land)?mines?\b|{BOMB})(?!\sclearance|field)", "subject"),
    # shots
    _way("shooting", _FIRE, rf"{_BE}{_HOW}(?:fired|directed|heard|aimed)\b(?!\s(?:in\sthe\sair|into\sthe\sair\sby))", "object", "by"),
    _way("shooting", _FIRE, r"(?:hit|struck|damaged|killed|wounded|injured|broke)\s(?!(?:by|and|or|in|when|during|at)\b)", "object"),
    _way("shooting", _ACTOR, rf"(?:had\s)?(?:opened\sfire\b(?:\s(?:on|at|upon|against)\b)?|fired\s(?:(?:{_COUNT})\s)?(?:(?:warning\s)?(?:shots?|rounds?|bullets?)\s)?(?:from\s[^,;]{{2,40}}?\s)?(?:at|on|upon|into|towards|against)\b)", "object", "subject"),
    _way("shooting", r".*\S", r"exchanged\s(?:fire|shots|gunfire)\b(?:\swith\b)?", "", "both"),
    _way("shooting", _ANYONE, rf"(?:{_BE}{_HOW}(?:fired\s(?:upon|on|at)|shot\sat|(?:hit|struck)\sby\s(?:an?\s|{NUMBER}\s|several\s|stray\s)*(?:shots?|bullets?|rounds|gunfire|gunshots?))|(?:had\s)?c[ao]me\sunder\s(?:[\w-]+\s)?(?:fire|gunfire|attack\sfrom\sgunmen))\b", "subject", "by"),
    _way("shooting", _ANYONE, rf"{_BE}{_HOW}(?:damaged|wounded|injured)\s(?:by|with)\s(?:(?:{_COUNT}|stray)\s)?(?:gunfire|shots|bullets?|gunshots?)\b", "subject", "by"),
    # killings
    _way("killing", _ANYONE, rf"{_BE}(?:found\s)?{_HOW}(?:shot\sdead|{_DEED}\sto\sdeath|(?:shot|stabbed)\sand\s(?:killed|fatally\swounded)|murdered|lynched|executed\sby)\b", "subject", "by"),
    _way("killing", _ANYONE, rf"{_BE}{_HOW}(?:found\sdead\s(?=[^.;]{{0,60}}\b(?:gunshot|stab|bullet|knife)\b)|killed\s(?=by\s(?:an?\s|two\s|three\s|unknown\s|unidentified\s)+(?:gunm[ae]n|persons?|m[ae]n|assailants?|attackers?|snipers?|perpetrators?|individuals?)))", "subject", "by"),
    _way("killing", _ACTOR, rf"(?:murdered|shot\sdead|shot\sand\skilled|stabbed\s(?=[^.;]{{2,60}}\sto\sdeath)|beat\s(?=[^.;]{{2,60}}\sto\sdeath))\s?{_HARMED}", "object", "subject"),
    _way("shooting", _ANYONE, rf"{_BE}{_HOW}shot\b(?!\s(?:at|dead|to\sdeath|down|and\s(?:killed|fatally)))(?:\sand\s(?:\w+\s)?(?:wounded|injured)\b)?", "subject", "by"),
    _way("shooting", _ACTOR, rf"shot\s(?:and\s(?:\w+\s)?(?:wounded|injured)\s|at\s)?(?!dead|down|to\b){_HARMED}", "object", "subject"),
    # stones
    _way("stoning", rf"(?:.*\s)?{_STONES}", rf"{_BE}{_HOW}(?:thrown|hurled)\b(?:\s(?:at|against|on|towards)\b)?", "object", "by"),
    _way("stoning", _ACTOR, rf"(?:threw|hurled|pelted|throwing|had\sthrown)\s{_STONES}\b(?:\s(?:at|against|on|towards)\b)?", "object", "subject"),
    _way("stoning", _ANYONE, rf"{_BE}{_HOW}(?:stoned|pelted\swith\s{_STONES}|(?:hit|struck)\s(?:by|with)\s(?:a\s|several\s)?{_STONES})(?:\sto\sdeath)?\b", "subject", "by"),
    _way("stoning", _ACTOR, rf"(?:stoned|pelted)\s{_HARMED}", "object", "subject"),
    # fire
    _way("arson", _ANYONE, rf"{_BE}{_HOW}(?:set\s(?:on\sfire|alight|ablaze)|torched|burn(?:ed|t)\s?(?:down|to\sthe\sground|out)|fire-?bombed|(?:damaged|destroyed|gutted)\s(?:by|in)\s(?:an\s)?arson|burn(?:ed|t)(?=\s(?:in|by|near|on|at|during)\b|[,.;]|\Z))", "subject", "by"),
    _way("arson", _ACTOR, rf"(?:set\sfire\sto|torched|burn(?:ed|t)(?:\sdown)?|set\s(?=[^.;]{{2,60}}\s(?:on\sfire|alight|ablaze)\b))\s?{_HARMED}", "object", "subject"),
    _way("arson", r"(?:.*\s)?[Ff]ires?(?:[,(].*\b(?:deliberate\w*|arson)\b.*)?", r"(?:destroyed|damaged|gutted|broke\sout)\b", "object"),
    # blows
    _way("attack", _ANYONE, rf"{_BE}{_HOW}(?:stabbed|beaten|assaulted|ambushed|mugged|attacked|set\supon|manhandled|hit\son\sthe\shead|knifed)\b{_OUT_OF_SPORT}(?!\sto\sdeath|\sand\skilled)", "subject", "by"),
    _way("attack", _ACTOR, rf"(?:attacked|assaulted|stabbed|beat(?:\sup)?|ambushed|mugged|knifed|manhandled)\s(?!their|its|the\s(?:problem|issue|plan|government|policy)){_HARMED}", "object", "subject"),
    _way("attack", _ACTOR, rf"(?:drove|rammed)\s(?:an?|the|their)\s{VEHICLE}\s(?:at|into)\s{_HARMED}", "object", "subject"),
    _way("abduction", _ANYONE, rf"{_BE}{_HOW}(?:abducted|kidnapped|taken\shostage)\b", "subject", "by"),
    _way("abduction", _ACTOR, rf"(?:abducted|kidnapped)\s{_HARMED}", "object", "subject"),
    # things taken
    _way("theft", _ANYONE, rf"{_BE}{_HOW}(?:robbed|stolen|looted|burgled|broken\sinto|ransacked)\b", "subject", "by"),
    _way("theft", _ACTOR, rf"(?:robbed|stole|looted|burgled|broke\sinto|ransacked|forced\stheir\sway\sinto)\s{_HARMED}", "object", "subject"),
    _way("theft", r"(?:.*\s)?(?:thieves|robbers|burglars)", r"(?:cut|took|removed|dug\sup|dismantled)\s", "object", "subject"),
    # damage
    _way("vandalism", rf"(?:.*\s)?(?:{GRAVES}|{BUILDING}|{VEHICLE}|windows?|crosses|signs|tyres|flags?)\b.*", rf"{_BE}{_HOW}(?:vandali[sz]ed|desecrated|defaced|overturned|smashed|daubed|broken|slashed|sprayed|pulled\sdown|knocked\sover|damaged\sby\s(?:unknown|unidentified|vandals))\b(?!\sinto)", "subject", "by"),
    _way("vandalism", rf"(?:.*\s)?{GRAVES}\b.*", rf"{_BE}{_HOW}(?:damaged|destroyed|broken)\b(?!\s(?:by|in|during)\s(?:(?:an?|the)\s)?(?:[\w-]+\s)?(?:{BOMB}|explosi\w+|storms?|floods?|earthquake|accident))", "subject", "by"),
    _way("vandalism", r"(?:.*\s)?[Gg]raffiti\b.*", rf"{_BE}{_HOW}(?:sprayed|painted|daubed|written|found|discovered)\b", "object", "by"),
    _way("vandalism", _ACTOR, rf"(?:vandali[sz]ed|desecrated|defaced|overturned|smashed|daubed|damaged|slashed|sprayed|tore\sdown|(?:wrote|painted|sprayed|daubed)\s(?:[\w-]+\s)?(?:graffiti|slogans)\son|broke(?=\s(?:[\w-]+\s){{0,3}}windows?))\s?{_HARMED}", "object", "subject"),
    # weapons shown
    _way("threat", _ACTOR, rf"(?:pointed|aimed|brandished|pulled|drew)\s(?:an?|his|their|her)\s{_ARM}(?:\s(?:at|on|against|towards)\b)?", "object", "subject"),
    _way("threat", _ANYONE, rf"{_BE}{_HOW}(?:threatened\b(?!\sto)|intimidated)(?:\s(?:with\s(?:an?\s)?{_ARM}|at\sgunpoint))?", "subject", "by"),
    _way("threat", _ACTOR, rf"(?:threatened|intimidated)\s(?!to\b){_HARMED}", "object", "subject"),
    _way("threat", r"(?:.*\s)?(?:threatening|intimidating)\s(?:letters?|leaflets?|messages?|notes?|phone\scalls?|telephone\scalls?)", rf"{_BE}{_HOW}(?:sent|delivered|received|left|distributed|posted|made|found)\b", "object", "by"),
    _way("threat", _ANYONE, r"received\s(?:an?\s|several\s|anonymous\s|written\s|death\s)*(?:threats?|threatening\s(?:letters?|phone\scalls?|messages?))\b", "subject"),
    # no violence
    _way("accident", rf"(?:.*\s)?(?:{VEHICLE}|{VEHICLE}\b.*)", r"(?:left\sthe\sroad|overturned|skidded|collided\swith|crashed|rolled\sover|ran\soff\sthe\sroad|fell\sinto|came\soff\sthe\sroad)\b", "subject"),
    _way("accident", _ANYONE, rf"{_BE}{_HOW}(?:killed|injured|wounded|hurt|hit|struck|run\sover)\s(?:(?:when|after)\s(?:[^.;]{{3,80}})\s(?:overturned|collided|crashed|left\sthe\sroad)|(?:in|by|during|as\sa\sresult\sof|following)\s(?:(?:an?|separate|two|three)\s)?(?!th[aeiou]\w*\s)(?:[\w-]+\s){{0,2}}?(?:accidents?|collisions?|crash(?:es)?|landslides?|avalanches?|floods?|lightning|accidental\s(?:discharge|shot|explosion)|negligent\sdischarge))\b", "subject"),
    _way("accident", _ANYONE, r"(?:died|lost\s(?:his|her|their)\sli(?:fe|ves)|drowned)\s(?:in|during)\s(?:an?\s|the\s)?(?:[\w-]+\s){0,2}?(?:accidents?|collisions?|crash(?:es)?|landslides?|avalanches?|floods?|river|lake)\b", "subject"),
    _way("accident", _ANYONE, rf"(?:accidentally\s(?:shot|wounded|discharged)|{_BE}accidentally\s(?:shot|wounded|injured|killed))\b", "subject"),
)  # fmt: skip


@cache
def _pattern(words: str) -> re.Pattern[str]:
    """A pattern of a way, compiled when it is first asked for: all of them take a tenth of a second."""
    return re.compile(words, re.S)


@cache
def _verb() -> re.Pattern[str]:
    """Any verb of violence."""
    return re.compile(rf"\b(?=[a-z])(?:{'|'.join(dict.fromkeys(f'(?:{way.verb})' for way in _WAYS))})")


KEYS = (
    "fire", "shot", "explo", "grenade", "stone", "stabb", "beat", "attack", "assault", "murder", "desecrat", "pistol", "knife", "bomb", "mine ", "mines", "blast", "bullet", "gun", "deton", "killed", "burn", "torched", "robbe", "stole", "loot", "stoning", "killing",
    "broke", "vandal", "overturn", "damaged", "threat", "intimidat", "kidnap", "abduct", "accident", "collided", "left the road", "crash", "graffiti", "thieves", "ambush", "daubed", "smashed", "drowned", "ablaze", "alight",
)  # fmt: skip
"Stems of which a paragraph with a violent event has one."

VERBS = (
    "fired", "threw", "thrown", "hurled", " explod", "detonated", "hit", "struck", "killed", "injured", "wounded", "damaged", "destroyed", "went off", "set ", "blew up", "beat", "broke", "shot", "exchanged", "came under",
    "opened", "stole", "burn", "attacked", "assaulted", "robbed", "stabbed", "murdered", "stoned", "pelted", "torched", "threatened", "intimidated", "abducted", "kidnapped", "looted", "overturned", "vandali", "desecrated", "ambushed", "mugged",
    "ran over", "drove", "stepped", "triggered", "landed", "placed", "planted", "smashed", "daubed", "slashed", "sprayed", "tore", "painted", "pointed", "aimed", "brandished", "pulled", "drew", "collided", "crashed", "left", "fell", "died",
    "drowned", "lost", "cut", "took", "removed", "received", "shaken", "wrecked", "directed", "heard", "found", "discovered", "attached", "opening", "blown up", "executed", "lynched", "bludgeoned", "hacked", "strangled", "firebombed", "fire-bombed", "manhandled", "hostage", "broken", "knocked", "run over", "sent", "delivered", "written", "distributed", "posted", "made", "cable", "dug", "dismantled", "activated", "wrote", "pitched", "gutted", "burgled", "ransacked", "forced", "defaced", "accidentally", "rammed", "tossed", "lobbed", "launched", "skidded", "rolled", "come under", "knifed",
)  # fmt: skip
"Stems of which a sentence with a violent deed has one."
=======
"""Who did what, and when: the clause around a verb, with its subject, what follows the verb, and the days that it is told for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kfor_graph.document.dates import DATE, MONTH, YEAR
from kfor_graph.extract.bodies import subject_bodies
from kfor_graph.extract.dates import dates, months
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places import Found, kind, places
from kfor_graph.extract.reckoned import reckoned
from kfor_graph.extract.times import one_time
from kfor_graph.extract.told import said, told
from kfor_graph.model import Entity
from kfor_graph.texts import Period, Span, When

_HOW = r"(?:(?:[a-z]+ly|also|then|later|again|all|both|each|first)\s)*"


_GROUPS = re.compile(r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)\??")
_LITERAL = re.compile(r"(?:[A-Za-z -](?![?*]))*")


@dataclass(frozen=True, slots=True)
class Verb:
    """What `deeds` looks for."""

    past: re.Pattern[str]
    "the verb alone, which is quick to look for"
    whole: re.Pattern[str]
    "the verb with its auxiliaries and adverbs"
    keys: tuple[str, ...]
    "words of which one stands where the verb does: for `Passage.has`"


def did(past: str) -> Verb:
    """The pattern of verbs, given in the form that is both past and participle: active or passive, with what stands between.

    Example: did("arrested|detained") finds "arrested", "were then arrested", "had been detained".
    """
    whole = rf"\b(?P<has>(?:had|has|have)\s)?(?P<be>(?:was|were|been)\s)?{_HOW}\b(?P<did>{past})\b"
    plain = _GROUPS.sub(".", past).replace(r"\s", " ")
    keys = {_LITERAL.match(form)[0].strip() for form in plain.split("|")}  # type: ignore[index]
    shortest = tuple(sorted(key for key in keys if not any(other in key for other in keys - {key})))
    return Verb(re.compile(rf"(?:{past})\b"), re.compile(whole), shortest)


_BEFORE_VERB = 80
"Characters in which the auxiliaries and adverbs of a verb stand."

_BRACKET = r"\((?:[^()]|\([^()]*\))*\)"
_PREPOSITION = r"(?:[Oo]n|[Dd]uring|[Ii]n|[Aa]t|[Nn]ear|[Cc]lose\sto|[Ee]arly|[Ll]ate|[Ff]rom|[Oo]utside|[Bb]etween|[Bb]y|[Oo]ver|[Aa]fter|[Bb]efore|[Ff]ollowing|[Tt]hroughout|[Ww]ithin|[Uu]nder|[Aa]long|[Ss]ince|[Aa]s|[Ff]or|[Ii]n\saddition\sto)"
_OPENING = re.compile(
    rf"(?:(?:However|Moreover|Also|Later|Meanwhile|In\saddition|Then|Finally|Subsequently|The\s(?:following|next|same)\sday|(?:The\s|One\s)?day\s(?:after|before|later)|Two\sdays\s(?:later|earlier))?,\s)?"
    rf"(?:{_PREPOSITION}\s(?:[^,;:()]|(?<=\d),(?=\s\d)|{_BRACKET})*?(?:,|(?:{MONTH})(?:\s{YEAR}|(?!\s{YEAR}))(?=\s(?!and\b|to\b|until\b)))\s)*"
)
_LEAD = re.compile(
    r"(?:However|Moreover|Also|Later|Meanwhile|In\saddition|Then|Finally|Subsequently|Later\sthat\s\w+|The\s(?:following|next|same)\s\w+|(?:A|One|Two|Three|Four|Five|\d)\s?days?\s(?:after|before|later|earlier)),?\s"
)
_VERBS = r"took|went|came|began|became|held|met|fled|left|shot|threw|found|said|broke|stole|ran|led|set|put|made|gave|drove|fell|rose|died|lost|got|saw|sought|struck|kept|brought|spoke"
_NO_VERB = (
    r"armed|masked|suspected|wanted|accused|indicted|unauthori[sz]ed|so-called|convicted|wounded|injured|unidentified|mixed|combined|retired|uniformed|charged|named|aged"
    r"|based|related|displaced|alleged|unmanned|motivated|unregistered|disputed|abandoned|organi[sz]ed|increased|continued|reinforced|speed|hundred|shed|mechani[sz]ed|need|seed|red|bed|deed|designated|integrated|limited|loaded|parked|confirmed|reported|assorted|abducted|kidnapped|stolen"
)
_FINITE = re.compile(
    rf"\b(?:was|were|is|are|has|have|had|did|(?<!\bthe\s)(?<!\bThe\s)(?<!\ba\s)(?<!\ban\s)(?!(?:{_NO_VERB})\b)[a-z]{{2,}}ed|{_VERBS})\b"
)
_STRONG = re.compile(
    r"[;:]\s(?!\d)|,?\s(?:and\s)?(?:when|where|while|whereas|but|although|though|after\swhich|of\swhom|of\swhich)\s|,\s(?:who|which)\s|\sthat\s"
)
_WEAK = re.compile(r",?\sand\s|,\s")
_WHO = re.compile(r"\b(?:who|which|that)\s\Z")
_RELATIVE = (", which ", ", who ")
_END = re.compile(
    rf";|:\s|,\s(?:which|who|whom|whose|where|when|while|but|whereas|of\s(?:whom|which)|after\swhich|although|though|including|among)\b|,?\s(?:while|whereas|although|because|but|which|who|of\s(?:whom|which)|that(?!\s(?:same\s)?(?:day|evening|night|morning|afternoon)))\s"
    rf"|,?\sand\s(?=(?:(?!and\b)(?:[^\s,;]|,(?=\d))+\s){{0,9}}?(?:(?!(?:{_NO_VERB})\b)[a-z]{{2,}}ed|was|were|had|has|have|is|are|{_VERBS})\b)"
    r"|,\s(?=(?:(?!and\b)[^\s,;]+\s){1,6}?(?:was|were|is|are|has|had|have)\b)"
)
_PASSIVE = re.compile(r"\b(?:was|were|been)\s(?:\w+ly\s)?\Z")
_TRAILING = re.compile(r"(?:\s|,|\b(?:also|then|later|subsequently|both|has|have|had)\b)+\Z")
_LEADING = re.compile(r"(?:\s|(?:then|later|also|subsequently|that)\s)*")
_NO_DEED = re.compile(
    r"\b(?:not|never|to|be|being|nor|that|if|could|would|will|may|might|should|shall|is|are|can|cannot|without|of|by|for|the|a|an|[Nn]obody|[Nn]o\sone)\s(?:(?:[a-z]+ly|also|then|still|yet|been)\s)*\Z"
)
_NOBODY = re.compile(r"(?:[Nn]obody|[Nn]o\sone|[Nn]one|[Nn]either|[Nn]o|[Nn]ot)\b")
_OBJECT = re.compile(
    r"\s(?:\d|an?\b|the\b|its\b|their\b|his\b|her\b|some\b|several\b|another\b|both\b|all\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|eleven\b|twelve\b|one\b|more\b|about\b|around\b|over\b\s(?:\d|an?\b)|[A-Z])"
)
_BY = re.compile(
    r"\b(?:by|jointly\swith|together\swith|in\scooperation\swith|with\sthe\s(?:help|assistance|support)\sof)\s(?!\d|then\b|the\s(?:end|beginning|middle)\b|mid-)(?P<who>[^.;,()]{2,90})"
)
_OF_PERIOD = re.compile(
    r"\b(?:[Dd]uring|[Oo]ver|[Ii]n|[Tt]hroughout|[Ww]ithin|[Ii]n\sthe\scourse\sof)\s(?:the|this)\s(?:present\s|entire\s|whole\s|current\s)?(?:reporting\s|reported\s)?(?:period|month|quarter)\b(?!\sof)"
)
_UNTIL = re.compile(
    rf"\b[Ff]rom\s(?:the\s(?:evening|morning|afternoon|night|early\shours)\sof\s)?(?P<first>{DATE})\s(?:until|to|till|through)\s(?:the\s(?:evening|morning|afternoon|night|early\shours|end)\sof\s)?(?P<last>{DATE})"
)
_ANOTHER_TIME = re.compile(
    r"\b(?:since|until|as\sof|due\s(?:to\s\w+\s)?(?:on|in|by)|(?:planned|scheduled|announced|called|set)\sfor|agreement\sof|decision\sof|incidents?\sof|attacks?\sof|events?\sof)\s(?:the\s)?\Z"
)
>>>>>>> main


@dataclass(frozen=True, slots=True)
class Deed:
<<<<<<< HEAD
    """A verb of violence with its subject."""

    way: Way
    subject: Span
    verb: Span


def may_tell(passage: Passage, sentence: Span) -> bool:
    """Whether a sentence has a verb of violence: a look that is cheaper than to part it into clauses."""
    return _verb().search(passage.text, sentence.start, sentence.end) is not None


def deeds(passage: Passage, core: Span) -> tuple[Deed, ...]:
    """The deeds that a clause tells of one subject: "two men robbed a shop and shot the owner" are two of them."""
    found: list[Deed] = []
    at = core.start
    for match in passage.find(_verb(), core):
        if match.start() < at:
            continue
        if found:
            if not re.fullmatch(r"[^;]*?(?:,?\sand\s(?:then\s)?|,\s)", passage.text[found[-1].verb.end : match.start()]):
                continue
            subject = found[0].subject
        else:
            words = passage.text[core.start : match.start()]
            subject = Span(core.start, core.start + len(words.rstrip(" ,")))
        if way := _way_of(passage, subject, match, core):
            if found and found[0].way.did == "by" and way.did == "subject":
                continue
            found.append(Deed(way, subject, Span(match.start(), _verb_end(passage, way, match, core))))
            at = found[-1].verb.end
    return tuple(found)


def _way_of(passage: Passage, subject: Span, match: re.Match[str], core: Span) -> Way | None:
    words = passage.words(subject)
    return next(
        (way for way in _WAYS if _pattern(way.verb).match(passage.text, match.start(), core.end) and _pattern(way.subject).match(words)),
        None,
    )


def _verb_end(passage: Passage, way: Way, match: re.Match[str], core: Span) -> int:
    own = _pattern(way.verb).match(passage.text, match.start(), core.end)
    return own.end() if own else match.end()
=======
    """One thing done, as its clause tells it."""

    sentence: Span
    "the sentence"
    opening: Span
    'the words that open the sentence, such as "On 5 March, in Pec,"; no words where nothing does'
    subject: Span
    "the words before the verb; those that it takes over from the clause before, or that a relative goes back to"
    verb: Span
    "the verb with its auxiliaries"
    rest: Span
    "what follows the verb in its clause"
    passive: bool
    "whether the subject is what it was done to"
    before: bool
    "whether it is told as already past (had)"
    relative: bool = False
    "whether the clause is a relative one"
    own: bool = True
    "whether the subject stands in the clause itself"

    @property
    def clause(self) -> Span:
        """From the subject, where it is the clause's own, to the end."""
        return Span(self.subject.start if self.own else self.verb.start, self.rest.end)

    own_opening: bool = True
    "whether the words that open the sentence open this clause too"


def deeds(passage: Passage, sentence: Span, verb: Verb) -> Iterator[Deed]:
    """The clauses of a sentence that have a verb made by `did`, told as facts and not denied."""
    at = sentence.start
    while first := verb.past.search(passage.text, at, sentence.end):
        match = verb.whole.search(passage.text, max(at, first.start() - _BEFORE_VERB), sentence.end)
        if not match:
            return
        at = match.end()
        made = _deed(passage, sentence, match)
        if made and not _NOBODY.match(passage.text, made.subject.start) and _is_fact(passage, made):
            yield made


def _is_fact(passage: Passage, deed: Deed) -> bool:
    start = deed.subject.start if deed.own else deed.verb.start
    words = Span(start, deed.rest.end)
    return told(passage, deed.opening) and told(passage, words) and not said(passage, Span(start, deed.verb.end))


def _deed(passage: Passage, sentence: Span, match: re.Match[str]) -> Deed | None:
    text, at = passage.text, match.start()
    opening = _opening(passage, sentence, at)
    whom = text.endswith((" of whom ", " of which "), sentence.start, at)
    relative = next((words for words in _RELATIVE if text.endswith(words, sentence.start, at)), "")
    if not relative and not whom and _NO_DEED.search(text, max(sentence.start, at - 40), at):
        return None
    if (
        not relative
        and text.endswith(("who ", "which ", "that "), sentence.start, at)
        and _WHO.search(text, max(sentence.start, at - 6), at)
    ):
        return None
    passive = bool(match["be"])
    own = True
    end = _end(passage, Span(match.end(), sentence.end))
    rest = Span(match.end(), end)
    if relative:
        joint = text.find(", and ", match.end(), end)
        rest = Span(match.end(), joint) if joint > 0 else rest
        own = False
        first = _clause_start(passage, sentence, opening, at - len(relative))
        subject = Span(first, at - len(relative))
    else:
        first = _clause_start(passage, sentence, opening, at)
        subject = _trim(passage, Span(first, at))
        if not subject and first > opening.end:
            own = False
            taken = _taken_over(passage, sentence, opening, first)
            if not taken:
                return None
            subject, was = taken
            passive = passive or (was and not _OBJECT.match(text, rest.start, rest.end))
    if not subject:
        return None
    whole = not _STRONG.search(text, max(opening.end - 1, sentence.start), at)
    return Deed(sentence, opening, subject, Span(*match.span()), rest, passive, match["has"] == "had ", bool(relative), own, whole)


def _opening(passage: Passage, sentence: Span, at: int) -> Span:
    lead = _LEAD.match(passage.text, sentence.start, at)
    start = lead.end() if lead else sentence.start
    match = _OPENING.match(passage.text, start, at)
    return Span(sentence.start, match.end() if match else start)


def _clause_start(passage: Passage, sentence: Span, opening: Span, at: int) -> int:
    """Where the clause that a position stands in begins: behind a mark that parts clauses, or a comma or "and" behind a verb."""
    text = passage.text
    first = opening.end
    for strong in _STRONG.finditer(text, max(opening.end - 1, sentence.start), at):
        first = strong.end()
    for weak in reversed(list(_WEAK.finditer(text, first, at))):
        if _FINITE.search(text, first, weak.start()):
            first = weak.end()
            break
    inner = _OPENING.match(text, first, at)
    return inner.end() if inner else first


def _taken_over(passage: Passage, sentence: Span, opening: Span, first: int) -> tuple[Span, bool] | None:
    """The subject of the verb before, which a verb behind "and" shares, and whether that verb is passive."""
    joint = next((weak for weak in _WEAK.finditer(passage.text, opening.end, first) if weak.end() == first), None)
    if not joint:
        return None
    verbs = list(_FINITE.finditer(passage.text, opening.end, joint.start()))
    for verb in reversed(verbs):
        start = _clause_start(passage, sentence, opening, verb.start())
        subject = _trim(passage, Span(start, verb.start()))
        if subject and not _PASSIVE.search(passage.words(Span(start, verb.start()))):
            return subject, verb[0] in {"was", "were"}
    return None


def _trim(passage: Passage, span: Span) -> Span:
    """A subject without the adverbs and blanks at its ends."""
    words = passage.words(span)
    words = _TRAILING.sub("", words)
    lead = _LEADING.match(words)
    start = span.start + (lead.end() if lead else 0)
    return Span(start, max(start, span.start + len(words)))


def _end(passage: Passage, span: Span) -> int:
    end = _END.search(passage.text, span.start, span.end)
    words = passage.text[span.start : end.start() if end else span.end].rstrip(" \n.,;:")
    return span.start + len(words)


def times_of(passage: Passage, deed: Deed) -> tuple[tuple[When, ...], str]:
    """The days of a deed and where they are told: in its clause, in the sentence ("shared"), before it ("context"), or nowhere.

    A day that its words reckon from another one ("the following day") is told in the clause. "During the period" is told nowhere.
    """
    start = deed.subject.start if deed.own else deed.verb.start
    parts = [deed.rest, Span(deed.verb.start, deed.verb.end), Span(start, deed.verb.start)]
    for part in parts:
        if found := _named(passage, part):
            return found, "clause"
        if counted := reckoned(passage, part):
            return counted, "clause"
    head = Span(deed.sentence.start, start)
    for part in filter(None, (deed.opening, head)):
        if found := _named(passage, part):
            return (found, "shared") if part == deed.opening or one_time(found) else ((), "unclear")
        if counted := reckoned(passage, part):
            return counted, "shared"
    if _OF_PERIOD.search(passage.text, deed.sentence.start, deed.sentence.end):
        return (), "period"
    if found := before(passage, deed.sentence):
        return found, "context"
    return (), "unclear" if dates(passage, Span(passage.block.span.start, deed.sentence.start)) else "nowhere"


def before(passage: Passage, sentence: Span) -> tuple[When, ...]:
    """The one time of the nearest sentence before, of the same paragraph, that tells any; nothing where it tells several."""
    for earlier in reversed([span for span in passage.block.sentences if span.end <= sentence.start][-3:]):
        found = _named(passage, earlier)
        if found:
            when = one_time(found)
            return (replace(when, precision="derived"),) if when else ()
        if _OF_PERIOD.search(passage.text, earlier.start, earlier.end):
            return ()
    return ()


def _named(passage: Passage, span: Span) -> tuple[When, ...]:
    """The days, intervals and months that words name as the time of what they tell."""
    if not span:
        return ()
    if until := _UNTIL.search(passage.text, span.start, span.end):
        first, last = (dates(passage, Span(*until.span(name))) for name in ("first", "last"))
        if first and last and first[0].period.start and last[0].period.end and first[0].period.start <= last[0].period.end:
            others = tuple(when for when in dates(passage, Span(until.end(), span.end)) if _is_own(passage, when))
            return (When(Period(first[0].period.start, last[0].period.end), "span", Span(*until.span())), *others)
    found = tuple(when for when in dates(passage, span) if _is_own(passage, when))
    return found or tuple(when for when in months(passage, span)[:1] if _is_own(passage, when))


def _is_own(passage: Passage, when: When) -> bool:
    return not _ANOTHER_TIME.search(passage.text, max(0, when.span.start - 30), when.span.start)


def inside(passage: Passage, whens: tuple[When, ...]) -> tuple[When, ...]:
    """Those that lie in the reporting period, or are printed with their year."""
    first, last = (passage.period.start, passage.period.end) if passage.period else (None, None)
    return tuple(
        when
        for when in whens
        if when.precision == "day"
        or (when.period.start and when.period.end and first and last and first <= when.period.end and when.period.start <= last)
    )


def doers(passage: Passage, deed: Deed) -> tuple[Entity, ...]:
    """The missions and organizations that did it: the subject of an active verb, those behind "by" of a passive one."""
    if not deed.passive:
        return bodies(passage, deed.subject) + tuple(
            actor for actor in _behind(passage, deed, "with") if actor not in bodies(passage, deed.subject)
        )
    return _behind(passage, deed, "by")


def _behind(passage: Passage, deed: Deed, word: str) -> tuple[Entity, ...]:
    for match in passage.find(_BY, deed.rest):
        if (match[0].startswith("by ")) == (word == "by") and (found := bodies(passage, Span(*match.span("who")))):
            return found
    return ()


def bodies(passage: Passage, span: Span) -> tuple[Entity, ...]:
    """The missions and organizations that words open with; the body of an office, such as that of the mission's commander."""
    if found := subject_bodies(passage, span):
        return found
    first = next((mention for mention in passage.mentions if mention.span in span), None)
    if first and first.entity.kind == "role" and first.span.start - span.start <= len("the "):
        owner = passage.vocabulary.related(first.entity, "dcterms:isPartOf")
        return owner[:1]
    return ()


def around(passage: Passage, deed: Deed, *spans: Span) -> tuple[Found, ...]:
    """The places of what opens the sentence, where that opens the clause too, and of further spans."""
    return where_of(passage, *((deed.opening,) if deed.own_opening else ()), *spans)


def where_of(passage: Passage, *spans: Span) -> tuple[Found, ...]:
    """The places that spans tell of, without the whole area of the mission and without countries."""
    found: dict[Entity, Found] = {}
    for span in spans:
        for place in places(passage, span) if span else ():
            if place[0] != passage.area and kind(passage, place[0]) != "country":
                found.setdefault(place[0], place)
    return tuple(found.values())


def words_of(passage: Passage, deed: Deed, whens: tuple[When, ...], where: tuple[Found, ...]) -> tuple[Span, ...]:
    """The words that tell a deed: its clause, and the opening of the sentence where day or place stand there."""
    clause = deed.clause
    outside = [span for span in (*(when.span for when in whens), *(found[2] for found in where)) if span not in clause]
    if not any(span in deed.opening for span in outside):
        return (clause,)
    if clause.start <= deed.opening.end + 1:
        return (Span(deed.opening.start, clause.end),)
    words = passage.words(deed.opening).rstrip(" ,")
    return Span(deed.opening.start, deed.opening.start + len(words)), clause
>>>>>>> main
