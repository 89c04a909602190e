"""Use cases of signposting: who is awake now, the number block, and filling the directory."""

from datetime import datetime

from backend.core.clock import Clock
from backend.signposting import shipped
from backend.signposting.asking import Question
from backend.signposting.board import listing
from backend.signposting.directory import Directory
from backend.signposting.model import Audience, Channel, Line, Listing, OpenNow, State
from backend.signposting.store import ServiceStore

__all__ = ["Audience", "Channel", "Line", "Listing", "OpenNow", "Question", "SignpostingService", "State"]

USUAL_LIMIT = 60
ANYBODY = Question()


class SignpostingService:
    """Answers with the directory as it is now, also when there is no store."""

    def __init__(self, directory: Directory, store: ServiceStore, clock: Clock) -> None:
        self._directory, self._store, self.clock = directory, store, clock
        shipped.lines()  # A bad file stops the start.

    def lines(self) -> tuple[Line, ...]:
        """Return the number block, always the same six in the same order. Needs no store."""
        return shipped.lines()

    async def open_now(
        self, now: datetime, question: Question = ANYBODY, limit: int = USUAL_LIMIT
    ) -> OpenNow:
        """Return who is awake at `now` and fits, at most `limit` of them."""
        fitting = (await self._directory.board(now)).fitting(question, limit)
        return OpenNow(
            as_of=now,
            says=fitting.says,
            services=tuple(listing(entry, now) for entry in fitting.listed),
            more=fitting.more,
            day_and_night=tuple(listing(entry, now) for entry in fitting.instead),
            always_open=self.lines(),
        )

    async def seed(self) -> None:
        """Bring the stored directory up to the shipped one. What an editor changed stays as it is."""
        await self._store.put_shipped(shipped.services())
        self._directory.changed()
