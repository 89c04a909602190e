"""What plans need to know of others, and what a stored revision is. Pure."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from backend.core.crypto import Sealed


@dataclass(frozen=True)
class Owner:
    """The young person whose plan it is: `key_id` names the data key that everything of theirs is sealed with."""

    id: str
    key_id: Sealed
    sealed_nickname: Sealed | None
    language: str


Owners = Callable[[str], Awaitable[Owner]]


class Slot(StrEnum):
    """What a place in the history holds. `DELETED` keeps the numbers going on after a plan was deleted."""

    REVISION = "revision"
    DELETED = "deleted"


@dataclass(frozen=True)
class StoredRevision:
    """One place in the history: `sealed` is its whole content, the rest is what order and repeats rest on."""

    owner_id: str
    number: int
    at: datetime
    slot: Slot
    kind: str | None = None
    restored: int | None = None
    client_revision_id: str | None = None
    sealed: Sealed | None = None


class Team(Protocol):
    """The on-call team, as plans need to know it."""

    async def open_request(self, owner_id: str, conversation_id: str) -> str:
        """Return the id of the open request for a person in one's own conversation. Raises NotFound or Conflict."""
        ...

    async def owner_of(self, escalation_id: str) -> tuple[str, bool]:
        """Return (young person's id, whether it is still open). Raises NotFound."""
        ...

    async def first_name(self, staff_id: str) -> str:
        """Return what a young person knows somebody of the team by."""
        ...
