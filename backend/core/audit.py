"""Who read or changed a young person's record: append-only and chained by hash, so that a gap or an edit shows."""

import hashlib
import json
from typing import Any

from backend.core.clock import Clock
from backend.core.mongo import Document, DuplicateKeyError, Mongo, Tx

GENESIS = "0" * 64


def entry_hash(entry: dict[str, Any]) -> str:
    """Return the SHA-256 of an entry with its predecessor's hash in it (hex)."""
    body = {key: value for key, value in entry.items() if key != "hash"}
    return hashlib.sha256(json.dumps(body, sort_keys=True, default=str).encode()).hexdigest()


class Audit:
    """The chain, in the collection `audit`; `_id` is the place in it, from 1."""

    def __init__(self, mongo: Mongo, clock: Clock) -> None:
        self._mongo, self._clock = mongo, clock
        self._entries = mongo.db.audit

    async def record(
        self, actor: str, action: str, subject: str, why: str = "", tx: Tx | None = None
    ) -> None:
        """Append one entry. Outside a transaction a race for the next place is run again."""
        while True:
            try:
                await self._append(actor, action, subject, why, tx)
                return
            except DuplicateKeyError:
                if tx is not None:
                    raise

    async def _append(self, actor: str, action: str, subject: str, why: str, tx: Tx | None) -> None:
        last = await self._entries.find_one({}, sort=[("_id", -1)], session=tx)
        entry: Document = {
            "_id": (last["_id"] if last else 0) + 1,
            "at": self._clock.now().isoformat(),
            "actor": actor,
            "action": action,
            "subject": subject,
            "why": why,
            "previous": last["hash"] if last else GENESIS,
        }
        await self._entries.insert_one(entry | {"hash": entry_hash(entry)}, session=tx)

    async def first_broken(self) -> int | None:
        """Return the place of the first edited, removed or reordered entry, or None when the chain holds."""
        expected_place, previous = 1, GENESIS
        async for entry in self._entries.find({}, sort=[("_id", 1)]):
            if (entry["_id"], entry["previous"]) != (expected_place, previous) or entry["hash"] != entry_hash(
                entry
            ):
                return expected_place
            expected_place, previous = expected_place + 1, entry["hash"]
        return None
