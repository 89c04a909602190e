"""The policies that routes name. Everything not public needs a bearer token of an accepted role."""

from dataclasses import dataclass, replace

from aiohttp import web

from backend.core.problem import Forbidden, Unauthenticated
from backend.core.routes import Call
from backend.identity.model import Principal, Role
from backend.identity.roles import StaffRoles
from backend.identity.tokens import Tokens

TOKENS = web.AppKey("tokens", Tokens)
STAFF_ROLES_NOW = web.AppKey("staff_roles_now", StaffRoles)


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

    async def authorise(self, request: web.Request) -> Principal:
        """Return the principal of the token. Raises Unauthenticated or Forbidden."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthenticated
        found = request.app[TOKENS].verify(token.strip())
        if found.role is not Role.YOUNG_PERSON:
            # A token lasts a shift; a role ends when it is taken away.
            found = replace(found, role=await request.app[STAFF_ROLES_NOW].role_of(found.id))
        if found.role not in self.roles:
            raise Forbidden
        return found


PUBLIC = Public()
YOUNG_PERSON = Roles("young_person", frozenset({Role.YOUNG_PERSON}))
RESPONDER = Roles("responder", frozenset({Role.ON_CALL, Role.SUPERVISOR, Role.ADMIN}))
SUPERVISOR = Roles("supervisor", frozenset({Role.SUPERVISOR, Role.ADMIN}))


def caller(call: Call) -> Principal:
    """Return who calls a route that is not public."""
    principal = call.principal
    if not isinstance(principal, Principal):
        raise Unauthenticated
    return principal
