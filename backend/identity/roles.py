"""Which role a member of staff has at this moment, whatever their token says."""

from datetime import datetime, timedelta

from backend.core.clock import Clock
from backend.core.mongo import is_store_down
from backend.core.problem import Unauthenticated
from backend.identity.model import Role
from backend.identity.staff.store import StaffStore

FRESH_FOR_S = 2


class StaffRoles:
    """Reads the staff list at most every FRESH_FOR_S seconds; in an outage the last known one holds."""

    def __init__(self, store: StaffStore, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._roles: dict[str, Role] = {}
        self._read_at: datetime | None = None

    async def role_of(self, staff_id: str) -> Role:
        """Return the role, or raise Unauthenticated for somebody who is no longer on the list."""
        await self._refresh()
        if staff_id not in self._roles:
            raise Unauthenticated
        return self._roles[staff_id]

    async def _refresh(self) -> None:
        now = self._clock.now()
        if self._read_at and abs(now - self._read_at) < timedelta(seconds=FRESH_FOR_S):
            return
        try:
            self._roles = {member.id: member.role for member in await self._store.members()}
            self._read_at = now
        except Exception as error:
            if not (self._roles and is_store_down(error)):
                raise
