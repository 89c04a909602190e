"""What a person does with an escalation: acknowledge, take over, hand back, close. Each is one transaction."""

from dataclasses import replace
from datetime import datetime, timedelta

from backend.core.audit import Audit
from backend.core.clock import Clock
from backend.core.mongo import Mongo, Tx
from backend.core.problem import AlreadyAcknowledged, Conflict
from backend.escalations.chronology.drafts import Draft
from backend.escalations.chronology.recording import Recording
from backend.escalations.model import ActedBy, Escalation, Outcome, ReceiptKind, Responder, State
from backend.escalations.paging.queueing import receipt
from backend.escalations.paging.store import PageStore
from backend.escalations.service import EscalationService
from backend.escalations.store import EscalationStore

THE_DRILL = Responder("drill", "The drill", "service", (), fallback_contact=False)


class StaffActions:
    """Compare-and-set inside a transaction: whoever comes second is told who was first."""

    def __init__(
        self,
        mongo: Mongo,
        store: EscalationStore,
        pages: PageStore,
        service: EscalationService,
        audit: Audit,
        recording: Recording,
        clock: Clock,
    ) -> None:
        self._mongo, self._store, self._pages, self._service = mongo, store, pages, service
        self._audit, self._recording, self._clock = audit, recording, clock

    async def acknowledge(self, escalation_id: str, actor: Responder) -> Escalation:
        """Acknowledge an open one. Raises AlreadyAcknowledged with who was first; the same person again is fine."""

        async def work(tx: Tx) -> Escalation:
            found = await self._service.get(escalation_id, tx)
            holder = found.taken_over_by or found.acknowledged_by
            if found.state in (State.ACKNOWLEDGED, State.TAKEN_OVER) and holder and holder.id == actor.id:
                return found
            if found.state is not State.OPEN:
                raise AlreadyAcknowledged(acknowledged_by=_who(holder or found.closed_by))
            now = self._clock.now()
            changed = replace(
                found,
                state=State.ACKNOWLEDGED,
                acknowledged_by=_acted(actor, now),
                next_step_at=now + timedelta(seconds=found.stale_after_s),
            )
            return await self._record(changed, ReceiptKind.ACKNOWLEDGED, actor, now, tx)

        return await self._mongo.transaction(work)

    async def take_over(self, escalation_id: str, actor: Responder) -> Escalation:
        """Take over the chat; from then on the bot is silent. Raises Conflict when somebody else has it."""

        async def work(tx: Tx) -> Escalation:
            found = await self._service.get(escalation_id, tx)
            if found.state is State.CLOSED:
                raise Conflict("It is closed.")
            if found.taken_over_by and found.state is State.TAKEN_OVER:
                if found.taken_over_by.id == actor.id:
                    return found
                raise Conflict("Somebody else has taken over.", taken_over_by=_who(found.taken_over_by))
            now = self._clock.now()
            acted = _acted(actor, now)
            changed = replace(
                found,
                state=State.TAKEN_OVER,
                acknowledged_by=found.acknowledged_by or acted,
                taken_over_by=acted,
                next_step_at=None,
                waiting_since=now,
            )
            return await self._record(changed, ReceiptKind.TAKEN_OVER, actor, now, tx)

        return await self._mongo.transaction(work)

    async def hand_back(self, escalation_id: str, actor: Responder) -> Escalation:
        """Leave the chat with the request still open: the policy starts again and pages the team."""

        async def work(tx: Tx) -> Escalation:
            found = await self._service.held_by(escalation_id, actor.id, tx)
            now = self._clock.now()
            await self._store.add_receipts([receipt(found, ReceiptKind.HANDED_BACK, now, actor)], tx)
            free = replace(found, state=State.OPEN, acknowledged_by=None, taken_over_by=None)
            started = await self._service.start_step(free, 0, now, tx)
            await self._audited(started, ReceiptKind.HANDED_BACK, actor, tx)
            return await self._service.saved(started, tx)

        return await self._mongo.transaction(work)

    async def close(self, escalation_id: str, actor: Responder, outcome: Outcome, draft: Draft) -> Escalation:
        """Close with an outcome and the entry that says what was done. Sending the same again changes nothing.

        Somebody must have acknowledged it before; closing twice is a Conflict. Raises Unprocessable.
        """
        if outcome is Outcome.DRILL:
            raise Conflict("A drill ends by itself.")
        escalation = await self._service.get(escalation_id)
        if await self._recording.known(draft, escalation, actor):
            return escalation
        entry = await self._recording.prepared(escalation, actor, draft)

        async def work(tx: Tx) -> Escalation:
            found = await self._service.get(escalation_id, tx)
            if found.state not in (State.ACKNOWLEDGED, State.TAKEN_OVER):
                raise Conflict(
                    "Acknowledge it before closing." if found.state is State.OPEN else "It is closed."
                )
            if found.taken_over_by and found.taken_over_by.id != actor.id:
                raise Conflict("Somebody else has taken over.", taken_over_by=_who(found.taken_over_by))
            now = self._clock.now()
            changed = replace(
                found,
                state=State.CLOSED,
                closed_by=_acted(actor, now),
                outcome=outcome,
                next_step_at=None,
            )
            await self._recording.add(replace(entry, happened_at=now, recorded_at=now), tx)
            return await self._record(changed, ReceiptKind.CLOSED, actor, now, tx)

        return await self._mongo.transaction(work)

    async def end_drill(self, escalation_id: str) -> None:
        """Close the escalation of a drill, whatever staff did with it meanwhile; of anything else it is a Conflict."""

        async def work(tx: Tx) -> None:
            found = await self._service.get(escalation_id, tx)
            if found.person.drill is None:
                raise Conflict("It is not a drill.")
            if found.state is State.CLOSED:
                return
            now = self._clock.now()
            closed = replace(
                found,
                state=State.CLOSED,
                closed_by=_acted(THE_DRILL, now),
                outcome=Outcome.DRILL,
                next_step_at=None,
            )
            await self._record(closed, ReceiptKind.CLOSED, THE_DRILL, now, tx)

        await self._mongo.transaction(work)

    async def _record(
        self, changed: Escalation, kind: ReceiptKind, actor: Responder, now: datetime, tx: Tx
    ) -> Escalation:
        await self._pages.cancel(changed.id, now, tx)
        await self._store.add_receipts([receipt(changed, kind, now, actor)], tx)
        await self._audited(changed, kind, actor, tx)
        return await self._service.saved(changed, tx)

    async def _audited(self, changed: Escalation, kind: ReceiptKind, actor: Responder, tx: Tx) -> None:
        await self._audit.record(
            actor.id, kind, changed.id, tx=tx, role=actor.role, about=changed.young_person_id
        )


def _acted(actor: Responder, at: datetime) -> ActedBy:
    return ActedBy(actor.id, actor.first_name, at)


def _who(by: ActedBy | None) -> dict[str, str] | None:
    return {"first_name": by.first_name, "at": by.at.isoformat().replace("+00:00", "Z")} if by else None
