"""The page of a thing: names, facts with the claims that state them, claims by year, events, mentions, and what else leads to it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kfor_graph import names
from kfor_graph.errors import QueryError
from kfor_graph.site.asking import behind
from kfor_graph.site.claims import claim_page, evidence_page, part_page
from kfor_graph.site.graphs import graph_page
from kfor_graph.site.labels import labels, name, spoken
from kfor_graph.site.ontology.schemes import place_of, scheme_page
from kfor_graph.site.rendering import alternates, render
from kfor_graph.site.thing_data import ELSEWHERE, NAMES, TOLD, Link, Thing, by_year, thing, years
from kfor_graph.site.urls import iri_of
from kfor_graph.site.visit import Visit

A_PAGE = 50
"Things in each list of a page."

MOST_PAGES = 40
"Pages that there are of a list: the rest of what is longer is asked for in SPARQL."

_SPECIAL = (
    ("kfo:Claim", claim_page),
    ("kfo:Evidence", evidence_page),
    ("kfo:DocumentPart", part_page),
    ("skos:ConceptScheme", scheme_page),
)
"Classes whose things have a page of another kind."


@dataclass(frozen=True, slots=True)
class Listed:
    """A thing in a list."""

    iri: str
    label: str
    year: str
    how: tuple[str, ...]
    "the properties by which it leads to the thing of the page"
    kind: str
    "its class in small letters; empty where it is no claim, event or part"


def thing_page(visit: Visit) -> str | None:
    """The page of anything below /doc but documents; None where the graph does not know it."""
    stem = visit.steps.get("of")
    iri = iri_of(f"/doc/{stem}" if stem else visit.path.removesuffix(".html"))
    try:
        found = thing(visit.data, iri) if iri else None
    except QueryError:
        return None  # the path is no IRI
    further = bool(visit.steps.get("page"))
    if further and (found is None or any(kind in found.classes for kind, _ in _SPECIAL)):
        return None  # these are never so long
    if found is None or iri is None:
        return graph_page(visit, iri) if iri and iri.startswith(names.BASE + "graph/") else None
    for kind, maker in _SPECIAL:
        if kind in found.classes:
            return maker(visit, found)
    if "prov:Plan" in found.classes:
        made = thing(visit.data, iri, "rule-claims")
        claims = made.claims if made else ()
    else:
        claims = found.claims
    return _render(visit, found, claims)


def _render(visit: Visit, found: Thing, claims: Sequence[Link]) -> str | None:
    known = years(visit.data)
    stem = f"/doc/{visit.steps['of']}" if visit.steps.get("of") else visit.path.removesuffix(".html")
    given = visit.steps.get("page") or visit.arguments.get("page", "1")
    number = int(given) if given.isdecimal() and len(given) < 7 else 1
    lists = {"claims": claims, "events": found.events, "parts": found.parts, "others": found.others}
    shown = {title: _page(links, number, known) for title, links in lists.items()}
    wanted = {item.iri for items in shown.values() for item in items}
    wanted |= {claim for fact in found.facts for claim in fact.claims}
    called = labels(visit.data, wanted)
    listed = {title: [replace(item, label=called[item.iri]) for item in items] for title, items in shown.items()}
    totals = {title: len({link.subject for link in links}) for title, links in lists.items()}
    pages = max(1, -(-max(totals.values()) // A_PAGE))
    if visit.steps.get("page") and not 0 < number <= pages:
        return None
    told = found.values(*TOLD)
    return render(
        "thing.html",
        visit,
        thing=found,
        kind=found.types[0][1] if found.types else "",
        told=[fact for fact in told if fact.language in {"", "en"}] or told,
        names=_names(found),
        elsewhere=[fact for fact in found.values(*ELSEWHERE) if fact.is_thing],
        facts=found.without(*NAMES, *TOLD, *ELSEWHERE, "dcterms:title"),
        open_question="kfo:Eventuality" in found.classes and "kfo:Event" not in found.classes,
        place=place_of(visit.data, found) if "skos:Concept" in found.classes else None,
        lists=listed,
        totals=totals,
        chart=_chart(by_year(claims, known)),
        paging=[(str(at), None if at == number else _address(stem, at)) for at in range(1, min(pages, MOST_PAGES) + 1)],
        called=called,
        behind=behind("thing", "thing", found.iri),
        behind_links=behind("thing-links", "thing", found.iri),
        alternates=alternates(stem),
        styles=("/static/things.css",),
        structured=_structured(found),
        description=f"{found.label}: what the reports of the Kosovo Force say of it.",
    )


def _address(stem: str, number: int) -> str:
    """The path of a page of the lists of a thing."""
    return f"{stem}/page/{number}.html" if number > 1 else f"{stem}.html"


def _page(links: Sequence[Link], number: int, known: Mapping[str, str]) -> list[Listed]:
    """The subjects of one page of a list, by year and name, with how they lead here; labels come later."""
    found: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        found[link.subject].append(link)
    year = {iri: max(known.get(link.graph, "") for link in same) for iri, same in found.items()}
    order = sorted(found, key=lambda iri: (year[iri] or "9", iri))
    return [
        Listed(iri, "", year[iri], tuple(sorted({spoken(link.property) for link in found[iri]})), found[iri][0].kind.lower())
        for iri in order[(number - 1) * A_PAGE : number * A_PAGE]
    ]


def _names(found: Thing) -> list[tuple[str, str, str]]:
    """Spelling, language and use of each name."""
    uses = {"skos:prefLabel": "name", "skos:altLabel": "also", "skos:hiddenLabel": "misspelt or misread", "rdfs:label": "label"}
    return [(fact.value, fact.language, uses.get(name(fact.property), "name")) for fact in found.values(*NAMES) if not fact.is_thing]


def _chart(counts: Sequence[tuple[str, int]]) -> list[tuple[str, int, float]]:
    """Year, count, and length of its bar from 0 to 100."""
    most = max((count for _, count in counts), default=1)
    return [(year, count, round(100 * count / most, 1)) for year, count in counts]


def _structured(found: Thing) -> dict[str, Any]:
    same = [fact.value for fact in found.values(*ELSEWHERE) if fact.is_thing and fact.value.startswith("http")]
    described = next((fact.value for fact in found.values(*TOLD)), None)
    told = {"description": described} if described else {}
    return (
        {"@context": "https://schema.org", "@type": "Thing", "@id": found.iri, "name": found.label}
        | told
        | ({"sameAs": same} if same else {})
    )
