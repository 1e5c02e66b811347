"""`python -m tests.reliability`: writes `docs/reliability.md` from what the runs of fuzzing, faults and endurance have counted."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "reliability.md"
FUZZ, FAULTS, SOAK = (ROOT / "tests" / name / "results" for name in ("fuzz", "faults", "soak"))
ENOUGH_RUNS, ENOUGH_SECONDS = 1_000_000, 3600
NAMED = {"fault", "about", "tries", "seed", "seconds", "killed"}


def main() -> None:
    """Writes the page."""
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    """The page."""
    return "\n".join([*_head(), *_fuzzing(_read(FUZZ)), *_faults(_read(FAULTS)), *_soak(_read(SOAK))]) + "\n"


def _read(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def _head() -> Iterator[str]:
    yield "# Reliability"
    yield ""
    yield "What was tried to break the program, how often, and what came of it. This page is written by `python -m tests.reliability` from"
    yield "the counts that `make fuzz`, `make faults` and `make soak` leave; [SECURITY.md](../SECURITY.md) says what each part is to withstand."
    yield ""


def _fuzzing(results: list[dict[str, Any]]) -> Iterator[str]:
    yield "## Fuzzing"
    yield ""
    yield "Inputs are made up under coverage of the code (atheris): what reaches something new is kept and varied further. For every input must"
    yield "hold what the target says: no error but those that are told in a line, claims whose words stand in the text, the same answer twice,"
    yield "what is written can be read. The goal is a million inputs for each target, or an hour where one takes more than a millisecond."
    yield "Mistakes are those that were found; all are mended, and their inputs stand in `tests/fuzz/found/`, which every test run looks at."
    yield ""
    yield "| target | reads | inputs | minutes | edges reached, of them by seeds | kept inputs | mistakes found | slow inputs | most memory | goal |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |"
    for one in results:
        goal = min(1.0, max(one["executions"] / ENOUGH_RUNS, one["seconds"] / ENOUGH_SECONDS))
        reached = "reached" if goal == 1 else f"{100 * goal:.0f} %"
        yield (
            f"| {one['target']} | {one['about']} | {one['executions']:,} | {one['seconds'] / 60:,.0f} | {one['reached']:,}, {one['seeded']:,} "
            f"| {one['corpus']:,} | {_found(one)} | {one['slow']} | {one['megabytes']:,} MB | {reached} |"
        )
    yield f"| all | | {sum(one['executions'] for one in results):,} | {sum(one['seconds'] for one in results) / 60:,.0f} | | | {sum(map(_found, results))} | {sum(one['slow'] for one in results)} | | |"
    yield ""


def _found(one: dict[str, Any]) -> int:
    """Mistakes of a target: those of the runs that are counted, and those found before, whose inputs are kept."""
    return max(one["broken"], sum(1 for _ in (FUZZ.parent / "found" / one["target"]).glob("*")))


def _faults(results: list[dict[str, Any]]) -> Iterator[str]:
    yield "## Faults"
    yield ""
    yield "After each fault the last good output is compared byte for byte, and the next run has to succeed or to say in one line what to do;"
    yield "otherwise the run of faults ends with an error, and there is no row. Half of the kills of a command come after a random time, half"
    yield "right before it touches files for a random n-th time."
    yield ""
    yield "| fault | what | times | what came of it |"
    yield "| --- | --- | ---: | --- |"
    for one in results:
        said = ", ".join(f"{name.replace('_', ' ')} {value:,}" for name, value in one.items() if name not in NAMED and value)
        yield f"| {one['fault']} | {one['about']} | {one['tries']:,} | {said} |"
    yield ""


def _soak(results: list[dict[str, Any]]) -> Iterator[str]:
    yield "## Endurance"
    yield ""
    yield "Clients that read pages and ask queries all the time, some of them queries that never end, while new builds take the place of old ones."
    yield "The goal is 64 clients for 30 minutes without an error that should not be, with flat memory and a steady 99th percentile."
    yield ""
    if not results:
        yield "Not run yet."
        return
    yield "| clients | minutes | answers | refused as they should be | errors | new builds | median, 99th percentile by fifth of the time | memory of all processes by fifth |"
    yield "| ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |"
    for one in results:
        times = "; ".join(f"{fifth['median_ms']:,} ms, {fifth['p99_ms']:,} ms" for fifth in one["fifths"])
        memory = "; ".join(f"{fifth['megabytes']:,} MB" for fifth in one["fifths"])
        yield (
            f"| {one['clients']} | {one['minutes']:g} | {one['answers']:,} | {one['refused']:,} | {one['errors']:,} | {one['swaps']} | {times} | {memory} |"
        )


if __name__ == "__main__":
    main()
