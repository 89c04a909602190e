"""Looking after those who hold a request and let nothing follow: they are reminded, then the team is paged again."""

from datetime import datetime, timedelta

from backend.core.clock import Clock
from backend.core.logging import log
from backend.core.problem import Conflict, NotFound
from backend.escalations.hand_overs.model import held_since
from backend.escalations.hand_overs.service import HandOvers
from backend.escalations.model import ActedBy, Escalation, ReceiptKind, State
from backend.escalations.service import EscalationService
from backend.escalations.store import EscalationStore


class Silences:
    """Run by the worker beside the pages, several at once if need be: each change is compare-and-set."""

    def __init__(
        self,
        hand_overs: HandOvers,
        store: EscalationStore,
        service: EscalationService,
        clock: Clock,
        within_s: int,
    ) -> None:
        self._hand_overs, self._store, self._service = hand_overs, store, service
        self._clock, self._within = clock, timedelta(seconds=within_s)

    async def check(self) -> None:
        """Look at everything that somebody holds. Safe to run again at any time."""
        for found in await self._store.held():
            if found.holder is None or found.person.drill:
                continue
            try:
                await self._look_at(found, found.holder, self._clock.now())
            except (Conflict, NotFound):
                continue  # It changed meanwhile, or they have left: the end of their shift is looked after elsewhere.

    async def _look_at(self, found: Escalation, holder: ActedBy, now: datetime) -> None:
        if found.state is State.TAKEN_OVER:
            if await self._store.has_receipt(found.id, ReceiptKind.FIRST_WORDS, since=holder.at):
                await self._answered(found, holder)
                return
            await self._wait(found, holder, now, self._within)
            if now - held_since(found.offers, holder.at) >= 2 * self._within and found.offer is None:
                log.warning("take_over_unanswered", escalation_id=found.id)
                await self._hand_overs.ask_the_team(found.id, found.version)
        else:
            await self._wait(found, holder, now, timedelta(seconds=found.stale_after_s) / 2)

    async def _wait(self, found: Escalation, holder: ActedBy, now: datetime, within: timedelta) -> None:
        """Remind the holder once, when half of their time is over and nobody else was asked meanwhile."""
        since = held_since(found.offers, holder.at)
        if found.offer or not within <= now - since < 2 * within:
            return
        if not await self._store.has_receipt(found.id, ReceiptKind.REMINDED, since=since):
            await self._hand_overs.remind(found.id, found.version)

    async def _answered(self, found: Escalation, holder: ActedBy) -> None:
        """Who has written is there: nobody else is wanted any more."""
        if found.offer and found.offer.unanswered:
            await self._hand_overs.withdraw(found.id, await self._service.responder(holder.id))
