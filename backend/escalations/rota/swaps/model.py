"""A swap and its life. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import uuid4

from backend.core.problem import Conflict, Unprocessable
from backend.escalations.rota.model import Shift
from backend.escalations.rota.overrides import Override
from backend.escalations.rota.planned import held_throughout
from backend.escalations.rota.rules import check_override


class SwapState(StrEnum):
    """`accepted` by the other person, or `made` by a supervisor; either changes the rota."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    MADE = "made"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Stretch:
    """From `starts_at` up to, not including, `ends_at` (UTC)."""

    starts_at: datetime
    ends_at: datetime

    def left(self, now: datetime) -> "Stretch":
        """Return what is not past yet."""
        return replace(self, starts_at=max(self.starts_at, now))


@dataclass(frozen=True)
class Agreement:
    """Who said yes, and when."""

    staff_id: str
    at: datetime


@dataclass(frozen=True)
class Swap:
    """`asker_id` gives a stretch to `other_id`, and takes one in return, or none (None)."""

    id: str
    asker_id: str
    other_id: str
    gives: Stretch
    takes: Stretch | None
    state: SwapState
    asked_at: datetime
    agreed: tuple[Agreement, ...]
    made_by: str | None = None

    @property
    def stretches(self) -> list[Stretch]:
        """Return the stretches that change hands."""
        return [self.gives, *([self.takes] if self.takes else [])]

    @property
    def ends_at(self) -> datetime:
        """Return when the last of it is past."""
        return max(stretch.ends_at for stretch in self.stretches)

    def overrides(self, now: datetime) -> list[Override]:
        """Return the overrides that the swap consists of, as far as they are not past."""
        gives = self.gives.left(now)
        found = [Override(uuid4().hex, self.other_id, self.asker_id, gives.starts_at, gives.ends_at)]
        if self.takes:
            takes = self.takes.left(now)
            found.append(Override(uuid4().hex, self.asker_id, self.other_id, takes.starts_at, takes.ends_at))
        return found


def check_swap(swap: Swap, now: datetime) -> None:
    """Check what can be seen without the rota. Raises Unprocessable."""
    if swap.asker_id == swap.other_id:
        raise Unprocessable("A swap is between two people.")
    for stretch in swap.stretches:
        check_override(stretch.starts_at, stretch.ends_at, now)
    if swap.takes and swap.gives.starts_at < swap.takes.ends_at and swap.takes.starts_at < swap.gives.ends_at:
        raise Unprocessable("The two times of a swap cannot overlap.")


def check_held(swap: Swap, shifts: list[Shift], now: datetime) -> None:
    """Check that each has what they give. Raises Conflict."""
    for holder, stretch in ((swap.asker_id, swap.gives), (swap.other_id, swap.takes)):
        if stretch is None:
            continue
        left = stretch.left(now)
        if left.starts_at >= left.ends_at:
            raise Conflict("The time of this swap is past.")
        if not held_throughout(shifts, holder, left.starts_at, left.ends_at):
            raise Conflict(
                "Somebody would give away hours in which they are not on call. Look at the rota again."
            )
