"""Use cases of signposting: who is awake now, the number block, and filling the directory."""

from datetime import datetime

from backend.core.clock import Clock
from backend.core.logging import log
from backend.core.problem import StoreUnavailable
from backend.signposting import shipped
from backend.signposting.directory import listings, with_never_hidden
from backend.signposting.model import Audience, Channel, Line, Listing, OpenNow, Service, State
from backend.signposting.store import ServiceStore

__all__ = ["Audience", "Channel", "Line", "Listing", "OpenNow", "SignpostingService", "State"]


class SignpostingService:
    """Answers with the stored directory, and with the shipped one when the store is down or empty."""

    def __init__(self, store: ServiceStore, clock: Clock) -> None:
        self._store, self.clock = store, clock
        # Files and calendar are read here once (about 0.3 s): nobody's first question waits, and a bad file
        # stops the start.
        listings(shipped.services(), clock.now(), Audience.ANYONE, None)
        shipped.lines()

    def lines(self) -> tuple[Line, ...]:
        """Return the number block, always the same six in the same order. Needs no store."""
        return shipped.lines()

    async def open_now(
        self, now: datetime, audience: Audience = Audience.YOUNG_PERSON, age: int | None = None
    ) -> OpenNow:
        """Return who is awake at `now`. `age` is a young person's, in years."""
        services = with_never_hidden(await self._services(), shipped.services())
        return OpenNow(now, listings(services, now, audience, age), self.lines())

    async def seed(self) -> None:
        """Bring the stored directory up to the shipped one. What an editor changed stays as it is."""
        await self._store.put_shipped(shipped.services())

    async def _services(self) -> tuple[Service, ...]:
        try:
            return await self._store.all() or shipped.services()
        except StoreUnavailable:
            log.warning("directory_from_package")
            return shipped.services()
