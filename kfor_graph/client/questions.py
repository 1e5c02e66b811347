"""A query as another machine is sent it: with the prefixes that it uses, and with parameters bound as the engine would bind them.

A parameter is a term, never a text: what stands in the query is the engine's own spelling of the term, which cannot end early.
"""

import re
from collections.abc import Iterator, Mapping

import pyoxigraph

from kfor_graph import names
from kfor_graph.catalogue import projection, skeleton
from kfor_graph.store import Term

_GROUP = re.compile(r"[{}]")
_HEAD = re.compile(r"\bVALUES\s*(?:\([^()]*\)|[?$]\w+)\s*$", re.I)
_SELECT = re.compile(r"\s*SELECT\b", re.I)
_FORM = re.compile(r"\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.I)
_KEPT = re.compile(r"\bVALUES\s*(?:\([^()]*\)|[?$]\w+)|\bAS\s*[?$]\w+|\bBOUND\s*\(\s*[?$]\w+\s*\)", re.I)
"Where only a variable may stand."

_Groups = dict[int, int]


def form_of(endpoint: str, query: str) -> bytes:
    """The form that asks a query of an endpoint with POST, as the protocol has it."""
    from SPARQLWrapper import JSON, SPARQLWrapper  # noqa: PLC0415 -- it takes a while, and most queries ask nobody

    request = SPARQLWrapper(endpoint, returnFormat=JSON)
    request.setOnlyConneg(True)
    request.setQuery(query)
    # SPARQLWrapper encodes the question as the protocol asks; its own way of asking has no limits of time and size
    return bytes(request._getRequestEncodedParameters(("query", query)).encode("ascii"))


def whole(text: str) -> str:
    """The query with the prefixes of `names.PREFIXES` that it uses and does not declare, on its first line: lines keep their numbers."""
    blanked = skeleton(text)
    declared = set(re.findall(r"\bPREFIX\s+([^\s:]*):", blanked, re.I))
    used = set(re.findall(r"(?<![\w?$:.-])([A-Za-z][\w-]*):", blanked))
    return "".join(f"PREFIX {name}: <{names.PREFIXES[name]}> " for name in sorted((used - declared) & set(names.PREFIXES))) + text


def as_select(text: str) -> str:
    """An ASK as a SELECT that gives a row where the answer is yes."""
    blanked = skeleton(text)
    found = _FORM.search(blanked)
    if not found or found[0].upper() != "ASK":
        return text
    most = "" if re.search(r"\bLIMIT\b", blanked[found.end() :], re.I) else "\nLIMIT 1"
    return f"{text[: found.start()]}SELECT (1 AS ?yes) {text[found.end() :]}{most}"


def bound(text: str, values: Mapping[str, Term], way: str = "values") -> str:
    """The query with terms for variables, as the engine's substitutions mean it: every group that uses a variable has its value.

    way: `values` binds it in each group; `terms` writes IRIs in its places, and binds it where it is a column

    A sub-select that does not give the variable has one of its own of that name, as everywhere in SPARQL.
    """
    for name, term in values.items():
        is_written = way == "terms" and isinstance(term, pyoxigraph.NamedNode)
        text = _edited(text, dict(_edits(text, name, str(term), is_written)))
    return text


def _edits(text: str, name: str, term: str, is_written: bool) -> Iterator[tuple[tuple[int, int], str]]:
    """What is to stand in place of which part of the text."""
    blanked = skeleton(text)
    groups = _groups(blanked)
    top = _top(blanked, groups)
    bind = f" VALUES ?{name} {{ {term} }} "
    variable = re.compile(rf"[?$]{name}\b")
    if top is None:  # DESCRIBE ?thing
        yield from ((found.span(), term) for found in variable.finditer(blanked))
        return
    kept = [found.span() for found in _KEPT.finditer(blanked)]
    for start, end in sorted(groups.items()):
        if start < top or end > groups[top] or _HEAD.search(blanked, 0, start):
            continue
        own, is_select = _own(blanked, start, end, groups), bool(_SELECT.match(blanked, start + 1))
        if is_select or _hidden(text, blanked, name, start, top, groups):
            continue
        is_column = start == top or _SELECT.match(_before(blanked, start, groups))
        uses = list(variable.finditer(own))
        if is_column or (uses and not is_written):
            yield (start + 1, start + 1), bind
        for at in uses if is_written else ():
            first, last = at.start() + start + 1, at.end() + start + 1
            if not any(one <= first < other for one, other in kept):
                yield (first, last), term


def _groups(blanked: str) -> _Groups:
    """Where each group in braces begins and ends."""
    found, opened = _Groups(), list[int]()
    for brace in _GROUP.finditer(blanked):
        if brace[0] == "{":
            opened.append(brace.start())
        elif opened:
            found[opened.pop()] = brace.start()
    return found


def _top(blanked: str, groups: _Groups) -> int | None:
    """Where WHERE begins: behind the template of a CONSTRUCT."""
    outer = [start for start in groups if not any(one < start < groups[one] for one in groups)]
    is_template = (found := _FORM.search(blanked)) and found[0].upper() == "CONSTRUCT" and len(outer) > 1
    return (sorted(outer)[1] if is_template else min(outer)) if outer else None


def _own(blanked: str, start: int, end: int, groups: _Groups) -> str:
    """What stands in a group itself, with the groups within it blanked."""
    own = list(blanked[start + 1 : end])
    for one, other in groups.items():
        if start < one < end:
            own[one - start - 1 : other - start] = " " * (other - one + 1)
    return "".join(own)


def _before(blanked: str, start: int, groups: _Groups) -> str:
    """What stands between the beginning of the group around a group, and that."""
    around = max((one for one in groups if one < start < groups[one]), default=-1)
    return blanked[around + 1 : start]


def _hidden(text: str, blanked: str, name: str, start: int, top: int, groups: _Groups) -> bool:
    """Whether a group stands in a sub-select that does not give the variable."""
    for one in groups:
        if top < one < start < groups[one] and _SELECT.match(blanked, one + 1):
            given = projection(text[one + 1 : groups[one]])
            if given is not None and name not in given:
                return True
    return False


def _edited(text: str, edits: Mapping[tuple[int, int], str]) -> str:
    pieces, done = list[str](), 0
    for (start, end), new in sorted(edits.items()):
        pieces += [text[done:start], new]
        done = end
    return "".join([*pieces, text[done:]])
