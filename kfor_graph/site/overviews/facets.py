"""Filters of events: what a choice leaves, and how many each further choice would give."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from urllib.parse import quote, urlencode

from kfor_graph.site.overviews.happenings import HAPPENED, Happening

ALL = "all"
"The choice of everything told, whether or not it happened."

FACETS: Mapping[str, Callable[[Happening], Iterable[str]]] = MappingProxyType(
    {
        "year": lambda event: event.years,
        "type": lambda event: event.kinds,
        "place": lambda event: event.places,
        "actor": lambda event: event.actors,
        "kind": lambda event: (*event.standing, ALL),
    }
)
"What events are filtered by, and the values that an event has of each."


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen: empty where nothing is."""

    year: str = ""
    type: str = ""
    place: str = ""
    actor: str = ""
    kind: str = HAPPENED

    def value(self, facet: str) -> str:
        """What is chosen of one facet."""
        return str(getattr(self, facet))

    def with_(self, facet: str, value: str) -> "Choice":
        """The same with another value of one facet; the empty one gives its choice up."""
        return replace(self, **{facet: value or (HAPPENED if facet == "kind" else "")})

    @property
    def made(self) -> dict[str, str]:
        """The facets of which something is chosen, with the values."""
        plain = Choice()
        return {facet: self.value(facet) for facet in FACETS if self.value(facet) != plain.value(facet)}

    def fits(self, event: Happening, but: str = "") -> bool:
        """Whether an event is what was chosen, one facet left aside."""
        return all(not self.value(facet) or self.value(facet) in of(event) for facet, of in FACETS.items() if facet != but)


@dataclass(frozen=True, slots=True)
class Option:
    """A value that may be chosen."""

    value: str
    count: int
    "how many events it would give, the other choices standing"
    chosen: bool


def choice(arguments: Mapping[str, str]) -> Choice:
    """What arguments of an address choose."""
    plain = Choice()
    return Choice(**{facet: arguments.get(facet) or plain.value(facet) for facet in FACETS})


def options(events: Iterable[Happening], chosen: Choice, facet: str) -> tuple[Option, ...]:
    """The values of one facet among the events that the other choices leave, the most frequent first."""
    counts = Counter(value for event in events if chosen.fits(event, facet) for value in set(FACETS[facet](event)))
    if (now := chosen.value(facet)) and now not in counts:
        counts[now] = 0
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Option(value, count, value == now) for value, count in ordered)


def reached(chosen: Choice, facet: str, value: str, single: bool) -> str:
    """The path that adds a choice; of a site of files, which has no pages of several choices, the path of this choice alone.

    single: whether the site is files
    """
    more = chosen.with_(facet, value)
    return address(Choice().with_(facet, value) if single and len(more.made) > 1 else more)


def address(chosen: Choice, page: int = 1) -> str:
    """The path of the events that are chosen: a file's name where at most one choice is made, a query string else."""
    made = chosen.made
    if len(made) > 1:
        return "/events.html?" + urlencode(made | ({"page": str(page)} if page > 1 else {}), quote_via=quote, safe="/")
    steps = [step for facet, value in made.items() for step in ((value,) if facet == "year" else (facet, quote(value)))]
    return "/".join(["/events", *steps, *(["page", str(page)] if page > 1 else [])]) + ".html"
