"""Keeping to the schedule: what is older than its row says goes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.core.clock import Clock
from backend.core.logging import log
from backend.core.mongo import is_store_down
from backend.retention.schedule import Row, Schedule
from backend.retention.store import RetentionStore

DAILY = timedelta(days=1)
JOB = "retention"


@dataclass(frozen=True)
class Idle:
    """People who have not used the service: finding them, and erasing one of them."""

    since: Callable[[datetime], Awaitable[list[str]]]
    erase: Callable[[str], Awaitable[None]]


@dataclass(frozen=True)
class Found:
    """How many of one row are over their time."""

    what: str
    count: int


class Retention:
    """Runs the schedule."""

    def __init__(self, schedule: Schedule, store: RetentionStore, idle: Idle, clock: Clock) -> None:
        self._schedule, self._store, self._idle, self._clock = schedule, store, idle, clock

    @property
    def rows(self) -> list[Row]:
        """Return the rows of the schedule."""
        return self._schedule.row

    async def run_daily(self) -> None:
        """Run it when a day has passed since any worker did; for the worker."""
        if await self._store.claim(JOB, self._clock.now(), DAILY):
            for found in await self.run():
                log.info("retention", detail=found.what, count=found.count)

    async def run(self, *, dry: bool = False) -> list[Found]:
        """Remove what is over its time, or with `dry` only count it; return the rows that can end by themselves."""
        rows = [row for row in self._schedule.row if row.ends in {"days", "idle"}]
        return [Found(row.what, await self._run_row(row, dry=dry)) for row in rows]

    async def _run_row(self, row: Row, *, dry: bool) -> int:
        before = self._clock.now() - timedelta(days=row.days)
        if row.field is None:
            return await self._idle_people(before, dry=dry)
        work = self._store.count_older if dry else self._store.remove_older
        return await work(row.what, row.field, before)

    async def _idle_people(self, before: datetime, *, dry: bool) -> int:
        people = await self._idle.since(before)
        for person_id in [] if dry else people:
            await self._erase(person_id)
        return len(people)

    async def _erase(self, person_id: str) -> None:
        try:
            await self._idle.erase(person_id)
        except Exception as error:
            if is_store_down(error):
                raise
            # One that fails is tried again by the worker, and holds up no other.
            log.error("retention_failed", error=type(error).__name__)
