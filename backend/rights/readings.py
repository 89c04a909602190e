"""Who opened the records of many young people for whom they did nothing: somebody should ask why. Blocks nobody."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from backend.core.audit import Audit
from backend.core.clock import Clock
from backend.rights.access import GONE, StaffName

OPENED_WITHIN = timedelta(hours=24)
ACTED_WITHIN = timedelta(days=7)
OPENED = (
    "conversation_opened", "chronology_opened", "chronology_printed", "plan_opened", "safeguarding_record_opened",
)  # fmt: skip
ACTED = (
    "acknowledged", "taken_over", "message_written", "handed_back", "closed", "hand_over_offered",
    "hand_over_accepted", "hand_over_declined", "chronology_written", "chronology_corrected", "follow_up_reviewed",
    "plan_words_offered", "complaint_answered",
)  # fmt: skip


@dataclass(frozen=True)
class Reader:
    """A member of staff, and the records of how many young people they opened without doing anything for them."""

    first_name: str
    people: int


class Readings:
    """Counts readings from the audit. `most` is how many in a day nobody has to be told of."""

    def __init__(
        self, audit: Audit, staff: Callable[[], Awaitable[dict[str, StaffName]]], clock: Clock, most: int
    ) -> None:
        self._audit, self._staff, self._clock, self.most = audit, staff, clock, most

    async def many(self) -> list[Reader]:
        """Return who opened more than `most` records in 24 hours, of people for whom they did nothing in seven days."""
        now = self._clock.now()
        counts = await self._audit.opened_only(OPENED, now - OPENED_WITHIN, ACTED, now - ACTED_WITHIN)
        many = {actor: count for actor, count in counts.items() if count > self.most}
        names = await self._staff() if many else {}
        return [
            Reader(names[actor].first_name if actor in names else GONE, count)
            for actor, count in many.items()
        ]
