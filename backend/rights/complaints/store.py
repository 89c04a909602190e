"""Collection `complaints`."""

from datetime import datetime
from typing import Any

from pymongo import ReturnDocument

from backend.core.crypto import Sealed
from backend.core.mongo import Document, Mongo
from backend.rights.complaints.model import Complaint, ComplaintState, Kind


class ComplaintStore:
    """Complaints and objections; each change compares the state that was read."""

    def __init__(self, mongo: Mongo) -> None:
        self._complaints = mongo.db.complaints

    async def create_indexes(self) -> None:
        """Create what look-ups rest on."""
        await self._complaints.create_index("young_person_id", sparse=True)
        await self._complaints.create_index([("state", 1), ("acknowledge_by", 1)])

    async def add(self, complaint: Complaint) -> None:
        """Store a new one."""
        fields = {key: value for key, value in vars(complaint).items() if value is not None}
        await self._complaints.insert_one({"_id": fields.pop("id")} | fields)

    async def get(self, complaint_id: str) -> Complaint | None:
        """Return one, or None."""
        found = await self._complaints.find_one({"_id": complaint_id})
        return _complaint(found) if found else None

    async def listed(self, limit: int = 500) -> list[Complaint]:
        """Return all, the newest first; in a long list those not answered come before those that are."""
        waiting = self._find({"state": {"$ne": ComplaintState.ANSWERED.value}}, "acknowledge_by", 1, limit)
        answered = self._find({"state": ComplaintState.ANSWERED.value}, "answered_at", -1, limit)
        return [*await waiting, *await answered][:limit]

    async def _find(self, query: Document, order: str, way: int, limit: int) -> list[Complaint]:
        cursor = self._complaints.find(query).sort(order, way).limit(limit)
        return [_complaint(found) async for found in cursor]

    async def of(self, person_id: str) -> list[Complaint]:
        """Return what a young person sent while signed in, oldest first."""
        return await self._find({"young_person_id": person_id}, "received_at", 1, 0)

    async def any_of(self, person_id: str) -> bool:
        """Tell whether a young person sent any while signed in."""
        return await self._complaints.find_one({"young_person_id": person_id}, {"_id": 1}) is not None

    async def unlink(self, person_id: str) -> None:
        """Forget which account they came from."""
        await self._complaints.update_many(
            {"young_person_id": person_id}, {"$unset": {"young_person_id": ""}}
        )

    async def acknowledge(self, complaint_id: str, at: datetime) -> Complaint | None:
        """Note that it was acknowledged; None when it was before."""
        fields = {"state": ComplaintState.ACKNOWLEDGED.value, "acknowledged_at": at}
        return await self._change(complaint_id, [ComplaintState.RECEIVED], [{"$set": fields}])

    async def answer(
        self, complaint_id: str, sealed_answer: Sealed, staff_id: str, at: datetime
    ) -> Complaint | None:
        """Store the answer, which acknowledges it too; None when it was answered before."""
        fields = {
            "state": ComplaintState.ANSWERED.value,
            "sealed_answer": sealed_answer,
            "answered_by": staff_id,
            "answered_at": at,
            "acknowledged_at": {"$ifNull": ["$acknowledged_at", at]},
        }
        open_states = [ComplaintState.RECEIVED, ComplaintState.ACKNOWLEDGED]
        return await self._change(complaint_id, open_states, [{"$set": fields}])

    async def _change(
        self, complaint_id: str, states: list[ComplaintState], change: list[Document]
    ) -> Complaint | None:
        found = await self._complaints.find_one_and_update(
            {"_id": complaint_id, "state": {"$in": [state.value for state in states]}},
            change,
            return_document=ReturnDocument.AFTER,
        )
        return _complaint(found) if found else None

    async def overdue(self, now: datetime) -> int:
        """Count those that nobody acknowledged in time."""
        late = {"state": ComplaintState.RECEIVED.value, "acknowledge_by": {"$lt": now}}
        return await self._complaints.count_documents(late)

    async def remind(self, due_before: datetime, at: datetime) -> int:
        """Mark those that nobody acknowledged and that are due before an instant; return how many are new."""
        marked = await self._complaints.update_many(
            {
                "state": ComplaintState.RECEIVED.value,
                "acknowledge_by": {"$lte": due_before},
                "reminded_at": None,
            },
            {"$set": {"reminded_at": at}},
        )
        return marked.modified_count


def _complaint(found: Document) -> Complaint:
    fields: dict[str, Any] = {"young_person_id": None, "sealed_reply_to": None} | found
    fields |= {"kind": Kind(found["kind"]), "state": ComplaintState(found["state"])}
    return Complaint(id=fields.pop("_id"), **fields)
