"""Collection `plan_revisions`: appended, never edited. Two writers of one number: the index lets the first in."""

from backend.core.mongo import Document, DuplicateKeyError, Mongo, Tx
from backend.plans.model import Slot, StoredRevision


class RevisionStore:
    """Reads and appends revisions. Every read is by index, whatever the length of the history."""

    def __init__(self, mongo: Mongo) -> None:
        self._revisions = mongo.db.plan_revisions

    async def create_indexes(self) -> None:
        """A number and a device's own id for a revision each exist once: the indexes hold that."""
        await self._revisions.create_index([("owner_id", 1), ("number", -1)], unique=True)
        await self._revisions.create_index(
            [("owner_id", 1), ("client_revision_id", 1)],
            unique=True,
            partialFilterExpression={"client_revision_id": {"$type": "string"}},
        )

    async def newest(self, owner_id: str, tx: Tx | None = None) -> StoredRevision | None:
        """Return the newest place in the history, which may say that the plan was deleted; None before the first."""
        found = await self._revisions.find_one({"owner_id": owner_id}, sort=[("number", -1)], session=tx)
        return _revision(found) if found else None

    async def numbered(self, owner_id: str, number: int) -> StoredRevision | None:
        """Return one revision, or None."""
        found = await self._revisions.find_one(
            {"owner_id": owner_id, "number": number, "slot": Slot.REVISION.value}
        )
        return _revision(found) if found else None

    async def written_as(self, owner_id: str, client_revision_id: str) -> StoredRevision | None:
        """Return the revision that a device wrote under its own id, or None."""
        found = await self._revisions.find_one(
            {"owner_id": owner_id, "client_revision_id": client_revision_id}
        )
        return _revision(found) if found else None

    async def before(self, owner_id: str, number: int, limit: int) -> list[StoredRevision]:
        """Return the revisions before a number, the newest first."""
        query = {"owner_id": owner_id, "number": {"$lt": number}, "slot": Slot.REVISION.value}
        cursor = self._revisions.find(query).sort("number", -1).limit(limit)
        return [_revision(found) async for found in cursor]

    async def append(self, revision: StoredRevision, tx: Tx | None = None) -> bool:
        """Append it; False when its number, or its device's id, is taken."""
        try:
            await self._revisions.insert_one(_document(revision), session=tx)
        except DuplicateKeyError:
            if tx is not None:
                raise
            return False
        return True

    async def remove(self, owner_id: str, before: int | None = None, tx: Tx | None = None) -> None:
        """Remove the revisions before a number, or all there are."""
        which = {} if before is None else {"number": {"$lt": before}}
        await self._revisions.delete_many({"owner_id": owner_id} | which, session=tx)


def _document(revision: StoredRevision) -> Document:
    fields: Document = {key: value for key, value in vars(revision).items() if value is not None}
    return {"_id": f"{revision.owner_id}/{revision.number}"} | fields | {"slot": revision.slot.value}


def _revision(found: Document) -> StoredRevision:
    fields = {key: value for key, value in found.items() if key != "_id"}
    return StoredRevision(**fields | {"slot": Slot(found["slot"])})
