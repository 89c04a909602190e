"""HTTP for signing in to the console."""

from contextlib import AbstractContextManager

from aiohttp import web
from pydantic import BaseModel, Field

from backend.core.attempts import ATTEMPTS
from backend.core.problem import Unauthenticated
from backend.core.routes import Call, Route
from backend.identity.policies import ANY_STAFF, PUBLIC, caller, staff_already
from backend.identity.staff.model import Session
from backend.identity.staff.service import StaffService
from backend.identity.staff.sign_in import SignIn

STAFF = web.AppKey("staff", StaffService)
SIGN_IN = web.AppKey("staff_sign_in", SignIn)


class StaffCredentials(BaseModel):
    """Username and password, and a code for those who have a second factor."""

    username: str = Field(min_length=1, max_length=100)
    password: str = Field(min_length=1, max_length=200)
    code: str | None = Field(None, max_length=40)


class StaffIdentity(BaseModel):
    """Who is signed in."""

    id: str
    first_name: str
    role: str


class StaffAccessToken(BaseModel):
    """A bearer token for the console, for one shift."""

    access_token: str
    expires_in_s: int
    staff: StaffIdentity


def session_answer(session: Session) -> StaffAccessToken:
    """Return what a console gets when somebody has signed in, whichever way."""
    member = session.member
    staff = StaffIdentity(id=member.id, first_name=member.first_name, role=member.role)
    return StaffAccessToken(access_token=session.access_token, expires_in_s=session.expires_in_s, staff=staff)


async def issue_staff_token(call: Call) -> StaffAccessToken:
    """Sign in a member of staff; with a token of theirs it is the same session."""
    body: StaffCredentials = call.body
    sign_in = call.request.app[SIGN_IN]
    already = await staff_already(call)
    with guarding_password(call, body.username):
        return session_answer(await sign_in.with_password(body.username, body.password, body.code, already))


def guarding_password(call: Call, username: str) -> AbstractContextManager[None]:
    """Count it where name, password or code is wrong. Raises TooManyRequests where it has to wait first."""
    return call.request.app[ATTEMPTS].guarding(call.request, "staff", username, Unauthenticated)


async def who_am_i(call: Call) -> StaffIdentity:
    """Return the member of staff behind the token."""
    for member in await call.request.app[STAFF].members():
        if member.id == caller(call).id:
            return StaffIdentity(id=member.id, first_name=member.first_name, role=member.role)
    raise Unauthenticated


ROUTES = [
    Route(
        "POST", "/v1/staff/tokens", issue_staff_token, PUBLIC, "Sign in to the console",
        body=StaffCredentials, answer=StaffAccessToken, status=201, problems=(401, 403),
    ),
    Route("GET", "/v1/staff/me", who_am_i, ANY_STAFF, "Who is signed in", answer=StaffIdentity),
]  # fmt: skip
