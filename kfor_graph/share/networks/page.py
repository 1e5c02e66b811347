"""Network → one page that draws it, finds, filters and quotes: script, style and data are in the file, and nothing else is fetched."""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from html import escape
from pathlib import Path
from string import Template

from kfor_graph.share.networks.looks import looks
from kfor_graph.share.networks.network import Edge, Network, Node, values

_HERE = Path(__file__).parent


def page(network: Network) -> Iterator[str]:
    """The pieces of the file. Its policy allows the one script and the one style in it, by their hashes, and no requests at all."""
    script, style = (_read(f"page.{ending}") for ending in ("js", "css"))
    policy = f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    known = {"policy": policy, "title": escape(network.title), "about": escape(network.about), "style": style, "script": script}
    before, after = Template(_read("page.html")).safe_substitute(known).split("$data")
    yield before
    look = {kind: asdict(one) for kind, one in looks(network).items()}
    yield f'{{"looks": {_json(look)},\n"nodes": [\n'
    yield from _list({"id": node.id, **_said(node)} for node in network.nodes)
    yield '],\n"edges": [\n'
    yield from _list({"id": edge.id, "source": edge.source, "target": edge.target, **_said(edge)} for edge in network.edges)
    yield "]}"
    yield after


def _said(item: Node | Edge) -> dict[str, object]:
    return dict(values(item))


def _list(items: Iterable[dict[str, object]]) -> Iterator[str]:
    before = ""
    for item in items:
        yield f"{before}{_json(item)}"
        before = ",\n"


def _json(value: object) -> str:
    """JSON that no parser of HTML takes for the end of the script, or for a comment."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
