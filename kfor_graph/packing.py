"""Values as JSON and back, by the types of their fields: what a cache holds. Reading it runs no code, whoever wrote it."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from kfor_graph.errors import KforGraphError

_Value = TypeVar("_Value")
_Way = Callable[[Any], Any]


def pack(value: object, kind: type | None = None) -> str:
    """A value as JSON on one line: records as arrays of their fields, in order."""
    return json.dumps(_ways(kind or type(value))[0](value), ensure_ascii=False, separators=(",", ":"))


def unpack(text: str | bytes, kind: type[_Value]) -> _Value:
    """A value of a type from what `pack` wrote. Raises ValueError, TypeError, LookupError or AttributeError where it is something else."""
    value: _Value = _ways(cast(Any, kind))[1](json.loads(text))
    return value


def _same(value: Any) -> Any:
    return value


@cache
def _ways(kind: Any) -> tuple[_Way, _Way]:
    """How a value of a type is written and read."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind in {str, int, bool}:
        return _same, _same
    if kind is date:
        return date.isoformat, date.fromisoformat
    if kind is bytes:
        return bytes.decode, str.encode
    if origin in {Union, UnionType} and len(inner) == 2 and NoneType in inner:
        to, back = _ways(next(way for way in inner if way is not NoneType))
        return (lambda value: None if value is None else to(value)), (lambda told: None if told is None else back(told))
    if origin is dict:
        to, back = _ways(inner[1])
        return (
            (lambda value: {key: to(item) for key, item in value.items()}),
            (lambda told: {key: back(item) for key, item in told.items()}),
        )
    if origin is tuple:
        return _of_tuple(inner)
    if isinstance(kind, type) and issubclass(kind, KforGraphError):
        return (lambda error: [error.place, error.what, error.remedy]), (lambda told: kind(*told))
    return _of_record(kind)


def _of_tuple(inner: tuple[Any, ...]) -> tuple[_Way, _Way]:
    if inner[-1] is Ellipsis:
        to, back = _ways(inner[0])
        if back is _same:
            return list, tuple
        return (lambda value: [to(item) for item in value]), (lambda told: tuple([back(item) for item in told]))
    return _of_fields([_ways(kind) for kind in inner], list, lambda *told: told)


def _of_record(kind: Any) -> tuple[_Way, _Way]:
    """A data class or a named tuple; TypeError for anything else."""
    hints = get_type_hints(kind)
    if is_dataclass(kind):
        named = [field.name for field in fields(kind)]
        return _of_fields([_ways(hints[name]) for name in named], lambda value: [getattr(value, name) for name in named], cast(_Way, kind))
    if isinstance(kind, type) and issubclass(kind, tuple):
        return _of_fields([_ways(hint) for hint in hints.values()], list, kind)
    raise TypeError(f"{kind} is not packed")


def _of_fields(ways: list[tuple[_Way, _Way]], parts: _Way, make: Callable[..., Any]) -> tuple[_Way, _Way]:
    writers = [(number, to) for number, (to, _) in enumerate(ways) if to is not _same]
    readers = [(number, back) for number, (_, back) in enumerate(ways) if back is not _same]

    def write(value: Any) -> list[Any]:
        told: list[Any] = parts(value)
        for number, to in writers:
            told[number] = to(told[number])
        return told

    def read(told: Any) -> Any:
        for number, back in readers:
            told[number] = back(told[number])
        return make(*told)

    return write, read
