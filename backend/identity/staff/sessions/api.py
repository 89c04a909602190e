"""HTTP for signing out of the console."""

from aiohttp import web
from pydantic import BaseModel

from backend.core.fields import Empty
from backend.core.routes import Call, Route
from backend.identity.policies import ANY_STAFF, caller
from backend.identity.staff.sessions.service import SignOut

SIGN_OUT = web.AppKey("staff_sign_out", SignOut)


class Leaving(BaseModel):
    """Whether only the session that asks is to end, or all that this member has."""

    everywhere: bool = False


async def sign_out(call: Call) -> Empty:
    """End the session that asks, or every session of this member."""
    body: Leaving = call.body
    await call.request.app[SIGN_OUT].leave(caller(call), everywhere=body.everywhere)
    return Empty()


ROUTES = [
    Route(
        "POST", "/v1/staff/sign-out", sign_out, ANY_STAFF, "Sign out of the console, here or everywhere",
        body=Leaving, answer=Empty,
    ),
]  # fmt: skip
