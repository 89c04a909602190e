"""Ending sessions when a member of staff asks for it."""

from datetime import timedelta

from backend.core.audit import Audit
from backend.core.clock import Clock
from backend.core.mongo import Mongo, Tx
from backend.identity.model import Principal
from backend.identity.roles import StaffRoles
from backend.identity.staff.model import end_of_sessions
from backend.identity.staff.sessions.store import EndedSessionStore
from backend.identity.staff.store import StaffStore
from backend.identity.tokens import STAFF_TTL_S


class SignOut:
    """Signs staff out: at once in this process, within two seconds in every other."""

    def __init__(
        self,
        mongo: Mongo,
        staff: StaffStore,
        ended: EndedSessionStore,
        roles: StaffRoles,
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._mongo, self._staff, self._ended, self._roles = mongo, staff, ended, roles
        self._audit, self._clock = audit, clock

    async def leave(self, caller: Principal, *, everywhere: bool) -> None:
        """End the caller's session, or with `everywhere` all that they have."""
        now = self._clock.now()

        async def work(tx: Tx) -> None:
            if everywhere:
                await self._staff.end_sessions(caller.id, end_of_sessions(now), tx)
            elif caller.session_id:
                await self._ended.end(caller.session_id, now + timedelta(seconds=STAFF_TTL_S), tx)
            why = "everywhere" if everywhere else "this session"
            await self._audit.record(caller.id, "staff_signed_out", caller.id, why, tx)

        await self._mongo.transaction(work)
        self._roles.look_again()
