"""Collection `plan_suggestions`."""

from datetime import datetime
from typing import Any

from backend.core.mongo import Document, Mongo, Tx
from backend.plans.words.model import Decision, OfferedWords


class WordsStore:
    """Reads and writes offered words. A decision is made once."""

    def __init__(self, mongo: Mongo) -> None:
        self._words = mongo.db.plan_suggestions

    async def create_indexes(self) -> None:
        """Create what look-ups rest on."""
        await self._words.create_index([("owner_id", 1), ("at", 1)])

    async def add(self, words: OfferedWords) -> None:
        """Store offered words."""
        fields: dict[str, Any] = dict(vars(words))
        await self._words.insert_one({"_id": fields.pop("id")} | fields | {"decision": words.decision.value})

    async def of_owner(self, owner_id: str, decision: Decision | None = None) -> list[OfferedWords]:
        """Return words offered to somebody, in order of their coming."""
        query = {"owner_id": owner_id} | ({"decision": decision.value} if decision else {})
        return [_words(found) async for found in self._words.find(query).sort("at", 1).limit(200)]

    async def waiting_count(self, owner_id: str) -> int:
        """Return how many wait for a decision."""
        query = {"owner_id": owner_id, "decision": Decision.WAITING.value}
        return int(await self._words.count_documents(query))

    async def get(self, owner_id: str, words_id: str) -> OfferedWords | None:
        """Return offered words, or None: also when they are for somebody else."""
        found = await self._words.find_one({"_id": words_id, "owner_id": owner_id})
        return _words(found) if found else None

    async def decide(
        self, words_id: str, decision: Decision, at: datetime, number: int | None = None, tx: Tx | None = None
    ) -> bool:
        """Store the decision; False when there is one already."""
        decided = await self._words.update_one(
            {"_id": words_id, "decision": Decision.WAITING.value},
            {"$set": {"decision": decision.value, "decided_at": at, "number": number}},
            session=tx,
        )
        return decided.modified_count == 1

    async def remove_all(self, owner_id: str, tx: Tx | None = None) -> None:
        """Remove all that was offered to somebody."""
        await self._words.delete_many({"owner_id": owner_id}, session=tx)


def _words(found: Document) -> OfferedWords:
    fields = {key: value for key, value in found.items() if key != "_id"}
    return OfferedWords(id=found["_id"], **fields | {"decision": Decision(found["decision"])})
