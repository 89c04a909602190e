"""Turns at the hours of the wall clock, through clock changes and bank holidays."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.escalations.rota.layers import BankHolidays, Layer, Weekday, instant, is_bank_holiday, shifts_of
from backend.escalations.rota.model import gaps, on_call_ids

MONDAY = date(2026, 11, 23)
WEEKEND = frozenset({Weekday.SATURDAY, Weekday.SUNDAY})
EVENING, MORNING, NINE = time(17), time(8), time(9)


def layer(**changes: object) -> Layer:
    usual: dict[str, object] = {
        "id": "evenings", "name": "Evenings", "members": ("maya", "sam"), "starts_on": MONDAY,
        "turn_days": 1, "from_time": EVENING, "to_time": MORNING,
    }  # fmt: skip
    return Layer(**(usual | changes))  # type: ignore[arg-type]  # What a test changes is what the field takes.


def utc(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=UTC)  # type: ignore[misc,arg-type]  # Year, month, day, hour.


def on_call(layers: list[Layer], at: datetime) -> set[str]:
    return on_call_ids(shifts_of(layers, at, at), at)


def test_people_take_turns_day_by_day_from_evening_to_morning() -> None:
    nights = [on_call([layer()], utc(2026, 11, 23 + night, 22)) for night in range(3)]
    assert nights == [{"maya"}, {"sam"}, {"maya"}]
    assert on_call([layer()], utc(2026, 11, 24, 7)) == {"maya"}
    assert on_call([layer()], utc(2026, 11, 24, 8)) == set()


def test_a_weekly_turn_is_handed_over_on_the_day_and_hour_it_began() -> None:
    weekly = layer(turn_days=7, from_time=NINE, to_time=NINE)
    assert on_call([weekly], utc(2026, 11, 30, 8, 59)) == {"maya"}
    assert on_call([weekly], utc(2026, 11, 30, 9)) == {"sam"}


def test_nobody_is_on_call_before_the_rotation_begins() -> None:
    assert on_call([layer()], utc(2026, 11, 23, 16)) == set()
    assert on_call([layer(members=())], utc(2026, 11, 23, 22)) == set()


def test_a_weekend_layer_is_on_at_weekends_only() -> None:
    weekend = layer(weekdays=WEEKEND, from_time=NINE, to_time=NINE, turn_days=7)
    assert on_call([weekend], utc(2026, 11, 27, 22)) == set()
    assert on_call([weekend], utc(2026, 11, 28, 10)) == on_call([weekend], utc(2026, 11, 29, 10)) == {"maya"}
    assert on_call([weekend], utc(2026, 12, 5, 10)) == {"sam"}


def test_several_layers_are_on_call_together() -> None:
    second = layer(id="second", members=("ruth",))
    assert on_call([layer(), second], utc(2026, 11, 23, 22)) == {"maya", "ruth"}


@pytest.mark.parametrize(
    ("rule", "christmas", "the_day_before"),
    [
        (BankHolidays.AS_USUAL, True, True),
        (BankHolidays.NEVER, False, True),
        (BankHolidays.INSTEAD, True, False),
    ],
)
def test_a_bank_holiday_is_as_the_layer_says(
    rule: BankHolidays, christmas: bool, the_day_before: bool
) -> None:
    found = layer(bank_holidays=rule)
    assert (found.on(date(2026, 12, 25)), found.on(date(2026, 12, 24))) == (christmas, the_day_before)


def test_the_substitute_day_of_a_bank_holiday_counts() -> None:
    assert is_bank_holiday(date(2026, 12, 28))  # Boxing Day 2026 is a Saturday.


def test_the_night_the_clock_goes_forward_is_an_hour_shorter_and_back_an_hour_longer() -> None:
    hours = [
        (found.ends_at - found.starts_at) / timedelta(hours=1)
        for day in (date(2027, 3, 26), date(2027, 3, 27), date(2027, 10, 30))
        for found in [layer().shift(day)]
    ]
    assert hours == [15, 14, 16]


def test_a_time_that_the_clock_skips_or_repeats_is_one_instant() -> None:
    assert instant(date(2027, 3, 28), time(1, 30)) == utc(2027, 3, 28, 1, 30)  # 02:30 by the new time
    assert instant(date(2027, 10, 31), time(1, 30)) == utc(2027, 10, 31, 0, 30)  # the first of the two


hand_overs = st.times(min_value=time(0), max_value=time(23, 59)).map(lambda at: at.replace(microsecond=0))


@given(hand_overs, st.integers(1, 30), st.integers(1, 5), st.integers(0, 400))
def test_round_the_clock_there_is_exactly_one_person_at_every_instant(
    at: time, turn_days: int, people: int, from_day: int
) -> None:
    members = tuple(f"person-{number}" for number in range(people))
    whole = layer(members=members, turn_days=turn_days, from_time=at, to_time=at)
    starts_at = instant(MONDAY, at) + timedelta(days=from_day)
    ends_at = starts_at + timedelta(days=14)
    found = list(shifts_of([whole], starts_at, ends_at))
    assert gaps(found, starts_at, ends_at) == []
    for earlier, later in pairwise(found):
        assert earlier.ends_at == later.starts_at


@given(hand_overs, hand_overs, st.sets(st.sampled_from(Weekday), min_size=1), st.integers(0, 20_000))
def test_who_is_on_call_at_an_instant_does_not_depend_on_how_far_one_looks(
    from_time: time, to_time: time, weekdays: set[Weekday], minutes: int
) -> None:
    some = layer(from_time=from_time, to_time=to_time, weekdays=frozenset(weekdays))
    at = utc(2027, 3, 20) + timedelta(minutes=minutes)
    near = on_call_ids(shifts_of([some], at, at), at)
    far = on_call_ids(shifts_of([some], at - timedelta(days=9), at + timedelta(days=9)), at)
    assert near == far


@given(st.dates(date(2026, 11, 23), date(2028, 1, 1)), st.integers(1, 30), st.integers(2, 6))
def test_everybody_has_as_many_turns_as_the_others(day: date, turn_days: int, people: int) -> None:
    members = tuple(f"person-{number}" for number in range(people))
    some = layer(members=members, turn_days=turn_days)
    whole_rounds = [some.turn(day + timedelta(days=number)) for number in range(turn_days * people)]
    assert {whole_rounds.count(member) for member in members} == {turn_days}
