"""Reports made up for benchmarks: the same for the same seed, marked as constructed, and read as well as the constructed ones by hand."""

from pathlib import Path

from kfor_graph.quality.evaluate.evaluate import evaluate
from kfor_graph.quality.evaluate.score import scores
from tests.bench.generate import make, write

GOLD = Path(__file__).parent / "gold"


def test_the_same_seed_and_number_give_the_same_report_and_others_another(tmp_path: Path) -> None:
    """However many are made at a time; each says that it is constructed, and the formats vary."""
    write(tmp_path / "all", 12)
    write(tmp_path / "one", 1, first=7)
    (one,) = (path for path in (tmp_path / "one").iterdir() if path.name.startswith("000007"))
    assert one.read_bytes() == (tmp_path / "all" / one.name).read_bytes() == make(7).text.encode()
    assert make(7).text != make(7, seed=1).text != make(8).text
    reports = [path for path in (tmp_path / "all").iterdir() if path.name[0] == "0"]
    assert {path.suffix for path in reports} == {".txt", ".md", ".html"}
    assert all("CONSTRUCTED FOR TESTING - not a United Nations document" in path.read_text() for path in reports)


def test_the_facts_of_fifty_reports_are_found_at_least_as_well_as_those_listed_by_hand(tmp_path: Path) -> None:
    """Precision and recall of each kind of fact that the reports state."""
    write(tmp_path, 50)
    ours, floors = ({score.kind: score for score in scores(evaluate(folder).outcomes)} for folder in (tmp_path, GOLD))
    stated = {kind for kind, score in ours.items() if score.right + score.missed}
    assert {"period", "letter", "strength", "event", "casualty", "actor", "place", "statistic", "seizure", "nought"} <= stated
    assert stated <= set(floors)
    for kind in stated:
        assert ours[kind].recall >= floors[kind].recall, kind
        assert ours[kind].strict_precision >= floors[kind].strict_precision, kind
