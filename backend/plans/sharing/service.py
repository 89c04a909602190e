"""What the owner sees and does: who may read what, who did, and ending it."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime

from backend.core.clock import Clock
from backend.core.crypto import FieldCrypto
from backend.core.problem import NotFound
from backend.plans.model import Team
from backend.plans.sharing.model import ShareState, StoredReading, StoredShare
from backend.plans.sharing.store import ShareStore
from safety_plans.plan import Step
from safety_plans.sharing import who_can_see


@dataclass(frozen=True)
class NamedShare:
    """A share with its reader's name, and where it stands now."""

    share: StoredShare
    reader_name: str
    state: ShareState


@dataclass(frozen=True)
class NamedReading:
    """A reading with its reader's name."""

    reading: StoredReading
    reader_name: str


class SharingService:
    """The owner's side of sharing."""

    def __init__(self, store: ShareStore, team: Team, crypto: FieldCrypto, clock: Clock) -> None:
        self._store, self._team, self._crypto, self._clock = store, team, crypto, clock

    async def shares(self, owner_id: str) -> list[NamedShare]:
        """Return the shares, the newest first."""
        now = self._clock.now()
        return [await self._named(share, now) for share in await self._store.of_owner(owner_id)]

    async def _named(self, share: StoredShare, now: datetime) -> NamedShare:
        name = await self._crypto.open(share.sealed_reader_name)
        if share.state(now) is ShareState.OPEN and share.escalation_id:
            _, still_open = await self._team.owner_of(share.escalation_id)
            share = share if still_open else replace(share, closed_at=now)
        return NamedShare(share, name, share.state(now))

    async def open_count(self, owner_id: str) -> int:
        """Return how many shares are open."""
        return await self._store.count_open(owner_id, self._clock.now())

    async def revoke(self, owner_id: str, share_id: str) -> None:
        """End a share at once. Raises NotFound."""
        if not await self._store.revoke(owner_id, share_id, self._clock.now()):
            raise NotFound

    async def visibility(self, owner_id: str) -> dict[int, list[str]]:
        """Return, for each step, the names of all who may read it now."""
        now = self._clock.now()
        rules = [named.share.rule(named.reader_name) for named in await self.shares(owner_id)]
        return {step.value: [reader.name for reader in who_can_see(rules, step, now)] for step in Step}

    async def readings(self, owner_id: str) -> list[NamedReading]:
        """Return who read when, the newest first."""
        found = await self._store.readings(owner_id)
        names = await asyncio.gather(*(self._crypto.open(each.sealed_reader_name) for each in found))
        return [NamedReading(reading, name) for reading, name in zip(found, names, strict=True)]
