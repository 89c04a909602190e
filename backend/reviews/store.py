"""Collections `screening_marks` and `screening_tallies`."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from pymongo import ReturnDocument

from backend.core.crypto import Sealed
from backend.core.mongo import Document, Mongo, Tx
from backend.core.staff import By
from backend.reviews.model import Decision, Mark, Place

MOST_LISTED = 200


class MarkStore:
    """Marks: one for each message or escalation. What they say is sealed."""

    def __init__(self, mongo: Mongo) -> None:
        self._marks = mongo.db.screening_marks

    async def create_indexes(self) -> None:
        """One mark for each thing that is marked: the index holds that."""
        await self._marks.create_index("subject", unique=True)
        await self._marks.create_index("conversation_id")
        await self._marks.create_index("young_person_id")
        await self._marks.create_index([("decided_at", 1), ("marked_at", 1)])

    async def put(self, mark: Mark, tx: Tx) -> None:
        """Store a new mark, or the next revision of one."""
        await self._marks.replace_one({"_id": mark.id}, _document(mark), upsert=True, session=tx)

    async def on(self, subject: str, tx: Tx | None = None) -> Mark | None:
        """Return the mark on a message or an escalation, or None."""
        found = await self._marks.find_one({"subject": subject}, session=tx)
        return _mark(found) if found else None

    async def get(self, mark_id: str, tx: Tx | None = None) -> Mark | None:
        """Return one, or None."""
        found = await self._marks.find_one({"_id": mark_id}, session=tx)
        return _mark(found) if found else None

    async def remove(self, mark: Mark, tx: Tx) -> None:
        """Take it away, as if it had not been made."""
        await self._marks.delete_one({"_id": mark.id}, session=tx)

    async def of_conversation(self, conversation_id: str) -> list[Mark]:
        """Return the marks on a conversation's messages and escalations, oldest first."""
        return await self._find({"conversation_id": conversation_id}, "marked_at", 1)

    async def of_person(self, person_id: str) -> list[Mark]:
        """Return the marks about a young person, oldest first."""
        return await self._find({"young_person_id": person_id}, "marked_at", 1)

    async def listed(self, *, done: bool) -> list[Mark]:
        """Return what waits for a decision, oldest first, or what is decided, newest first."""
        if done:
            return await self._find({"decided_at": {"$ne": None}}, "decided_at", -1, MOST_LISTED)
        return await self._find({"decided_at": None}, "marked_at", 1, MOST_LISTED)

    async def decide(
        self, mark_id: str, decision: Decision, sealed_note: Sealed | None, by: By, at: datetime, tx: Tx
    ) -> Mark | None:
        """Note what was decided; None when somebody decided before, or it was taken back."""
        fields = {
            "decision": decision.value, "sealed_decision_note": sealed_note,
            "decided_by": asdict(by), "decided_at": at,
        }  # fmt: skip
        found = await self._marks.find_one_and_update(
            {"_id": mark_id, "decided_at": None},
            {"$set": fields, "$inc": {"revision": 1}},
            return_document=ReturnDocument.AFTER,
            session=tx,
        )
        return _mark(found) if found else None

    async def erase(self, person_id: str) -> None:
        """Remove the marks about a young person. What was counted of them leads back to nobody, and stays."""
        await self._marks.delete_many({"young_person_id": person_id})

    async def _find(self, query: Document, order: str, way: int, limit: int = 0) -> list[Mark]:
        return [_mark(found) async for found in self._marks.find(query).sort(order, way).limit(limit)]


class TallyStore:
    """What is counted of marks, sealed with the service's own key. Only the week lies open."""

    def __init__(self, mongo: Mongo) -> None:
        self._tallies = mongo.db.screening_tallies

    async def put(self, tally_id: str, week_began: datetime, sealed: Sealed, tx: Tx) -> None:
        """Store one, or store it anew."""
        document = {"week_began": week_began, "sealed": sealed}
        await self._tallies.replace_one({"_id": tally_id}, document, upsert=True, session=tx)

    async def remove(self, tally_id: str, tx: Tx) -> None:
        """Count it no longer."""
        await self._tallies.delete_one({"_id": tally_id}, session=tx)

    async def all(self) -> list[tuple[datetime, Sealed]]:
        """Return (week began, sealed) of each."""
        return [(found["week_began"], found["sealed"]) async for found in self._tallies.find({})]


def _document(mark: Mark) -> Document:
    fields: Document = asdict(mark) | {"subject": mark.place.subject}
    return {"_id": fields.pop("id")} | fields


def _mark(found: Document) -> Mark:
    fields: dict[str, Any] = {key: value for key, value in found.items() if key not in {"_id", "subject"}}
    fields |= {"place": Place(**found["place"]), "marked_by": By(**found["marked_by"])}
    fields["decision"] = Decision(found["decision"]) if found["decision"] else None
    fields["decided_by"] = By(**found["decided_by"]) if found["decided_by"] else None
    return Mark(id=found["_id"], **fields)
