"""Which data keys were destroyed, as far as this process knows: asked at most every two seconds."""

from datetime import datetime, timedelta

from backend.core.clock import Clock
from backend.core.crypto.vault import KeyVault
from backend.core.mongo import is_store_down

FRESH_FOR = timedelta(seconds=2)
CLOCKS_DIFFER_BY = timedelta(minutes=10)


class DestroyedKeys:
    """The driver keeps opened keys for a minute; this is why a destroyed one is refused before that."""

    def __init__(self, vault: KeyVault, clock: Clock) -> None:
        self._vault, self._clock = vault, clock
        self._ids: set[bytes] = set()
        self._looked_at: datetime | None = None

    def __contains__(self, key_id: bytes) -> bool:
        """Tell whether this key is known to be destroyed."""
        return key_id in self._ids

    def add(self, key_id: bytes) -> None:
        """Take note of one that was destroyed here."""
        self._ids.add(key_id)

    async def look(self) -> bool:
        """Look again if it is time; tell whether there are new ones. In an outage what was known holds."""
        now, before = self._clock.now(), self._looked_at
        if before and abs(now - before) < FRESH_FOR:
            return False
        self._looked_at = now
        try:
            found = await self._vault.destroyed_since(before - CLOCKS_DIFFER_BY if before else None)
        except Exception as error:
            self._looked_at = before
            if not is_store_down(error):
                raise
            return False
        new = set(found) - self._ids
        self._ids |= new
        return bool(new)
