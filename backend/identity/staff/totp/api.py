"""HTTP for setting up a second factor. It takes the password again: nobody has a token yet."""

from aiohttp import web
from pydantic import BaseModel, Field

from backend.core.routes import Call, Route
from backend.identity.policies import PUBLIC
from backend.identity.staff.api import StaffCredentials, guarding_password
from backend.identity.staff.totp.enrolment import Enrolment

ENROLMENT = web.AppKey("staff_enrolment", Enrolment)


class NewSecondFactor(BaseModel):
    """The secret for an authenticator app, shown once."""

    secret: str
    uri: str


class ConfirmSecondFactor(StaffCredentials):
    """Username, password, and the first code of the new secret."""

    code: str = Field(min_length=1, max_length=40)


class RecoveryCodes(BaseModel):
    """Each stands in for a code, once. They are shown once."""

    recovery_codes: list[str]


async def begin(call: Call) -> NewSecondFactor:
    """Make a secret; it is in use when a code of it was confirmed."""
    body: StaffCredentials = call.body
    with guarding_password(call, body.username):
        secret, uri = await call.request.app[ENROLMENT].begin(body.username, body.password, body.code)
    return NewSecondFactor(secret=secret, uri=uri)


async def confirm(call: Call) -> RecoveryCodes:
    """Put the secret to use."""
    body: ConfirmSecondFactor = call.body
    with guarding_password(call, body.username):
        codes = await call.request.app[ENROLMENT].confirm(body.username, body.password, body.code)
    return RecoveryCodes(recovery_codes=codes)


ROUTES = [
    Route(
        "POST", "/v1/staff/totp", begin, PUBLIC, "Begin to set up a second factor",
        body=StaffCredentials, answer=NewSecondFactor, status=201, problems=(401,),
    ),
    Route(
        "POST", "/v1/staff/totp/confirm", confirm, PUBLIC, "Put a second factor to use",
        body=ConfirmSecondFactor, answer=RecoveryCodes, status=201, problems=(401, 409),
    ),
]  # fmt: skip
