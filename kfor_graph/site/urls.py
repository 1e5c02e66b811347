"""Addresses: IRIs of the data and paths of the site → the links of a page, relative, so that they hold below any path."""

import re
from urllib.parse import quote

from kfor_graph import names

_LINKABLE = re.compile(r"(?:https?|mailto):", re.I)
_PATH = "/:@!$&'()*+,;=~-._%"
"What may stand in a path as it is; a % is taken as part of an address that is quoted already."


def href(target: str, here: str) -> str:
    """The link from the page at `here` to a target: an IRI of ours, a path of the site, or a foreign IRI, which stays as it is.

    target: may end in ?query or #fragment
    here:   path of the page that links, such as /doc/doc/S-2007-652.html

    What no browser should follow from data, such as `javascript:`, becomes a link to the page itself.
    """
    if target.startswith(names.BASE):
        target = path_of(target)
    elif not target.startswith("/"):
        return target if _LINKABLE.match(target) else "#"
    path, rest = re.fullmatch(r"([^?#]*)(.*)", target, re.S).groups()  # type: ignore[union-attr]
    return _relative(path, here, bool(rest)) + quote(rest, safe=_PATH + "?#/[]")


def path_of(iri: str) -> str:
    """The path of the page about an IRI of ours: things, concepts and named graphs below /doc, terms on the page of their vocabulary."""
    local, hash_, fragment = iri.removeprefix(names.BASE).partition("#")
    if local.startswith("id/"):
        local = f"doc/{local.removeprefix('id/')}.html"
    elif local.startswith(("scheme/", "graph/")):
        local = f"doc/{local}.html"
    elif vocabulary := re.fullmatch(r"(ontology|shapes|alignments)(?:/[\d.]+)?", local):
        local = f"{vocabulary[1]}.{'ttl' if vocabulary[1] == 'alignments' else 'html'}"
    return f"/{local}{hash_}{fragment}"


def words_path(iri: str) -> str:
    """Where the reader shows a part or a claim of a document: in its text. The page of the thing, for what is of no document."""
    found = re.fullmatch(rf"({re.escape(names.document(''))}[^/]+)/([^/]+)", iri)
    return f"{path_of(found[1])}#{found[2]}" if found else path_of(iri)


def iri_of(path: str) -> str | None:
    """The IRI that a page below /doc is about, from its path without suffix; None for another path."""
    if not path.startswith("/doc/"):
        return None
    local = path.removeprefix("/doc/")
    return names.BASE + (local if local.startswith(("scheme/", "graph/")) else f"id/{local}")


def foreign(iri: str) -> bool:
    """Whether an IRI is none of ours, and one that a browser may follow."""
    return not iri.startswith(names.BASE) and _LINKABLE.match(iri) is not None


def _relative(path: str, here: str, more: bool) -> str:
    """The shortest relative path between two paths of the site; empty for the page itself, where a query or fragment follows."""
    if path == here and more:
        return ""
    up, down = here.split("/")[1:-1], path.split("/")[1:]
    while up and len(down) > 1 and up[0] == down[0]:
        up, down = up[1:], down[1:]
    link = "../" * len(up) + quote("/".join(down), safe=_PATH)
    bare = not link or link.startswith("/") or ":" in link.split("/", 1)[0]
    return f"./{link}" if bare else link
