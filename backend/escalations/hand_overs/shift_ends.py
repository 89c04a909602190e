"""Looking after what is held: offers that nobody accepted in time, and holders who went off shift."""

from datetime import datetime

from backend.core.clock import Clock
from backend.core.logging import log
from backend.escalations.hand_overs.model import OfferState, asked_already, went_off
from backend.escalations.hand_overs.service import HandOvers
from backend.escalations.model import ActedBy, Escalation, Responder
from backend.escalations.rota.model import Shift, on_call_ids
from backend.escalations.rota.store import RotaStore
from backend.escalations.service import Responders
from backend.escalations.store import EscalationStore


class ShiftEnds:
    """Run by the worker beside the pages, several at once if need be: each change is compare-and-set."""

    def __init__(
        self,
        hand_overs: HandOvers,
        store: EscalationStore,
        rota: RotaStore,
        responders: Responders,
        clock: Clock,
    ) -> None:
        self._hand_overs, self._store, self._rota = hand_overs, store, rota
        self._responders, self._clock = responders, clock

    async def check(self) -> None:
        """Look at everything that somebody holds. Safe to run again at any time."""
        held = [
            (found, found.holder)
            for found in await self._store.held()
            if found.holder and not found.person.drill
        ]
        if not held:
            return
        now = self._clock.now()
        shifts = await self._rota.between(min(holder.at for _, holder in held), now)
        everyone = await self._responders()
        for found, holder in held:
            await self._look_at(found, holder, shifts, everyone, now)

    async def _look_at(
        self,
        found: Escalation,
        holder: ActedBy,
        shifts: list[Shift],
        everyone: list[Responder],
        now: datetime,
    ) -> None:
        if found.offer:
            if found.offer.state is OfferState.OFFERED and found.offer.until <= now:
                log.warning("hand_over_lapsed", escalation_id=found.id)
                await self._hand_overs.lapse(found.id, found.version)
            return
        left = all(member.id != holder.id for member in everyone)
        off_at = holder.at if left else went_off(shifts, holder.id, holder.at, now)
        if off_at is None or asked_already(found.offers[-1] if found.offers else None, off_at, now):
            return
        on_call = on_call_ids(shifts, now) - {holder.id}
        to = [member for member in everyone if member.id in on_call]
        await self._hand_overs.offer_at_shift_end(found.id, found.version, to)
