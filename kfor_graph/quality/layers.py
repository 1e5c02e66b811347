"""A graph in layers: the ontology below, stored once; a document on top, thrown away whole."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from rdflib import Graph
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.query import Result as Answer
from rdflib.store import Store

from kfor_graph.quality.graphs import Triple


class Layered(Graph):
    """A graph that can take more triples for a while, and that parses each query text once.

    Removing triples one by one would leave traces in rdflib's store that slow it down with every document.
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._layers = _Layers()
        super().__init__(store=self._layers, bind_namespaces="none")
        for triple in triples:
            self.add(triple)

    @contextmanager
    def laid(self, triples: Iterable[Triple]) -> Iterator[Graph]:
        """The graph with the triples in it, for as long as the block runs."""
        triples = list(triples)
        known = {subject for subject in {subject for subject, _, _ in triples} if (subject, None, None) in self}
        layer = SimpleMemory()
        for triple in triples:
            if triple[0] not in known or triple not in self:
                layer.add(triple, self)
        self._layers.stack.append(layer)
        try:
            yield self
        finally:
            self._layers.stack.pop()

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Answer:
        """As rdflib's own, for a text that declares its prefixes, as pySHACL's do: it hands the same text over again for every node."""
        return super().query(_prepared(query_object) if isinstance(query_object, str) else query_object, *args, **kwargs)

    def __bool__(self) -> bool:
        """True: pySHACL asks at every result, and the store would count all its triples."""
        return True


class _Layers(Store):
    """Stores that answer as one; what is added goes into the uppermost."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = [SimpleMemory()]

    def add(self, triple: Any, context: Any, quoted: bool = False) -> None:
        self.stack[-1].add(triple, context, quoted)

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:
        for layer in self.stack:
            yield from layer.triples(triple_pattern, context)

    def __len__(self, context: Any = None) -> int:
        return sum(len(layer) for layer in self.stack)

    def bind(self, prefix: Any, namespace: Any, override: bool = True) -> None:
        self.stack[0].bind(prefix, namespace, override)

    def prefix(self, namespace: Any) -> str | None:
        return self.stack[0].prefix(namespace)

    def namespace(self, prefix: Any) -> Any:
        return self.stack[0].namespace(prefix)

    def namespaces(self) -> Iterator[Any]:
        return self.stack[0].namespaces()


@lru_cache(maxsize=1000)
def _prepared(text: str) -> Query:
    return prepareQuery(text)
