"""Collections `erasures` and `safeguarding_records`."""

from dataclasses import dataclass
from datetime import datetime

from pymongo import ReturnDocument

from backend.core.crypto import Sealed
from backend.core.mongo import Document, Mongo
from backend.rights.erasure.model import Erasure, ErasureState


class ErasureStore:
    """Requests to be erased, by the person's id; each change compares the state that was read."""

    def __init__(self, mongo: Mongo) -> None:
        self._erasures = mongo.db.erasures

    async def create_indexes(self) -> None:
        """Create the index that the worker reads."""
        await self._erasures.create_index([("state", 1), ("done_at", 1)])

    async def request(self, person_id: str, key_id: Sealed, at: datetime) -> Erasure:
        """Store a request, or return the one that is there."""
        fields = {"key_id": key_id, "state": ErasureState.WAITING.value, "requested_at": at}
        found = await self._erasures.find_one_and_update(
            {"_id": person_id},
            {"$setOnInsert": fields},
            upsert=True,
            return_document=ReturnDocument.AFTER,
        )
        return _erasure(found)

    async def of(self, person_id: str) -> Erasure | None:
        """Return somebody's request, or None."""
        found = await self._erasures.find_one({"_id": person_id})
        return _erasure(found) if found else None

    async def withdraw(self, person_id: str) -> bool:
        """Remove a request that still waits; False when it no longer does."""
        query = {"_id": person_id, "state": ErasureState.WAITING.value}
        return (await self._erasures.delete_one(query)).deleted_count == 1

    async def move(self, person_id: str, before: ErasureState, after: ErasureState) -> bool:
        """Go from one state to another; False when it was not in the first."""
        moved = await self._erasures.update_one(
            {"_id": person_id, "state": before.value}, {"$set": {"state": after.value}}
        )
        return moved.modified_count == 1

    async def finish(self, person_id: str, at: datetime) -> bool:
        """Note that it is done; False when another process noted it first."""
        done = await self._erasures.update_one(
            {"_id": person_id, "state": ErasureState.SEALED.value},
            {"$set": {"state": ErasureState.DONE.value, "done_at": at}, "$unset": {"key_id": ""}},
        )
        return done.modified_count == 1

    async def unfinished(self) -> list[Erasure]:
        """Return the requests that are not done, oldest first."""
        query = {"state": {"$ne": ErasureState.DONE.value}}
        return [_erasure(found) async for found in self._erasures.find(query).sort("requested_at", 1)]

    async def to_look_again(self, before: datetime) -> list[str]:
        """Return whose erasure was done before an instant and has not been looked at again."""
        query = {"state": ErasureState.DONE.value, "done_at": {"$lte": before}, "looked_again": None}
        return [found["_id"] async for found in self._erasures.find(query, {"_id": 1})]

    async def looked_again(self, person_id: str) -> None:
        """Note that it was looked at again."""
        await self._erasures.update_one({"_id": person_id}, {"$set": {"looked_again": True}})


@dataclass(frozen=True)
class KeptRecord:
    """What the duty keeps of one request; `id` is the id that the escalation had."""

    id: str
    person_id: str
    sealed: Sealed
    kept_at: datetime
    keep_until: datetime


class SafeguardingStore:
    """What is kept after erasure, sealed under the service's own key."""

    def __init__(self, mongo: Mongo) -> None:
        self._records = mongo.db.safeguarding_records

    async def create_indexes(self) -> None:
        """Create what look-ups rest on."""
        await self._records.create_index("young_person_id")

    async def keep(self, record: KeptRecord) -> None:
        """Store a record; one that is there stays as it is."""
        fields: Document = {
            "young_person_id": record.person_id,
            "sealed": record.sealed,
            "kept_at": record.kept_at,
            "keep_until": record.keep_until,
        }
        await self._records.update_one({"_id": record.id}, {"$setOnInsert": fields}, upsert=True)

    async def get(self, record_id: str) -> KeptRecord | None:
        """Return a record, or None."""
        found = await self._records.find_one({"_id": record_id})
        if found is None:
            return None
        names = ("sealed", "kept_at", "keep_until")
        fields = {name: found[name] for name in names}
        return KeptRecord(id=found["_id"], person_id=found["young_person_id"], **fields)


def _erasure(found: Document) -> Erasure:
    # A finished request no longer names the key: it is gone.
    return Erasure(
        found["_id"], found.get("key_id", Sealed(b"")), ErasureState(found["state"]), found["requested_at"]
    )
