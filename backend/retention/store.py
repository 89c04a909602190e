"""Removes what is old, from the collections that the schedule names; and collection `housekeeping`."""

from datetime import datetime, timedelta

from backend.core.mongo import DuplicateKeyError, Mongo

BATCH = 500


class RetentionStore:
    """Works on any collection that the schedule names, by the field that it names."""

    def __init__(self, mongo: Mongo) -> None:
        self._db = mongo.db
        self._jobs = mongo.db.housekeeping

    async def count_older(self, collection: str, field: str, before: datetime) -> int:
        """Count documents whose field is before an instant."""
        return await self._db[collection].count_documents({field: {"$lt": before}})

    async def remove_older(self, collection: str, field: str, before: datetime) -> int:
        """Remove them, some at a time, and return how many."""
        removed = 0
        while True:
            cursor = self._db[collection].find({field: {"$lt": before}}, {"_id": 1}).limit(BATCH)
            ids = [found["_id"] async for found in cursor]
            if not ids:
                return removed
            # Asked for the date again: a document may have been touched since.
            old = {"_id": {"$in": ids}, field: {"$lt": before}}
            removed += (await self._db[collection].delete_many(old)).deleted_count

    async def claim(self, job: str, now: datetime, every: timedelta) -> bool:
        """Claim a job that has not run for `every`; of several workers one gets it."""
        try:
            claimed = await self._jobs.update_one(
                {"_id": job, "ran_at": {"$not": {"$gt": now - every}}}, {"$set": {"ran_at": now}}, upsert=True
            )
        except DuplicateKeyError:  # It is there and not due: the upsert could not add a second.
            return False
        return claimed.modified_count == 1 or claimed.upserted_id is not None
