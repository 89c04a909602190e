"""Collection `shift_notices`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from pymongo import ReturnDocument

from backend.core.mongo import Document, Mongo
from backend.escalations.rota.readiness import ComingOn, Lack

TRY_AGAIN_AFTER = timedelta(seconds=60)


@dataclass(frozen=True)
class ShiftNotice:
    """Somebody who comes on call and lacks something."""

    id: str
    coming: ComingOn
    lacks: tuple[Lack, ...]
    noticed_at: datetime


class ShiftNoticeStore:
    """Reads and writes notices; one for a person and a start."""

    def __init__(self, mongo: Mongo) -> None:
        self._notices = mongo.db.shift_notices

    async def create_indexes(self) -> None:
        """Create the index that consoles read."""
        await self._notices.create_index("starts_at")

    async def put(self, coming: ComingOn, lacks: tuple[Lack, ...], now: datetime) -> ShiftNotice:
        """Store what somebody lacks now; it stays noticed since it was first noticed."""
        first = {
            "staff_id": coming.staff_id,
            "starts_at": coming.starts_at,
            "noticed_at": now,
            "tell_at": now,
        }
        change = {"$setOnInsert": first, "$set": {"lacks": [lack.value for lack in lacks]}}
        after = ReturnDocument.AFTER
        one = {"_id": _id(coming)}
        return _notice(
            await self._notices.find_one_and_update(one, change, upsert=True, return_document=after)
        )

    async def clear(self, coming: ComingOn) -> None:
        """Remove the notice: they can be reached now."""
        await self._notices.delete_one({"_id": _id(coming)})

    async def keep_only(self, coming: list[ComingOn], now: datetime) -> None:
        """Remove notices of shifts to come that are on the rota no longer."""
        kept = [_id(one) for one in coming]
        await self._notices.delete_many({"starts_at": {"$gt": now}, "_id": {"$nin": kept}})

    async def claim(self, notice_id: str, now: datetime) -> bool:
        """Take it on oneself to tell the supervisors; False where that is done, or another worker does it."""
        due = {"_id": notice_id, "tell_at": {"$lte": now}}
        claimed = await self._notices.update_one(due, {"$set": {"tell_at": now + TRY_AGAIN_AFTER}})
        return claimed.modified_count == 1

    async def told(self, notice_id: str) -> None:
        """Note that the supervisors were told."""
        await self._notices.update_one({"_id": notice_id}, {"$set": {"tell_at": None}})

    async def since(self, starts_after: datetime) -> list[ShiftNotice]:
        """Return the notices of shifts that start after an instant, by start."""
        found = self._notices.find({"starts_at": {"$gt": starts_after}}).sort("starts_at", 1)
        return [_notice(one) async for one in found]


def _id(coming: ComingOn) -> str:
    named = f"{coming.staff_id}|{coming.starts_at.isoformat()}"
    return sha256(named.encode()).hexdigest()[:24]


def _notice(found: Document) -> ShiftNotice:
    lacks = tuple(Lack(lack) for lack in found["lacks"])
    return ShiftNotice(
        found["_id"], ComingOn(found["staff_id"], found["starts_at"]), lacks, found["noticed_at"]
    )
