"""An editor's view of collection `services`, and collection `service_changes`: one document a change, only added."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from backend.core.mongo import Document, Mongo, Tx
from backend.signposting.editing.model import Change, FieldChange, Flag, Record, What, Which
from backend.signposting.model import Display
from backend.signposting.store import document_of, service_of


class EditingStore:
    """Lists, reads and replaces entries, and keeps their history."""

    def __init__(self, mongo: Mongo) -> None:
        self._services, self._changes = mongo.db.services, mongo.db.service_changes

    async def create_indexes(self) -> None:
        """Create what histories are looked up by."""
        await self._changes.create_index([("service_id", 1), ("at", -1)])
        await self._changes.create_index([("at", 1)])

    async def page(
        self, which: Which, today: date, after: tuple[str, str] | None, limit: int
    ) -> list[Record]:
        """Return entries in the order of their next check, those after (day, id) only."""
        query: Document = _query(which, today)
        if after:
            day, service_id = after
            later = [{"next_check_on": {"$gt": day}}, {"next_check_on": day, "_id": {"$gt": service_id}}]
            query = {"$and": [query, {"$or": later}]}
        cursor = self._services.find(query).sort([("next_check_on", 1), ("_id", 1)]).limit(limit)
        return [record async for document in cursor if (record := _record(document))]

    async def count(self, which: Which, today: date) -> int:
        """Count entries."""
        return int(await self._services.count_documents(_query(which, today)))

    async def one(self, service_id: str, tx: Tx | None = None) -> Record | None:
        """Return one entry, or None where there is none that can be read."""
        found = await self._services.find_one({"_id": service_id}, session=tx)
        return _record(found) if found else None

    async def replace(self, record: Record, tx: Tx) -> None:
        """Store an entry that has changed."""
        await self._services.update_one({"_id": record.service.id}, {"$set": _fields(record)}, session=tx)

    async def insert(self, record: Record, tx: Tx) -> None:
        """Store an entry that is new. `edited_at` is set: nothing shipped and no feed writes over it."""
        await self._services.insert_one({"_id": record.service.id} | _fields(record), session=tx)

    async def add(self, changes: Sequence[Change], tx: Tx | None = None) -> None:
        """Add to the history."""
        if changes:
            await self._changes.insert_many([_document(change) for change in changes], session=tx)

    async def history(self, service_id: str, limit: int) -> list[Change]:
        """Return the newest changes of an entry, newest first."""
        cursor = self._changes.find({"service_id": service_id}).sort([("at", -1), ("_id", -1)]).limit(limit)
        return [_change(document) async for document in cursor]


def _query(which: Which, today: date) -> Document:
    queries: dict[Which, Document] = {
        Which.DUE: {"next_check_on": {"$lte": today.isoformat()}},
        Which.FLAGGED: {"flag": {"$in": [flag.value for flag in Flag]}},
        Which.SHOWN: {"display.rule": {"$ne": Display.HIDE.value}},
        Which.HIDDEN: {"display.rule": Display.HIDE.value},
        Which.ALL: {},
    }
    return queries[which]


def _fields(record: Record) -> Document:
    standing = {"version": record.version, "edited_at": record.edited_at, "flag": record.flag}
    return document_of(record.service) | standing


def _record(document: Document) -> Record | None:
    service = service_of(document)
    if service is None:
        return None
    flag = document.get("flag")
    edited_at: datetime | None = document.get("edited_at")
    return Record(service, int(document.get("version", 1)), edited_at, Flag(flag) if flag else None)


def _document(change: Change) -> Document:
    fields: dict[str, Any] = asdict(change)
    return fields | {"what": change.what.value}


def _change(document: Document) -> Change:
    fields = tuple(FieldChange(**field) for field in document["fields"])
    names = ("service_id", "at", "by_id", "by")
    return Change(**{name: document[name] for name in names}, what=What(document["what"]), fields=fields)
