"""Search as JSON."""

import json

from kfor_graph.site.data import DataSet
from kfor_graph.site.search.ask import MOST, Found, search
from kfor_graph.site.search.index import index
from kfor_graph.site.search.snippet import snippet
from kfor_graph.web.message import Answer, Request

_MEDIA = "application/json; charset=utf-8"


def search_json(request: Request, data: DataSet) -> Answer:
    """Results of `q`; `kind` (repeated for several), `limit` up to 100, and `offset` choose among them."""
    asked = request.value("q") or ""
    numbers = {name: request.value(name) or standard for name, standard in (("limit", "20"), ("offset", "0"))}
    for name, value in numbers.items():
        if not (value.isascii() and value.isdecimal() and len(value) < 8):
            return _answer(400, {"ok": False, "error": f"{name} is no whole number"})
    ready = index(data)
    kinds = tuple(kind for kind in request.values("kind") if kind)
    if unknown := sorted(set(kinds) - set(ready.kinds)):
        return _answer(400, {"ok": False, "error": f"there is no kind {unknown[0][:100]}", "kinds": ready.kinds})
    found = search(ready, asked, kinds, int(numbers["offset"]), min(int(numbers["limit"]), MOST))
    return _answer(200, {"ok": True, "query": asked[:1000], **_said(found, ready.kinds)})


def _said(found: Found, kinds: dict[str, str]) -> dict[str, object]:
    results = []
    for hit in found.hits:
        text, marked = snippet(hit.entry.text, found.meaning)
        results.append({
            "iri": hit.entry.iri if hit.entry.iri.startswith("http") else None,
            "label": hit.entry.label,
            "kind": hit.entry.kind,
            "kind_label": kinds[hit.entry.kind],
            "url": hit.entry.path,
            "snippet": text,
            "marks": [[span.start, span.end] for span in marked],
            "score": hit.score,
        })  # fmt: skip
    facets = [{"kind": kind, "label": label, "count": count} for kind, label, count in found.facets]
    return {"total": found.total, "every": found.every, "facets": facets, "results": results}


def _answer(status: int, value: object) -> Answer:
    body = json.dumps(value, ensure_ascii=False).encode(errors="backslashreplace")
    return Answer(status, _MEDIA, body, cacheable=status == 200)
