"""The worker's loop: lease due pages, send them, store a receipt for each hop, and fall through the steps."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from backend.core.clock import Clock
from backend.core.logging import log
from backend.core.mongo import Mongo, Tx
from backend.core.problem import StoreUnavailable
from backend.escalations.model import Receipt, ReceiptKind
from backend.escalations.paging.channels import Channel
from backend.escalations.paging.model import Page, PageState, retry_after_s
from backend.escalations.paging.queueing import following_step
from backend.escalations.paging.store import HeartbeatStore, PageStore
from backend.escalations.service import EscalationService
from backend.escalations.store import EscalationStore

SEND_TIMEOUT_S = 8.0  # below the lease, so that a hanging provider cannot outlive it
SENDERS = 4


class PagingEngine:
    """At least once: a crash between sending and the receipt sends again, under the same idempotency key."""

    def __init__(
        self,
        mongo: Mongo,
        pages: PageStore,
        escalations: EscalationStore,
        service: EscalationService,
        heartbeats: HeartbeatStore,
        channels: dict[str, Channel],
        clock: Clock,
        worker_id: str,
    ) -> None:
        self._mongo, self._pages, self._escalations, self._service = mongo, pages, escalations, service
        self._heartbeats, self._channels, self._clock, self.worker_id = heartbeats, channels, clock, worker_id

    async def sweep(self) -> None:
        """Do all that is due at this moment."""
        await self._heartbeats.beat(self.worker_id, self._clock.now())
        await self.advance_due_steps()
        await asyncio.gather(*(self._send_while_due() for _ in range(SENDERS)))

    async def advance_due_steps(self) -> None:
        """Start the next step of every open escalation that nobody acknowledged in time."""
        now = self._clock.now()
        for escalation in await self._escalations.due_for_next_step(now):
            if await self._service.advance(escalation, following_step(escalation), now):
                log.warning("paging_again", escalation_id=escalation.id)

    async def _send_while_due(self) -> None:
        while page := await self._pages.lease(self.worker_id, self._clock.now()):
            await self._send(page)

    async def _send(self, page: Page) -> None:
        try:
            async with asyncio.timeout(SEND_TIMEOUT_S):
                await self._channel(page).send(page)
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - a provider may fail in any way; the page stays in the queue
            log.error("page_failed", page_id=page.id, channel=page.channel, error=type(error).__name__)
            await self._failed(page)
        else:
            await self._sent(page)

    def _channel(self, page: Page) -> Channel:
        # A channel that a settings change took away: the console is always there.
        return self._channels.get(page.channel) or self._channels["console"]

    async def _sent(self, page: Page) -> None:
        now = self._clock.now()

        async def work(tx: Tx) -> None:
            # Also when it was cancelled meanwhile: it went out, and the chronology says what happened.
            await self._pages.settle(page, PageState.SENT, now, tx)
            await self._escalations.add_receipts([_receipt(page, ReceiptKind.PAGE_SENT, self._clock)], tx)

        await self._mongo.transaction(work)

    async def _failed(self, page: Page) -> None:
        due_at = self._clock.now() + timedelta(seconds=retry_after_s(page.attempt))

        async def work(tx: Tx) -> None:
            if await self._pages.retry(page, due_at, tx):
                await self._escalations.add_receipts(
                    [_receipt(page, ReceiptKind.PAGE_FAILED, self._clock)], tx
                )

        await self._mongo.transaction(work)


def _receipt(page: Page, kind: ReceiptKind, clock: Clock) -> Receipt:
    receipt = Receipt(kind, clock.now(), page.escalation_id, page.conversation_id)
    return replace(
        receipt, channel=page.channel, to=page.first_name, step=page.step + 1, fallback=page.fallback
    )
