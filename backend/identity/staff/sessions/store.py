"""Collection `staff_sessions_ended`: sessions that were ended before their token ran out, and nothing more."""

from datetime import datetime

from backend.core.mongo import Mongo, Tx


class EndedSessionStore:
    """Which sessions are over. A row is of no use once the token of the session has run out."""

    def __init__(self, mongo: Mongo) -> None:
        self._ended = mongo.db.staff_sessions_ended

    async def create_indexes(self) -> None:
        """Create what it is read by, every few seconds."""
        await self._ended.create_index("ends_at")

    async def end(self, session_id: str, ends_at: datetime, tx: Tx | None = None) -> None:
        """End a session whose token runs out at `ends_at`, or before."""
        row = {"$set": {"ends_at": ends_at}}
        await self._ended.update_one({"_id": session_id}, row, upsert=True, session=tx)

    async def ended(self, now: datetime) -> set[str]:
        """Return every session that was ended and whose token could still be used."""
        return {found["_id"] async for found in self._ended.find({"ends_at": {"$gt": now}}, {"_id": 1})}
