"""Collection `plan_pictures`."""

from datetime import datetime

from backend.core.mongo import DuplicateKeyError, Mongo, Tx
from backend.plans.pictures.model import StoredPicture


class PictureStore:
    """Reads and writes sealed pictures. A picture's id is its owner's; what it stands for never changes."""

    def __init__(self, mongo: Mongo) -> None:
        self._pictures = mongo.db.plan_pictures

    async def create_indexes(self) -> None:
        """Create what uniqueness rests on."""
        await self._pictures.create_index([("owner_id", 1), ("picture_id", 1)], unique=True)

    async def add(self, picture: StoredPicture, at: datetime) -> bool:
        """Store a picture; False when its id is taken."""
        try:
            await self._pictures.insert_one(
                {"_id": f"{picture.owner_id}/{picture.picture_id}", "created_at": at} | vars(picture)
            )
        except DuplicateKeyError:
            return False
        return True

    async def get(self, owner_id: str, picture_id: str) -> StoredPicture | None:
        """Return one picture, or None."""
        found = await self._pictures.find_one({"owner_id": owner_id, "picture_id": picture_id})
        return StoredPicture(found["owner_id"], found["picture_id"], found["sealed"]) if found else None

    async def ids(self, owner_id: str) -> list[str]:
        """Return the ids of somebody's pictures, in order of their coming."""
        cursor = self._pictures.find({"owner_id": owner_id}, {"picture_id": 1}).sort("created_at", 1)
        return [found["picture_id"] async for found in cursor]

    async def count(self, owner_id: str) -> int:
        """Return how many pictures somebody has."""
        return int(await self._pictures.count_documents({"owner_id": owner_id}))

    async def remove(self, owner_id: str, picture_id: str) -> bool:
        """Remove one; False when there is none."""
        removed = await self._pictures.delete_one({"owner_id": owner_id, "picture_id": picture_id})
        return removed.deleted_count == 1

    async def remove_all(self, owner_id: str, tx: Tx | None = None) -> None:
        """Remove all of somebody's."""
        await self._pictures.delete_many({"owner_id": owner_id}, session=tx)
