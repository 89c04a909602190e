"""Collection `drills`."""

from datetime import datetime

from backend.core.crypto import Sealed
from backend.core.mongo import Document, DuplicateKeyError, Mongo
from backend.drills.model import Drill, Result


class DrillStore:
    """What each drill showed; `key_id` is there until its made-up person is removed."""

    def __init__(self, mongo: Mongo) -> None:
        self._drills = mongo.db.drills

    async def create_indexes(self) -> None:
        """Create the index that the newest one is read by."""
        await self._drills.create_index([("started_at", -1)])

    async def begin(self, drill: Drill, key_id: Sealed) -> bool:
        """Store one that begins; False when another process has begun it."""
        fields = dict(vars(drill))
        try:
            await self._drills.insert_one({"_id": fields.pop("id"), **fields, "key_id": key_id})
        except DuplicateKeyError:
            return False
        return True

    async def has(self, drill_id: str) -> bool:
        """Tell whether it was begun."""
        return await self._drills.find_one({"_id": drill_id}, {"_id": 1}) is not None

    async def end(self, drill: Drill) -> None:
        """Store how it ended."""
        fields = {"ended_at": drill.ended_at, "after_s": drill.after_s, "result": drill.result}
        await self._drills.update_one({"_id": drill.id}, {"$set": fields})

    async def latest(self, *, stuck_before: datetime) -> Drill | None:
        """Return the newest that has ended, or that began before an instant and should have."""
        done = {"$or": [{"ended_at": {"$ne": None}}, {"started_at": {"$lt": stuck_before}}]}
        found = await self._drills.find_one(done, sort=[("started_at", -1)])
        return _drill(found) if found else None

    async def newest(self, limit: int) -> list[Drill]:
        """Return drills, the newest first."""
        return [_drill(found) async for found in self._drills.find({}).sort("started_at", -1).limit(limit)]

    async def leftovers(self, before: datetime) -> list[tuple[str, str, Sealed]]:
        """Return (drill id, person id, key id) of those begun before an instant whose person is still there."""
        query = {"key_id": {"$exists": True}, "started_at": {"$lt": before}}
        return [
            (found["_id"], found["person_id"], found["key_id"]) async for found in self._drills.find(query)
        ]

    async def forget_person(self, drill_id: str) -> None:
        """Note that its made-up person is gone."""
        await self._drills.update_one({"_id": drill_id}, {"$unset": {"key_id": ""}})


def _drill(found: Document) -> Drill:
    fields = {name: found[name] for name in Drill.__dataclass_fields__ if name in found}
    fields["result"] = Result(found["result"]) if found["result"] else None
    return Drill(id=found["_id"], **fields)
