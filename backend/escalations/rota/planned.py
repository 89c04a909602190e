"""The rota as it is planned: one-off shifts, layers for as long as they hold, then overrides. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from backend.escalations.rota.layers import Layer, instant, shifts_of
from backend.escalations.rota.model import Shift
from backend.escalations.rota.overrides import Override, overridden


class Origin(StrEnum):
    """Where a stretch of the rota comes from."""

    SHIFT = "shift"
    LAYER = "layer"
    OVERRIDE = "override"


@dataclass(frozen=True)
class LayerTerm:
    """A layer as it was from `valid_from` up to `valid_until` (UTC); None: it still holds.

    Changing a layer ends one term and begins the next, so that the rota of the past stays what it was.
    """

    layer: Layer
    valid_from: datetime
    valid_until: datetime | None = None

    @property
    def begins_at(self) -> datetime:
        """Return the earliest instant at which it can have somebody on call (UTC)."""
        return max(self.valid_from, instant(self.layer.starts_on, self.layer.from_time))

    def shifts(self, starts_at: datetime, ends_at: datetime) -> Iterator[Shift]:
        """Yield the shifts that touch [starts_at, ends_at], cut to the time for which the layer holds."""
        for shift in shifts_of([self.layer], starts_at, ends_at):
            until = min(shift.ends_at, self.valid_until) if self.valid_until else shift.ends_at
            cut = replace(shift, starts_at=max(shift.starts_at, self.valid_from), ends_at=until)
            if cut.starts_at < cut.ends_at:
                yield cut


@dataclass(frozen=True)
class Plan:
    """What the rota of a stretch of time is made of; overrides in the order in which they were made."""

    shifts: list[Shift]
    terms: list[LayerTerm]
    overrides: list[Override]

    def between(self, starts_at: datetime, ends_at: datetime) -> list[Shift]:
        """Return who is on call when, as far as it touches [starts_at, ends_at], by start."""
        layered = [shift for term in self.terms for shift in term.shifts(starts_at, ends_at)]
        composed = overridden([*self.shifts, *layered], self.overrides)
        return [shift for shift in composed if shift.starts_at <= ends_at and shift.ends_at > starts_at]

    def origin(self, shift: Shift) -> Origin:
        """Tell where a shift of `between` comes from."""
        base, *cuts = shift.id.split("/")
        if any(not cut.startswith("after-") for cut in cuts) or any(base == one.id for one in self.overrides):
            return Origin.OVERRIDE
        return Origin.SHIFT if any(base == one.id for one in self.shifts) else Origin.LAYER


def held_throughout(shifts: Iterable[Shift], staff_id: str, starts_at: datetime, ends_at: datetime) -> bool:
    """Tell whether somebody is on call for the whole of [starts_at, ends_at)."""
    covered_until = starts_at
    for shift in sorted(shifts, key=lambda shift: shift.starts_at):
        if shift.staff_id == staff_id and shift.starts_at <= covered_until:
            covered_until = max(covered_until, shift.ends_at)
    return covered_until >= ends_at
