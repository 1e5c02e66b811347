"""Rules of other packages: those that are installed, and those that a build is told to use."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from kfor_graph.errors import PluginError
from kfor_graph.extract.rules import RULES, Rule

GROUP = "kfor_graph.rules"
"Entry points: a name, and where a mapping of the form of our own `RULES` stands."

_PLUGIN, _RULE, _RELEASE = re.compile(r"[a-z][a-z0-9_-]*"), re.compile(r"[a-z][a-z0-9_]*"), re.compile(r"[A-Za-z0-9][A-Za-z0-9.!+_-]*")
"They go into IRIs as they are."


@dataclass(frozen=True, slots=True)
class Plugin:
    """A package's rules."""

    name: str
    "of its entry point"
    rules: Mapping[str, tuple[Rule, ...]]
    "kind of block → rules"
    distribution: str
    "the package that brings them"
    version: str
    "of the package"

    def named(self) -> dict[str, Rule]:
        """Its rules by name, `plugin.rule`: names of ours hold no dot, so that none can be taken for another."""
        return {f"{self.name}.{rule.__name__}": rule for listed in self.rules.values() for rule in listed}


def own() -> dict[str, Rule]:
    """Our own rules by name, in the order of the list."""
    return {rule.__name__: rule for listed in RULES.values() for rule in listed}


def installed() -> tuple[str, ...]:
    """The names of the plug-ins that are installed, sorted; none of their code is run."""
    return tuple(sorted(_found()))


@cache
def load(names: tuple[str, ...]) -> tuple[Plugin, ...]:
    """The plug-ins of these names, sorted, each once. Raises PluginError where one is not installed or cannot be used."""
    return tuple(_load(name) for name in sorted(set(names)))


def _found() -> dict[str, list[EntryPoint]]:
    found: dict[str, list[EntryPoint]] = {}
    for point in entry_points(group=GROUP):
        found.setdefault(point.name, []).append(point)
    return found


def _load(name: str) -> Plugin:
    points = _found().get(name, [])
    place = f"plug-in {name}"
    if not points:
        raise PluginError(place, "not installed", f"choose one of {', '.join(installed())}" if installed() else "no plug-in is installed")
    if len(points) > 1:
        packages = ", ".join(sorted(point.dist.name for point in points if point.dist))
        raise PluginError(place, f"several packages have one of this name: {packages}", "uninstall all but one")
    try:
        rules = points[0].load()
        plugin = Plugin(name, rules, points[0].dist.name if points[0].dist else "", points[0].dist.version if points[0].dist else "")
        wrong = next(_wrong(plugin), None)
    except (Exception, SystemExit) as error:  # the code of others may raise anything
        raise PluginError(place, f"cannot be loaded: {type(error).__name__}: {error}", "mend the package, or do without it") from error
    if wrong:
        raise PluginError(place, wrong, "mend the package, or do without it")
    return plugin


def _wrong(plugin: Plugin) -> Iterator[str]:
    """What keeps a plug-in from being used."""
    if not _PLUGIN.fullmatch(plugin.name):
        yield "its name may hold small letters, digits, _ and - only"
    if not _RELEASE.fullmatch(plugin.distribution) or not _RELEASE.fullmatch(plugin.version or ""):
        yield f"its package has no usable name and version: {plugin.distribution!r} {plugin.version!r}"
    if not isinstance(plugin.rules, Mapping):
        yield f"its entry point is no mapping of kinds of blocks to rules but a {type(plugin.rules).__name__}"
        return
    seen: dict[str, Rule] = {}
    for kind, rules in plugin.rules.items():
        if kind not in RULES:
            yield f"there is no kind of block {kind!r}: {', '.join(RULES)}"
        for rule in rules:
            name = getattr(rule, "__name__", "")
            if not callable(rule) or not _RULE.fullmatch(name):
                yield f"a rule is a function whose name holds small letters, digits and _ only: {rule!r}"
            elif not (rule.__doc__ or "").strip():
                yield f"{name} has no docstring, which is its public description"
            elif seen.setdefault(name, rule) is not rule:
                yield f"two rules are called {name}"
