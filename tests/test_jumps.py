"""Stocks that jump between two reports."""

from datetime import date

import pytest

from kfor_graph.graph.gist import FigureGist, Gist
from kfor_graph.model import Evidence
from kfor_graph.quality.jumps import jumps, limits
from kfor_graph.texts import Span

WORDS = Evidence("report-1-p2", Span(0, 5), "4,900", "4,900")


def figure(value: str, day: date, **more: object) -> Gist:
    """A document that gives one strength."""
    told = FigureGist(f"at-{day}", value, True, day, day, False, "obs-1", "report-1-p2", "troop-strength", "troops", (WORDS,))
    return Gist(figures=(told._replace(**more),))


JUNE, SEPTEMBER = date(2014, 6, 30), date(2014, 9, 30)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (figure("4900", JUNE), figure("4600", SEPTEMBER), None),
        (figure("4900", JUNE), figure("9400", SEPTEMBER), "9400 after 4900 on 30 June 2014: a change by 92 per cent"),
        (figure("4900", JUNE), figure("490", SEPTEMBER), "490 after 4900 on 30 June 2014: a change by 90 per cent"),
        (figure("4900", JUNE), figure("9400", date(2016, 9, 30)), None),
        (figure("4900", JUNE), figure("9400", SEPTEMBER, exact=False), None),
        (figure("4900", JUNE), figure("9400", SEPTEMBER, earlier=True), None),
        (figure("4900", JUNE), figure("9400", SEPTEMBER, of="reserve"), None),
        (figure("4900", JUNE), figure("9400", SEPTEMBER, indicator="vehicles"), None),
        (figure("0", JUNE), figure("9400", SEPTEMBER), None),
    ],
)
def test_a_jump_beyond_the_limit_is_noted(before: Gist, after: Gist, message: str | None) -> None:
    """Of one stock, exact, between reports that follow one another; with the words of both."""
    found = list(jumps({"A": before, "B": after}))
    assert [finding.message for finding in found] == ([message] if message else [])
    for finding in found:
        assert (finding.document, finding.evidence, finding.related) == ("B", (WORDS,), (("A", WORDS),))


def test_the_limits_are_those_of_the_file() -> None:
    """Each has a share and a number of days above nought."""
    assert "troop-strength" in limits()
    assert all(limit.per_cent > 0 and limit.days > 0 for limit in limits().values())
