"""Named queries for pages: IRI in, plain rows out."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from kfor_graph.catalogue import catalogue
from kfor_graph.query.run import run_table
from kfor_graph.site.data import DataSet

Row = dict[str, Any]
"Column → plain value; None where the variable is not bound."


def ask(data: DataSet, query: str, **iris: str) -> Iterator[Row]:
    """The rows of a query of `queries/pages/`, with IRIs as its parameters. Raises QueryError for what is no IRI."""
    found = run_table(data.store, catalogue()[f"pages/{query}"], {name: f"<{iri}>" for name, iri in iris.items()})
    return found.dicts()


def behind(query: str, variable: str, iri: str) -> str:
    """The path at which the editor opens a query of the pages, asked about one thing."""
    text = f"{catalogue()[f'pages/{query}'].text.rstrip()}\nVALUES ?{variable} {{ <{iri}> }}\n"
    return "/sparql.html?" + urlencode({"query": text})
