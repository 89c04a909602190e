"""Collections `audit` and `audit_heads`."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from backend.core.audit.chain import GENESIS, Head, linked
from backend.core.mongo import Document, DuplicateKeyError, Mongo, Tx

BATCH = 500


class AuditStore:
    """Entries are inserted as `waiting`, so that none waits for another; `chain` gives them their places."""

    def __init__(self, mongo: Mongo) -> None:
        self._entries, self._heads = mongo.db.audit, mongo.db.audit_heads

    async def create_indexes(self) -> None:
        """No place is given twice: the index holds that for several processes at once."""
        await self._entries.create_index(
            "place", unique=True, partialFilterExpression={"place": {"$exists": True}}
        )
        await self._entries.create_index("at", partialFilterExpression={"waiting": True}, name="waiting")
        await self._entries.create_index("about")
        await self._entries.create_index([("action", 1), ("at", 1)])
        await self._entries.create_index("subject")

    async def add(self, entries: Sequence[Document], tx: Tx | None = None) -> None:
        """Append entries that wait for their place."""
        if entries:
            await self._entries.insert_many([entry | {"waiting": True} for entry in entries], session=tx)

    async def chain(self) -> None:
        """Give every waiting entry its place. Several processes may do so at once."""
        while waiting := await self._waiting():
            newest = await self.newest()
            place, previous = (newest.place, newest.hash) if newest else (0, GENESIS)
            for entry in waiting:
                place += 1
                following = linked(entry, place, previous)
                if not await self._place(following):
                    break  # Another process was faster: look again.
                previous = following["hash"]

    async def newest(self) -> Head | None:
        """Return the newest entry that has a place."""
        found = await self._entries.find_one({"place": {"$gt": 0}}, sort=[("place", -1)])
        return Head(found["place"], found["hash"]) if found else None

    async def in_order(self) -> AsyncIterator[Document]:
        """Yield the entries that have a place."""
        async for entry in self._entries.find({"place": {"$exists": True}}).sort("place", 1):
            yield entry

    async def waiting_count(self) -> int:
        """Count the entries that have no place yet."""
        return await self._entries.count_documents({"place": {"$exists": False}})

    async def about(self, person_id: str) -> list[Document]:
        """Return the entries about somebody, newest first."""
        query = {"$or": [{"about": person_id}, {"subject": person_id}]}
        return [entry async for entry in self._entries.find(query).sort([("at", -1), ("_id", -1)])]

    async def read_by(self, actions: Sequence[str], since: str) -> list[tuple[str, str, int]]:
        """Return (actor, why, how many different subjects) of these actions since an RFC 3339 text."""
        stages: list[Document] = [
            {"$match": {"action": {"$in": list(actions)}, "at": {"$gte": since}}},
            {"$group": {"_id": {"actor": "$actor", "why": "$why"}, "subjects": {"$addToSet": "$subject"}}},
            {"$sort": {"_id": 1}},
        ]
        found = self._entries.aggregate(stages)
        return [(one["_id"]["actor"], one["_id"]["why"], len(one["subjects"])) async for one in found]

    async def opened_only(
        self, opened: Sequence[str], opened_since: str, acted: Sequence[str], acted_since: str
    ) -> dict[str, int]:
        """Return by actor how many `about` there are with one of `opened` and none of `acted`, each since a text."""
        of_these = [
            {"action": {"$in": list(opened)}, "at": {"$gte": opened_since}},
            {"action": {"$in": list(acted)}, "at": {"$gte": acted_since}},
        ]
        did = {"$max": {"$in": ["$action", list(acted)]}}
        stages: list[Document] = [
            {"$match": {"$or": of_these, "about": {"$ne": None}}},
            {"$group": {"_id": {"actor": "$actor", "about": "$about"}, "acted": did}},
            {"$match": {"acted": False}},
            {"$group": {"_id": "$_id.actor", "people": {"$sum": 1}}},
            {"$sort": {"people": -1, "_id": 1}},
        ]
        return {found["_id"]: found["people"] async for found in self._entries.aggregate(stages)}

    async def note(self, head: Head, at: datetime) -> bool:
        """Keep a head; False when it was kept before."""
        try:
            await self._heads.insert_one({"_id": head.place, "hash": head.hash, "at": at})
        except DuplicateKeyError:
            return False
        return True

    async def heads(self) -> list[Head]:
        """Return the heads that were kept here."""
        return [Head(found["_id"], found["hash"]) async for found in self._heads.find({})]

    async def _waiting(self) -> list[Document]:
        found = self._entries.find({"waiting": True}).sort([("at", 1), ("_id", 1)]).limit(BATCH)
        return [entry async for entry in found]

    async def _place(self, entry: Document) -> bool:
        given = {name: entry[name] for name in ("place", "previous", "hash")}
        try:
            changed = await self._entries.update_one(
                {"_id": entry["_id"], "waiting": True}, {"$set": given, "$unset": {"waiting": ""}}
            )
        except DuplicateKeyError:
            return False
        return bool(changed.matched_count)
