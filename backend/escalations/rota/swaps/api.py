"""HTTP for swaps."""

from aiohttp import web
from pydantic import BaseModel

from backend.core.fields import Empty, Instant
from backend.core.routes import Call, Route
from backend.escalations.rota.api import ROTA, actor
from backend.escalations.rota.shapes import Period, StaffId
from backend.escalations.rota.swaps.model import Stretch, Swap, SwapState
from backend.escalations.rota.swaps.service import Swaps
from backend.identity.policies import RESPONDER

SWAPS = web.AppKey("rota_swaps", Swaps)


class WantedSwap(BaseModel):
    """`asker_id` (null: oneself) gives hours to `other_id`, and takes some in return, or none."""

    asker_id: StaffId | None = None
    other_id: StaffId
    gives: Period
    takes: Period | None = None


class StretchView(BaseModel):
    """From an instant up to another."""

    starts_at: Instant
    ends_at: Instant


class AgreementView(BaseModel):
    """Who said yes, and when."""

    staff_id: str
    at: Instant


class SwapView(BaseModel):
    """A swap; `made_by` is the supervisor who decided, where one did."""

    id: str
    asker_id: str
    asker_first_name: str | None
    other_id: str
    other_first_name: str | None
    gives: StretchView
    takes: StretchView | None
    state: SwapState
    asked_at: Instant
    agreed: list[AgreementView]
    made_by: str | None


class SwapList(BaseModel):
    """Swaps that wait for an answer."""

    swaps: list[SwapView]


async def waiting(call: Call) -> SwapList:
    """List the swaps that wait for an answer."""
    found = await call.request.app[SWAPS].waiting(actor(call))
    return SwapList(swaps=await _views(call, found))


async def ask(call: Call) -> SwapView:
    """Ask for a swap, or make one between others."""
    body: WantedSwap = call.body
    by, takes = actor(call), Stretch(*body.takes.times()) if body.takes else None
    gives = Stretch(*body.gives.times())
    swaps = call.request.app[SWAPS]
    return await _view(call, await swaps.ask(by, body.asker_id or by.id, body.other_id, gives, takes))


async def accept(call: Call) -> SwapView:
    """Agree to a swap."""
    return await _view(call, await call.request.app[SWAPS].accept(actor(call), call.path("swap_id")))


async def decline(call: Call) -> SwapView:
    """Say no to a swap, or take it back."""
    return await _view(call, await call.request.app[SWAPS].decline(actor(call), call.path("swap_id")))


async def _view(call: Call, swap: Swap) -> SwapView:
    [view] = await _views(call, [swap])
    return view


async def _views(call: Call, swaps: list[Swap]) -> list[SwapView]:
    names = {who.id: who.first_name for who in await call.request.app[ROTA].staff()}
    return [
        SwapView.model_validate(
            vars(swap)
            | {
                "gives": vars(swap.gives),
                "takes": vars(swap.takes) if swap.takes else None,
                "agreed": [vars(agreement) for agreement in swap.agreed],
                "asker_first_name": names.get(swap.asker_id),
                "other_first_name": names.get(swap.other_id),
            }
        )
        for swap in swaps
    ]


ROUTES = [
    Route(
        "GET", "/v1/staff/rota/swaps", waiting, RESPONDER, "Swaps that wait for an answer", answer=SwapList
    ),
    Route(
        "POST", "/v1/staff/rota/swaps", ask, RESPONDER, "Ask for a swap, or make one between others",
        body=WantedSwap, answer=SwapView, status=201, problems=(409,),
    ),
    Route(
        "POST", "/v1/staff/rota/swaps/{swap_id}/accept", accept, RESPONDER, "Agree to a swap",
        body=Empty, answer=SwapView, problems=(404, 409),
    ),
    Route(
        "POST", "/v1/staff/rota/swaps/{swap_id}/decline", decline, RESPONDER, "Say no, or take it back",
        body=Empty, answer=SwapView, problems=(404, 409),
    ),
]  # fmt: skip
