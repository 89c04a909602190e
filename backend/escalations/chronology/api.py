"""HTTP for the chronology of one young person, and for what was left open."""

from typing import Literal

from aiohttp import web
from pydantic import BaseModel

from backend.core.keys import CLOCK, CRYPTO
from backend.core.limits import Limits
from backend.core.routes import Call, Handler, Reply, Route
from backend.escalations.chronology.drafts import Draft
from backend.escalations.chronology.follow_ups import FollowUps
from backend.escalations.chronology.model import Kind
from backend.escalations.chronology.service import Chronology, Moment
from backend.escalations.chronology.shapes import (
    MAX_BODY_BYTES,
    CorrectRequest,
    NoteRequest,
    ReviewRequest,
    Writing,
    draft_of,
)
from backend.escalations.chronology.views import (
    ChronologyView,
    FollowUpsView,
    left_open_view,
    moment_view,
)
from backend.escalations.model import Escalation
from backend.escalations.service import EscalationService
from backend.identity.policies import RESPONDER, SUPERVISOR, caller

CHRONOLOGY = web.AppKey("chronology", Chronology)
FOLLOW_UPS = web.AppKey("follow_ups", FollowUps)
WRITERS = web.AppKey("chronology_writers", EscalationService)
# A whole record is opened each time.
LIMITS = Limits(account="60/minute")


class ReadQuery(BaseModel):
    """Why the record is opened; it is kept in the audit."""

    why: Literal["request", "follow_up", "supervision", "printed"]


async def read(call: Call) -> ChronologyView:
    """Open the chronology. Reading it is audited, before it is read."""
    query: ReadQuery = call.query
    who = caller(call)
    service = call.request.app[CHRONOLOGY]
    return await _view(call, await service.read(call.path("escalation_id"), who.id, who.role, query.why))


async def note(call: Call) -> Reply:
    """Write an entry."""
    body: NoteRequest = call.body
    return await _written(call, draft_of(Kind.NOTE, body))


async def correct(call: Call) -> Reply:
    """Correct an entry: the version before it stays."""
    body: CorrectRequest = call.body
    return await _written(call, draft_of(Kind.NOTE, body, corrects=call.path("entry_id")))


async def review(call: Call) -> Reply:
    """Look again at what was left open."""
    body: ReviewRequest = call.body
    return await _written(call, draft_of(Kind.REVIEW, body, reviews=call.path("entry_id")))


async def follow_ups(call: Call) -> FollowUpsView:
    """List what is left open: one's own, everybody's for supervisors."""
    who, app = caller(call), call.request.app
    everybody = who.role in SUPERVISOR.roles
    found = await app[FOLLOW_UPS].left_open(who.id, who.role, everybody=everybody)
    return FollowUpsView(
        whose="everybody" if everybody else "mine",
        left_open=[left_open_view(one) for one in found],
        as_of=app[CLOCK].now(),
    )


async def _written(call: Call, draft: Draft) -> Reply:
    app = call.request.app
    by = await app[WRITERS].responder(caller(call).id)
    moments = await app[CHRONOLOGY].write(call.path("escalation_id"), by, draft)
    return Reply(await _view(call, moments), 201)


async def _view(call: Call, moments: list[Moment]) -> ChronologyView:
    app = call.request.app
    outcomes = {one.what.id: one.what.outcome for one in moments if isinstance(one.what, Escalation)}
    return ChronologyView(
        moments=[await moment_view(one, outcomes, app[CRYPTO]) for one in moments],
        as_of=app[CLOCK].now(),
    )


_HERE = "/v1/staff/escalations/{escalation_id}/chronology"


def _writing(path: str, handler: Handler, summary: str, body: type[Writing]) -> Route:
    return Route(
        "POST", path, handler, RESPONDER, summary, body=body, max_body_bytes=MAX_BODY_BYTES,
        answer=ChronologyView, status=201, problems=(404, 409, 410), limits=LIMITS,
    )  # fmt: skip


ROUTES = [
    Route(
        "GET", _HERE, read, RESPONDER, "One young person's chronology",
        query=ReadQuery, answer=ChronologyView, problems=(404, 410), limits=LIMITS,
    ),
    _writing(_HERE, note, "Write an entry", NoteRequest),
    _writing(f"{_HERE}/{{entry_id}}/corrections", correct, "Correct an entry", CorrectRequest),
    _writing(f"{_HERE}/{{entry_id}}/reviews", review, "Look again at what was left open", ReviewRequest),
    Route(
        "GET", "/v1/staff/follow-ups", follow_ups, RESPONDER, "What was left open", answer=FollowUpsView,
    ),
]  # fmt: skip
