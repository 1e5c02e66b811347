"""Sentences that state nothing: `ontology/formulas.txt`."""

import re
from functools import cache

from kfor_graph.errors import OntologyError
from kfor_graph.resources import folder


def is_formula(sentence: str) -> bool:
    """Whether a sentence of a clean text is nothing but courtesy."""
    return _formulas().fullmatch(sentence) is not None


@cache
def _formulas() -> re.Pattern[str]:
    """All formulas as one pattern, read at the first call. Raises OntologyError where a line is no regular expression."""
    path = folder("ontology") / "formulas.txt"
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        formula = line.strip()
        if not formula or formula.startswith("#"):
            continue
        try:
            re.compile(formula)
        except re.error as error:
            raise OntologyError(f"{path}:{number}", f"no regular expression: {error}", "mend that line") from error
        found.append(formula.replace("'", "['’]"))
    return re.compile(rf"(?:{'|'.join(found)})\.?", re.IGNORECASE)
