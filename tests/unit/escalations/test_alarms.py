"""When an alarm is told again."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from backend.escalations.alarms.model import LEAST_PAUSE_S, LONGEST_PAUSE_S, Told
from tests.fakes import MONDAY_EVENING


@given(st.lists(st.integers(1, 300), max_size=200), st.sets(st.integers(0, 199)))
def test_never_two_alarms_for_one_promise_within_a_minute(pauses_s: list[int], kept: set[int]) -> None:
    now, told = MONDAY_EVENING, Told(MONDAY_EVENING)
    tellings = [now]
    for number, pause_s in enumerate(pauses_s):
        now += timedelta(seconds=pause_s)
        told = told.kept() if number in kept else told
        if again := told.again(now):
            told = again
            tellings.append(now)
    assert all(later - earlier >= timedelta(seconds=LEAST_PAUSE_S) for earlier, later in pairwise(tellings))


def test_a_promise_that_stays_broken_is_told_at_least_every_hour() -> None:
    told = Told(MONDAY_EVENING, times=500)
    assert told.again(MONDAY_EVENING + timedelta(seconds=LONGEST_PAUSE_S - 1)) is None
    assert told.again(MONDAY_EVENING + timedelta(seconds=LONGEST_PAUSE_S)) is not None


def test_what_was_kept_again_and_breaks_anew_is_told_as_new() -> None:
    again = Told(MONDAY_EVENING, times=9).kept().again(MONDAY_EVENING + timedelta(seconds=LEAST_PAUSE_S))
    assert again == Told(MONDAY_EVENING + timedelta(seconds=LEAST_PAUSE_S), times=1)
