"""IRIs: their patterns, and that no words of a report can break them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kfor_graph import names
from kfor_graph.model import Entity, Event
from kfor_graph.texts import Period

DAY = Period(date(2007, 9, 28), date(2007, 9, 28))
MONTH = Period(date(2007, 9, 1), date(2007, 9, 30))
NEW_YORK = Entity("place", "new-york")


@given(st.text(min_size=1))
def test_a_slug_is_a_step_of_an_iri_whatever_the_words(words: str) -> None:
    """Letters, digits and hyphens; never empty."""
    found = names.slug(words)
    assert found and set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_an_event_on_a_day_at_a_place_is_everybodys() -> None:
    """Day, type and place name it for all documents."""
    event = Event(("direct-talks", "talks"), DAY, (NEW_YORK,))
    assert names.event(event, "a") == names.event(event, "b") == f"{names.BASE}id/event/2007-09-28-direct-talks-new-york"


@pytest.mark.parametrize(
    "event",
    [
        Event(("explosion",), MONTH, (NEW_YORK,)),
        Event(("demonstration",), DAY),
        Event(("talks",), DAY, (NEW_YORK,), happened=False),
        Event(("shooting",), DAY, (NEW_YORK,), series=True),
        Event(("shooting",), DAY, (Entity("local", "area-north", "the north", known=False),)),
    ],
)
def test_what_two_documents_may_mean_differently_belongs_to_its_document(event: Event) -> None:
    """No day, no place, or one that only the document knows, not told as having happened, several told as one: no common node."""
    assert names.event(event, "a").startswith(f"{names.BASE}id/doc/a/event-")
    assert names.event(event, "a") != names.event(event, "b")


def test_periods() -> None:
    """Both days, or open."""
    assert names.period(MONTH).endswith("/period/2007-09-01_2007-09-30")
    assert names.period(Period(None, date(2021, 6, 14))).endswith("/period/open_2021-06-14")
    assert names.days(MONTH) == "2007-09"
