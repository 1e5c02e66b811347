"""The comparison with facts listed by hand: the matching rules, the list's form, what is printed, and the last reviewed result.

`gold/frozen.csv` holds what became of every fact of the constructed reports; its diff is the review of a rule change. To accept one:
python -m tests.test_evaluate
"""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from kfor_graph.cli import app
from kfor_graph.corpus.read import read_file
from kfor_graph.quality.evaluate.evaluate import Evaluation, evaluate
from kfor_graph.quality.evaluate.facts import KINDS, Fact
from kfor_graph.quality.evaluate.gold import GoldError, read_gold
from kfor_graph.quality.evaluate.listed import days, facts
from kfor_graph.quality.evaluate.match import Outcome, match
from kfor_graph.quality.evaluate.render import as_csv, as_json, as_markdown, csv_text, print_evaluation, rows
from kfor_graph.quality.evaluate.score import scores
from kfor_graph.quality.evaluate.wording import actor_names, place_names, stems
from kfor_graph.texts import Period

GOLD = Path(__file__).parent / "gold"
CONSTRUCTED, FROZEN = GOLD / "constructed", GOLD / "frozen.csv"
README = Path(__file__).parent.parent / "README.md"
HEADS = ["document", "kind", "key", "result"]

JUNE = Period(date(2005, 6, 1), date(2005, 6, 30))
REPORT = """Report to the United Nations on the operations of the Kosovo Force

1. This report covers the period from 1 to 30 June 2005.

2. As at 30 June 2005, the total number of troops in theatre was 17,000.

Security situation

3. The security situation in Kosovo remained calm. On 7 June, some 300 Kosovo Albanians demonstrated in Pristina.
"""


def day(number: int) -> Period:
    """A day of June 2005."""
    return Period(date(2005, 6, number), date(2005, 6, number))


def fact(kind: str, what: str, **more: object) -> Fact:
    """A fact of the seventh of June, in paragraph 3 of a report."""
    return replace(Fact(kind, "report", "3", what, days=day(7)), **more)  # type: ignore[arg-type]  # any field


def event(types: str, place: str = "Pristina", **more: object) -> Fact:
    """An event at a place."""
    return fact("event", types, names=place_names(place) if place else frozenset(), **more)


def results(listed: list[Fact], found: list[Fact], tail: str = "") -> list[tuple[str, str]]:
    """What becomes of the facts: kind and result of each."""
    return [(outcome.fact.kind, outcome.result) for outcome in match(listed, found, tail)]


def same(listed: Fact, found: Fact) -> bool:
    """Whether two facts are a pair."""
    return "right" in [result for _, result in results([listed], [found])]


def row(**more: object) -> dict[str, object]:
    """A line of a list for the small report, with what it says of period, strength and a demonstration."""
    quote = "As at 30 June 2005, the total number of troops in theatre was 17,000."
    strength = {
        "as_at": "2005-06-30",
        "basis_period": None,
        "total": 17000,
        "non_nato": None,
        "nato_nations": None,
        "non_nato_nations": None,
    }
    told = "On 7 June, some 300 Kosovo Albanians demonstrated in Pristina."
    happened = {"id": "e1", "date": "2005-06-07", "place": "Pristina", "type": "demonstration", "certainty": "asserted"}
    counts = {"killed": None, "wounded": None, "arrested": None, "other_counts": {"participants": 300}}
    actors = [{"name": "Kosovo Albanians", "role": "participant"}, {"name": "police", "role": "authority"}]
    empty = ("letters", "incident_statistics", "personnel_statistics", "other_observations", "seizures", "agreements", "assessments")
    return {
        "file": "report.txt",
        "period": {"start": "2005-06-01", "end": "2005-06-30", "quote": "from 1 to 30 June 2005", "paragraph": 1},
        "troop_strength": [strength | {"quote": quote, "paragraph": 2}],
        "events": [happened | counts | {"actors": actors, "quote": told, "paragraph": 3}],
        **{key: [] for key in (*empty, "stated_zeros", "discrepancies")},
        **more,
    }


def folder(path: Path, *lines: dict[str, object], text: str = REPORT) -> Path:
    """A folder with the small report and a list."""
    (path / "report.txt").write_text(text, encoding="utf-8")
    (path / "gold.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_event_types_pair_by_the_nearest_sense() -> None:
    """The same type, or a kind of it, anywhere; two kinds of a third only in the same paragraph; others never."""
    assert same(event("talks"), event("direct-talks", paragraph="4"))
    assert same(event("attack"), event("explosion"))
    assert not same(event("attack"), event("explosion", paragraph="4"))
    assert not same(event("attack"), event("meeting"))


def test_events_share_a_day() -> None:
    """A night is the day that it ends on too; another day is another event."""
    night = Period(date(2005, 6, 6), date(2005, 6, 7))
    assert same(event("shooting", days=night), event("shooting"))
    assert not same(event("shooting", days=day(8)), event("shooting"))


def test_an_event_of_a_day_is_not_one_of_the_whole_reporting_period() -> None:
    """Only what the list does not date either pairs with what the rules date by the reporting period."""
    vague = event("shooting", days=JUNE, vague=True)
    assert not same(event("shooting"), vague)
    assert same(event("shooting", days=JUNE, vague=True), vague)


@pytest.mark.parametrize("words", ["near Klina", "municipality of Klinë/Klina", "Klinë/Klina", "Klina"])
def test_places_pair_by_any_of_their_names(words: str) -> None:
    """Near a town, its municipality, and its name in the other language are the town."""
    assert same(event("attack", words), event("attack", "Klina"))
    assert not same(event("attack", words), event("attack", "Prizren"))


def test_where_no_place_is_told_the_paragraph_decides() -> None:
    """An event without a place is the one of its own paragraph."""
    assert same(event("attack", ""), event("attack"))
    assert not same(event("attack", ""), event("attack", paragraph="9"))


def test_what_is_planned_or_called_off_has_not_happened() -> None:
    """The flag must agree."""
    assert same(event("demonstration", flag="not held"), event("demonstration", flag="not held"))
    assert not same(event("demonstration", flag="planned"), event("demonstration"))


def test_facts_pair_one_to_one() -> None:
    """A second found event is not the same one again; nor is a second listed one."""
    first, second = event("attack"), event("attack", words="again")
    assert results([first], [first, second]) == [("event", "right"), ("event", "unlisted")]
    assert results([first, second], [first]) == [("event", "missed"), ("event", "right")]


def test_the_most_pairs_are_taken() -> None:
    """A fact that could have either of two leaves the one that another needs."""
    either, only = event("attack", ""), event("attack", "Klina", paragraph="9")
    here, there = event("attack", "Prizren"), event("attack", "Klina")
    assert results([either, only], [here, there]) == [("event", "right"), ("event", "right")]


def test_a_casualty_is_a_harm_with_its_number() -> None:
    """Another number or another harm is another fact; of two equal numbers the group decides."""
    five = fact("casualty", "wounded", value=Decimal(5))
    assert same(five, replace(five, names=stems("soldiers")))
    assert not same(five, replace(five, value=Decimal(4)))
    assert not same(five, replace(five, what="killed"))
    serbs, police = (replace(five, names=stems(words), label=words) for words in ("Kosovo Serbs", "police officers"))
    pairs = {outcome.fact.label: outcome.found.label for outcome in match([serbs, police], [police, serbs]) if outcome.found}
    assert pairs == {"Kosovo Serbs": "Kosovo Serbs", "police officers": "police officers"}


def test_actors_pair_within_pairs_of_events() -> None:
    """The same name in the same role, in an event that is the same; all words of the shorter name are in the longer."""
    serbs = fact("actor", "participant", names=actor_names("Kosovar Serbs"), event="e1")
    crowd = fact("actor", "participant", names=actor_names("Kosovo Serbs (demonstrators)"), event="found1")
    events = event("demonstration", event="e1"), event("demonstration", event="found1")
    assert ("actor", "right") in results([events[0], serbs], [events[1], crowd])
    assert ("actor", "missed") in results([serbs], [crowd])
    assert ("actor", "missed") in results([events[0], serbs], [events[1], replace(crowd, what="victim")])


def test_a_found_number_takes_the_kind_of_the_listed_one() -> None:
    """What the rules take for a figure of a corps may be listed as another figure."""
    listed = fact("figure", "weapons in store", value=Decimal(90), words="90 weapons in store")
    found = fact("personnel", "stocks", value=Decimal(90), words="90 weapons")
    assert results([listed], [found]) == [("figure", "right")]


def test_only_kinds_that_are_listed_in_full_have_wrong_facts() -> None:
    """A figure of a corps that is not listed is wrong; an event may have happened all the same."""
    assert results([], [fact("personnel", "posts-open", value=Decimal(1))]) == [("personnel", "wrong")]
    assert results([], [event("attack")]) == [("event", "unlisted")]


def test_a_number_needs_its_measure() -> None:
    """An equal number with another measure is not the fact: it is wrong, and the fact is missed."""
    listed = fact("personnel", "open posts", value=Decimal(5), names=stems("open posts"))
    found = replace(listed, what="members-dismissed", names=stems("members dismissed"))
    assert results([listed], [found]) == [("personnel", "wrong"), ("personnel", "missed")]


def test_optional_facts_count_neither_way() -> None:
    """What is derived is neither missed where it is not found, nor wrong where it is."""
    derived = fact("casualty", "wounded", value=Decimal(1), optional=True)
    assert results([derived], []) == []
    assert results([derived], [replace(derived, optional=False)]) == []


def test_behind_the_end_of_a_text_nothing_is_wrong() -> None:
    """In the paragraph in which it breaks off, what is found beside the list does not count."""
    assert results([], [fact("personnel", "posts-open", value=Decimal(1))], tail="3") == []


def test_one_nought_may_be_two_claims() -> None:
    """No one killed or injured: listed once, found twice in the same words."""
    listed = fact("nought", "casualties", value=Decimal(0), words="No one was killed or injured.")
    found = [fact("nought", what, value=Decimal(0), words="No one was killed or injured") for what in ("persons-killed", "persons-injured")]
    assert results([listed], found) == [("nought", "right")]
    assert results([], found) == [("nought", "wrong")] * 2


def test_a_discrepancy_is_the_printed_value_and_the_one_that_the_figures_make() -> None:
    """Another recomputed value is a false alarm."""
    listed = fact("discrepancy", "sum", value=Decimal(352), second=Decimal(354))
    assert same(listed, listed)
    assert not same(listed, replace(listed, second=Decimal(355)))


def test_agreements_pair_by_day_and_half_of_the_name() -> None:
    """A shorter name is the same agreement; another day is another one."""
    listed = fact("agreement", "memorandum", names=stems("memorandum of understanding on access to training areas"))
    found = replace(listed, names=stems("memorandum of understanding on access"))
    assert same(listed, found)
    assert not same(listed, replace(found, days=day(9)))
    assert not same(listed, replace(found, names=stems("agreement on energy")))


def test_the_making_of_a_listed_agreement_is_no_unlisted_event() -> None:
    """The list may have the agreement and no event for it."""
    listed = fact("agreement", "agreement on energy", names=stems("agreement on energy"))
    made = event("agreement-made", event="found1")
    assert results([listed], [replace(listed, event="found1"), made]) == [("agreement", "right")]


def test_scores() -> None:
    """Three right, one missed, two wrong: 3/5, 3/4, 6/9; a kind that is not listed in full has no precision but the strict one."""
    right = Outcome(fact("personnel", "posts"), "right", fact("personnel", "posts", paragraph="4"))
    outcomes = [right] * 3 + [replace(right, result="missed", found=None)] + [replace(right, result="wrong", found=None)] * 2
    (score,) = scores(outcomes)
    assert (score.listed, score.precision, score.strict_precision, score.recall, score.f1) == (4, 0.6, 0.6, 0.75, 6 / 9)
    assert (score.paragraph, score.certainty) == (0, 3)
    (open_ended,) = scores([Outcome(event("attack"), "unlisted")])
    assert (open_ended.precision, open_ended.strict_precision, open_ended.recall) == (None, 0, None)


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("2005-06-07", ("2005-06-07", "2005-06-07")),
        ("2008-02", ("2008-02-01", "2008-02-29")),
        ("2005", ("2005-01-01", "2005-12-31")),
        ("2005-06-06/2005-06-07", ("2005-06-06", "2005-06-07")),
    ],
)
def test_days_of_the_list(words: str, ends: tuple[str, str]) -> None:
    """Days, months, years and ranges."""
    assert days(words) == Period(*(date.fromisoformat(end) for end in ends))


def test_a_small_list_from_file_to_score(tmp_path: Path) -> None:
    """Period, strength, the demonstration with place, people and their number come out; the police are missed; the rest is not listed."""
    evaluation = evaluate(folder(tmp_path, row()))
    told = {(outcome.fact.kind, outcome.result) for outcome in evaluation.outcomes}
    assert {(kind, "right") for kind in ("period", "strength", "event", "place", "actor", "figure")} <= told
    assert [outcome.fact.label for outcome in evaluation.outcomes if outcome.result == "missed"] == ["police in e1"]
    assert ("assessment", "unlisted") in told and not evaluation.failed


def test_a_judgement_that_its_scope_gives_by_parts_is_as_many_facts(tmp_path: Path) -> None:
    """Calm in one part and tense in another are two judgements; calm but tense in one place is one with two ratings."""
    text = REPORT + "\n4. The security situation was calm in most of Kosovo, but tense in the north.\n"
    item = {
        "kind": "situation",
        "subject": "security situation",
        "values": ["calm", "tense"],
        "quote": text.splitlines()[-1][3:],
        "paragraph": 4,
    }
    for number, scope in ((1, "the province"), (1, None), (2, "calm: most of Kosovo; tense: the north")):
        evaluation = evaluate(folder(tmp_path, row(assessments=[item | {"scope": scope}]), text=text)).of(["assessment"])
        assert [outcome.result for outcome in evaluation.outcomes if outcome.fact.paragraph == "4"].count("right") == number


def test_a_report_that_cannot_be_read_is_missed_whole(tmp_path: Path) -> None:
    """All its facts are missed, and it is named."""
    evaluation = evaluate(folder(tmp_path, row(), text="Roses are red."))
    assert {outcome.result for outcome in evaluation.outcomes} == {"missed"} and len(evaluation.outcomes) == 7
    assert ["report.txt" in str(error) for error in evaluation.failed] == [True]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "gold.jsonl:1: broken JSON"),
        ('{"slug": "x"}', "gold.jsonl:1: an object with the key file"),
        ('{"file": "nowhere.txt"}', "gold.jsonl:1: there is no file nowhere.txt"),
        ('{"file": "report.txt"}', "gold.jsonl:1: not in the form of the list: KeyError('period')"),
        (json.dumps(row(period={"start": "2005-06-01", "end": "June"})), "gold.jsonl:1: not in the form of the list: ValueError"),
        ("", "no report in it"),
    ],
)
def test_a_broken_list_is_named_with_its_line(tmp_path: Path, line: str, words: str) -> None:
    """File, line, what is wrong with it."""
    folder(tmp_path)
    (tmp_path / "gold.jsonl").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(GoldError) as error:
        evaluate(tmp_path)
    assert words in str(error.value)


def test_a_folder_without_a_list_is_an_error(tmp_path: Path) -> None:
    """It is named."""
    with pytest.raises(GoldError, match=r"gold\.jsonl"):
        evaluate(tmp_path)


@cache
def evaluation() -> Evaluation:
    """The constructed reports against their list."""
    return evaluate(CONSTRUCTED)


def frozen() -> str:
    """What became of every fact, as `frozen.csv` has it."""
    return csv_text([HEADS, *map(list, rows(evaluation()))])


def test_what_became_of_every_fact_is_what_was_reviewed() -> None:
    """A rule change shows here, fact by fact, what it does to the constructed reports."""
    assert frozen().splitlines() == FROZEN.read_text(encoding="utf-8").splitlines()


def test_every_line_of_the_list_counts() -> None:
    """Every kind is listed; each report has its period; every file says in its first line that it is constructed."""
    assert {score.kind for score in evaluation().scores if score.listed} == set(KINDS)
    listed = read_gold(CONSTRUCTED)
    assert sum(fact.kind == "period" for item in listed for fact in facts(item)) == len(listed) == 15
    for path in {item.path for item in listed}:
        assert "CONSTRUCTED FOR TESTING" in path.read_text(encoding="utf-8").splitlines()[0]


def test_listed_words_stand_in_their_reports() -> None:
    """The words of each listed fact are words of its file, white space, markup and furniture aside."""
    for item in read_gold(CONSTRUCTED):
        report = read_file(item.path)
        clean = stems(report.clean) | stems(report.text)
        for listed in facts(item):
            assert len(stems(listed.words) - clean) <= len(stems(listed.words)) // 10, listed.words


def test_json_has_scores_rules_and_on_demand_every_fact() -> None:
    """For programs: the rule of each kind in words, shares as numbers."""
    told = json.loads(as_json(evaluation(), listing=True))
    assert [score["kind"] for score in told["scores"]] == list(KINDS) == list(told["rules"])
    assert all(len(rule) > 20 for rule in told["rules"].values())
    assert len(told["facts"]) == len(evaluation().outcomes) and "facts" not in json.loads(as_json(evaluation()))


def test_csv_is_a_line_a_kind_or_a_line_a_fact() -> None:
    """A spreadsheet reads both."""
    assert [line["kind"] for line in csv.DictReader(io.StringIO(as_csv(evaluation())))] == list(KINDS)
    listing = list(csv.DictReader(io.StringIO(as_csv(evaluation().of(["period"]), listing=True))))
    assert {line["kind"] for line in listing} == {"period"} and all(line["sentence"] for line in listing)


def test_the_table_lists_what_is_not_right_with_its_sentence(tmp_path: Path) -> None:
    """A missed actor with the sentence that tells of it; the scores after it."""
    printed = io.StringIO()
    print_evaluation(evaluate(folder(tmp_path, row())), Console(file=printed, width=200), listing=True)
    text = printed.getvalue()
    assert "missed  report  actor  p3 authority 2005-06-07 police in e1" in text
    assert text.index("“On 7 June, some 300 Kosovo Albanians demonstrated in Pristina.”") < text.index("listed")


def test_the_command(tmp_path: Path) -> None:
    """Exit code 0 whatever the scores; kinds can be chosen; the rules can be read; a broken list or kind is an error."""
    gold = str(folder(tmp_path, row()))
    done = CliRunner().invoke(app, ["evaluate", gold, "--format", "csv", "--kind", "strength"])
    assert done.exit_code == 0 and done.stdout.splitlines()[1].startswith("strength,1,1,0,0,0,1.0,1.0,1.0,1.0")
    assert "casualty: The same harm" in CliRunner().invoke(app, ["evaluate", gold, "--rules"]).stdout
    assert "strength" in CliRunner().invoke(app, ["evaluate", gold], env={"COLUMNS": "80"}).stdout
    for words in (["evaluate", "/nowhere"], ["evaluate", gold, "--kind", "nonsense"]):
        assert isinstance(CliRunner().invoke(app, words).exception, GoldError)


def readme() -> str:
    """The README with the table of this run in its place."""
    table = f"<!-- scores -->\n\n{as_markdown(evaluation())}\n<!-- /scores -->"
    return re.sub(r"<!-- scores -->.*<!-- /scores -->", lambda _: table, README.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_the_readme_shows_the_table_of_this_run() -> None:
    """Its figures are never typed in."""
    assert README.read_text(encoding="utf-8") == readme()


if __name__ == "__main__":
    FROZEN.write_text(frozen(), encoding="utf-8")
    README.write_text(readme(), encoding="utf-8")
