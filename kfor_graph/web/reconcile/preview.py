"""A few lines about an entity, for the frame or the bubble in which a client shows it."""

from kfor_graph.site.rendering import environment
from kfor_graph.web.reconcile.things import Term, Things


def preview(iri: str, here: str, things: Things) -> str:
    """A small page at `here`, to be shown in a frame: only a style sheet of our own, no script."""
    entry = things.entry(iri)
    template = environment().get_template("reconcile-preview.html")
    return template.render(entry=entry, kind=things.types[entry.kind].name, here=here)


def flyout(iri: str, things: Things) -> str:
    """A piece of HTML about an entity."""
    entry = things.entry(iri)
    names = [name for name in entry.text.split(" · ") if name]
    return _bubble(entry.label, things.types[entry.kind].name, ", ".join(names[:12]))


def flyout_of_term(term: Term, what: str) -> str:
    """A piece of HTML about a type or property."""
    return _bubble(term.name, what, term.about)


def _bubble(name: str, what: str, about: str) -> str:
    return environment().get_template("reconcile-flyout.html").render(name=name, what=what, about=about)
