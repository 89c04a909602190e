"""The route table: one row an address. It drives authentication, validation, OpenAPI and the permission tests."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

from aiohttp import web
from pydantic import BaseModel

from backend.core.limits import USUAL, Limits


class Policy(Protocol):
    """Who may call. Returns the caller, or raises Unauthenticated or Forbidden."""

    @property
    def name(self) -> str:
        """Return the word used in the permission table and in OpenAPI."""
        ...

    async def authorise(self, request: web.Request) -> Any:
        """Return the principal, or None on public routes."""
        ...


@dataclass(frozen=True)
class Call:
    """One validated request: the handler reads `principal`, `body` and `query`, never the raw request body."""

    request: web.Request
    principal: Any = None
    body: Any = None
    query: Any = None

    def path(self, name: str) -> str:
        """Return a path parameter."""
        return self.request.match_info[name]


@dataclass(frozen=True)
class Reply:
    """An answer whose status is not the route's usual one."""

    document: BaseModel
    status: int


Result = BaseModel | Reply | web.StreamResponse
Urgent = Callable[[Call], bool]
Handler = Callable[[Call], Awaitable[Result]]


@dataclass(frozen=True)
class Route:
    """One address. `answer` is the JSON shape, or None for pages and streams (then `media` says what is sent)."""

    method: str
    path: str
    handler: Handler
    policy: Policy
    summary: str
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    answer: type[BaseModel] | None = None
    status: int = 200
    media: str = "application/json"
    problems: tuple[int, ...] = ()
    also: tuple[int, ...] = ()  # further statuses that come with the same `answer`
    limits: Limits = USUAL
    urgent: Urgent | None = None  # true where a request must get through whatever the limits

    @property
    def counted(self) -> bool:
        """Tell whether limits apply: pages and files cost little, and help must always open."""
        return self.path.startswith("/v1/")

    def __post_init__(self) -> None:
        """Refuse a row without a policy: such a service does not start."""
        if self.policy is None:
            raise TypeError(f"{self.method} {self.path} declares no policy")
