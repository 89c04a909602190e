"""Opening hours: from an OpenStreetMap string and an instant to what is true at that instant in Luton.

`PH` means the bank holidays of England and speaks of the calendar day: it replaces that day's hours from
midnight to midnight. It stands in a rule of its own ("Mo-Fr 09:00-17:00; PH off").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

import opening_hours
from holidays import country_holidays

from backend.core.clock import LONDON, london_clock_time
from backend.signposting.model import State

LOOK_BACK = timedelta(days=2)
LOOK_AHEAD = timedelta(days=14)
AT_MOST = timedelta(days=1)
WEEK_DAYS = 7
MIDNIGHT = "24:00"
ORDINARY_MONDAY = date(2027, 2, 1)
STATES = {
    opening_hours.State.OPEN: State.OPEN,
    opening_hours.State.CLOSED: State.CLOSED,
    opening_hours.State.UNKNOWN: State.UNKNOWN,
}


@dataclass(frozen=True)
class Availability:
    """What is true of a service at one instant, in UTC. `closes_at` is None when it never closes."""

    state: State
    closes_at: datetime | None = None
    opens_at: datetime | None = None

    @property
    def always_open(self) -> bool:
        """Tell whether it is open and will not close."""
        return self.state is State.OPEN and self.closes_at is None


@dataclass(frozen=True)
class _Period:
    """A stretch of one state, [start, end) in UTC; `end` is None when it does not end."""

    state: State
    start: datetime
    end: datetime | None

    def holds(self, instant: datetime) -> bool:
        return self.start <= instant and (self.end is None or instant < self.end)


@dataclass(frozen=True)
class Span:
    """A stretch of a day as the wall clock shows it, such as 09:00 to 17:00."""

    state: State
    starts: str
    ends: str


@lru_cache(maxsize=4096)
def valid_hours(hours: str) -> bool:
    """Tell whether the string can be read, bank holidays included."""
    return bool(opening_hours.validate(_with_holidays(hours, 2027)))


def availability(hours: str | None, now: datetime) -> Availability:
    """Return what is true at `now` (aware). Hours that are missing or unreadable are unknown, never open."""
    return standing(hours, now)[0]


def standing(hours: str | None, now: datetime) -> tuple[Availability, datetime]:
    """Return what is true at `now`, and the instant until which that cannot change, a day ahead at most."""
    now = now.astimezone(UTC)
    if hours is None or not valid_hours(hours):
        return Availability(State.UNKNOWN), now + AT_MOST
    upcoming = list(_enough(_periods(hours, now), now))
    edges = (edge for period in upcoming for edge in (period.start, period.end) if edge and edge > now)
    return _found(upcoming, now), min(edges, default=now + AT_MOST)


def _enough(periods: Iterator["_Period"], now: datetime) -> Iterator["_Period"]:
    """Yield what is under way and what follows, up to the first opening: reading on would cost and change nothing."""
    settled = 0
    for period in periods:
        if period.end is None or period.end > now:
            yield period
            known = period.state is State.OPEN or (period.state is State.UNKNOWN and period.holds(now))
            settled += bool(settled or known)
            if settled > 1:  # One more than what settles it: two may overlap in the hour that comes twice.
                return


def _found(upcoming: list["_Period"], now: datetime) -> Availability:
    current = next((period for period in upcoming if period.holds(now)), None)
    if current and current.state is State.OPEN:
        return Availability(State.OPEN, closes_at=current.end)
    if current and current.state is State.UNKNOWN:
        return Availability(State.UNKNOWN)
    later = (period.start for period in upcoming if period.state is State.OPEN and period.start > now)
    return Availability(State.CLOSED, opens_at=next(later, None))


def coming_week(hours: str, first: date) -> list[tuple[date, list[Span]]]:
    """Return seven days with what is open or not known in each: what an editor looks at before storing hours."""
    days = [first + timedelta(days=ahead) for ahead in range(WEEK_DAYS)]
    periods = [period for period in _periods(hours, _midnight(first)) if period.state is not State.CLOSED]
    return [(day, [span for period in periods if (span := _span(period, day))]) for day in days]


def usual_week(hours: str) -> list[tuple[int, str, str]]:
    """Return weekday (0 is Monday), opening and closing time of a week without holidays or a change of clocks."""
    found = [period for period in _periods(hours, _midnight(ORDINARY_MONDAY)) if period.state is State.OPEN]
    if any(period.end is None for period in found):
        return [(day, "00:00", MIDNIGHT) for day in range(WEEK_DAYS)]
    starts = [(period.start.astimezone(LONDON), period.end) for period in found]
    return [
        (start.weekday(), f"{start:%H:%M}", london_clock_time(end))
        for start, end in starts
        if end and 0 <= (start.date() - ORDINARY_MONDAY).days < WEEK_DAYS
    ]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


def _span(period: "_Period", day: date) -> Span | None:
    begins, ends = _midnight(day), _midnight(day + timedelta(days=1))
    start, end = max(period.start, begins), min(period.end or ends, ends)
    if start >= end:
        return None
    return Span(period.state, london_clock_time(start), MIDNIGHT if end == ends else london_clock_time(end))


def _periods(hours: str, now: datetime) -> Iterator[_Period]:
    since = (now - LOOK_BACK).astimezone(LONDON)
    for start, end, state, _comment in _parsed(hours, now.year).intervals(since):
        if start.astimezone(UTC) > now + LOOK_AHEAD:
            return
        yield _period(STATES[state], start, end)


def _period(state: State, start: datetime, end: datetime | None) -> _Period:
    # In the hour that comes twice in October a service opens the second time and closes the first time round:
    # it is called open only when it is open on either reading of its hours.
    opens, closes = (1, 0) if state is State.OPEN else (0, 1)
    return _Period(
        state, start.replace(fold=opens).astimezone(UTC), end and end.replace(fold=closes).astimezone(UTC)
    )


@lru_cache(maxsize=8192)
def _parsed(hours: str, year: int) -> opening_hours.OpeningHours:
    return opening_hours.OpeningHours(_with_holidays(hours, year), timezone=LONDON, max_interval_days=366)


def _with_holidays(hours: str, year: int) -> str:
    return re.sub(r"\bPH\b", _holiday_dates(year), hours)


@lru_cache(maxsize=16)
def _holiday_dates(year: int) -> str:
    # The calendar "GB" inside opening_hours has only the days that all four nations share: no New Year's Day,
    # no Easter Monday, no summer bank holiday.
    days = country_holidays("GB", subdiv="ENG", years=range(year - 1, year + 2))
    return ",".join(f"{day:%Y %b %d}" for day in sorted(days))
