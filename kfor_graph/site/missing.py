"""The page that stands where there is none."""

from kfor_graph.site.data import DataSet
from kfor_graph.site.rendering import render
from kfor_graph.site.visit import Visit


def missing(path: str, data: DataSet) -> str:
    """What to show, with status 404, at a path without a page."""
    return render("missing.html", Visit(path, {}, {}, data))
