"""Numbers for supervisors: counted right, and told as ranges."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.core.counts import WIDTH, Range
from backend.escalations.numbers.model import Fact, Spread, numbers, spread
from backend.escalations.rota.model import Gap

MONDAY = datetime(2026, 11, 2, tzinfo=UTC)
FOUR_WEEKS = MONDAY + timedelta(weeks=4)


def at(day: int, hour: int, **known: float) -> Fact:
    return Fact(MONDAY + timedelta(days=day, hours=hour), **known)  # type: ignore[arg-type]


def test_percentiles_are_times_that_were_measured() -> None:
    assert spread(range(1, 101)) == Spread(50, 95, 99)
    assert spread([7.0] * 5) == Spread(7, 7, 7)


def test_fewer_than_five_have_no_percentiles() -> None:
    assert spread([1.0, 2.0, 3.0, 4.0, None]) is None


def test_weeks_and_hours_are_those_of_london() -> None:
    summer = datetime(2026, 7, 5, 23, 30, tzinfo=UTC)  # Monday, half past midnight, in London
    found = numbers([Fact(summer)] * 6, summer - timedelta(days=7), summer + timedelta(days=1))
    assert [row.label for row in found.weeks if row.count.least] == ["2026-07-06"]
    assert [row.label for row in found.hours if row.count.least] == ["00"]


def test_what_nobody_acknowledged_is_counted_and_rounds_are_added() -> None:
    facts = [at(0, 20, paged_s=0.1, acknowledged_s=30)] * 6 + [at(1, 20, paged_s=0.1, re_pages=2)] * 5
    total = numbers(facts, MONDAY, FOUR_WEEKS).total
    assert (total.count, total.unacknowledged, total.re_pages) == (Range(10, 14), Range(5, 9), Range(10, 14))
    assert total.to_page == Spread(0.1, 0.1, 0.1)
    assert total.to_words is None


def test_a_week_without_anything_is_there() -> None:
    found = numbers([], MONDAY, FOUR_WEEKS, [Gap(MONDAY, MONDAY + timedelta(hours=3))], MONDAY)
    assert [row.label for row in found.weeks] == ["2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23"]
    assert (found.total.count, found.gaps, found.gaps_h, found.gaps_from) == (Range(0, 0), 1, 3.0, MONDAY)


def test_few_requests_are_told_as_any_few_and_without_times() -> None:
    facts = [at(0, 20, paged_s=0.1, acknowledged_s=30, words_s=60)] * 6 + [at(7, 20, paged_s=0.1)]
    first, second, *_ = numbers(facts, MONDAY, FOUR_WEEKS).weeks
    assert (first.count, first.unacknowledged) == (Range(5, 9), Range(0, 4))
    assert (second.count, second.unacknowledged, second.to_page) == (Range(0, 4), Range(0, 4), None)


@given(st.lists(st.integers(0, 27 * 24), max_size=60))
def test_each_request_is_in_one_week_and_one_hour(hours: list[int]) -> None:
    facts = [at(0, hour) for hour in hours] * WIDTH  # so that each row's least is what it counts
    found = numbers(facts, MONDAY, FOUR_WEEKS)
    assert sum(row.count.least for row in found.weeks) == len(facts)
    assert sum(row.count.least for row in found.hours) == len(facts)
