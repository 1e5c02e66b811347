"""What version 0.2 of the Reconciliation Service API says of the forms of answers, as checks that raise AssertionError."""

import re
from collections.abc import Mapping
from typing import Any

_ADDRESS = re.compile(r"https?://\S+")
_CELLS = {"id": str, "name": str, "str": str, "date": str, "int": int, "float": (int, float), "bool": bool}


def is_manifest(value: Any) -> None:
    """Versions, name and both spaces are needed; what else is there has its form."""
    assert isinstance(value, dict)
    assert value["versions"] and all(isinstance(version, str) for version in value["versions"])
    assert isinstance(value["name"], str) and value["name"]
    assert _ADDRESS.fullmatch(value["identifierSpace"]) and _ADDRESS.fullmatch(value["schemaSpace"])
    for kind in value.get("defaultTypes", ()):
        has_id_and_name(kind)
    for key, sizes in (("view", ()), ("feature_view", ()), ("preview", ("width", "height"))):
        if key in value:
            assert _ADDRESS.match(value[key]["url"]) and "{{id}}" in value[key]["url"]
            assert all(isinstance(value[key][size], int) and value[key][size] > 0 for size in sizes)
    for kind, service in value.get("suggest", {}).items():
        assert kind in {"entity", "property", "type"}
        assert _ADDRESS.fullmatch(service["service_url"]) and service["service_path"].startswith("/")
        if "flyout_service_path" in service:
            assert "${id}" in service["flyout_service_path"]
    if "extend" in value:
        proposing = value["extend"]["propose_properties"]
        assert _ADDRESS.fullmatch(proposing["service_url"]) and proposing["service_path"].startswith("/")
        for setting in value["extend"].get("property_settings", ()):
            assert {"name", "label", "type", "default", "help_text"} <= set(setting)
            assert setting["type"] in {"number", "text", "checkbox", "select"}
            assert setting["type"] != "select" or all({"name", "value"} == set(choice) for choice in setting["choices"])
    assert isinstance(value.get("batchSize", 1), int)


def is_result_batch(value: Any, asked: Mapping[str, object]) -> None:
    """For each key that was asked a list of candidates, the best first."""
    assert set(value) == set(asked)
    for answered in value.values():
        assert set(answered) == {"result"}
        for candidate in answered["result"]:
            has_id_and_name(candidate)
            assert isinstance(candidate["score"], int | float) and not isinstance(candidate["score"], bool)
            assert isinstance(candidate.get("match", False), bool)
            assert isinstance(candidate.get("description", ""), str)
            for kind in candidate.get("type", ()):
                has_id_and_name(kind)
            for feature in candidate.get("features", ()):
                assert isinstance(feature["id"], str) and isinstance(feature["value"], int | float | str | bool)
        scores = [candidate["score"] for candidate in answered["result"]]
        assert scores == sorted(scores, reverse=True)
        assert sum(candidate.get("match", False) for candidate in answered["result"]) <= 1


def is_suggestion(value: Any) -> None:
    """A list of ids and names; what is notable of entities are their types."""
    assert set(value) == {"result"}
    for found in value["result"]:
        has_id_and_name(found)
        assert isinstance(found.get("description", ""), str)
        for kind in found.get("notable", ()):
            assert isinstance(kind, str) or has_id_and_name(kind)


def is_proposal(value: Any) -> None:
    """Properties for a type."""
    assert isinstance(value["properties"], list) and isinstance(value["type"], str)
    assert isinstance(value.get("limit", 0), int)
    for found in value["properties"]:
        has_id_and_name(found)


def is_extension(value: Any, asked: Mapping[str, Any]) -> None:
    """A column for each property, a row for each id, a list of cells in each."""
    assert set(value) == {"meta", "rows"}
    assert [column["id"] for column in value["meta"]] == [column["id"] for column in asked["properties"]]
    for column in value["meta"]:
        has_id_and_name(column)
        if "type" in column:
            has_id_and_name(column["type"])
    assert set(value["rows"]) == set(asked["ids"])
    for row in value["rows"].values():
        assert set(row) == {column["id"] for column in asked["properties"]}
        for cell in (cell for cells in row.values() for cell in cells):
            assert set(cell) == {"id", "name"} or (len(cell) == 1 and not {"id", "name"} & set(cell))
            assert all(isinstance(found, _CELLS[key]) for key, found in cell.items())


def has_id_and_name(value: Any) -> bool:
    """What everything has that is shown."""
    assert isinstance(value["id"], str) and value["id"]
    assert isinstance(value["name"], str) and value["name"]
    return True
