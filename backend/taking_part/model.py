"""Interest in becoming a peer mentor. It is a wish to hear more, and makes nobody a mentor. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from backend.core.crypto import Sealed
from backend.core.problem import Conflict
from backend.core.staff import By


class InterestState(StrEnum):
    """How far it is. Only the young person takes it back, and can say it anew then."""

    NEW = "new"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Interest:
    """One young person's interest: there is never a second of the same person. What it was answered is sealed."""

    id: str
    young_person_id: str
    state: InterestState
    asked_at: datetime
    withdrawn_at: datetime | None = None
    sealed_answer: Sealed | None = None
    answered_at: datetime | None = None
    answered_by: By | None = None

    def refuse_an_answer(self) -> None:
        """Raise Conflict unless it waits for one."""
        if self.state is InterestState.WITHDRAWN:
            raise Conflict("They have taken it back.")
        if self.state is InterestState.ANSWERED:
            raise Conflict("It has an answer already.")


@dataclass(frozen=True)
class Who:
    """As much of a young person as a supervisor is shown, and the key that what is written to them is sealed with."""

    nickname: str | None
    age_band: str
    key_id: Sealed


class People(Protocol):
    """Where people are found."""

    async def young_person(self, person_id: str) -> Who | None:
        """Return who it is now; None when the account is gone."""
        ...

    async def first_name(self, staff_id: str) -> str:
        """Return the first name of a member of staff."""
        ...
