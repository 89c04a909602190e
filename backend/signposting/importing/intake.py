"""Use cases of an editor who brings in a feed from a file: look at it first, then take in what was looked at."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from backend.core.audit import Audit
from backend.core.problem import Busy, NotFound, Unprocessable
from backend.signposting.importing.model import Counts, Feed, Imported, Line, Outcome
from backend.signposting.importing.service import Importer
from backend.signposting.importing.store import ImportStore

MOST_LINES = 500
PAGE = 100
NOTHING_TO_DECIDE = {Outcome.NEW, Outcome.SAME}
NameOf = Callable[[str], Awaitable[str]]


@dataclass(frozen=True)
class Report:
    """What becomes of a feed. `lines` are the first of those that are not unchanged, new ones last.

    `fingerprint` names exactly this file; `left_out` lines are not told.
    """

    feed: Feed
    fingerprint: str
    counts: Counts
    lines: list[Line]
    left_out: int


class Intake:
    """One feed at a time is read in this process; nothing of one is shown before an editor has opened the entry."""

    def __init__(self, importer: Importer, store: ImportStore, audit: Audit, name_of: NameOf) -> None:
        self._importer, self._store, self._audit, self._name_of = importer, store, audit, name_of
        self._reading = asyncio.Lock()

    async def look(self, document: bytes, feed: Feed) -> Report:
        """Say what would become of a feed, and store nothing. Raises BrokenFeed or Busy."""
        return await self._run(document, feed, by=None)

    async def take_in(self, document: bytes, feed: Feed, looked_at: str, editor_id: str) -> Report:
        """Store a feed that was looked at. Raises Unprocessable where it is another file, BrokenFeed or Busy."""
        if looked_at != fingerprint_of(document):
            reason = "is not the file that was looked at"
            raise Unprocessable(errors=[{"field": "looked_at", "reason": reason}])
        await self._audit.record(
            editor_id, "directory_feed_import", f"directory.{feed.id}", looked_at, role="content_editor"
        )
        return await self._run(document, feed, by=await self._name_of(editor_id))

    async def feeds(self) -> list[Imported]:
        """Return every feed that was imported."""
        return await self._store.feeds()

    async def held_back(self, feed_id: str, after: int) -> list[Line]:
        """Return lines that were not taken in, and why. Raises NotFound for a feed that was never imported."""
        found = await self._store.held_back(feed_id, after, PAGE)
        if not found and feed_id not in {one.feed.id for one in await self._store.feeds()}:
            raise NotFound
        return found

    async def _run(self, document: bytes, feed: Feed, by: str | None) -> Report:
        if self._reading.locked():
            raise Busy("Another feed is being read at this moment.")
        counts = Counts()
        telling: list[Line] = []
        new: list[Line] = []
        async with self._reading:
            lines = self._importer.run(document, feed, counts, dry_run=by is None, by=by or "")
            async for line in lines:
                if line.outcome is not Outcome.SAME:
                    (new if line.outcome in NOTHING_TO_DECIDE else telling).append(line)
        told = [*telling, *new]
        return Report(feed, fingerprint_of(document), counts, told[:MOST_LINES], len(told[MOST_LINES:]))


def fingerprint_of(document: bytes) -> str:
    """Return what tells one file from another."""
    return hashlib.sha256(document).hexdigest()
