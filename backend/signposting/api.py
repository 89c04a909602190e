"""HTTP for "who is awake now"."""

from datetime import datetime
from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, Field, WithJsonSchema

from backend.core.routes import Call, Route
from backend.identity.policies import PUBLIC
from backend.signposting.model import Audience, Line, Listing
from backend.signposting.service import SignpostingService

SIGNPOSTING = web.AppKey("signposting", SignpostingService)

Age = Annotated[int, Field(ge=0, le=120, description="The young person's age in years.")]
# Written out, because a reference would point outside the list of query parameters.
Asker = Annotated[Audience, WithJsonSchema({"type": "string", "enum": [kind.value for kind in Audience]})]


class OpenNowQuery(BaseModel):
    """Who is asking. Nothing has to be said."""

    age: Age | None = None
    audience: Asker = Audience.YOUNG_PERSON


class OpenNowAnswer(BaseModel):
    """Who is awake, and the numbers that always are. Shown in this order."""

    as_of: datetime
    services: tuple[Listing, ...]
    always_open: tuple[Line, ...]


async def open_now(call: Call) -> OpenNowAnswer:
    """Say who is awake at this moment."""
    query: OpenNowQuery = call.query
    signposting = call.request.app[SIGNPOSTING]
    found = await signposting.open_now(signposting.clock.now(), query.audience, query.age)
    return OpenNowAnswer(as_of=found.as_of, services=found.services, always_open=found.always_open)


ROUTES = [
    Route(
        "GET", "/v1/services/open-now", open_now, PUBLIC, "Who is awake now",
        query=OpenNowQuery, answer=OpenNowAnswer,
    ),
]  # fmt: skip
