"""Use cases of taking a plan away and bringing it back."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from backend.core.clock import Clock
from backend.plans.exporting.printer import Printer
from backend.plans.model import Owners
from backend.plans.pictures.service import PictureService
from backend.plans.refusals import as_problems
from backend.plans.service import PlanService
from safety_plans.errors import InvalidPlan
from safety_plans.export.document import Imported, from_json, to_json
from safety_plans.export.fhir import fhir
from safety_plans.revisions import Revision

CrisisLines = Callable[[], Sequence[str]]


class ExportService:
    """Every file is whole: nothing is cut, whatever its length."""

    def __init__(
        self,
        plans: PlanService,
        pictures: PictureService,
        printer: Printer,
        owners: Owners,
        crisis: CrisisLines,
        clock: Clock,
    ) -> None:
        self._plans, self._pictures, self._printer = plans, pictures, printer
        self._owners, self._crisis, self._clock = owners, crisis, clock

    async def json(self, owner_id: str) -> dict[str, Any]:
        """Return the plan with its history and pictures. Raises NotFound where there is none."""
        await self._plans.newest(owner_id)
        history = await self._plans.history(owner_id)
        shown = {id_ for revision in history for id_ in _picture_ids(revision)}
        pictures = await self._pictures.some(owner_id, sorted(shown))
        language = (await self._owners(owner_id)).language
        return to_json(history, language=language, exported_at=self._clock.now(), pictures=pictures)

    async def fhir(self, owner_id: str) -> dict[str, Any]:
        """Return the plan as it stands, as a FHIR R4 Bundle. Raises NotFound."""
        newest, language, pictures = await self._newest(owner_id)
        return fhir(newest, language=language, exported_at=self._clock.now(), pictures=pictures)

    async def pdf(self, owner_id: str) -> bytes:
        """Return the plan as it stands, on paper. Raises NotFound, or Busy."""
        newest, language, pictures = await self._newest(owner_id)
        return await self._printer.print(newest, language, self._clock.now(), pictures, self._crisis())

    async def _newest(self, owner_id: str) -> tuple[Revision, str, dict[str, bytes]]:
        newest = await self._plans.newest(owner_id)
        pictures = await self._pictures.some(owner_id, _picture_ids(newest))
        return newest, (await self._owners(owner_id)).language, pictures

    async def bring_in(
        self, owner_id: str, document: object, expected: int, client_revision_id: str | None
    ) -> Revision:
        """Store what a file of ours holds as the next revision. Raises Unprocessable or Stale."""
        with as_problems("document"):
            imported = await asyncio.to_thread(_read, document)
        newest = imported.history.newest
        if newest is None:
            raise ValueError("a document without a revision was let through")
        for id_ in _picture_ids(newest):
            if id_ in imported.pictures:
                await self._pictures.add_if_missing(owner_id, id_, imported.pictures[id_])
        return await self._plans.take_in(owner_id, newest.plan, expected, client_revision_id)


def _read(document: object) -> Imported:
    imported = from_json(document)
    if imported.history.newest is None:
        raise InvalidPlan("holds no plan", "revisions")
    return imported


def _picture_ids(revision: Revision) -> list[str]:
    return [id_ for _, entry in revision.plan.located() for id_ in entry.pictures]
