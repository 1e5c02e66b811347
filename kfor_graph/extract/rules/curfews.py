"""Curfews imposed, relaxed, extended and lifted."""

import re
from collections.abc import Iterator

from kfor_graph.extract.events.deeds import Deed, around, deeds, did, inside, times_of
from kfor_graph.extract.events.doers import doers
from kfor_graph.extract.events.happenings import happenings
from kfor_graph.extract.gate import reads
from kfor_graph.extract.passage import Passage
from kfor_graph.extract.places.places import Found, kind
from kfor_graph.model import Claim
from kfor_graph.texts import Span

_DID = did(r"imposed|declared|ordered|introduced|reimposed|re-imposed|extended|relaxed|eased|shortened|lifted|ended|enforced")
_CURFEW = re.compile(r"\bcurfews?\b")
_IT = re.compile(r"(?:[Ii]t|[Tt]his|[Tt]he\s(?:measure|ban|order))\Z")
_THE_TOWN = re.compile(r"\b(?:on|in|over|throughout)\sthe\s(?:city|town|village|municipality)\b")


@reads("curfew")
def curfews(passage: Passage) -> Iterator[Claim]:
    """A curfew imposed, extended, relaxed or lifted, by whom, where and when: each an event.

    Example: `«The KFOR Commander imposed a curfew on the city on 5 March»`. "The city" is the one place of its kind that the paragraph
    has named before, if it has named one.
    """
    if not passage.period:
        return
    named = False
    for sentence in passage.block.sentences:
        for deed in deeds(passage, sentence, _DID) if named or "curfew" in passage.words(sentence) else ():
            what = deed.subject if deed.passive else deed.rest
            is_it = deed.passive and named and _IT.match(passage.words(deed.subject))
            if (_CURFEW.search(passage.text, what.start, what.end) or is_it) and not deed.relative:
                named = True
                yield from _tell(passage, deed)
        named = named or "curfew" in passage.words(sentence)


def _tell(passage: Passage, deed: Deed) -> Iterator[Claim]:
    when, how = times_of(passage, deed)
    whens = inside(passage, when)
    if (when and not whens) or how == "unclear":
        return
    by = tuple(("authority", actor) for actor in doers(passage, deed))
    where = around(passage, deed, deed.rest, deed.subject if deed.passive else Span(deed.rest.end, deed.rest.end))
    where = where or _the_town(passage, deed)
    if not whens and not (where or by):
        return
    verb = passage.words(deed.verb).rsplit(" ", 1)[-1]
    for told, _ in happenings(passage, deed, "curfew", whens[:1], where, by, subject=f"Curfew {verb}"):
        yield told


def _the_town(passage: Passage, deed: Deed) -> tuple[Found, ...]:
    """The one place that the paragraph's sentences before have named, where the clause says "the city"."""
    if not _THE_TOWN.search(passage.text, deed.sentence.start, deed.sentence.end):
        return ()
    first = Span(passage.block.span.start, deed.sentence.start)
    towns = {
        mention.entity: mention.span
        for mention in reversed(passage.mentions)
        if mention.span in first and mention.entity.kind == "place" and kind(passage, mention.entity) == "settlement"
    }
    return tuple((place, "at", deed.clause) for place in towns) if len(towns) == 1 else ()
