"""The rota for the console: what is planned, and where nobody is on call."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from backend.core.clock import LONDON, Clock
from backend.escalations.model import Responder
from backend.escalations.rota.layers import instant
from backend.escalations.rota.model import Gap, Shift, gaps
from backend.escalations.rota.planned import Plan
from backend.escalations.rota.store import RotaStore
from backend.escalations.service import Responders

LOOK_AHEAD_DAYS = 14


@dataclass(frozen=True)
class Rota:
    """LOOK_AHEAD_DAYS of the rota: who is on call (None: they have left), what that is made of, and the gaps."""

    starts_at: datetime
    ends_at: datetime
    shifts: list[tuple[Shift, Responder | None]]
    gaps: list[Gap]
    plan: Plan
    staff: list[Responder]


class RotaService:
    """Reads the rota."""

    def __init__(self, store: RotaStore, responders: Responders, clock: Clock) -> None:
        self._store, self._responders, self._clock = store, responders, clock

    async def ahead(self, weeks_ahead: int = 0) -> Rota:
        """Return the rota from now on, or from the Monday that is so many weeks ahead."""
        starts_at = self._from(weeks_ahead)
        ends_at = starts_at + timedelta(days=LOOK_AHEAD_DAYS)
        plan, staff = await self._store.plan(starts_at, ends_at), await self._responders()
        shifts, people = plan.between(starts_at, ends_at), {member.id: member for member in staff}
        named = [(shift, people.get(shift.staff_id)) for shift in shifts]
        return Rota(starts_at, ends_at, named, _gaps(named, starts_at, ends_at), plan, staff)

    async def staff(self) -> list[Responder]:
        """Return everybody who can be on call."""
        return await self._responders()

    async def gaps(self, starts_at: datetime, ends_at: datetime) -> list[Gap]:
        """Return when nobody is on call; somebody who has left the staff list is nobody."""
        people = {member.id: member for member in await self._responders()}
        shifts = await self._store.between(starts_at, ends_at)
        return _gaps([(shift, people.get(shift.staff_id)) for shift in shifts], starts_at, ends_at)

    async def first_at(self) -> datetime | None:
        """Return when somebody was, or will be, on call for the first time."""
        return await self._store.first_at()

    def _from(self, weeks_ahead: int) -> datetime:
        now = self._clock.now()
        if not weeks_ahead:
            return now
        today = now.astimezone(LONDON).date()
        return instant(today + timedelta(weeks=weeks_ahead, days=-today.weekday()), time(0))


def _gaps(shifts: list[tuple[Shift, Responder | None]], starts_at: datetime, ends_at: datetime) -> list[Gap]:
    return gaps([shift for shift, who in shifts if who], starts_at, ends_at)
