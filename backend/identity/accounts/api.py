"""HTTP for a young person's phone."""

from typing import Annotated, Literal

from aiohttp import web
from pydantic import BaseModel, Field, StringConstraints

from backend.core.routes import Call, Route
from backend.identity.accounts.service import AccountService
from backend.identity.model import AgeBand
from backend.identity.policies import PUBLIC

ACCOUNTS = web.AppKey("accounts", AccountService)

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


async def register_device(call: Call) -> Device:
    """Create an account for this phone."""
    body: RegisterDevice = call.body
    device = await call.request.app[ACCOUNTS].register_device(body.age_band, body.language, body.nickname)
    return Device(**vars(device))


async def issue_device_token(call: Call) -> AccessToken:
    """Exchange the device's secret for a token."""
    body: DeviceCredentials = call.body
    token, ttl_s = await call.request.app[ACCOUNTS].device_token(body.device_id, body.device_secret)
    return AccessToken(access_token=token, expires_in_s=ttl_s)


ROUTES = [
    Route(
        "POST", "/v1/devices", register_device, PUBLIC, "Start on this phone",
        body=RegisterDevice, answer=Device, status=201,
    ),
    Route(
        "POST", "/v1/tokens", issue_device_token, PUBLIC, "Get an access token for this phone",
        body=DeviceCredentials, answer=AccessToken, status=201, problems=(401,),
    ),
]  # fmt: skip
