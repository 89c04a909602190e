"""HTTP for the rota: looking at it, and for supervisors shifts, layers and overrides."""

from aiohttp import web

from backend.core.fields import Empty
from backend.core.routes import Call, Route
from backend.escalations.rota.changes import Actor, RotaChanges
from backend.escalations.rota.service import RotaService
from backend.escalations.rota.shapes import (
    AddShift,
    GapView,
    LayerView,
    OverrideView,
    RotaQuery,
    RotaView,
    ShiftView,
    StaffChoice,
    WantedLayer,
    WantedOverride,
)
from backend.identity.policies import RESPONDER, SUPERVISOR, caller

ROTA = web.AppKey("rota", RotaService)
CHANGES = web.AppKey("rota_changes", RotaChanges)


async def ahead(call: Call) -> RotaView:
    """Show the rota, what it is made of, and its gaps."""
    query: RotaQuery = call.query
    rota = await call.request.app[ROTA].ahead(query.weeks_ahead)
    names = {who.id: who.first_name for who in rota.staff}
    return RotaView(
        starts_at=rota.starts_at,
        ends_at=rota.ends_at,
        shifts=[ShiftView.of(shift, who, rota.plan.origin(shift)) for shift, who in rota.shifts],
        gaps=[GapView(starts_at=gap.starts_at, ends_at=gap.ends_at) for gap in rota.gaps],
        staff=[StaffChoice(id=who.id, first_name=who.first_name) for who in rota.staff],
        layers=[LayerView.of(term.layer) for term in rota.plan.terms if term.valid_until is None],
        overrides=[OverrideView.of(override, names) for override in rota.plan.overrides],
    )


async def add(call: Call) -> ShiftView:
    """Add a shift."""
    body: AddShift = call.body
    changes = call.request.app[CHANGES]
    return ShiftView.of(*await changes.add_shift(actor(call), body.staff_id, body.starts_at, body.ends_at))


async def remove_shift(call: Call) -> Empty:
    """Remove a shift, or what is left of it."""
    await call.request.app[CHANGES].end_shift(actor(call), call.path("shift_id"))
    return Empty()


async def add_layer(call: Call) -> LayerView:
    """Add a layer."""
    body: WantedLayer = call.body
    return LayerView.of(await call.request.app[CHANGES].add_layer(actor(call), body.layer("")))


async def change_layer(call: Call) -> LayerView:
    """Change a layer from now on."""
    body: WantedLayer = call.body
    wanted = body.layer(call.path("layer_id"))
    return LayerView.of(await call.request.app[CHANGES].change_layer(actor(call), wanted))


async def remove_layer(call: Call) -> Empty:
    """End a layer now."""
    await call.request.app[CHANGES].end_layer(actor(call), call.path("layer_id"))
    return Empty()


async def add_override(call: Call) -> OverrideView:
    """Put somebody on call instead of somebody else, or as well."""
    body: WantedOverride = call.body
    override = await call.request.app[CHANGES].add_override(actor(call), **body.model_dump())
    names = {who.id: who.first_name for who in await call.request.app[ROTA].staff()}
    return OverrideView.of(override, names)


async def remove_override(call: Call) -> Empty:
    """Remove an override, or what is left of it."""
    await call.request.app[CHANGES].end_override(actor(call), call.path("override_id"))
    return Empty()


def actor(call: Call) -> Actor:
    """Return who changes something, for the audit."""
    who = caller(call)
    return Actor(who.id, who.role)


ROUTES = [
    Route("GET", "/v1/staff/rota", ahead, RESPONDER, "The rota and its gaps", query=RotaQuery, answer=RotaView),
    Route(
        "POST", "/v1/staff/shifts", add, SUPERVISOR, "Add a shift",
        body=AddShift, answer=ShiftView, status=201, problems=(404,),
    ),
    Route(
        "DELETE", "/v1/staff/shifts/{shift_id}", remove_shift, SUPERVISOR, "Remove a shift",
        answer=Empty, problems=(404,),
    ),
    Route(
        "POST", "/v1/staff/rota/layers", add_layer, SUPERVISOR, "Add a layer of turns",
        body=WantedLayer, answer=LayerView, status=201,
    ),
    Route(
        "PUT", "/v1/staff/rota/layers/{layer_id}", change_layer, SUPERVISOR, "Change a layer from now on",
        body=WantedLayer, answer=LayerView, problems=(404,),
    ),
    Route(
        "DELETE", "/v1/staff/rota/layers/{layer_id}", remove_layer, SUPERVISOR, "End a layer now",
        answer=Empty, problems=(404,),
    ),
    Route(
        "POST", "/v1/staff/rota/overrides", add_override, SUPERVISOR, "Somebody else for some hours",
        body=WantedOverride, answer=OverrideView, status=201,
    ),
    Route(
        "DELETE", "/v1/staff/rota/overrides/{override_id}", remove_override, SUPERVISOR, "Remove an override",
        answer=Empty, problems=(404,),
    ),
]  # fmt: skip
