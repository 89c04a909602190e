"""Devices that stay signed in: rotating refresh tokens, what reuse of an old one means, and signing out."""

import secrets
from datetime import timedelta

from backend.core.audit import Audit
from backend.core.clock import LONDON, Clock
from backend.core.mongo import Mongo, Tx
from backend.core.problem import NotFound, Unauthenticated
from backend.identity.accounts.dated import DatedSettings
from backend.identity.accounts.known_devices import KnownDevices
from backend.identity.accounts.model import Device, PhoneSignedOut, Presented, Session, judge
from backend.identity.accounts.refresh import RefreshTokens
from backend.identity.accounts.store import AccountStore
from backend.identity.model import Principal, Role
from backend.identity.tokens import Tokens

FIRST_GENERATION = 1


class Sessions:
    """Use cases of a young person's devices. docs/adr/0013 says why tokens are made by generation."""

    def __init__(
        self,
        mongo: Mongo,
        store: AccountStore,
        known: KnownDevices,
        refresh: RefreshTokens,
        tokens: Tokens,
        audit: Audit,
        settings: DatedSettings,
        clock: Clock,
    ) -> None:
        self._mongo, self._store, self._known = mongo, store, known
        self._refresh, self._tokens, self._audit = refresh, tokens, audit
        self._settings, self._clock = settings, clock

    async def begin(self, person_id: str, tx: Tx | None = None) -> Session:
        """Sign in a new device of a young person."""
        now = self._clock.now()
        device = Device(secrets.token_urlsafe(16), person_id, FIRST_GENERATION, now, now)
        await self._store.add_device(device, tx)
        return self._session(device, FIRST_GENERATION)

    async def renew(self, refresh_token: str) -> Session:
        """Return a fresh access token and the next refresh token. Raises Unauthenticated or PhoneSignedOut."""
        device_id, presented = self._refresh.read(refresh_token)
        while True:
            device = await self._current(device_id)
            if judge(presented, device.generation) is Presented.REUSED:
                await self._end(device, "refresh_token_reused")
                raise Unauthenticated
            # Both for the newest token and for the one before it this is the successor of what was presented.
            successor = presented + 1
            if await self._store.move_on(device, successor, self._clock.now()):
                return self._session(device, successor)

    async def devices(self, person_id: str) -> list[Device]:
        """Return the devices that are signed in, the first one first."""
        return await self._store.devices_of(person_id)

    async def sign_out(self, person_id: str, device_id: str) -> None:
        """End a device, this one or another of theirs. Raises NotFound."""

        async def work(tx: Tx) -> None:
            if not await self._store.remove_device(device_id, person_id, tx):
                raise NotFound
            await self._store.note_signed_out([self._refresh.mark(device_id)], self._clock.now(), tx)
            await self._audit.record(person_id, "device_signed_out", person_id, tx=tx)

        await self._mongo.transaction(work)
        self._known.forget(device_id)

    async def sign_out_everywhere(self, person_id: str) -> None:
        """End every device of somebody who is erased; other processes notice within seconds."""
        devices = await self._store.devices_of(person_id)
        # Where nobody has come for so long, nobody asked for this: a plan on a phone in a drawer stays there.
        if not all(map(self._is_idle, devices)):
            marks = [self._refresh.mark(device.id) for device in devices]
            await self._store.note_signed_out(marks, self._clock.now())
        await self._store.remove_devices(person_id)
        for device in devices:
            self._known.forget(device.id)

    async def _current(self, device_id: str) -> Device:
        device = await self._store.device(device_id)
        if device is None and await self._store.was_signed_out(self._refresh.mark(device_id)):
            raise PhoneSignedOut
        if device is None or self._is_idle(device):
            raise Unauthenticated
        return device

    def _is_idle(self, device: Device) -> bool:
        now = self._clock.now()
        life = timedelta(days=self._settings.device_idle_days_on(now.astimezone(LONDON).date()))
        return device.is_idle(now, life)

    async def _end(self, device: Device, why: str) -> None:
        async def work(tx: Tx) -> None:
            # Somebody else may have ended it at this moment: one ending, one entry.
            if await self._store.remove_device(device.id, device.young_person_id, tx):
                await self._audit.record("service", "device_ended", device.young_person_id, why, tx)

        await self._mongo.transaction(work)
        self._known.forget(device.id)

    def _session(self, device: Device, generation: int) -> Session:
        principal = Principal(device.young_person_id, Role.YOUNG_PERSON, device.id)
        token, ttl_s = self._tokens.issue(principal)
        refresh_token = self._refresh.make(device.id, generation)
        return Session(device.id, device.young_person_id, token, ttl_s, refresh_token)
