"""What the site says of itself to machines: VoID and DCAT, from the build's own description and the addresses of this site."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph

from kfor_graph import names
from kfor_graph.catalogue import catalogue
from kfor_graph.query.run import run_table
from kfor_graph.share.dumps import STEM
from kfor_graph.share.editions import EDITIONS, ENDINGS
from kfor_graph.site import formats
from kfor_graph.site.data import DataSet
from kfor_graph.site.describe import data_set, licences
from kfor_graph.site.terms import Value, iri, quads, text
from kfor_graph.site.urls import href

Quads = tuple[pyoxigraph.Quad, ...]

_FEATURES = {
    "ttl": "Turtle",
    "trig": "TriG",
    "nt": "N-Triples",
    "nq": "N-Quads",
    "jsonld": "JSON-LD",
    "rdf": "RDF_XML",
}
"Suffix → name of the form at the W3C."
_MEDIA = "https://www.iana.org/assignments/media-types/"
_DESCRIBED = ("dcterms:title", "dcterms:description", "dcterms:license", "dcterms:publisher", "dcterms:hasVersion")
"What DCAT takes over from the build's description."


@dataclass(frozen=True, slots=True)
class Dump:
    """A file that holds a whole edition of the data set."""

    path: str
    "on the site"
    form: formats.Format
    title: str
    packed: bool = False
    "whether gzip packs it"


def dumps(data: DataSet) -> tuple[Dump, ...]:
    """The files that hold everything: on a server N-Quads always, the others where the build has them; of a site of files each edition."""
    if data.files:
        known = {form.suffix: form for form in formats.GRAPHS}
        titled = ((edition, known[ending]) for edition in EDITIONS for ending in ENDINGS)
        return tuple(
            Dump(f"dumps/{edition.file}.{form.suffix}.gz", form, f"{edition.title}, as {form.label}", True) for edition, form in titled
        )
    made = (form for form in formats.GRAPHS if form.suffix == "nq" or (data.build / "dumps" / f"{STEM}.{form.suffix}").is_file())
    return tuple(Dump(f"dumps/{STEM}.{form.suffix}", form, f"Everything, as {form.label}") for form in made)


def loaded(data: DataSet, here: str) -> str | None:
    """Of a site of files, what a browser loads to answer queries itself: the link from the page at `here`; None where a server answers."""
    return href(f"/{dumps(data)[0].path}", here) if data.files else None


def void(data: DataSet, address: str) -> Quads:
    """The whole description of the data set, with where on this site to find it.

    address: of the description itself
    """
    whole = _whole(data)
    found = {pyoxigraph.Quad(*quad.triple) for graph in _homes(data, whole) for quad in data.store.quads(graph=graph)}
    found.update(quads(address, _description(whole)))
    said: list[tuple[str, Value]] = [
        ("foaf:homepage", iri(data.public)),
        *(("void:dataDump", iri(data.public + dump.path)) for dump in dumps(data)),
        *(
            ("void:feature", iri(f"http://www.w3.org/ns/formats/{feature}"))
            for suffix, feature in _FEATURES.items()
            if data.files is None or suffix in data.files.forms
        ),
        *(("void:rootResource", iri(graph)) for graph in data.store.graphs()),
        *(("void:exampleResource", example) for example in _examples(data)),
    ]
    if data.files is None:
        said += [("void:sparqlEndpoint", iri(f"{data.public}sparql")), ("void:uriLookupEndpoint", iri(f"{data.public}entity?uri="))]
    return _sorted({*found, *quads(whole, said), *dcat(data)}, whole)


def dcat(data: DataSet) -> Quads:
    """The data set as DCAT 3 tells it: a catalogue with the data set, its files and its services, under the same names everywhere."""
    whole, public, address = _whole(data), data.public, f"{data.public}dcat.ttl"
    licence: list[tuple[str, Value]] = [("dcterms:license", iri(one)) for one in licences(data)]
    held = [quad for name in _DESCRIBED for quad in data.store.quads(whole, names.expand(name))]
    publishers = {quad.object for quad in held if quad.predicate == iri("dcterms:publisher")}
    found = {pyoxigraph.Quad(*quad.triple) for quad in held}
    found |= {
        pyoxigraph.Quad(*quad.triple) for one in publishers if isinstance(one, pyoxigraph.NamedNode) for quad in data.store.quads(one.value)
    }
    found.update(quads(whole, [("rdf:type", iri("dcat:Dataset")), ("dcat:landingPage", iri(public))]))
    catalog: list[tuple[str, Value]] = [("rdf:type", iri("dcat:Catalog")), ("dcat:dataset", iri(whole)), ("foaf:homepage", iri(public))]
    for dump in dumps(data):
        file = f"{address}#{dump.path.rpartition('/')[2]}" if dump.packed else f"{address}#{dump.form.suffix}"
        found.update(quads(whole, [("dcat:distribution", iri(file))]))
        file_says: list[tuple[str, Value]] = [
            ("rdf:type", iri("dcat:Distribution")),
            ("dcterms:title", text(dump.title, "en")),
            ("dcat:accessURL", iri(public + dump.path)),
            ("dcat:downloadURL", iri(public + dump.path)),
            ("dcat:mediaType", iri(_MEDIA + dump.form.media)),
        ]
        if dump.packed:
            file_says.append(("dcat:compressFormat", iri(_MEDIA + "application/gzip")))
        found.update(quads(file, [*file_says, *licence]))
    for name, title, path, standard in _SERVICES if data.files is None else ():
        service = f"{address}#{name}"
        catalog.append(("dcat:service", iri(service)))
        service_says: list[tuple[str, Value]] = [
            ("rdf:type", iri("dcat:DataService")),
            ("dcterms:title", text(title, "en")),
            ("dcat:endpointURL", iri(public + path)),
            ("dcat:endpointDescription", iri(public + path)),
            ("dcat:servesDataset", iri(whole)),
            ("dcterms:conformsTo", iri(standard)),
        ]
        found.update(quads(service, [*service_says, *licence]))
    found.update(quads(f"{address}#catalog", [*catalog, ("dcterms:title", text("Data of this site", "en")), *licence]))
    return _sorted(found, whole)


_SERVICES = (
    ("sparql", "SPARQL 1.1 endpoint", "sparql", "https://www.w3.org/TR/sparql11-protocol/"),
    (
        "reconcile",
        "Reconciliation service",
        "reconcile",
        "https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/",
    ),
)
"Name, title, path and standard of what answers questions."


def _whole(data: DataSet) -> str:
    """The IRI of the data set; of one that the build does not describe, the site itself."""
    return data_set(data) or data.public


def _homes(data: DataSet, whole: str) -> set[str]:
    """The graphs that say that it is a data set."""
    typed = data.store.quads(whole, names.expand("rdf:type"), iri("void:Dataset"))
    return {quad.graph_name.value for quad in typed if isinstance(quad.graph_name, pyoxigraph.NamedNode)}


def _description(whole: str) -> list[tuple[str, Value]]:
    title = text("Description of the data set", "en")
    return [("rdf:type", iri("void:DatasetDescription")), ("foaf:primaryTopic", iri(whole)), ("dcterms:title", title)]


def _examples(data: DataSet) -> list[pyoxigraph.NamedNode]:
    found = (row[1] for row in run_table(data.store, catalogue()["pages/examples"]).rows)
    return [node for node in found if isinstance(node, pyoxigraph.NamedNode)]


def _sorted(found: Iterable[pyoxigraph.Quad], first: str) -> Quads:
    """In the order of people: what everything else is about first."""
    return tuple(
        sorted(found, key=lambda quad: (str(quad.subject) != f"<{first}>", str(quad.subject), quad.predicate != iri("rdf:type"), str(quad)))
    )
