"""Use cases of a plan: read, write, look back, bring back, delete. The rules are `safety_plans`'."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from backend.core.clock import Clock
from backend.core.crypto import FieldCrypto
from backend.core.mongo import Tx
from backend.core.problem import NotFound
from backend.plans.content import opened, seal
from backend.plans.model import Owners, Slot, StoredRevision
from backend.plans.refusals import as_problems
from backend.plans.stale import Stale, stale
from backend.plans.store import RevisionStore
from safety_plans.errors import StaleRevision
from safety_plans.plan import Plan
from safety_plans.revisions import History, Revision, restore, revise, take_in

HIGHEST_NUMBER = 2**31 - 1


@dataclass(frozen=True)
class Head:
    """Where a plan stands: its newest revision, or the last number of a plan that was deleted."""

    newest: Revision | None
    after: int = 0

    @property
    def last_number(self) -> int:
        """Return the last number that was given."""
        return self.newest.number if self.newest else self.after


Following = Callable[[Head], Revision]


class PlanService:
    """One young person's plan. Every write is one insert that the first of two writers wins."""

    def __init__(self, store: RevisionStore, owners: Owners, crypto: FieldCrypto, clock: Clock) -> None:
        self._store, self._owners = store, owners
        self._crypto, self._clock = crypto, clock

    async def head(self, owner_id: str) -> Head:
        """Return where the plan stands."""
        stored = await self._store.newest(owner_id)
        if stored is None or stored.slot is Slot.DELETED:
            return Head(None, stored.number if stored else 0)
        return Head(await opened(self._crypto, stored))

    async def newest(self, owner_id: str) -> Revision:
        """Return the newest revision. Raises NotFound where there is no plan."""
        head = await self.head(owner_id)
        if head.newest is None:
            raise NotFound
        return head.newest

    async def numbered(self, owner_id: str, number: int) -> Revision:
        """Return one revision. Raises NotFound."""
        stored = await self._store.numbered(owner_id, number)
        if stored is None:
            raise NotFound
        return await opened(self._crypto, stored)

    async def before(self, owner_id: str, number: int, limit: int) -> list[Revision]:
        """Return the revisions before a number, the newest first."""
        stored = await self._store.before(owner_id, number, limit)
        return list(await asyncio.gather(*(opened(self._crypto, each) for each in stored)))

    async def revise(
        self,
        owner_id: str,
        plan: Plan,
        expected: int,
        client_revision_id: str,
        *,
        reason: str = "",
        merged: bool = False,
    ) -> Revision:
        """Store the next revision; the same `client_revision_id` again changes nothing. Raises Stale."""

        def following(head: Head) -> Revision:
            now = self._clock.now()
            with as_problems("plan"):
                return revise(
                    head.newest,
                    plan,
                    expected=expected,
                    at=now,
                    reason=reason,
                    merged=merged,
                    after=head.after,
                )

        return await self._written(owner_id, client_revision_id, following)

    async def take_in(
        self, owner_id: str, plan: Plan, expected: int, client_revision_id: str | None
    ) -> Revision:
        """Store a content from a file as the next revision. Raises Stale."""

        def following(head: Head) -> Revision:
            with as_problems("document"):
                now = self._clock.now()
                return take_in(head.newest, plan, expected=expected, at=now, after=head.after)

        return await self._written(owner_id, client_revision_id, following)

    async def history(self, owner_id: str) -> History:
        """Return every revision, the oldest first."""
        newest_first = await self.before(owner_id, HIGHEST_NUMBER, HIGHEST_NUMBER)
        after = newest_first[-1].number - 1 if newest_first else 0
        return History(tuple(reversed(newest_first)), after)

    async def restore(
        self, owner_id: str, number: int, expected: int, client_revision_id: str | None
    ) -> Revision:
        """Store an old content as the next revision. Raises NotFound or Stale."""
        old = await self.numbered(owner_id, number)

        def following(head: Head) -> Revision:
            if head.newest is None:
                raise NotFound
            with as_problems("number"):
                return restore(head.newest, old, expected=expected, at=self._clock.now())

        return await self._written(owner_id, client_revision_id, following)

    async def _written(self, owner_id: str, client_revision_id: str | None, following: Following) -> Revision:
        """Append what follows. Who comes second sees what the first wrote, and is stale."""
        while True:
            head = await self.head(owner_id)
            try:
                revision = following(head)
            except StaleRevision as error:
                if before := await self._written_before(owner_id, client_revision_id):
                    return before
                raise await self.stale(owner_id, error) from None
            if await self.append(owner_id, revision, client_revision_id):
                return revision
            if before := await self._written_before(owner_id, client_revision_id):
                return before

    async def append(
        self, owner_id: str, revision: Revision, client_revision_id: str | None, tx: Tx | None = None
    ) -> bool:
        """Seal and store a revision; False when its number was taken meanwhile."""
        owner = await self._owners(owner_id)
        stored = await seal(self._crypto, owner.key_id, owner_id, revision, client_revision_id)
        return await self._store.append(stored, tx)

    async def _written_before(self, owner_id: str, client_revision_id: str | None) -> Revision | None:
        if client_revision_id is None:
            return None
        stored = await self._store.written_as(owner_id, client_revision_id)
        return await opened(self._crypto, stored) if stored else None

    async def stale(self, owner_id: str, error: StaleRevision) -> Stale:
        """Return the problem for a write over what was not seen."""
        stored = await self._store.numbered(owner_id, error.expected)
        return stale(error, await opened(self._crypto, stored) if stored else None)

    async def delete(self, owner_id: str, tx: Tx) -> None:
        """Remove every revision; a mark stays, so that a number is never given twice."""
        newest = await self._store.newest(owner_id, tx)
        if newest is None or newest.slot is Slot.DELETED:
            return
        mark = StoredRevision(owner_id, newest.number + 1, self._clock.now(), Slot.DELETED)
        await self._store.append(mark, tx)
        await self._store.remove(owner_id, mark.number, tx)
