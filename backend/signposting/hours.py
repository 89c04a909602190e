"""Opening hours: from an OpenStreetMap string and an instant to what is true at that instant in Luton.

`PH` means the bank holidays of England and speaks of the calendar day: it replaces that day's hours from
midnight to midnight. It stands in a rule of its own ("Mo-Fr 09:00-17:00; PH off").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import opening_hours
from holidays import country_holidays

from backend.core.clock import LONDON, london_clock_time
from backend.signposting.model import State

LOOK_BACK = timedelta(days=2)
LOOK_AHEAD = timedelta(days=14)
SOON = timedelta(hours=1)
NOT_CONFIRMED = "Hours not confirmed. Check before you rely on it."
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


def valid_hours(hours: str) -> bool:
    """Tell whether the string can be read, bank holidays included."""
    return bool(opening_hours.validate(_with_holidays(hours, 2027)))


def availability(hours: str | None, now: datetime) -> Availability:
    """Return what is true at `now` (aware). Hours that are missing or unreadable are unknown, never open."""
    if hours is None or not valid_hours(hours):
        return Availability(State.UNKNOWN)
    now = now.astimezone(UTC)
    upcoming = [period for period in _periods(hours, now) if period.end is None or period.end > now]
    current = next((period for period in upcoming if period.holds(now)), None)
    if current and current.state is State.OPEN:
        return Availability(State.OPEN, closes_at=current.end)
    if current and current.state is State.UNKNOWN:
        return Availability(State.UNKNOWN)
    later = (period.start for period in upcoming if period.state is State.OPEN and period.start > now)
    return Availability(State.CLOSED, opens_at=next(later, None))


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


@lru_cache(maxsize=4096)
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


def says(found: Availability, now: datetime) -> str:
    """Return the sentence to show, such as "Open now, closes at 22:00 (in 20 minutes)"."""
    if found.state is State.UNKNOWN:
        return NOT_CONFIRMED
    if found.state is State.OPEN:
        return f"Open now, {_closing(found.closes_at, now)}"
    if found.opens_at is None:
        return "Closed"
    return f"Closed, opens at {london_clock_time(found.opens_at)} {_day(found.opens_at, now)}"


def _closing(closes_at: datetime | None, now: datetime) -> str:
    if closes_at is None:
        return "all day and night"
    wall, left = london_clock_time(closes_at), closes_at - now
    if left >= timedelta(days=1):
        return f"closes at {wall} {_day(closes_at, now)}"
    wall = "midnight" if wall == "00:00" else wall
    return f"closes at {wall} (in {_minutes(left)})" if left <= SOON else f"closes at {wall}"


def _minutes(left: timedelta) -> str:
    minutes = int(left.total_seconds() // 60)
    if minutes == 0:
        return "less than a minute"
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def _day(instant: datetime, now: datetime) -> str:
    day, today = instant.astimezone(LONDON).date(), now.astimezone(LONDON).date()
    ahead = (day - today).days
    if ahead < 2:
        return "tomorrow" if ahead else "today"
    return f"on {day:%A}" if ahead < 7 else f"on {day:%A} {day.day} {day:%B}"
