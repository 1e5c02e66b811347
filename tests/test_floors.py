"""The architecture as a test: who may import whom, how long a file may be."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kfor_graph"

FLOORS = (
    {
        "errors",
        "model",
        "texts",
        "names",
        "patterns",
        "resources",
        "vocabulary",
        "catalogue",
        "guard",
        "sorting",
        "store",
        "atomic",
        "json_lines",
        "packing",
        "pool",
    },
    {"client"},
    {"corpus"},
    {"document"},
    {"extract"},
    {"graph"},
    {"link"},
    {"quality"},
    {"query"},
    {"share"},
    {"site"},
    {"web"},
    {"one_report"},
    {"runner_local", "runner_spark"},
    {"pipeline"},
    {"api"},
    {"__init__"},
    {"cli_app"},
    {"cli_build", "cli_export", "cli_fetch", "cli_link", "cli_query", "cli_serve", "cli_share"},
    {"cli"},
    {"__main__"},
)
"Ground, stages in the order of the folder listing, roof. A module imports from its own floor and the ones before it."

LONGEST = 400
"Lines; a file holds one idea."

MODULES = sorted(PACKAGE.rglob("*.py"))


def floor(module: str) -> int:
    """The floor of a module or folder of the package; the package itself is what users import."""
    return next(number for number, names in enumerate(FLOORS) if module in names)


def imported(path: Path) -> set[str]:
    """The modules or folders of the package that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("kfor_graph."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.ImportFrom) and node.module == "kfor_graph":
            found.update(alias.name for alias in node.names if alias.name != "__version__")
        elif isinstance(node, ast.Import):
            found.update(alias.name.split(".")[1] for alias in node.names if alias.name.startswith("kfor_graph."))
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_its_floor_and_those_before_it(path: Path) -> None:
    """Data flows one way: no stage knows a later one."""
    own = floor(path.relative_to(PACKAGE).parts[0].removesuffix(".py"))
    assert {name for name in imported(path) if floor(name) > own} == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_holds_one_idea(path: Path) -> None:
    """No file is longer than the limit, and each says in its first line what it is."""
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST
    assert not text or ast.get_docstring(ast.parse(text))


def test_the_stages_stand_in_the_order_of_the_alphabet() -> None:
    """Whoever lists the package sees the pipeline: each stage folder is on the floor that its name's place says."""
    folders = [path.name for path in sorted(PACKAGE.iterdir()) if path.is_dir() and path.name not in {"__pycache__", "data"}]
    assert folders == sorted(folders, key=floor)


def test_no_relative_imports() -> None:
    """Every import says in full where it comes from."""
    for path in MODULES:
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        assert not any(isinstance(node, ast.ImportFrom) and node.level for node in nodes), path
