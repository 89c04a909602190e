"""Starting on a phone, and proving that it is that phone."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from backend.core.clock import Clock
from backend.core.crypto import FieldCrypto
from backend.core.problem import Unauthenticated
from backend.identity.accounts.store import AccountStore
from backend.identity.model import AgeBand, Principal, Role, YoungPerson
from backend.identity.tokens import Tokens


@dataclass(frozen=True)
class NewDevice:
    """Shown once: the secret is stored as a hash only."""

    device_id: str
    device_secret: str
    young_person_id: str


class AccountService:
    """Use cases of accounts. Device secrets are 256 random bits, so a plain SHA-256 of them is enough."""

    def __init__(self, store: AccountStore, crypto: FieldCrypto, tokens: Tokens, clock: Clock) -> None:
        self._store, self._crypto, self._tokens, self._clock = store, crypto, tokens, clock

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

    async def young_person(self, person_id: str) -> YoungPerson:
        """Return an account, or raise Unauthenticated when it is gone."""
        person = await self._store.young_person(person_id)
        if person is None:
            raise Unauthenticated
        return person


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
