"""Looking after those who hold a request and let nothing follow: they are reminded, then the team is paged again."""

from datetime import timedelta

from backend.core.clock import Clock
from backend.core.logging import log
from backend.core.problem import Conflict, NotFound
from backend.escalations.hand_overs.following import Due, due
from backend.escalations.hand_overs.service import HandOvers
from backend.escalations.model import ActedBy, Escalation
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
        """Look at everything that somebody holds, in one read. Safe to run again at any time."""
        for found in await self._store.held():
            if found.holder is None:
                continue
            try:
                await self._look_at(found, found.holder)
            except (Conflict, NotFound):
                continue  # It changed meanwhile, or they have left: the end of their shift is looked after elsewhere.

    async def _look_at(self, found: Escalation, holder: ActedBy) -> None:
        match due(found, self._clock.now(), self._within):
            case Due.REMINDER:
                await self._hand_overs.remind(found.id, found.version)
            case Due.TEAM:
                log.warning("take_over_unanswered", escalation_id=found.id)
                await self._hand_overs.ask_the_team(found.id, found.version)
            case Due.PEACE:
                await self._hand_overs.withdraw(found.id, await self._service.responder(holder.id))
            case Due.NOTHING:
                pass
