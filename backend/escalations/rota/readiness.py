"""Shift-start readiness: whether somebody who comes on call soon can be reached. Pure."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from backend.core.clock import london_clock_time
from backend.escalations.model import Responder
from backend.escalations.rota.model import Shift

LOOK_BEFORE = timedelta(minutes=60)
TEST_COUNTS = timedelta(days=14)


class Lack(StrEnum):
    """What somebody lacks to be reached."""

    LEFT = "left"
    NO_WAY = "no_way"
    NO_TEST = "no_test"


SAYS = {
    Lack.LEFT: "is no longer on the staff list: nobody will be on call in their place",
    Lack.NO_WAY: "has no verified way to be reached",
    Lack.NO_TEST: f"has not acknowledged a test page in the last {TEST_COUNTS.days} days",
}


@dataclass(frozen=True)
class ComingOn:
    """Somebody who comes on call at an instant (UTC)."""

    staff_id: str
    starts_at: datetime


def coming_on(shifts: Iterable[Shift], now: datetime) -> list[ComingOn]:
    """Return who comes on call within LOOK_BEFORE from now, by start; not who simply goes on."""
    shifts = sorted(shifts, key=lambda shift: shift.starts_at)
    found: dict[str, ComingOn] = {}
    for shift in shifts:
        goes_on = any(
            other.staff_id == shift.staff_id and other.starts_at < shift.starts_at <= other.ends_at
            for other in shifts
        )
        if now < shift.starts_at <= now + LOOK_BEFORE and not goes_on:
            found.setdefault(shift.staff_id, ComingOn(shift.staff_id, shift.starts_at))
    return list(found.values())


def lacks(
    person: Responder | None, verified: AbstractSet[str], acknowledged: Mapping[str, datetime], now: datetime
) -> tuple[Lack, ...]:
    """Return what somebody lacks; nothing is ready.

    `verified` are the channels that are known to reach them, `acknowledged` when they last acknowledged a test
    page by each channel. None for the person is somebody who has left.
    """
    if person is None:
        return (Lack.LEFT,)
    ways = verified & set(person.channels)
    if not ways:
        return (Lack.NO_WAY,)
    recent = any(now - at <= TEST_COUNTS for channel, at in acknowledged.items() if channel in ways)
    return () if recent else (Lack.NO_TEST,)


def sentence(first_name: str, starts_at: datetime, lacking: Iterable[Lack]) -> str:
    """Return what supervisors are told."""
    what = " and ".join(SAYS[lack] for lack in lacking)
    return f"{first_name} comes on call at {london_clock_time(starts_at)} and {what}."
