"""HTTP for "who is awake now"."""

from datetime import datetime
from typing import Annotated, Any

from aiohttp import web
from pydantic import BaseModel, Field, WithJsonSchema

from backend.core.routes import Call, Route
from backend.identity.policies import PUBLIC
from backend.signposting.asking import Question
from backend.signposting.model import Audience, Line, Listing, Place
from backend.signposting.service import USUAL_LIMIT, SignpostingService
from backend.signposting.terms import FAITHS, NEEDS

SIGNPOSTING = web.AppKey("signposting", SignpostingService)


def _one_of(*values: str) -> WithJsonSchema:
    """Write a choice out, because a reference would point outside the list of query parameters."""
    return WithJsonSchema({"type": "string", "enum": list(values)})


def _term(terms: dict[str, str]) -> Any:
    return Annotated[str, Field(pattern=f"^({'|'.join(terms)})$")]


Age = Annotated[int, Field(ge=0, le=120, description="The young person's age in years.")]
Asker = Annotated[Audience, _one_of(*Audience)]
Where = Annotated[Place, _one_of(*Place)]
Way = Annotated[str, Field(pattern="^(phone|text|webchat|email|web|in_person|app|relay|emergency_sms)$")]
Language = Annotated[str, Field(pattern="^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,2}$")]


class OpenNowQuery(BaseModel):
    """Who is asking, and for what. Nothing has to be said. `place` home: without going anywhere."""

    age: Age | None = None
    audience: Asker = Audience.YOUNG_PERSON
    need: _term(NEEDS) | None = None  # type: ignore[valid-type]
    channel: Way | None = None
    language: Language | None = None
    faith: _term(FAITHS) | None = None  # type: ignore[valid-type]
    free: bool = False
    place: Where | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = USUAL_LIMIT


class OpenNowAnswer(BaseModel):
    """Who is awake, and the numbers that always are. Shown in this order.

    `says` is there when nothing that fits is open; `more` counts what fits and is not listed; `day_and_night` are
    entries that do not fit but never close, so that an answer has at least three of those.
    """

    as_of: datetime
    says: str | None
    services: tuple[Listing, ...]
    more: int
    day_and_night: tuple[Listing, ...]
    always_open: tuple[Line, ...]


async def open_now(call: Call) -> OpenNowAnswer:
    """Say who is awake at this moment."""
    query: OpenNowQuery = call.query
    wanted = query.model_dump(exclude={"limit"})
    signposting = call.request.app[SIGNPOSTING]
    found = await signposting.open_now(signposting.clock.now(), Question(**wanted), query.limit)
    return OpenNowAnswer(**vars(found))


ROUTES = [
    Route(
        "GET", "/v1/services/open-now", open_now, PUBLIC, "Who is awake now",
        query=OpenNowQuery, answer=OpenNowAnswer,
    ),
]  # fmt: skip
