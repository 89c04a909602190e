"""Which role a member of staff has at this moment, whatever their token says, and whether they were signed out."""

from datetime import datetime, timedelta

from backend.core.clock import Clock
from backend.core.mongo import is_store_down
from backend.core.problem import Unauthenticated
from backend.identity.model import Principal, Role
from backend.identity.staff.model import StaffLogin
from backend.identity.staff.sessions.store import EndedSessionStore
from backend.identity.staff.store import StaffStore

FRESH_FOR = timedelta(seconds=2)
A_TOKEN_TELLS_SECONDS = timedelta(seconds=1)


class StaffRoles:
    """Reads the staff list, and which sessions were ended, at most every two seconds.

    In an outage the last known ones hold.

    What was read before somebody signed in says nothing about them: they may have been added since.
    """

    def __init__(
        self, store: StaffStore, ended: EndedSessionStore, clock: Clock, *, production: bool = False
    ) -> None:
        self._store, self._sessions, self._clock, self._production = store, ended, clock, production
        self._logins: dict[str, StaffLogin] = {}
        self._ended: set[str] = set()
        self._read_at: datetime | None = None

    async def role_of(self, caller: Principal) -> Role:
        """Return the role. Raises Unauthenticated for somebody off the list, or who was signed out."""
        signed_in_at = caller.signed_in_at
        await self._refresh(signed_in_at)
        login = self._logins.get(caller.id)
        if login is None or (self._production and login.demo) or caller.session_id in self._ended:
            raise Unauthenticated
        if login.sessions_from and (signed_in_at is None or signed_in_at < login.sessions_from):
            raise Unauthenticated
        return login.member.role

    def look_again(self) -> None:
        """Ask the store again the next time: somebody was just signed out here."""
        self._read_at = None

    async def _refresh(self, signed_in_at: datetime | None) -> None:
        now = self._clock.now()
        if (
            self._read_at
            and abs(now - self._read_at) < FRESH_FOR
            and self._covers(signed_in_at, self._read_at)
        ):
            return
        try:
            ended = await self._sessions.ended(now)
            self._logins = {login.member.id: login for login in await self._store.logins()}
            self._ended, self._read_at = ended, now
        except Exception as error:
            if not (self._logins and is_store_down(error)):
                raise

    @staticmethod
    def _covers(signed_in_at: datetime | None, read_at: datetime) -> bool:
        return signed_in_at is None or signed_in_at + A_TOKEN_TELLS_SECONDS <= read_at
