"""The notebook as it is kept; `make notebook` runs it, which needs more than the tests have."""

import ast
import json
import re
import tomllib
from typing import Any

import pytest

import kfor_graph
from tests.notebook import NOTEBOOK, lines, picture

KEPT: dict[str, Any] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
CODE = [cell for cell in KEPT["cells"] if cell["cell_type"] == "code"]
SOURCE = "\n".join("".join(cell["source"]) for cell in CODE)
LARGEST = 60_000


def test_it_is_executed_from_top_to_bottom() -> None:
    """Each cell was run once, in order, none failed, none said anything on standard error."""
    assert [cell["execution_count"] for cell in CODE] == list(range(1, len(CODE) + 1))
    outputs = [output for cell in CODE for output in cell["outputs"]]
    assert {output["output_type"] for output in outputs} == {"stream", "display_data", "execute_result"}
    assert {output["name"] for output in outputs if output["output_type"] == "stream"} == {"stdout"}


def test_it_answers_five_questions_with_plots() -> None:
    """Five headings that ask, and a picture under each, small enough to be kept."""
    headings = [line for cell in KEPT["cells"] if cell["cell_type"] == "markdown" for line in "".join(cell["source"]).splitlines()]
    asked = [line for line in headings if re.match(r"## \d\. .*\?$", line)]
    assert len(asked) == 5
    pictures: list[list[bytes]] = [[]]
    for cell in KEPT["cells"]:
        if any(line in asked for line in "".join(cell["source"]).splitlines()) and cell["cell_type"] == "markdown":
            pictures.append([])
        found = [output["data"]["image/png"] for output in cell.get("outputs", ()) if "image/png" in output.get("data", {})]
        pictures[-1] += [picture(value) for value in found]
    assert all(pictures[1:]) and not pictures[0]
    assert all(0 < len(one) <= LARGEST for under in pictures for one in under)


def test_it_tells_nothing_of_where_it_was_run() -> None:
    """No path from the root, no name of a host, no time, no metadata of a run."""
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert not re.search(r"(?<![\w.])/(?:home|root|tmp|usr|work|Users|var)/", text)
    assert not re.search(r"localhost|127\.0\.0\.1|iopub|\bexecution\"", text)
    assert KEPT["metadata"] == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    assert all(cell["metadata"] == {} for cell in KEPT["cells"])
    identifiers = [cell["id"] for cell in KEPT["cells"]]
    assert len(identifiers) == len(set(identifiers))


def test_it_uses_what_is_public() -> None:
    """Of the package only what `import kfor_graph` gives; beside it pandas, matplotlib, networkx and the standard library."""
    nodes = list(ast.walk(ast.parse(SOURCE)))
    imported = {name.name.split(".")[0] for node in nodes if isinstance(node, ast.Import) for name in node.names}
    from_ = {str(node.module).split(".")[0] for node in nodes if isinstance(node, ast.ImportFrom)}
    assert imported | from_ == {"kfor_graph", "pandas", "matplotlib", "networkx", "pathlib", "tempfile"}
    assert "kfor_graph" not in from_
    used = {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "kfor_graph"
    }
    assert used and used <= set(kfor_graph.__all__)
    asked = {
        node.attr for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "graph"
    }
    assert {"frame", "claims", "network", "query"} <= asked
    assert not any(name.startswith("_") or name == "store" for name in asked)


@pytest.mark.parametrize(
    ("change", "is_seen"),
    [
        (lambda output: output.update(text=["S-2007-652 74 claims\n"]), True),
        (lambda output: output.update(name="stderr"), True),
        (lambda output: output.update(text="".join(output["text"])), False),
    ],
    ids=["another number", "another stream", "the same in one piece"],
)
def test_a_difference_is_seen(change: Any, is_seen: bool) -> None:
    """Texts are compared to the letter, however they are cut."""
    other = json.loads(json.dumps(KEPT))
    change(next(output for cell in other["cells"] for output in cell.get("outputs", ()) if output["output_type"] == "stream"))
    assert (list(lines(other)) != list(lines(KEPT))) is is_seen


def test_a_missing_picture_is_seen() -> None:
    """That there is one is compared, its bytes are not: they differ with the version of the drawing library."""
    other = json.loads(json.dumps(KEPT))
    shown = next(output for cell in other["cells"] for output in cell.get("outputs", ()) if "image/png" in output.get("data", {}))
    kept = shown["data"]["image/png"]
    shown["data"]["image/png"] = "iVBORw0KGgoAAAAN"
    assert list(lines(other)) == list(lines(KEPT))
    shown["data"]["image/png"] = "AAAA"
    assert list(lines(other)) != list(lines(KEPT))
    shown["data"] = {"text/plain": shown["data"]["text/plain"]}
    assert list(lines(other)) != list(lines(KEPT)) and kept


def test_what_it_prints_is_what_the_graph_says(published: Any) -> None:
    """Its tables agree with the reports as they are built now: the quickest sign that it must be run again."""
    printed = "\n".join(lines(KEPT))
    with kfor_graph.open(published) as graph:
        for key in graph.documents():
            assert f"{key} {sum(1 for _ in graph.claims(key))} claims" in printed
        for row in graph.table("source-issues").dicts():
            assert f"– {row['note']}" in printed
        for row in graph.table("cq09").dicts():
            assert " ".join(str(row["words"]).split()) in printed


def test_its_lock_file_agrees_with_that_of_the_tests() -> None:
    """Both are installed into one environment: what is in both has one version, and what the extra names is pinned as there."""
    root = NOTEBOOK.parent.parent
    pins = [
        dict(re.findall(r"^([\w.-]+)==(\S+)", (root / f"requirements{name}.lock").read_text(encoding="utf-8"), re.M))
        for name in ("", "-notebook")
    ]
    assert {name: (pins[0][name], pins[1][name]) for name in pins[0].keys() & pins[1].keys() if pins[0][name] != pins[1][name]} == {}
    extras = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert set(extras["notebook"]) == {f"{name}=={pins[1][name]}" for name in (wanted.split("==")[0] for wanted in extras["notebook"])}
