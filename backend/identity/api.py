"""HTTP for devices and sign-in."""

from typing import Annotated, Literal

from aiohttp import web
from pydantic import BaseModel, Field, StringConstraints

from backend.core.problem import Unauthenticated
from backend.core.routes import Call, Route
from backend.identity.model import AgeBand
from backend.identity.policies import PUBLIC, RESPONDER, caller
from backend.identity.service import IdentityService

IDENTITY = web.AppKey("identity", IdentityService)

Nickname = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=40, pattern=r"^[^\x00-\x1f\x7f]*$")
]


class RegisterDevice(BaseModel):
    """What a young person is asked before the first message."""

    age_band: AgeBand
    language: Literal["en"] = "en"
    nickname: Nickname | None = None


class Device(BaseModel):
    """The device's credentials, shown once."""

    device_id: str
    device_secret: str
    young_person_id: str


class DeviceCredentials(BaseModel):
    """What a device proves itself with."""

    device_id: str = Field(max_length=100)
    device_secret: str = Field(max_length=200)


class AccessToken(BaseModel):
    """A bearer token and its life."""

    access_token: str
    expires_in_s: int


class StaffCredentials(BaseModel):
    """Username and password."""

    username: str = Field(min_length=1, max_length=100)
    password: str = Field(min_length=1, max_length=200)


class StaffIdentity(BaseModel):
    """Who is signed in."""

    id: str
    first_name: str
    role: str


class StaffAccessToken(AccessToken):
    """A bearer token for the console, for one shift."""

    staff: StaffIdentity


async def register_device(call: Call) -> Device:
    """Create an account for this phone."""
    body: RegisterDevice = call.body
    device = await call.request.app[IDENTITY].register_device(body.age_band, body.language, body.nickname)
    return Device(**vars(device))


async def issue_device_token(call: Call) -> AccessToken:
    """Exchange the device's secret for a token."""
    body: DeviceCredentials = call.body
    token, ttl_s = await call.request.app[IDENTITY].device_token(body.device_id, body.device_secret)
    return AccessToken(access_token=token, expires_in_s=ttl_s)


async def issue_staff_token(call: Call) -> StaffAccessToken:
    """Sign in a member of staff."""
    body: StaffCredentials = call.body
    token, ttl_s, member = await call.request.app[IDENTITY].staff_token(body.username, body.password)
    staff = StaffIdentity(id=member.id, first_name=member.first_name, role=member.role)
    return StaffAccessToken(access_token=token, expires_in_s=ttl_s, staff=staff)


async def who_am_i(call: Call) -> StaffIdentity:
    """Return the member of staff behind the token."""
    for member in await call.request.app[IDENTITY].staff():
        if member.id == caller(call).id:
            return StaffIdentity(id=member.id, first_name=member.first_name, role=member.role)
    raise Unauthenticated


ROUTES = [
    Route(
        "POST", "/v1/devices", register_device, PUBLIC, "Start on this phone",
        body=RegisterDevice, answer=Device, status=201,
    ),
    Route(
        "POST", "/v1/tokens", issue_device_token, PUBLIC, "Get an access token for this phone",
        body=DeviceCredentials, answer=AccessToken, status=201, problems=(401,),
    ),
    Route(
        "POST", "/v1/staff/tokens", issue_staff_token, PUBLIC, "Sign in to the console",
        body=StaffCredentials, answer=StaffAccessToken, status=201, problems=(401,),
    ),
    Route("GET", "/v1/staff/me", who_am_i, RESPONDER, "Who is signed in", answer=StaffIdentity),
]  # fmt: skip
