"""Collections `plan_shares` and `plan_readings`."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from backend.core.mongo import Document, Mongo, Tx
from backend.plans.sharing.model import (
    MOST_WRONG_CODES,
    ReadingKind,
    ShareKind,
    StoredReading,
    StoredShare,
)

_OPEN: Document = {"revoked_at": None, "closed_at": None}


class ShareStore:
    """Reads and writes shares, and counts wrong codes so that no two guesses at once count as one."""

    def __init__(self, mongo: Mongo) -> None:
        self._shares, self._readings = mongo.db.plan_shares, mongo.db.plan_readings

    async def create_indexes(self) -> None:
        """Create what look-ups rest on."""
        await self._shares.create_index([("owner_id", 1), ("starts_at", -1)])
        for name in ("token_hash", "escalation_id"):
            known = {name: {"$type": "string"}}
            await self._shares.create_index(name, unique=name == "token_hash", partialFilterExpression=known)
        await self._readings.create_index([("owner_id", 1), ("at", -1)])
        await self._readings.create_index([("share_id", 1), ("at", -1)])

    async def add(self, share: StoredShare, tx: Tx | None = None) -> None:
        """Store a share."""
        fields: dict[str, Any] = dict(vars(share))
        document = {"_id": fields.pop("id")} | fields | {"kind": share.kind.value, "steps": list(share.steps)}
        await self._shares.insert_one(document, session=tx)

    async def of_owner(self, owner_id: str, limit: int = 200) -> list[StoredShare]:
        """Return somebody's shares, the newest first."""
        cursor = self._shares.find({"owner_id": owner_id}).sort("starts_at", -1).limit(limit)
        return [_share(found) async for found in cursor]

    async def count_open(self, owner_id: str, at: datetime) -> int:
        """Return how many of somebody's shares are open."""
        query = {"owner_id": owner_id, "ends_at": {"$gt": at}} | _OPEN
        return int(await self._shares.count_documents(query))

    async def by_token(self, token_hash: str) -> StoredShare | None:
        """Return the share of a link, or None."""
        found = await self._shares.find_one({"token_hash": token_hash})
        return _share(found) if found else None

    async def with_team(self, escalation_id: str) -> list[StoredShare]:
        """Return what the team may read in one conversation: shares that nobody has ended, the newest first."""
        query = {"escalation_id": escalation_id} | _OPEN
        return [_share(found) async for found in self._shares.find(query).sort("starts_at", -1)]

    async def revoke(self, owner_id: str, share_id: str, at: datetime) -> bool:
        """End a share, keeping an earlier end; False when there is none of this owner's."""
        query = {"_id": share_id, "owner_id": owner_id}
        found = await self._shares.update_one(
            query, [{"$set": {"revoked_at": {"$ifNull": ["$revoked_at", at]}}}]
        )
        return found.matched_count == 1

    async def revoke_all(self, owner_id: str, at: datetime, tx: Tx | None = None) -> None:
        """End all of somebody's shares."""
        await self._shares.update_many(
            {"owner_id": owner_id} | _OPEN, {"$set": {"revoked_at": at}}, session=tx
        )

    async def claim_try(self, share_id: str, now: datetime) -> StoredShare | None:
        """Count a code as wrong before it is looked at; None when no code may be tried now."""
        query: Document = {
            "_id": share_id,
            "ends_at": {"$gt": now},
            "wrong_codes": {"$lt": MOST_WRONG_CODES},
            "not_before": {"$not": {"$gt": now}},
        }
        found = await self._shares.find_one_and_update(query | _OPEN, {"$inc": {"wrong_codes": 1}})
        return replace(_share(found), wrong_codes=found["wrong_codes"] + 1) if found else None

    async def forgive_try(self, share_id: str) -> None:
        """Take back the count of a code that was right, or was not looked at."""
        await self._shares.update_one({"_id": share_id}, {"$inc": {"wrong_codes": -1}})

    async def shut(self, share_id: str, until: datetime) -> None:
        """Take no code until then."""
        await self._shares.update_one({"_id": share_id}, {"$max": {"not_before": until}})

    async def close(self, share_id: str, at: datetime) -> None:
        """Close it for good."""
        await self._shares.update_one({"_id": share_id, "closed_at": None}, {"$set": {"closed_at": at}})

    async def record(self, reading: StoredReading) -> None:
        """Append a reading."""
        fields: dict[str, Any] = dict(vars(reading))
        document = {"_id": fields.pop("id")} | fields
        await self._readings.insert_one(document | {"kind": reading.kind.value, "steps": list(reading.steps)})

    async def was_read_since(self, share_id: str, since: datetime) -> bool:
        """Tell whether a share was read since then."""
        query = {"share_id": share_id, "kind": ReadingKind.READ.value, "at": {"$gte": since}}
        return await self._readings.find_one(query) is not None

    async def readings(self, owner_id: str, limit: int = 200) -> list[StoredReading]:
        """Return the readings of somebody's plan, the newest first."""
        cursor = self._readings.find({"owner_id": owner_id}).sort([("at", -1), ("_id", -1)]).limit(limit)
        return [_reading(found) async for found in cursor]

    async def remove_all(self, owner_id: str) -> None:
        """Remove somebody's shares and readings."""
        await self._shares.delete_many({"owner_id": owner_id})
        await self._readings.delete_many({"owner_id": owner_id})


def _share(found: Document) -> StoredShare:
    fields = {key: value for key, value in found.items() if key != "_id"}
    fields |= {"kind": ShareKind(found["kind"]), "steps": tuple(found["steps"])}
    return StoredShare(id=found["_id"], **fields)


def _reading(found: Document) -> StoredReading:
    fields = {key: value for key, value in found.items() if key != "_id"}
    fields |= {"kind": ReadingKind(found["kind"]), "steps": tuple(found["steps"])}
    return StoredReading(id=found["_id"], **fields)
