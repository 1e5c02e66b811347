"""Findings as HTML: as one page that needs nothing else (no script, no style sheet, no picture), and as articles for other pages."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape

from kfor_graph.model import Evidence, Finding
from kfor_graph.quality.findings import SEVERITIES, ordered
from kfor_graph.quality.home import Homes, short
from kfor_graph.texts import Span

_MOST = 500
"Findings on the page, the worst first: more would keep a browser busy."

_STYLE = """
:root { color-scheme: light dark; --line: #8886; --violation: #b3261e; --warning: #8a5a00; --info: #2a5db0; }
@media (prefers-color-scheme: dark) { :root { --violation: #ff8a80; --warning: #ffc766; --info: #9cc3ff; } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
article { border-top: 1px solid var(--line); padding: 1rem 0; }
h2 { font-size: 1.05rem; margin: 0; }
.severity { font-weight: 700; } .Violation { color: var(--violation); } .Warning { color: var(--warning); } .Info { color: var(--info); }
blockquote { margin: .6rem 0; padding-left: .8rem; border-left: 3px solid var(--line); }
mark { background: #ffd54f; color: #000; } u { text-decoration-thickness: 2px; }
p.at, dl { color: color-mix(in srgb, currentColor 75%, transparent); font-size: .9rem; margin: .3rem 0; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 .8rem; } dd { margin: 0; }
"""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where an article leads; an empty address is no link."""

    node: Callable[[str], str] = str
    "from the IRI of a node"
    words: Callable[[str], str] = lambda _iri: ""
    "from the IRI of a claim to its words"
    part: Callable[[str, str], str] = lambda _key, _block: ""
    "from the key of a document and the slug of one of its parts"


def findings_page(findings: Iterable[Finding], homes: Homes | None = None) -> str:
    """Findings, the worst first, each with the sentence, the words marked in it, the figures, and where all stands."""
    homes = homes or Homes()
    found = ordered(findings)
    counts = " · ".join(f"{sum(finding.severity == name for finding in found)} {name}" for name in SEVERITIES)
    articles = "\n".join(article(number, finding, homes) for number, finding in enumerate(found[:_MOST], 1))
    if len(found) > _MOST:
        articles += f'\n<p>{len(found) - _MOST:,} more stand in <a href="findings.json">findings.json</a>.</p>'
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
        f"<title>Findings</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>Findings</h1>\n<p>{counts}</p>\n"
        f"{articles}\n</main>\n</body>\n</html>\n"
    )


def article(number: int, finding: Finding, homes: Homes, addresses: Addresses | None = None) -> str:
    """A finding as an element of a page, everything in it escaped."""
    return "\n".join(_article(number, finding, homes, addresses or Addresses()))


def _article(number: int, finding: Finding, homes: Homes, addresses: Addresses) -> Iterator[str]:
    yield f'<article class="finding" id="finding-{number}">'
    yield f'<h2><span class="severity {escape(finding.severity)}">{escape(finding.severity)}</span> {escape(finding.message)}</h2>'
    yield from _sentences(finding, homes, addresses)
    part = addresses.part(finding.document, finding.block) if finding.document else ""
    facts = [("check", finding.check, ""), ("part", " ".join(filter(None, (finding.document, finding.block))), part)]
    if finding.formula:
        facts.append(("printed", finding.printed, addresses.words(finding.focus)))
        facts.append(("its own figures give", f"{finding.formula} = {finding.recomputed}", ""))
    facts.append(("graph", homes.graph(finding), ""))
    yield "<dl>" + "".join(f"<dt>{escape(name)}</dt><dd>{_link(to, value)}</dd>" for name, value, to in facts if value) + "</dl>"
    if finding.focus.startswith("https://"):
        yield f'<p class="at">{_link(addresses.node(finding.focus), short(finding.focus))}</p>'
    yield "</article>"


def _link(address: str, words: str) -> str:
    return f'<a href="{escape(address)}">{escape(words)}</a>' if address else escape(words)


def _sentences(finding: Finding, homes: Homes, addresses: Addresses) -> Iterator[str]:
    """The sentences of the words, each once, with the line where the first of the words stands."""
    marked: dict[tuple[str, Span], list[tuple[Evidence, str]]] = {}
    for key, piece, tag in [(finding.document, piece, "mark") for piece in finding.evidence] + [(*item, "u") for item in finding.related]:
        source = homes.source(key)
        if source is None or homes.place(key, piece) is None:
            yield f"<blockquote><{tag}>{escape(piece.quote)}</{tag}></blockquote>"
        else:
            marked.setdefault((key, source.sentence(piece.span)), []).append((piece, tag))
    for (key, sentence), pieces in marked.items():
        source = homes.source(key)
        if source is not None:
            line, column = source.place(pieces[0][0].span.start)
            yield f"<blockquote>{_marked(source.text, sentence, pieces)}</blockquote>"
            to = addresses.part(key, pieces[0][0].block or (finding.block if key == finding.document else ""))
            yield f'<p class="at">{_link(to, f"{key}, line {line}" if to else f"{source.file}:{line}:{column}")}</p>'


def _marked(text: str, sentence: Span, pieces: list[tuple[Evidence, str]]) -> str:
    """A sentence as HTML with the words tagged; of words that overlap, the first are."""
    parts, at = [], sentence.start
    for piece, tag in sorted(pieces, key=lambda item: item[0].span):
        start, end = piece.span.start, min(piece.span.end, sentence.end)
        if start >= at:
            parts += [escape(text[at:start]), f"<{tag}>{escape(text[start:end])}</{tag}>"]
            at = end
    return "".join([*parts, escape(text[at : sentence.end])])
