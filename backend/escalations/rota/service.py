"""The rota for the console: what is planned, and where nobody is on call."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from backend.core.clock import Clock
from backend.core.problem import NotFound, Unprocessable
from backend.escalations.model import Responder
from backend.escalations.rota.model import Gap, Shift, gaps
from backend.escalations.rota.store import RotaStore
from backend.escalations.service import Responders

LOOK_AHEAD_DAYS = 14
LONGEST_SHIFT_HOURS = 24
FARTHEST_SHIFT_DAYS = 400


@dataclass(frozen=True)
class Rota:
    """Shifts with who has them, and the gaps, for the next LOOK_AHEAD_DAYS."""

    shifts: list[tuple[Shift, Responder | None]]
    gaps: list[Gap]


class RotaService:
    """Reads and extends the rota."""

    def __init__(self, store: RotaStore, responders: Responders, clock: Clock) -> None:
        self._store, self._responders, self._clock = store, responders, clock

    async def ahead(self) -> Rota:
        """Return the rota from now on."""
        now = self._clock.now()
        until = now + timedelta(days=LOOK_AHEAD_DAYS)
        shifts = await self._store.between(now, until)
        people = {member.id: member for member in await self._responders()}
        return Rota([(shift, people.get(shift.staff_id)) for shift in shifts], gaps(shifts, now, until))

    async def staff(self) -> list[Responder]:
        """Return everybody who can be given a shift."""
        return await self._responders()

    async def add(self, staff_id: str, starts_at: datetime, ends_at: datetime) -> tuple[Shift, Responder]:
        """Add a shift. Raises NotFound for an unknown person, Unprocessable for one that cannot be."""
        if not timedelta(0) < ends_at - starts_at <= timedelta(hours=LONGEST_SHIFT_HOURS):
            raise Unprocessable(
                f"A shift ends after it starts, and lasts at most {LONGEST_SHIFT_HOURS} hours."
            )
        if abs(starts_at - self._clock.now()) > timedelta(days=FARTHEST_SHIFT_DAYS):
            raise Unprocessable(f"A shift starts within {FARTHEST_SHIFT_DAYS} days of today.")
        for member in await self._responders():
            if member.id == staff_id:
                shift = Shift(uuid4().hex, staff_id, starts_at, ends_at)
                await self._store.add(shift)
                return shift, member
        raise NotFound
