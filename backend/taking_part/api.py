"""HTTP for interest in becoming a peer mentor: a young person's own, and the supervisors' list."""

from typing import Annotated, Any, Literal

from aiohttp import web
from pydantic import BaseModel, Field

from backend.core.fields import Empty, Instant, MessageText
from backend.core.keys import CLOCK
from backend.core.limits import Limits
from backend.core.routes import Call, Reply, Route
from backend.identity.policies import SUPERVISOR, YOUNG_PERSON, caller
from backend.taking_part.model import InterestState
from backend.taking_part.service import Mentoring, Opened

MENTORING = web.AppKey("mentoring", Mentoring)
MOST_CHARACTERS = 1000
# Somebody may change their mind a few times; a whole school may hear of it in one hour.
RARE = Limits(account="30/hour", address="1200/hour", everyone="6000/hour")


class MentoringAnswer(BaseModel):
    """What a supervisor writes to it."""

    text: Annotated[MessageText, Field(max_length=MOST_CHARACTERS)]


class MyMentoringInterest(BaseModel):
    """A young person's own. `none`: they have not said so. `answered_by` is a first name."""

    state: Literal["none"] | InterestState
    asked_at: Instant | None = None
    withdrawn_at: Instant | None = None
    answer: str | None = None
    answered_at: Instant | None = None
    answered_by: str | None = None


class MentoringInterestView(MyMentoringInterest):
    """One as supervisors see it. Nickname and age group are as they are now; null once the account is gone."""

    id: str
    nickname: str | None
    age_band: str | None


class MentoringInterestsView(BaseModel):
    """All: what waits for an answer comes first, the oldest at the top."""

    interests: list[MentoringInterestView]
    waiting: int
    as_of: Instant


async def mine(call: Call) -> MyMentoringInterest:
    """Return one's own."""
    opened = await call.request.app[MENTORING].of(caller(call).id)
    return MyMentoringInterest(**_facts(opened)) if opened else MyMentoringInterest(state="none")


async def put(call: Call) -> MyMentoringInterest:
    """Say that one would like to become a peer mentor; again changes nothing."""
    await call.request.app[MENTORING].register(caller(call).id)
    return await mine(call)


async def take_back(call: Call) -> Reply:
    """Take it back; again changes nothing."""
    await call.request.app[MENTORING].take_back(caller(call).id)
    return Reply(None, 204)


async def listed(call: Call) -> MentoringInterestsView:
    """List all; each one shown is audited."""
    app, who = call.request.app, caller(call)
    found = await app[MENTORING].listed(who.id, who.role)
    waiting = sum(opened.interest.state is InterestState.NEW for opened in found)
    return MentoringInterestsView(
        interests=[_view(opened) for opened in found], waiting=waiting, as_of=app[CLOCK].now()
    )


async def answer(call: Call) -> MentoringInterestView:
    """Answer it, once."""
    body: MentoringAnswer = call.body
    who, mentoring = caller(call), call.request.app[MENTORING]
    return _view(await mentoring.answer(call.path("interest_id"), body.text, who.id, who.role))


def _facts(opened: Opened) -> dict[str, Any]:
    names = ("state", "asked_at", "withdrawn_at", "answered_at")
    by = opened.interest.answered_by
    facts = {name: getattr(opened.interest, name) for name in names}
    return facts | {"answer": opened.answer, "answered_by": by.first_name if by else None}


def _view(opened: Opened) -> MentoringInterestView:
    who = opened.who
    return MentoringInterestView(
        **_facts(opened),
        id=opened.interest.id,
        nickname=who.nickname if who else None,
        age_band=who.age_band if who else None,
    )


MINE = "/v1/mentoring-interest"
LIST = "/v1/staff/mentoring-interests"
ROUTES = [
    Route(
        "GET", MINE, mine, YOUNG_PERSON, "Whether I would like to become a peer mentor",
        answer=MyMentoringInterest,
    ),
    Route(
        "PUT", MINE, put, YOUNG_PERSON, "I would like to become a peer mentor",
        body=Empty, answer=MyMentoringInterest, limits=RARE,
    ),
    Route("DELETE", MINE, take_back, YOUNG_PERSON, "Take that back", status=204, limits=RARE),
    Route(
        "GET", LIST, listed, SUPERVISOR, "Who would like to become a peer mentor",
        answer=MentoringInterestsView,
    ),
    Route(
        "POST", f"{LIST}/{{interest_id}}/answer", answer, SUPERVISOR, "Answer somebody who would like to",
        body=MentoringAnswer, answer=MentoringInterestView, problems=(404, 409, 410),
    ),
]  # fmt: skip
