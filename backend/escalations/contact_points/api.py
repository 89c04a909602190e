"""HTTP for how members of staff are reached."""

import base64
from typing import Annotated, Literal

from aiohttp import web
from cryptography.hazmat.primitives import serialization
from py_vapid import Vapid02
from pydantic import BaseModel, Field

from backend.core.attempts import ATTEMPTS
from backend.core.fields import Instant, PlainText
from backend.core.routes import Call, Route
from backend.escalations.contact_points.model import WrongCode
from backend.escalations.contact_points.service import ContactPoints, Shown
from backend.escalations.paging.settings import PagingSettings
from backend.escalations.service import EscalationService
from backend.identity.policies import ADMIN, ADMIN_RECENT, RESPONDER, caller

CONTACT_POINTS = web.AppKey("contact_points", ContactPoints)
PEOPLE = web.AppKey("contact_point_people", EscalationService)
PUSH_KEY = web.AppKey("push_key", str)

Kind = Literal["email", "sms", "voice", "push", "apprise"]
Address = Annotated[PlainText, Field(max_length=2000)]


class PointWanted(BaseModel):
    """A kind and its address: email address, number with country code, or a browser's push subscription as JSON."""

    kind: Kind
    address: Address


class PointsWanted(BaseModel):
    """All contact points of a member, in the order in which they are used; what is left out is removed."""

    points: list[PointWanted] = Field(max_length=10)


class Code(BaseModel):
    """The code that was sent to the contact point of this kind."""

    kind: Kind
    code: Annotated[PlainText, Field(min_length=1, max_length=20)]


class WhichPoint(BaseModel):
    """A kind of contact point."""

    kind: Kind


class PointView(BaseModel):
    """A contact point. `code_sent` tells whether a code is on its way because of this request."""

    kind: Kind
    address: str
    verified_at: Instant | None
    code_sent: bool | None


class PointsView(BaseModel):
    """A member's contact points in order, the kinds that can be used here, and the key for push subscriptions."""

    points: list[PointView]
    kinds: list[Kind]
    push_key: str | None


class Sent(BaseModel):
    """Whether the provider took it."""

    sent: bool


def push_key(settings: PagingSettings) -> str:
    """Return the public VAPID key as browsers want it (base64url of the point), or "" without one."""
    if not settings.has_push:
        return ""
    public = Vapid02.from_file(str(settings.vapid_key_file)).public_key
    point = public.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).decode().rstrip("=")


async def mine(call: Call) -> PointsView:
    """Show how I am reached."""
    return await _listed(call, await call.request.app[CONTACT_POINTS].of(caller(call).id))


async def change_mine(call: Call) -> PointsView:
    """Change how I am reached."""
    return await _changed(call, caller(call).id)


async def verify(call: Call) -> PointsView:
    """Show that an address is mine, with the code that went to it."""
    body: Code = call.body
    app, who = call.request.app, caller(call).id
    with app[ATTEMPTS].guarding(call.request, "contact point", who, WrongCode):
        found = await app[CONTACT_POINTS].verify(who, body.kind, body.code)
    return await _listed(call, found)


async def test(call: Call) -> Sent:
    """Send me a test."""
    body: WhichPoint = call.body
    return Sent(sent=await call.request.app[CONTACT_POINTS].test(caller(call).id, body.kind))


async def of_member(call: Call) -> PointsView:
    """Show how somebody is reached."""
    await call.request.app[PEOPLE].responder(call.path("staff_id"))
    return await _listed(call, await call.request.app[CONTACT_POINTS].of(call.path("staff_id")))


async def change_of_member(call: Call) -> PointsView:
    """Change how somebody is reached; they still have to show the codes themselves."""
    return await _changed(call, call.path("staff_id"))


async def _changed(call: Call, staff_id: str) -> PointsView:
    body: PointsWanted = call.body
    app = call.request.app
    actor = await app[PEOPLE].responder(caller(call).id)
    await app[PEOPLE].responder(staff_id)
    wanted: list[tuple[str, str]] = [(point.kind, point.address) for point in body.points]
    return await _listed(call, await app[CONTACT_POINTS].replace(actor, staff_id, wanted))


async def _listed(call: Call, found: list[Shown]) -> PointsView:
    app = call.request.app
    views = [
        PointView(kind=one.kind, address=one.address, verified_at=one.verified_at, code_sent=one.sent)
        for one in found
    ]
    return PointsView(points=views, kinds=app[CONTACT_POINTS].kinds, push_key=app[PUSH_KEY] or None)


_MINE, _OF_MEMBER = "/v1/staff/me/contact-points", "/v1/staff/members/{staff_id}/contact-points"
ROUTES = [
    Route("GET", _MINE, mine, RESPONDER, "How I am reached", answer=PointsView),
    Route(
        "PUT", _MINE, change_mine, RESPONDER, "Change how I am reached", body=PointsWanted, answer=PointsView
    ),
    Route(
        "POST", f"{_MINE}/verify", verify, RESPONDER, "Show that an address is mine",
        body=Code, answer=PointsView,
    ),
    Route(
        "POST", f"{_MINE}/test", test, RESPONDER, "Send me a test",
        body=WhichPoint, answer=Sent, problems=(404,),
    ),
    Route(
        "GET", _OF_MEMBER, of_member, ADMIN, "How somebody is reached", answer=PointsView, problems=(404,)
    ),
    Route(
        "PUT", _OF_MEMBER, change_of_member, ADMIN_RECENT, "Change how somebody is reached",
        body=PointsWanted, answer=PointsView, problems=(404,),
    ),
]  # fmt: skip
