"""Changing the rota: each change is checked, and stored together with its entry in the audit."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from backend.core.audit import Audit
from backend.core.clock import Clock
from backend.core.mongo import Mongo, Tx
from backend.core.problem import NotFound, Unprocessable
from backend.escalations.model import Responder
from backend.escalations.rota.layers import Layer
from backend.escalations.rota.model import Shift
from backend.escalations.rota.overrides import Override
from backend.escalations.rota.rules import check_known, check_layer, check_override, check_shift
from backend.escalations.rota.store import RotaStore
from backend.escalations.service import Responders


@dataclass(frozen=True)
class Actor:
    """Who changes the rota, for the audit."""

    id: str
    role: str


class RotaChanges:
    """What supervisors change. What is past stays: the rota also answers who was on call."""

    def __init__(
        self, mongo: Mongo, store: RotaStore, responders: Responders, audit: Audit, clock: Clock
    ) -> None:
        self._mongo, self._store, self._responders = mongo, store, responders
        self._audit, self._clock = audit, clock

    async def add_shift(
        self, actor: Actor, staff_id: str, starts_at: datetime, ends_at: datetime
    ) -> tuple[Shift, Responder]:
        """Add a one-off shift. Raises NotFound for an unknown person, Unprocessable for one that cannot be."""
        check_shift(starts_at, ends_at, self._clock.now())
        for member in await self._responders():
            if member.id == staff_id:
                shift = Shift(uuid4().hex, staff_id, starts_at, ends_at)
                await self.store_shifts(actor, [shift])
                return shift, member
        raise NotFound

    async def store_shifts(self, actor: Actor, shifts: list[Shift]) -> None:
        """Store checked shifts, all or none; one that is there already changes nothing."""

        async def work(tx: Tx) -> None:
            for shift in shifts:
                if await self._store.add(shift, tx):
                    await self._record(actor, "shift_added", shift.id, tx)

        await self._mongo.transaction(work)

    async def end_shift(self, actor: Actor, shift_id: str) -> None:
        """Remove a shift, or what is left of one that runs. Raises NotFound."""
        await self._end(actor, "shift_removed", shift_id, self._store.end_shift)

    async def add_override(
        self, actor: Actor, staff_id: str, instead_of: str | None, starts_at: datetime, ends_at: datetime
    ) -> Override:
        """Put somebody on call instead of somebody else, or as well. Raises Unprocessable."""
        now = self._clock.now()
        check_override(starts_at, ends_at, now)
        check_known({staff_id}, {member.id for member in await self._responders()})
        if staff_id == instead_of:
            raise Unprocessable("Nobody can stand in for themselves.")
        on_call = {shift.staff_id for shift in await self._store.between(starts_at, ends_at)}
        if instead_of is not None and instead_of not in on_call:
            raise Unprocessable("The person to be replaced is not on call at that time.")
        override = Override(uuid4().hex, staff_id, instead_of, starts_at, ends_at)

        async def work(tx: Tx) -> None:
            await self._store.add_override(override, now, tx)
            await self._record(actor, "override_added", override.id, tx)

        await self._mongo.transaction(work)
        return override

    async def end_override(self, actor: Actor, override_id: str) -> None:
        """Remove an override, or what is left of it. Raises NotFound."""
        await self._end(actor, "override_removed", override_id, self._store.end_override)

    async def add_layer(self, actor: Actor, wanted: Layer) -> Layer:
        """Add a layer, which holds from now on. Raises Unprocessable."""
        now, layer = self._clock.now(), replace(wanted, id=uuid4().hex)
        check_layer(layer, await self._known(), now, None)

        async def work(tx: Tx) -> None:
            await self._store.begin_layer(layer, now, tx)
            await self._record(actor, "layer_added", layer.id, tx)

        await self._mongo.transaction(work)
        return layer

    async def change_layer(self, actor: Actor, layer: Layer) -> Layer:
        """Change a layer from now on. Raises NotFound or Unprocessable."""
        now, known = self._clock.now(), await self._known()

        async def work(tx: Tx) -> None:
            before = await self._store.layer(layer.id, tx)
            if before is None:
                raise NotFound
            check_layer(layer, known, now, before)
            await self._store.end_layer(layer.id, now, tx)
            await self._store.begin_layer(layer, now, tx)
            await self._record(actor, "layer_changed", layer.id, tx)

        await self._mongo.transaction(work)
        return layer

    async def end_layer(self, actor: Actor, layer_id: str) -> None:
        """End a layer now. Raises NotFound."""
        await self._end(actor, "layer_removed", layer_id, self._store.end_layer)

    async def _end(
        self, actor: Actor, action: str, id_: str, end: Callable[[str, datetime, Tx], Awaitable[bool]]
    ) -> None:
        async def work(tx: Tx) -> None:
            if not await end(id_, self._clock.now(), tx):
                raise NotFound
            await self._record(actor, action, id_, tx)

        await self._mongo.transaction(work)

    async def _known(self) -> set[str]:
        return {member.id for member in await self._responders()}

    async def _record(self, actor: Actor, action: str, subject: str, tx: Tx) -> None:
        await self._audit.record(actor.id, action, subject, tx=tx, role=actor.role)
