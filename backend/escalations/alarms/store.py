"""Collection `alarms`: which broken promises were told, so that several processes tell each of them once."""

from datetime import datetime

from backend.core.mongo import Document, DuplicateKeyError, Mongo
from backend.escalations.alarms.model import Told

KEEP_S = 24 * 3600


class AlarmStore:
    """One document a promise, changed by compare-and-set."""

    def __init__(self, mongo: Mongo) -> None:
        self._alarms = mongo.db.alarms

    async def create_indexes(self) -> None:
        """Let what was told a day ago go."""
        await self._alarms.create_index("at", expireAfterSeconds=KEEP_S)

    async def claim(self, promise: str, now: datetime) -> bool:
        """Take it upon oneself to tell; False when it is too early, or another process was first."""
        found = await self._alarms.find_one({"_id": promise})
        if found is None:
            try:
                await self._alarms.insert_one({"_id": promise, **vars(Told(now))})
            except DuplicateKeyError:
                return False
            return True
        again = _told(found).again(now)
        return again is not None and await self._swap(found, again)

    async def settle(self, promise: str) -> bool:
        """Note that it is kept again; False when nobody had been told that it was broken."""
        found = await self._alarms.find_one({"_id": promise, "open": True})
        return found is not None and await self._swap(found, _told(found).kept())

    async def _swap(self, found: Document, told: Told) -> bool:
        changed = await self._alarms.update_one(found, {"$set": vars(told)})
        return changed.modified_count == 1


def _told(found: Document) -> Told:
    return Told(found["at"], found["times"], found["open"])
