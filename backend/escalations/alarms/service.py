"""Telling that a promise is broken, and that it is kept again: once, by whichever process is first."""

from datetime import datetime

from backend.core.clock import Clock
from backend.core.logging import log
from backend.core.mongo import is_store_down
from backend.escalations.alarms.model import Told
from backend.escalations.alarms.outside import Outside
from backend.escalations.alarms.store import AlarmStore


class Alarms:
    """At most one a minute for the same promise, over all processes; with the store down, each for itself."""

    def __init__(self, store: AlarmStore, outside: Outside, clock: Clock) -> None:
        self._store, self._outside, self._clock = store, outside, clock
        self._alone: dict[str, Told] = {}

    async def broken(self, promise: str, detail: str, since: datetime) -> bool:
        """Tell it, unless that was done a moment ago; return whether it was told now."""
        now = self._clock.now()
        if not await self._may_tell(promise, now):
            return False
        log.critical("alarm", promise=promise)
        await self._outside.tell(_document(promise, "broken", detail, since))
        return True

    async def kept(self, promise: str, detail: str) -> None:
        """Tell that it is kept again, where somebody had been told that it was not."""
        alone = self._alone.get(promise)
        if alone and alone.open:
            self._alone[promise] = alone.kept()
        if await self._store.settle(promise) or (alone and alone.open):
            log.warning("alarm_over", promise=promise)
            await self._outside.tell(_document(promise, "kept again", detail, self._clock.now()))

    async def _may_tell(self, promise: str, now: datetime) -> bool:
        try:
            return await self._store.claim(promise, now)
        except Exception as error:
            if not is_store_down(error):
                raise
        before = self._alone.get(promise)
        told = before.again(now) if before else Told(now)
        if told:
            self._alone[promise] = told
        return told is not None


def _document(promise: str, state: str, detail: str, since: datetime) -> dict[str, str]:
    at = since.isoformat().replace("+00:00", "Z")
    return {"service": "evenlight", "promise": promise, "state": state, "detail": detail, "since": at}
