"""Secret links to the rota: whoever has one reads when people are on call, and not who."""

import secrets
from datetime import timedelta
from hashlib import sha256

from backend.core.audit import Audit
from backend.core.clock import Clock
from backend.core.mongo import Mongo, Tx
from backend.core.problem import NotFound
from backend.escalations.rota.calendars.store import Feed, FeedStore, Whose
from backend.escalations.rota.calendars.writing import calendar_of
from backend.escalations.rota.changes import Actor
from backend.escalations.rota.store import RotaStore
from backend.escalations.service import Responders

BEHIND, AHEAD = timedelta(days=7), timedelta(weeks=8)
SECRET_BYTES = 32


class Feeds:
    """Makes, ends and answers links."""

    def __init__(
        self,
        mongo: Mongo,
        store: FeedStore,
        rota: RotaStore,
        responders: Responders,
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._mongo, self._store, self._rota = mongo, store, rota
        self._responders, self._audit, self._clock = responders, audit, clock

    async def make(self, actor: Actor, whose: Whose) -> str:
        """Make a link and return its secret, which nobody can look up again; the one before it ends."""
        secret, now = secrets.token_urlsafe(SECRET_BYTES), self._clock.now()

        async def work(tx: Tx) -> None:
            await self._store.put(Feed(actor.id, whose, now), _hash(secret), tx)
            await self._audit.record(actor.id, "rota_link_made", whose.value, tx=tx, role=actor.role)

        await self._mongo.transaction(work)
        return secret

    async def revoke(self, actor: Actor, whose: Whose) -> None:
        """End a link. Raises NotFound where there is none."""

        async def work(tx: Tx) -> None:
            if not await self._store.remove(actor.id, whose, tx):
                raise NotFound
            await self._audit.record(actor.id, "rota_link_ended", whose.value, tx=tx, role=actor.role)

        await self._mongo.transaction(work)

    async def of(self, staff_id: str) -> list[Feed]:
        """Return somebody's links."""
        return await self._store.of(staff_id)

    async def calendar(self, secret: str) -> bytes:
        """Return the calendar of a link. Raises NotFound, also when its owner has left the staff list."""
        feed, now = await self._store.by_hash(_hash(secret)), self._clock.now()
        known = {member.id for member in await self._responders()}
        if feed is None or feed.staff_id not in known:
            raise NotFound
        shown = {feed.staff_id} if feed.whose is Whose.MINE else known
        shifts = await self._rota.between(now - BEHIND, now + AHEAD)
        return calendar_of([shift for shift in shifts if shift.staff_id in shown], now)


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
