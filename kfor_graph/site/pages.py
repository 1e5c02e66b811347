"""Path and data → a page: the door to the site, and the visible list of its pages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kfor_graph.site.about import about
from kfor_graph.site.answers import query_list, query_page
from kfor_graph.site.data import DataSet
from kfor_graph.site.editor import editor
from kfor_graph.site.explorer import explorer
from kfor_graph.site.home import home
from kfor_graph.site.ontology.page import ontology, shapes_page
from kfor_graph.site.overviews.coverage import coverage
from kfor_graph.site.overviews.events import events
from kfor_graph.site.overviews.findings import findings
from kfor_graph.site.overviews.statistics import statistics
from kfor_graph.site.overviews.strength import strength
from kfor_graph.site.overviews.talks import talks
from kfor_graph.site.reader import reader
from kfor_graph.site.reports import reports
from kfor_graph.site.search.page import search_page
from kfor_graph.site.things import thing_page
from kfor_graph.site.visit import Maker, Visit


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site."""

    html: str
    "whole"


PAGES: tuple[tuple[str, Maker], ...] = (
    (r"/|/index\.html", home),
    (r"/reports\.html", reports),
    (r"/about\.html", about),
    (r"/events(?:/(?P<year>\d{1,4})|/(?P<facet>type|place|actor|kind)/(?P<value>.+?))?(?:/page/(?P<page>\d+))?\.html", events),
    (r"/strength\.html", strength),
    (r"/statistics\.html", statistics),
    (r"/talks\.html", talks),
    (r"/coverage(?:/page/(?P<page>\d{1,6}))?\.html", coverage),
    (r"/findings(?:/page/(?P<page>\d{1,6}))?\.html", findings),
    (r"/ontology\.html", ontology),
    (r"/shapes\.html", shapes_page),
    (r"/queries\.html", query_list),
    (r"/queries/(?P<group>[\w-]+)/(?P<name>[\w-]+)\.html", query_page),
    (r"/doc/doc/(?P<key>[^/]+)\.html", reader),
    (r"/doc/(?P<of>(?!doc/[^/]+/page/).+)/page/(?P<page>\d{1,6})\.html", thing_page),
    (r"/doc/.+\.html", thing_page),
    (r"/search(?:\.html)?", search_page),
    (r"/explore\.html", explorer),
    (r"/sparql\.html", editor),
)
"Patterns of whole paths, and who makes the page; the first that fits is taken."


def page(path: str, arguments: Mapping[str, str], data: DataSet) -> Page | None:
    """The page at a path of the site; None where there is none.

    path:      decoded, such as /doc/doc/S-2007-652.html
    arguments: names and values of the query string
    """
    for pattern, maker in PAGES:
        if fitted := re.fullmatch(pattern, path):
            html = maker(Visit(path, fitted.groupdict(), arguments, data))
            return None if html is None else Page(html)
    return None
