"""Watching the worker from outside the worker: which promise is broken, within seconds."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from prometheus_client import Gauge

from backend.core.attention import Attention
from backend.core.clock import Clock
from backend.core.live import STAFF_TOPIC, Hub
from backend.core.logging import log
from backend.core.mongo import Mongo
from backend.escalations.alarms.outside import Outside
from backend.escalations.alarms.service import Alarms
from backend.escalations.emergency import Emergency
from backend.escalations.paging.store import HeartbeatStore, PageStore
from backend.escalations.service import EscalationService
from backend.escalations.store import EscalationStore

FIRST_CHECK_AFTER_S = 3.0  # The store may be starting beside the API.
CHECK_EVERY_S = 10.0
CHECK_TIMEOUT_S = 25.0
OUTSIDE_BEAT_EVERY_S = 30
WORKER_SILENT_AFTER_S = 20
LATE_AFTER_S = 20
AUDITOR_SILENT_AFTER_S = 60

OPEN = Gauge("evenlight_open_escalations", "Requests for a person that are not closed")
UNACKNOWLEDGED = Gauge("evenlight_unacknowledged_escalations", "Those that nobody has acknowledged")
LATE = Gauge("evenlight_late_pages", "Pages and steps that are over their time")


@dataclass(frozen=True)
class Promise:
    """A promise, whether it holds, and in plain words what is wrong."""

    name: str
    ok: bool
    detail: str


Look = Callable[[], Awaitable[Promise]]


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
        alarms: Alarms,
        outside: Outside,
        hub: Hub,
        clock: Clock,
        *,
        others: Sequence[Look] = (),
    ) -> None:
        self._mongo, self._heartbeats, self._pages, self._escalations = mongo, heartbeats, pages, escalations
        self._service, self._emergency, self._hub, self._clock = service, emergency, hub, clock
        self._alarms, self._outside, self._others = alarms, outside, others
        self._started_at = self._checked_at = clock.now()
        self._beat_at: datetime | None = None
        self._broken_since: dict[str, datetime] = {}

    async def promises(self) -> list[Promise]:
        """Check each promise against the store now."""
        now = self._clock.now()
        watched = _auditor_promise(self._checked_at, now)
        if not await self._mongo.ping():
            return [Promise("store", ok=False, detail="The store does not answer."), watched]
        waiting = await self._late(now)
        on_call = await self._service.on_call()
        await self._emergency.remember(on_call)
        return [
            Promise("store", ok=True, detail="The store answers."),
            _worker_promise(await self._heartbeats.latest(), now),
            Promise("pages", waiting == 0, f"{waiting} late" if waiting else "No page is late."),
            Promise("rota", bool(on_call), "Somebody is on call." if on_call else "Nobody is on call now."),
            watched,
            *[await look() for look in self._others],
        ]

    async def alarms(self) -> list[tuple[Promise, datetime]]:
        """Return the broken promises and since when; sends a page by another path when one breaks."""
        return await self._noted(await self.promises())

    async def _noted(self, promises: list[Promise]) -> list[tuple[Promise, datetime]]:
        now = self._clock.now()
        broken = {promise.name: promise for promise in promises if not promise.ok}
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

    async def check(self) -> None:
        """Look once: tell outside what is broken or kept again, and that somebody looked."""
        now = self._checked_at = self._clock.now()
        promises = await self.promises()
        if promises[0].ok:
            await self._measure(now)
        for promise, since in await self._noted(promises):
            await self._alarms.broken(promise.name, promise.detail, since)
        if not promises[0].ok:
            return  # Without the store it is not known what is kept.
        await self._heartbeats.auditor_beat(now)
        for promise in promises:
            if promise.ok:
                await self._alarms.kept(promise.name, promise.detail)
        if all(promise.ok for promise in promises):
            await self._beat(now)

    async def _measure(self, now: datetime) -> None:
        active, waiting = await self._escalations.counts()
        OPEN.set(active)
        UNACKNOWLEDGED.set(waiting)
        LATE.set(await self._late(now))

    async def _late(self, now: datetime) -> int:
        before = now - timedelta(seconds=LATE_AFTER_S)
        return await self._pages.overdue_since(before) + await self._escalations.overdue_since(before)

    async def _beat(self, now: datetime) -> None:
        """Say outside that all is well, and only then: silence is what makes the other side ring."""
        if self._beat_at is None or now - self._beat_at >= timedelta(seconds=OUTSIDE_BEAT_EVERY_S):
            self._beat_at = now
            await self._outside.beat()

    async def run(self) -> None:
        """Check until cancelled."""
        await asyncio.sleep(FIRST_CHECK_AFTER_S)
        while True:
            try:
                async with asyncio.timeout(CHECK_TIMEOUT_S):
                    await self.check()
            except Exception as error:  # noqa: BLE001 - a watcher that dies watches nothing
                log.error("watch_failed", error=type(error).__name__)
            await asyncio.sleep(CHECK_EVERY_S)


def _worker_promise(latest: datetime | None, now: datetime) -> Promise:
    silent = latest is None or (now - latest).total_seconds() > WORKER_SILENT_AFTER_S
    return Promise(
        "worker", not silent, "The paging worker is silent." if silent else "The paging worker is alive."
    )


def _auditor_promise(checked_at: datetime, now: datetime) -> Promise:
    silent = (now - checked_at).total_seconds() > AUDITOR_SILENT_AFTER_S
    return Promise("auditor", not silent, "The watch has stopped looking." if silent else "The watch looks.")
