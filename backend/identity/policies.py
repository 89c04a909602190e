"""The policies that routes name. Everything not public needs a bearer token of an accepted role."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from aiohttp import web

from backend.core.keys import CLOCK
from backend.core.problem import Forbidden, Unauthenticated
from backend.core.routes import Call
from backend.identity.accounts.known_devices import KnownDevices
from backend.identity.model import STAFF_ROLES, Principal, Role
from backend.identity.roles import StaffRoles
from backend.identity.tokens import Tokens

TOKENS = web.AppKey("tokens", Tokens)
STAFF_ROLES_NOW = web.AppKey("staff_roles_now", StaffRoles)
DEVICES_NOW = web.AppKey("devices_now", KnownDevices)
RECENT_S = 5 * 60


class SignInAgain(Forbidden):
    """Allowed, but only to somebody who has just proved who they are: a console left open is not enough."""

    key, title = "sign-in-again", "Sign in again to do this"


@dataclass(frozen=True)
class Public:
    """Anybody, with no token."""

    name: str = "public"

    async def authorise(self, _request: web.Request) -> None:
        """Let everybody in."""


@dataclass(frozen=True)
class Roles:
    """A bearer token with one of these roles."""

    name: str
    roles: frozenset[Role]
    recent: bool = False  # wants staff who proved who they are within RECENT_S

    async def authorise(self, request: web.Request) -> Principal:
        """Return the principal of the token. Raises Unauthenticated, Forbidden or SignInAgain."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthenticated
        found = request.app[TOKENS].verify(token.strip())
        if found.role is not Role.YOUNG_PERSON:
            # A token lasts a shift; a role ends when it is taken away.
            role = await request.app[STAFF_ROLES_NOW].role_of(found)
            found = replace(found, role=role)
        elif found.device_id:
            await request.app[DEVICES_NOW].require(found.device_id, found.id)
        if found.role not in self.roles:
            raise Forbidden
        if self.recent and not _is_recent(found.signed_in_at, request.app[CLOCK].now()):
            raise SignInAgain
        return found


def _is_recent(signed_in_at: datetime | None, now: datetime) -> bool:
    return signed_in_at is not None and now - signed_in_at < timedelta(seconds=RECENT_S)


PUBLIC = Public()
YOUNG_PERSON = Roles("young_person", frozenset({Role.YOUNG_PERSON}))
RESPONDER = Roles("responder", frozenset({Role.ON_CALL, Role.SUPERVISOR, Role.ADMIN}))
SUPERVISOR = Roles("supervisor", frozenset({Role.SUPERVISOR, Role.ADMIN}))
SUPERVISOR_RECENT = replace(SUPERVISOR, name="supervisor_recent", recent=True)
CONTENT_EDITOR = Roles("content_editor", frozenset({Role.CONTENT_EDITOR, Role.ADMIN}))
ADMIN = Roles("admin", frozenset({Role.ADMIN}))
ADMIN_RECENT = replace(ADMIN, name="admin_recent", recent=True)
ANY_STAFF = Roles("staff", STAFF_ROLES)


async def staff_already(call: Call) -> Principal | None:
    """Return the member of staff who is signed in while they sign in again, or None."""
    try:
        return await ANY_STAFF.authorise(call.request)
    except (Unauthenticated, Forbidden):
        return None


def caller(call: Call) -> Principal:
    """Return who calls a route that is not public."""
    principal = call.principal
    if not isinstance(principal, Principal):
        raise Unauthenticated
    return principal
