"""Collections `useful_counts` and `mentoring_interests`."""

from contextlib import suppress
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from pymongo import ReturnDocument

from backend.core.crypto import Sealed
from backend.core.mongo import Document, DuplicateKeyError, Mongo, Tx
from backend.core.staff import By
from backend.taking_part.model import Interest, InterestState
from backend.taking_part.useful import Answer, Tally, midnight

MOST_LISTED = 500


class CountStore:
    """One number for each answer in each week: no person, no conversation, no time of day."""

    def __init__(self, mongo: Mongo) -> None:
        self._counts = mongo.db.useful_counts

    async def create_indexes(self) -> None:
        """Create what a period is read by."""
        await self._counts.create_index("week_began")

    async def add(self, week: date, answer: Answer) -> None:
        """Count one more."""
        fields = {"week_began": midnight(week), "answer": answer.value}
        one = {"_id": f"{week.isoformat()} {answer.value}"}
        change = {"$inc": {"count": 1}, "$setOnInsert": fields}
        try:
            await self._counts.update_one(one, change, upsert=True)
        except DuplicateKeyError:  # Two were the first of a week at once.
            await self._counts.update_one(one, change)

    async def between(self, first: date, last: date) -> list[Tally]:
        """Return the numbers of the weeks that began from one day to another."""
        period = {"week_began": {"$gte": midnight(first), "$lte": midnight(last)}}
        return [
            Tally(found["week_began"].date(), Answer(found["answer"]), found["count"])
            async for found in self._counts.find(period)
        ]


class InterestStore:
    """Interests in becoming a peer mentor; each change compares the state that was read."""

    def __init__(self, mongo: Mongo) -> None:
        self._interests = mongo.db.mentoring_interests

    async def create_indexes(self) -> None:
        """One interest for each young person: the index holds that."""
        await self._interests.create_index("young_person_id", unique=True)
        await self._interests.create_index([("state", 1), ("asked_at", 1)])

    async def of(self, person_id: str) -> Interest | None:
        """Return a young person's, or None."""
        found = await self._interests.find_one({"young_person_id": person_id})
        return _interest(found) if found else None

    async def get(self, interest_id: str) -> Interest | None:
        """Return one, or None."""
        found = await self._interests.find_one({"_id": interest_id})
        return _interest(found) if found else None

    async def register(self, interest: Interest) -> None:
        """Store a new one, also in the place of one that was taken back; where one stands, change nothing."""
        fields = _document(interest)
        new = {"$set": fields, "$setOnInsert": {"_id": fields.pop("_id")}}
        taken_back = {
            "young_person_id": fields.pop("young_person_id"), "state": InterestState.WITHDRAWN.value,
        }  # fmt: skip
        with suppress(DuplicateKeyError):  # One that stands is not found, and holds the place.
            await self._interests.update_one(taken_back, new, upsert=True)

    async def withdraw(self, person_id: str, at: datetime) -> None:
        """Note that it was taken back; what it was answered goes."""
        await self._interests.update_one(
            {"young_person_id": person_id, "state": {"$ne": InterestState.WITHDRAWN.value}},
            {
                "$set": {
                    "state": InterestState.WITHDRAWN.value, "withdrawn_at": at,
                    "sealed_answer": None, "answered_at": None, "answered_by": None,
                },
            },
        )  # fmt: skip

    async def listed(self) -> list[Interest]:
        """Return what waits for an answer, the oldest first, then the others, the newest first."""
        waiting = self._find({"state": InterestState.NEW.value}, "asked_at", 1)
        others = self._find({"state": {"$ne": InterestState.NEW.value}}, "asked_at", -1)
        return [*await waiting, *await others][:MOST_LISTED]

    async def _find(self, query: Document, order: str, way: int) -> list[Interest]:
        cursor = self._interests.find(query).sort(order, way).limit(MOST_LISTED)
        return [_interest(found) async for found in cursor]

    async def answer(self, interest_id: str, sealed: Sealed, by: By, at: datetime, tx: Tx) -> Interest | None:
        """Store the answer; None when it waits for none any more."""
        fields = {
            "state": InterestState.ANSWERED.value, "sealed_answer": sealed,
            "answered_by": asdict(by), "answered_at": at,
        }  # fmt: skip
        found = await self._interests.find_one_and_update(
            {"_id": interest_id, "state": InterestState.NEW.value},
            {"$set": fields},
            return_document=ReturnDocument.AFTER,
            session=tx,
        )
        return _interest(found) if found else None

    async def erase(self, person_id: str) -> None:
        """Remove it."""
        await self._interests.delete_one({"young_person_id": person_id})


def _document(interest: Interest) -> Document:
    fields: Document = asdict(interest)
    return {"_id": fields.pop("id")} | fields


def _interest(found: Document) -> Interest:
    fields: dict[str, Any] = {key: value for key, value in found.items() if key != "_id"}
    by = found["answered_by"]
    fields |= {"state": InterestState(found["state"]), "answered_by": By(**by) if by else None}
    return Interest(id=found["_id"], **fields)
