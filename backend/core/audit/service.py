"""Recording who read or changed what, chaining the entries, and checking the chain."""

import asyncio
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path

from backend.core.audit import heads_file
from backend.core.audit.chain import ChainCheck, Finding
from backend.core.audit.store import AuditStore
from backend.core.clock import Clock
from backend.core.logging import log
from backend.core.mongo import Document, Mongo, Tx, is_store_down

CHAIN_EVERY_S = 1.0
NOTE_HEAD_EVERY_S = 60.0


@dataclass(frozen=True)
class AuditEntry:
    """One entry: `at` in RFC 3339, `about` the young person whose record it was, where it was one's."""

    at: str
    actor: str
    role: str
    action: str
    subject: str
    about: str | None
    why: str


@dataclass(frozen=True)
class Verdict:
    """What a check found: nothing wrong when `findings` is empty. `waiting` entries have no place yet."""

    length: int
    waiting: int
    heads: int
    findings: list[Finding]


class Audit:
    """An entry is stored at once, with the change that it tells of; a moment later the worker chains it."""

    def __init__(self, mongo: Mongo, clock: Clock, heads: Path | None = None) -> None:
        self._store, self._clock, self._heads = AuditStore(mongo), clock, heads

    async def record(
        self,
        actor: str,
        action: str,
        subject: str,
        why: str = "",
        tx: Tx | None = None,
        *,
        role: str = "",
        about: str | None = None,
    ) -> None:
        """Append one entry: who (`actor`, `role`), did what, to what, why; `about` which young person."""
        await self._store.add([self._entry(actor, action, subject, about, role, why)], tx)

    async def record_each(
        self, actor: str, action: str, subjects: Iterable[tuple[str, str | None]], *, role: str = ""
    ) -> None:
        """Append one entry for each (subject, about), in one write."""
        await self._store.add(
            [self._entry(actor, action, subject, about, role, "") for subject, about in subjects]
        )

    async def about(self, person_id: str) -> list[AuditEntry]:
        """Return every entry about a young person, newest first."""
        names = [field.name for field in fields(AuditEntry)]
        return [
            AuditEntry(**{name: entry[name] for name in names})
            for entry in await self._store.about(person_id)
        ]

    async def read_by(self, actions: Sequence[str], since: datetime) -> list[tuple[str, str, int]]:
        """Return (actor, why, how many records) of these actions since an instant, in the order of actors."""
        return await self._store.read_by(actions, _text(since))

    async def opened_only(
        self, opened: Sequence[str], opened_since: datetime, acted: Sequence[str], acted_since: datetime
    ) -> dict[str, int]:
        """Return by actor how many people there are for whom they did one of `opened` and none of `acted`."""
        return await self._store.opened_only(opened, _text(opened_since), acted, _text(acted_since))

    async def chain(self) -> None:
        """Give every entry that waits its place in the chain."""
        await self._store.chain()

    async def note_head(self) -> None:
        """Keep the newest entry's place and hash: in a collection, in a file, and in the log."""
        head = await self._store.newest()
        if head is None or not await self._store.note(head, self._clock.now()):
            return
        log.info("audit_head", detail=f"{head.place} {head.hash}")
        if self._heads:
            await asyncio.to_thread(heads_file.append, self._heads, head, self._now())

    async def keep(self) -> None:
        """Chain every second and note the head every minute, until cancelled."""
        noted_s = 0.0
        while True:
            try:
                await self.chain()
                if not noted_s or time.monotonic() - noted_s > NOTE_HEAD_EVERY_S:
                    await self.note_head()
                    noted_s = time.monotonic()
            except Exception as error:  # noqa: BLE001 - the chain goes on when the store is back
                log.error(
                    "audit_failed", error="store_down" if is_store_down(error) else type(error).__name__
                )
            await asyncio.sleep(CHAIN_EVERY_S)

    async def verify(self, copy: Path | None = None) -> Verdict:
        """Read the whole chain against every head in the database, the file and a `copy` of it. Changes nothing."""
        exported, unreadable = heads_file.read(path for path in (self._heads, copy) if path)
        heads = [*await self._store.heads(), *exported]
        check = ChainCheck(heads)
        async for entry in self._store.in_order():
            check.read(entry)
        findings = [*check.end(), *unreadable]
        return Verdict(check.length, await self._store.waiting_count(), len(heads), findings)

    def _entry(
        self, actor: str, action: str, subject: str, about: str | None, role: str, why: str
    ) -> Document:
        return {
            "at": self._now(),
            "actor": actor,
            "role": str(role),
            "action": str(action),
            "subject": subject,
            "about": about,
            "why": why,
        }

    def _now(self) -> str:
        return _text(self._clock.now())


def _text(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
