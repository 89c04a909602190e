"""A page that fails: the same member's other channels at once, and for `now` the next step once none reaches them."""

from collections.abc import Collection
from dataclasses import replace

from backend.core.attention import Attention
from backend.core.clock import Clock
from backend.core.mongo import Tx
from backend.core.problem import NotFound
from backend.escalations.model import Escalation, State
from backend.escalations.paging.deliveries.store import DeliveryStore
from backend.escalations.paging.model import SECOND_SMS, SMS, Page, by_another_way
from backend.escalations.paging.store import PageStore
from backend.escalations.service import EscalationService
from backend.escalations.store import EscalationStore

PAGED = (State.OPEN, State.TAKEN_OVER)


class FailOver:
    """Only adds pages: the one that failed stays in the queue and is tried again."""

    def __init__(
        self,
        pages: PageStore,
        deliveries: DeliveryStore,
        escalations: EscalationStore,
        service: EscalationService,
        channels: Collection[str],
        clock: Clock,
    ) -> None:
        self._pages, self._deliveries, self._escalations = pages, deliveries, escalations
        self._service, self._channels, self._clock = service, channels, clock

    async def elsewhere(self, page: Page, tx: Tx) -> None:
        """Queue this page by the member's other channels; where none is left to hope for, the next step is due."""
        escalation = await self._escalations.get(page.escalation_id, tx)
        if escalation is None or escalation.state not in PAGED or await self._deliveries.ended(page, tx):
            return
        now = self._clock.now()
        others = [by_another_way(page, name, now) for name in await self._others(page, escalation)]
        await self._pages.queue_missing(others, tx)
        if _could_move_on(escalation, page) and await self._deliveries.unreached(page, tx):
            await self._escalations.save(replace(escalation, next_step_at=now), tx)

    async def _others(self, page: Page, escalation: Escalation) -> list[str]:
        if escalation.person.drill == "console":
            return []  # So that no phone rings for it.
        second = [SECOND_SMS] if page.channel == SMS and SECOND_SMS in self._channels else []
        try:
            member = await self._service.responder(page.staff_id)
        except NotFound:
            return second
        same = {page.channel, SMS} if page.channel == SECOND_SMS else {page.channel}
        return second + [name for name in member.channels if name not in same]


def _could_move_on(escalation: Escalation, page: Page) -> bool:
    return (
        escalation.state is State.OPEN
        and escalation.attention is Attention.NOW
        and escalation.step == page.step
        and escalation.step < len(escalation.steps) - 1  # The last step repeats at its own pace.
    )
