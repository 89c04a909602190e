"""What an open console is told besides the list: notices addressed to it, and broken promises."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime

from pydantic import BaseModel

from backend.core.attention import Attention
from backend.core.clock import Clock
from backend.core.fields import Instant
from backend.escalations.model import Receipt, ReceiptKind
from backend.escalations.paging.store import NoticeStore
from backend.escalations.service import EscalationService
from backend.escalations.store import EscalationStore
from backend.escalations.watch import Promise, Watch


class NoticeView(BaseModel):
    """One page by the console channel. No content: an opaque id and how soon."""

    page_id: str
    escalation_id: str
    attention: Attention
    at: Instant


class Console:
    """The staff side that is not a change to an escalation."""

    def __init__(
        self,
        notices: NoticeStore,
        store: EscalationStore,
        service: EscalationService,
        watch: Watch,
        clock: Clock,
    ) -> None:
        self._notices, self._store, self._service = notices, store, service
        self._watch, self._clock = watch, clock

    async def notices(self, staff_id: str) -> AsyncIterator[NoticeView]:
        """Yield notices that no console has shown to this person, with a receipt for each."""
        while found := await self._notices.take_unshown(staff_id, self._clock.now()):
            who = await self._service.responder(staff_id)
            shown = Receipt(
                ReceiptKind.PAGE_SHOWN, self._clock.now(), found["escalation_id"], found["conversation_id"]
            )
            await self._store.add_receipts([replace(shown, to=who.first_name, channel="console")])
            yield NoticeView(
                page_id=found["_id"],
                escalation_id=found["escalation_id"],
                attention=found["attention"],
                at=found["at"],
            )

    async def alarms(self) -> list[tuple[Promise, datetime]]:
        """Return the promises that are broken, and since when."""
        return await self._watch.alarms()
