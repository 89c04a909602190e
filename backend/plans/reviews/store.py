"""Collection `plan_reviews`."""

from backend.core.crypto import Sealed
from backend.core.mongo import Mongo, Tx


class ReviewStore:
    """One sealed document a person: that there was a crisis is as private as the plan."""

    def __init__(self, mongo: Mongo) -> None:
        self._reviews = mongo.db.plan_reviews

    async def put(self, owner_id: str, sealed: Sealed) -> None:
        """Replace somebody's wishes."""
        await self._reviews.replace_one({"_id": owner_id}, {"sealed": sealed}, upsert=True)

    async def get(self, owner_id: str) -> Sealed | None:
        """Return somebody's wishes, or None."""
        found = await self._reviews.find_one({"_id": owner_id})
        return found["sealed"] if found else None

    async def remove(self, owner_id: str, tx: Tx | None = None) -> None:
        """Remove somebody's wishes."""
        await self._reviews.delete_one({"_id": owner_id}, session=tx)
