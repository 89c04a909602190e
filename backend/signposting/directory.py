"""Which entries hold at this moment: the stored ones, the last known ones, or those that came with the programme."""

import asyncio
from datetime import datetime, timedelta

from backend.core.clock import Clock
from backend.core.logging import log
from backend.core.problem import StoreUnavailable
from backend.signposting import shipped
from backend.signposting.board import Board
from backend.signposting.model import Service
from backend.signposting.protected import with_never_hidden
from backend.signposting.store import ServiceStore

FRESH_FOR = timedelta(seconds=2)


class Directory:
    """Reads the stored directory again only when its revision has changed, and asks for that every two seconds.

    With no store the last known directory answers. What an import or another process changes shows two seconds later;
    what is changed here shows at once (`changed`).
    """

    def __init__(self, store: ServiceStore, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._services, self._revision = _shown_from_package(), 0
        # Files and calendar are read here once (about 0.3 s): nobody's first question waits, and a bad file
        # stops the start.
        self._board = Board(self._services, clock.now())
        self._asked_at: datetime | None = None
        self._reading = asyncio.Lock()

    async def services(self) -> tuple[Service, ...]:
        """Return every entry that the public may see."""
        async with self._reading:
            if self._asked_at is None or abs(self._clock.now() - self._asked_at) >= FRESH_FOR:
                await self._look_again()
                self._asked_at = self._clock.now()
        return self._services

    async def board(self, now: datetime) -> Board:
        """Return who is awake at `now`."""
        services = await self.services()
        async with self._reading:  # One makes it anew, the others wait for that.
            if not self._board.holds(now):
                # Beside the event loop: thousands of entries take a while to be put in order.
                self._board = await asyncio.to_thread(Board, services, now, self._board)
            return self._board

    def changed(self) -> None:
        """Note that something was written: the next question reads it."""
        self._asked_at = None

    @property
    def revision(self) -> int:
        """Return the number of the directory that was read last; 0 is the one that came with the programme."""
        return self._revision

    async def _look_again(self) -> None:
        try:
            revision = await self._store.revision()
            if revision == self._revision:
                return
            stored = await self._store.shown() if revision else ()
        except StoreUnavailable:
            log.warning("directory_last_known")
            return
        services = with_never_hidden(stored, shipped.services()) if revision else _shown_from_package()
        board = await asyncio.to_thread(Board, services, self._clock.now(), self._board)
        self._services, self._board, self._revision = services, board, revision


def _shown_from_package() -> tuple[Service, ...]:
    return tuple(service for service in shipped.services() if service.shown)
