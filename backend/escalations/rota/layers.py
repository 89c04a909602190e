"""Rotations: people who take turns at the same hours of the week. Pure.

Hours are those of the wall clock in London. A shift runs from its start on one day to its end on that day or the
next, so on the two nights when the clock changes it lasts an hour less or more, and nobody is on call twice or not
at all: a start that the clock skips counts from where it lands, one that it repeats from the first time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum, StrEnum
from functools import cache

from holidays import country_holidays

from backend.core.clock import LONDON
from backend.escalations.rota.model import Shift

DAY = timedelta(days=1)


class Weekday(IntEnum):
    """Days of the week as `date.weekday()` counts them."""

    MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)


class BankHolidays(StrEnum):
    """What a bank holiday of England means for a layer."""

    AS_USUAL = "as_usual"
    INSTEAD = "instead"  # on bank holidays only, whatever the day of the week
    NEVER = "never"


@dataclass(frozen=True)
class Layer:
    """Who takes turns at which hours.

    `members` are staff ids in the order of their turns; the first turn begins on the day `starts_on`. A turn lasts
    `turn_days`: 1 is daily, 7 weekly (the hand-over is on the weekday of `starts_on`), anything else custom.
    The shift of a day is from `from_time` to `to_time`, on the next day where that is not later; the same time
    twice is round the clock. A layer of weekends is one whose `weekdays` are Saturday and Sunday.
    """

    id: str
    name: str
    members: tuple[str, ...]
    starts_on: date
    turn_days: int
    from_time: time
    to_time: time
    weekdays: frozenset[Weekday] = frozenset(Weekday)
    bank_holidays: BankHolidays = BankHolidays.AS_USUAL

    def on(self, day: date) -> bool:
        """Tell whether the layer has a shift that starts on this day."""
        if not self.members or day < self.starts_on:
            return False
        if self.bank_holidays is not BankHolidays.AS_USUAL and is_bank_holiday(day):
            return self.bank_holidays is BankHolidays.INSTEAD
        return self.bank_holidays is not BankHolidays.INSTEAD and day.weekday() in self.weekdays

    def turn(self, day: date) -> str:
        """Return whose turn it is on this day (staff id)."""
        return self.members[(day - self.starts_on).days // self.turn_days % len(self.members)]

    def shift(self, day: date) -> Shift:
        """Return the shift that starts on this day."""
        ends_on = day if self.to_time > self.from_time else day + DAY
        starts_at, ends_at = instant(day, self.from_time), instant(ends_on, self.to_time)
        return Shift(f"{self.id}:{day.isoformat()}", self.turn(day), starts_at, ends_at)


def instant(day: date, at: time) -> datetime:
    """Return the instant (UTC) of a wall-clock time in London; the first of two where the clock repeats it."""
    return datetime.combine(day, at, LONDON).astimezone(UTC)


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def warm_up(today: date) -> None:
    """Work out the bank holidays once: the first time takes most of a second, in which nobody should have to wait."""
    is_bank_holiday(today)


def is_bank_holiday(day: date) -> bool:
    """Tell whether this is a bank holiday in England, substitute days included."""
    return day in _bank_holidays(day.year)


def shifts_of(layers: Iterable[Layer], starts_at: datetime, ends_at: datetime) -> Iterator[Shift]:
    """Yield every shift of these layers that touches [starts_at, ends_at] (UTC), layer by layer, by start."""
    for layer in layers:
        day = starts_at.astimezone(LONDON).date() - DAY
        while day <= ends_at.astimezone(LONDON).date():
            if layer.on(day):
                shift = layer.shift(day)
                if shift.starts_at <= ends_at and shift.ends_at > starts_at:
                    yield shift
            day += DAY
