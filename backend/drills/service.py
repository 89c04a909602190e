"""Runs a drill: a made-up young person writes, and somebody has to be paged in time."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, time
from uuid import uuid4

from backend.chat.model import Person
from backend.chat.service import ChatService
from backend.core.clock import Clock
from backend.core.crypto import FieldCrypto
from backend.core.logging import log
from backend.drills.model import PROMISED_S, STUCK_AFTER, Drill, Result, latest_slot, standing
from backend.drills.store import DrillStore
from backend.escalations.actions import StaffActions
from backend.escalations.model import Escalation, PersonSummary, ReceiptKind
from backend.escalations.service import EscalationService
from backend.escalations.watch import Promise

Erase = Callable[[str], Awaitable[None]]

WORDS = "This is a drill. I do not want to be alive any more."
LOOK_EVERY_S = 0.1
LOOK_AT_SCHEDULE_EVERY_S = 20.0
SCHEDULE = "the schedule"
RUN_IN_ALL = 50


class Drills:
    """The very calls that a young person's message makes: chat, screen, transaction, worker, channel, receipt."""

    def __init__(
        self,
        store: DrillStore,
        chat: ChatService,
        escalations: EscalationService,
        actions: StaffActions,
        erase: Erase,
        crypto: FieldCrypto,
        clock: Clock,
        times: tuple[time, ...],
        *,
        promised_s: float = PROMISED_S,
    ) -> None:
        self._store, self._chat, self._escalations, self._actions = store, chat, escalations, actions
        self._erase, self._crypto, self._clock = erase, crypto, clock
        self._times, self.promised_s = times, promised_s

    async def run(
        self, asked_by: str, *, all_channels: bool = False, drill_id: str | None = None
    ) -> Drill | None:
        """Run one and return how it went; None where another process runs it. By the console alone, unless asked."""
        await self._remove_leftovers()
        key_id = await self._crypto.create_key()
        drill = Drill(
            drill_id or uuid4().hex, self._clock.now(), asked_by, all_channels, f"drill-{uuid4().hex}"
        )
        if not await self._store.begin(drill, key_id):
            await self._crypto.destroy_key(key_id)
            return None
        summary = PersonSummary("16-17", "en", None, drill="all" if all_channels else "console")
        ended = replace(drill, result=Result.FAILED)
        try:
            ended = await self._play(drill, Person(drill.person_id, key_id, "en", summary))
        finally:
            ended = replace(ended, ended_at=self._clock.now())
            await self._store.end(ended)
            (log.info if ended.result is Result.PAGED else log.critical)("drill", outcome=ended.result)
        return ended

    async def _play(self, drill: Drill, person: Person) -> Drill:
        conversation = await self._chat.start_drill(person)
        await self._chat.send(person.id, conversation.id, str(uuid4()), WORDS)
        escalation = await self._escalations.active(conversation.id)
        if escalation is None:
            return replace(drill, result=Result.UNNOTICED)
        paged_at = await self._paged_at(escalation)
        await self._actions.end_drill(escalation.id)
        if paged_at is None:
            return replace(drill, result=Result.LATE)
        after_s = (paged_at - escalation.opened_at).total_seconds()
        return replace(drill, result=Result.PAGED, after_s=after_s)

    async def _paged_at(self, escalation: Escalation) -> datetime | None:
        """Wait for the receipt of a page, for as long as is promised."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self.promised_s):
                while True:
                    for receipt in await self._escalations.receipts(escalation.id):
                        if receipt.kind is ReceiptKind.PAGE_SENT:
                            return receipt.at
                    await asyncio.sleep(LOOK_EVERY_S)
        return None

    async def _remove_leftovers(self) -> None:
        """Remove the made-up people of earlier drills; what is kept of a drill is its result."""
        for drill_id, person_id, key_id in await self._store.leftovers(self._clock.now() - STUCK_AFTER):
            await self._erase(person_id)
            await self._crypto.destroy_key(key_id)
            await self._store.forget_person(drill_id)

    async def newest(self) -> list[Drill]:
        """Return the drills of late, the newest first."""
        return await self._store.newest(RUN_IN_ALL)

    async def promise(self) -> Promise:
        """Return what the last drill says, and whether one was missed."""
        now = self._clock.now()
        last = await self._store.latest(stuck_before=now - STUCK_AFTER)
        ok, detail = standing(self._times, last, now)
        return Promise("drill", ok, detail)

    async def run_due(self) -> Drill | None:
        """Run the drill whose time has come, unless it was."""
        slot = latest_slot(self._times, self._clock.now())
        if slot is None or await self._store.has(slot.isoformat()):
            return None
        return await self.run(SCHEDULE, drill_id=slot.isoformat())

    async def keep(self) -> None:
        """Run drills at their times until cancelled: in the API, so that it is the worker that is tried."""
        while True:
            await asyncio.sleep(LOOK_AT_SCHEDULE_EVERY_S)
            try:
                await self.run_due()
            except Exception as error:  # noqa: BLE001 - the promise says that it failed
                log.error("drill_failed", error=type(error).__name__)
