"""HTTP for on-call staff: the live list, and what a person does with an escalation."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Literal

from aiohttp import web
from pydantic import BaseModel

from backend.core.fields import Empty, Instant
from backend.core.keys import AUDIT, CLOCK, CRYPTO, HUB
from backend.core.live import STAFF_TOPIC, ticks
from backend.core.mongo import is_store_down
from backend.core.routes import Call, Route
from backend.core.sse import Event, stream
from backend.escalations.actions import StaffActions
from backend.escalations.chronology.api import FOLLOW_UPS
from backend.escalations.chronology.model import Kind
from backend.escalations.chronology.shapes import MAX_BODY_BYTES, ClosingIn, draft_of
from backend.escalations.console import Console
from backend.escalations.model import Escalation, Outcome, Responder
from backend.escalations.rota.shift_notices.service import ShiftNotices
from backend.escalations.service import EscalationService
from backend.escalations.views import EscalationView, escalation_view
from backend.identity.policies import RESPONDER, SUPERVISOR, caller

ESCALATIONS = web.AppKey("escalations", EscalationService)
ACTIONS = web.AppKey("actions", StaffActions)
CONSOLE = web.AppKey("console", Console)
SHIFT_NOTICES = web.AppKey("shift_notices", ShiftNotices)

OVERDUE = "reviews"
LOOK_AGAIN_S = 5.0
# The whole list is read and opened again for each change: not more often than somebody can look.
REST_S = 0.5


class ListQuery(BaseModel):
    """Which escalations are listed."""

    state: Literal["open", "closed"] = "open"


class CloseRequest(ClosingIn):
    """What was done, in an entry that is encrypted with the young person's key."""

    outcome: Outcome


class AlarmView(BaseModel):
    """A promise that is broken."""

    name: str
    detail: str
    since: Instant


class OnCallView(BaseModel):
    """Somebody who is on call now."""

    id: str
    first_name: str


class ListView(BaseModel):
    """What the console shows first."""

    escalations: list[EscalationView]
    alarms: list[AlarmView]
    on_call: list[OnCallView]
    as_of: Instant


async def listed(call: Call) -> ListView:
    """List escalations; showing their words is a reading of the record, so it is audited."""
    query: ListQuery = call.query
    shown, found = await _list(call, {}, closed=query.state == "closed")
    await _audit_shown(call, found)
    return shown


async def _list(
    call: Call, known: dict[str, EscalationView], *, closed: bool = False
) -> tuple[ListView, list[Escalation]]:
    """Return the list, and what is on it; an escalation that is in `known` as it is now is not opened again."""
    app = call.request.app
    found = await app[ESCALATIONS].listed(closed=closed)
    for escalation in found:
        if escalation.id not in known or known[escalation.id].version != escalation.version:
            known[escalation.id] = await escalation_view(escalation, app[CRYPTO])
    shown = ListView(
        escalations=[known[escalation.id] for escalation in found],
        alarms=await _alarms(call),
        on_call=[
            OnCallView(id=who.id, first_name=who.first_name) for who in await app[ESCALATIONS].on_call()
        ],
        as_of=app[CLOCK].now(),
    )
    return shown, found


async def _alarms(call: Call) -> list[AlarmView]:
    """Return the broken promises, and for supervisors whoever comes on call and may not be reached."""
    app = call.request.app
    alarms = [
        AlarmView(name=promise.name, detail=promise.detail, since=since)
        for promise, since in await app[CONSOLE].alarms()
    ]
    who = caller(call)
    if overdue := await app[FOLLOW_UPS].overdue(who.id, everybody=who.role in SUPERVISOR.roles):
        says = "1 review is overdue." if overdue.count == 1 else f"{overdue.count} reviews are overdue."
        alarms.append(AlarmView(name=OVERDUE, detail=says, since=overdue.since))
    if who.role in SUPERVISOR.roles:
        alarms += [
            AlarmView(name=f"shift-{notice.id}", detail=says, since=notice.noticed_at)
            for notice, says in await app[SHIFT_NOTICES].current()
        ]
    return alarms


async def _audit_shown(call: Call, shown: list[Escalation]) -> None:
    who, subjects = caller(call), [(item.id, item.young_person_id) for item in shown]
    await call.request.app[AUDIT].record_each(who.id, "words_shown", subjects, role=who.role)


async def live(call: Call) -> web.StreamResponse:
    """Stream the list, the notices to me, and alarms."""
    return await stream(call.request, _live(call))


async def _live(call: Call) -> AsyncGenerator[Event, None]:
    app, audited = call.request.app, set[str]()
    known: dict[str, EscalationView] = {}
    last: str | None = None
    with app[HUB].subscription(STAFF_TOPIC) as waker, app[HUB].notice_box(waker) as box:
        async for _ in ticks(waker, LOOK_AGAIN_S, REST_S):
            while not box.empty():
                yield "alarm", AlarmView(**box.get_nowait()).model_dump_json(), None
            try:
                await RESPONDER.authorise(call.request)  # Who was signed out meanwhile reads no further.
                shown, found = await _list(call, known)
                await _audit_shown(call, [item for item in found if item.id not in audited])
                notices = await app[CONSOLE].unshown(caller(call).id)
            except Exception as error:
                # The console stays connected through an outage: emergency notices come by this stream.
                if not is_store_down(error):
                    raise
                last = None
                yield "alarm", _store_alarm(app[CLOCK].now()).model_dump_json(), None
                continue
            audited.update(item.id for item in shown.escalations)
            compared = shown.model_dump_json(exclude={"as_of"})
            if compared != last:
                last = compared
                yield "escalations", shown.model_dump_json(), None
            for notice in notices:
                yield "notice", notice.model_dump_json(), None
                await app[CONSOLE].shown(notice, caller(call).id)


def _store_alarm(now: datetime) -> AlarmView:
    return AlarmView(name="store", detail="The store does not answer. What you see may be old.", since=now)


async def acknowledge(call: Call) -> EscalationView:
    """Say "I have seen this"."""
    return await _act(call, call.request.app[ACTIONS].acknowledge)


async def take_over(call: Call) -> EscalationView:
    """Take over the chat."""
    return await _act(call, call.request.app[ACTIONS].take_over)


async def hand_back(call: Call) -> EscalationView:
    """Leave the chat; the team is paged again."""
    return await _act(call, call.request.app[ACTIONS].hand_back)


async def close(call: Call) -> EscalationView:
    """Close with an outcome and the entry that says what was done."""
    body: CloseRequest = call.body
    actions = call.request.app[ACTIONS]

    async def closing(escalation_id: str, actor: Responder) -> Escalation:
        return await actions.close(escalation_id, actor, body.outcome, draft_of(Kind.CLOSING, body))

    return await _act(call, closing)


async def _act(call: Call, action: Callable[[str, Responder], Awaitable[Escalation]]) -> EscalationView:
    app = call.request.app
    actor = await app[ESCALATIONS].responder(caller(call).id)
    return await escalation_view(await action(call.path("escalation_id"), actor), app[CRYPTO])


def _action(
    name: str, handler: Callable[[Call], Awaitable[EscalationView]], summary: str, body: type[BaseModel]
) -> Route:
    path = f"/v1/staff/escalations/{{escalation_id}}/{name}"
    return Route(
        "POST", path, handler, RESPONDER, summary, body=body, answer=EscalationView, problems=(404, 409)
    )


ROUTES = [
    Route(
        "GET", "/v1/staff/escalations", listed, RESPONDER, "Escalations", query=ListQuery, answer=ListView
    ),
    Route("GET", "/v1/staff/stream", live, RESPONDER, "Live escalations", media="text/event-stream"),
    _action("acknowledge", acknowledge, "Acknowledge", Empty),
    _action("take-over", take_over, "Take over the chat", Empty),
    _action("hand-back", hand_back, "Hand the chat back", Empty),
    replace(
        _action("close", close, "Close with an outcome", CloseRequest), max_body_bytes=MAX_BODY_BYTES
    ),
]  # fmt: skip
