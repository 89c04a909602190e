"""Who is on call at an instant, and where nobody is."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.escalations.rota.model import Gap, Shift, gaps, on_call_ids
from tests.fakes import MONDAY_EVENING

HOURS_SHOWN = 48
FROM, UNTIL = MONDAY_EVENING, MONDAY_EVENING + timedelta(hours=HOURS_SHOWN)

# Shifts that may begin before the window, end after it, overlap, or touch.
shifts_around = st.lists(
    st.tuples(st.sampled_from(["maya", "sam"]), st.integers(-24, HOURS_SHOWN), st.integers(1, 24)), max_size=8
).map(lambda rows: [shift(who, start, start + length) for who, start, length in rows])


def hour(number: float) -> datetime:
    return FROM + timedelta(hours=number)


def shift(who: str, starts: float, ends: float) -> Shift:
    return Shift(f"{who}-{starts}-{ends}", who, hour(starts), hour(ends))


def test_a_shift_begins_at_its_start_and_is_over_at_its_end() -> None:
    evening = [shift("maya", 0, 8)]
    assert on_call_ids(evening, hour(0)) == {"maya"}
    assert on_call_ids(evening, hour(8) - timedelta(milliseconds=1)) == {"maya"}
    assert on_call_ids(evening, hour(8)) == set()
    assert on_call_ids(evening, hour(-1)) == set()


def test_at_a_change_of_shift_only_the_next_is_on_call() -> None:
    assert on_call_ids([shift("maya", 0, 8), shift("sam", 8, 16)], hour(8)) == {"sam"}


def test_two_can_be_on_call_together() -> None:
    assert on_call_ids([shift("maya", 0, 8), shift("sam", 4, 12)], hour(6)) == {"maya", "sam"}


def test_no_shift_is_one_gap() -> None:
    assert gaps([], FROM, UNTIL) == [Gap(FROM, UNTIL)]


def test_gaps_before_between_and_after_shifts() -> None:
    rota = [shift("sam", 20, 30), shift("maya", 5, 10)]
    expected = [Gap(hour(0), hour(5)), Gap(hour(10), hour(20)), Gap(hour(30), UNTIL)]
    assert gaps(rota, FROM, UNTIL) == expected


def test_shifts_that_touch_leave_no_gap() -> None:
    assert gaps([shift("maya", -2, 24), shift("sam", 24, 60)], FROM, UNTIL) == []


def test_a_short_shift_inside_a_long_one_opens_no_gap() -> None:
    assert gaps([shift("maya", 0, 48), shift("sam", 2, 4)], FROM, UNTIL) == []


@given(shifts_around)
def test_coverage_and_gaps_make_up_the_window_exactly(rota: list[Shift]) -> None:
    found = gaps(rota, FROM, UNTIL)
    for half_hour in range(HOURS_SHOWN * 2):
        instant = hour(half_hour / 2)
        in_gap = sum(gap.starts_at <= instant < gap.ends_at for gap in found)
        assert in_gap == (0 if on_call_ids(rota, instant) else 1)


@given(shifts_around)
def test_gaps_are_in_order_apart_and_never_empty(rota: list[Shift]) -> None:
    edges = [edge for gap in gaps(rota, FROM, UNTIL) for edge in (gap.starts_at, gap.ends_at)]
    assert edges == sorted(edges)
    assert len(set(edges)) == len(edges)
    assert all(FROM <= edge <= UNTIL for edge in edges)
