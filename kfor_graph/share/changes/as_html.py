"""Changes as one HTML page that needs nothing else: no script, no style sheet, no picture."""

from collections.abc import Iterator
from html import escape

from kfor_graph.share.changes.as_text import counts, summary
from kfor_graph.share.changes.model import SECTIONS, Change, Changes, Kind

_STYLE = """
:root { color-scheme: light dark; --line: #8886; --added: #17692c; --removed: #b3261e; --changed: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --added: #7fdc95; --removed: #ff8a80; --changed: #ffc766; } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem; }
article { border-top: 1px solid var(--line); padding: .6rem 0; overflow-wrap: anywhere; }
h2 { margin: 2rem 0 .4rem; font-size: 1.15rem; } h3 { font-size: 1rem; margin: 0; font-weight: 600; }
.added { color: var(--added); } .removed { color: var(--removed); } .changed { color: var(--changed); }
p.at { font-size: .85rem; margin: .1rem 0; } blockquote { margin: .4rem 0 0; padding-left: .8rem; border-left: 3px solid var(--line); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 .8rem; margin: .3rem 0; font-size: .9rem; } dd { margin: 0; }
"""
_VERBS = {Kind.ADDED: "Added", Kind.REMOVED: "Removed", Kind.CHANGED: "Changed"}


def changes_html(changes: Changes, title: str) -> str:
    """A page with the changes by section, each with what differs and the words of the report."""
    body = "\n".join(line for name, heading in SECTIONS.items() for line in _section(changes.of(name), name, heading))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n"
        f"<p>{escape(summary(changes)) if changes else 'No difference.'}</p>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _section(found: tuple[Change, ...], name: str, heading: str) -> Iterator[str]:
    if found:
        yield f'<section id="{name}">\n<h2>{escape(heading)}: {escape(counts(found))}</h2>'
        for change in found:
            yield from _article(change)
        yield "</section>"


def _article(change: Change) -> Iterator[str]:
    yield f'<article>\n<h3><span class="{change.kind}">{_VERBS[change.kind]}</span> {escape(change.label)}</h3>'
    where = " ".join(filter(None, (change.graph, change.part, change.rule)))
    yield f'<p class="at"><a href="{escape(change.iri)}">{escape(change.iri.rsplit("/", 1)[-1])}</a> · {escape(where)}</p>'
    if change.facts:
        rows = (
            f"<dt>{escape(fact.property)}</dt><dd><del>{escape(' · '.join(fact.before))}</del> → "
            f"<ins>{escape(' · '.join(fact.after))}</ins></dd>"
            for fact in change.facts
        )
        yield f"<dl>{''.join(rows)}</dl>"
    if change.words:
        yield f"<blockquote>{escape(' … '.join(change.words))}</blockquote>"
    yield "</article>"
