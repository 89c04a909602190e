"""Counting whether the chat was any use: whole weeks that are over, and each count as a range."""

from datetime import UTC, date, datetime

from backend.core.counts import Count, Range
from backend.taking_part.useful import Answer, Tally, by_week, week_of, whole_weeks

MONDAY_EVENING = datetime(2026, 11, 23, 21, 10, tzinfo=UTC)
MONDAY, NEXT_MONDAY = date(2026, 11, 16), date(2026, 11, 23)


def counts(yes: int, some: int, no: int) -> list[Range]:
    given = [Tally(MONDAY, answer, count) for answer, count in zip(Answer, (yes, some, no), strict=True)]
    return [count.count for count in by_week(given, [MONDAY])]


def test_a_week_begins_on_monday_at_midnight_in_london() -> None:
    sunday_night = datetime(2026, 6, 14, 22, 30, tzinfo=UTC)  # half past eleven on Sunday, in summer
    assert week_of(sunday_night) == date(2026, 6, 8)
    assert week_of(sunday_night.replace(hour=23)) == date(2026, 6, 15)


def test_only_weeks_that_are_over_are_shown_and_always_whole() -> None:
    four_weeks = whole_weeks(date(2026, 10, 28), date(2026, 11, 23), MONDAY_EVENING)
    assert four_weeks == [date(2026, 10, 26), date(2026, 11, 2), date(2026, 11, 9), MONDAY]
    # A day more or less cannot show what was answered on that day.
    assert whole_weeks(date(2026, 11, 18), date(2026, 11, 19), MONDAY_EVENING) == [MONDAY]
    assert whole_weeks(NEXT_MONDAY, date(2027, 1, 1), MONDAY_EVENING) == []
    assert whole_weeks(date(2027, 1, 1), date(2027, 2, 1), MONDAY_EVENING) == []


def test_few_are_told_from_none_in_no_answer() -> None:
    assert counts(12, 4, 0) == [Range(10, 14), Range(0, 4), Range(0, 4)]


def test_each_count_says_which_answer_and_which_week() -> None:
    shown = by_week([Tally(MONDAY, Answer.YES, 9)], [MONDAY, NEXT_MONDAY])
    assert shown[0] == Count("useful_yes", "2026-11-16", Range(5, 9))
    assert {(one.by, one.label) for one in shown} == {
        (f"useful_{answer}", week)
        for answer in ("yes", "some", "no")
        for week in ("2026-11-16", "2026-11-23")
    }
