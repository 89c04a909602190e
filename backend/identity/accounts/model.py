"""Devices, and what presenting a refresh token of a generation means."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from backend.core.problem import Unauthenticated
from backend.identity.model import YoungPerson


class PhoneSignedOut(Unauthenticated):
    """Its owner signed this phone out or had everything erased: what it keeps goes. Told to that phone only."""

    key, title = "phone-signed-out", "This phone was signed out"


@dataclass(frozen=True)
class Device:
    """One phone, and all its refresh tokens: `generation` is the newest one that was handed out."""

    id: str
    young_person_id: str
    generation: int
    created_at: datetime
    last_used_at: datetime

    def is_idle(self, now: datetime, life: timedelta) -> bool:
        """Tell whether the phone was not used for the whole of its idle life."""
        return now - self.last_used_at >= life


@dataclass(frozen=True)
class Session:
    """What a device is handed when it proves itself."""

    device_id: str
    young_person_id: str
    access_token: str
    expires_in_s: int
    refresh_token: str


@dataclass(frozen=True)
class Account:
    """A young person's account as they see it."""

    person: YoungPerson
    created_at: datetime
    recovery_words_made_at: datetime | None


@dataclass(frozen=True)
class Recovery:
    """What recovery words are checked against."""

    young_person_id: str
    words_hash: str


class Presented(Enum):
    """What a token that we made says about its family."""

    CURRENT = "the newest, or newer than a restored database knows"
    ANSWER_LOST = "the one before, whose successor nobody has used: the answer with it was lost"
    REUSED = "older: two parties hold tokens of this family"


def judge(presented: int, newest: int) -> Presented:
    """Compare a presented generation with the newest one that is known to have been handed out.

    Newer than known happens after a backup was restored: the phone is right, and must not be signed out for it.
    """
    if presented >= newest:
        return Presented.CURRENT
    return Presented.ANSWER_LOST if presented == newest - 1 else Presented.REUSED
