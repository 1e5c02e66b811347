"""Queries that ask other endpoints by `SERVICE ?name { … }`, where a parameter gives the endpoint's address.

We ask ourselves, with limits and pauses, what the engine would ask without: first what the rest of the query says of the variables that
both sides share, then the endpoint for these values alone, and the engine gets its answer as VALUES. That is the same join.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pyoxigraph

from kfor_graph import names
from kfor_graph.catalogue import Query, skeleton
from kfor_graph.errors import QueryError
from kfor_graph.link.ask import Guest, check_address
from kfor_graph.query.parameters import terms
from kfor_graph.store import Store, Term

MOST_VALUES = 5_000
"Combinations of values that an endpoint is asked for; more would be no question but a copy of its data."
MOST_ROWS = 20_000
"Rows that all answers to one SERVICE have together."
PORTION = 100
"Combinations in one question."

_SERVICE = re.compile(r"\bSERVICE\s+[?$](?P<name>\w+)\s*(?P<open>\{)", re.I)
_CONDITION = re.compile(
    r"\b(?:(?P<group>OPTIONAL|MINUS|FILTER\s+(?:NOT\s+)?EXISTS)\s*\{|(?P<test>FILTER)\s*(?:[A-Za-z][\w:.-]*\s*|<[^>]*>\s*)?\()", re.I
)
_VARIABLE = re.compile(r"[?$](\w+)")
_PREFIX = re.compile(r"\bPREFIX\s*([A-Za-z][\w.-]*|):\s*(<[^<>\s]*>)", re.I)

_Solution = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class _Service:
    """One SERVICE of a query."""

    name: str
    "variable that stands for the address"
    start: int
    end: int
    "where it stands, from SERVICE to behind its bracket"
    body: str
    group: tuple[int, int]
    "the brackets of the WHERE that it stands in"


def asks_others(query: Query) -> bool:
    """Whether a query has a SERVICE whose address a parameter may give."""
    return bool(_SERVICE.search(skeleton(query.text)))


def resolved(store: Store, query: Query, values: Mapping[str, str], guest: Guest) -> Query:
    """The query with the answers of the endpoints in place of each SERVICE, in the order of the text.

    values: parameters, among them the addresses

    Raises QueryError where a SERVICE stands elsewhere than at the top of WHERE, its address is not given, or too much would be asked,
    and LinkError where an endpoint does not answer as it should.
    """
    return joined(store, query, terms(query, values), guest)


def joined(store: Store, query: Query, given: Mapping[str, Term], guest: Guest, hidden: bool = False) -> Query:
    """The same, with parameters that are terms already.

    hidden: whether the variables of the addresses are none of the query's own, and not told in its rows
    """
    text = query.text
    while service := _first(text, query.path):
        address = given.get(service.name)
        if not isinstance(address, pyoxigraph.NamedNode):
            raise QueryError(query.path, f"SERVICE ?{service.name} has no address", f"add --param {service.name}=URL of a SPARQL endpoint")
        check_address(address.value)
        rest = _rest(text, service)
        bound = {name: term for name, term in given.items() if re.search(rf"[?$]{name}\b", skeleton(rest + service.body))}
        wanted = _variables(service.body)
        shared = [name for name in wanted if name in {*_variables(rest), *bound}]
        known = _known(store, replace(query, text=text), rest, shared, bound)
        rows = _answers(guest, address.value, text, service, wanted, shared, known, query.path)
        asked = "" if hidden else _values([service.name], [(address,)])
        text = f"{text[: service.start]}{asked} {_values(wanted, rows)}{text[service.end :]}"
    return replace(query, text=text)


def _first(text: str, path: str) -> _Service | None:
    """The first SERVICE with a variable. Raises QueryError where it does not stand at the top of WHERE."""
    blanked = skeleton(text)
    found = _SERVICE.search(blanked)
    if not found:
        return None
    before = blanked[: found.start()]
    depth, outer = 0, 0
    for bracket in re.finditer(r"[{}]", before):
        outer = bracket.start() if bracket[0] == "{" and not depth else outer
        depth += 1 if bracket[0] == "{" else -1
    if depth != 1:
        where = f"{path}:{before.count(chr(10)) + 1}"
        raise QueryError(where, "SERVICE stands within another group", "write it at the top of WHERE")
    end = _closing(blanked, found.start("open"))
    body = text[found.end() : end - 1]
    return _Service(found["name"], found.start(), end, body, (outer, _closing(blanked, outer) - 1))


def _closing(blanked: str, opening: int) -> int:
    """The position behind the bracket that closes the one at `opening`; the end of the text where none does."""
    depth = 0
    for bracket in re.finditer(r"[{}()]", blanked[opening:]):
        depth += 1 if bracket[0] in "{(" else -1
        if not depth:
            return opening + bracket.end()
    return len(blanked)


def _rest(text: str, service: _Service) -> str:
    """What the rest of WHERE demands whatever the endpoint says: no less than that may be asked for.

    Further SERVICEs are left out, of what stands behind this one OPTIONAL and MINUS, which see its answer, and everywhere each FILTER
    that needs a variable of an answer.
    """
    before, after = text[service.group[0] + 1 : service.start], text[service.end : service.group[1]]
    before, after = _without_services(before), _without_services(after)
    after = _without(after, lambda kind, _: kind in {"OPTIONAL", "MINUS"})
    rest = f"{before} {after}"
    firm = set(_variables(_without(rest, lambda kind, _: kind.startswith("FILTER"))))
    return _without(rest, lambda kind, variables: kind.startswith("FILTER") and not variables <= firm - _computed(rest))


def _without_services(text: str) -> str:
    while found := _SERVICE.search(skeleton(text)):
        text = text[: found.start()] + " " + text[_closing(skeleton(text), found.start("open")) :]
    return text


def _without(text: str, unwanted: Callable[[str, set[str]], bool]) -> str:
    """A piece of WHERE without the unwanted conditions at its top: their kind (OPTIONAL, MINUS, FILTER …) and variables tell."""
    blanked, kept, at = skeleton(text), "", 0
    while found := _CONDITION.search(blanked, at):
        end = _closing(blanked, found.end() - 1)
        inner = blanked.count("{", 0, found.start()) != blanked.count("}", 0, found.start())
        kind = "FILTER" if found["test"] else found["group"].upper().split()[0]
        drop = not inner and unwanted(kind, set(_variables(text[found.start() : end])))
        kept += text[at : found.start()] if drop else text[at : found.end()]
        at = end if drop else found.end()
    return kept + text[at:]


def _computed(text: str) -> set[str]:
    """The variables that BIND gives, maybe from an answer."""
    return set(re.findall(r"\bAS\s+[?$](\w+)\s*\)", skeleton(text), re.I))


def _variables(text: str) -> list[str]:
    return list(dict.fromkeys(_VARIABLE.findall(skeleton(text))))


def _prologue(text: str) -> str:
    declared = names.PREFIXES | {name: iri[1:-1] for name, iri in _PREFIX.findall(text)}
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in declared.items())


def _known(store: Store, query: Query, rest: str, shared: Sequence[str], bound: Mapping[str, Term]) -> list[_Solution]:
    """What our side says of the shared variables: each combination once, in a stable order."""
    given = "".join(f" VALUES ?{name} {{ {term} }}" for name, term in bound.items())
    chosen = " ".join(f"?{name}" for name in shared) or "(1 AS ?one)"
    text = f"{_prologue(query.text)}SELECT DISTINCT {chosen} WHERE {{{given} {rest} }} LIMIT {MOST_VALUES + 1}"
    with store.asking(text, query.path):
        found = store.query(text, place=query.path)
        rows = [tuple(row[name] for name in shared) for row in found]  # type: ignore[union-attr]
    if len(rows) > MOST_VALUES:
        raise QueryError(query.path, f"would ask an endpoint for more than {MOST_VALUES} values", "narrow the query down")
    return sorted((row for row in rows if not any(isinstance(term, pyoxigraph.BlankNode) for term in row)), key=str)


def _answers(
    guest: Guest,
    address: str,
    text: str,
    service: _Service,
    wanted: Sequence[str],
    shared: Sequence[str],
    known: list[_Solution],
    path: str,
) -> Iterator[_Solution]:
    """The rows of an endpoint for what is known, in portions."""
    number = 0
    for start in range(0, len(known), PORTION):
        values = _values(shared, known[start : start + PORTION]) if shared else ""
        chosen = " ".join(f"?{name}" for name in wanted) or "(1 AS ?one)"
        question = f"{_prologue(text)}SELECT DISTINCT {chosen} WHERE {{ {values} {service.body} }}"
        for row in _solutions(guest.results(address, question), wanted, address):
            number += 1
            if number > MOST_ROWS:
                raise QueryError(path, f"an endpoint answers with more than {MOST_ROWS} rows", "narrow the query down")
            yield row
        if not shared:
            return


def _solutions(results: bytes, wanted: Sequence[str], address: str) -> Iterator[_Solution]:
    """SPARQL results in JSON as terms; a blank node, which has no name outside, gets one within the address."""
    try:
        read = pyoxigraph.parse_query_results(results, pyoxigraph.QueryResultsFormat.JSON)
        if isinstance(read, pyoxigraph.QueryBoolean):
            raise QueryError(address, "answers yes or no in place of a table", "check that it is a SPARQL endpoint")
        found = [{variable.value: solution[variable] for variable in read.variables} for solution in read]
    except (SyntaxError, ValueError) as error:
        raise QueryError(address, "gives results that cannot be read", "check that it is a SPARQL endpoint") from error
    for row in found:
        yield tuple(_named(row.get(name), address) for name in wanted)


def _named(term: Term | None, address: str) -> Term | None:
    return pyoxigraph.NamedNode(f"{address}#blank-{term.value}") if isinstance(term, pyoxigraph.BlankNode) else term


def _values(variables: Sequence[str], rows: Iterable[_Solution]) -> str:
    """Rows of terms as VALUES; what is not bound is UNDEF. The engine's own terms are written: none breaks out of its place."""
    lines = (f"({' '.join('UNDEF' if term is None else str(term) for term in row)})" for row in rows)
    return f"VALUES ({' '.join(f'?{name}' for name in variables)}) {{ {' '.join(lines)} }}"
