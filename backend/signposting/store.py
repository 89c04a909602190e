"""Collection `services`: one document an entry; `edited_at` is set once an editor has changed it.

Collection `directory_state` holds the revision of the whole: every write raises it, so that readers know when to
read again.
"""

from collections.abc import Iterable, Sequence

import pymongo
from pydantic import TypeAdapter, ValidationError
from pymongo import UpdateOne
from pymongo.errors import PyMongoError

from backend.core.logging import log
from backend.core.mongo import Document, Mongo, Tx, is_store_down
from backend.core.problem import StoreUnavailable
from backend.signposting.model import Display, Service

READ_TIMEOUT_S = 0.5  # The last known directory is a good answer; nobody waits long for the stored one.
LOAD_TIMEOUT_S = 20.0
BATCH = 500
SERVICE = TypeAdapter(Service)
STATE_ID = "services"


class ServiceStore:
    """Reads and fills the directory."""

    def __init__(self, mongo: Mongo) -> None:
        self._services, self._state = mongo.db.services, mongo.db.directory_state

    async def create_indexes(self) -> None:
        """Create what the public's reading, the editors' queue and an import look by."""
        await self._services.create_index([("display.rule", 1), ("next_check_on", 1), ("_id", 1)])
        await self._services.create_index([("next_check_on", 1), ("_id", 1)])
        await self._services.create_index([("feed", 1), ("_id", 1)], sparse=True)
        await self._services.create_index([("flag", 1), ("_id", 1)], sparse=True)

    async def revision(self) -> int:
        """Return how often the directory was written; 0 where it never was. Raises StoreUnavailable."""
        try:
            with pymongo.timeout(READ_TIMEOUT_S):
                found = await self._state.find_one({"_id": STATE_ID})
        except PyMongoError as error:
            if is_store_down(error):
                raise StoreUnavailable from error
            raise
        return int(found["revision"]) if found else 0

    async def raise_revision(self, tx: Tx | None = None) -> None:
        """Tell every reader that something was written."""
        await self._state.update_one({"_id": STATE_ID}, {"$inc": {"revision": 1}}, upsert=True, session=tx)

    async def shown(self) -> tuple[Service, ...]:
        """Return every readable entry that is not hidden; a broken one is left out. Raises StoreUnavailable."""
        try:
            with pymongo.timeout(LOAD_TIMEOUT_S):
                cursor = self._services.find({"display.rule": {"$ne": Display.HIDE.value}}, batch_size=BATCH)
                found = [service async for document in cursor if (service := service_of(document))]
        except PyMongoError as error:
            if is_store_down(error):
                raise StoreUnavailable from error
            raise
        return tuple(found)

    async def put_shipped(self, services: Iterable[Service]) -> None:
        """Insert what is missing and refresh what no editor has touched. Repeating it changes nothing."""
        writes: list[UpdateOne] = []
        for service in services:
            fields = document_of(service)
            first = fields | {"edited_at": None, "version": 1}
            writes += [
                UpdateOne({"_id": service.id}, {"$setOnInsert": first}, upsert=True),
                UpdateOne({"_id": service.id, "edited_at": None}, {"$set": fields}),
            ]
        await self.write(writes)

    async def write(self, writes: Sequence[UpdateOne]) -> None:
        """Write many at once; readers are told if anything has changed."""
        if not writes:
            return
        done = await self._services.bulk_write(list(writes), ordered=True)
        if done.upserted_count or done.modified_count:
            await self.raise_revision()


def document_of(service: Service) -> Document:
    """Return the fields of an entry as they are stored, without its id."""
    fields: Document = SERVICE.dump_python(service, mode="json", exclude={"id"})
    return fields


def service_of(document: Document) -> Service | None:
    """Return the entry of a document, or None where it cannot be read."""
    try:
        return SERVICE.validate_python(document | {"id": document["_id"]})
    except ValidationError:
        log.error("service_unreadable", detail=str(document["_id"]))
        return None
