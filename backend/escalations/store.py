"""Collections `escalations` and `receipts`."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from backend.core.attention import Attention
from backend.core.mongo import Document, Mongo, Tx
from backend.escalations.hand_overs.model import Offer, OfferState
from backend.escalations.model import (
    ActedBy,
    Escalation,
    Outcome,
    PersonSummary,
    Receipt,
    ReceiptKind,
    Source,
    State,
    Step,
)

HELD = [State.ACKNOWLEDGED.value, State.TAKEN_OVER.value]
# One that was taken over has a next step while nobody accepts it from whoever hands it over.
PAGED = [State.OPEN.value, *HELD]


class EscalationStore:
    """Escalations with compare-and-set on `version`, and receipts that are only ever added."""

    def __init__(self, mongo: Mongo) -> None:
        self._escalations, self._receipts = mongo.db.escalations, mongo.db.receipts

    async def create_indexes(self) -> None:
        """At most one escalation that is not closed exists for a conversation: the index holds that."""
        await self._escalations.create_index(
            "conversation_id", unique=True, partialFilterExpression={"active": True}, name="one_active"
        )
        await self._escalations.create_index([("state", 1), ("next_step_at", 1)])
        await self._escalations.create_index([("conversation_id", 1), ("opened_at", -1)])
        await self._escalations.create_index([("active", 1), ("opened_at", 1)])
        await self._escalations.create_index([("young_person_id", 1), ("opened_at", 1)])
        await self._receipts.create_index([("escalation_id", 1), ("at", 1)])

    async def active(self, conversation_id: str, tx: Tx | None = None) -> Escalation | None:
        """Return the conversation's escalation that is not closed, or None."""
        query = {"conversation_id": conversation_id, "active": True}
        found = await self._escalations.find_one(query, session=tx)
        return _escalation(found) if found else None

    async def latest(self, conversation_id: str) -> Escalation | None:
        """Return the conversation's newest escalation, closed or not."""
        found = await self._escalations.find_one(
            {"conversation_id": conversation_id}, sort=[("opened_at", -1)]
        )
        return _escalation(found) if found else None

    async def of_person(self, person_id: str) -> list[Escalation]:
        """Return a young person's escalations, oldest first."""
        cursor = self._escalations.find({"young_person_id": person_id}).sort("opened_at", 1)
        return [_escalation(found) async for found in cursor]

    async def erase(self, escalation_id: str) -> None:
        """Remove an escalation with its receipts, these first."""
        await self._receipts.delete_many({"escalation_id": escalation_id})
        await self._escalations.delete_one({"_id": escalation_id})

    async def get(self, escalation_id: str, tx: Tx | None = None) -> Escalation | None:
        """Return one escalation, or None."""
        found = await self._escalations.find_one({"_id": escalation_id}, session=tx)
        return _escalation(found) if found else None

    async def listed(self, *, closed: bool, limit: int = 500) -> list[Escalation]:
        """Return the active ones, who waits longest first, or the closed ones, newest first."""
        order = -1 if closed else 1
        cursor = self._escalations.find({"active": not closed}).sort("opened_at", order).limit(limit)
        return [_escalation(found) async for found in cursor]

    async def due_for_next_step(self, now: datetime, limit: int = 50) -> list[Escalation]:
        """Return those whose step has run out, and acknowledged ones that went stale."""
        query = {"state": {"$in": PAGED}, "next_step_at": {"$lte": now}}
        cursor = self._escalations.find(query).sort("next_step_at", 1).limit(limit)
        return [_escalation(found) async for found in cursor]

    async def held(self) -> list[Escalation]:
        """Return those that somebody has acknowledged or taken over."""
        return [_escalation(found) async for found in self._escalations.find({"state": {"$in": HELD}})]

    async def overdue_since(self, before: datetime) -> int:
        """Count those whose next step was due before an instant: the worker is late for them."""
        return await self._escalations.count_documents(
            {"state": {"$in": PAGED}, "next_step_at": {"$lte": before}}
        )

    async def insert(self, escalation: Escalation, tx: Tx) -> None:
        """Store a new one."""
        await self._escalations.insert_one(_document(escalation), session=tx)

    async def save(self, escalation: Escalation, tx: Tx) -> Escalation | None:
        """Replace the version that was read; return the next version, or None when it changed meanwhile."""
        following = replace(escalation, version=escalation.version + 1)
        replaced = await self._escalations.replace_one(
            {"_id": escalation.id, "version": escalation.version}, _document(following), session=tx
        )
        return following if replaced.matched_count else None

    async def add_receipts(self, receipts: Iterable[Receipt], tx: Tx | None = None) -> None:
        """Append facts."""
        documents = [
            {key: value for key, value in vars(receipt).items() if value is not None} for receipt in receipts
        ]
        if documents:
            await self._receipts.insert_many(documents, session=tx)

    async def has_receipt(
        self, escalation_id: str, kind: ReceiptKind, tx: Tx | None = None, *, since: datetime
    ) -> bool:
        """Tell whether this has happened since an instant."""
        query = {"escalation_id": escalation_id, "kind": kind.value, "at": {"$gte": since}}
        return await self._receipts.find_one(query, {"_id": 1}, session=tx) is not None

    async def counts(self) -> tuple[int, int]:
        """Return how many are not closed, and how many of those nobody has acknowledged."""
        waiting = await self._escalations.count_documents({"state": State.OPEN.value})
        return await self._escalations.count_documents({"active": True}), waiting

    async def receipts(self, escalation_id: str) -> list[Receipt]:
        """Return the facts of one escalation in the order in which they happened."""
        cursor = self._receipts.find({"escalation_id": escalation_id}).sort([("at", 1), ("_id", 1)])
        return [_receipt(found) async for found in cursor]


def step_document(step: Step) -> Document:
    """Return a step of a policy as it is stored."""
    return {"targets": list(step.targets), "wait_s": step.wait_s, "channels": list(step.channels)}


def step_of(found: Document) -> Step:
    """Return a stored step."""
    return Step(tuple(found["targets"]), found["wait_s"], tuple(found.get("channels", ())))


def _document(escalation: Escalation) -> Document:
    fields: dict[str, Any] = dict(vars(escalation))
    document: Document = {"_id": fields.pop("id"), "active": escalation.state is not State.CLOSED} | fields
    document["sealed_notices"] = list(escalation.sealed_notices)
    document["person"] = dict(vars(escalation.person))
    document["steps"] = [step_document(step) for step in escalation.steps]
    document["offers"] = [dict(vars(offer)) | {"to": list(offer.to)} for offer in escalation.offers]
    for name in ("acknowledged_by", "taken_over_by", "closed_by"):
        document[name] = vars(fields[name]) if fields[name] else None
    return document


def _escalation(found: Document) -> Escalation:
    fields = {key: value for key, value in found.items() if key not in {"_id", "active"}}
    fields["state"], fields["source"] = State(found["state"]), Source(found["source"])
    fields["attention"] = Attention(found["attention"])
    fields["outcome"] = Outcome(found["outcome"]) if found["outcome"] else None
    fields["sealed_notices"] = tuple(found["sealed_notices"])
    fields["person"] = PersonSummary(**found["person"])
    fields["steps"] = tuple(step_of(step) for step in found["steps"])
    fields["offers"] = tuple(_offer(offer) for offer in found.get("offers", ()))
    for name in ("acknowledged_by", "taken_over_by", "closed_by"):
        fields[name] = ActedBy(**found[name]) if found[name] else None
    return Escalation(id=found["_id"], **fields)


def _offer(found: Document) -> Offer:
    return Offer(**found | {"to": tuple(found["to"]), "state": OfferState(found["state"])})


def _receipt(found: Document) -> Receipt:
    fields = {key: value for key, value in found.items() if key not in {"_id", "kind"}}
    return Receipt(kind=ReceiptKind(found["kind"]), **fields)
