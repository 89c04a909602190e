"""When drills are run, and what the last one says. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from backend.core.clock import LONDON, london_clock_time

DEFAULT_TIMES = "10:00, 18:30"
OFF = "off"
PROMISED_S = 15.0  # After this time a young person is told that the alert is late.
NOT_RUN_AFTER = timedelta(minutes=15)
STUCK_AFTER = timedelta(minutes=2)


class Result(StrEnum):
    """How a drill ended."""

    PAGED = "paged"
    LATE = "late"
    UNNOTICED = "unnoticed"
    FAILED = "failed"


SAYS = {
    Result.PAGED: "its page went out after {after_s:.1f} s",
    Result.LATE: f"no page went out within {PROMISED_S:.0f} s",
    Result.UNNOTICED: "the screen did not notice its words",
    Result.FAILED: "it could not be run to its end",
}


@dataclass(frozen=True)
class Drill:
    """One drill. `id` is its place in the schedule, or random; `after_s`: from the message to its first page."""

    id: str
    started_at: datetime
    asked_by: str
    all_channels: bool
    person_id: str
    ended_at: datetime | None = None
    result: Result | None = None
    after_s: float | None = None

    @property
    def says(self) -> str:
        """Return how it went, in words."""
        return SAYS[self.result].format(after_s=self.after_s or 0.0) if self.result else "it has not ended"


def times_from(text: str) -> tuple[time, ...]:
    """Return the times of day (London) of "10:00, 18:30"; none for "off". Raises ValueError."""
    if text.strip().lower() == OFF:
        return ()
    return tuple(sorted(time.fromisoformat(part.strip()) for part in text.split(",")))


def latest_slot(times: tuple[time, ...], now: datetime) -> datetime | None:
    """Return the newest planned instant (UTC) that is not after `now`; right on both clock-change nights."""
    today = now.astimezone(LONDON).date()
    days = (today, today - timedelta(days=1))
    slots = [datetime.combine(day, at, LONDON).astimezone(UTC) for day in days for at in times]
    return max((slot for slot in slots if slot <= now), default=None)


def standing(times: tuple[time, ...], last: Drill | None, now: datetime) -> tuple[bool, str]:
    """Return whether the promise of drills is kept, and what is to be told of the last one."""
    slot = latest_slot(times, now)
    if slot and now - slot > NOT_RUN_AFTER and (last is None or last.started_at < slot):
        return False, f"The drill of {london_clock_time(slot)} was not run."
    if last is None:
        return True, "No drill was run yet." if times else "No drills are planned."
    age_h = (now - last.started_at) / timedelta(hours=1)
    return last.result is Result.PAGED, f"The last drill, {age_h:.1f} h ago: {last.says}."
