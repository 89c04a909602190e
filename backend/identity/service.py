"""Signing up a device, signing in staff, and who is who."""

import asyncio
import hashlib
import hmac
import secrets
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from backend.core.clock import Clock
from backend.core.crypto import FieldCrypto
from backend.core.problem import Unauthenticated
from backend.identity.model import AgeBand, Principal, Role, StaffMember, YoungPerson
from backend.identity.store import IdentityStore
from backend.identity.tokens import Tokens


@dataclass(frozen=True)
class NewDevice:
    """Shown once: the secret is stored as a hash only."""

    device_id: str
    device_secret: str
    young_person_id: str


class IdentityService:
    """Use cases of identity. Device secrets are 256 random bits, so a plain SHA-256 of them is enough."""

    def __init__(self, store: IdentityStore, crypto: FieldCrypto, tokens: Tokens, clock: Clock) -> None:
        self._store, self._crypto, self._tokens, self._clock = store, crypto, tokens, clock
        self._hasher = PasswordHasher()
        # Verified when the username is unknown, so that the answer takes as long as for a known one.
        self._decoy_hash = self._hasher.hash(secrets.token_urlsafe(16))

    async def register_device(self, age_band: AgeBand, language: str, nickname: str | None) -> NewDevice:
        """Create an account with a data key of its own, and its first device."""
        key_id = await self._crypto.create_key()
        sealed = await self._crypto.seal(key_id, nickname) if nickname else None
        person = YoungPerson(secrets.token_urlsafe(16), key_id, age_band, language, sealed)
        device = NewDevice(secrets.token_urlsafe(16), secrets.token_urlsafe(32), person.id)
        now = self._clock.now()
        await self._store.add_young_person(person, now)
        await self._store.add_device(device.device_id, person.id, _digest(device.device_secret), now)
        return device

    async def device_token(self, device_id: str, device_secret: str) -> tuple[str, int]:
        """Return (access token, life in seconds), or raise Unauthenticated."""
        found = await self._store.device(device_id)
        person_id, expected = found or ("", _digest(""))
        if not hmac.compare_digest(expected, _digest(device_secret)) or not person_id:
            raise Unauthenticated
        return self._tokens.issue(Principal(person_id, Role.YOUNG_PERSON))

    async def staff_token(self, username: str, password: str) -> tuple[str, int, StaffMember]:
        """Return (access token, life in seconds, who), or raise Unauthenticated."""
        found = await self._store.staff_login(username)
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

    async def put_staff(self, member: StaffMember, password: str) -> None:
        """Create or replace a member of staff."""
        password_hash = await asyncio.to_thread(self._hasher.hash, password)
        await self._store.put_staff(member, password_hash)

    async def young_person(self, person_id: str) -> YoungPerson:
        """Return an account, or raise Unauthenticated when it is gone."""
        person = await self._store.young_person(person_id)
        if person is None:
            raise Unauthenticated
        return person

    async def staff(self) -> list[StaffMember]:
        """Return everybody on the staff list."""
        return await self._store.staff()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
