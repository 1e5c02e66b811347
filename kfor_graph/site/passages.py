"""A stretch of published text with its marks → HTML, in which nothing but the marks is added to the words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from kfor_graph.site.marks import Close, Mark, Open, Words, steps
from kfor_graph.texts import Span

_DEEPEST = 3
"Lines below words that can be told apart."


@dataclass(frozen=True, slots=True)
class Style:
    """How a mark looks, and what it leads to."""

    classes: str
    "of its element"
    identifier: str = ""
    "of its first piece; empty for none"
    number: int | None = None
    "written small behind it, as the link to the claim beside the text"
    note: str = ""
    "identifier of that claim beside the text"
    title: str = ""
    "what it says when pointed at"
    tag: str = "mark"
    "name of its element, never from data"


def passage(text: str, span: Span, marks: Iterable[Mark], styles: Mapping[str, Style], seen: set[str]) -> Markup:
    """The words of a span as HTML.

    marks:  what is to be marked; the key of each is one of `styles`
    seen:   identifiers that stand on the page already; those given here are added, so that each stands once
    """
    out: list[str] = []
    for step in steps(span.start, span.end, marks):
        if isinstance(step, Words):
            out.append(escape(text[step.start : step.end]))
        elif isinstance(step, Open):
            out.append(_opening(step, styles[step.mark.key], seen))
        else:
            out.append(_closing(step, styles[step.mark.key]))
    return Markup("".join(out))  # noqa: S704 - each piece is escaped where it is made


def _opening(step: Open, style: Style, seen: set[str]) -> str:
    identifier = ""
    if style.identifier and style.identifier not in seen:
        seen.add(style.identifier)
        identifier = f' id="{escape(style.identifier)}"'
    title = f' title="{escape(style.title)}"' if style.title else ""
    return f'<{style.tag} class="{escape(style.classes)} d{min(step.depth, _DEEPEST)}"{identifier}{title}>'


def _closing(step: Close, style: Style) -> str:
    if step.last and style.number is not None:
        return f'</{style.tag}><a class="ref" href="#{escape(style.note)}">{style.number}</a>'
    return f"</{style.tag}>"
