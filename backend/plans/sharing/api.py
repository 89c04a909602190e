"""HTTP for sharing: what the owner does, what a reader with a link sees, and what the on-call team sees."""

from datetime import timedelta

from aiohttp import web

from backend.core.keys import CLOCK
from backend.core.limits import Limits
from backend.core.problem import Unprocessable
from backend.core.routes import Call, Reply, Route
from backend.identity.policies import PUBLIC, RESPONDER, YOUNG_PERSON, caller
from backend.plans.pictures.api import picture_response
from backend.plans.refusals import as_problems
from backend.plans.sharing.links import Links
from backend.plans.sharing.service import SharingService
from backend.plans.sharing.team import TeamSharing
from backend.plans.sharing.views import (
    LinkAndCode,
    NewShare,
    ReadingList,
    SharedPlan,
    ShareList,
    ShareRequest,
    TeamShare,
    TeamShareRequest,
    Visibility,
    reading_view,
    share_view,
    shared_plan,
)

SHARING = web.AppKey("plan_sharing", SharingService)
LINKS = web.AppKey("plan_links", Links)
TEAM_SHARING = web.AppKey("plan_team_sharing", TeamSharing)

LONGEST = timedelta(days=366)
MOST_OPEN_SHARES = 50
OF_A_READER = Limits(account=None, address="120/minute")
STAFF_ADDRESS = "/v1/staff/escalations/{escalation_id}/plan"


async def share(call: Call) -> NewShare:
    """Share some steps with somebody by a link and a code."""
    body: ShareRequest = call.body
    owner_id, app = caller(call).id, call.request.app
    if body.ends_at > app[CLOCK].now() + LONGEST:
        raise _refused("ends_at", f"is more than {LONGEST.days} days from now")
    if await app[SHARING].open_count(owner_id) >= MOST_OPEN_SHARES:
        raise _refused("steps", f"is one share too many: at most {MOST_OPEN_SHARES} are open at once")
    with as_problems("ends_at"):
        made, token, code = await app[LINKS].make(owner_id, body.steps, body.reader_name, body.ends_at)
    return NewShare(share_id=made.id, link=f"/shared#{token}", code=code, ends_at=made.ends_at)


def _refused(field: str, reason: str) -> Unprocessable:
    return Unprocessable(errors=[{"field": field, "reason": reason}])


async def shares(call: Call) -> ShareList:
    """List the shares."""
    found = await call.request.app[SHARING].shares(caller(call).id)
    return ShareList(shares=[share_view(named) for named in found])


async def revoke(call: Call) -> Reply:
    """End a share at once."""
    await call.request.app[SHARING].revoke(caller(call).id, call.path("share_id"))
    return Reply(None, 204)


async def readings(call: Call) -> ReadingList:
    """List who read when."""
    found = await call.request.app[SHARING].readings(caller(call).id)
    return ReadingList(readings=[reading_view(named) for named in found])


async def visibility(call: Call) -> Visibility:
    """Say who may read each step now."""
    found = await call.request.app[SHARING].visibility(caller(call).id)
    return Visibility({str(step): names for step, names in found.items()})


async def shared(call: Call) -> SharedPlan:
    """Show the shared steps to whoever has the link and the code."""
    body: LinkAndCode = call.body
    return shared_plan(await call.request.app[LINKS].show(body.token, body.code))


async def shared_picture(call: Call) -> web.StreamResponse:
    """Show a picture of a shared step."""
    body: LinkAndCode = call.body
    links = call.request.app[LINKS]
    return picture_response(await links.picture(body.token, body.code, call.path("picture_id")))


async def show_to_team(call: Call) -> TeamShare:
    """Show some steps to the on-call team in this conversation."""
    body: TeamShareRequest = call.body
    team = call.request.app[TEAM_SHARING]
    with as_problems("steps"):
        made = await team.show_to_team(caller(call).id, call.path("conversation_id"), body.steps)
    return TeamShare(share_id=made.id, steps=list(made.steps), ends_at=made.ends_at)


async def team_plan(call: Call) -> SharedPlan:
    """Show what the young person shows here. Audited, and listed to them."""
    team = call.request.app[TEAM_SHARING]
    return shared_plan(await team.read(call.path("escalation_id"), caller(call).id))


async def team_picture(call: Call) -> web.StreamResponse:
    """Show a picture of what the young person shows here."""
    team = call.request.app[TEAM_SHARING]
    found = await team.picture(call.path("escalation_id"), caller(call).id, call.path("picture_id"))
    return picture_response(found)


ROUTES = [
    Route(
        "POST", "/v1/plan/shares", share, YOUNG_PERSON, "Share some steps by link and code",
        body=ShareRequest, answer=NewShare, status=201,
    ),
    Route("GET", "/v1/plan/shares", shares, YOUNG_PERSON, "My shares", answer=ShareList),
    Route(
        "DELETE", "/v1/plan/shares/{share_id}", revoke, YOUNG_PERSON, "End a share", status=204, problems=(404,)
    ),
    Route("GET", "/v1/plan/readings", readings, YOUNG_PERSON, "Who read my plan", answer=ReadingList),
    Route("GET", "/v1/plan/visibility", visibility, YOUNG_PERSON, "Who may read each step", answer=Visibility),
    Route(
        "POST", "/v1/shared-plans", shared, PUBLIC, "Read a plan that was shared with me",
        body=LinkAndCode, answer=SharedPlan, problems=(404,), limits=OF_A_READER,
    ),
    Route(
        "POST", "/v1/shared-plans/pictures/{picture_id}", shared_picture, PUBLIC, "A picture of a shared plan",
        body=LinkAndCode, media="image/*", problems=(404,), limits=OF_A_READER,
    ),
    Route(
        "POST", "/v1/conversations/{conversation_id}/plan-shares", show_to_team, YOUNG_PERSON,
        "Show my plan to the on-call team",
        body=TeamShareRequest, answer=TeamShare, status=201, problems=(404, 409),
    ),
    Route(
        "GET", STAFF_ADDRESS, team_plan, RESPONDER, "The plan that is shown here",
        answer=SharedPlan, problems=(404,),
    ),
    Route(
        "GET", f"{STAFF_ADDRESS}/pictures/{{picture_id}}", team_picture, RESPONDER, "A picture of the plan",
        media="image/*", problems=(404,),
    ),
]  # fmt: skip
