"""The worker's loop: lease due pages, send them, store a receipt for each hop, and fall through the steps."""

import asyncio
from collections import Counter
from datetime import timedelta

from backend.core.clock import Clock
from backend.core.logging import log
from backend.core.mongo import Mongo, Tx, is_store_down
from backend.core.problem import StoreUnavailable
from backend.escalations.model import ReceiptKind
from backend.escalations.paging.channels import Channel, ChannelError, Handed, NoAddress
from backend.escalations.paging.deliveries.failover import FailOver
from backend.escalations.paging.deliveries.service import Deliveries, receipt_of
from backend.escalations.paging.model import Page, retry_after_s
from backend.escalations.paging.queueing import following_step
from backend.escalations.paging.store import HeartbeatStore, PageStore
from backend.escalations.service import EscalationService
from backend.escalations.store import EscalationStore

SEND_TIMEOUT_S = 8.0  # below the lease, so that a hanging provider cannot outlive it
LEASERS = 4
# A provider that hangs holds up its own channel and no other.
MOST_OF_A_CHANNEL = 32


class PagingEngine:
    """At least once: a crash between sending and the receipt sends again, under the same idempotency key."""

    def __init__(
        self,
        mongo: Mongo,
        pages: PageStore,
        escalations: EscalationStore,
        service: EscalationService,
        deliveries: Deliveries,
        fail_over: FailOver,
        heartbeats: HeartbeatStore,
        channels: dict[str, Channel],
        clock: Clock,
        worker_id: str,
    ) -> None:
        self._mongo, self._pages, self._escalations, self._service = mongo, pages, escalations, service
        self._deliveries, self._fail_over, self._heartbeats = deliveries, fail_over, heartbeats
        self._channels, self._clock, self.worker_id = channels, clock, worker_id
        self._sending: dict[asyncio.Task[None], str] = {}
        self.wake = asyncio.Event()  # set when there may be pages to take up before the next sweep

    async def sweep(self) -> None:
        """Do all that is due at this moment, and wait until it is done."""
        await self.begin()
        while self._sending:
            await asyncio.wait(self._sending)
            await self.take_up()

    async def begin(self) -> None:
        """Begin all that is due at this moment; a slow provider is not waited for."""
        await self._heartbeats.beat(self.worker_id, self._clock.now())
        await self.take_up()
        await self.advance_due_steps()
        await self._deliveries.miss()
        await self.take_up()

    async def advance_due_steps(self) -> None:
        """Start the next step of every open escalation that nobody acknowledged in time."""
        now = self._clock.now()
        for escalation in await self._escalations.due_for_next_step(now):
            try:
                if await self._service.advance(escalation, following_step(escalation), now):
                    log.warning("paging_again", escalation_id=escalation.id)
            except Exception as error:  # noqa: BLE001 - it stays due, and the others are not held up by it
                failed = "store_down" if is_store_down(error) else type(error).__name__
                log.error("step_unstarted", escalation_id=escalation.id, error=failed)

    async def take_up(self) -> None:
        """Begin to send every page that is due: one first, and several at a time where there are many."""
        if await self._lease_one() and await self._lease_one():
            await asyncio.gather(*(self._lease_while_due() for _ in range(LEASERS)))

    async def _lease_while_due(self) -> None:
        while await self._lease_one():
            pass

    async def _lease_one(self) -> bool:
        page = await self._pages.lease(self.worker_id, self._clock.now(), self._busy())
        if page is None:
            return False
        task = asyncio.create_task(self._handle(page))
        self._sending[task] = page.channel
        task.add_done_callback(self._ended)
        return True

    def _ended(self, task: "asyncio.Task[None]") -> None:
        if self._sending[task] in self._busy():
            self.wake.set()  # Pages of this channel may have been left for later.
        del self._sending[task]

    def _busy(self) -> list[str]:
        counts = Counter(self._sending.values())
        return [channel for channel, count in counts.items() if count >= MOST_OF_A_CHANNEL]

    async def _handle(self, page: Page) -> None:
        try:
            await self._send(page)
        except Exception as error:  # noqa: BLE001 - its lease runs out, and it is sent again
            failed = "store_down" if is_store_down(error) else type(error).__name__
            log.error("page_unsettled", page_id=page.id, channel=page.channel, error=failed)

    async def _send(self, page: Page) -> None:
        try:
            async with asyncio.timeout(SEND_TIMEOUT_S):
                channel, handed = await self._hand_over(page)
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - a provider may fail in any way; the page stays in the queue
            log.error("page_failed", page_id=page.id, channel=page.channel, error=type(error).__name__)
            await self._failed(page, error)
        else:
            await self._sent(page, channel, handed)

    async def _hand_over(self, page: Page) -> tuple[str, Handed | None]:
        """Return which channel took the page: the console where a setting or an address was taken away."""
        if channel := self._channels.get(page.channel):
            try:
                return channel.name, await channel.send(page)
            except NoAddress:
                log.warning("no_address", page_id=page.id, channel=page.channel)
        console = self._channels["console"]
        return console.name, await console.send(page)

    async def _sent(self, page: Page, channel: str, handed: Handed | None) -> None:
        now = self._clock.now()
        within_s = handed.receipt_within_s if handed else None
        receipt_due_at = now + timedelta(seconds=within_s) if within_s else None

        async def work(tx: Tx) -> None:
            # Also when it was cancelled meanwhile: it went out, and the chronology says what happened.
            await self._pages.settle(page, now, receipt_due_at, tx)
            receipt = receipt_of(page, ReceiptKind.PAGE_SENT, self._clock, channel)
            await self._escalations.add_receipts([receipt], tx)

        await self._mongo.transaction(work)

    async def _failed(self, page: Page, error: Exception) -> None:
        asked_s = error.retry_after_s if isinstance(error, ChannelError) else None
        due_at = self._clock.now() + timedelta(seconds=max(retry_after_s(page.attempt), asked_s or 0.0))
        kind = ReceiptKind.PAGE_FAILED if asked_s is None else ReceiptKind.PAGE_DELAYED

        async def work(tx: Tx) -> None:
            if await self._pages.retry(page, due_at, tx):
                await self._escalations.add_receipts([receipt_of(page, kind, self._clock)], tx)
                if page.attempt == 1:
                    await self._fail_over.elsewhere(page, tx)

        await self._mongo.transaction(work)
