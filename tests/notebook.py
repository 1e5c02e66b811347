"""Runs docs/notebook.ipynb from end to end: `check` compares what it prints with what is kept, `write` keeps it.

Needs the extra `notebook`; `make notebook` and `make notebook-write` call it.
"""

import base64
import difflib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NOTEBOOK = Path(__file__).parent.parent / "docs" / "notebook.ipynb"
PNG = b"\x89PNG\r\n\x1a\n"


def run(path: Path) -> Any:
    """The notebook with new outputs, and without anything that two runs need not have in common. Raises CellExecutionError."""
    import matplotlib.font_manager  # noqa: F401, PLC0415 - its first import says on standard error that it looks for fonts
    import nbformat  # noqa: PLC0415
    from nbclient import NotebookClient  # noqa: PLC0415

    notebook = nbformat.read(path, as_version=4)
    place = {"metadata": {"path": str(path.parent)}}
    quiet = ["--log-level=ERROR"]
    NotebookClient(notebook, timeout=300, resources=place, record_timing=False, extra_arguments=quiet).execute()
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata = {}
    return notebook


def lines(notebook: Any) -> Iterator[str]:
    """What a notebook says, cell by cell: sources, texts, tables, and where pictures are, whose bytes differ with the fonts at hand."""
    for number, cell in enumerate(notebook["cells"], 1):
        yield f"cell {number}: {cell['cell_type']} {cell['id']}"
        yield from _text(cell["source"])
        for output in cell.get("outputs", ()):
            yield f"output {output['output_type']} {output.get('name', '')}".rstrip()
            yield from _text(output.get("text", ""))
            for kind, value in sorted(output.get("data", {}).items()):
                yield f"as {kind}"
                yield from ["a picture" if picture(value) else "no picture"] if kind == "image/png" else _text(value)


def picture(value: str | list[str]) -> bytes:
    """The bytes of a PNG; none where it is no PNG."""
    found = base64.b64decode("".join(value))
    return found if found.startswith(PNG) else b""


def _text(value: str | list[str]) -> list[str]:
    return "".join(value).splitlines()


def main(what: str) -> int:
    """Exit code: 0 where the outputs are as kept."""
    import nbformat  # noqa: PLC0415

    new = run(NOTEBOOK)
    if what == "write":
        nbformat.write(new, NOTEBOOK)
        return 0
    kept = nbformat.read(NOTEBOOK, as_version=4)
    found = list(difflib.unified_diff(list(lines(kept)), list(lines(new)), "kept", "now", lineterm=""))
    if found:
        sys.stderr.write("\n".join([f"{NOTEBOOK}: its outputs have changed; look at them, then: make notebook-write", *found, ""]))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
