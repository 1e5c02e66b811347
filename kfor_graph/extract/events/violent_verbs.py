"""The verbs that tell of violence: what kind of event each makes, who was harmed and who did it, subject or object."""

import re
from dataclasses import dataclass
from functools import cache

from kfor_graph.extract.actors.groups import BUILDING, GRAVES, PEOPLE_NOUN, VEHICLE
from kfor_graph.extract.counts.numbers import NUMBER
from kfor_graph.extract.passage import Passage
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
_LAID = r"(?:\s(?:(?:with|on|in)\swhich\s(?:they|he|she)|(?:that|which)\s(?:they|he|she|had\sbeen)|hidden|placed|planted|left|concealed|thrown|attached|fixed|buried|laid|on|under|in|with|from|near)\s[^;]{2,80})?"
_ARM = r"(?:gun|pistol|rifle|handgun|weapon|firearm|revolver|knife|hand\sgrenade|shotgun|axe)s?"
_STONE = r"(?:stones?|rocks?|bricks?|bottles?|fireworks|eggs|paint|objects|projectiles|pieces\sof\swood|debris)"
_STONES = rf"(?:a\snumber\sof\s|several\s|some\s|other\s)?{_STONE}(?:(?:,\s|\sand\s|,\sand\s)(?:other\s)?{_STONE})*"
_THROWN = r"(?:thrown|hurled|tossed|lobbed|launched|fired|pitched)"
_THREW = r"(?:threw|hurled|tossed|lobbed|launched|fired|had\sthrown|throwing)"
_AT = r"(?:at|into|onto|on(?!\s\d)|over(?!\s\d)|towards?|against|near|inside|in|from|outside|under|through|by|across)"
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
    _way("attack", _ACTOR, rf"{_THREW}\s{_COUNT}\s{_PETROL}\s(?:at|into|onto|on|over|towards?|against|through)\b", "object", "subject"),
    _way("explosion", _BOMBS, rf"{_BE}{_HOW}{_THROWN}\s{_AT}\b", "object", "by"),
    _way("explosion", _BOMBS, rf"{_BE}{_HOW}(?:thrown|detonated|set\soff)\b(?!\s(?:by\s(?:[\w-]+\s){{0,3}}{_FORCES}|in\sa\scontrolled))", "object", "by"),
    _way("explosion", _BOMBS, r"(?:had\s)?(?:detonated|exploded|went\soff|blew\sup)\b", "object"),
    _way("explosion", _BOMBS, r"(?:hit|struck|damaged|destroyed|killed|wounded|injured|landed\s(?:in|on|near))\s(?!(?:by|and|or|in|when|during|at)\b)", "object"),
    _way("explosion", _ACTOR, rf"{_THREW}\s{_COUNT}\s{BOMB}\s(?:at|into|onto|on|over|towards?|against|through)\b", "object", "subject"),
    _way("explosion", _ACTOR, rf"(?:detonated|set\soff|planted|placed)\s{_COUNT}\s{BOMB}\b", "object", "subject"),
    _way("explosion", _ANYONE, rf"{_BE}{_HOW}(?:damaged|destroyed|hit|killed|injured|wounded|blown\sup|shaken|struck|wrecked)\s(?:by|with|in)\s(?:{_COUNT}\s)?(?:[\w-]+\s)?(?:{BOMB}|explosions?|blasts?|detonations?)\b(?!\sattacks?)", "subject"),
    _way("explosion", _ANYONE, rf"(?:struck|hit|ran\sover|drove\sover|drove\son(?:to)?|stepped\son|triggered|set\soff|detonated|activated)\s(?:an?|{NUMBER})\s(?:[\w-]+\s)?(?:(?:land)?mines?\b|{BOMB})(?!\sclearance|field)", "subject"),
    # shots
    _way("shooting", _FIRE, rf"{_BE}{_HOW}(?:fired|directed|heard|aimed)\b(?!\s(?:in\sthe\sair|into\sthe\sair\sby))", "object", "by"),
    _way("shooting", _FIRE, r"(?:hit|struck|damaged|killed|wounded|injured|broke)\s(?!(?:by|and|or|in|when|during|at)\b)", "object"),
    _way("shooting", _ACTOR, rf"(?:had\s)?(?:opened\sfire\b(?:\s(?:on|at|upon|against)\b)?|fired\s(?:(?:{_COUNT})\s)?(?:(?:warning\s)?(?:shots?|rounds?|bullets?)\s)?(?:from\s[^,;]{{2,40}}?\s)?(?:at|on|upon|into|towards?|against)\b)", "object", "subject"),
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
    _way("stoning", rf"(?:.*\s)?{_STONES}", rf"{_BE}{_HOW}(?:thrown|hurled)\b(?:\s(?:at|against|on|towards?)\b)?", "object", "by"),
    _way("stoning", _ACTOR, rf"(?:threw|hurled|pelted|throwing|had\sthrown)\s{_STONES}\b(?:\s(?:at|against|on|towards?)\b)?", "object", "subject"),
    _way("stoning", _ANYONE, rf"{_BE}{_HOW}(?:stoned|pelted\swith\s{_STONES}|(?:hit|struck)\s(?:by|with)\s(?:a\s|several\s)?{_STONES})(?:\sto\sdeath)?\b", "subject", "by"),
    _way("stoning", _ACTOR, rf"(?:stoned|pelted)\s{_HARMED}", "object", "subject"),
    # fire
    _way("arson", _ANYONE, rf"{_BE}{_HOW}(?:set\s(?:on\sfire|alight|ablaze)|torched|burn(?:ed|t)\s?(?:down|to\sthe\sground|out)|fire-?bombed|(?:damaged|destroyed|gutted)\s(?:by|in)\s(?:an\s)?arson|burn(?:ed|t)(?=\s(?:in|by|near|on|at|during)\b|[,.;]|\Z))", "subject", "by"),
    _way("arson", _ACTOR, rf"(?:set\sfire\sto|torched|burn(?:ed|t)(?:\sdown)?|set\s(?=[^.;]{{2,60}}\s(?:on\sfire|alight|ablaze)\b))\s?{_HARMED}", "object", "subject"),
    _way("arson", r"(?:.*\s)?[Ff]ires?,?\s[^;]{0,60}?\b(?:deliberate\w*|arson\w*|on\spurpose)\b[^;]{0,30}", r"(?:destroyed|damaged|gutted|broke\sout)\b", "object"),
    # blows
    _way("attack", _ANYONE, rf"{_BE}{_HOW}(?:stabbed|beaten|assaulted|ambushed|mugged|attacked|set\supon|manhandled|hit\son\sthe\shead|knifed)\b{_OUT_OF_SPORT}(?!\sto\sdeath|\sand\skilled)", "subject", "by"),
    _way("attack", _ACTOR, rf"(?:attacked|assaulted|stabbed|beat(?:\sup)?|ambushed|mugged|knifed|manhandled)\s(?!their|its|the\s(?:problem|issue|plan|government|policy)){_HARMED}", "object", "subject"),
    _way("attack", _ACTOR, rf"(?:drove|rammed)\s(?:an?|the|their)\s{VEHICLE}\s(?:at|into)\s{_HARMED}", "object", "subject"),
    _way("riot", _ACTOR, r"clashed\swith\b", "", "both"),
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
    _way("vandalism", _ACTOR, rf"(?:vandali[sz]ed|desecrated|defaced|overturned|smashed|daubed|damaged|slashed|sprayed|tore\sdown|(?:wrote|painted|sprayed|daubed)\s(?:[\w-]+\s)?(?:graffiti|slogans)\son|broke(?=\s(?:[\w-]+\s){{0,3}}windows?))\s?(?:{_HARMED}|(?=windows))", "object", "subject"),
    # weapons shown
    _way("threat", _ACTOR, rf"(?:pointed|aimed|brandished|pulled|drew)\s(?:an?|his|their|her)\s{_ARM}(?:\s(?:at|on|against|towards?)\b)?", "object", "subject"),
    _way("threat", _ANYONE, rf"{_BE}{_HOW}(?:threatened\b(?!\sto)|intimidated)(?:\s(?:with\s(?:an?\s)?{_ARM}|at\sgunpoint))?", "subject", "by"),
    _way("threat", _ACTOR, rf"(?:threatened|intimidated)\s(?!to\b){_HARMED}", "object", "subject"),
    _way("threat", r"(?:.*\s)?(?:threatening|intimidating)\s(?:letters?|leaflets?|messages?|notes?|phone\scalls?|telephone\scalls?)", rf"{_BE}{_HOW}(?:sent|delivered|received|left|distributed|posted|made|found)\b", "object", "by"),
    _way("threat", _ANYONE, r"received\s(?:an?\s|several\s|anonymous\s|written\s|death\s)*(?:threats?|threatening\s(?:letters?|phone\scalls?|messages?))\b", "subject"),
    # no violence
    _way("accident", rf"(?:.*\s)?(?:{VEHICLE}|{VEHICLE}\b.*)", r"(?:left\sthe\sroad|overturned|skidded|collided\swith|crashed|rolled\sover|ran\soff\sthe\sroad|fell\sinto|came\soff\sthe\sroad)\b", "subject"),
    _way("accident", _ANYONE, rf"{_BE}{_HOW}(?:killed|injured|wounded|hurt|hit|struck|run\sover)\s(?:(?:when|after)\s(?:[^.;]{{3,80}})\s(?:overturned|collided|crashed|left\sthe\sroad)|(?:in|by|during|as\sa\sresult\sof|following)\s(?:(?:an?|separate|two|three|the(?=\s(?:accidental|negligent)))\s)?(?!th[aeiou]\w*\s)(?:[\w-]+\s){{0,2}}?(?:accidents?|collisions?|crash(?:es)?|landslides?|avalanches?|floods?|lightning|accidental\s(?:discharge|shot|explosion)|negligent\sdischarge))\b", "subject"),
    _way("accident", _ANYONE, r"(?:died|lost\s(?:his|her|their)\sli(?:fe|ves)|drowned)\s(?:in|during)\s(?:an?\s|the\s)?(?:[\w-]+\s){0,2}?(?:accidents?|collisions?|crash(?:es)?|landslides?|avalanches?|floods?|river|lake)\b", "subject"),
    _way("accident", _ANYONE, rf"(?:accidentally\s(?:shot|wounded|discharged)|{_BE}accidentally\s(?:shot|wounded|injured|killed))\b", "subject"),
)  # fmt: skip


@cache
def _pattern(words: str) -> re.Pattern[str]:
    """A pattern of a way, compiled when it is first asked for: all of them take a tenth of a second."""
    return re.compile(words, re.S)


@cache
def _verb() -> re.Pattern[str]:
    """Any verb of violence; the many in the passive are tried only where their auxiliary stands."""
    verbs = dict.fromkeys(way.verb for way in _WAYS)
    passive = "|".join(f"(?:{verb})" for verb in verbs if verb.startswith(_BE))
    others = "|".join(f"(?:{verb})" for verb in verbs if not verb.startswith(_BE))
    return re.compile(rf"\b(?=[a-z])(?:(?={_BE})(?:{passive})|{others})")


KEYS = (
    "fire", "shot", "explo", "grenade", "stone", "stabb", "beat", "attack", "assault", "murder", "desecrat", "pistol", "knife", "bomb", "mine ", "mines", "landmine", "blast", "bullet", "gun ", "guns", "gunfire", "gunman", "gunmen", "gunpoint", "gunshot", "firebomb", "fire-bomb", "unexploded", "deton", "killed", "burn", "torched", "robbe", "stole", "loot", "stoning", "killing",
    "broke", "vandal", "overturn", "damaged", "threat", "intimidat", "kidnap", "abduct", "accident", "collided", "left the road", "crash", "graffiti", "clashed", "arson", "thieves", "threw", "thrown", "hurled", "rocket", "mortar", "shells", "ambush", "daubed", "smashed", "drowned", "ablaze", "alight",
)  # fmt: skip
"Stems of which a paragraph with a violent event has one."

VERBS = (
    "fired", "threw", "thrown", "hurled", "explod", "detonated", "hit", "struck", "killed", "injured", "wounded", "damaged", "destroyed", "went off", "set ", "blew up", "beat", "broke", "shot", "exchanged", "came under",
    "opened", "stole", "burn", "attacked", "assaulted", "robbed", "stabbed", "murdered", "stoned", "pelted", "torched", "threatened", "intimidated", "abducted", "kidnapped", "looted", "overturned", "vandali", "desecrated", "ambushed", "mugged",
    "ran over", "clashed", "drove", "stepped", "triggered", "landed", "placed", "planted", "smashed", "daubed", "slashed", "sprayed", "tore", "painted", "pointed", "aimed", "brandished", "pulled", "drew", "collided", "crashed", "left", "fell", "died",
    "drowned", "lost", "cut", "took", "removed", "received", "shaken", "wrecked", "directed", "heard", "found", "discovered", "attached", "opening", "blown up", "executed", "lynched", "bludgeoned", "hacked", "strangled", "firebombed", "fire-bombed", "manhandled", "hostage", "broken", "knocked", "run over", "sent", "delivered", "written", "distributed", "posted", "made", "cable", "dug", "dismantled", "activated", "wrote", "pitched", "gutted", "burgled", "ransacked", "forced", "defaced", "accidentally", "rammed", "tossed", "lobbed", "launched", "skidded", "rolled", "come under", "knifed",
)  # fmt: skip
"Stems of which a sentence with a violent deed has one."


@dataclass(frozen=True, slots=True)
class Deed:
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
    # what opens a sentence is written with a capital: "Shots were fired"
    lower = words[:1].lower() + words[1:]
    for way in _WAYS:
        if _pattern(way.verb).match(passage.text, match.start(), core.end):
            subjects = _pattern(way.subject)
            if subjects.match(words) or (lower != words and subjects.match(lower)):
                return way
    return None


def _verb_end(passage: Passage, way: Way, match: re.Match[str], core: Span) -> int:
    own = _pattern(way.verb).match(passage.text, match.start(), core.end)
    return own.end() if own else match.end()
