"""HTTP for a young person's own plan."""

from aiohttp import web

from backend.core.preconditions import HEADERS, expected_number
from backend.core.problem import NotFound
from backend.core.routes import Call, Reply, Route
from backend.identity.policies import YOUNG_PERSON, caller
from backend.plans.deletion import Deletion
from backend.plans.refusals import as_problems
from backend.plans.service import PlanService
from backend.plans.views import (
    LimitsView,
    PutPlan,
    Restore,
    RevisionList,
    RevisionsQuery,
    RevisionView,
    revision_reply,
    summary,
)
from safety_plans.codec import from_document
from safety_plans.limits import MAX_DOCUMENT_BYTES

PLANS = web.AppKey("plans", PlanService)
DELETION = web.AppKey("plan_deletion", Deletion)

HIGHEST_NUMBER_DIGITS = 9


async def newest(call: Call) -> Reply:
    """Return the plan as it stands; 404 before it was started."""
    return revision_reply(await call.request.app[PLANS].newest(caller(call).id))


async def put(call: Call) -> Reply:
    """Store the next revision."""
    body: PutPlan = call.body
    expected = expected_number(call.request)
    with as_problems("plan"):
        plan = from_document(body.plan)
    revision = await call.request.app[PLANS].revise(
        caller(call).id,
        plan,
        expected,
        str(body.client_revision_id),
        reason=body.reason,
        merged=body.merged,
    )
    return revision_reply(revision)


async def delete(call: Call) -> Reply:
    """Remove the plan with its history, pictures and offered words, and end its shares."""
    await call.request.app[DELETION].delete(caller(call).id)
    return Reply(None, 204)


async def history(call: Call) -> RevisionList:
    """Return who wrote what when, without the contents."""
    query: RevisionsQuery = call.query
    revisions = await call.request.app[PLANS].before(caller(call).id, query.before, query.limit)
    return RevisionList(revisions=[summary(revision) for revision in revisions])


async def one(call: Call) -> Reply:
    """Return one revision with its content."""
    return revision_reply(await call.request.app[PLANS].numbered(caller(call).id, _number(call)))


async def restore(call: Call) -> Reply:
    """Bring an old content back, as a new revision."""
    body: Restore = call.body
    expected = expected_number(call.request)
    client_id = str(body.client_revision_id) if body.client_revision_id else None
    return revision_reply(
        await call.request.app[PLANS].restore(caller(call).id, _number(call), expected, client_id)
    )


async def limits(call: Call) -> LimitsView:
    """Return how much fits."""
    return LimitsView()


def _number(call: Call) -> int:
    text = call.path("number")
    if not (text.isascii() and text.isdecimal()) or len(text) > HIGHEST_NUMBER_DIGITS:
        raise NotFound
    return int(text)


ROUTES = [
    Route("GET", "/v1/plan", newest, YOUNG_PERSON, "My plan as it stands", answer=RevisionView, problems=(404,)),
    Route(
        "PUT", "/v1/plan", put, YOUNG_PERSON, "Write my plan",
        body=PutPlan, max_body_bytes=MAX_DOCUMENT_BYTES, headers=HEADERS, answer=RevisionView,
    ),
    Route("DELETE", "/v1/plan", delete, YOUNG_PERSON, "Delete my plan", status=204),
    Route("GET", "/v1/plan/limits", limits, YOUNG_PERSON, "How much fits in a plan", answer=LimitsView),
    Route(
        "GET", "/v1/plan/revisions", history, YOUNG_PERSON, "The history of my plan",
        query=RevisionsQuery, answer=RevisionList,
    ),
    Route(
        "GET", "/v1/plan/revisions/{number}", one, YOUNG_PERSON, "One revision of my plan",
        answer=RevisionView, problems=(404,),
    ),
    Route(
        "POST", "/v1/plan/revisions/{number}/restore", restore, YOUNG_PERSON, "Bring an old revision back",
        body=Restore, headers=HEADERS, answer=RevisionView, problems=(404,),
    ),
]  # fmt: skip
