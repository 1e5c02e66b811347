"""JSON that people can read and compare line by line, and that is written fast."""

import json


def json_lines(value: object, depth: int = 1) -> str:
    """A value as JSON: down to `depth` levels of objects and arrays one entry a line, deeper ones on the line of their entry.

    Raises TypeError where the value holds what JSON does not know.
    """
    return _written(value, depth, "") + "\n"


def _written(value: object, depth: int, indent: str) -> str:
    if depth and value and isinstance(value, dict):
        entries = [f"{json.dumps(key, ensure_ascii=False)}: {_written(item, depth - 1, indent + ' ')}" for key, item in value.items()]
        return _block("{}", entries, indent)
    if depth and value and isinstance(value, list):
        return _block("[]", [_written(item, depth - 1, indent + " ") for item in value], indent)
    return json.dumps(value, ensure_ascii=False)


def _block(brackets: str, entries: list[str], indent: str) -> str:
    lines = ",\n".join(f"{indent} {entry}" for entry in entries)
    return f"{brackets[0]}\n{lines}\n{indent}{brackets[1]}"
