"""Asking for a person: open or join an escalation, start its steps, and read where it stands."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from backend.core.attention import Attention
from backend.core.clock import Clock
from backend.core.mongo import Mongo, Tx
from backend.core.problem import Conflict, NotFound
from backend.escalations.model import (
    Escalation,
    PersonNeeded,
    Receipt,
    ReceiptKind,
    Responder,
    State,
)
from backend.escalations.paging.queueing import receipt, start_step
from backend.escalations.paging.store import PageStore
from backend.escalations.policies.service import PolicyService
from backend.escalations.policy import Policy
from backend.escalations.rota.cover import Cover, Covering
from backend.escalations.rota.model import on_call_ids
from backend.escalations.rota.store import RotaStore
from backend.escalations.store import EscalationStore
from backend.escalations.truth import Facts, fold

Responders = Callable[[], Awaitable[list[Responder]]]

# A second disclosure pages again, but not for every message of a fast typist while pages are still going out.
PAGE_AGAIN_AFTER_S = 60
MOST_NOTICES_KEPT = 200


class EscalationService:
    """Every change is one transaction: the escalation, its pages and its receipts together."""

    def __init__(
        self,
        mongo: Mongo,
        store: EscalationStore,
        pages: PageStore,
        rota: RotaStore,
        policies: PolicyService,
        responders: Responders,
        clock: Clock,
    ) -> None:
        self._mongo, self._store, self._pages, self._rota = mongo, store, pages, rota
        self._policies, self._responders, self._clock = policies, responders, clock
        self._covering = Covering(rota, responders, clock)

    async def need_person(self, needed: PersonNeeded, tx: Tx) -> Escalation:
        """Open an escalation, or join the one that is active, inside the caller's transaction."""
        return await self.open_or_join(await self._store.active(needed.conversation_id, tx), needed, tx)

    async def open_or_join(self, active: Escalation | None, needed: PersonNeeded, tx: Tx) -> Escalation:
        """Do the same for a caller who has read in this transaction which one is active."""
        if active is None:
            return await self._open(needed, tx)
        return await self._join(active, needed, tx)

    async def _open(self, needed: PersonNeeded, tx: Tx) -> Escalation:
        escalation = _new(needed, await self._policies.policy_for(needed.attention, tx))
        started = await self.start_step(escalation, 0, needed.at, tx, ReceiptKind.OPENED)
        await self._store.insert(started, tx)
        return started

    async def _join(self, active: Escalation, needed: PersonNeeded, tx: Tx) -> Escalation:
        """Add new words. Raised attention, or words that come after an acknowledgement, fetch a person anew.

        Otherwise the step goes on as it was: writing more never holds back the next step.
        """
        joined = _joined(active, needed)
        raised = joined.attention is not active.attention
        if raised:
            policy = await self._policies.policy_for(joined.attention, tx)
            joined = replace(joined, steps=policy.steps, stale_after_s=policy.stale_after_s)
        unseen = active.state is State.ACKNOWLEDGED
        quiet_s = (needed.at - active.last_queued_at).total_seconds()
        if raised or unseen or quiet_s >= PAGE_AGAIN_AFTER_S:
            step = 0 if raised or unseen else joined.step
            joined = await self.start_step(joined, step, needed.at, tx, ReceiptKind.DISCLOSED_AGAIN)
        else:
            await self._store.add_receipts([receipt(joined, ReceiptKind.DISCLOSED_AGAIN, needed.at)], tx)
        if unseen:
            joined = replace(joined, state=State.OPEN, acknowledged_by=None)
        if joined.state is State.OPEN and not (raised or unseen):
            joined = replace(joined, next_step_at=active.next_step_at)
        if joined.state is not State.OPEN:
            joined = replace(joined, next_step_at=active.next_step_at)
        return await self.saved(joined, tx)

    async def advance(self, escalation: Escalation, step: int, now: datetime) -> bool:
        """Start a step, or the first one anew when an acknowledgement went stale; False when it changed meanwhile."""

        async def work(tx: Tx) -> bool:
            current = await self._store.get(escalation.id, tx)
            if current is None or current.version != escalation.version:
                return False
            if current.state is State.ACKNOWLEDGED:
                stale = await self.start_step(current, 0, now, tx, ReceiptKind.WENT_STALE)
                started = replace(stale, state=State.OPEN, acknowledged_by=None)
            else:
                started = await self.start_step(current, step, now, tx)
            await self.saved(started, tx)
            return True

        return await self._mongo.transaction(work)

    async def start_step(
        self, escalation: Escalation, step: int, now: datetime, tx: Tx, first: ReceiptKind | None = None
    ) -> Escalation:
        """Queue the pages of a step with its receipts; return the escalation in that step, not yet saved."""
        everyone = await self._responders()
        on_call = on_call_ids(await self._rota.between(now, now, tx), now)
        started, pages, receipts = start_step(escalation, step, everyone, on_call, now)
        await self._pages.queue(pages, tx)
        await self._store.add_receipts(([receipt(started, first, now)] if first else []) + receipts, tx)
        return started

    async def saved(self, escalation: Escalation, tx: Tx) -> Escalation:
        """Save the version that was read, or raise Conflict when it changed meanwhile."""
        saved = await self._store.save(escalation, tx)
        if saved is None:
            raise Conflict
        return saved

    async def responder(self, staff_id: str) -> Responder:
        """Return one member of staff, or raise NotFound."""
        for member in await self._responders():
            if member.id == staff_id:
                return member
        raise NotFound

    async def get(self, escalation_id: str, tx: Tx | None = None) -> Escalation:
        """Return one escalation, or raise NotFound."""
        found = await self._store.get(escalation_id, tx)
        if found is None:
            raise NotFound
        return found

    async def held_by(self, escalation_id: str, actor_id: str, tx: Tx) -> Escalation:
        """Return an escalation that this person has taken over, or raise Conflict."""
        found = await self.get(escalation_id, tx)
        if (
            found.state is not State.TAKEN_OVER
            or not found.taken_over_by
            or found.taken_over_by.id != actor_id
        ):
            raise Conflict("Only the person who has taken over can do this.")
        return found

    async def written_to(self, active: Escalation, at: datetime, tx: Tx) -> Escalation:
        """Note that the young person writes: whoever has taken over owes words since the first ones that wait."""
        if active.state is not State.TAKEN_OVER or active.waiting_since:
            return active
        return await self.saved(replace(active, waiting_since=at), tx)

    async def spoke(self, escalation_id: str, actor_id: str, at: datetime, tx: Tx) -> None:
        """Note that whoever has taken over writes; others get Conflict. Their first time is kept as a receipt."""
        held = await self.held_by(escalation_id, actor_id, tx)
        if held.waiting_since:
            await self.saved(replace(held, waiting_since=None), tx)
        since = held.taken_over_by.at if held.taken_over_by else held.opened_at
        if not await self._store.has_receipt(escalation_id, ReceiptKind.FIRST_WORDS, tx, since=since):
            by = await self.responder(actor_id)
            await self._store.add_receipts([receipt(held, ReceiptKind.FIRST_WORDS, at, by)], tx)

    async def listed(self, *, closed: bool = False) -> list[Escalation]:
        """Return active escalations, who waits longest first, or closed ones, newest first."""
        return await self._store.listed(closed=closed)

    async def receipts(self, escalation_id: str) -> list[Receipt]:
        """Return the facts of an escalation in order."""
        return await self._store.receipts(escalation_id)

    async def facts(self, conversation_id: str) -> Facts:
        """Return what is known about the conversation's newest escalation."""
        latest = await self._store.latest(conversation_id)
        return fold(await self._store.receipts(latest.id)) if latest else Facts()

    async def active(self, conversation_id: str, tx: Tx | None = None) -> Escalation | None:
        """Return the conversation's escalation that is not closed, or None."""
        return await self._store.active(conversation_id, tx)

    async def taken_over(self, conversation_id: str, tx: Tx | None = None) -> bool:
        """Tell whether a person has the chat, so that the bot is silent."""
        active = await self.active(conversation_id, tx)
        return active is not None and active.state is State.TAKEN_OVER

    async def on_call(self) -> list[Responder]:
        """Return who is on call now."""
        now = self._clock.now()
        on_call = on_call_ids(await self._rota.between(now, now), now)
        return [member for member in await self._responders() if member.id in on_call]

    async def cover(self) -> Cover:
        """Return whether somebody is on call, and from when somebody is planned to be; at most seconds old."""
        return await self._covering.now()


def _new(needed: PersonNeeded, policy: Policy) -> Escalation:
    return Escalation(
        id=uuid4().hex,
        conversation_id=needed.conversation_id,
        young_person_id=needed.young_person_id,
        key_id=needed.key_id,
        state=State.OPEN,
        attention=needed.attention,
        source=needed.source,
        opened_at=needed.at,
        last_disclosure_at=needed.at,
        last_queued_at=needed.at,
        sealed_notices=(needed.sealed_notice,),
        person=needed.person,
        steps=policy.steps,
        stale_after_s=policy.stale_after_s,
        step=0,
        round=0,
        next_step_at=needed.at + timedelta(seconds=policy.steps[0].wait_s),
        acknowledged_by=None,
        taken_over_by=None,
        closed_by=None,
        outcome=None,
        version=1,
    )


def _joined(active: Escalation, needed: PersonNeeded) -> Escalation:
    raised = needed.attention is Attention.NOW and active.attention is Attention.TODAY
    return replace(
        active,
        attention=Attention.NOW if raised else active.attention,
        last_disclosure_at=needed.at,
        sealed_notices=(*active.sealed_notices, needed.sealed_notice)[-MOST_NOTICES_KEPT:],
    )
