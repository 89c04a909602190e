"""Asking for the delivery receipts that did not come by themselves: some pages at a time, for a day, ever rarer."""

import asyncio
from datetime import timedelta

from backend.core.clock import Clock
from backend.core.logging import log
from backend.escalations.paging.channels import ChannelError
from backend.escalations.paging.deliveries.service import Deliveries
from backend.escalations.paging.deliveries.statuses import ARRIVED, LOST
from backend.escalations.paging.deliveries.store import DeliveryStore
from backend.escalations.paging.notify import Ask

MOST_AT_ONCE = 10
FIRST_AFTER = timedelta(seconds=15)
AGAIN_AFTER_S = (20, 30, 60, 300, 900, 3600)
ASKED_FOR = timedelta(days=1)


class Polling:
    """Run by the worker; of several workers one asks for a page. Without Notify there is nothing to ask."""

    def __init__(self, ask: Ask | None, store: DeliveryStore, deliveries: Deliveries, clock: Clock) -> None:
        self._ask, self._store, self._deliveries, self._clock = ask, store, deliveries, clock

    async def run(self) -> None:
        """Ask for each page that is due, and store what is told. A provider that fails is asked again later."""
        if self._ask is None:
            return
        due: list[str] = []
        while len(due) < MOST_AT_ONCE and (page_id := await self._claim()):
            due.append(page_id)
        answers = await asyncio.gather(*(self._ask(page_id) for page_id in due), return_exceptions=True)
        for page_id, answer in zip(due, answers, strict=True):
            if isinstance(answer, ChannelError):
                log.warning("receipt_not_fetched", page_id=page_id, error=str(answer))
            elif isinstance(answer, BaseException):
                raise answer
            elif ARRIVED & set(answer):
                await self._deliveries.told(page_id, delivered=True)
            elif answer and set(answer) <= LOST:
                await self._deliveries.told(page_id, delivered=False)

    async def _claim(self) -> str | None:
        now = self._clock.now()
        return await self._store.claim_unheard(
            now, since=now - ASKED_FOR, until=now - FIRST_AFTER, again_after_s=AGAIN_AFTER_S
        )
