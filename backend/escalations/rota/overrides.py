"""Overrides and swaps: for some hours somebody else is on call. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from backend.escalations.rota.model import Shift


@dataclass(frozen=True)
class Override:
    """From `starts_at` to `ends_at` (UTC) `staff_id` is on call instead of `instead_of`, or as well where that is None.

    A swap of two shifts is two overrides.
    """

    id: str
    staff_id: str
    instead_of: str | None
    starts_at: datetime
    ends_at: datetime


def overridden(shifts: Iterable[Shift], overrides: Iterable[Override]) -> list[Shift]:
    """Return the shifts as the overrides leave them, a later override over an earlier one, by start.

    A shift is taken over only for the time both have in common; where nobody is replaced by name, the override
    adds a person. An override of somebody who is not on call at that time changes nothing.
    """
    current = list(shifts)
    for override in overrides:
        if override.instead_of is None:
            current.append(Shift(override.id, override.staff_id, override.starts_at, override.ends_at))
            continue
        current = [part for shift in current for part in _taken_over(shift, override)]
    return sorted(current, key=lambda shift: (shift.starts_at, shift.ends_at, shift.id))


def _taken_over(shift: Shift, override: Override) -> list[Shift]:
    starts_at = max(shift.starts_at, override.starts_at)
    ends_at = min(shift.ends_at, override.ends_at)
    if shift.staff_id != override.instead_of or starts_at >= ends_at:
        return [shift]
    parts = [
        replace(shift, ends_at=starts_at),
        Shift(f"{shift.id}/{override.id}", override.staff_id, starts_at, ends_at),
        replace(shift, id=f"{shift.id}/after-{override.id}", starts_at=ends_at),
    ]
    return [part for part in parts if part.starts_at < part.ends_at]
