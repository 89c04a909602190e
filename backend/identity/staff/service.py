"""The staff list, and signing in with a password."""

import asyncio
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from backend.core.problem import Unauthenticated
from backend.identity.model import Principal, StaffMember
from backend.identity.staff.store import StaffStore
from backend.identity.tokens import Tokens


class StaffService:
    """Use cases of the staff list."""

    def __init__(self, store: StaffStore, tokens: Tokens) -> None:
        self._store, self._tokens = store, tokens
        self._hasher = PasswordHasher()
        # Verified when the username is unknown, so that the answer takes as long as for a known one.
        self._decoy_hash = self._hasher.hash(secrets.token_urlsafe(16))

    async def sign_in(self, username: str, password: str) -> tuple[str, int, StaffMember]:
        """Return (access token, life in seconds, who), or raise Unauthenticated."""
        found = await self._store.login(username)
        password_hash = found[1] if found else self._decoy_hash
        matches = await asyncio.to_thread(self._matches, password_hash, password)
        if found is None or not matches:
            raise Unauthenticated
        token, ttl_s = self._tokens.issue(Principal(found[0].id, found[0].role))
        return token, ttl_s, found[0]

    def _matches(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (Argon2Error, InvalidHashError):
            return False

    async def put(self, member: StaffMember, password: str) -> None:
        """Create or replace a member of staff."""
        password_hash = await asyncio.to_thread(self._hasher.hash, password)
        await self._store.put(member, password_hash)

    async def members(self) -> list[StaffMember]:
        """Return everybody on the staff list."""
        return await self._store.members()
