"""The page that says what this is, how it is made and how to read it."""

from kfor_graph.site.rendering import render
from kfor_graph.site.visit import Visit


def about(visit: Visit) -> str:
    """What this is, how it was made, provenance, licences, citation, how to read certainty."""
    return render("about.html", visit)
