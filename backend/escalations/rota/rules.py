"""What a shift, a layer and an override have to be. Each raises Unprocessable with a sentence that says why not."""

from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta

from backend.core.clock import LONDON
from backend.core.problem import Unprocessable
from backend.escalations.rota.layers import Layer

LONGEST_SHIFT_HOURS = 24
LONGEST_OVERRIDE_DAYS = 31
FARTHEST_DAYS = 400
MOST_TURN_DAYS = 60


def check_shift(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Check the times of a one-off shift (UTC)."""
    _check_times("A shift", starts_at, ends_at, timedelta(hours=LONGEST_SHIFT_HOURS), now)


def check_override(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Check the times of an override (UTC)."""
    _check_times("A change", starts_at, ends_at, timedelta(days=LONGEST_OVERRIDE_DAYS), now)


def _check_times(
    what: str, starts_at: datetime, ends_at: datetime, longest: timedelta, now: datetime
) -> None:
    if not timedelta(0) < ends_at - starts_at <= longest:
        most = f"{longest.days} days" if longest > timedelta(days=2) else f"{LONGEST_SHIFT_HOURS} hours"
        raise Unprocessable(f"{what} ends after it starts, and lasts at most {most}.")
    if ends_at <= now:
        raise Unprocessable(f"{what} has to end in the future: these times are past.")
    if starts_at - now > timedelta(days=FARTHEST_DAYS):
        raise Unprocessable(f"{what} starts within {FARTHEST_DAYS} days of today.")


def check_known(staff_ids: AbstractSet[str], known: AbstractSet[str]) -> None:
    """Check that everybody can be on call."""
    if staff_ids - known:
        raise Unprocessable("Somebody named here is not on the staff list, or is not there to be paged.")


def check_layer(layer: Layer, known: AbstractSet[str], now: datetime, before: Layer | None) -> None:
    """Check a layer; `before` is what it was until now, whose first day it may keep."""
    if not layer.members:
        raise Unprocessable("A layer needs at least one person.")
    if len(set(layer.members)) < len(layer.members):
        raise Unprocessable("Each person is in a layer once.")
    check_known(set(layer.members), known)
    if not layer.weekdays:
        raise Unprocessable("A layer needs at least one day of the week.")
    if not 1 <= layer.turn_days <= MOST_TURN_DAYS:
        raise Unprocessable(f"A turn lasts from 1 to {MOST_TURN_DAYS} days.")
    today = now.astimezone(LONDON).date()
    if layer.starts_on < today and (before is None or layer.starts_on != before.starts_on):
        raise Unprocessable("The first day is past: a layer begins today or later.")
    if layer.starts_on - today > timedelta(days=FARTHEST_DAYS):
        raise Unprocessable(f"A layer begins within {FARTHEST_DAYS} days of today.")
