"""Signing in: who somebody is, and the token they get for it."""

from datetime import datetime
from uuid import uuid4

from backend.core.audit import Audit
from backend.core.clock import Clock
from backend.core.problem import Unauthenticated
from backend.identity.model import Principal
from backend.identity.passwords import Passwords
from backend.identity.staff.model import CodeNeeded, SecondFactorNeeded, Session, StaffLogin, end_of_sessions
from backend.identity.staff.store import StaffStore
from backend.identity.staff.totp.service import SecondFactors
from backend.identity.tokens import Tokens


class SignIn:
    """Signs staff in. An unknown name, a wrong password and a wrong code are answered alike."""

    def __init__(
        self,
        store: StaffStore,
        passwords: Passwords,
        second_factors: SecondFactors,
        tokens: Tokens,
        audit: Audit,
        clock: Clock,
        *,
        production: bool,
    ) -> None:
        self._store, self._passwords, self._second_factors = store, passwords, second_factors
        self._tokens, self._audit, self._clock, self._production = tokens, audit, clock, production

    async def with_password(
        self, username: str, password: str, code: str | None, already: Principal | None = None
    ) -> Session:
        """Return a session, or a further token of the one they are in `already`.

        Raises Unauthenticated, CodeNeeded or SecondFactorNeeded.
        """
        # Taken first: what changes while the password is checked is later, and ends this session.
        now = self._clock.now()
        login = await self.proved(username, password)
        if login.totp_secret:
            how = f"password and {await self.second_factor(login, code)}"
        elif self._production:
            raise SecondFactorNeeded
        else:
            how = "password"
        return await self.session(login, how, now, already)

    async def proved(self, username: str, password: str) -> StaffLogin:
        """Return whose name and password these are. Raises Unauthenticated, as late for unknown names."""
        login = await self._store.login(username)
        if login and not self.may_enter(login):
            login = None
        right = await self._passwords.matches(login.password_hash if login else None, password)
        if login is None or not right:
            raise Unauthenticated
        return login

    def may_enter(self, login: StaffLogin) -> bool:
        """Tell whether production is spared this member, whose password everybody knows."""
        return not (self._production and login.demo)

    async def second_factor(self, login: StaffLogin, code: str | None) -> str:
        """Use up a code and return what kind it was. Raises CodeNeeded, or Unauthenticated for a wrong one."""
        if not code:
            raise CodeNeeded
        staff_id = login.member.id
        kind = login.totp_secret and await self._second_factors.accept(staff_id, login.totp_secret, code)
        if not kind:
            await self._audit.record(staff_id, "second_factor_failed", staff_id)
            raise Unauthenticated
        return kind

    async def session(
        self, login: StaffLogin, how: str, proved_at: datetime, already: Principal | None = None
    ) -> Session:
        """Return a token for who proved it `how`, at `proved_at`. Raises Unauthenticated: signed out since then.

        Whoever is signed in `already` stays in that session: signing out then ends the tokens before this one too.
        """
        member, sessions_from = login.member, login.sessions_from or proved_at
        if sessions_from > end_of_sessions(proved_at):
            raise Unauthenticated
        await self._audit.record(member.id, "staff_signed_in", member.id, why=how)
        going_on = already.session_id if already and already.id == member.id else None
        session_id = going_on or uuid4().hex
        signed_in_at = max(proved_at, sessions_from)
        principal = Principal(member.id, member.role, signed_in_at=signed_in_at, session_id=session_id)
        token, expires_in_s = self._tokens.issue(principal)
        return Session(token, expires_in_s, member)
