"""What a report says of an earlier time, beside what the report on that time said itself."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import RdfFormat, parse

from kfor_graph import names
from kfor_graph.graph.gist import FigureGist, Gist
from kfor_graph.graph.labels import when
from kfor_graph.graph.terms import iri, name, text
from kfor_graph.model import Concept, Evidence, Finding
from kfor_graph.texts import Period, Span

_Told = tuple[str, FigureGist]


@dataclass(slots=True)
class Earlier:
    """Figures for an earlier time, compared."""

    links: set[str] = field(default_factory=set)
    "quads of the graph `across`: figures that agree"
    issues: set[str] = field(default_factory=set)
    "quads of the graph `audit`: figures that do not"
    findings: list[Finding] = field(default_factory=list)
    "one for each that does not agree"


def earlier(gists: Mapping[str, Gist], graph: Callable[[str], bytes]) -> Earlier:
    """Every figure for a time before its report against the figure that the report on that time gives for the same thing.

    gists: by document
    graph: gives the N-Quads of a document, from which the words of a disagreement are taken

    Equal figures are linked. Figures that differ are a source issue, with the words of both, where both are exact. A report that itself
    gives several figures for the thing is not compared.
    """
    own: dict[str, list[_Told]] = defaultdict(list)
    back = [(key, figure) for key, gist in sorted(gists.items()) for figure in gist.figures if figure.earlier]
    wanted = {figure.what for _, figure in back}
    for key, gist in sorted(gists.items()):
        for figure in gist.figures:
            if not figure.earlier and figure.what in wanted:
                own[figure.what].append((key, figure))
    compared = Earlier()
    disagreeing: list[tuple[_Told, _Told]] = []
    for key, figure in back:
        for first in _by_document(own[figure.what], key, figure):
            equal = [item for item in first if item[1].value == figure.value]
            if equal:
                other, told = equal[0]
                line = f"{iri(names.part(key, figure.claim))} {name('kfo:agreesWith')} {iri(names.part(other, told.claim))}"
                compared.links.add(f"{line} {iri(names.graph('across'))} .\n")
            elif len({item[1].value for item in first}) == 1 and figure.exact and first[0][1].exact:
                disagreeing.append(((key, figure), first[0]))
    words = _words(disagreeing, graph)
    for late, early in disagreeing:
        _disagree(compared, late, early, words)
    return compared


def _by_document(own: list[_Told], key: str, figure: FigureGist) -> Iterator[list[_Told]]:
    """The figures of other reports, document by document."""
    found: dict[str, list[_Told]] = defaultdict(list)
    for other, told in own:
        if (other, _report(told)) != (key, _report(figure)):
            found[other].append((other, told))
    yield from found.values()


def _report(figure: FigureGist) -> str:
    return "-".join(figure.block.split("-")[:2])


def _disagree(compared: Earlier, late: _Told, early: _Told, words: Mapping[str, tuple[str, tuple[Evidence, ...]]]) -> None:
    """Notes two figures that differ: an issue that targets both claims, and a finding."""
    claims = [names.part(key, figure.claim) for key, figure in (late, early)]
    (printed, said), (first, told) = (
        words.get(claim, (figure.value, ())) for claim, (_, figure) in zip(claims, (late, early), strict=True)
    )
    days = when(Period(late[1].start, late[1].end))
    sentence = f"{late[0]} gives {printed} for {days} (“{_quoted(said)}”); {early[0]} itself gave {first} (“{_quoted(told)}”)."
    kind = names.concept(Concept("issue-type", "earlier-report-differs"))
    issue = names.part(late[0], "issue-" + names.digest([kind, *sorted(claims)]))
    facts = [
        f"{name('rdf:type')} {name('kfo:SourceIssue')}",
        f"{name('rdf:type')} {name('oa:Annotation')}",
        f"{name('kfo:issueType')} {iri(kind)}",
        f"{name('oa:motivatedBy')} {name('oa:assessing')}",
        f"{name('oa:bodyValue')} {text(sentence)}",
        *(f"{name('oa:hasTarget')} {iri(claim)}" for claim in claims),
    ]
    compared.issues.update(f"{iri(issue)} {fact} {iri(names.graph('audit'))} .\n" for fact in facts)
    related = tuple((early[0], piece) for piece in told)
    compared.findings.append(Finding("Warning", sentence, "earlier", late[0], late[1].block, claims[0], said, related, printed, first))


def _quoted(evidence: Iterable[Evidence]) -> str:
    return " … ".join(piece.words for piece in evidence)


def _words(disagreeing: list[tuple[_Told, _Told]], graph: Callable[[str], bytes]) -> dict[str, tuple[str, tuple[Evidence, ...]]]:
    """For each claim, its figure as printed and its words in the order of the text."""
    asked: dict[str, set[str]] = defaultdict(set)
    for pair in disagreeing:
        for key, figure in pair:
            asked[key].add(names.part(key, figure.claim))
    found = {}
    for key, claims in sorted(asked.items()):
        facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for quad in parse(graph(key), format=RdfFormat.N_QUADS):
            facts[str(quad.subject.value)][quad.predicate.value].append(quad.object.value)
        for claim in claims:
            block = facts[claim][names.expand("kfo:reportedIn")][0].removeprefix(names.part(key, ""))
            pieces = [_piece(block, facts[piece]) for piece in facts[claim][names.expand("kfo:evidence")]]
            found[claim] = facts[claim][names.expand("kfo:printed")][0], tuple(sorted(pieces, key=lambda piece: piece.span))
    return found


def _piece(block: str, facts: Mapping[str, list[str]]) -> Evidence:
    start, end, words = (facts[names.expand(name)][0] for name in ("oa:start", "oa:end", "oa:exact"))
    return Evidence(block, Span(int(start), int(end)), words, " ".join(words.split()))
