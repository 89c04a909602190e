"""Offering an escalation to a colleague, and accepting, declining or keeping it. Each is one transaction."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from backend.core.audit import Audit
from backend.core.clock import Clock
from backend.core.crypto import FieldCrypto, Sealed
from backend.core.mongo import Mongo, Tx
from backend.core.problem import Conflict, NotFound, Unprocessable
from backend.escalations.hand_overs.model import Offer, OfferState
from backend.escalations.model import ActedBy, Escalation, Receipt, ReceiptKind, Responder, State
from backend.escalations.paging.queueing import pages_to, receipt
from backend.escalations.paging.store import PageStore
from backend.escalations.service import EscalationService
from backend.escalations.store import EscalationStore

MOST_OFFERS_KEPT = 50
THE_SERVICE = Responder("service", "The service", "service", (), fallback_contact=False)
NOBODY = "nobody, because nobody is on call"
THE_TEAM = "the whole team"

WithHeld = Callable[[Escalation, ActedBy, Tx], Awaitable[None]]


class HandOvers:
    """Whoever offers it holds it until somebody accepts. Of two who accept at once, the second gets a Conflict."""

    def __init__(
        self,
        mongo: Mongo,
        store: EscalationStore,
        pages: PageStore,
        service: EscalationService,
        audit: Audit,
        crypto: FieldCrypto,
        clock: Clock,
        within_s: int,
    ) -> None:
        self._mongo, self._store, self._pages, self._service = mongo, store, pages, service
        self._audit, self._crypto, self._clock = audit, crypto, clock
        self._within = timedelta(seconds=within_s)

    async def offer(self, escalation_id: str, actor: Responder, to_id: str, note: str) -> Escalation:
        """Offer what one holds to a colleague by name, in place of an earlier offer. Raises Unprocessable, Conflict."""
        to = await self._colleague(actor, to_id)
        key_id = (await self._service.get(escalation_id)).key_id
        sealed_note = await self._crypto.seal(key_id, note) if note else None

        async def work(tx: Tx) -> Escalation:
            found = await self._held_by(escalation_id, actor, tx)
            now = self._clock.now()
            offer = self._offer(actor.id, actor.first_name, [to], sealed_note)
            return await self._out(await self._kept(found, now, tx), offer, [to], actor, tx)

        return await self._mongo.transaction(work)

    async def offer_at_shift_end(self, escalation_id: str, version: int, to: Sequence[Responder]) -> None:
        """Offer it for somebody who went off shift; with nobody to offer it to, the team is paged at once."""

        async def work(found: Escalation, holder: ActedBy, tx: Tx) -> None:
            offer = replace(self._offer(holder.id, holder.first_name, to), at_shift_end=True)
            out = await self._out(found, offer, to, THE_SERVICE, tx)
            if not to:
                await self._lapse(out, tx)

        await self._if_unchanged(escalation_id, version, work)

    async def accept(self, escalation_id: str, actor: Responder) -> Escalation:
        """Take what was offered; the same person again is fine. Raises Conflict."""

        async def work(tx: Tx) -> Escalation:
            found = await self._service.get(escalation_id, tx)
            if found.holder and found.holder.id == actor.id:
                return found
            _standing(found, actor)
            now = self._clock.now()
            acted = ActedBy(actor.id, actor.first_name, now)
            if found.state is State.TAKEN_OVER:
                held = replace(found, taken_over_by=acted, next_step_at=None, waiting_since=now)
            else:
                stale_at = now + timedelta(seconds=found.stale_after_s)
                held = replace(found, acknowledged_by=acted, next_step_at=stale_at)
            accepted = replace(held, offers=_ended(found, OfferState.ACCEPTED, now, actor.id))
            await self._pages.cancel(found.id, now, tx)
            return await self._record(accepted, ReceiptKind.HAND_OVER_ACCEPTED, actor, tx)

        return await self._mongo.transaction(work)

    async def decline(self, escalation_id: str, actor: Responder) -> Escalation:
        """Say that one cannot take it; once nobody is left who was asked, the team is paged. Raises Conflict."""

        async def work(tx: Tx) -> Escalation:
            found = await self._service.get(escalation_id, tx)
            offer = _standing(found, actor)
            if offer.state is OfferState.LAPSED:
                raise Conflict("The whole team is asked now.")
            left = offer.without(actor.id)
            declined = replace(found, offers=(*found.offers[:-1], left))
            saved = await self._record(declined, ReceiptKind.HAND_OVER_DECLINED, actor, tx)
            return saved if left.to else await self._lapse(saved, tx)

        return await self._mongo.transaction(work)

    async def withdraw(self, escalation_id: str, actor: Responder) -> Escalation:
        """Keep it after all. Raises Conflict where it is not theirs any more."""

        async def work(tx: Tx) -> Escalation:
            found = await self._held_by(escalation_id, actor, tx)
            if found.offer is None:
                return found
            kept = await self._kept(found, self._clock.now(), tx)
            return await self._record(kept, ReceiptKind.HAND_OVER_WITHDRAWN, actor, tx)

        return await self._mongo.transaction(work)

    async def lapse(self, escalation_id: str, version: int) -> None:
        """Page the team by the policy, because nobody accepted in time; nothing where it changed meanwhile."""

        async def work(found: Escalation, _holder: ActedBy, tx: Tx) -> None:
            await self._lapse(found, tx)

        await self._if_unchanged(escalation_id, version, work)

    async def remind(self, escalation_id: str, version: int) -> None:
        """Page whoever holds it and nobody else, because nothing has followed; not where it changed meanwhile."""

        async def work(found: Escalation, holder: ActedBy, tx: Tx) -> None:
            now = self._clock.now()
            reminded = replace(found, reminded_at=now)
            following, pages = pages_to(reminded, [await self._service.responder(holder.id)], now)
            await self._pages.queue(pages, tx)
            said = replace(receipt(following, ReceiptKind.REMINDED, now), to=holder.first_name)
            await self._store.add_receipts([said], tx)
            await self._service.saved(following, tx)

        await self._if_unchanged(escalation_id, version, work)

    async def ask_the_team(self, escalation_id: str, version: int) -> None:
        """Page the team for a chat whose holder is silent; they keep it, and anybody may accept it from them."""

        async def work(found: Escalation, holder: ActedBy, tx: Tx) -> None:
            offer = replace(self._offer(holder.id, holder.first_name, ()), unanswered=True, to_names=THE_TEAM)
            said = replace(receipt(found, ReceiptKind.UNANSWERED, offer.offered_at), by=holder.first_name)
            await self._store.add_receipts([said], tx)
            await self._lapse(replace(found, offers=(*found.offers, offer)[-MOST_OFFERS_KEPT:]), tx)

        await self._if_unchanged(escalation_id, version, work)

    async def _if_unchanged(self, escalation_id: str, version: int, work: WithHeld) -> None:
        """Do this in one transaction, where somebody holds it still and it has not changed since it was looked at."""

        async def unchanged(tx: Tx) -> None:
            found = await self._store.get(escalation_id, tx)
            if found is not None and found.version == version and found.holder is not None:
                await work(found, found.holder, tx)

        await self._mongo.transaction(unchanged)

    async def _lapse(self, found: Escalation, tx: Tx) -> Escalation:
        now, offer = self._clock.now(), found.offers[-1]
        lapsed = replace(found, offers=(*found.offers[:-1], replace(offer, state=OfferState.LAPSED)))
        said = replace(receipt(lapsed, ReceiptKind.HAND_OVER_LAPSED, now), by=offer.by_first_name)
        await self._store.add_receipts([said], tx)
        await self._audited(lapsed, ReceiptKind.HAND_OVER_LAPSED, THE_SERVICE, tx)
        if found.state is State.ACKNOWLEDGED:
            stale = await self._service.start_step(lapsed, 0, now, tx, ReceiptKind.WENT_STALE)
            started = replace(stale, state=State.OPEN, acknowledged_by=None)
        else:
            started = await self._service.start_step(lapsed, 0, now, tx)
        return await self._service.saved(started, tx)

    def _offer(
        self, by: str, first_name: str, to: Sequence[Responder], sealed_note: Sealed | None = None
    ) -> Offer:
        now, names = self._clock.now(), " and ".join(member.first_name for member in to)
        return Offer(
            by=by,
            by_first_name=first_name,
            to=tuple(member.id for member in to),
            to_names=names or NOBODY,
            offered_at=now,
            until=now + self._within,
            at_shift_end=False,
            sealed_note=sealed_note,
        )

    async def _kept(self, found: Escalation, now: datetime, tx: Tx) -> Escalation:
        """Return it with no offer, and nobody paged because of the one that there was."""
        await self._pages.cancel(found.id, now, tx)
        kept = replace(found, offers=_ended(found, OfferState.WITHDRAWN, now))
        return replace(kept, next_step_at=None) if found.state is State.TAKEN_OVER else kept

    async def _out(
        self, found: Escalation, offer: Offer, to: Sequence[Responder], actor: Responder, tx: Tx
    ) -> Escalation:
        """Store an offer and page those it goes to."""
        kind = ReceiptKind.SHIFT_ENDED if offer.at_shift_end else ReceiptKind.HAND_OVER_OFFERED
        offered = replace(found, offers=(*found.offers, offer)[-MOST_OFFERS_KEPT:])
        following, pages = pages_to(offered, to, offer.offered_at)
        await self._pages.queue(pages, tx)
        said = receipt(following, kind, offer.offered_at, actor)
        said = replace(said, by=offer.by_first_name, to=offer.to_names)
        return await self._save(following, said, actor, tx)

    async def _record(self, changed: Escalation, kind: ReceiptKind, actor: Responder, tx: Tx) -> Escalation:
        return await self._save(changed, receipt(changed, kind, self._clock.now(), actor), actor, tx)

    async def _save(self, changed: Escalation, said: Receipt, actor: Responder, tx: Tx) -> Escalation:
        await self._store.add_receipts([said], tx)
        await self._audited(changed, said.kind, actor, tx)
        return await self._service.saved(changed, tx)

    async def _audited(self, changed: Escalation, kind: ReceiptKind, actor: Responder, tx: Tx) -> None:
        about = changed.young_person_id
        await self._audit.record(actor.id, kind, changed.id, tx=tx, role=actor.role, about=about)

    async def _held_by(self, escalation_id: str, actor: Responder, tx: Tx) -> Escalation:
        found = await self._service.get(escalation_id, tx)
        if found.holder is None or found.holder.id != actor.id:
            raise Conflict("Only the person who has it can do this.", **_who(found.holder))
        return found

    async def _colleague(self, actor: Responder, to_id: str) -> Responder:
        if to_id == actor.id:
            raise Unprocessable(errors=[{"field": "to", "reason": "is you"}])
        try:
            return await self._service.responder(to_id)
        except NotFound as error:
            raise Unprocessable(errors=[{"field": "to", "reason": "is not on the staff list"}]) from error


def _standing(found: Escalation, actor: Responder) -> Offer:
    """Return the offer that this person may answer, or raise Conflict with who has it."""
    if found.offer is None:
        raise Conflict("This is not offered any more.", **_who(found.holder))
    if not found.offer.may_accept(actor.id):
        raise Conflict("This is offered to somebody else.", **_who(found.holder))
    return found.offer


def _ended(found: Escalation, state: OfferState, at: datetime, by: str | None = None) -> tuple[Offer, ...]:
    """Return the offers with the one that stands ended."""
    if found.offer is None:
        return found.offers
    return (*found.offers[:-1], replace(found.offer, state=state, ended_at=at, accepted_by=by))


def _who(holder: ActedBy | None) -> dict[str, dict[str, str]]:
    if holder is None:
        return {}
    at = holder.at.isoformat().replace("+00:00", "Z")
    return {"taken_over_by": {"first_name": holder.first_name, "at": at}}
