"""Collection `rota_feeds`: secret links to the rota. Holds a hash of each secret, so that it opens nothing itself."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from backend.core.mongo import Document, Mongo, Tx


class Whose(StrEnum):
    """Whose shifts a link shows."""

    MINE = "mine"
    EVERYONE = "everyone"


@dataclass(frozen=True)
class Feed:
    """A link that somebody has made."""

    staff_id: str
    whose: Whose
    made_at: datetime


class FeedStore:
    """Reads and writes links; each person has at most one of each kind."""

    def __init__(self, mongo: Mongo) -> None:
        self._feeds = mongo.db.rota_feeds

    async def create_indexes(self) -> None:
        """Create what "one of each kind" rests on, and what a calendar that asks is found by."""
        await self._feeds.create_index("secret_hash", unique=True)

    async def put(self, feed: Feed, secret_hash: str, tx: Tx) -> None:
        """Store a link; the one that was there before ends."""
        fields = {
            "staff_id": feed.staff_id,
            "whose": feed.whose.value,
            "made_at": feed.made_at,
            "secret_hash": secret_hash,
        }
        await self._feeds.replace_one(
            {"_id": _id(feed.staff_id, feed.whose)}, fields, upsert=True, session=tx
        )

    async def remove(self, staff_id: str, whose: Whose, tx: Tx) -> bool:
        """End a link; False where there is none."""
        removed = await self._feeds.delete_one({"_id": _id(staff_id, whose)}, session=tx)
        return removed.deleted_count == 1

    async def by_hash(self, secret_hash: str) -> Feed | None:
        """Return the link with this secret, or None."""
        found = await self._feeds.find_one({"secret_hash": secret_hash})
        return _feed(found) if found else None

    async def of(self, staff_id: str) -> list[Feed]:
        """Return somebody's links."""
        ids = [_id(staff_id, whose) for whose in Whose]
        return [_feed(found) async for found in self._feeds.find({"_id": {"$in": ids}}).sort("_id", 1)]


def _id(staff_id: str, whose: Whose) -> str:
    return f"{staff_id}.{whose.value}"


def _feed(found: Document) -> Feed:
    return Feed(found["staff_id"], Whose(found["whose"]), found["made_at"])
