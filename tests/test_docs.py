"""The documentation as a test: commands run, links lead somewhere, patterns are those of the code."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def commands(page: str = "README.md") -> list[str]:
    """The lines of a page's shell blocks, without comments."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.S)
    return [line.split("  #")[0].strip() for block in blocks for line in block.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the bundled reports, in which the README's commands can be typed."""
    place = tmp_path_factory.mktemp("readme")
    (place / "reports").symlink_to(ROOT / "reports")
    (place / "gold").symlink_to(ROOT / "tests" / "gold" / "constructed")
    return place


def test_the_readme_shows_the_two_commands() -> None:
    """make demo and make test come first, and the Makefile has them."""
    assert commands()[:2] == ["make demo", "make test"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^demo:", makefile, re.M) and re.search(r"^test:", makefile, re.M)


@pytest.mark.parametrize("page", ["README.md", "docs/how-to.md"])
def test_commands_run_as_they_stand(workplace: Path, page: str) -> None:
    """In order, each with exit code 0."""
    for command in commands(page):
        if command.startswith("kfor-graph "):
            line = command.replace("kfor-graph", f"{sys.executable} -m kfor_graph", 1)
            done = subprocess.run(line, shell=True, cwd=workplace, capture_output=True, text=True, check=False)  # noqa: S602 -- our own README
            assert done.returncode == 0, (command, done.stderr)


def test_python_runs_as_it_stands(workplace: Path) -> None:
    """Each block of Python in the how-to runs in a folder with the reports."""
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "how-to.md").read_text(encoding="utf-8"), re.S)
    for block in [block for block in blocks if "import kfor_graph\n" in block]:
        done = subprocess.run([sys.executable, "-c", block], cwd=workplace, capture_output=True, text=True, check=False)
        assert done.returncode == 0 and done.stdout, done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    """A relative link names a file."""
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_architecture_page_names_every_stage_and_ground_module() -> None:
    """Whoever adds one explains it."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    package = ROOT / "kfor_graph"
    stages = [f"`{path.name}/`" for path in package.iterdir() if path.is_dir() and path.name not in {"__pycache__", "data"}]
    modules = [f"`{path.stem}`" for path in package.glob("*.py") if not path.stem.startswith("__")]
    assert [name for name in stages + modules if name not in text] == []
