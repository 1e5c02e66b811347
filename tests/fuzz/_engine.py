"""The engine as a second opinion on texts that we read ourselves."""

from functools import cache

import pyoxigraph

from kfor_graph import names

_NOBODYS = pyoxigraph.Variable("nobody_uses_this")


@cache
def _nothing() -> pyoxigraph.Store:
    return pyoxigraph.Store()


def parses(text: str) -> bool:
    """Whether the engine takes a text for a query; it is read and not run, because no query has the variable that is to be filled."""
    try:
        _nothing().query(text, prefixes=names.PREFIXES, substitutions={_NOBODYS: pyoxigraph.Literal("")})
    except SyntaxError:
        return False
    except RuntimeError:
        return True
    return True
