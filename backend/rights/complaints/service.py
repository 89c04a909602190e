"""Taking in complaints, answering them, and reminding those who have to."""

import hmac
from dataclasses import dataclass

from backend.core.audit import Audit
from backend.core.clock import Clock
from backend.core.crypto import FieldCrypto
from backend.core.logging import log
from backend.core.problem import Conflict, NotFound
from backend.rights.access import Actor
from backend.rights.complaints.model import (
    ACKNOWLEDGE_WITHIN,
    REMIND_BEFORE,
    Complaint,
    ComplaintState,
    Kind,
    Reference,
)
from backend.rights.complaints.store import ComplaintStore

COMPLAINTS_KEY = "complaints"


@dataclass(frozen=True)
class Opened:
    """A complaint with its words opened."""

    complaint: Complaint
    text: str
    reply_to: str | None
    answer: str | None


class Complaints:
    """Use cases of complaints and objections. Words are sealed under a key of the service's own."""

    def __init__(self, store: ComplaintStore, crypto: FieldCrypto, audit: Audit, clock: Clock) -> None:
        self._store, self._crypto, self._audit, self._clock = store, crypto, audit, clock

    async def submit(
        self, kind: Kind, text: str, reply_to: str | None, person_id: str | None
    ) -> tuple[Reference, Complaint]:
        """Store a complaint. The reference is returned this once; only its hash is kept."""
        key_id = await self._crypto.service_key(COMPLAINTS_KEY)
        reference, now = Reference.new(), self._clock.now()
        complaint = Complaint(
            id=reference.id,
            secret_hash=reference.secret_hash,
            kind=kind,
            state=ComplaintState.RECEIVED,
            young_person_id=person_id,
            sealed=await self._crypto.seal(key_id, text),
            sealed_reply_to=await self._crypto.seal(key_id, reply_to) if reply_to else None,
            received_at=now,
            acknowledge_by=now + ACKNOWLEDGE_WITHIN,
        )
        await self._store.add(complaint)
        return reference, complaint

    async def look_up(self, typed: str) -> Opened:
        """Return the complaint behind a whole reference. Anything else is NotFound, and nothing says why."""
        reference = Reference.parse(typed)
        found = await self._store.get(reference.id) if reference else None
        if (
            reference is None
            or found is None
            or not hmac.compare_digest(found.secret_hash, reference.secret_hash)
        ):
            raise NotFound
        return await self._opened(found)

    async def listed(self, reader: Actor) -> list[Opened]:
        """Return all with their words; showing one is a reading of it, so it is audited first."""
        complaints = await self._store.listed()
        subjects = [(complaint.id, complaint.young_person_id) for complaint in complaints]
        await self._audit.record_each(reader.id, "complaint_read", subjects, role=reader.role)
        return [await self._opened(complaint) for complaint in complaints]

    async def acknowledge(self, complaint_id: str, by: Actor) -> Opened:
        """Say that it has been read. Doing it again changes nothing."""
        changed = await self._store.acknowledge(complaint_id, self._clock.now())
        if changed is None:
            return await self._opened(await self._get(complaint_id))
        await self._audited(by, "complaint_acknowledged", changed)
        return await self._opened(changed)

    async def answer(self, complaint_id: str, by: Actor, text: str) -> Opened:
        """Answer it. Raises Conflict when it has an answer."""
        await self._get(complaint_id)
        sealed = await self._crypto.seal(await self._crypto.service_key(COMPLAINTS_KEY), text)
        changed = await self._store.answer(complaint_id, sealed, by.id, self._clock.now())
        if changed is None:
            raise Conflict("It has an answer already.")
        await self._audited(by, "complaint_answered", changed)
        return await self._opened(changed)

    async def remind_due(self) -> None:
        """Mark in the list what has to be acknowledged soon; for the worker."""
        now = self._clock.now()
        if count := await self._store.remind(now + REMIND_BEFORE, now):
            log.warning("complaints_due_soon", count=count)

    async def overdue(self) -> int:
        """Count what was not acknowledged within its 30 days."""
        return await self._store.overdue(self._clock.now())

    async def any_of(self, person_id: str) -> bool:
        """Tell whether a young person sent any while signed in."""
        return await self._store.any_of(person_id)

    async def of(self, person_id: str) -> list[Opened]:
        """Return what a young person sent while signed in."""
        return [await self._opened(complaint) for complaint in await self._store.of(person_id)]

    async def unlink(self, person_id: str) -> None:
        """Forget which account they came from."""
        await self._store.unlink(person_id)

    async def _get(self, complaint_id: str) -> Complaint:
        found = await self._store.get(complaint_id)
        if found is None:
            raise NotFound
        return found

    async def _opened(self, complaint: Complaint) -> Opened:
        opened = self._crypto.open
        reply_to, answer = complaint.sealed_reply_to, complaint.sealed_answer
        return Opened(
            complaint,
            await opened(complaint.sealed),
            await opened(reply_to) if reply_to else None,
            await opened(answer) if answer else None,
        )

    async def _audited(self, by: Actor, action: str, complaint: Complaint) -> None:
        await self._audit.record(by.id, action, complaint.id, role=by.role, about=complaint.young_person_id)
