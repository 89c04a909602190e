"""HTTP for offered words."""

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from backend.core.fields import Empty, Instant
from backend.core.preconditions import HEADERS, expected_number
from backend.core.routes import Call, Reply, Route
from backend.identity.policies import RESPONDER, YOUNG_PERSON, caller
from backend.plans.refusals import as_problems
from backend.plans.views import RevisionView, revision_reply
from backend.plans.words.service import WordsService
from safety_plans.codec import text_from
from safety_plans.limits import MAX_SUGGESTION

WORDS = web.AppKey("plan_words", WordsService)

ADDRESS = "/v1/plan/word-suggestions"


class OfferRequest(BaseModel):
    """Words for one step. Nothing can be offered for step 6."""

    model_config = ConfigDict(extra="forbid")

    step: int = Field(strict=True, ge=1, le=7)
    text: str = Field(min_length=1, max_length=MAX_SUGGESTION)


class Offered(BaseModel):
    """The offer was kept for the owner to decide about."""

    id: str


class OfferedView(BaseModel):
    """Words that somebody of the team offers."""

    id: str
    step: int
    text: str
    by: str
    at: Instant


class OfferedList(BaseModel):
    """All that wait for a decision."""

    suggestions: list[OfferedView]


class Accept(BaseModel):
    """The id that the device gives to the new entry."""

    entry_id: str = Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")


async def offer(call: Call) -> Offered:
    """Offer words to the young person."""
    body: OfferRequest = call.body
    with as_problems("text"):
        text = text_from(body.text, "text")
    words = await call.request.app[WORDS].offer(call.path("escalation_id"), caller(call).id, body.step, text)
    return Offered(id=words.id)


async def waiting(call: Call) -> OfferedList:
    """List the words that wait for a decision."""
    found = await call.request.app[WORDS].waiting(caller(call).id)
    return OfferedList(
        suggestions=[
            OfferedView(
                id=each.words.id,
                step=each.words.step,
                text=each.text,
                by=each.words.first_name,
                at=each.words.at,
            )
            for each in found
        ]
    )


async def accept(call: Call) -> Reply:
    """Take offered words in."""
    body: Accept = call.body
    expected, words_id = expected_number(call.request), call.path("words_id")
    words = call.request.app[WORDS]
    return revision_reply(await words.accept(caller(call).id, words_id, body.entry_id, expected))


async def decline(call: Call) -> Reply:
    """Say no to offered words."""
    await call.request.app[WORDS].decline(caller(call).id, call.path("words_id"))
    return Reply(None, 204)


ROUTES = [
    Route(
        "POST", "/v1/staff/escalations/{escalation_id}/plan-suggestions", offer, RESPONDER,
        "Offer words for the plan", body=OfferRequest, answer=Offered, status=201, problems=(404, 409),
    ),
    Route("GET", ADDRESS, waiting, YOUNG_PERSON, "Words offered to me", answer=OfferedList),
    Route(
        "POST", f"{ADDRESS}/{{words_id}}/accept", accept, YOUNG_PERSON, "Take offered words in",
        body=Accept, headers=HEADERS, answer=RevisionView, problems=(404, 409),
    ),
    Route(
        "POST", f"{ADDRESS}/{{words_id}}/decline", decline, YOUNG_PERSON, "Say no to offered words",
        body=Empty, status=204, problems=(404, 409),
    ),
]  # fmt: skip
