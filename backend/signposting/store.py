"""Collection `services`: one document an entry; `edited_at` is set once an editor has changed it."""

from collections.abc import Iterable

import pymongo
from pydantic import TypeAdapter, ValidationError
from pymongo import UpdateOne
from pymongo.errors import PyMongoError

from backend.core.logging import log
from backend.core.mongo import Document, Mongo, is_store_down
from backend.core.problem import StoreUnavailable
from backend.signposting.model import Service

READ_TIMEOUT_S = 0.5  # The shipped directory is a good answer; nobody waits long for the stored one.
SERVICE = TypeAdapter(Service)


class ServiceStore:
    """Reads and fills the directory."""

    def __init__(self, mongo: Mongo) -> None:
        self._services = mongo.db.services

    async def all(self) -> tuple[Service, ...]:
        """Return every readable entry; a broken one is left out. Raises StoreUnavailable."""
        try:
            with pymongo.timeout(READ_TIMEOUT_S):
                found = [_service(document) async for document in self._services.find({})]
        except PyMongoError as error:
            if is_store_down(error):
                raise StoreUnavailable from error
            raise
        return tuple(service for service in found if service)

    async def put_shipped(self, services: Iterable[Service]) -> None:
        """Insert what is missing and refresh what no editor has touched. Repeating it changes nothing."""
        writes: list[UpdateOne] = []
        for service in services:
            fields = SERVICE.dump_python(service, mode="json", exclude={"id"})
            writes += [
                UpdateOne({"_id": service.id}, {"$setOnInsert": fields | {"edited_at": None}}, upsert=True),
                UpdateOne({"_id": service.id, "edited_at": None}, {"$set": fields}),
            ]
        await self._services.bulk_write(writes, ordered=True)


def _service(document: Document) -> Service | None:
    try:
        return SERVICE.validate_python(document | {"id": document["_id"]})
    except ValidationError:
        log.error("service_unreadable", detail=str(document["_id"]))
        return None
