"""HTTP for the conversation as staff see it: the words, the chronology, and their own messages."""

from collections.abc import AsyncGenerator, Awaitable, Callable

from aiohttp import web
from pydantic import BaseModel

from backend.chat.api import CHAT, LOOK_AGAIN_S, VIEWS
from backend.chat.views import MessageView, SendMessage, StaffMessageView
from backend.core.keys import AUDIT, CRYPTO, HUB
from backend.core.live import ticks
from backend.core.routes import Call, Route
from backend.core.sse import Event, stream
from backend.escalations.model import Escalation, State
from backend.escalations.service import EscalationService
from backend.escalations.views import EscalationView, HopView, escalation_view, hop_view
from backend.identity.policies import RESPONDER, caller

STAFF_ESCALATIONS = web.AppKey("staff_escalations", EscalationService)
# Whether steps of a plan are shown in an escalation. Where none are, it says nothing of whether there is a plan.
PLAN_SHOWN: web.AppKey[Callable[[str], Awaitable[bool]]] = web.AppKey("plan_shown")

SCREEN_NOTE = "The screen looks for phrases. It misses many things. It does not say that someone is safe."
ADDRESS = "/v1/staff/escalations/{escalation_id}"


class DetailView(BaseModel):
    """One escalation with its conversation and everything that happened so far."""

    escalation: EscalationView
    messages: list[StaffMessageView]
    chronology: list[HopView]
    plan_shown: bool
    screen_note: str = SCREEN_NOTE


async def detail(call: Call) -> DetailView:
    """Open the record. Reading it is audited, before it is read."""
    await _audit_opening(call)
    return await _detail(call)


async def _audit_opening(call: Call) -> None:
    escalation = await call.request.app[STAFF_ESCALATIONS].get(call.path("escalation_id"))
    await _audit(call, "conversation_opened", escalation, _standing(escalation, caller(call).id))


def _standing(escalation: Escalation, reader_id: str) -> str:
    """Say how the request stood for whoever opens it: what an open one needs is no reason to read a closed one."""
    if escalation.state is State.CLOSED:
        by_them = escalation.closed_by is not None and escalation.closed_by.id == reader_id
        return f"a request that {'they' if by_them else 'a colleague'} had closed"
    if escalation.holder is None:
        return "an open request"
    return f"a request that {'they' if escalation.holder.id == reader_id else 'a colleague'} had"


async def _audit(call: Call, action: str, escalation: Escalation, why: str = "") -> None:
    who = caller(call)
    await call.request.app[AUDIT].record(
        who.id, action, escalation.id, why, role=who.role, about=escalation.young_person_id
    )


async def _detail(call: Call) -> DetailView:
    app = call.request.app
    escalation = await app[STAFF_ESCALATIONS].get(call.path("escalation_id"))
    conversation = await app[CHAT].for_staff(escalation.conversation_id)
    return DetailView(
        escalation=await escalation_view(escalation, app[CRYPTO]),
        messages=await app[VIEWS].staff_messages(await app[CHAT].read(conversation)),
        chronology=[hop_view(receipt) for receipt in await app[STAFF_ESCALATIONS].receipts(escalation.id)],
        plan_shown=await app[PLAN_SHOWN](escalation.id),
    )


async def live_detail(call: Call) -> web.StreamResponse:
    """Stream the record as it changes."""
    await _audit_opening(call)
    return await stream(call.request, _live_detail(call))


async def _live_detail(call: Call) -> AsyncGenerator[Event, None]:
    app, last = call.request.app, ""
    escalation = await app[STAFF_ESCALATIONS].get(call.path("escalation_id"))
    with app[HUB].subscription(f"conversation:{escalation.conversation_id}") as waker:
        async for _ in ticks(waker, LOOK_AGAIN_S):
            await RESPONDER.authorise(call.request)  # Who was signed out meanwhile reads no further.
            shown = (await _detail(call)).model_dump_json()
            if shown != last:
                last = shown
                yield "change", shown, None


async def say(call: Call) -> MessageView:
    """Write to the young person; only for the person who has taken over."""
    body: SendMessage = call.body
    app = call.request.app
    escalation = await app[STAFF_ESCALATIONS].get(call.path("escalation_id"))
    conversation = await app[CHAT].for_staff(escalation.conversation_id)
    said = await app[CHAT].staff_says(
        conversation, escalation.id, caller(call).id, str(body.client_message_id), body.text
    )
    await _audit(call, "message_written", escalation)
    [message] = await app[VIEWS].messages([said])
    return message


ROUTES = [
    Route("GET", ADDRESS, detail, RESPONDER, "One escalation", answer=DetailView, problems=(404, 410)),
    Route(
        "GET", f"{ADDRESS}/stream", live_detail, RESPONDER, "Live changes to one escalation",
        media="text/event-stream", problems=(404, 410),
    ),
    Route(
        "POST", f"{ADDRESS}/messages", say, RESPONDER, "Write to the young person",
        body=SendMessage, answer=MessageView, status=201, problems=(404, 409, 410),
    ),
]  # fmt: skip
