"""HTTP for handing an escalation over to a colleague."""

from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, Field

from backend.core.fields import Empty, PlainText
from backend.core.keys import CRYPTO
from backend.core.limits import Limits
from backend.core.routes import Call, Route
from backend.escalations.hand_overs.service import HandOvers
from backend.escalations.model import Escalation, Responder
from backend.escalations.service import EscalationService
from backend.escalations.views import EscalationView, escalation_view
from backend.identity.policies import RESPONDER, caller

HAND_OVERS = web.AppKey("hand_overs", HandOvers)
HOLDERS = web.AppKey("hand_over_holders", EscalationService)


class OfferWanted(BaseModel):
    """Who is asked, by the id of a member of staff, and a note that only staff read in the console."""

    to: Annotated[str, Field(min_length=1, max_length=80)]
    note: PlainText = Field("", max_length=1000)


async def offer(call: Call) -> EscalationView:
    """Ask a colleague by name to take it over."""
    body: OfferWanted = call.body
    hand_overs = call.request.app[HAND_OVERS]
    return await _view(call, await hand_overs.offer(_id(call), await _actor(call), body.to, body.note))


async def accept(call: Call) -> EscalationView:
    """Take what was offered."""
    return await _view(call, await call.request.app[HAND_OVERS].accept(_id(call), await _actor(call)))


async def decline(call: Call) -> EscalationView:
    """Say that one cannot take it."""
    return await _view(call, await call.request.app[HAND_OVERS].decline(_id(call), await _actor(call)))


async def withdraw(call: Call) -> EscalationView:
    """Keep it after all."""
    return await _view(call, await call.request.app[HAND_OVERS].withdraw(_id(call), await _actor(call)))


def _id(call: Call) -> str:
    return call.path("escalation_id")


async def _actor(call: Call) -> Responder:
    return await call.request.app[HOLDERS].responder(caller(call).id)


async def _view(call: Call, found: Escalation) -> EscalationView:
    return await escalation_view(found, call.request.app[CRYPTO])


_HAND_OVER = "/v1/staff/escalations/{escalation_id}/hand-over"
ROUTES = [
    Route(
        "POST", _HAND_OVER, offer, RESPONDER, "Ask a colleague to take it over",
        body=OfferWanted, answer=EscalationView, problems=(404, 409, 410), limits=Limits(account="60/hour"),
    ),
    Route(
        "POST", f"{_HAND_OVER}/accept", accept, RESPONDER, "Take what was offered",
        body=Empty, answer=EscalationView, problems=(404, 409),
    ),
    Route(
        "POST", f"{_HAND_OVER}/decline", decline, RESPONDER, "Say that I cannot take it",
        body=Empty, answer=EscalationView, problems=(404, 409),
    ),
    Route(
        "POST", f"{_HAND_OVER}/withdraw", withdraw, RESPONDER, "Keep it after all",
        body=Empty, answer=EscalationView, problems=(404, 409),
    ),
]  # fmt: skip
