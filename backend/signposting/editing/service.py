"""Use cases of an editor: what is due, changing an entry, saying that it was checked, and what was changed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from backend.core.clock import LONDON, Clock
from backend.core.mongo import Mongo, Tx
from backend.core.problem import NotFound, PreconditionFailed, Unprocessable
from backend.signposting import shipped
from backend.signposting.checking import Trouble, troubles
from backend.signposting.directory import Directory
from backend.signposting.editing.model import Change, Record, What, Which, differences, next_check
from backend.signposting.editing.store import EditingStore
from backend.signposting.model import Service
from backend.signposting.protected import spoils
from backend.signposting.store import ServiceStore

PAGE = 50
MOST_CHANGES = 100
LONGEST_DAYS = 366
NEVER_HIDDEN = "would make an entry that never disappears harder to find or to reach"
NameOf = Callable[[str], Awaitable[str]]


@dataclass(frozen=True)
class Listed:
    """A page of entries; `after` is where the next one goes on. The counts are of all there are."""

    records: list[Record]
    after: tuple[str, str] | None
    due: int
    flagged: int


class Editing:
    """Every change is one transaction with its place in the history."""

    def __init__(
        self,
        mongo: Mongo,
        store: EditingStore,
        services: ServiceStore,
        directory: Directory,
        name_of: NameOf,
        clock: Clock,
    ) -> None:
        self._mongo, self._store, self._services = mongo, store, services
        self._directory, self._name_of, self._clock = directory, name_of, clock

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

    async def edit(self, editor_id: str, service_id: str, version: int, wanted: dict[str, Any]) -> Record:
        """Change fields of the version that was read. Raises NotFound, PreconditionFailed or Unprocessable."""

        def edited(service: Service) -> Service:
            made = replace(service, **wanted)
            if made.display == replace(service.display, reason=None):
                made = replace(made, display=service.display)
            _refuse(_wrong(made))
            return made

        return await self._change(editor_id, service_id, version, What.EDITED, edited)

    async def check(self, editor_id: str, service_id: str, version: int, next_on: date | None) -> Record:
        """Note that somebody made sure of an entry today, and when to do so again. Raises as `edit` does."""
        today = self.today()
        if next_on and not today < next_on <= today + timedelta(days=LONGEST_DAYS):
            _refuse([Trouble("next_check_on", "is not within a year from tomorrow")])

        def checked(service: Service) -> Service:
            return replace(service, checked_on=today, next_check_on=next_on or next_check(service, today))

        return await self._change(editor_id, service_id, version, What.CHECKED, checked)

    async def _change(
        self, editor_id: str, service_id: str, version: int, what: What, how: Callable[[Service], Service]
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
            await self._store.add([Change(service_id, now, editor_id, by, what, fields)], tx)
            await self._services.raise_revision(tx)
            return made

        made = await self._mongo.transaction(work)
        self._directory.changed()
        return made


def _wrong(service: Service) -> list[Trouble]:
    original = next((one for one in shipped.services() if one.id == service.id and one.never_hidden), None)
    protected = spoils(service, original) if original else []
    return [*troubles(service), *(Trouble(field, NEVER_HIDDEN) for field in protected)]


def _refuse(found: list[Trouble]) -> None:
    if found:
        raise Unprocessable(errors=[{"field": one.field, "reason": one.reason} for one in found])
