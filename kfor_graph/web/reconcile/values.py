"""What is said of one entity."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache

from kfor_graph.catalogue import catalogue
from kfor_graph.query.run import Table, run_table
from kfor_graph.site.data import DataSet
from kfor_graph.site.search.entries import Row

Reader = Callable[[str], Mapping[str, list[Row]]]
"IRI → what is said of the thing: property → rows with `value` and, where it has one, `label` of the value."


def reader(data: DataSet) -> Reader:
    """Reads what is said of things, of each once as long as one request is answered."""

    @cache
    def said(iri: str) -> Mapping[str, list[Row]]:
        found = defaultdict[str, list[Row]](list)
        for row in table(iri, data).dicts():
            found[row["property"] or ""].append({column: value for column, value in row.items() if value is not None})
        return found

    return said


def table(iri: str, data: DataSet) -> Table:
    """What is said of a thing as terms: thing, property, value, label."""
    return run_table(data.store, catalogue()["reconcile/values"], {"thing": iri})
