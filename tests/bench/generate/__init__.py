"""Reports for benchmarks, made up from the forms of the genre, with the facts that they state. Never published.

    python -m tests.bench.generate FOLDER NUMBER [SEED]

writes NUMBER reports and `gold.jsonl`, which `kfor-graph evaluate FOLDER` reads. The same seed and number of a report give the same
bytes, however many others are made. Each report says in its first line that it is constructed.
"""

import json
from pathlib import Path

from tests.bench.generate.report import make

__all__ = ["make", "write"]


def write(folder: Path, size: int, seed: int = 0, first: int = 0) -> None:
    """Writes reports `first` to `first + size`, and the list of their facts."""
    folder.mkdir(parents=True, exist_ok=True)
    rows, tables = [], []
    for number in range(first, first + size):
        made = make(number, seed)
        (folder / made.name).write_text(made.text, encoding="utf-8", newline="\n")
        tables.append(f'["{made.name}"]\nkey = "generated-{number:06}"\n')
        rows.append(json.dumps(made.facts, ensure_ascii=False) + "\n")
    (folder / "reports.toml").write_text("\n".join(tables), encoding="utf-8", newline="\n")
    (folder / "gold.jsonl").write_text("".join(rows), encoding="utf-8", newline="\n")
