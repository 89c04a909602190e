"""The route table: one row an address. It drives authentication, validation, OpenAPI and the permission tests."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
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
    """An answer with a status or headers of its own; without a document it has no body."""

    document: BaseModel | None
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)


Result = BaseModel | Reply | web.StreamResponse
Urgent = Callable[[Call], bool]
Handler = Callable[[Call], Awaitable[Result]]

MAX_BODY_BYTES = 16 * 1024


@dataclass(frozen=True)
class Route:
    """One address. `answer` is the JSON shape, or None for pages and streams (then `media` says what is sent).

    `raw` names the media types of a body that is taken as it is, without a shape; `body` is then its bytes.
    """

    method: str
    path: str
    handler: Handler
    policy: Policy
    summary: str
    body: type[BaseModel] | None = None
    raw: tuple[str, ...] = ()
    max_body_bytes: int = MAX_BODY_BYTES
    headers: tuple[str, ...] = ()  # request headers that the handler reads
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
        return self.path.startswith(("/v1/", "/open-referral/"))

    def __post_init__(self) -> None:
        """Refuse a row without a policy: such a service does not start."""
        if self.policy is None:
            raise TypeError(f"{self.method} {self.path} declares no policy")
