"""Whether somebody is on call, and from when somebody is planned to be, as young people are told."""

from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.core.clock import Clock
from backend.escalations.model import Responder
from backend.escalations.rota.model import Shift, on_call_ids
from backend.escalations.rota.store import RotaStore

LOOK_AHEAD = timedelta(hours=24)
FRESH_FOR = timedelta(seconds=2)


@dataclass(frozen=True)
class Cover:
    """Whether somebody is on call; where nobody is, from when somebody is planned to be, within LOOK_AHEAD."""

    on_call: bool
    planned_from: datetime | None = None


def cover_at(now: datetime, shifts: Iterable[Shift], staff_ids: Collection[str]) -> Cover:
    """Return the cover at an instant. Somebody who has left the staff list is nobody."""
    ours = [shift for shift in shifts if shift.staff_id in staff_ids]
    if on_call_ids(ours, now):
        return Cover(on_call=True)
    ahead = (shift.starts_at for shift in ours if now < shift.starts_at <= now + LOOK_AHEAD)
    return Cover(on_call=False, planned_from=min(ahead, default=None))


class Covering:
    """Reads rota and staff at most every FRESH_FOR: each open screen asks every few seconds, and after each message."""

    def __init__(
        self, rota: RotaStore, responders: Callable[[], Awaitable[list[Responder]]], clock: Clock
    ) -> None:
        self._rota, self._responders, self._clock = rota, responders, clock
        self._read: tuple[datetime, list[Shift], set[str]] | None = None

    async def now(self) -> Cover:
        """Return the cover at this moment, from a rota that is no older than FRESH_FOR."""
        now = self._clock.now()
        if self._read is None or abs(now - self._read[0]) >= FRESH_FOR:
            shifts = await self._rota.between(now, now + LOOK_AHEAD + FRESH_FOR)
            self._read = now, shifts, {member.id for member in await self._responders()}
        _, shifts, staff_ids = self._read
        return cover_at(now, shifts, staff_ids)
