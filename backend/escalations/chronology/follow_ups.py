"""What was left open: who looks at it again, by which day, and what is overdue."""

from dataclasses import dataclass
from datetime import date, datetime, time

from backend.core.audit import Audit
from backend.core.clock import LONDON, Clock
from backend.core.crypto import FieldCrypto
from backend.escalations.chronology.model import Content, Entry, FollowUp
from backend.escalations.chronology.store import EntryStore
from backend.escalations.store import EscalationStore


@dataclass(frozen=True)
class LeftOpen:
    """Something that is open, with its words; `nickname` of whom it is about."""

    entry: Entry
    follow_up: FollowUp
    what: str
    nickname: str | None
    overdue: bool


@dataclass(frozen=True)
class Overdue:
    """How many reviews are overdue, and since when."""

    count: int
    since: datetime


class FollowUps:
    """A member sees their own; supervisors see everybody's, also of those who have left."""

    def __init__(
        self, store: EntryStore, requests: EscalationStore, audit: Audit, crypto: FieldCrypto, clock: Clock
    ) -> None:
        self._store, self._requests = store, requests
        self._audit, self._crypto, self._clock = audit, crypto, clock

    async def left_open(self, reader_id: str, role: str, *, everybody: bool) -> list[LeftOpen]:
        """Return what is open, the earliest review first. Showing the words is audited."""
        entries = await self._store.left_open(None if everybody else reader_id)
        shown = [(entry.id, entry.young_person_id) for entry in entries]
        await self._audit.record_each(reader_id, "follow_ups_shown", shown, role=role)
        return [found for entry in entries if (found := await self._opened(entry))]

    async def overdue(self, reader_id: str, *, everybody: bool) -> Overdue | None:
        """Return what is overdue for this reader, or None. Opens nothing."""
        days = await self._store.overdue(None if everybody else reader_id, self._today())
        if not days:
            return None
        return Overdue(len(days), datetime.combine(days[0], time(23, 59), LONDON))

    async def _opened(self, entry: Entry) -> LeftOpen | None:
        text = await self._crypto.open_if_kept(entry.sealed)
        request = await self._requests.get(entry.escalation_id)
        if text is None or request is None or entry.follow_up is None:
            return None  # It is being erased.
        nickname = await self._crypto.open_if_kept(request.person.sealed_nickname)
        overdue = entry.follow_up.review_on < self._today()
        return LeftOpen(entry, entry.follow_up, Content.from_text(text).left_open, nickname, overdue)

    def _today(self) -> date:
        return self._clock.now().astimezone(LONDON).date()
