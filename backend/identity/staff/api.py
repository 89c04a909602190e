"""HTTP for signing in to the console."""

from aiohttp import web
from pydantic import BaseModel, Field

from backend.core.problem import Unauthenticated
from backend.core.routes import Call, Route
from backend.identity.policies import PUBLIC, RESPONDER, caller
from backend.identity.staff.service import StaffService

STAFF = web.AppKey("staff", StaffService)


class StaffCredentials(BaseModel):
    """Username and password."""

    username: str = Field(min_length=1, max_length=100)
    password: str = Field(min_length=1, max_length=200)


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


async def issue_staff_token(call: Call) -> StaffAccessToken:
    """Sign in a member of staff."""
    body: StaffCredentials = call.body
    token, ttl_s, member = await call.request.app[STAFF].sign_in(body.username, body.password)
    staff = StaffIdentity(id=member.id, first_name=member.first_name, role=member.role)
    return StaffAccessToken(access_token=token, expires_in_s=ttl_s, staff=staff)


async def who_am_i(call: Call) -> StaffIdentity:
    """Return the member of staff behind the token."""
    for member in await call.request.app[STAFF].members():
        if member.id == caller(call).id:
            return StaffIdentity(id=member.id, first_name=member.first_name, role=member.role)
    raise Unauthenticated


ROUTES = [
    Route(
        "POST", "/v1/staff/tokens", issue_staff_token, PUBLIC, "Sign in to the console",
        body=StaffCredentials, answer=StaffAccessToken, status=201, problems=(401,),
    ),
    Route("GET", "/v1/staff/me", who_am_i, RESPONDER, "Who is signed in", answer=StaffIdentity),
]  # fmt: skip
