"""The staff list, for those who page people and name them."""

from backend.core.clock import Clock
from backend.identity.model import StaffMember
from backend.identity.passwords import Passwords
from backend.identity.staff.model import StaffLogin, end_of_sessions
from backend.identity.staff.store import StaffStore


class StaffService:
    """Use cases of the staff list that need no permission."""

    def __init__(self, store: StaffStore, passwords: Passwords, clock: Clock) -> None:
        self._store, self._passwords, self._clock = store, passwords, clock

    async def put(self, member: StaffMember, password: str) -> None:
        """Create or replace a member by username (seeding); sessions end if the role or the password is new."""
        known = await self._store.login(member.username)
        if known is None:
            await self._store.add(StaffLogin(member, await self._passwords.hash(password)))
            return
        same = await self._passwords.matches(known.password_hash, password)
        now = StaffMember(**{**vars(member), "id": known.member.id})
        await self._store.change(now, None if same else await self._passwords.hash(password))
        if not same or now.role is not known.member.role:
            await self._store.end_sessions(now.id, end_of_sessions(self._clock.now()))

    async def members(self) -> list[StaffMember]:
        """Return everybody on the staff list."""
        return await self._store.members()

    async def has_demo(self) -> bool:
        """Tell whether somebody on the list is made up, with a password that everybody knows."""
        return await self._store.has_demo()
