"""Delivery receipts: in any order, any number of times, or never."""

from dataclasses import replace

from backend.core.clock import Clock
from backend.core.mongo import Mongo, Tx
from backend.escalations.model import Receipt, ReceiptKind
from backend.escalations.paging.deliveries.failover import FailOver
from backend.escalations.paging.deliveries.store import DeliveryStore
from backend.escalations.paging.model import Page
from backend.escalations.store import EscalationStore


class Deliveries:
    """Stores what providers tell of pages, and tries other ways where a page did not arrive or nothing is heard."""

    def __init__(
        self,
        mongo: Mongo,
        store: DeliveryStore,
        escalations: EscalationStore,
        fail_over: FailOver,
        clock: Clock,
    ) -> None:
        self._mongo, self._store, self._escalations = mongo, store, escalations
        self._fail_over, self._clock = fail_over, clock

    async def told(self, page_id: str, *, delivered: bool) -> None:
        """Store what a provider says of a page. What is known already, and a page that is not ours, change nothing."""

        async def work(tx: Tx) -> None:
            now = self._clock.now()
            note = self._store.delivered if delivered else self._store.undelivered
            if page := await note(page_id, now, tx):
                kind = ReceiptKind.PAGE_DELIVERED if delivered else ReceiptKind.PAGE_UNDELIVERED
                await self._escalations.add_receipts([receipt_of(page, kind, self._clock)], tx)
                if not delivered:
                    await self._fail_over.elsewhere(page, tx)

        await self._mongo.transaction(work)

    async def miss(self) -> None:
        """Try other ways for each page of which nothing was heard in time."""
        for page_id in await self._store.unconfirmed(self._clock.now()):

            async def work(tx: Tx, page_id: str = page_id) -> None:
                if page := await self._store.stop_waiting(page_id, tx):
                    receipt = receipt_of(page, ReceiptKind.PAGE_UNCONFIRMED, self._clock)
                    await self._escalations.add_receipts([receipt], tx)
                    await self._fail_over.elsewhere(page, tx)

            await self._mongo.transaction(work)


def receipt_of(page: Page, kind: ReceiptKind, clock: Clock, channel: str | None = None) -> Receipt:
    """Return a receipt of a page; `channel` is the one that took it, where it was not the page's own."""
    receipt = Receipt(kind, clock.now(), page.escalation_id, page.conversation_id)
    return replace(
        receipt,
        channel=channel or page.channel,
        to=page.first_name,
        step=page.step + 1,
        fallback=page.fallback,
    )
