"""Counting answers to "was this any use?" by the week. Nobody is in it, and nothing that was said. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from backend.core.clock import LONDON
from backend.core.counts import Count, shown

WEEK = timedelta(weeks=1)


class Answer(StrEnum):
    """What somebody can say to it."""

    YES = "yes"
    SOME = "some"
    NO = "no"


@dataclass(frozen=True)
class Tally:
    """How often an answer was given in the week that began on a Monday."""

    week_began: date
    answer: Answer
    count: int


def week_of(at: datetime) -> date:
    """Return the Monday, in London, of the week that an instant is in."""
    return monday_of(at.astimezone(LONDON).date())


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def whole_weeks(first: date, last: date, now: datetime) -> list[date]:
    """Return the Mondays of the weeks from `first` to `last` that are over.

    A week that still runs is left out: whoever looked twice would see when somebody answered.
    """
    begins, ends = monday_of(first), min(monday_of(last) + WEEK, week_of(now))
    return [begins + WEEK * number for number in range(max((ends - begins) // WEEK, 0))]


def by_week(tallies: Iterable[Tally], weeks: Iterable[date]) -> list[Count]:
    """Return the count of each answer in each of the weeks, as a range."""
    found = {(tally.week_began, tally.answer): tally.count for tally in tallies}
    return [
        Count(f"useful_{answer.value}", week.isoformat(), shown(found.get((week, answer), 0)))
        for week in weeks
        for answer in Answer
    ]


def midnight(day: date) -> datetime:
    """Return how a week is stored: the beginning of its Monday, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
