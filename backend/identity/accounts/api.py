"""HTTP for a young person's phones and account."""

from aiohttp import web

from backend.core.attempts import ATTEMPTS
from backend.core.fields import Empty
from backend.core.keys import CLOCK
from backend.core.limits import Limits
from backend.core.problem import Unauthenticated
from backend.core.routes import Call, Reply, Route
from backend.identity.accounts.model import Account, Device
from backend.identity.accounts.recovery import RecoveryService
from backend.identity.accounts.service import AccountService
from backend.identity.accounts.sessions import Sessions
from backend.identity.accounts.shapes import (
    AppSettings,
    Correction,
    DeviceList,
    DeviceView,
    KeySet,
    Me,
    PublicKey,
    Recovered,
    RecoveryWords,
    RefreshToken,
    RegisterDevice,
    Renewed,
    SessionView,
    TypedWords,
)
from backend.identity.accounts.today import settings_today
from backend.identity.accounts.words import typed_words
from backend.identity.policies import PUBLIC, TOKENS, YOUNG_PERSON, caller

ACCOUNTS = web.AppKey("accounts", AccountService)
SESSIONS = web.AppKey("sessions", Sessions)
RECOVERY = web.AppKey("recovery", RecoveryService)


async def register_device(call: Call) -> SessionView:
    """Create an account for this phone."""
    body: RegisterDevice = call.body
    session = await call.request.app[ACCOUNTS].register_device(body.age_band, body.language, body.nickname)
    return SessionView(**vars(session))


async def renew(call: Call) -> Renewed:
    """Exchange a refresh token for an access token and the next refresh token."""
    body: RefreshToken = call.body
    session = await call.request.app[SESSIONS].renew(body.refresh_token)
    return Renewed.model_validate(session, from_attributes=True)


async def devices(call: Call) -> DeviceList:
    """List where this account is signed in."""
    here = caller(call)
    found = await call.request.app[SESSIONS].devices(here.id)
    return DeviceList(devices=[_device(one, n, here.device_id) for n, one in enumerate(found, start=1)])


async def sign_out(call: Call) -> Reply:
    """End a device at once."""
    await call.request.app[SESSIONS].sign_out(caller(call).id, call.path("device_id"))
    return Reply(None, 204)


async def me(call: Call) -> Me:
    """Return what is known about the caller."""
    return await _me(call, await call.request.app[ACCOUNTS].account(caller(call).id))


async def correct(call: Call) -> Me:
    """Change what is known about the caller."""
    body: Correction = call.body
    changes = {name: getattr(body, name) for name in body.model_fields_set}
    return await _me(call, await call.request.app[ACCOUNTS].correct(caller(call).id, **changes))


async def make_recovery_words(call: Call) -> RecoveryWords:
    """Make recovery words; older ones end."""
    words = await call.request.app[RECOVERY].make_words(caller(call).id)
    return RecoveryWords(words=list(words.words))


async def recover(call: Call) -> Recovered:
    """Sign in on this phone with recovery words."""
    body: TypedWords = call.body
    app, words = call.request.app, typed_words(body.words)
    with app[ATTEMPTS].guarding(call.request, "recovery", words.finding, Unauthenticated):
        session = await app[RECOVERY].recover(words)
    person = await app[ACCOUNTS].young_person(session.young_person_id)
    return Recovered(
        **vars(session),
        nickname=await app[ACCOUNTS].nickname(person),
        age_band=person.age_band,
        language=person.language,
    )


async def app_settings(call: Call) -> AppSettings:
    """Return what law or policy may move, as it stands today."""
    return settings_today(call.request.app[CLOCK].now())


async def public_keys(call: Call) -> KeySet:
    """Return the keys that access tokens are verified with."""
    return KeySet(keys=[PublicKey(**key) for key in call.request.app[TOKENS].published()])


async def _me(call: Call, account: Account) -> Me:
    person = account.person
    return Me(
        young_person_id=person.id,
        nickname=await call.request.app[ACCOUNTS].nickname(person),
        age_band=person.age_band,
        language=person.language,
        created_at=account.created_at,
        recovery_words_made_at=account.recovery_words_made_at,
    )


def _device(device: Device, number: int, here: str | None) -> DeviceView:
    current = device.id == here
    return DeviceView(
        device_id=device.id,
        name="This phone" if current else f"Phone {number}",
        created_at=device.created_at,
        last_used_at=device.last_used_at,
        current=current,
    )


# A school may start a thousand phones in one lesson, from one address.
STARTING = Limits(address="2000/hour", everyone="20000/hour")

ROUTES = [
    Route(
        "POST", "/v1/devices", register_device, PUBLIC, "Start on this phone",
        body=RegisterDevice, answer=SessionView, status=201, limits=STARTING,
    ),
    Route(
        "POST", "/v1/tokens", renew, PUBLIC, "Get an access token for this phone",
        body=RefreshToken, answer=Renewed, status=201, problems=(401,),
    ),
    Route(
        "GET", "/v1/devices", devices, YOUNG_PERSON, "Where this account is signed in", answer=DeviceList
    ),
    Route(
        "DELETE", "/v1/devices/{device_id}", sign_out, YOUNG_PERSON, "Sign out a phone",
        status=204, problems=(404,),
    ),
    Route("GET", "/v1/me", me, YOUNG_PERSON, "What we know about you", answer=Me),
    Route("PATCH", "/v1/me", correct, YOUNG_PERSON, "Correct it", body=Correction, answer=Me),
    Route(
        "POST", "/v1/recovery-words", make_recovery_words, YOUNG_PERSON, "Make recovery words, shown once",
        body=Empty, answer=RecoveryWords, status=201,
    ),
    Route(
        "POST", "/v1/recoveries", recover, PUBLIC, "Sign in with recovery words",
        body=TypedWords, answer=Recovered, status=201, problems=(401,),
    ),
    Route("GET", "/v1/app-settings", app_settings, PUBLIC, "Settings with a date", answer=AppSettings),
    Route("GET", "/.well-known/jwks.json", public_keys, PUBLIC, "Keys of access tokens", answer=KeySet),
]  # fmt: skip
