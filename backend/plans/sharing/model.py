"""Shares and readings as they are stored, and how a link slows down. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from backend.core.crypto import Sealed
from safety_plans.plan import Step
from safety_plans.sharing import Reader, Share, Visible

MOST_WRONG_CODES = 10
FREE_WRONG_CODES = 2  # anybody mistypes
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)


class ShareKind(StrEnum):
    """With whom: somebody who has the link and the code, or the team in one conversation."""

    LINK = "link"
    TEAM = "team"


class ShareState(StrEnum):
    """Where a share stands. `CLOSED`: too many wrong codes, or the team's part in the conversation is over."""

    OPEN = "open"
    ENDED = "ended"
    REVOKED = "revoked"
    CLOSED = "closed"


class ReadingKind(StrEnum):
    """What the owner is told: somebody read, or a link was closed because somebody kept guessing its code."""

    READ = "read"
    CLOSED_AFTER_WRONG_CODES = "closed_after_wrong_codes"


@dataclass(frozen=True)
class StoredShare:
    """A share. Of a link only hashes are kept: neither the link nor the code can be found out from them."""

    id: str
    owner_id: str
    kind: ShareKind
    sealed_reader_name: Sealed
    steps: tuple[int, ...]
    starts_at: datetime
    ends_at: datetime
    revoked_at: datetime | None = None
    closed_at: datetime | None = None
    token_hash: str | None = None
    code_hash: str | None = None
    wrong_codes: int = 0
    not_before: datetime | None = None
    escalation_id: str | None = None

    def rule(self, reader_name: str) -> Share:
        """Return the share as the domain knows it. Each has a reader of its own."""
        stopped = [at for at in (self.revoked_at, self.closed_at) if at]
        return Share(
            self.id,
            Reader(self.id, reader_name),
            frozenset(map(Step, self.steps)),
            self.starts_at,
            self.ends_at,
            min(stopped, default=None),
        )

    def state(self, at: datetime) -> ShareState:
        """Return where it stands at a time."""
        if self.revoked_at:
            return ShareState.REVOKED
        if self.closed_at:
            return ShareState.CLOSED
        return ShareState.OPEN if at < self.ends_at else ShareState.ENDED


@dataclass(frozen=True)
class StoredReading:
    """A fact for the owner. `number` and `steps` are of what was read."""

    id: str
    owner_id: str
    share_id: str
    kind: ReadingKind
    sealed_reader_name: Sealed
    steps: tuple[int, ...]
    number: int | None
    at: datetime


@dataclass(frozen=True)
class Shown:
    """What a reader sees. `nickname` is None where the owner has none."""

    visible: Visible
    nickname: str | None
    ends_at: datetime


def wait_after(wrong_codes: int) -> timedelta:
    """Return how long a link stays shut after so many wrong codes."""
    if wrong_codes <= FREE_WRONG_CODES:
        return timedelta(0)
    doublings: int = wrong_codes - FREE_WRONG_CODES - 1
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << doublings))
