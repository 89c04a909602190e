"""Changing the staff list. Each change is one transaction with its entry in the audit."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from uuid import uuid4

from backend.core.audit import Audit
from backend.core.clock import Clock
from backend.core.mongo import Mongo, Tx
from backend.core.problem import NotFound
from backend.identity.model import Role, StaffMember
from backend.identity.passwords import Passwords
from backend.identity.staff.model import LastAdmin, StaffLogin, end_of_sessions
from backend.identity.staff.store import StaffStore
from backend.identity.staff.totp.store import SecondFactorStore

SHORTEST_PASSWORD = 12
OPERATOR = "operator"  # the actor in the audit when the change came from the command line
CHANNELS = ("console",)


@dataclass(frozen=True)
class Change:
    """What is to be different; None leaves it as it is. `single_sign_on` "" takes the name away."""

    first_name: str | None = None
    role: Role | None = None
    fallback_contact: bool | None = None
    password: str | None = None
    single_sign_on: str | None = None
    forget_second_factor: bool = False
    end_sessions: bool = False

    @property
    def of_the_door(self) -> bool:
        """Tell whether who may come in, or as what, is different: sessions end."""
        facts = (self.role, self.password, self.single_sign_on)
        return self.forget_second_factor or self.end_sessions or any(fact is not None for fact in facts)

    @property
    def named(self) -> str:
        """Return what is different, without the values."""
        return ", ".join(name for name, value in vars(self).items() if value not in (None, False))


class Members:
    """Use cases of those who may change the staff list."""

    def __init__(
        self,
        mongo: Mongo,
        store: StaffStore,
        second_factors: SecondFactorStore,
        passwords: Passwords,
        audit: Audit,
        clock: Clock,
        forget: Callable[[str, Tx], Awaitable[None]],
    ) -> None:
        self._mongo, self._store, self._second_factors = mongo, store, second_factors
        self._passwords, self._audit, self._clock = passwords, audit, clock
        self._forget = forget  # What other parts hold of a member who leaves.

    async def all(self) -> list[StaffLogin]:
        """Return everybody, with how they sign in."""
        return await self._store.logins()

    async def named(self, username: str) -> StaffLogin:
        """Return the member with this username. Raises NotFound."""
        return _found(await self._store.login(username))

    async def add(self, actor: str, username: str, wanted: Change) -> StaffLogin:
        """Add a member. Raises UsernameTaken."""
        member = StaffMember(
            uuid4().hex,
            username,
            wanted.first_name or username,
            wanted.role or Role.ON_CALL,
            CHANNELS,
            bool(wanted.fallback_contact),
        )
        login = StaffLogin(member, await self._hash(wanted), single_sign_on=_named(wanted.single_sign_on))

        async def work(tx: Tx) -> None:
            await self._store.add(login, tx)
            await self._audit.record(actor, "staff_added", member.id, f"as {member.role}", tx)

        await self._mongo.transaction(work)
        return login

    async def change(self, actor: str, staff_id: str, wanted: Change) -> StaffLogin:
        """Change a member. Raises NotFound, UsernameTaken or LastAdmin."""
        password_hash = await self._hash(wanted)

        async def work(tx: Tx) -> StaffLogin:
            before = _found(await self._store.login_of(staff_id, tx))
            after = _changed(before.member, wanted)
            if after.role is not Role.ADMIN:
                await self._keep_an_admin(before.member)
            await self._store.change(after, password_hash, tx)
            await self._change_door(staff_id, wanted, tx)
            await self._audit.record(actor, "staff_changed", staff_id, wanted.named, tx)
            return _found(await self._store.login_of(staff_id, tx))

        return await self._mongo.transaction(work)

    async def _change_door(self, staff_id: str, wanted: Change, tx: Tx) -> None:
        if wanted.single_sign_on is not None:
            await self._store.set_single_sign_on(staff_id, _named(wanted.single_sign_on), tx)
        if wanted.forget_second_factor:
            await self._second_factors.forget(staff_id, tx)
        if wanted.of_the_door:
            await self._store.end_sessions(staff_id, end_of_sessions(self._clock.now()), tx)

    async def remove(self, actor: str, staff_id: str) -> None:
        """Take a member off the list; all of their sessions end. Raises NotFound or LastAdmin."""

        async def work(tx: Tx) -> None:
            login = _found(await self._store.login_of(staff_id, tx))
            await self._keep_an_admin(login.member)
            await self._store.remove(login.member, self._clock.now(), tx)
            await self._forget(staff_id, tx)
            await self._audit.record(actor, "staff_removed", staff_id, tx=tx)

        await self._mongo.transaction(work)

    async def _keep_an_admin(self, leaving: StaffMember) -> None:
        if leaving.role is not Role.ADMIN:
            return
        if not any(one.role is Role.ADMIN and one.id != leaving.id for one in await self._store.members()):
            raise LastAdmin

    async def _hash(self, wanted: Change) -> str | None:
        return await self._passwords.hash(wanted.password) if wanted.password else None


def _found(login: StaffLogin | None) -> StaffLogin:
    if login is None:
        raise NotFound
    return login


def _named(single_sign_on: str | None) -> str | None:
    return single_sign_on.strip().casefold() or None if single_sign_on else None


def _changed(member: StaffMember, wanted: Change) -> StaffMember:
    facts = {name: getattr(wanted, name) for name in ("first_name", "role", "fallback_contact")}
    return replace(member, **{name: value for name, value in facts.items() if value is not None})
