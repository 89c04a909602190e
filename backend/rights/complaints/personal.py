"""The complaints and objections that a young person sent while signed in."""

from typing import Any

from backend.core.personal import instant_text
from backend.rights.complaints.service import Complaints, Opened


class ComplaintsData:
    """Taken away with the rest. Erasure forgets whose they were; the record of the complaint is kept by law."""

    name = "complaints"

    def __init__(self, complaints: Complaints) -> None:
        self._complaints = complaints

    async def export(self, person_id: str) -> Any:
        """Return them, oldest first."""
        return [_shown(opened) for opened in await self._complaints.of(person_id)] or None

    async def erase(self, person_id: str) -> None:
        """Forget which account they came from."""
        await self._complaints.unlink(person_id)


def _shown(opened: Opened) -> dict[str, Any]:
    complaint = opened.complaint
    return {
        "reference": complaint.id,
        "kind": complaint.kind.value,
        "state": complaint.state.value,
        "received_at": instant_text(complaint.received_at),
        "acknowledge_by": instant_text(complaint.acknowledge_by),
        "acknowledged_at": instant_text(complaint.acknowledged_at),
        "answered_at": instant_text(complaint.answered_at),
        "text": opened.text,
        "reply_to": opened.reply_to,
        "answer": opened.answer,
    }
