"""Importing a feed: line by line, in batches, and again without changing anything that has not changed."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from backend.core.clock import LONDON, Clock
from backend.signposting.checking import Trouble
from backend.signposting.editing.model import Change, FieldChange, Flag, What, differences
from backend.signposting.editing.store import EditingStore
from backend.signposting.importing.mapping import Ended, Rejected, entry_of
from backend.signposting.importing.model import Counts, Feed, Line, Outcome, Run, digest_of, first_time, over
from backend.signposting.importing.reading import Source, count, records
from backend.signposting.importing.store import (
    ImportStore,
    Stored,
    Write,
    flagged,
    insertion,
    replacement,
)
from backend.signposting.model import Service
from backend.signposting.store import ServiceStore

BATCH = 500
LONGEST_VALUE = 60
NOT_TAKEN = {Outcome.QUARANTINED, Outcome.REJECTED}


@dataclass
class _Batch:
    """What one batch of lines comes to: told first, written after."""

    lines: list[Line] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True)
class _Candidate:
    """A line that may be taken in."""

    number: int
    service: Service
    digest: str


class Importer:
    """Reads a feed that lies in a file. Memory holds one batch and the ids of the feed, not its services.

    Reading and comparing happen in a thread: the API that imports answers young people meanwhile.
    """

    def __init__(
        self, store: ImportStore, history: EditingStore, services: ServiceStore, clock: Clock
    ) -> None:
        self._store, self._history, self._services, self._clock = store, history, services, clock

    async def run(
        self, source: Source, feed: Feed, counts: Counts, *, dry_run: bool, by: str = ""
    ) -> AsyncIterator[Line]:
        """Yield what becomes of each line and of each entry that is gone; store it unless it is a dry run.

        `by` is whoever imports. Raises BrokenFeed before anything is stored, where the file breaks off.
        """
        await asyncio.to_thread(count, source)
        seen: dict[str, int] = {}
        kept_out: set[int] = set()
        numbered = enumerate(records(source), start=1)
        while some := await asyncio.to_thread(lambda: list(islice(numbered, BATCH))):
            batch = await self._batch(feed, some, seen)
            kept_out |= {line.number for line in batch.lines if line.number and line.outcome in NOT_TAKEN}
            if not dry_run:
                await self._write(feed, batch)
            for line in batch.lines:
                yield counts.add(line)
        async for line in self._vanished(feed, seen, dry_run=dry_run):
            yield counts.add(line)
        if not dry_run:
            await self._finish(feed, counts, kept_out, by)

    async def _batch(self, feed: Feed, some: list[tuple[int, Any]], seen: dict[str, int]) -> _Batch:
        found = await asyncio.to_thread(lambda: [_judge(number, one, feed, seen) for number, one in some])
        batch = _Batch([line for line in found if isinstance(line, Line)])
        candidates = [one for one in found if isinstance(one, _Candidate)]
        stored = await self._store.stored([candidate.service.id for candidate in candidates])
        await asyncio.to_thread(self._take_all, batch, feed, candidates, stored)
        return batch

    def _take_all(
        self, batch: _Batch, feed: Feed, candidates: Iterable[_Candidate], stored: Mapping[str, Stored]
    ) -> None:
        for candidate in candidates:
            self._take(batch, feed, candidate, stored.get(candidate.service.id))
        batch.lines.sort(key=lambda line: line.number or 0)

    def _take(self, batch: _Batch, feed: Feed, one: _Candidate, stored: Stored | None) -> None:
        now, service = self._clock.now(), one.service
        if stored is None:
            new = first_time(service, now.astimezone(LONDON).date())
            batch.writes.append(insertion(new, one.digest, now))
            batch.lines.append(Line(one.number, service.id, service.name, Outcome.NEW))
            return
        fields = differences(stored.service, over(stored.service, service))
        if stored.digest == one.digest:
            if stored.vanished:
                batch.writes.append(flagged(service.id, None))
            batch.lines.append(Line(one.number, service.id, service.name, Outcome.SAME))
            return
        what, outcome = What.CHANGED_BY_FEED, Outcome.CHANGED
        write = replacement(over(stored.service, service), one.digest, now)
        if stored.edited:
            what, outcome = What.FLAGGED, Outcome.FLAGGED
            write = flagged(service.id, Flag.CHANGED_IN_FEED, one.digest)
        batch.writes.append(write)
        batch.changes.append(Change(service.id, now, feed.id, feed.publisher, what, fields))
        batch.lines.append(Line(one.number, service.id, service.name, outcome, tuple(_told(fields))))

    async def _write(self, feed: Feed, batch: _Batch) -> None:
        await self._store.write(batch.writes)
        await self._history.add(batch.changes)
        kept_out = [line for line in batch.lines if line.outcome in NOT_TAKEN]
        await self._store.quarantine(feed, kept_out, self._clock.now())

    async def _vanished(self, feed: Feed, seen: dict[str, int], *, dry_run: bool) -> AsyncIterator[Line]:
        lines = [
            Line(None, service_id, name, Outcome.VANISHED)
            async for service_id, name in self._store.ids_of(feed)
            if service_id not in seen
        ]
        now = self._clock.now()
        for start in range(0, 0 if dry_run else len(lines), BATCH):
            some = lines[start : start + BATCH]
            await self._store.write([flagged(line.id, Flag.VANISHED) for line in some])
            await self._history.add(
                [Change(line.id, now, feed.id, feed.publisher, What.FLAGGED) for line in some]
            )
        for line in lines:
            yield line

    async def _finish(self, feed: Feed, counts: Counts, kept_out: set[int], by: str) -> None:
        await self._store.release(feed, kept_out)
        await self._store.put_feed(feed, Run(self._clock.now(), by, feed.address, counts.of))
        if any(n for outcome, n in counts.of.items() if outcome not in {*NOT_TAKEN, Outcome.SAME}):
            await self._services.raise_revision()


def _judge(number: int, record: Any, feed: Feed, seen: dict[str, int]) -> Line | _Candidate:
    try:
        service, found = entry_of(record, feed)
    except Rejected as rejected:
        own_id = str(record.get("id"))[:100] if isinstance(record, dict) else ""
        name = str(record.get("name", ""))[:100] if isinstance(record, dict) else ""
        if not isinstance(rejected, Ended):
            seen.setdefault(
                f"{feed.id}.{own_id}", number
            )  # It is in the feed: what is stored has not vanished.
        return Line(number, own_id, name, Outcome.REJECTED, (str(rejected),))
    if service.id in seen:
        reason = f"has the id of line {seen[service.id]}"
        return Line(number, service.id, service.name, Outcome.REJECTED, (reason,))
    seen[service.id] = number
    if found:
        return Line(number, service.id, service.name, Outcome.QUARANTINED, tuple(_reasons(found)))
    return _Candidate(number, service, digest_of(service))


def _reasons(found: Iterable[Trouble]) -> Iterator[str]:
    yield from dict.fromkeys(f"{one.field} {one.reason}" for one in found)


def _told(fields: Iterable[FieldChange]) -> Iterator[str]:
    for change in fields:
        yield f"{change.field}: {_short(change.before)} -> {_short(change.after)}"


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}..."
