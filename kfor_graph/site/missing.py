"""The page that stands where there is none."""

from urllib.parse import urlsplit

from kfor_graph.site.assets import built
from kfor_graph.site.data import DataSet
from kfor_graph.site.rendering import render
from kfor_graph.site.visit import Visit


def missing(path: str, data: DataSet) -> str:
    """What to show, with status 404, at a path without a page."""
    root = urlsplit(data.public).path if data.files else ""
    scripts = ("/static/built/missing.js",) if data.files and built("missing.js") else ()
    return render("missing.html", Visit(path, {}, {}, data), root=root, scripts=scripts)
