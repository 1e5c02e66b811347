"""Which handler answers which path: one visible list, the first that fits is taken."""

import re
from dataclasses import dataclass

from kfor_graph.site.data import DataSet
from kfor_graph.web.message import Answer, Handler, Request


@dataclass(frozen=True, slots=True)
class Route:
    """Paths and who answers them."""

    pattern: re.Pattern[str]
    "of the whole path"
    handler: Handler
    methods: tuple[str, ...] = ("GET",)


ROUTES: tuple[Route, ...] = ()


def answer(request: Request, data: DataSet) -> Answer:
    """The answer to a request: 404 for a path that nobody knows, 405 for a method that its path does not take."""
    for route in ROUTES:
        if route.pattern.fullmatch(request.path):
            if request.method in route.methods:
                return route.handler(request, data)
            return Answer(405, "text/plain; charset=utf-8", b"method not allowed\n", (("Allow", ", ".join(route.methods)),))
    return Answer(404, "text/plain; charset=utf-8", b"there is nothing at this address\n")
