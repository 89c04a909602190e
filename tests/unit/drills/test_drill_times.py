"""When drills are due, and what the last one says."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from backend.core.clock import LONDON
from backend.drills.model import DEFAULT_TIMES, Drill, Result, latest_slot, standing, times_from
from backend.settings import Settings

TWICE_A_DAY = times_from(DEFAULT_TIMES)
EVENING = datetime(2026, 11, 23, 21, 10, tzinfo=UTC)


def drill(result: Result | None, started_at: datetime) -> Drill:
    return Drill("one", started_at, "the schedule", False, "drill-person", result=result, after_s=0.2)


def test_the_times_are_those_of_london_in_summer_and_in_winter() -> None:
    assert latest_slot(TWICE_A_DAY, EVENING) == datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
    assert latest_slot(TWICE_A_DAY, datetime(2026, 7, 1, 12, tzinfo=UTC)) == datetime(
        2026, 7, 1, 9, tzinfo=UTC
    )


@given(st.integers(0, 2 * 365 * 24 * 60))
def test_there_is_a_drill_within_every_sixteen_hours_and_a_half(minutes: int) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    slot = latest_slot(TWICE_A_DAY, now)
    assert slot is not None
    assert timedelta() <= now - slot <= timedelta(hours=16.5)
    assert slot.astimezone(LONDON).time() in TWICE_A_DAY


def test_in_development_there_are_none_unless_they_are_asked_for() -> None:
    assert Settings().drills_at == ()
    assert Settings(drill_times="09:15").drills_at == (time(9, 15),)
    assert Settings(env="production").drills_at == TWICE_A_DAY
    assert Settings(env="production", drill_times="off").drills_at == ()


def test_times_that_are_none_are_refused_at_the_start() -> None:
    with pytest.raises(ValidationError):
        Settings(drill_times="ten, half past six")


def test_a_drill_that_was_missed_is_told() -> None:
    ok, says = standing(TWICE_A_DAY, drill(Result.PAGED, EVENING - timedelta(days=1)), EVENING)
    assert not ok
    assert says == "The drill of 18:30 was not run."


def test_the_last_result_is_told_with_its_age() -> None:
    at_the_slot = EVENING - timedelta(hours=2.5)
    assert standing(TWICE_A_DAY, drill(Result.PAGED, at_the_slot), EVENING) == (
        True,
        "The last drill, 2.5 h ago: its page went out after 0.2 s.",
    )
    for wrong in (Result.LATE, Result.UNNOTICED, Result.FAILED, None):
        assert not standing(TWICE_A_DAY, drill(wrong, at_the_slot), EVENING)[0]


def test_without_planned_drills_only_one_that_went_wrong_is_told() -> None:
    assert standing((), None, EVENING)[0]
    assert standing((), drill(Result.PAGED, EVENING - timedelta(days=99)), EVENING)[0]
    assert not standing((), drill(Result.LATE, EVENING - timedelta(days=1)), EVENING)[0]
