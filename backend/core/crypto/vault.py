"""The key vault: data keys, wrapped by the master key, in a database of its own.

It is backed up apart from the data, and for a shorter time: see docs/adr/0014.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bson.binary import Binary

from backend.core.crypto.master_key import MasterKey
from backend.core.mongo import Document, Mongo

DATABASE_SUFFIX = "_keys"
COLLECTION = "data_keys"


class KeyVault:
    """Collections `data_keys` (database of its own) and `destroyed_keys` (beside the data).

    A destroyed key leaves its id there, so that a vault restored from a backup loses it again at the next start.
    """

    def __init__(self, mongo: Mongo) -> None:
        self.database = mongo.db.name + DATABASE_SUFFIX
        self.namespace = f"{self.database}.{COLLECTION}"
        database = mongo.client.get_database(
            self.database,
            codec_options=mongo.db.codec_options,
            write_concern=mongo.db.write_concern,
            read_concern=mongo.db.read_concern,
        )
        self._keys = database[COLLECTION]
        self._destroyed = mongo.db.destroyed_keys

    async def create_indexes(self) -> None:
        """One data key for a name: the index holds that. Destroys again what a restored vault brought back."""
        await self._keys.create_index(
            "keyAltNames", unique=True, partialFilterExpression={"keyAltNames": {"$exists": True}}
        )
        await self._destroyed.create_index("destroyed_at")
        buried = await self.destroyed_since(None)
        if buried:
            await self._keys.delete_many({"_id": {"$in": buried}})

    async def named(self, name: str) -> Binary | None:
        """Return the id of the data key of this name, or None."""
        found = await self._keys.find_one({"keyAltNames": name}, {"_id": 1})
        return found["_id"] if found else None

    async def destroy(self, key_id: bytes, at: datetime) -> None:
        """Delete a data key. Its id is remembered first: what fails half-way is finished at the next start."""
        await self._destroyed.update_one({"_id": key_id}, {"$setOnInsert": {"destroyed_at": at}}, upsert=True)
        await self._keys.delete_one({"_id": key_id})

    async def destroyed_since(self, at: datetime | None) -> list[Any]:
        """Return the ids of the keys that were destroyed from an instant on, or all of them."""
        query = {"destroyed_at": {"$gte": at}} if at else {}
        return [found["_id"] async for found in self._destroyed.find(query, {"_id": 1})]

    async def not_under(self, master_key: MasterKey) -> list[Any]:
        """Return the ids of the data keys that another master key wraps."""
        under = {f"masterKey.{name}": value for name, value in master_key.identity.items()}
        return [found["_id"] async for found in self._keys.find({"$nor": [under]}, {"_id": 1})]

    async def counts(self) -> Sequence[tuple[Document, int]]:
        """Return (master key as the vault names it, number of its data keys)."""
        groups = self._keys.aggregate([{"$group": {"_id": "$masterKey", "count": {"$sum": 1}}}])
        return [(group["_id"], group["count"]) async for group in groups]

    async def destroyed_count(self) -> int:
        """Count the data keys that were destroyed."""
        return await self._destroyed.count_documents({})
