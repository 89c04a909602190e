"""What an open console is told besides the list: notices addressed to it, and broken promises."""

from dataclasses import replace
from datetime import datetime

from pydantic import BaseModel

from backend.core.attention import Attention
from backend.core.clock import Clock
from backend.core.fields import Instant
from backend.escalations.model import Receipt, ReceiptKind
from backend.escalations.paging.model import NO_ESCALATION
from backend.escalations.paging.store import NoticeStore
from backend.escalations.rota.test_pages.model import is_test
from backend.escalations.service import EscalationService
from backend.escalations.store import EscalationStore
from backend.escalations.watch import Promise, Watch


class NoticeView(BaseModel):
    """One page by the console channel. No content: an opaque id and how soon."""

    page_id: str
    escalation_id: str
    conversation_id: str
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

    async def unshown(self, staff_id: str) -> list[NoticeView]:
        """Return the notices that no console has shown to this person yet, oldest first."""
        return [
            NoticeView(
                page_id=found["_id"],
                escalation_id=found["escalation_id"],
                conversation_id=found["conversation_id"],
                attention=found["attention"],
                at=found["at"],
            )
            for found in await self._notices.unshown(staff_id)
        ]

    async def shown(self, notice: NoticeView, staff_id: str) -> None:
        """Store the receipt, once a console has been sent the notice; where there is an escalation to store it with."""
        now = self._clock.now()
        shown = await self._notices.mark_shown(notice.page_id, now)
        if shown and notice.escalation_id != NO_ESCALATION and not is_test(notice.escalation_id):
            who = await self._service.responder(staff_id)
            receipt = Receipt(ReceiptKind.PAGE_SHOWN, now, notice.escalation_id, notice.conversation_id)
            await self._store.add_receipts([replace(receipt, to=who.first_name, channel="console")])

    async def alarms(self) -> list[tuple[Promise, datetime]]:
        """Return the promises that are broken, and since when."""
        return await self._watch.alarms()
