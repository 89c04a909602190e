"""Changing how a member is reached: addresses are kept, a code is sent, and from the right code on they are paged."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from backend.core.audit import Audit
from backend.core.clock import Clock
from backend.core.crypto import FieldCrypto
from backend.core.logging import log
from backend.core.mongo import Mongo, Tx
from backend.core.problem import NotFound, Unprocessable
from backend.escalations.contact_points import model
from backend.escalations.contact_points.model import ContactPoint, WrongCode
from backend.escalations.contact_points.store import ContactPointStore
from backend.escalations.model import Responder
from backend.escalations.paging.channels import Addressed, Channel, ChannelError
from backend.escalations.paging.letters import Letter, Letters
from backend.escalations.paging.links import PageLinks

KEY_NAME = "staff-contact-points"
SetChannels = Callable[[str, tuple[str, ...], Tx], Awaitable[None]]


@dataclass(frozen=True)
class Shown:
    """A contact point as its owner sees it. `sent`: a code or test went out; None: none was to be sent."""

    kind: str
    address: str
    verified_at: datetime | None
    sent: bool | None = None


class ContactPoints:
    """A member's verified kinds, in order and with the console at the end, are the channels that they are paged by."""

    def __init__(
        self,
        mongo: Mongo,
        store: ContactPointStore,
        channels: Mapping[str, Channel],
        letters: Letters,
        links: PageLinks,
        set_channels: SetChannels,
        crypto: FieldCrypto,
        audit: Audit,
        clock: Clock,
        *,
        production: bool,
    ) -> None:
        self._mongo, self._store, self._channels, self._letters = mongo, store, channels, letters
        self._links, self._set_channels, self._crypto = links, set_channels, crypto
        self._audit, self._clock, self._production = audit, clock, production

    @property
    def kinds(self) -> list[str]:
        """Return the kinds that can be used here."""
        return [kind for kind in model.KINDS if isinstance(self._channels.get(kind), Addressed)]

    async def of(self, staff_id: str) -> list[Shown]:
        """Return a member's contact points in order."""
        return [await self._shown(point) for point in await self._store.of(staff_id)]

    async def replace(self, actor: Responder, staff_id: str, wanted: list[tuple[str, str]]) -> list[Shown]:
        """Keep these addresses (kind, address) in this order and no others; send a code to each that is not verified.

        Raises Unprocessable; nothing is changed then.
        """
        checked = self._checked(actor, wanted, {one.kind: one.address for one in await self.of(staff_id)})
        before = {point.kind: point for point in await self._store.of(staff_id)}
        points, codes = [], {}
        for place, (kind, address) in enumerate(checked):
            point, code = await self._prepared(staff_id, kind, address, before.get(kind))
            points.append(replace(point, place=place))
            codes[kind] = code

        async def work(tx: Tx) -> None:
            for point in points:
                await self._store.put(point, tx)
            await self._store.remove_others(staff_id, [point.kind for point in points], tx)
            await self._use(staff_id, tx)
            await self._audit.record(
                actor.id, "contact_points_changed", staff_id, ", ".join(codes), tx, role=actor.role
            )

        await self._mongo.transaction(work)
        sent = {
            kind: await self._send(kind, address, self._letters.of_code(code))
            if (code := codes[kind])
            else None
            for kind, address in checked
        }
        return [replace(await self._shown(point), sent=sent[point.kind]) for point in points]

    async def verify(self, staff_id: str, kind: str, code: str) -> list[Shown]:
        """Put a contact point to use. Raises WrongCode."""
        now = self._clock.now()
        point = await self._store.count_try(staff_id, kind, model.MOST_TRIES)
        if (
            point is None
            or point.code_sent_at is None
            or now - point.code_sent_at > timedelta(seconds=model.CODE_LIVES_S)
            or point.code_hash != model.code_hash(staff_id, kind, code)
        ):
            raise WrongCode
        right = point

        async def work(tx: Tx) -> None:
            if not await self._store.verify(right, now, tx):
                raise WrongCode
            await self._use(staff_id, tx)
            await self._audit.record(staff_id, "contact_point_verified", staff_id, kind, tx)

        await self._mongo.transaction(work)
        return await self.of(staff_id)

    async def test(self, staff_id: str, kind: str) -> bool:
        """Send a test to a verified contact point; False where the provider did not take it. Raises NotFound."""
        point = await self._store.get(staff_id, kind)
        if point is None or point.verified_at is None:
            raise NotFound
        return await self._send(kind, await self._crypto.open(point.sealed_address), self._letters.of_test())

    def _checked(
        self, actor: Responder, wanted: list[tuple[str, str]], before: Mapping[str, str]
    ) -> list[tuple[str, str]]:
        errors: list[dict[str, str]] = []
        checked: dict[str, str] = {}
        for place, (kind, address) in enumerate(wanted):
            reason = "is there twice" if kind in checked else ""
            try:
                checked[kind] = model.normalised(kind, address, encrypted_only=self._production)
            except ValueError as error:
                reason = str(error)
            if kind not in self.kinds:
                reason = "is not set up in this service"
            if kind == model.APPRISE and actor.role != "admin" and before.get(kind) != checked[kind]:
                reason = "is set by an administrator"  # It may name any place in the network.
            if reason:
                errors.append({"field": f"points.{place}", "reason": reason})
        if errors:
            raise Unprocessable(errors=errors)
        return list(checked.items())

    async def _prepared(
        self, staff_id: str, kind: str, address: str, before: ContactPoint | None
    ) -> tuple[ContactPoint, str | None]:
        """Return the point and the code to send: none for a verified address, or so soon after another code."""
        fingerprint = await self._links.fingerprint(kind, address)
        now = self._clock.now()
        if before and before.fingerprint == fingerprint:
            soon = before.code_sent_at and now - before.code_sent_at < timedelta(
                seconds=model.NEXT_CODE_AFTER_S
            )
            if before.verified_at or soon:
                return before, None
        sealed = await self._crypto.seal(await self._crypto.service_key(KEY_NAME), address)
        code = model.new_code()
        hashed = model.code_hash(staff_id, kind, code)
        return ContactPoint(staff_id, kind, 0, sealed, fingerprint, None, hashed, now), code

    async def _use(self, staff_id: str, tx: Tx) -> None:
        verified = [point.kind for point in await self._store.of(staff_id, tx) if point.verified_at]
        await self._set_channels(staff_id, (*verified, model.CONSOLE), tx)

    async def _send(self, kind: str, address: str, letter: Letter) -> bool:
        channel = self._channels.get(kind)
        if not isinstance(channel, Addressed):
            return False
        try:
            await channel.deliver(address, letter)
        except ChannelError as error:
            log.warning("letter_failed", channel=kind, error=str(error))
            return False
        return True

    async def _shown(self, point: ContactPoint) -> Shown:
        address = await self._crypto.open_if_kept(point.sealed_address)
        return Shown(point.kind, address or "", point.verified_at)
