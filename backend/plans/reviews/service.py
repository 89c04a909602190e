"""The day of the next review, from the owner's wishes and what happened."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from backend.core.clock import LONDON, Clock
from backend.core.crypto import FieldCrypto
from backend.plans.model import Owners
from backend.plans.reviews.store import ReviewStore
from backend.plans.service import PlanService
from safety_plans.review import LATEST_DAYS, Event, Reason, Reviews, is_due, next_review


@dataclass(frozen=True)
class Wishes:
    """How often, after which events, and when the owner last said that they had looked."""

    every_days: int = LATEST_DAYS
    events: tuple[Event, ...] = ()
    looked_on: date | None = None


@dataclass(frozen=True)
class NextReview:
    """The wishes with what follows from them. `next_on` is None where there is no plan to look at."""

    wishes: Wishes
    next_on: date | None
    due: bool


class ReviewService:
    """Days are London's: the server's clock decides, whatever a phone's says."""

    def __init__(
        self, store: ReviewStore, plans: PlanService, owners: Owners, crypto: FieldCrypto, clock: Clock
    ) -> None:
        self._store, self._plans, self._owners = store, plans, owners
        self._crypto, self._clock = crypto, clock

    async def put(
        self, owner_id: str, every_days: int, events: Sequence[Event], *, looked: bool
    ) -> NextReview:
        """Store the wishes; `looked` says that the plan was looked at today. Raises InvalidReview."""
        before = await self._wishes(owner_id)
        wishes = Wishes(every_days, tuple(events), self._today() if looked else before.looked_on)
        Reviews(self._today(), every_days)  # Raises InvalidReview before anything is stored.
        owner = await self._owners(owner_id)
        await self._store.put(owner_id, await self._crypto.seal(owner.key_id, _to_text(wishes)))
        return await self._next(owner_id, wishes)

    async def get(self, owner_id: str) -> NextReview:
        """Return the wishes, or the usual ones, and the next day."""
        return await self._next(owner_id, await self._wishes(owner_id))

    async def held(self, owner_id: str) -> Any:
        """Return what is stored, JSON-able and opened; None where nothing is."""
        sealed = await self._store.get(owner_id)
        return json.loads(await self._crypto.open(sealed)) if sealed else None

    async def _wishes(self, owner_id: str) -> Wishes:
        sealed = await self._store.get(owner_id)
        return _from_text(await self._crypto.open(sealed)) if sealed else Wishes()

    async def _next(self, owner_id: str, wishes: Wishes) -> NextReview:
        newest = (await self._plans.head(owner_id)).newest
        if newest is None:
            return NextReview(wishes, None, due=False)
        written_on = newest.at.astimezone(LONDON).date()
        reviews = Reviews(max(written_on, wishes.looked_on or written_on), wishes.every_days)
        today = self._today()
        return NextReview(
            wishes, next_review(reviews, wishes.events, today), due=is_due(reviews, wishes.events, today)
        )

    def _today(self) -> date:
        return self._clock.now().astimezone(LONDON).date()


def _to_text(wishes: Wishes) -> str:
    return json.dumps(
        {
            "every_days": wishes.every_days,
            "events": [{"reason": event.reason.value, "on": event.on.isoformat()} for event in wishes.events],
            "looked_on": wishes.looked_on.isoformat() if wishes.looked_on else None,
        }
    )


def _from_text(text: str) -> Wishes:
    found = json.loads(text)
    events = (Event(Reason(each["reason"]), date.fromisoformat(each["on"])) for each in found["events"])
    looked_on = date.fromisoformat(found["looked_on"]) if found["looked_on"] else None
    return Wishes(found["every_days"], tuple(events), looked_on)
