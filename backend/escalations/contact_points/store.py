"""Collection `contact_points`: one document for each member and kind."""

from datetime import datetime

from backend.core.mongo import Document, Mongo, Tx
from backend.escalations.contact_points.model import ContactPoint


class ContactPointStore:
    """Reads and writes contact points. Addresses are sealed; a keyed hash finds who has a number."""

    def __init__(self, mongo: Mongo) -> None:
        self._points = mongo.db.contact_points

    async def create_indexes(self) -> None:
        """Create the indexes that members and numbers are looked up by."""
        await self._points.create_index([("staff_id", 1), ("place", 1)])
        await self._points.create_index([("kind", 1), ("fingerprint", 1)])

    async def get(self, staff_id: str, kind: str, tx: Tx | None = None) -> ContactPoint | None:
        """Return one contact point, or None."""
        found = await self._points.find_one({"_id": _id(staff_id, kind)}, session=tx)
        return _point(found) if found else None

    async def of(self, staff_id: str, tx: Tx | None = None) -> list[ContactPoint]:
        """Return a member's contact points in their order."""
        found = self._points.find({"staff_id": staff_id}, session=tx).sort("place", 1)
        return [_point(one) async for one in found]

    async def put(self, point: ContactPoint, tx: Tx) -> None:
        """Store a contact point in place of the member's former one of its kind."""
        key = {"_id": _id(point.staff_id, point.kind)}
        await self._points.replace_one(key, dict(vars(point)), upsert=True, session=tx)

    async def remove_others(self, staff_id: str, kinds: list[str], tx: Tx) -> None:
        """Remove a member's contact points of any other kind."""
        await self._points.delete_many({"staff_id": staff_id, "kind": {"$nin": kinds}}, session=tx)

    async def forget(self, staff_id: str, tx: Tx | None = None) -> None:
        """Remove everything of a member who leaves."""
        await self._points.delete_many({"staff_id": staff_id}, session=tx)

    async def count_try(self, staff_id: str, kind: str, most: int) -> ContactPoint | None:
        """Count one try of a code before it is compared; None where there is no code, or too many were tried."""
        found = await self._points.find_one_and_update(
            {"_id": _id(staff_id, kind), "code_hash": {"$ne": None}, "tries": {"$lt": most}},
            {"$inc": {"tries": 1}},
        )
        return _point(found) if found else None

    async def verify(self, point: ContactPoint, at: datetime, tx: Tx) -> bool:
        """Put a contact point to use; False where its code or address is another one by now."""
        same = {"_id": _id(point.staff_id, point.kind), "code_hash": point.code_hash}
        change = {"$set": {"verified_at": at, "code_hash": None, "code_sent_at": None, "tries": 0}}
        return bool((await self._points.update_one(same, change, session=tx)).matched_count)

    async def found_by(self, kind: str, fingerprint: str) -> list[str]:
        """Return the members who have shown that this address is theirs."""
        query = {"kind": kind, "fingerprint": fingerprint, "verified_at": {"$ne": None}}
        return [found["staff_id"] async for found in self._points.find(query)]


def _id(staff_id: str, kind: str) -> str:
    return f"{staff_id}.{kind}"


def _point(found: Document) -> ContactPoint:
    return ContactPoint(**{key: value for key, value in found.items() if key != "_id"})
