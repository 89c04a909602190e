"""The worker watches the watch: one that has fallen silent is told by another path than its own."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

from backend.core.attention import Attention
from backend.core.clock import Clock
from backend.core.logging import log
from backend.escalations.alarms.service import Alarms
from backend.escalations.paging.model import Page
from backend.escalations.paging.store import HeartbeatStore, NoticeStore
from backend.escalations.service import EscalationService

CHECK_EVERY_S = 10.0
SILENT_AFTER_S = 60
AUDITOR = "auditor"


class AuditorWatch:
    """Runs in the worker process, so that a dead API cannot hide that nothing is watched any more."""

    def __init__(
        self,
        heartbeats: HeartbeatStore,
        notices: NoticeStore,
        service: EscalationService,
        alarms: Alarms,
        clock: Clock,
    ) -> None:
        self._heartbeats, self._notices, self._service = heartbeats, notices, service
        self._alarms, self._clock = alarms, clock
        self._started_at = clock.now()

    async def check(self) -> bool:
        """Return whether the auditor was alive within SILENT_AFTER_S; tell and put notices when it was not."""
        now = self._clock.now()
        last = max(await self._heartbeats.auditor_at() or self._started_at, self._started_at)
        if now - last <= timedelta(seconds=SILENT_AFTER_S):
            await self._alarms.kept(AUDITOR, "The service is watched again.")
            return True
        if await self._alarms.broken(AUDITOR, "Nothing watches the service: the API may be down.", last):
            await self._put_notices(now)
        return False

    async def _put_notices(self, now: datetime) -> None:
        """Leave a notice for each on call: whichever console is open, or opened next, shows it."""
        nobody = "unknown"
        page = Page(
            "", nobody, nobody, "", "", "console", Attention.NOW, 0, fallback=False, due_at=now
        )  # fmt: skip
        for who in await self._service.on_call():
            page_id = f"{AUDITOR}.{now.isoformat()}.{who.id}"
            await self._notices.put(
                replace(page, id=page_id, staff_id=who.id, first_name=who.first_name), now
            )

    async def run(self) -> None:
        """Check until cancelled."""
        while True:
            try:
                await self.check()
            except Exception as error:  # noqa: BLE001 - a watcher that dies watches nothing
                log.error("watch_failed", error=type(error).__name__)
            await asyncio.sleep(CHECK_EVERY_S)
