"""What an import reads and writes: `services`, `directory_feeds` (one document a feed), `directory_quarantine`."""

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from pymongo import UpdateOne

from backend.core.mongo import Document, Mongo
from backend.signposting.editing.model import Flag
from backend.signposting.importing.model import Feed, Imported, Line, Outcome, Run
from backend.signposting.model import Service
from backend.signposting.store import document_of, service_of

MOST_RUNS = 20
Write = UpdateOne


@dataclass(frozen=True)
class Stored:
    """An entry of a feed as it is stored."""

    service: Service
    digest: str
    edited: bool
    vanished: bool


class ImportStore:
    """Reads and writes many entries at once; entries that a person has edited are never overwritten."""

    def __init__(self, mongo: Mongo) -> None:
        self._services, self._feeds = mongo.db.services, mongo.db.directory_feeds
        self._quarantine, self._state = mongo.db.directory_quarantine, mongo.db.directory_state

    async def create_indexes(self) -> None:
        """Create what the quarantine is looked up by."""
        await self._quarantine.create_index([("feed", 1), ("line", 1)])
        await self._quarantine.create_index([("at", 1)])

    async def stored(self, ids: Sequence[str]) -> dict[str, Stored]:
        """Return those of the entries that are stored."""
        cursor = self._services.find({"_id": {"$in": list(ids)}})
        found = [(document, service_of(document)) async for document in cursor]
        return {service.id: _stored(document, service) for document, service in found if service}

    async def ids_of(self, feed: Feed) -> AsyncIterator[tuple[str, str]]:
        """Yield id and name of every entry of a feed that is not known to have vanished."""
        query = {"feed": feed.id, "vanished": {"$ne": True}}
        async for document in self._services.find(query, {"name": 1}).sort("_id", 1):
            yield document["_id"], str(document.get("name", ""))

    async def write(self, writes: Sequence[Write]) -> None:
        """Write many at once."""
        if writes:
            await self._services.bulk_write(list(writes), ordered=False)

    async def quarantine(self, feed: Feed, lines: Iterable[Line], now: datetime) -> None:
        """Keep lines that were not taken in, and why. One that is there already stays as it is."""
        writes = []
        for line in lines:
            fields = {"feed": feed.id, "line": line.number, "record_id": line.id, "name": line.name[:300],
                      "outcome": line.outcome.value, "reasons": list(line.details)}  # fmt: skip
            key = f"{feed.id}.{line.number}"
            writes.append(UpdateOne({"_id": key}, {"$set": fields, "$setOnInsert": {"at": now}}, upsert=True))
        if writes:
            await self._quarantine.bulk_write(writes, ordered=False)

    async def release(self, feed: Feed, kept: set[int]) -> None:
        """Remove from the quarantine what is no longer in it."""
        cursor = self._quarantine.find({"feed": feed.id}, {"line": 1})
        gone = [document["_id"] async for document in cursor if document["line"] not in kept]
        if gone:
            await self._quarantine.delete_many({"_id": {"$in": gone}})

    async def put_feed(self, feed: Feed, run: Run) -> None:
        """Keep where a feed came from and what the newest imports did."""
        fields = {"publisher": feed.publisher, "licence": feed.licence, "address": feed.address}
        counts = {outcome.value: number for outcome, number in run.counts.items()}
        document = {"at": run.at, "by": run.by, "address": run.address, "counts": counts}
        runs = {"runs": {"$each": [document], "$slice": -MOST_RUNS}}
        await self._feeds.update_one({"_id": feed.id}, {"$set": fields, "$push": runs}, upsert=True)

    async def feeds(self) -> list[Imported]:
        """Return every feed that was imported, by publisher."""
        held = await self._quarantine.aggregate([{"$group": {"_id": "$feed", "n": {"$sum": 1}}}]).to_list(
            None
        )
        held_back = {one["_id"]: int(one["n"]) for one in held}
        found = await self._feeds.find({}).sort([("publisher", 1), ("_id", 1)]).to_list(None)
        return [_imported(document, held_back.get(document["_id"], 0)) for document in found]

    async def held_back(self, feed_id: str, after: int, limit: int) -> list[Line]:
        """Return lines of a feed that were not taken in, those after a place only."""
        query = {"feed": feed_id, "line": {"$gt": after}}
        cursor = self._quarantine.find(query).sort("line", 1).limit(limit)
        return [_held_back(document) async for document in cursor]


def insertion(service: Service, digest: str, now: datetime) -> Write:
    """Return the write of an entry that is new."""
    first = document_of(service) | {
        "feed_digest": digest, "imported_at": now, "edited_at": None, "version": 1, "vanished": False,
    }  # fmt: skip
    return UpdateOne({"_id": service.id}, {"$setOnInsert": first}, upsert=True)


def replacement(service: Service, digest: str, now: datetime) -> Write:
    """Return the write of an entry that the feed has changed and nobody here has edited."""
    fields = document_of(service) | {
        "feed_digest": digest, "imported_at": now, "vanished": False, "flag": None,
    }  # fmt: skip
    # An editor may have been faster than this: then theirs stays.
    unedited = {"_id": service.id, "edited_at": None}
    return UpdateOne(unedited, {"$set": fields, "$inc": {"version": 1}})


def flagged(service_id: str, flag: Flag | None, digest: str | None = None) -> Write:
    """Return the write that asks a person to look at an entry, or (None) that notes that it is back."""
    fields: Document = {"vanished": flag is Flag.VANISHED, "flag": flag}
    return UpdateOne({"_id": service_id}, {"$set": fields | ({"feed_digest": digest} if digest else {})})


def _stored(document: Document, service: Service) -> Stored:
    return Stored(
        service,
        str(document.get("feed_digest", "")),
        document.get("edited_at") is not None,
        bool(document.get("vanished")),
    )


def _imported(document: Document, held_back: int) -> Imported:
    feed = Feed(*(str(document.get(name, "")) for name in ("publisher", "licence", "address")))
    return Imported(feed, tuple(map(_run, reversed(document.get("runs", [])))), held_back)


def _run(document: Document) -> Run:
    counts = {Outcome(name): int(number) for name, number in document["counts"].items()}
    return Run(document["at"], str(document.get("by", "")), str(document.get("address", "")), counts)


def _held_back(document: Document) -> Line:
    record_id, name = (str(document.get(field, "")) for field in ("record_id", "name"))
    return Line(document["line"], record_id, name, Outcome(document["outcome"]), tuple(document["reasons"]))
