"""The page that says what this is, how it is made and how to read it."""

from kfor_graph.site.asking import ask
from kfor_graph.site.rendering import render
from kfor_graph.site.visit import Visit


def about(visit: Visit) -> str:
    """What this is, how it was made, provenance, licences, citation, how to read certainty."""
    rows = ask(visit.data, "certainties")
    return render(
        "about.html",
        visit,
        certainties=[(row["certainty"], row["label"], row["definition"]) for row in rows],
        styles=("/static/things.css",),
        description="How the reports of the Kosovo Force become data, how to read it and how to cite it.",
    )
