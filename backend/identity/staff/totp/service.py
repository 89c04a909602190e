"""Checking a second factor: each code is accepted once."""

from backend.core.clock import Clock
from backend.core.crypto import FieldCrypto, Sealed
from backend.identity.staff.totp.model import plain, recovery_hash, step_of
from backend.identity.staff.totp.store import SecondFactorStore


class SecondFactors:
    """Accepts codes."""

    def __init__(self, store: SecondFactorStore, crypto: FieldCrypto, clock: Clock) -> None:
        self._store, self._crypto, self._clock = store, crypto, clock

    async def accept(self, staff_id: str, secret: Sealed, code: str) -> str | None:
        """Use up a code and return what it was ("code" or "recovery code"), or None for a wrong or used one."""
        step = step_of(await self._crypto.open(secret), plain(code), self._clock.now())
        if step is not None and await self._store.use_step(staff_id, step):
            return "code"
        if await self._store.use_recovery(staff_id, recovery_hash(code)):
            return "recovery code"
        return None
