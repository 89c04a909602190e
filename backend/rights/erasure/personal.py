"""The request itself is data about the person too."""

from typing import Any

from backend.core.personal import instant_text
from backend.rights.erasure.store import ErasureStore


class ErasureData:
    """Taken away with the rest; kept as the proof that the erasure was done, until the schedule ends it."""

    name = "erasure"

    def __init__(self, store: ErasureStore) -> None:
        self._store = store

    async def export(self, person_id: str) -> Any:
        """Return the request, or None."""
        found = await self._store.of(person_id)
        return (
            {"requested_at": instant_text(found.requested_at), "state": found.state.value} if found else None
        )

    async def erase(self, person_id: str) -> None:
        """Do nothing: it is the proof that the erasure was done."""
