"""Time, passed in wherever it is needed, so that tests can move it."""

from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class Clock(Protocol):
    """Anything that can tell the time."""

    def now(self) -> datetime:
        """Return the current instant, aware and in UTC."""
        ...


class SystemClock:
    """The machine's clock, to the millisecond that MongoDB keeps."""

    def now(self) -> datetime:
        """Return the current instant, aware and in UTC."""
        instant = datetime.now(UTC)
        return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def london_clock_time(instant: datetime) -> str:
    """Return the wall-clock time people in Luton read, such as "21:14"."""
    return instant.astimezone(LONDON).strftime("%H:%M")
