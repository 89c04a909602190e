"""Collection `guidance_versions`: one document a version. What was approved stays as it was approved."""

from typing import Any

import pymongo
from pymongo.errors import PyMongoError

from backend.core.mongo import Document, DuplicateKeyError, Mongo, Tx, is_store_down
from backend.core.problem import Conflict, StoreUnavailable
from backend.guidance.editing.model import Editor, Event, State, Version

READ_TIMEOUT_S = 0.5  # Whoever reads a page does not wait long: what was read last is a good answer.


class VersionStore:
    """Reads and writes versions."""

    def __init__(self, mongo: Mongo) -> None:
        self._versions = mongo.db.guidance_versions

    async def create_indexes(self) -> None:
        """One draft at a time for each piece and language; and what is read is found at once."""
        unfinished = [State.DRAFT.value, State.IN_REVIEW.value, State.APPROVED.value]
        await self._versions.create_index([("state", 1)])
        await self._versions.create_index([("sha256", 1)])
        await self._versions.create_index(
            [("piece", 1), ("language", 1)],
            unique=True,
            name="one_unfinished",
            partialFilterExpression={"state": {"$in": unfinished}, "safety_text": False},
        )

    async def of(self, piece: str, language: str, tx: Tx | None = None) -> list[Version]:
        """Return the versions of a piece in a language, the newest first."""
        found = self._versions.find({"piece": piece, "language": language}, session=tx)
        return [_version(document) async for document in found.sort("number", -1)]

    async def newest(self) -> list[Version]:
        """Return the newest version of every piece in every language."""
        newest: dict[tuple[str, str], Version] = {}
        async for document in self._versions.find({}).sort("number", 1):
            newest[document["piece"], document["language"]] = _version(document)
        return list(newest.values())

    async def read(self) -> list[Version]:
        """Return what is published or was withdrawn. Raises StoreUnavailable."""
        try:
            with pymongo.timeout(READ_TIMEOUT_S):
                wanted = {"state": {"$in": [State.PUBLISHED.value, State.WITHDRAWN.value]}}
                return [
                    _version(document) async for document in self._versions.find(wanted).sort("number", 1)
                ]
        except PyMongoError as error:
            if is_store_down(error):
                raise StoreUnavailable from error
            raise

    async def approved_texts(self, hashes: list[str]) -> list[Version]:
        """Return the versions whose text has one of these hashes and whose approval stands."""
        wanted = {"sha256": {"$in": hashes}, "state": State.APPROVED.value, "safety_text": True}
        return [_version(document) async for document in self._versions.find(wanted)]

    async def add(self, version: Version, tx: Tx, *, safety_text: bool) -> None:
        """Store a new version. Raises Conflict where another one is not finished yet."""
        try:
            document = _document(version) | {"_id": _id(version), "safety_text": safety_text}
            await self._versions.insert_one(document, session=tx)
        except DuplicateKeyError as error:
            raise Conflict("Another version is not finished yet.") from error

    async def put(self, version: Version, before: int, tx: Tx) -> None:
        """Store a changed version over the revision that was read. Raises Conflict where it has changed."""
        done = await self._versions.update_one(
            {"_id": _id(version), "revision": before}, {"$set": _document(version)}, session=tx
        )
        if not done.matched_count:
            raise Conflict("Somebody else has changed this version meanwhile.")


def _id(version: Version) -> str:
    return f"{version.piece}.{version.language}.{version.number}"


def _document(version: Version) -> Document:
    return {
        "piece": version.piece,
        "language": version.language,
        "number": version.number,
        "content": version.content,
        "sha256": version.sha256,
        "state": version.state.value,
        "revision": version.revision,
        "authors": list(version.authors),
        "events": [_event(event) for event in version.events],
    }


def _event(event: Event) -> dict[str, Any]:
    by = {"by": event.by.id, "first_name": event.by.first_name}
    return {"at": event.at, "did": str(event.did), "note": event.note} | by


def _version(found: Document) -> Version:
    events = (
        Event(event["at"], Editor(event["by"], event["first_name"]), event["did"], event["note"])
        for event in found["events"]
    )
    names = ("piece", "language", "number", "content", "sha256", "revision")
    return Version(
        **{name: found[name] for name in names},
        state=State(found["state"]),
        authors=tuple(found["authors"]),
        events=tuple(events),
    )
