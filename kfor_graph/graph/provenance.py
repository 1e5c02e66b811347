"""Who made the claims: the software and its rules, described once for all documents."""

import inspect
import re
from collections.abc import Iterable, Mapping

from kfor_graph import __version__, names
from kfor_graph.extract.plugins import Plugin, own
from kfor_graph.extract.rules import Rule
from kfor_graph.graph.terms import iri, name, text


def rules_graph(plugins: Iterable[Plugin] = ()) -> bytes:
    """All rules as sorted N-Quads of the graph `rules`: each a prov:Plan with its docstring, and its use by this version.

    Rules of plug-ins are used by the release of the package that brings them.
    """
    triples = _described(own(), "kfor-graph", __version__)
    for plugin in plugins:
        triples += _described(plugin.named(), plugin.distribution, plugin.version)
    graph = iri(names.graph("rules"))
    return "".join(sorted({f"{triple} {graph} .\n" for triple in triples})).encode()


def _described(rules: Mapping[str, Rule], software: str, version: str) -> list[str]:
    agent = names.agent(software, version)
    triples = [
        f"{iri(agent)} {name('rdf:type')} {name('prov:SoftwareAgent')}",
        f"{iri(agent)} {name('rdfs:label')} {text(f'{software} {version}')}",
    ]
    for called, rule in rules.items():
        subject = names.rule(called)
        use = f"{subject}/{version}"
        triples += [
            f"{iri(subject)} {name('rdf:type')} {name('prov:Plan')}",
            f"{iri(subject)} {name('rdfs:label')} {text(called.replace('_', ' '), 'en')}",
            f"{iri(subject)} {name('rdfs:comment')} {text(_prose(inspect.getdoc(rule) or ''), 'en')}",
            f"{iri(use)} {name('rdf:type')} {name('prov:Association')}",
            f"{iri(use)} {name('prov:agent')} {iri(agent)}",
            f"{iri(use)} {name('prov:hadPlan')} {iri(subject)}",
        ]
    return triples


def _prose(docstring: str) -> str:
    return re.sub(r"\s+", " ", docstring).strip()
