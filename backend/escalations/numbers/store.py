"""Reads facts from `escalations` and `receipts` by index, and keeps how far they were measured."""

from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from datetime import datetime, timedelta

from backend.core.mongo import Document, DuplicateKeyError, Mongo
from backend.escalations.model import ReceiptKind
from backend.escalations.numbers.model import Fact

LOOKED_AT_FOR = timedelta(days=7)
FIRST = {
    "paged_at": [ReceiptKind.PAGE_SENT],
    "acknowledged_at": [ReceiptKind.ACKNOWLEDGED, ReceiptKind.TAKEN_OVER],
    "words_at": [ReceiptKind.FIRST_WORDS],
}
KINDS = [kind.value for kinds in FIRST.values() for kind in kinds] + [ReceiptKind.STEP_STARTED.value]
NO_DRILL = {"person.drill": None}
MEASURED = "measured"


class NumberStore:
    """Drills are in no number."""

    def __init__(self, mongo: Mongo) -> None:
        self._escalations, self._receipts = mongo.db.escalations, mongo.db.receipts
        self._housekeeping = mongo.db.housekeeping

    async def create_indexes(self) -> None:
        """Create the indexes that a period is read by; the second holds all that is read of a receipt."""
        await self._escalations.create_index([("opened_at", 1)])
        await self._receipts.create_index([("at", 1), ("kind", 1), ("escalation_id", 1)])

    async def facts(self, starts_at: datetime, ends_at: datetime) -> list[Fact]:
        """Return the facts of every request opened in [starts_at, ends_at). Costs what the period holds, not more."""
        period = {"opened_at": {"$gte": starts_at, "$lt": ends_at}} | NO_DRILL
        happened = {"at": {"$gte": starts_at, "$lt": ends_at + LOOKED_AT_FOR}, "kind": {"$in": KINDS}}
        hops = {found["_id"]: found async for found in self._hops(happened)}
        opened = self._escalations.find(period, {"opened_at": 1})
        return [_fact(found["opened_at"], hops.get(found["_id"], {})) async for found in opened]

    async def first_opened_at(self) -> datetime | None:
        """Return when the earliest request that is kept was opened."""
        found = await self._escalations.find_one(NO_DRILL, {"opened_at": 1}, sort=[("opened_at", 1)])
        return found["opened_at"] if found else None

    async def facts_moved(self, since: datetime, until: datetime) -> list[Fact]:
        """Return the facts of the requests to which something happened in (since, until]."""
        happened = {"at": {"$gt": since, "$lte": until}, "kind": {"$in": KINDS}}
        ids = [found["_id"] async for found in self._hops(happened)]
        opened = {
            found["_id"]: found["opened_at"]
            async for found in self._escalations.find({"_id": {"$in": ids}} | NO_DRILL, {"opened_at": 1})
        }
        mine = {"escalation_id": {"$in": list(opened)}, "kind": {"$in": KINDS}}
        return [_fact(opened[found["_id"]], found) async for found in self._hops(mine)]

    def _hops(self, happened: Document) -> AsyncIterator[Document]:
        first = {name: {"$min": _when(kinds)} for name, kinds in FIRST.items()}
        started = {"$sum": {"$cond": [{"$eq": ["$kind", ReceiptKind.STEP_STARTED.value]}, 1, 0]}}
        stages: list[Document] = [
            {"$match": happened},
            {"$group": {"_id": "$escalation_id", **first, "rounds": started}},
        ]
        return self._receipts.aggregate(stages, allowDiskUse=True)

    async def measured_from(self, until: datetime) -> datetime | None:
        """Take the time since it was last taken, up to `until`; None where there is nothing to take."""
        found = await self._housekeeping.find_one({"_id": MEASURED})
        if found is None:
            with suppress(DuplicateKeyError):
                await self._housekeeping.insert_one({"_id": MEASURED, "until": until})
            return None
        if found["until"] >= until:
            return None
        taken = await self._housekeeping.update_one(
            {"_id": MEASURED, "until": found["until"]}, {"$set": {"until": until}}
        )
        since: datetime = found["until"]
        return since if taken.modified_count else None


def _when(kinds: Iterable[ReceiptKind]) -> Document:
    return {"$cond": [{"$in": ["$kind", [kind.value for kind in kinds]]}, "$at", None]}


def _fact(opened_at: datetime, hops: Document) -> Fact:
    def after_s(name: str) -> float | None:
        at = hops.get(name)
        return (at - opened_at).total_seconds() if at else None

    return Fact(
        opened_at,
        after_s("paged_at"),
        after_s("acknowledged_at"),
        after_s("words_at"),
        max(hops.get("rounds", 0) - 1, 0),
    )
