"""HTTP for review dates."""

from datetime import date
from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from backend.core.routes import Call, Route
from backend.identity.policies import YOUNG_PERSON, caller
from backend.plans.refusals import as_problems
from backend.plans.reviews.service import NextReview, ReviewService
from safety_plans.review import LATEST_DAYS, SOONEST_DAYS, Event, Reason

REVIEWS = web.AppKey("plan_reviews", ReviewService)

MOST_EVENTS = 50
# A day of a life: dates outside it are mistakes, and dates near the end of the calendar cannot be reckoned with.
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2199, 12, 31))]


class EventView(BaseModel):
    """Something after which a plan is worth a look."""

    model_config = ConfigDict(extra="forbid")

    reason: Reason
    on: Day


class PutReviews(BaseModel):
    """How many days between two looks, and what happened. `looked`: the plan was looked at today."""

    model_config = ConfigDict(extra="forbid")

    every_days: int = Field(LATEST_DAYS, strict=True, ge=SOONEST_DAYS, le=LATEST_DAYS)
    events: list[EventView] = Field(default_factory=list, max_length=MOST_EVENTS)
    looked: bool = False


class ReviewsView(BaseModel):
    """The wishes, and the next day; null while there is no plan."""

    every_days: int
    events: list[EventView]
    looked_on: date | None
    next_on: date | None
    due: bool


async def get(call: Call) -> ReviewsView:
    """Return when to look at the plan again."""
    return _view(await call.request.app[REVIEWS].get(caller(call).id))


async def put(call: Call) -> ReviewsView:
    """Store when to look at the plan again."""
    body: PutReviews = call.body
    events = [Event(event.reason, event.on) for event in body.events]
    reviews = call.request.app[REVIEWS]
    with as_problems("every_days"):
        return _view(await reviews.put(caller(call).id, body.every_days, events, looked=body.looked))


def _view(found: NextReview) -> ReviewsView:
    return ReviewsView(
        every_days=found.wishes.every_days,
        events=[EventView(reason=event.reason, on=event.on) for event in found.wishes.events],
        looked_on=found.wishes.looked_on,
        next_on=found.next_on,
        due=found.due,
    )


ROUTES = [
    Route("GET", "/v1/plan/reviews", get, YOUNG_PERSON, "When to look at my plan again", answer=ReviewsView),
    Route(
        "PUT", "/v1/plan/reviews", put, YOUNG_PERSON, "Say when to look at my plan again",
        body=PutReviews, answer=ReviewsView,
    ),
]  # fmt: skip
