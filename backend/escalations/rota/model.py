"""Shifts, who is on call at an instant, and the gaps. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Shift:
    """One person on call from `starts_at` up to, not including, `ends_at` (UTC)."""

    id: str
    staff_id: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Gap:
    """A stretch with nobody on call."""

    starts_at: datetime
    ends_at: datetime


def on_call_ids(shifts: Iterable[Shift], at: datetime) -> set[str]:
    """Return the ids of those on call at an instant."""
    return {shift.staff_id for shift in shifts if shift.starts_at <= at < shift.ends_at}


def gaps(shifts: Iterable[Shift], starts_at: datetime, ends_at: datetime) -> list[Gap]:
    """Return the stretches of [starts_at, ends_at) that no shift covers, in order."""
    found: list[Gap] = []
    covered_until = starts_at
    for shift in sorted(shifts, key=lambda shift: shift.starts_at):
        if shift.starts_at > covered_until and covered_until < ends_at:
            found.append(Gap(covered_until, min(shift.starts_at, ends_at)))
        covered_until = max(covered_until, shift.ends_at)
    if covered_until < ends_at:
        found.append(Gap(covered_until, ends_at))
    return found
