"""Everything that is held about one person, as one document."""

from collections.abc import Sequence
from typing import Any

from backend.core.audit import Audit
from backend.core.clock import Clock
from backend.core.personal import PersonalData, instant_text

WHAT_THIS_IS = (
    "Everything that Evenlight holds about you, as it was at the time below. "
    "It is private: whoever holds this file can read it."
)


class Download:
    """Asks each feature for its part."""

    def __init__(self, holders: Sequence[PersonalData], audit: Audit, clock: Clock) -> None:
        self._holders, self._audit, self._clock = holders, audit, clock

    async def everything(self, person_id: str) -> dict[str, Any]:
        """Return the document: a part is null where nothing is held. The download is audited first."""
        await self._audit.record(person_id, "data_downloaded", person_id, about=person_id)
        parts = {holder.name: await holder.export(person_id) for holder in self._holders}
        return {
            "what_this_is": WHAT_THIS_IS,
            "made_at": instant_text(self._clock.now()),
            "parts": parts,
        }
