"""Interest in becoming a peer mentor as personal data. The counts lead back to nobody, so nothing of them is given."""

from typing import Any

from backend.core.personal import instant_text
from backend.taking_part.service import Mentoring
from backend.taking_part.store import InterestStore


class InterestData:
    """That somebody would like to become a peer mentor, and what they were answered."""

    name = "mentoring_interest"

    def __init__(self, mentoring: Mentoring, store: InterestStore) -> None:
        self._mentoring, self._store = mentoring, store

    async def export(self, person_id: str) -> Any:
        """Return it, or None."""
        opened = await self._mentoring.of(person_id)
        if opened is None:
            return None
        interest = opened.interest
        by = interest.answered_by
        return {
            "asked_at": instant_text(interest.asked_at),
            "state": interest.state.value,
            "withdrawn_at": instant_text(interest.withdrawn_at),
            "answer": opened.answer,
            "answered_at": instant_text(interest.answered_at),
            "by": by.first_name if by else None,
            "by_role": by.role if by else None,
        }

    async def erase(self, person_id: str) -> None:
        """Remove it."""
        await self._store.erase(person_id)
