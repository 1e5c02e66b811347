"""A graph in the form of its suffix, or in the one that a client prefers: how everything is sent that is no thing of the data."""

import re
from collections.abc import Sequence

import pyoxigraph

from kfor_graph.site import formats
from kfor_graph.site.data import DataSet
from kfor_graph.site.formats import Format
from kfor_graph.site.syntax import write
from kfor_graph.web import negotiate
from kfor_graph.web.links import link, links, local
from kfor_graph.web.message import Answer, Request

SUFFIXES = "|".join(form.suffix for form in formats.GRAPHS)
"As a part of a pattern."


def stem(path: str) -> tuple[str, Format | None]:
    """A path without the suffix of a form of graphs, and that form."""
    found = re.fullmatch(rf"(?P<stem>.+)\.(?P<suffix>{SUFFIXES})", path)
    if not found:
        return path, None
    return found["stem"], next(form for form in formats.GRAPHS if form.suffix == found["suffix"])


def send(request: Request, data: DataSet, quads: Sequence[pyoxigraph.Quad], more: Sequence[str] = ()) -> Answer:
    """Quads in the form that the path ends in, or the client prefers; 406 where it takes none.

    more: further values of the Link header
    """
    path, form = stem(request.path)
    offered = [(local(data, f"{path}.{one.suffix}"), one.media) for one in formats.GRAPHS]
    alternates = [link(address, "alternate", media) for address, media in offered]
    if form is not None:
        return Answer(200, form.content_type, write(quads, form), links([*alternates, *more]), True)
    media = negotiate.wanted(request, [media for _, media in offered])
    if media is None:
        return negotiate.not_acceptable(offered)
    form = formats.of_media(media)
    place = ("Content-Location", local(data, f"{path}.{form.suffix}"))
    return Answer(200, form.content_type, write(quads, form), (*links([*alternates, *more]), ("Vary", "Accept"), place), True)
