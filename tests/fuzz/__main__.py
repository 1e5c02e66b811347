"""`python -m tests.fuzz [TARGET…]`: runs targets in rounds until each has had a million inputs or an hour, and adds up what came of it.

A round ends after some minutes, so that a run can be stopped at any time and goes on later: the inputs that reach something new stay in
`.fuzz/`, the sums in `tests/fuzz/results/`. What is found to break something is put into `tests/fuzz/found/`, where the tests find it.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from tests.fuzz._target import FOUND, ROOT, Target, names, target

WORK = ROOT / ".fuzz"
RESULTS = Path(__file__).parent / "results"
ENOUGH_RUNS, ENOUGH_SECONDS = 1_000_000, 3600
MEGABYTES = 4096
HANGS = 120


@dataclass(frozen=True, slots=True)
class Sum:
    """What came of all rounds of a target."""

    target: str
    about: str
    executions: int = 0
    seconds: int = 0
    rounds: int = 0
    corpus: int = 0
    "inputs that each reach something that no other does"
    seeded: int = 0
    "edges of our code that the seeds alone reach"
    reached: int = 0
    "edges reached now"
    broken: int = 0
    "different mistakes that were found, mended ones too"
    slow: int = 0
    "inputs that took longer than they may"
    slowest: float = 0.0
    "seconds of the slowest input of all, as the clock on the wall has it"
    megabytes: int = 0
    "most memory"

    @property
    def is_enough(self) -> bool:
        """A million inputs, or an hour."""
        return self.executions >= ENOUGH_RUNS or self.seconds >= ENOUGH_SECONDS


def main() -> None:
    """Runs what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="default: all")
    parser.add_argument("--round", type=int, default=300, help="seconds of a round")
    parser.add_argument("--rounds", type=int, default=0, help="rounds of each target; default: until it has had enough")
    asked = parser.parse_args()
    chosen, done = asked.targets or names(), 0
    while chosen and (not asked.rounds or done < asked.rounds):
        for name in chosen:
            result = one_round(name, asked.round)
            print(json.dumps(asdict(result)), flush=True)
        done += 1
        chosen = [name for name in chosen if not read(name).is_enough]


def read(name: str) -> Sum:
    """The sum so far."""
    path = RESULTS / f"{name}.json"
    return Sum(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else Sum(name, "")


def one_round(name: str, seconds: int) -> Sum:
    """Runs a target for some seconds and adds what came of it to its sum."""
    chosen, work, before = target(name), WORK / name, read(name)
    corpus = _prepared(chosen, work)
    notes = work / "notes.jsonl"
    notes.unlink(missing_ok=True)
    left = max(ENOUGH_RUNS - before.executions, 1)
    options = [
        str(corpus), str(work / "seeds"), f"-dict={work / 'words'}", f"-max_total_time={seconds}", f"-runs={left}", f"-timeout={HANGS}",
        f"-max_len={chosen.longest}", f"-rss_limit_mb={MEGABYTES}", f"-artifact_prefix={work / 'ended-'}", "-print_final_stats=1",
        "-verbosity=1",
    ]  # fmt: skip
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz._child", name, str(work), *options],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        errors="replace",
    )
    (work / "log").write_text(done.stderr[-200_000:], encoding="utf-8")
    told = [json.loads(line) for line in notes.read_text().splitlines()] if notes.exists() else []
    for path in work.glob("ended-*"):
        (FOUND / name).mkdir(parents=True, exist_ok=True)
        shutil.move(path, FOUND / name / path.name.removeprefix("ended-"))
        told.append({"kind": "broken"})
    said = dict(re.findall(r"stat::(\w+):\s+(\d+)", done.stderr))
    covered = [int(number) for number in re.findall(r"\bcov: (\d+)", done.stderr)]
    if "number_of_executed_units" not in said:
        raise SystemExit(f"{name}: the round did not end well; {work / 'log'} says why")
    kinds = [item["kind"] for item in told]
    result = replace(
        before,
        about=chosen.about,
        executions=before.executions + int(said["number_of_executed_units"]),
        seconds=before.seconds + round(time.monotonic() - start),
        rounds=before.rounds + 1,
        corpus=sum(1 for _ in corpus.iterdir()),
        seeded=before.seeded or _seeded(done.stderr),
        reached=max([before.reached, *covered]),
        broken=before.broken + kinds.count("broken"),
        slow=before.slow + kinds.count("slow"),
        slowest=max(before.slowest, float(said.get("slowest_unit_time_sec", 0))),
        megabytes=max(before.megabytes, int(said.get("peak_rss_mb", 0))),
    )
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(asdict(result), indent=1) + "\n", encoding="utf-8")
    return result


def _seeded(log: str) -> int:
    found = re.search(r"INITED\s+cov: (\d+)", log)
    return int(found[1]) if found else 0


def _prepared(chosen: Target, work: Path) -> Path:
    """The folder with the inputs that reach something; beside it seeds and words as the fuzzer reads them."""
    corpus, seeds = work / "corpus", work / "seeds"
    corpus.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(seeds, ignore_errors=True)
    seeds.mkdir()
    for number, data in enumerate(chosen.seeds()):
        (seeds / f"{number:04}").write_bytes(data)
    words = sorted({word for word in chosen.words() if word and len(word.encode()) <= 60})
    lines = ['"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"\n' for word in words]
    (work / "words").write_text("".join(lines), encoding="ascii")
    return corpus


if __name__ == "__main__":
    main()
