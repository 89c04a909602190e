"""When a plan is looked at again."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety_plans.errors import InvalidReview
from safety_plans.review import Event, Reason, Reviews, is_due, next_review

TODAY = date(2026, 11, 23)
days = st.dates(TODAY - timedelta(days=60), TODAY + timedelta(days=60))
reviews = st.builds(Reviews, days, st.integers(14, 28))
events = st.lists(st.builds(Event, st.sampled_from(Reason), days), max_size=4)


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


@given(reviews, events, days)
def test_a_review_is_never_in_the_past_and_never_more_than_four_weeks_away(
    last: Reviews, happened: list[Event], today: date
) -> None:
    assert today <= next_review(last, happened, today) <= today + timedelta(days=last.every_days)


@given(reviews, events, st.builds(Event, st.sampled_from(Reason), days), days)
def test_one_more_event_never_makes_a_review_later(
    last: Reviews, happened: list[Event], event: Event, today: date
) -> None:
    assert next_review(last, [*happened, event], today) <= next_review(last, happened, today)


@pytest.mark.parametrize("reason", Reason)
def test_an_event_asks_for_a_look_on_the_day_after_and_until_there_was_one(reason: Reason) -> None:
    event = Event(reason, TODAY)
    assert next_review(Reviews(TODAY), [event], TODAY) == day(1)
    assert is_due(Reviews(TODAY), [event], day(1))
    assert is_due(Reviews(TODAY), [event], day(5))
    assert next_review(Reviews(day(1)), [event], day(1)) == day(29)


def test_a_change_that_is_known_ahead_is_waited_for() -> None:
    event = Event(Reason.SCHOOL_CHANGE, day(10))
    assert next_review(Reviews(TODAY), [event], TODAY) == day(11)


def test_without_an_event_the_owner_chooses_between_two_and_four_weeks() -> None:
    assert next_review(Reviews(TODAY), [], TODAY) == day(28)
    assert next_review(Reviews(TODAY, every_days=14), [], TODAY) == day(14)
    assert is_due(Reviews(TODAY, every_days=14), [], day(14))
    assert not is_due(Reviews(TODAY, every_days=14), [], day(13))
    for every_days in (13, 29, 0, -1):
        with pytest.raises(InvalidReview):
            Reviews(TODAY, every_days)


def test_a_last_review_in_the_future_puts_no_review_off() -> None:
    assert next_review(Reviews(day(300)), [], TODAY) == day(28)
