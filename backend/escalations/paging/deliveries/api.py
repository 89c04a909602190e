"""HTTP for what comes back: the button of a page, delivery receipts, answers by SMS.

Providers prove themselves: Notify by a bearer token that was agreed, the second one by its signature over the request.
"""

import hmac
from urllib.parse import parse_qsl

from aiohttp import web
from pydantic import BaseModel, Field

from backend.core.fields import Empty
from backend.core.limits import Limits
from backend.core.problem import Unauthenticated
from backend.core.routes import Call, Route
from backend.escalations.paging.deliveries.answers import Answers, LinkEnded, NeedsConsole
from backend.escalations.paging.deliveries.service import Deliveries
from backend.escalations.paging.deliveries.statuses import ARRIVED, LOST
from backend.escalations.paging.second_provider import signature
from backend.escalations.paging.settings import PagingSettings
from backend.identity.policies import PUBLIC

ANSWERS = web.AppKey("page_answers", Answers)
DELIVERIES = web.AppKey("page_deliveries", Deliveries)
PAGING = web.AppKey("paging_settings", PagingSettings)
CALLBACK_URL = web.AppKey("callback_url", str)

FORM = "application/x-www-form-urlencoded"
NOTHING_TO_SAY = "<Response/>"
FEW = Limits(address="60/minute")


class PageLink(BaseModel):
    """What stands behind the # of a page's link."""

    token: str = Field(min_length=1, max_length=500)


class PageAnswered(BaseModel):
    """What pressing the button did. `had_already`: nothing, because whoever pressed it has it."""

    had_already: bool


class NotifyReceipt(BaseModel):
    """What Notify tells of one SMS; `reference` is the page's id. Everything else is left aside."""

    reference: str | None = Field(None, max_length=300)
    status: str = Field(max_length=60)


class NotifyMessage(BaseModel):
    """An SMS that somebody sent to our number at Notify."""

    source_number: str = Field(max_length=30)
    message: str = Field(max_length=2000)


async def acknowledge(call: Call) -> PageAnswered:
    """Acknowledge from the page itself. Needs no sign-in, and shows nothing of anybody."""
    body: PageLink = call.body
    return PageAnswered(had_already=not await call.request.app[ANSWERS].by_link(body.token))


async def notify_receipt(call: Call) -> Empty:
    """Take a delivery receipt of Notify's."""
    _require_notify(call.request)
    body: NotifyReceipt = call.body
    if body.reference:
        await _told(call, body.reference, body.status)
    return Empty()


async def notify_message(call: Call) -> Empty:
    """Take an SMS from Notify."""
    _require_notify(call.request)
    body: NotifyMessage = call.body
    await _answered(call, body.source_number, body.message)
    return Empty()


async def second_receipt(call: Call) -> web.Response:
    """Take the state of an SMS or a call from the second provider."""
    form = _signed_form(call)
    await _told(call, call.path("page_id"), form.get("MessageStatus") or form.get("CallStatus", ""))
    return web.Response(text=NOTHING_TO_SAY, content_type="text/xml")


async def second_message(call: Call) -> web.Response:
    """Take an SMS from the second provider."""
    form = _signed_form(call)
    await _answered(call, form.get("From", ""), form.get("Body", ""))
    return web.Response(text=NOTHING_TO_SAY, content_type="text/xml")


async def _told(call: Call, page_id: str, status: str) -> None:
    if status in ARRIVED | LOST:  # The rest is on its way: sending, queued, ringing.
        await call.request.app[DELIVERIES].told(page_id, delivered=status in ARRIVED)


async def _answered(call: Call, number: str, text: str) -> None:
    try:
        await call.request.app[ANSWERS].by_reply(f"+{number.strip().lstrip('+')}", text)
    except (LinkEnded, NeedsConsole):
        return  # Nothing that the provider could mend by sending it again; the team is paged until somebody accepts.


def _require_notify(request: web.Request) -> None:
    wanted = request.app[PAGING].notify_callback_token
    _, _, given = request.headers.get("Authorization", "").partition(" ")
    if not wanted or not hmac.compare_digest(given.strip().encode(), wanted.encode()):
        raise Unauthenticated


def _signed_form(call: Call) -> dict[str, str]:
    app, token = call.request.app, call.request.app[PAGING].sms2_token
    form = dict(parse_qsl(call.body.decode("utf-8", "replace"), keep_blank_values=True))
    given = call.request.headers.get("X-Twilio-Signature", "")
    wanted = signature(token, f"{app[CALLBACK_URL]}{call.request.path}", form) if token else ""
    if not wanted or not hmac.compare_digest(given.encode(), wanted.encode()):
        raise Unauthenticated
    return form


ROUTES = [
    Route(
        "POST", "/v1/page-acknowledgements", acknowledge, PUBLIC, "Acknowledge from the page itself",
        body=PageLink, answer=PageAnswered, problems=(404, 409, 410), limits=FEW,
    ),
    Route(
        "POST", "/v1/providers/notify/receipts", notify_receipt, PUBLIC, "A delivery receipt of Notify's",
        body=NotifyReceipt, answer=Empty, problems=(401,),
    ),
    Route(
        "POST", "/v1/providers/notify/messages", notify_message, PUBLIC, "An SMS that Notify received",
        body=NotifyMessage, answer=Empty, problems=(401,),
    ),
    Route(
        "POST", "/v1/providers/sms2/receipts/{page_id}", second_receipt, PUBLIC,
        "The state of an SMS or call at the second provider",
        raw=(FORM,), media="text/xml", problems=(401,), headers=("X-Twilio-Signature",),
    ),
    Route(
        "POST", "/v1/providers/sms2/messages", second_message, PUBLIC, "An SMS that the second provider received",
        raw=(FORM,), media="text/xml", problems=(401,), headers=("X-Twilio-Signature",),
    ),
]  # fmt: skip
