"""Which plug-ins can be used: what is wrong with the others is one line."""

from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from kfor_graph.errors import PluginError
from kfor_graph.extract import plugins as found_plugins
from kfor_graph.extract.passage import Passage
from kfor_graph.model import Claim


def example(_passage: Passage) -> Iterator[Claim]:
    """Nothing at all."""
    yield from ()


class Installed(metadata.Distribution):
    """A package as the interpreter would find it."""

    def __init__(self, name: str, version: str) -> None:
        self._told = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"

    def read_text(self, filename: str) -> str | None:
        return self._told if filename == "METADATA" else None

    def locate_file(self, path: Any) -> Any:
        return Path(path)


class Point:
    """An entry point that leads to a value."""

    def __init__(self, name: str, value: Any, package: str = "my-rules", version: str = "1.0") -> None:
        self.name, self._value, self.dist = name, value, Installed(package, version)

    def load(self) -> Any:
        if isinstance(self._value, BaseException):
            raise self._value
        return self._value


def undescribed(_passage: Passage) -> Iterator[Claim]:
    yield from ()


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([], "no plug-in is installed"),
        ([Point("b", {}), Point("a", {})], "choose one of a, b"),
        ([Point("mine", {}, "one"), Point("mine", {}, "two")], "several packages have one of this name: one, two"),
        ([Point("mine", ImportError("no module"))], "cannot be loaded: ImportError: no module"),
        ([Point("mine", SystemExit(1))], "cannot be loaded: SystemExit"),
        ([Point("mine", example)], "no mapping"),
        ([Point("mine", {"sentence": (example,)})], "no kind of block 'sentence'"),
        ([Point("mine", {"paragraph": example})], "cannot be loaded: TypeError"),
        ([Point("mine", {"paragraph": ("example",)})], "a rule is a function"),
        ([Point("mine", {"paragraph": (lambda _passage: iter(()),)})], "a rule is a function"),
        ([Point("mine", {"paragraph": (undescribed,)})], "undescribed has no docstring"),
        ([Point("mine", {}, version="1> <x")], "no usable name and version"),
        ([Point("mine", {}, package="my rules")], "no usable name and version"),
    ],
)
def test_a_plugin_that_cannot_be_used_is_one_line(monkeypatch: pytest.MonkeyPatch, points: list[Point], words: str) -> None:
    """Before anything is read: what is wrong, and what to do."""
    monkeypatch.setattr(found_plugins, "entry_points", lambda group: points)
    found_plugins.load.cache_clear()
    with pytest.raises(PluginError) as caught:
        found_plugins.load(("mine",))
    assert words in str(caught.value) and "plug-in mine" in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["my.rules", "My", "a b", "a>b", "é"])
def test_a_name_that_is_not_safe_in_an_iri_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Names go into IRIs as they are, and a dot divides plug-in and rule."""
    monkeypatch.setattr(found_plugins, "entry_points", lambda group: [Point(name, {"paragraph": (example,)})])
    with pytest.raises(PluginError, match="small letters"):
        found_plugins.load((name,))


def test_plugins_come_sorted_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The order in which they are asked for changes nothing."""
    monkeypatch.setattr(found_plugins, "entry_points", lambda group: [Point(name, {"paragraph": (example,)}) for name in "ba"])
    found_plugins.load.cache_clear()
    assert [plugin.name for plugin in found_plugins.load(("b", "a", "b"))] == ["a", "b"]
    found_plugins.load.cache_clear()
