"""When the store or the worker fails: pages without content still go out, to the last rota that was known."""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import uuid4

from backend.core.attention import Attention
from backend.core.clock import Clock
from backend.core.live import Hub
from backend.core.logging import log
from backend.escalations.model import Responder
from backend.escalations.paging.channels import AddressOf, Channel, NoAddress
from backend.escalations.paging.model import NO_ESCALATION, Page

QUIET_S = 30


class Emergency:
    """Remembers the last known rota in memory and pages it directly, past the queue."""

    def __init__(self, hub: Hub, channels: dict[str, Channel], address_of: AddressOf, clock: Clock) -> None:
        self._hub, self._channels, self._address_of, self._clock = hub, channels, address_of, clock
        self._last_known: list[Responder] = []
        self._paged_at: datetime | None = None

    async def remember(self, on_call: list[Responder]) -> None:
        """Keep who is on call, and where they are reached, while the store still answers."""
        if on_call:
            self._last_known = on_call
        for member in on_call:
            for name in member.channels:
                with suppress(NoAddress):
                    await self._address_of(member.id, name)

    async def page(self, attention: Attention, alarm: str, detail: str) -> None:
        """Page everybody of the last known rota, at most every QUIET_S seconds; never raises."""
        now = self._clock.now()
        if self._paged_at and now - self._paged_at < timedelta(seconds=QUIET_S):
            return
        self._paged_at = now
        consoles = self._hub.send_notice(
            {
                "name": alarm,
                "detail": detail,
                "since": now.isoformat().replace("+00:00", "Z"),
            }
        )
        log.critical("emergency_page", attention=attention.value, count=consoles)
        # All at once: the console channel waits for a store that does not answer, and nobody else should.
        sending = [self._send(who, name, attention, now) for who in self._last_known for name in who.channels]
        await asyncio.gather(*sending)

    async def _send(self, member: Responder, name: str, attention: Attention, now: datetime) -> None:
        channel = self._channels.get(name)
        if channel is None:
            return
        page = Page(
            uuid4().hex,
            NO_ESCALATION,
            NO_ESCALATION,
            member.id,
            member.first_name,
            name,
            attention,
            0,
            fallback=False,
            due_at=now,
        )
        try:
            await channel.send(page)
        except Exception as error:  # noqa: BLE001 - one channel's failure must not keep the next from being tried
            log.error("emergency_page_failed", channel=name, error=type(error).__name__)
