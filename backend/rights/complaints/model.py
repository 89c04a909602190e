"""A complaint and its clock. Pure."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from backend.core.crypto import Sealed

ACKNOWLEDGE_WITHIN = timedelta(days=30)
REMIND_BEFORE = timedelta(days=7)

# Crockford's alphabet: no letter that is read as a digit.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PUBLIC_LETTERS, SECRET_LETTERS = 8, 16  # 16 letters are 80 random bits


class Kind(StrEnum):
    """What it is. An objection comes from the young person whose data it is about."""

    COMPLAINT = "complaint"
    OBJECTION = "objection"


class ComplaintState(StrEnum):
    """How far it is."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"


@dataclass(frozen=True)
class Complaint:
    """One complaint. `id` is the part of the reference that staff see; the rest is kept as a hash only."""

    id: str
    secret_hash: str
    kind: Kind
    state: ComplaintState
    young_person_id: str | None
    sealed: Sealed
    sealed_reply_to: Sealed | None
    received_at: datetime
    acknowledge_by: datetime
    acknowledged_at: datetime | None = None
    answered_at: datetime | None = None
    answered_by: str | None = None
    sealed_answer: Sealed | None = None
    reminded_at: datetime | None = None

    def overdue(self, now: datetime) -> bool:
        """Tell whether nobody acknowledged it in time."""
        return self.state is ComplaintState.RECEIVED and now > self.acknowledge_by


@dataclass(frozen=True)
class Reference:
    """What the sender is given once: `id` finds the complaint, `secret` opens it."""

    id: str
    secret: str

    @classmethod
    def new(cls) -> "Reference":
        """Return a fresh one."""
        drawn = "".join(secrets.choice(LETTERS) for _ in range(PUBLIC_LETTERS + SECRET_LETTERS))
        return cls._of(drawn)

    @classmethod
    def parse(cls, text: str) -> "Reference | None":
        """Read what somebody typed: case, spaces and dashes do not matter, nor O for 0 and I or L for 1."""
        typed = re.sub(r"[\s-]", "", text.upper()).removeprefix("EV")
        typed = typed.translate(str.maketrans("OIL", "011"))
        wanted = PUBLIC_LETTERS + SECRET_LETTERS
        return cls._of(typed) if len(typed) == wanted and set(typed) <= set(LETTERS) else None

    @classmethod
    def _of(cls, letters: str) -> "Reference":
        return cls(f"EV-{_fours(letters[:PUBLIC_LETTERS])}", _fours(letters[PUBLIC_LETTERS:]))

    def __str__(self) -> str:
        return f"{self.id}-{self.secret}"

    @property
    def secret_hash(self) -> str:
        """Return what is stored: the secret is 80 random bits, so a plain SHA-256 of it is enough."""
        return hashlib.sha256(self.secret.encode()).hexdigest()


def _fours(letters: str) -> str:
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))
