"""Looks before each shift whether whoever comes on call can be reached, and tells the supervisors if not."""

import asyncio
from datetime import datetime, timedelta

from backend.core.attention import Attention
from backend.core.clock import Clock
from backend.core.logging import log
from backend.escalations.model import Responder
from backend.escalations.paging.channels import Addressed, Channel, NoAddress
from backend.escalations.paging.model import NO_ESCALATION, Page
from backend.escalations.rota.layers import warm_up
from backend.escalations.rota.readiness import LOOK_BEFORE, TEST_COUNTS, ComingOn, coming_on, lacks, sentence
from backend.escalations.rota.shift_notices.store import ShiftNotice, ShiftNoticeStore
from backend.escalations.rota.store import RotaStore
from backend.escalations.rota.test_pages.store import TestPageStore
from backend.escalations.service import Responders

SEND_TIMEOUT_S = 8.0
SHOWN_AFTER_START = timedelta(minutes=60)


class ShiftNotices:
    """Run by the worker beside the pages; sends its own without their queue."""

    def __init__(
        self,
        store: ShiftNoticeStore,
        rota: RotaStore,
        tests: TestPageStore,
        channels: dict[str, Channel],
        responders: Responders,
        clock: Clock,
    ) -> None:
        self._store, self._rota, self._tests, self._channels = store, rota, tests, channels
        self._responders, self._clock = responders, clock

    async def check(self) -> None:
        """Look at everybody who comes on call within the next hour. Safe to run again at any time."""
        now = self._clock.now()
        await asyncio.to_thread(warm_up, now.date())
        coming = coming_on(await self._rota.between(now, now + LOOK_BEFORE), now)
        people = {member.id: member for member in await self._responders()}
        await self._store.keep_only(coming, now)
        for one in coming:
            await self._look_at(one, people, now)

    async def current(self) -> list[tuple[ShiftNotice, str]]:
        """Return the notices that still matter, each with its sentence."""
        names = {member.id: member.first_name for member in await self._responders()}
        found = await self._store.since(self._clock.now() - SHOWN_AFTER_START)
        return [
            (one, sentence(names.get(one.coming.staff_id, "Somebody"), one.coming.starts_at, one.lacks))
            for one in found
        ]

    async def _look_at(self, coming: ComingOn, people: dict[str, Responder], now: datetime) -> None:
        member = people.get(coming.staff_id)
        verified = await verified_ways(member, self._channels) if member else frozenset[str]()
        acknowledged = await self._tests.acknowledged(coming.staff_id, now - TEST_COUNTS)
        found = lacks(member, verified, acknowledged, now)
        if not found:
            await self._store.clear(coming)
            return
        notice = await self._store.put(coming, found, now)
        if await self._store.claim(notice.id, now):
            log.warning("not_ready_for_shift", staff_id=coming.staff_id, detail=",".join(found))
            if await self._tell(notice, list(people.values()), now):
                await self._store.told(notice.id)

    async def _tell(self, notice: ShiftNotice, everyone: list[Responder], now: datetime) -> bool:
        """Page the supervisors, without content; tell whether any channel took it."""
        leaders = [member for member in everyone if member.role == "supervisor"]
        leaders = leaders or [member for member in everyone if member.fallback_contact] or everyone
        sent = [
            self._send(notice, member, name, now)
            for member in leaders
            for name in member.channels
            if name in self._channels
        ]
        return any(await asyncio.gather(*sent))

    async def _send(self, notice: ShiftNotice, member: Responder, name: str, now: datetime) -> bool:
        page = Page(
            id=f"shift-{notice.id}.{member.id}.{name}",
            escalation_id=NO_ESCALATION,
            conversation_id=NO_ESCALATION,
            staff_id=member.id,
            first_name=member.first_name,
            channel=name,
            attention=Attention.TODAY,
            step=0,
            fallback=False,
            due_at=now,
        )
        try:
            async with asyncio.timeout(SEND_TIMEOUT_S):
                await self._channels[name].send(page)
        except Exception as error:  # noqa: BLE001 - one channel's failure must not keep the next from being tried
            log.error("shift_notice_failed", channel=name, error=type(error).__name__)
            return False
        return True


async def verified_ways(member: Responder, channels: dict[str, Channel]) -> frozenset[str]:
    """Return the channels of somebody that there are, with a verified address where one is needed."""
    found = set()
    for name in member.channels:
        channel = channels.get(name)
        if channel is None or not await _has_address(member, channel):
            continue
        found.add(name)
    return frozenset(found)


async def _has_address(member: Responder, channel: Channel) -> bool:
    if not isinstance(channel, Addressed):
        return True
    try:
        await channel.tools.address_of(member.id, channel.kind or channel.name)
    except NoAddress:
        return False
    return True
