"""Who made the claims: the software and its rules, described once for all documents."""

import inspect
import re
from collections.abc import Iterable
from typing import Any

from kfor_graph import __version__, names
from kfor_graph.graph.terms import iri, name, text


def rules_graph(rules: Iterable[Any]) -> bytes:
    """The rules as sorted N-Quads of the graph `rules`: each a prov:Plan with its docstring, and its use by this version."""
    graph = iri(names.graph("rules"))
    agent = f"{names.BASE}id/agent/kfor-graph-{__version__}"
    triples = [
        f"{iri(agent)} {name('rdf:type')} {name('prov:SoftwareAgent')}",
        f"{iri(agent)} {name('rdfs:label')} {text(f'kfor-graph {__version__}')}",
    ]
    for rule in rules:
        subject = names.rule(rule.__name__)
        use = f"{subject}/{__version__}"
        triples += [
            f"{iri(subject)} {name('rdf:type')} {name('prov:Plan')}",
            f"{iri(subject)} {name('rdfs:label')} {text(rule.__name__.replace('_', ' '), 'en')}",
            f"{iri(subject)} {name('rdfs:comment')} {text(_prose(inspect.getdoc(rule) or ''), 'en')}",
            f"{iri(use)} {name('rdf:type')} {name('prov:Association')}",
            f"{iri(use)} {name('prov:agent')} {iri(agent)}",
            f"{iri(use)} {name('prov:hadPlan')} {iri(subject)}",
        ]
    return "".join(sorted({f"{triple} {graph} .\n" for triple in triples})).encode()


def _prose(docstring: str) -> str:
    return re.sub(r"\s+", " ", docstring).strip()
