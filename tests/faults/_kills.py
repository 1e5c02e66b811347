"""Commands killed at any moment: half of them after a random time, half right before they touch files for a random n-th time."""

import random
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.faults._forked import counting, dying, ready, run
from tests.faults._operations import Operation, each, litter, prepared, state

CHECKED = 5
"After every fifth kill the next run is let through, and has to come to the end."


@dataclass(slots=True)
class Counts:
    """What came of it."""

    fault: str
    about: str
    tries: int = 0
    killed: int = 0
    "the others had come to their end before"
    new: int = 0
    "times that the new output stood already"
    kept: int = 0
    "times that the old one still stood"
    mixed: int = 0
    "times that some files were old and some new, each of them whole, where each is replaced by itself"
    next_runs: int = 0
    "runs afterwards, all of which succeeded"
    left: int = 0
    "most files or folders that were still beside the output after a good run"
    seconds: float = 0.0


def kills(operation: Operation, times: int, seed: int) -> dict[str, object]:
    """Kills a command many times. Raises AssertionError where an output is neither the old nor the new one, or the next run fails."""
    dice = random.Random(seed)  # noqa: S311 - the same moments each time
    counts = Counts(f"kill-{operation.name}", f"kill -9 of {operation.about}")
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        prepared(place)
        log, out = place / "log", place / operation.output
        ready(operation.before, place, log)
        good, files, lasts, steps = [], [], [], []
        for number in (0, 1):
            ended = run(operation.arguments(place, number), log, counting)
            _good(ended)
            good.append(state(out))
            files.append(each(out) if operation.by_file else {})
            lasts.append(ended.seconds)
            steps.append(max(ended.steps, 1))
        assert good[0] != good[1]
        standing = 1
        for attempt in range(times):
            number = 1 - standing
            by_time = attempt % 2 == 0
            after = dice.uniform(0, 1.05 * lasts[number]) if by_time else None
            setting = (lambda: None) if by_time else dying(dice.randint(1, steps[number]))
            ended = run(operation.arguments(place, number), log, setting, after)
            assert ended.status in {-9, 0, 1}, ended
            found = state(out)
            if operation.by_file and found not in good:
                assert all(data in {one[name] for one in files} for name, data in each(out).items()), (
                    "a file is neither the old nor the new one"
                )
                counts.mixed += 1
                _good(run(operation.arguments(place, number), log))
                found = state(out)
                assert found == good[number], "what was mixed is not mended by the next run"
            assert found in good, f"attempt {attempt} of seed {seed}: the output is neither the old nor the new one"
            assert ended.status == -9 or found == good[number], ended
            counts.tries += 1
            counts.killed += ended.status == -9
            counts.new += ended.status == -9 and found == good[number]
            counts.kept += ended.status == -9 and found == good[standing]
            standing = good.index(found)
            if attempt % CHECKED == CHECKED - 1:
                _good(run(operation.arguments(place, 1 - standing), log))
                standing = 1 - standing
                assert state(out) == good[standing]
                counts.next_runs += 1
                counts.left = max(counts.left, len(litter(place, operation.output)))
            counts.seconds += ended.seconds
    counts.seconds = round(counts.seconds, 1)
    return asdict(counts)


def _good(ended: object) -> None:
    assert getattr(ended, "status", 2) in {0, 1}, ended
