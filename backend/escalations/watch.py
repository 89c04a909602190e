"""Watching the worker from outside the worker: which promise is broken, within seconds."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.core.attention import Attention
from backend.core.clock import Clock
from backend.core.live import STAFF_TOPIC, Hub
from backend.core.logging import log
from backend.core.mongo import Mongo
from backend.escalations.emergency import Emergency
from backend.escalations.paging.store import HeartbeatStore, PageStore
from backend.escalations.service import EscalationService
from backend.escalations.store import EscalationStore

FIRST_CHECK_AFTER_S = 3.0  # The store may be starting beside the API.
CHECK_EVERY_S = 10.0
WORKER_SILENT_AFTER_S = 20
LATE_AFTER_S = 20


@dataclass(frozen=True)
class Promise:
    """A promise, whether it holds, and in plain words what is wrong."""

    name: str
    ok: bool
    detail: str


class Watch:
    """Runs in the API process, so that a dead worker cannot hide itself."""

    def __init__(
        self,
        mongo: Mongo,
        heartbeats: HeartbeatStore,
        pages: PageStore,
        escalations: EscalationStore,
        service: EscalationService,
        emergency: Emergency,
        hub: Hub,
        clock: Clock,
    ) -> None:
        self._mongo, self._heartbeats, self._pages, self._escalations = mongo, heartbeats, pages, escalations
        self._service, self._emergency, self._hub, self._clock = service, emergency, hub, clock
        self._started_at = clock.now()
        self._broken_since: dict[str, datetime] = {}

    async def promises(self) -> list[Promise]:
        """Check each promise against the store now."""
        if not await self._mongo.ping():
            return [Promise("store", ok=False, detail="The store does not answer.")]
        now = self._clock.now()
        late = now - timedelta(seconds=LATE_AFTER_S)
        waiting = await self._pages.overdue_since(late) + await self._escalations.overdue_since(late)
        on_call = await self._service.on_call()
        self._emergency.remember(on_call)
        return [
            Promise("store", ok=True, detail="The store answers."),
            _worker_promise(await self._heartbeats.latest(), now),
            Promise("pages", waiting == 0, f"{waiting} late" if waiting else "No page is late."),
            Promise("rota", bool(on_call), "Somebody is on call." if on_call else "Nobody is on call now."),
        ]

    async def alarms(self) -> list[tuple[Promise, datetime]]:
        """Return the broken promises and since when; sends a page by another path when one breaks."""
        now = self._clock.now()
        broken = {promise.name: promise for promise in await self.promises() if not promise.ok}
        if now - self._started_at < timedelta(seconds=WORKER_SILENT_AFTER_S):
            broken.pop("worker", None)  # It may still be starting; readiness says so, nobody is alarmed.
        for name in broken.keys() - self._broken_since.keys():
            log.critical("promise_broken", promise=name)
        if "pages" in broken:  # at every check; the emergency keeps its own pause
            await self._emergency.page(Attention.NOW, "pages", "Somebody needs a person and pages are late.")
        for name in self._broken_since.keys() - broken.keys():
            log.warning("promise_kept_again", promise=name)
        if broken.keys() != self._broken_since.keys():
            self._hub.publish(STAFF_TOPIC)
        self._broken_since = {name: self._broken_since.get(name, now) for name in broken}
        return [(promise, self._broken_since[name]) for name, promise in broken.items()]

    async def run(self) -> None:
        """Check until cancelled."""
        await asyncio.sleep(FIRST_CHECK_AFTER_S)
        while True:
            try:
                await self.alarms()
            except Exception as error:  # noqa: BLE001 - a watcher that dies watches nothing
                log.error("watch_failed", error=type(error).__name__)
            await asyncio.sleep(CHECK_EVERY_S)


def _worker_promise(latest: datetime | None, now: datetime) -> Promise:
    silent = latest is None or (now - latest).total_seconds() > WORKER_SILENT_AFTER_S
    return Promise(
        "worker", not silent, "The paging worker is silent." if silent else "The paging worker is alive."
    )
