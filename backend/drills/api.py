"""HTTP for drills: run one now, and what the last ones showed."""

from aiohttp import web
from pydantic import BaseModel

from backend.core.fields import Instant
from backend.core.keys import AUDIT
from backend.core.limits import Limits
from backend.core.problem import Conflict
from backend.core.routes import Call, Route
from backend.drills.model import Drill, Result
from backend.drills.service import SCHEDULE, Drills
from backend.identity.policies import SUPERVISOR, caller

DRILLS = web.AppKey("drills", Drills)


class DrillRequest(BaseModel):
    """Whether phones ring for it too; otherwise only open consoles show it."""

    all_channels: bool = False


class DrillView(BaseModel):
    """One drill and how it went."""

    id: str
    started_at: Instant
    ended_at: Instant | None
    planned: bool
    all_channels: bool
    result: Result | None
    after_s: float | None
    says: str


class DrillsView(BaseModel):
    """Drills, the newest first."""

    drills: list[DrillView]


async def run(call: Call) -> DrillView:
    """Run a drill; the answer comes when it has ended."""
    body: DrillRequest = call.body
    who, drills = caller(call), call.request.app[DRILLS]
    await call.request.app[AUDIT].record(who.id, "drill_run", "drill", role=who.role)
    drill = await drills.run(who.id, all_channels=body.all_channels)
    if drill is None:
        raise Conflict
    return _view(drill)


async def listed(call: Call) -> DrillsView:
    """List the last drills."""
    return DrillsView(drills=[_view(drill) for drill in await call.request.app[DRILLS].newest()])


def _view(drill: Drill) -> DrillView:
    return DrillView(
        id=drill.id,
        started_at=drill.started_at,
        ended_at=drill.ended_at,
        planned=drill.asked_by == SCHEDULE,
        all_channels=drill.all_channels,
        result=drill.result,
        after_s=drill.after_s,
        says=drill.says,
    )


ROUTES = [
    Route("GET", "/v1/staff/drills", listed, SUPERVISOR, "The last drills", answer=DrillsView),
    Route(
        "POST", "/v1/staff/drills", run, SUPERVISOR, "Run a drill now",
        body=DrillRequest, answer=DrillView, status=201, problems=(409,), limits=Limits(account="6/minute"),
    ),
]  # fmt: skip
