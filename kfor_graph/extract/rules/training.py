"""Courses and university places of a local force."""

import re
from collections.abc import Iterator

from kfor_graph.extract.actors.bodies import body
from kfor_graph.extract.claims import Slots, observation
from kfor_graph.extract.counts.numbers import NUMBER, QUALIFIER
from kfor_graph.extract.gate import reads
from kfor_graph.extract.modality.told import of_period, told
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim, Entity
from kfor_graph.texts import Span

_N = rf"\b(?=\w)(?:(?P<q>{QUALIFIER})\s)?(?P<n>{NUMBER})"
_WHO = (
    r"(?P<who>(?:(?:[A-Z]{2,6}|new|further|additional|more|other|female|male|active|reserve|corps)\s)*(?:members|officers"
    r"|non-commissioned\sofficers|cadets|soldiers|students|participants|trainees|recruits))"
)
_COURSE = r"(?:courses?|training|seminars?)"
_COURSE_WORD = re.compile(rf"\b(?:{_COURSE}|trained)\b")
_BRACKETED = re.compile(
    rf"(?:\b(?:[Tt]he|[Aa]n?|[Oo]ne)\s)?(?P<course>\b(?!and\b)[\w'’-]+(?:\s(?!and\b)[\w'’-]+){{0,8}}?\s)?\b{_COURSE}\b(?:"
    rf"\s(?!and\b)[\w'’-]+){{0,8}}?\s\({_N}\s{_WHO}\)"
)
_ATTENDED = re.compile(
    rf"{_N}\s{_WHO}\s(?:(?:have|has|had|are|were|also)\s)*(?:attend(?:ed|ing)|complet(?:ed|ing)|started|began|begun|finished"
    rf"|follow(?:ed|ing)|took\spart\sin|taken\spart\sin|participat(?:ed|ing)\sin"
    rf"|graduated\sfrom|passed|undergo(?:ing|ne)|underwent|enrolled\s(?:in|on)|(?P<trained>(?:been\s)?trained\s(?:in|as|on)))\s"
    rf"(?P<course>(?(trained)[^.;,()]{{2,60}}?|[^.;,()]{{0,60}}?\b{_COURSE}\b(?:\s(?:in|on|for|of|at)"
    rf"\s[^.;,()]{{2,60}}?)?))(?=[.,;()]|\s(?:and|while|which|that|during|under|with|from|ending|held)\b)"
)
_AND_ATTENDED = re.compile(
    rf"(?:(?<=\band\s)|(?<=\bwhile\s)){_N}(?:\s(?P<who>others))?\s(?:attended|completed|began|started|followed|passed)\s(?P<course>[^.;,()]{{0,60}}?\b{_COURSE}\b)"
)
_TAUGHT = re.compile(
    rf"(?:(?:[Tt]he|[Aa]n?)\s)?\b(?P<course>(?!and\b)[\w'’-]+(?:\s(?!and\b)[\w'’-]+){{0,5}}?\s{_COURSE}(?:\s(?:in|on|for)"
    rf"\s[^.;,()]{{2,50}}?)?|{_COURSE}\sin\s[^.;,()]{{2,50}}?)\s(?:was|has\sbeen)\s(?:attended|completed|started|begun)\sby\s{_N}"
    rf"\s{_WHO}"
)
_UNIVERSITY = r"(?:the\s)?(?:University(?:\sof\s[A-Z]\w+)?|university|universities)"
_ENTERED = re.compile(
    rf"""
    (?:(?:[Tt]he\s)?\b[A-Z][\w-]*\s(?:[A-Z][\w-]*\s){{0,3}}(?:now\s)?(?:has|had)\s)?{_N}\s(?:new\s(?:[A-Z]{{2,6}}\s)?(?:members
      |students)\s(?:in|at|attending)\s{_UNIVERSITY}
      | (?:(?:new|further|additional|more|other)\s)*(?:[A-Z]{{2,6}}\s)?(?:members|officers|students)\s
        (?:(?:have|has|were|had)\s)?(?:been\s)?(?:newly\senrolled|enrolled|entered|admitted|started|began|registered)(?:\s
          (?:studies|studying))?\s(?:at|in|to)?\s?{_UNIVERSITY})\b
    """,
    re.X,
)
_ATTENDING = re.compile(
    rf"""
    (?:\bbringing|\bwhich\s(?:brings|brought)|\b[Tt]his\s(?:brings|brought))\sthe\s(?:total|number|total\snumber|overall\stotal)
      (?P<of>\sof\s[^.;,\d]{{2,80}}?)?\sto\s{_N}
    | (?:(?P<q2>{QUALIFIER})\s)?(?P<n2>{NUMBER})\s(?:[A-Z]{{2,6}}\s)?(?:members|officers|students)\s(?:are|were)\s(?:now\s
      |currently\s|presently\s|still\s)?(?:attending|studying\sat|at|enrolled\s(?:at|in))\s{_UNIVERSITY}\b
    """,
    re.X,
)
_TRAINED = re.compile(
    rf"(?:\bbringing|\bwhich\s(?:brings|brought)|\b[Tt]his\s(?:brings|brought))\sthe\s(?:total|number|total\snumber|overall\stotal)"
    rf"\sof\s(?:(?:[A-Z]{{2,6}}|corps|force)\s)?(?:trained\s[a-z][^.;,()\d]{{2,40}}?|(?:members|officers|soldiers|personnel)\s(?:(?:so\sfar\s|already\s)?trained\b|who\shave\s(?:completed|been\strained)\b)"
    rf"[^.;,()\d]{{0,60}}?)\sto\s{_N}"
)


@reads("course", "train", "universit", "seminar", "retrain")
def training(passage: Passage) -> Iterator[Claim]:
    """Members of the one local body that is told of who are on a course, or have completed one, and their total; members at university.

    Example: `«The Officer basic course ending in November (12 members)» … have started. «KPC has 16 new members in the university»,
    «bringing the total of KPC members attending university to 37».` One figure a course; what is only planned is left out.
    """
    if not passage.period:
        return
    for sentence in passage.block.sentences:
        words = passage.words(sentence)
        course, university = bool(_COURSE_WORD.search(words)), "niversit" in words
        if (course or university) and told(passage, sentence) and (about := body(passage, sentence)):
            yield from _courses(passage, sentence, about) if course else ()
            yield from _university(passage, sentence, about) if university else ()
            for match in passage.find(_TRAINED, sentence) if "trained" in words or "who have" in words else ():
                if claim := observation(
                    passage, (Span(*match.span()),), "members-trained", passage.quantity(match, "n", "q"), "persons", about
                ):
                    yield claim


def _courses(passage: Passage, sentence: Span, about: Entity) -> Iterator[Claim]:
    taken: set[int] = set()
    words = passage.words(sentence)
    for key, pattern in (("(", _BRACKETED), ("", _ATTENDED), ("", _AND_ATTENDED), (" by ", _TAUGHT)):
        for match in passage.find(pattern, sentence) if key in words else ():
            if match.start("n") in taken or (match["who"] and passage.entities(Span(*match.span("who")), "mission")):
                continue
            if pattern is _AND_ATTENDED and not taken:
                continue
            taken.add(match.start("n"))
            if not of_period(passage, Span(*match.span())):
                continue
            if claim := observation(
                passage, (Span(*match.span()),), "course-participants", passage.quantity(match, "n", "q"), "persons", about
            ):
                yield claim


def _university(passage: Passage, sentence: Span, about: Entity) -> Iterator[Claim]:
    entered: list[Claim] = []
    for match in (match for match in passage.find(_ENTERED, sentence) if of_period(passage, Span(*match.span()))):
        if claim := observation(passage, (Span(*match.span()),), "university-entries", passage.quantity(match, "n", "q"), "persons", about):
            entered.append(claim)
            yield claim
    included: Slots = tuple(("includes", claim) for claim in entered) if len(entered) == 1 else ()
    for match in (match for match in passage.find(_ATTENDING, sentence) if of_period(passage, Span(*match.span()))):
        if match["n"] and not entered and "niversit" not in (match["of"] or ""):
            continue
        n, q = ("n", "q") if match["n"] else ("n2", "q2")
        if claim := observation(
            passage, (Span(*match.span()),), "at-university", passage.quantity(match, n, q), "persons", about, more=included
        ):
            yield claim
