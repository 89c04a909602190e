"""Opening hours on ordinary evenings, on hard nights, and at any instant at all."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.clock import LONDON
from backend.signposting.hours import Availability, availability, standing, valid_hours
from backend.signposting.model import State
from backend.signposting.saying import NOT_CONFIRMED, says

ALWAYS = "24/7"
EVENING = "Mo-Su 17:00-24:00"
EVENING_PH_UNKNOWN = "Mo-Su 17:00-24:00; PH unknown"
OFFICE = "Mo-Fr 09:00-17:00; PH off"
NIGHT = "Mo-Su 22:00-06:00"
SMALL_HOURS = "Mo-Su 16:00-01:30"
SOME_DAYS = "Mo-We,Fr 16:00-22:00; Th,Sa,Su unknown"
HOLIDAY_HOURS = "Mo-Fr 12:00-22:00; Sa-Su 18:00-22:00; PH 18:00-22:00"
PATTERNS = [ALWAYS, EVENING, EVENING_PH_UNKNOWN, OFFICE, NIGHT, SMALL_HOURS, SOME_DAYS, HOLIDAY_HOURS]
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2032, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def london(text: str, *, second_time: bool = False) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON, fold=second_time)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "at", "sentence"),
    [
        # Ordinary days: minutes from one hour on, a date from one week on.
        (OFFICE, "2026-11-25T15:59", "Open now, closes at 17:00"),
        (OFFICE, "2026-11-25T16:00", "Open now, closes at 17:00 (in 60 minutes)"),
        ("Mo 09:00-17:00", "2026-11-24T18:00", "Closed, opens at 09:00 on Monday"),
        ("Mo 09:00-17:00", "2026-11-23T18:00", "Closed, opens at 09:00 on Monday 30 November"),
        # An ordinary Saturday, 23:30.
        (ALWAYS, "2026-11-28T23:30", "Open now, all day and night"),
        (EVENING, "2026-11-28T23:30", "Open now, closes at midnight (in 30 minutes)"),
        (OFFICE, "2026-11-28T23:30", "Closed, opens at 09:00 on Monday"),
        (NIGHT, "2026-11-28T23:30", "Open now, closes at 06:00"),
        (SOME_DAYS, "2026-11-28T23:30", NOT_CONFIRMED),
        # Christmas Day, 23:30.
        (ALWAYS, "2026-12-25T23:30", "Open now, all day and night"),
        (EVENING_PH_UNKNOWN, "2026-12-25T23:30", NOT_CONFIRMED),
        (OFFICE, "2026-12-25T23:30", "Closed, opens at 09:00 on Tuesday"),
        (HOLIDAY_HOURS, "2026-12-25T17:59", "Closed, opens at 18:00 today"),
        (HOLIDAY_HOURS, "2026-12-25T21:40", "Open now, closes at 22:00 (in 20 minutes)"),
        # The substitute bank holiday for Boxing Day 2026, a Monday.
        (OFFICE, "2026-12-28T10:00", "Closed, opens at 09:00 tomorrow"),
        (HOLIDAY_HOURS, "2026-12-28T13:00", "Closed, opens at 18:00 today"),
        (EVENING_PH_UNKNOWN, "2026-12-28T20:00", NOT_CONFIRMED),
        # New Year's Eve into New Year's Day.
        (EVENING_PH_UNKNOWN, "2026-12-31T23:59", "Open now, closes at midnight (in 1 minute)"),
        (EVENING_PH_UNKNOWN, "2027-01-01T00:00", NOT_CONFIRMED),
        (OFFICE, "2027-01-01T10:00", "Closed, opens at 09:00 on Monday"),
        (NIGHT, "2027-01-01T00:30", "Open now, closes at 06:00"),
        # Bank holidays of England that not all four nations share; and two that England does not have.
        (OFFICE, "2027-03-29T10:00", "Closed, opens at 09:00 tomorrow"),
        (OFFICE, "2027-08-30T10:00", "Closed, opens at 09:00 tomorrow"),
        (OFFICE, "2027-03-17T10:00", "Open now, closes at 17:00"),
        (OFFICE, "2026-11-30T10:00", "Open now, closes at 17:00"),
        # The year end is looked across: the last working day before, the first after.
        (OFFICE, "2027-12-24T16:59", "Open now, closes at 17:00 (in 1 minute)"),
        (OFFICE, "2027-12-24T17:00", "Closed, opens at 09:00 on Wednesday"),
        (OFFICE, "2027-12-31T18:00", "Closed, opens at 09:00 on Tuesday"),
    ],
)
def test_what_is_said(hours: str, at: str, sentence: str) -> None:
    now = london(at)
    assert says(availability(hours, now), now) == sentence


@pytest.mark.parametrize("at", ["2027-03-28T00:59", "2027-03-28T02:00", "2027-03-28T03:00"])
def test_the_night_the_clocks_go_forward_ends_at_six_summer_time(at: str) -> None:
    assert availability(NIGHT, london(at)) == Availability(State.OPEN, closes_at=utc("2027-03-28T05:00"))


@pytest.mark.parametrize(
    "at", ["2027-03-29T00:59", "2027-03-29T01:30", "2027-03-29T02:00", "2027-03-29T03:00"]
)
def test_the_night_after_runs_on_summer_time(at: str) -> None:
    now = london(at)
    assert availability(NIGHT, now) == Availability(State.OPEN, closes_at=utc("2027-03-29T05:00"))
    assert says(availability(OFFICE, now), now) == "Closed, opens at 09:00 tomorrow"


def test_a_closing_time_inside_the_missing_hour_is_the_moment_of_the_change() -> None:
    before = london("2027-03-28T00:45")
    assert availability(SMALL_HOURS, before) == Availability(State.OPEN, closes_at=utc("2027-03-28T01:00"))
    assert says(availability(SMALL_HOURS, before), before) == "Open now, closes at 02:00 (in 15 minutes)"
    after = london("2027-03-28T02:00")
    assert availability(SMALL_HOURS, after) == Availability(State.CLOSED, opens_at=utc("2027-03-28T15:00"))


@pytest.mark.parametrize("second_time", [False, True])
def test_the_night_the_clocks_go_back_is_one_hour_longer(second_time: bool) -> None:
    now = london("2027-10-31T01:30", second_time=second_time)
    assert availability(NIGHT, now) == Availability(State.OPEN, closes_at=utc("2027-10-31T06:00"))
    assert availability(ALWAYS, now).always_open


def test_what_closes_inside_the_repeated_hour_stays_closed_the_second_time() -> None:
    opens_at = utc("2027-10-31T16:00")
    first = london("2027-10-31T01:15")
    assert availability(SMALL_HOURS, first) == Availability(State.OPEN, closes_at=utc("2027-10-31T00:30"))
    assert says(availability(SMALL_HOURS, first), first) == "Open now, closes at 01:30 (in 15 minutes)"
    for at, again in (("2027-10-31T01:30", False), ("2027-10-31T01:15", True), ("2027-10-31T01:45", True)):
        found = availability(SMALL_HOURS, london(at, second_time=again))
        assert found == Availability(State.CLOSED, opens_at=opens_at)


def test_what_opens_inside_the_repeated_hour_opens_the_second_time_and_stays_open() -> None:
    hours = "Mo-Su 01:30-02:30"
    first = availability(hours, london("2027-10-31T01:45"))
    assert first == Availability(State.CLOSED, opens_at=utc("2027-10-31T01:30"))
    second = availability(hours, london("2027-10-31T01:30", second_time=True))
    assert second == Availability(State.OPEN, closes_at=utc("2027-10-31T02:30"))


def test_a_summer_evening_closes_on_summer_time() -> None:
    now = utc("2027-06-15T20:40")
    assert says(availability("Mo-Su 16:00-22:00", now), now) == "Open now, closes at 22:00 (in 20 minutes)"
    assert availability("Mo-Su 16:00-22:00", now).closes_at == utc("2027-06-15T21:00")


def test_the_last_seconds_are_not_rounded_up() -> None:
    now = utc("2027-01-05T16:59:30")
    assert says(availability(OFFICE, now), now) == "Open now, closes at 17:00 (in less than a minute)"


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        ("2026-12-23T10:00", "Open now, closes at 00:00 on Friday"),
        ("2026-12-05T10:00", "Open now, closes at 00:00 on Friday 25 December"),
    ],
)
def test_a_closing_time_days_away_names_the_day(at: str, sentence: str) -> None:
    now = london(at)
    assert says(availability("Mo-Su 00:00-24:00; PH off", now), now) == sentence


def test_a_bank_holiday_ends_what_the_night_before_began() -> None:
    now = london("2026-12-24T23:00")
    assert availability("Mo-Su 22:00-06:00; PH off", now).closes_at == utc("2026-12-25T00:00")


@pytest.mark.parametrize("hours", [None, "", "whenever", "Mo-Fr 25:99", "Sa,PH off", "PH,Su 10:00-12:00"])
def test_hours_that_are_missing_or_unreadable_are_unknown(hours: str | None) -> None:
    now = london("2026-11-25T12:00")
    assert availability(hours, now) == Availability(State.UNKNOWN)
    assert says(availability(hours, now), now) == NOT_CONFIRMED


def test_a_place_that_never_opens_again_is_closed_without_a_time() -> None:
    now = london("2026-11-25T12:00")
    found = availability("2020 Mo-Fr 09:00-17:00", now)
    assert found == Availability(State.CLOSED)
    assert says(found, now) == "Closed"


def test_hours_can_be_checked_before_they_are_stored() -> None:
    assert valid_hours(OFFICE)
    assert not valid_hours("nine to five")


@given(st.sampled_from(PATTERNS), INSTANTS)
def test_times_are_always_ahead_and_agree_with_the_state(hours: str, now: datetime) -> None:
    found = availability(hours, now)
    assert found.closes_at is None or (found.state is State.OPEN and found.closes_at > now)
    assert found.opens_at is None or (found.state is State.CLOSED and found.opens_at > now)


@given(st.sampled_from(PATTERNS), INSTANTS, st.floats(0, 0.999))
def test_what_is_open_stays_open_until_the_time_it_says(hours: str, now: datetime, share: float) -> None:
    found = availability(hours, now)
    until = found.closes_at or found.opens_at
    if until is None:
        return
    meanwhile = now + (until - now) * share
    assert availability(hours, meanwhile).state in {found.state, State.UNKNOWN}
    assert availability(hours, until).state is not found.state


@given(INSTANTS)
def test_unknown_hours_are_never_open(now: datetime) -> None:
    assert availability(None, now).state is State.UNKNOWN
    assert availability("24/7 unknown", now).state is State.UNKNOWN
    assert "Open" not in says(availability(None, now), now)


@given(INSTANTS)
def test_an_office_is_never_open_on_an_evening_or_a_weekend(now: datetime) -> None:
    local = now.astimezone(LONDON)
    if local.weekday() >= 5 or not 9 <= local.hour < 17:
        assert availability(OFFICE, now).state is State.CLOSED


@given(st.sampled_from(PATTERNS), st.integers(0, 6 * 60))
def test_the_change_of_clocks_never_breaks_a_promise(hours: str, minutes: int) -> None:
    for night in ("2027-03-27T23:00", "2027-10-30T22:00"):
        now = utc(night) + timedelta(minutes=minutes)
        found = availability(hours, now)
        if found.closes_at:
            last = found.closes_at - timedelta(milliseconds=1)
            assert availability(hours, last).state is State.OPEN


@given(st.sampled_from(PATTERNS), INSTANTS, st.floats(0, 0.999))
def test_until_the_instant_that_is_given_nothing_changes(hours: str, now: datetime, share: float) -> None:
    found, until = standing(hours, now)
    assert until > now
    assert availability(hours, now + (until - now) * share) == found
