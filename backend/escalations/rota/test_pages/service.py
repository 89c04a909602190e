"""Sending test pages to oneself, and acknowledging them."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from backend.core.audit import Audit
from backend.core.clock import Clock
from backend.core.logging import log
from backend.core.problem import NotFound
from backend.escalations.model import Responder
from backend.escalations.paging.channels import Addressed, Channel
from backend.escalations.rota.changes import Actor
from backend.escalations.rota.readiness import TEST_COUNTS
from backend.escalations.rota.test_pages.model import TEST_MARKER, SentTest
from backend.escalations.rota.test_pages.store import TestPageStore
from backend.escalations.service import Responders

SEND_TIMEOUT_S = 8.0
ANSWER_WITHIN = timedelta(days=1)


@dataclass(frozen=True)
class Standing:
    """One's test pages of the last day, and when one was last acknowledged by which channel."""

    tests: list[SentTest]
    acknowledged: dict[str, datetime]


class TestPages:
    """Goes straight to the channels: it takes no place in the queue of pages, and holds up none."""

    def __init__(
        self,
        store: TestPageStore,
        channels: dict[str, Channel],
        responders: Responders,
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._store, self._channels, self._responders = store, channels, responders
        self._audit, self._clock = audit, clock

    async def send(self, actor: Actor) -> list[SentTest]:
        """Send one by each of one's channels, and tell which of them took it. Raises NotFound."""
        member = await self._member(actor.id)
        await self._audit.record(actor.id, "test_page_sent", member.id, role=actor.role)
        return list(await asyncio.gather(*(self._send(member, name) for name in member.channels)))

    async def acknowledge(self, actor: Actor, test_id: str) -> SentTest:
        """Note that it arrived. Raises NotFound for somebody else's, and for one that is a day old."""
        now = self._clock.now()
        found = await self._store.acknowledge(test_id, actor.id, now - ANSWER_WITHIN, now)
        if found is None:
            raise NotFound("This test page is not yours, or is more than a day old. Send a new one.")
        await self._audit.record(actor.id, "test_page_acknowledged", test_id, role=actor.role)
        return found

    async def standing(self, staff_id: str) -> Standing:
        """Return how one stands."""
        now = self._clock.now()
        acknowledged = await self._store.acknowledged(staff_id, now - TEST_COUNTS)
        return Standing(await self._store.of(staff_id, now - ANSWER_WITHIN), acknowledged)

    async def _member(self, staff_id: str) -> Responder:
        for member in await self._responders():
            if member.id == staff_id:
                return member
        raise NotFound

    async def _send(self, member: Responder, name: str) -> SentTest:
        test = SentTest(f"{TEST_MARKER}{uuid4().hex}", member.id, name, self._clock.now())
        await self._store.insert(test)
        taken = await self._taken(test, member)
        await self._store.took(test.id, taken=taken)
        return replace(test, taken=taken)

    async def _taken(self, test: SentTest, member: Responder) -> bool:
        channel = self._channels.get(test.channel)
        if channel is None:
            return False
        try:
            async with asyncio.timeout(SEND_TIMEOUT_S):
                await _hand_over(channel, test, member)
        except Exception as error:  # noqa: BLE001 - whatever a provider does, the person is told that it did not work
            log.error("test_page_failed", channel=test.channel, error=type(error).__name__)
            return False
        return True


async def _hand_over(channel: Channel, test: SentTest, member: Responder) -> None:
    """Send it to where pages go, in words that say that it is a test and how to say that it arrived."""
    if not isinstance(channel, Addressed):
        await channel.send(test.page(member))
        return
    address = await channel.tools.address_of(member.id, channel.kind or channel.name)
    letter = channel.tools.letters.of_test()
    link = f"{letter.link}#/test-pages/{test.id}"
    text = f"{letter.text}\nTo say that it arrived: {link}"
    await channel.deliver(address, replace(letter, id=test.id, text=text, link=link))
