"""HTTP for the rota."""

from datetime import datetime

from aiohttp import web
from pydantic import BaseModel

from backend.core.fields import Instant, InstantIn
from backend.core.keys import AUDIT
from backend.core.routes import Call, Route
from backend.escalations.model import Responder
from backend.escalations.rota.model import Shift
from backend.escalations.rota.service import RotaService
from backend.identity.policies import RESPONDER, SUPERVISOR, caller

ROTA = web.AppKey("rota", RotaService)


class ShiftView(BaseModel):
    """One person on call; `first_name` is None for somebody who has left."""

    id: str
    staff_id: str
    first_name: str | None
    starts_at: Instant
    ends_at: Instant


class GapView(BaseModel):
    """A stretch with nobody on call."""

    starts_at: Instant
    ends_at: Instant


class StaffChoice(BaseModel):
    """Somebody a shift can be given to."""

    id: str
    first_name: str


class RotaView(BaseModel):
    """The next 14 days."""

    shifts: list[ShiftView]
    gaps: list[GapView]
    staff: list[StaffChoice]


class AddShift(BaseModel):
    """A shift with instants that carry their offset from UTC."""

    staff_id: str
    starts_at: InstantIn
    ends_at: InstantIn


async def ahead(call: Call) -> RotaView:
    """Show the rota and its gaps."""
    rota = call.request.app[ROTA]
    found = await rota.ahead()
    return RotaView(
        shifts=[_shift_view(shift, who) for shift, who in found.shifts],
        gaps=[GapView(starts_at=gap.starts_at, ends_at=gap.ends_at) for gap in found.gaps],
        staff=[StaffChoice(id=who.id, first_name=who.first_name) for who in await rota.staff()],
    )


async def add(call: Call) -> ShiftView:
    """Add a shift."""
    body: AddShift = call.body
    starts_at: datetime = body.starts_at
    shift, who = await call.request.app[ROTA].add(body.staff_id, starts_at, body.ends_at)
    by = caller(call)
    await call.request.app[AUDIT].record(by.id, "shift_added", shift.id, role=by.role, about=None)
    return _shift_view(shift, who)


def _shift_view(shift: Shift, who: Responder | None) -> ShiftView:
    return ShiftView(**vars(shift), first_name=who.first_name if who else None)


ROUTES = [
    Route("GET", "/v1/staff/rota", ahead, RESPONDER, "The rota and its gaps", answer=RotaView),
    Route(
        "POST", "/v1/staff/shifts", add, SUPERVISOR, "Add a shift",
        body=AddShift, answer=ShiftView, status=201, problems=(404,),
    ),
]  # fmt: skip
