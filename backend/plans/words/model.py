"""Offered words as they are stored. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from backend.core.crypto import Sealed


class Decision(StrEnum):
    """What the owner did with offered words."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True)
class OfferedWords:
    """Words for one step, from one member of the team. `number` is the revision that took them in."""

    id: str
    owner_id: str
    escalation_id: str
    staff_id: str
    first_name: str
    step: int
    sealed: Sealed
    at: datetime
    decision: Decision = Decision.WAITING
    decided_at: datetime | None = None
    number: int | None = None
