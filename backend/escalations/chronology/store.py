"""Collection `chronology_entries`: entries are only ever added. That a follow-up was settled is all that changes."""

from datetime import date, time
from typing import Any

from backend.core.mongo import Document, DuplicateKeyError, Mongo, Tx
from backend.escalations.chronology.model import Author, Entry, FollowUp, Happened, Kind


class EntryStore:
    """Reads and adds entries."""

    def __init__(self, mongo: Mongo) -> None:
        self._entries = mongo.db.chronology_entries

    async def create_indexes(self) -> None:
        """An entry is corrected once, by the version after it: the index holds that for two at once."""
        await self._entries.create_index(
            "corrects", unique=True, partialFilterExpression={"corrects": {"$type": "string"}}
        )
        await self._entries.create_index([("young_person_id", 1), ("happened_at", 1)])
        await self._entries.create_index(
            [("follow_up.settled_by", 1), ("follow_up.review_on", 1)],
            partialFilterExpression={"follow_up.review_on": {"$exists": True}},
        )

    async def add(self, entry: Entry, tx: Tx) -> bool:
        """Add an entry; False when the one that it corrects was corrected by another."""
        try:
            await self._entries.insert_one(_document(entry), session=tx)
        except DuplicateKeyError:
            return False
        return True

    async def get(self, entry_id: str, tx: Tx | None = None) -> Entry | None:
        """Return one entry, or None."""
        found = await self._entries.find_one({"_id": entry_id}, session=tx)
        return _entry(found) if found else None

    async def of_person(self, person_id: str) -> list[Entry]:
        """Return a young person's entries, as they happened."""
        cursor = self._entries.find({"young_person_id": person_id}).sort(
            [("happened_at", 1), ("recorded_at", 1)]
        )
        return [_entry(found) async for found in cursor]

    async def settle(self, entry_id: str, by: str, tx: Tx) -> bool:
        """Note which entry settled a follow-up; False when another did, or when nothing was left open."""
        settled = await self._entries.update_one(
            {"_id": entry_id, "follow_up.review_on": {"$exists": True}, "follow_up.settled_by": None},
            {"$set": {"follow_up.settled_by": by}},
            session=tx,
        )
        return settled.modified_count == 1

    async def left_open(self, owner_id: str | None) -> list[Entry]:
        """Return the entries whose follow-up is not settled, the earliest review first; of everybody for None."""
        query: Document = {"follow_up.review_on": {"$exists": True}, "follow_up.settled_by": None}
        if owner_id:
            query["follow_up.owner_id"] = owner_id
        cursor = self._entries.find(query).sort([("follow_up.review_on", 1), ("recorded_at", 1)]).limit(500)
        return [_entry(found) async for found in cursor]

    async def overdue(self, owner_id: str | None, today: date) -> list[date]:
        """Return the days of the reviews that are overdue, the earliest first; of everybody for None."""
        query: Document = {"follow_up.review_on": {"$lt": today.isoformat()}, "follow_up.settled_by": None}
        if owner_id:
            query["follow_up.owner_id"] = owner_id
        cursor = (
            self._entries.find(query, {"follow_up.review_on": 1}).sort("follow_up.review_on", 1).limit(500)
        )
        return [date.fromisoformat(found["follow_up"]["review_on"]) async for found in cursor]

    async def erase(self, person_id: str) -> None:
        """Remove a young person's entries."""
        await self._entries.delete_many({"young_person_id": person_id})


def _document(entry: Entry) -> Document:
    fields: dict[str, Any] = dict(vars(entry))
    fields["_id"] = fields.pop("id")
    at_time = entry.happened.at_time
    fields["happened"] = {
        "on": entry.happened.on.isoformat(),
        "at_time": at_time.isoformat("minutes") if at_time else None,
        "about": entry.happened.about,
    }
    fields["kind"], fields["by"] = entry.kind.value, dict(vars(entry.by))
    if entry.follow_up:
        fields["follow_up"] = vars(entry.follow_up) | {"review_on": entry.follow_up.review_on.isoformat()}
    return fields


def _entry(found: Document) -> Entry:
    fields = {name: value for name, value in found.items() if name != "_id"}
    happened, follow_up = found["happened"], found["follow_up"]
    at_time = time.fromisoformat(happened["at_time"]) if happened["at_time"] else None
    fields["happened"] = Happened(date.fromisoformat(happened["on"]), at_time, happened["about"])
    fields["kind"], fields["by"] = Kind(found["kind"]), Author(**found["by"])
    if follow_up:
        fields["follow_up"] = FollowUp(
            **follow_up | {"review_on": date.fromisoformat(follow_up["review_on"])}
        )
    return Entry(id=found["_id"], **fields)
