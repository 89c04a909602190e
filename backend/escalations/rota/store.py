"""Collection `shifts`."""

from datetime import datetime

from backend.core.mongo import Document, Mongo, Tx
from backend.escalations.rota.model import Shift


class RotaStore:
    """Reads and writes shifts."""

    def __init__(self, mongo: Mongo) -> None:
        self._shifts = mongo.db.shifts

    async def create_indexes(self) -> None:
        """Create the index that "who is on call now" reads."""
        await self._shifts.create_index([("ends_at", 1), ("starts_at", 1)])

    async def between(self, starts_at: datetime, ends_at: datetime, tx: Tx | None = None) -> list[Shift]:
        """Return the shifts that touch [starts_at, ends_at], by start."""
        query = {"ends_at": {"$gt": starts_at}, "starts_at": {"$lte": ends_at}}
        return [_shift(found) async for found in self._shifts.find(query, session=tx).sort("starts_at", 1)]

    async def add(self, shift: Shift) -> None:
        """Store a shift; the same id again changes nothing."""
        fields = {"staff_id": shift.staff_id, "starts_at": shift.starts_at, "ends_at": shift.ends_at}
        await self._shifts.update_one({"_id": shift.id}, {"$setOnInsert": fields}, upsert=True)


def _shift(found: Document) -> Shift:
    return Shift(found["_id"], found["staff_id"], found["starts_at"], found["ends_at"])
