"""Ontology, alignments and shapes at their IRIs: data for machines, pages for people, the same under the IRI of the version."""

import re

from kfor_graph import names
from kfor_graph.site import formats, vocabularies
from kfor_graph.site.data import DataSet
from kfor_graph.site.syntax import write
from kfor_graph.web import negotiate
from kfor_graph.web.graphs import SUFFIXES
from kfor_graph.web.links import link, links, local, missing, moved
from kfor_graph.web.message import Answer, Request
from kfor_graph.web.pages import html

PATTERN = rf"/(?P<name>{'|'.join(vocabularies.NAMES)})(?:/(?P<version>\d+\.\d+\.\d+))?(?:\.(?P<suffix>{SUFFIXES}))?"
"Of the paths that `vocabulary` answers."

_OFFERED = (formats.PAGE, *formats.GRAPHS)


def vocabulary(request: Request, data: DataSet) -> Answer:
    """A vocabulary: Turtle as it is written, other forms made from that; the same of each version that is kept."""
    name, version, suffix = re.fullmatch(PATTERN, request.path).group("name", "version", "suffix")  # type: ignore[union-attr]
    known = vocabularies.versions(name)
    if version and version not in known:
        return missing(f"there is no version {version} of it here, only {', '.join(known) or 'one without number'}")
    stem = f"/{name}/{version}" if version else f"/{name}"
    addresses = [(local(data, f"{stem}.{form.suffix}"), form) for form in formats.GRAPHS]
    alternates = [link(address, "alternate", form.media) for address, form in addresses]
    canonical = [link(names.BASE + stem.lstrip("/"), "canonical")]
    if suffix:
        form = next(form for form in formats.GRAPHS if form.suffix == suffix)
        return Answer(200, form.content_type, _bytes(name, version, form), links([*alternates, *canonical]), True)
    offered = [form.media for form in _OFFERED]
    while media := negotiate.wanted(request, offered):
        form = formats.of_media(media)
        place = local(data, f"{stem}.{form.suffix}")
        headers = (*links([*alternates, *canonical]), ("Vary", "Accept"))
        if form != formats.PAGE:
            return Answer(200, form.content_type, _bytes(name, version, form), (*headers, ("Content-Location", place)), True)
        page = html(Request(request.method, f"/{name}.html", request.query, request.headers), data)
        if page.status == 200 and version:
            return moved(local(data, f"/{name}.html") + f"#version-{version}", headers=headers)
        if page.status == 200:
            return Answer(200, page.media, page.body, (*headers, ("Content-Location", place)), True)
        offered.remove(media)
    return negotiate.not_acceptable([(address, form.media) for address, form in addresses])


def _bytes(name: str, version: str | None, form: formats.Format) -> bytes:
    return vocabularies.turtle(name, version).encode() if form == formats.GRAPHS[0] else write(vocabularies.triples(name, version), form)
