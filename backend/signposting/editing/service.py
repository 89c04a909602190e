"""Use cases of an editor: what is due, changing an entry, saying that it was checked, and what was changed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from backend.core.audit import Audit
from backend.core.clock import LONDON, Clock
from backend.core.mongo import Mongo, Tx
from backend.core.problem import Conflict, NotFound, PreconditionFailed, Unprocessable
from backend.signposting.checking import Trouble
from backend.signposting.directory import Directory
from backend.signposting.editing.model import (
    Change,
    FieldChange,
    Record,
    What,
    Which,
    begun,
    differences,
    first_words,
    next_check,
    what_it_is,
)
from backend.signposting.editing.rules import wrong, wrong_days
from backend.signposting.editing.store import EditingStore
from backend.signposting.model import Service
from backend.signposting.store import ServiceStore

PAGE = 50
MOST_CHANGES = 100
OF_AN_EDITOR = "own-"  # No feed's ids begin so: those have the feed's name and a dot.
NameOf = Callable[[str], Awaitable[str]]


@dataclass(frozen=True)
class Listed:
    """A page of entries; `after` is where the next one goes on. The counts are of all there are."""

    records: list[Record]
    after: tuple[str, str] | None
    due: int
    flagged: int


class Editing:
    """Every change is one transaction with its place in the history and in the audit."""

    def __init__(
        self,
        mongo: Mongo,
        store: EditingStore,
        services: ServiceStore,
        directory: Directory,
        name_of: NameOf,
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._mongo, self._store, self._services = mongo, store, services
        self._directory, self._name_of = directory, name_of
        self._audit, self._clock = audit, clock

    def today(self) -> date:
        """Return the day in Luton."""
        return self._clock.now().astimezone(LONDON).date()

    async def listed(self, which: Which, after: tuple[str, str] | None) -> Listed:
        """Return a page of entries, those first that have to be checked first."""
        found = await self._store.page(which, self.today(), after, PAGE)
        last = found[-1].service if len(found) == PAGE else None
        goes_on = (last.next_check_on.isoformat() if last.next_check_on else "", last.id) if last else None
        due, flagged = [await self._store.count(one, self.today()) for one in (Which.DUE, Which.FLAGGED)]
        return Listed(found, goes_on, due, flagged)

    async def one(self, service_id: str) -> Record:
        """Return one entry. Raises NotFound."""
        found = await self._store.one(service_id)
        if found is None:
            raise NotFound
        return found

    async def history(self, service_id: str) -> list[Change]:
        """Return the newest changes of an entry. Raises NotFound."""
        await self.one(service_id)
        return await self._store.history(service_id, MOST_CHANGES)

    async def add(
        self, editor_id: str, entry_id: UUID, wanted: dict[str, Any], checked_on: date, next_on: date | None
    ) -> Record:
        """Store a new entry, hidden. Sent again it is the same. Raises Unprocessable or Conflict."""
        service = begun(f"{OF_AN_EDITOR}{entry_id}", wanted, checked_on, next_on)
        _refuse([*wrong(service), *wrong_days(self.today(), checked_on, next_on)])
        by = await self._name_of(editor_id)
        made = Record(service, 1, self._clock.now())

        async def work(tx: Tx) -> Record:
            found = await self._store.one(service.id, tx)
            if found is None:
                await self._store.insert(made, tx)
                await self._note(tx, made, editor_id, by, What.ADDED, first_words(service))
            elif found.service != service:
                raise Conflict("It was stored before, with other words: look under Hidden.")
            return found or made

        stored = await self._mongo.transaction(work)
        self._directory.changed()
        return stored

    async def edit(self, editor_id: str, service_id: str, version: int, wanted: dict[str, Any]) -> Record:
        """Change fields of the version that was read. Raises NotFound, PreconditionFailed or Unprocessable."""

        def edited(service: Service) -> Service:
            made = replace(service, **wanted)
            _refuse(wrong(made, service))
            return made

        return await self._change(editor_id, service_id, version, edited)

    async def check(self, editor_id: str, service_id: str, version: int, next_on: date | None) -> Record:
        """Note that somebody made sure of an entry today, and when to do so again. Raises as `edit` does."""
        today = self.today()
        _refuse(wrong_days(today, today, next_on))

        def checked(service: Service) -> Service:
            return replace(service, checked_on=today, next_check_on=next_on or next_check(service, today))

        return await self._change(editor_id, service_id, version, checked, What.CHECKED)

    async def _change(
        self,
        editor_id: str,
        service_id: str,
        version: int,
        how: Callable[[Service], Service],
        what: What | None = None,
    ) -> Record:
        now, by = self._clock.now(), await self._name_of(editor_id)

        async def work(tx: Tx) -> Record:
            found = await self._store.one(service_id, tx)
            if found is None:
                raise NotFound
            if found.version != version:
                raise PreconditionFailed("Somebody else has changed this entry.", version=found.version)
            service = how(found.service)
            flag = None if what is What.CHECKED else found.flag
            made = Record(service, version + 1, now, flag)
            await self._store.replace(made, tx)
            fields = differences(found.service, service)
            await self._note(tx, made, editor_id, by, what or what_it_is(found.service, service), fields)
            return made

        made = await self._mongo.transaction(work)
        self._directory.changed()
        return made

    async def _note(
        self, tx: Tx, made: Record, editor_id: str, by: str, what: What, fields: tuple[FieldChange, ...]
    ) -> None:
        service_id, now = made.service.id, made.edited_at or self._clock.now()
        await self._store.add([Change(service_id, now, editor_id, by, what, fields)], tx)
        action = f"directory_entry_{what}"
        await self._audit.record(editor_id, action, f"directory.{service_id}", tx=tx, role="content_editor")
        await self._services.raise_revision(tx)


def _refuse(found: list[Trouble]) -> None:
    if found:
        raise Unprocessable(errors=[{"field": one.field, "reason": one.reason} for one in found])
