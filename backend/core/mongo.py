"""The one door to MongoDB: connection, transactions, change streams, and what counts as "the store is down"."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, TypeVar

import pymongo
from bson.codec_options import CodecOptions
from motor.motor_asyncio import AsyncIOMotorClient, AsyncIOMotorClientSession, AsyncIOMotorDatabase
from pymongo.errors import (
    ConnectionFailure,
    DuplicateKeyError,
    ExecutionTimeout,
    OperationFailure,
    PyMongoError,
    WaitQueueTimeoutError,
)
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from backend.core.problem import StoreUnavailable

Document = dict[str, Any]
Tx = AsyncIOMotorClientSession
T = TypeVar("T")

TRANSACTION_TIMEOUT_S = 5.0
SERVER_SELECTION_TIMEOUT_S = 2.0
STORE_ERRORS: tuple[type[Exception], ...] = (ConnectionFailure, ExecutionTimeout, WaitQueueTimeoutError)

__all__ = ["STORE_ERRORS", "Document", "DuplicateKeyError", "Mongo", "Tx", "is_store_down"]


def is_store_down(error: Exception) -> bool:
    """Tell an unreachable or stepping-down server from a mistake of ours."""
    if isinstance(error, (StoreUnavailable, *STORE_ERRORS)):
        return True
    return isinstance(error, PyMongoError) and (
        error.timeout
        or error.has_error_label("RetryableWriteError")
        or error.has_error_label("TransientTransactionError")
    )


class Mongo:
    """A database of a replica set; every write is majority-acknowledged and journaled."""

    def __init__(self, uri: str, database: str) -> None:
        self.client: AsyncIOMotorClient[Document] = AsyncIOMotorClient(
            uri,
            serverSelectionTimeoutMS=int(SERVER_SELECTION_TIMEOUT_S * 1000),
            connectTimeoutMS=2000,
            socketTimeoutMS=10_000,
            retryWrites=True,
            uuidRepresentation="standard",
        )
        self.db: AsyncIOMotorDatabase[Document] = self.client.get_database(
            database,
            codec_options=CodecOptions(tz_aware=True),
            write_concern=WriteConcern("majority", j=True),
            read_concern=ReadConcern("majority"),
        )

    async def transaction(self, work: Callable[[Tx], Coroutine[Any, Any, T]]) -> T:
        """Run `work` in one transaction and return its result after the majority commit.

        `work` may run more than once. Raises StoreUnavailable when the commit is not known to be durable.
        """
        try:
            with pymongo.timeout(TRANSACTION_TIMEOUT_S):
                async with await self.client.start_session() as session:
                    result: T = await session.with_transaction(
                        work,
                        read_concern=ReadConcern("snapshot"),
                        write_concern=WriteConcern("majority", j=True),
                    )
                    return result
        except PyMongoError as error:
            if is_store_down(error):
                raise StoreUnavailable from error
            raise

    async def ping(self) -> bool:
        """Tell whether a primary answers within the selection time."""
        try:
            await self.client.admin.command("ping", maxTimeMS=1000)
        except PyMongoError:
            return False
        return True

    async def server_time(self) -> datetime:
        """Return the server's clock (UTC)."""
        answer = await self.client.admin.command("hello")
        found: datetime = answer["localTime"]
        return found if found.tzinfo else found.replace(tzinfo=UTC)

    async def changes(
        self, collections: Sequence[str], kinds: Sequence[str] = ("insert", "update", "replace")
    ) -> AsyncIterator[Mapping[str, Any]]:
        """Yield the documents that change in `collections`; after a lost connection yields {} ("look again")."""
        match = {"ns.coll": {"$in": list(collections)}, "operationType": {"$in": list(kinds)}}
        while True:
            with suppress(ConnectionFailure, OperationFailure):
                async with self.db.watch([{"$match": match}], full_document="updateLookup") as stream:
                    yield {}
                    async for change in stream:
                        yield change.get("fullDocument") or {}
            await asyncio.sleep(0.5)

    def close(self) -> None:
        """Give the sockets back."""
        self.client.close()
