"""The page of a named graph: what it holds, by class."""

from kfor_graph.site.asking import ask
from kfor_graph.site.labels import last, name
from kfor_graph.site.rendering import alternates, render
from kfor_graph.site.visit import Visit


def graph_page(visit: Visit, iri: str) -> str | None:
    """How many nodes of each class a named graph holds; None where there is no such graph."""
    if not visit.data.store.holds(iri):
        return None
    rows = list(ask(visit.data, "graph", graph=iri))
    counts = [(row["class"], row["label"] or name(row["class"]), int(row["nodes"])) for row in rows]
    key = last(iri)
    reader = f"/doc/doc/{key}.html" if (visit.data.build / "documents" / f"{key}.nq").is_file() else None
    return render("graph.html", visit, iri=iri, key=key, counts=counts, reader=reader, alternates=alternates(visit.path))
