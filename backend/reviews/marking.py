"""Making a mark, changing it, and taking it back. Nothing else happens by it: no escalation and no rule changes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from backend.core.mongo import Tx
from backend.core.problem import Conflict, NotFound
from backend.core.staff import By
from backend.reviews.desk import Desk
from backend.reviews.model import (
    Content,
    Mark,
    Place,
    Subject,
    refuse_what_cannot_be,
    tally_of,
    week_of,
)

TALLIES_KEY = "screening_tallies"


@dataclass(frozen=True)
class Opened:
    """A mark with what it says."""

    mark: Mark
    content: Content


class Marking:
    """What staff do while they read a conversation."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def by(self, staff_id: str, role: str) -> By:
        """Return who acts, with their first name. Raises NotFound."""
        return By(staff_id, await self._desk.records.first_name(staff_id), role)

    async def put(self, place: Place, by: By, said: Mapping[str, Any]) -> Opened:
        """Make a mark, or change one's own: what is not `said` (kind, note) stays as it was.

        Raises NotFound, or Conflict where it would not be true, is somebody else's, or is decided.
        """
        subject = await self._desk.records.subject(place)
        refuse_what_cannot_be(place, subject)
        before = await self._desk.marks.on(place.subject)
        if before:
            before.refuse_others(by)
        content = replace(await self._content(before, subject), **said)
        sealed = await self._desk.crypto.seal(subject.key_id, content.to_text())
        mark = replace(before, sealed=sealed, revision=before.revision + 1) if before else Mark(
            id=uuid4().hex,
            place=place,
            conversation_id=subject.conversation_id,
            young_person_id=subject.young_person_id,
            key_id=subject.key_id,
            version=subject.version,
            sealed=sealed,
            marked_at=self._desk.clock.now(),
            marked_by=by,
        )  # fmt: skip
        await self._store(mark, before, content, subject, by)
        return Opened(mark, content)

    async def _content(self, before: Mark | None, subject: Subject) -> Content:
        if before is None:
            return Content(uuid4().hex, subject.rules)
        return Content.from_text(await self._desk.crypto.open(before.sealed))

    async def _store(
        self, mark: Mark, before: Mark | None, content: Content, subject: Subject, by: By
    ) -> None:
        key_id = await self._desk.crypto.service_key(TALLIES_KEY)
        tally = await self._desk.crypto.seal(key_id, tally_of(mark.place, subject, content).to_text())

        async def work(tx: Tx) -> None:
            now_there = await self._desk.marks.on(mark.place.subject, tx)
            if (now_there and now_there.revision) != (before and before.revision):
                raise Conflict
            await self._desk.marks.put(mark, tx)
            await self._desk.tallies.put(content.tally_id, week_of(mark.marked_at), tally, tx)
            await self._audited(by, "screening_marked", mark, tx)

        await self._desk.mongo.transaction(work)

    async def undo(self, place: Place, by: By) -> None:
        """Take one's own mark back; it counts no longer. Raises NotFound or Conflict."""
        found = await self._desk.marks.on(place.subject)
        if found is None:
            raise NotFound
        content = Content.from_text(await self._desk.crypto.open(found.sealed))

        async def work(tx: Tx) -> None:
            current = await self._desk.marks.on(place.subject, tx)
            if current is None:
                raise NotFound
            current.refuse_others(by)
            await self._desk.marks.remove(current, tx)
            await self._desk.tallies.remove(content.tally_id, tx)
            await self._audited(by, "screening_mark_undone", current, tx)

        await self._desk.mongo.transaction(work)

    async def of(self, escalation_id: str, by: By) -> list[Opened]:
        """Return the marks in an escalation's conversation. Reading them is audited. Raises NotFound."""
        subject = await self._desk.records.subject(Place(escalation_id))
        marks = await self._desk.marks.of_conversation(subject.conversation_id)
        read = [(mark.id, mark.young_person_id) for mark in marks]
        if read:
            await self._desk.audit.record_each(by.id, "screening_marks_read", read, role=by.role)
        return [
            Opened(mark, Content.from_text(text))
            for mark in marks
            if (text := await self._desk.crypto.open_if_kept(mark.sealed))
        ]

    async def _audited(self, by: By, action: str, mark: Mark, tx: Tx) -> None:
        await self._desk.audit.record(by.id, action, mark.id, tx=tx, role=by.role, about=mark.young_person_id)
