"""HTTP for single sign-on. A browser that comes from the provider is sent to the console, whatever happened."""

from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, Field

from backend.core.logging import log
from backend.core.mongo import is_store_down
from backend.core.problem import BadRequest
from backend.core.routes import Call, Route
from backend.identity.policies import PUBLIC, staff_already
from backend.identity.staff.api import StaffAccessToken, session_answer
from backend.identity.staff.oidc.model import ProviderDown, SignInRefused
from backend.identity.staff.oidc.service import LOGIN_TTL_S, SingleSignOn

SINGLE_SIGN_ON = web.AppKey("staff_single_sign_on", SingleSignOn)
# Where browsers reach this service ("https://chat.example.org"); None: wherever a request came to.
PUBLIC_URL: web.AppKey[str | None] = web.AppKey("public_url")
SECURE_COOKIES = web.AppKey("secure_cookies", bool)
CONSOLE = "/staff"
CALLBACK = "/v1/staff/oidc/callback"

VISIBLE_ASCII = r"^[ -~]*$"  # all that RFC 6749 lets a provider send
Sent = Annotated[str | None, Field(max_length=150, pattern=VISIBLE_ASCII)]


class SingleSignOnOffer(BaseModel):
    """Whether there is a provider, and what people call it."""

    enabled: bool
    name: str | None


class ProviderAnswer(BaseModel):
    """What the provider adds to the address. All of it may be missing: it comes through a browser."""

    code: Annotated[str | None, Field(max_length=2048, pattern=VISIBLE_ASCII)] = None
    state: Sent = None
    iss: Sent = None
    error: Sent = None


class OneTimeCode(BaseModel):
    """The code that the console was opened with."""

    code: str = Field(min_length=1, max_length=100)


async def offer(call: Call) -> SingleSignOnOffer:
    """Say whether the console should show the way to the provider."""
    name = call.request.app[SINGLE_SIGN_ON].name
    return SingleSignOnOffer(enabled=name is not None, name=name)


async def login(call: Call) -> web.StreamResponse:
    """Send the browser to the provider, with a cookie that the way back has to fit."""
    app = call.request.app
    origin = app[PUBLIC_URL] or _origin(call.request)
    try:
        address, browser = await app[SINGLE_SIGN_ON].begin(f"{origin.rstrip('/')}{CALLBACK}")
    except ProviderDown:
        return _to_console("sign-in-problem=provider-down")
    answer = _redirect(address)
    answer.set_cookie(
        cookie_name(app[SECURE_COOKIES]), browser, max_age=LOGIN_TTL_S, path="/",
        httponly=True, samesite="Lax", secure=app[SECURE_COOKIES],
    )  # fmt: skip
    return answer


def _origin(request: web.Request) -> str:
    try:
        return str(request.url.origin())
    except ValueError as error:  # a Host that is none
        raise BadRequest from error


async def callback(call: Call) -> web.StreamResponse:
    """Take the browser back from the provider, and on to the console."""
    query: ProviderAnswer = call.query
    single_sign_on = call.request.app[SINGLE_SIGN_ON]
    if not (query.code and query.state):
        return _to_console("sign-in-problem=not-signed-in")
    try:
        code = await single_sign_on.come_back(_browser(call), query.state, query.code, query.iss)
    except ProviderDown:
        return _to_console("sign-in-problem=provider-down")
    except SignInRefused:
        return _to_console("sign-in-problem=not-signed-in")
    except Exception as error:
        if not is_store_down(error):
            raise
        log.error("request_failed", problem="store-unavailable", error=type(error).__name__)
        return _to_console("sign-in-problem=store-down")
    return _to_console(f"sign-in={code}")


async def issue_session(call: Call) -> StaffAccessToken:
    """Exchange the code that the console was opened with for a token, once."""
    body: OneTimeCode = call.body
    single_sign_on, already = call.request.app[SINGLE_SIGN_ON], await staff_already(call)
    return session_answer(await single_sign_on.session(_browser(call), body.code, already))


def cookie_name(secure: bool) -> str:  # noqa: FBT001 - the one thing that it depends on
    """Return the cookie's name; with the prefix, browsers take it from this very host and over TLS only."""
    return "__Host-evenlight-sign-in" if secure else "evenlight-sign-in"


def _browser(call: Call) -> str:
    return call.request.cookies.get(cookie_name(call.request.app[SECURE_COOKIES]), "")


def _to_console(fragment: str) -> web.Response:
    return _redirect(f"{CONSOLE}#{fragment}")


def _redirect(address: str) -> web.Response:
    headers = {"Location": address, "Cache-Control": "no-store"}
    return web.Response(status=302, headers=headers, text="Go on there.", content_type="text/plain")


ROUTES = [
    Route("GET", "/v1/staff/oidc", offer, PUBLIC, "Whether there is single sign-on", answer=SingleSignOnOffer),
    Route(
        "GET", "/v1/staff/oidc/login", login, PUBLIC, "To the provider of single sign-on",
        status=302, media="text/plain", problems=(400, 404),
    ),
    Route(
        "GET", CALLBACK, callback, PUBLIC, "Back from the provider of single sign-on",
        query=ProviderAnswer, status=302, media="text/plain", problems=(404,),
    ),
    Route(
        "POST", "/v1/staff/oidc/sessions", issue_session, PUBLIC, "Sign in with the code of single sign-on",
        body=OneTimeCode, answer=StaffAccessToken, status=201, problems=(401,),
    ),
]  # fmt: skip
