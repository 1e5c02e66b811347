"""JSON of clients → questions as values; what is not as the specification says is an error in words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MOST_QUERIES = 100
MOST_PROPERTIES = 20
MOST_VALUES = 20
LONGEST = 1_000
"Characters of a name or value; longer ones are cut."

MOST_RESULTS = 50
_USUAL = 10


class RequestError(Exception):
    """What a client asked is not as it should be; the message says how."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Question:
    """One name that is looked for."""

    name: str
    types: tuple[str, ...] = ()
    limit: int = _USUAL
    properties: tuple[tuple[str, tuple[str, ...]], ...] = ()
    "id and values, of which one has to agree"
    strict: bool = True
    "whether only entities of the types are wanted"


def read_json(text: str, what: str) -> Any:
    """A JSON value. Raises RequestError where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RequestError(f"{what} is no JSON: {error}") from error


def batch(text: str) -> dict[str, Question]:
    """The questions of a batch, by their keys. Raises RequestError."""
    read = read_json(text, "queries")
    if not isinstance(read, dict):
        raise RequestError('queries is no JSON object such as {"q0": {"query": "Pristina"}}')
    if len(read) > MOST_QUERIES:
        raise RequestError(f"{len(read)} queries in one batch; at most {MOST_QUERIES} are answered", 413)
    return {key: question(value, f"query {key[:50]}") for key, value in read.items()}


def single(text: str) -> Question:
    """The question of the older form with one query, a name or a JSON object. Raises RequestError."""
    return question(read_json(text, "query"), "query") if text.lstrip().startswith("{") else Question(text[:LONGEST])


def question(value: object, what: str) -> Question:
    """A question from a JSON object. Raises RequestError."""
    if not isinstance(value, dict):
        raise RequestError(f"{what} is no JSON object")
    name = value.get("query", "")
    if not isinstance(name, str):
        raise RequestError(f"{what}: query is no string")
    properties = value.get("properties") or []
    if not isinstance(properties, list) or len(properties) > MOST_PROPERTIES:
        raise RequestError(f"{what}: properties is no list of at most {MOST_PROPERTIES}")
    if not name and not properties:
        raise RequestError(f"{what}: query is missing")
    limit = value.get("limit", _USUAL)
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 1:
        raise RequestError(f"{what}: limit is no positive whole number")
    types = value.get("type") or []
    types = types if isinstance(types, list) else [types]
    strict = value.get("type_strict") or "any"
    if strict not in ("any", "all", "should"):
        raise RequestError(f"{what}: type_strict is none of any, all, should")
    read = tuple(_property(each, what) for each in properties)
    return Question(
        name[:LONGEST], tuple(_named(each, f"{what}: type") for each in types), min(limit, MOST_RESULTS), read, strict != "should"
    )


def _property(value: object, what: str) -> tuple[str, tuple[str, ...]]:
    if not isinstance(value, dict) or not isinstance(value.get("pid"), str) or "v" not in value:
        raise RequestError(f"{what}: a property is no object with pid and v")
    values = value["v"] if isinstance(value["v"], list) else [value["v"]]
    return value["pid"][:LONGEST], tuple(_named(each, f"{what}: v") for each in values[:MOST_VALUES] if each is not None)


def _named(value: object, what: str) -> str:
    """A string, number or truth value, or the id of an object, as a string."""
    if isinstance(value, Mapping):
        value = value.get("id") or value.get("name")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float):
        return str(value)[:LONGEST]
    raise RequestError(f"{what} is no string, number, truth value or object with id")
