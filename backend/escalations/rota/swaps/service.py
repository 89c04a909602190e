"""Asking for a swap, agreeing to it, and making it: its overrides and its state in one transaction."""

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from backend.core.audit import Audit
from backend.core.clock import Clock
from backend.core.mongo import Mongo, Tx
from backend.core.problem import Conflict, Forbidden, NotFound
from backend.escalations.rota.changes import Actor
from backend.escalations.rota.rules import check_known
from backend.escalations.rota.store import RotaStore
from backend.escalations.rota.swaps.model import (
    Agreement,
    Stretch,
    Swap,
    SwapState,
    check_held,
    check_swap,
)
from backend.escalations.rota.swaps.store import SwapStore
from backend.escalations.service import Responders

DECIDERS = frozenset({"supervisor", "admin"})


class Swaps:
    """Everybody may ask for a swap of their own; supervisors may make one between others."""

    def __init__(
        self,
        mongo: Mongo,
        store: SwapStore,
        rota: RotaStore,
        responders: Responders,
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._mongo, self._store, self._rota = mongo, store, rota
        self._responders, self._audit, self._clock = responders, audit, clock

    async def ask(
        self, actor: Actor, asker_id: str, other_id: str, gives: Stretch, takes: Stretch | None
    ) -> Swap:
        """Ask for a swap of one's own, or make one between others (supervisors).

        Raises Forbidden, Unprocessable, or Conflict where somebody does not have what they would give.
        """
        if asker_id != actor.id and actor.role not in DECIDERS:
            raise Forbidden("Ask for a swap of your own shifts, or ask a supervisor.")
        now = self._clock.now()
        agreed = (Agreement(actor.id, now),) if asker_id == actor.id else ()
        swap = Swap(uuid4().hex, asker_id, other_id, gives, takes, SwapState.ASKED, now, agreed)
        check_swap(swap, now)
        check_known({asker_id, other_id}, {member.id for member in await self._responders()})

        async def work(tx: Tx) -> Swap:
            await self._check_held(swap, now, tx)
            await self._store.insert(swap, tx)
            await self._record(actor, "swap_asked", swap, tx)
            return swap if agreed else await self._done(actor, swap, now, tx)

        return await self._mongo.transaction(work)

    async def accept(self, actor: Actor, swap_id: str) -> Swap:
        """Agree to a swap, or decide on it (supervisors). Raises NotFound or Conflict."""
        now = self._clock.now()

        async def work(tx: Tx) -> Swap:
            swap = await self._waiting(swap_id, tx)
            if actor.id != swap.other_id and (actor.role not in DECIDERS or actor.id == swap.asker_id):
                raise NotFound
            await self._check_held(swap, now, tx)
            return await self._done(actor, swap, now, tx)

        return await self._mongo.transaction(work)

    async def decline(self, actor: Actor, swap_id: str) -> Swap:
        """Say no to a swap, or take back that one asked. Raises NotFound or Conflict."""

        async def work(tx: Tx) -> Swap:
            swap = await self._waiting(swap_id, tx)
            if actor.id not in (swap.asker_id, swap.other_id) and actor.role not in DECIDERS:
                raise NotFound
            state = SwapState.WITHDRAWN if actor.id == swap.asker_id else SwapState.DECLINED
            return await self._saved(actor, replace(swap, state=state), tx)

        return await self._mongo.transaction(work)

    async def waiting(self, actor: Actor) -> list[Swap]:
        """Return the swaps that wait for an answer: one's own, or all (supervisors)."""
        found = await self._store.waiting(self._clock.now())
        if actor.role in DECIDERS:
            return found
        return [swap for swap in found if actor.id in (swap.asker_id, swap.other_id)]

    async def _waiting(self, swap_id: str, tx: Tx) -> Swap:
        swap = await self._store.get(swap_id, tx)
        if swap is None:
            raise NotFound
        if swap.state is not SwapState.ASKED:
            raise Conflict("This swap has been answered already.")
        return swap

    async def _check_held(self, swap: Swap, now: datetime, tx: Tx) -> None:
        starts_at = min(stretch.starts_at for stretch in swap.stretches)
        check_held(swap, await self._rota.between(starts_at, swap.ends_at, tx), now)

    async def _done(self, actor: Actor, swap: Swap, now: datetime, tx: Tx) -> Swap:
        for override in swap.overrides(now):
            await self._rota.add_override(override, now, tx)
        if actor.id == swap.other_id:
            agreed = (*swap.agreed, Agreement(actor.id, now))
            return await self._saved(actor, replace(swap, state=SwapState.ACCEPTED, agreed=agreed), tx)
        return await self._saved(actor, replace(swap, state=SwapState.MADE, made_by=actor.id), tx)

    async def _saved(self, actor: Actor, swap: Swap, tx: Tx) -> Swap:
        if not await self._store.save(swap, tx):
            raise Conflict("This swap has been answered already.")
        await self._record(actor, f"swap_{swap.state.value}", swap, tx)
        return swap

    async def _record(self, actor: Actor, action: str, swap: Swap, tx: Tx) -> None:
        await self._audit.record(actor.id, action, swap.id, tx=tx, role=actor.role)
