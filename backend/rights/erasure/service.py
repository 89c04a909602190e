"""Asking to be erased, and carrying it out.

The order matters. First the door is closed, so that nothing new comes in. Then what the safeguarding duty keeps is
sealed under the service's own key. Only then the person's key is destroyed, and last the documents go. Each step can
be run again; what was interrupted goes on where it stopped.
"""

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.core.audit import Audit
from backend.core.clock import Clock
from backend.core.crypto import FieldCrypto, Sealed
from backend.core.logging import log
from backend.core.personal import PersonalData, SafeguardingDuty
from backend.core.problem import Conflict, NotFound, Unauthenticated
from backend.rights.access import SERVICE_ID, Actor
from backend.rights.erasure.model import (
    GOES,
    WAITS,
    Erasure,
    ErasureState,
    Periods,
    Preview,
    birthday_at_latest,
    kept_list,
)
from backend.rights.erasure.store import ErasureStore, KeptRecord, SafeguardingStore

SAFEGUARDING_KEY = "safeguarding"
# Opened keys are cached for a minute: a request that was under way may still have stored something.
LOOK_AGAIN_AFTER = timedelta(minutes=2)


@dataclass(frozen=True)
class Doors:
    """What erasure needs of the account and the conversation."""

    key_of: Callable[[str], Awaitable[Sealed | None]]
    sign_out: Callable[[str], Awaitable[None]]
    close: Callable[[str], Awaitable[bool]]  # False while a request for a person is open


class Erasures:
    """Use cases of erasure."""

    def __init__(
        self,
        store: ErasureStore,
        records: SafeguardingStore,
        holders: Sequence[PersonalData],
        duty: SafeguardingDuty,
        doors: Doors,
        has_complaints: Callable[[str], Awaitable[bool]],
        periods: Periods,
        crypto: FieldCrypto,
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._store, self._records, self._holders = store, records, holders
        self._duty, self._doors, self._has_complaints = duty, doors, has_complaints
        self._periods, self._crypto, self._audit, self._clock = periods, crypto, audit, clock

    async def preview(self, person_id: str) -> Preview:
        """Return what would go, what would stay and why."""
        kept = kept_list(
            self._clock.now(),
            await self._duty.began(person_id),
            complaints=await self._has_complaints(person_id),
            periods=self._periods,
        )
        return Preview(GOES, kept, WAITS if await self._duty.open_request(person_id) else None)

    async def request(self, person_id: str, *, asked_by: str | None = None, why: str = "") -> Erasure:
        """Ask for erasure and carry it out now, unless a request for a person is open: then it waits."""
        key_id = await self._doors.key_of(person_id)
        if key_id is None:
            raise Unauthenticated
        known = await self._store.of(person_id)
        erasure = known or await self._store.request(person_id, key_id, self._clock.now())
        if known is None:
            await self._audit.record(
                asked_by or person_id, "erasure_requested", person_id, why, about=person_id
            )
        return await self.carry_out(erasure)

    async def current(self, person_id: str) -> Erasure:
        """Return somebody's request, or raise NotFound."""
        found = await self._store.of(person_id)
        if found is None:
            raise NotFound
        return found

    async def withdraw(self, person_id: str) -> None:
        """Take back a request that waits. Raises NotFound, or Conflict when it has begun."""
        await self.current(person_id)
        if not await self._store.withdraw(person_id):
            raise Conflict("It has begun and cannot be stopped.")
        await self._audit.record(person_id, "erasure_withdrawn", person_id, about=person_id)

    async def run_due(self) -> None:
        """Carry out what can be; for the worker. One that fails does not hold up the others."""
        for erasure in await self._store.unfinished():
            try:
                await self.carry_out(erasure)
            except Exception as error:  # noqa: BLE001 - it stays unfinished and is tried again
                log.error("erasure_failed", error=type(error).__name__)
        for person_id in await self._store.to_look_again(self._clock.now() - LOOK_AGAIN_AFTER):
            await self._remove(person_id)
            await self._store.looked_again(person_id)

    async def stuck(self) -> int:
        """Count what was begun, or could be, a day ago and is not done; what waits for a person is not stuck."""
        day_ago = self._clock.now() - timedelta(days=1)
        found = [one for one in await self._store.unfinished() if one.requested_at < day_ago]
        return len([one for one in found if not await self._duty.open_request(one.person_id)])

    async def carry_out(self, erasure: Erasure) -> Erasure:
        """Go on from where it stands, and return where it stands then."""
        person_id = erasure.person_id
        await self._store.move(person_id, ErasureState.WAITING, ErasureState.RUNNING)
        if (await self.current(person_id)).state is ErasureState.RUNNING:
            if not await self._doors.close(person_id):
                await self._store.move(person_id, ErasureState.RUNNING, ErasureState.WAITING)
                return await self.current(person_id)
            await self._doors.sign_out(person_id)
            await self._seal(person_id)
            await self._store.move(person_id, ErasureState.RUNNING, ErasureState.SEALED)
        if (await self.current(person_id)).state is ErasureState.SEALED:
            await self._crypto.destroy_key(erasure.key_id)
            await self._remove(person_id)
            await self._audit.record(SERVICE_ID, "erased", person_id, about=person_id)
            await self._store.finish(person_id, self._clock.now())
        return await self.current(person_id)

    async def _seal(self, person_id: str) -> None:
        key_id = await self._crypto.service_key(SAFEGUARDING_KEY)
        for record in await self._duty.records(person_id):
            sealed = await self._crypto.seal(key_id, json.dumps(record.content, ensure_ascii=False))
            keep_until = self._keep_until(record.opened_at, record.age_band)
            await self._records.keep(KeptRecord(record.id, person_id, sealed, self._clock.now(), keep_until))

    def _keep_until(self, opened_at: datetime, age_band: str) -> datetime:
        return birthday_at_latest(opened_at, age_band, self._periods.safeguarding_until_age)

    async def _remove(self, person_id: str) -> None:
        for holder in self._holders:
            await holder.erase(person_id)

    async def kept_record(self, record_id: str, reader: Actor) -> tuple[KeptRecord, dict[str, object]]:
        """Open a kept record for a supervisor. The reading is audited before it is shown."""
        record = await self._records.get(record_id)
        if record is None:
            raise NotFound
        await self._audit.record(
            reader.id, "safeguarding_record_opened", record.id, role=reader.role, about=record.person_id
        )
        content: dict[str, object] = json.loads(await self._crypto.open(record.sealed))
        return record, content
