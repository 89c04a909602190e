"""Marks on the screen as personal data."""

from typing import Any

from backend.core.crypto import FieldCrypto
from backend.core.personal import instant_text
from backend.reviews.model import Content, Mark, Sort
from backend.reviews.store import MarkStore

NOTE_TO_THEM = (
    "Staff wrote a note with it. It can name other people, so somebody reads it through before you get it. "
    "Ask for it on the complaints page or in the app, under objections."
)
SAYS = {
    Sort.MISSED: "The team noted that the automatic word check should have noticed a message of yours.",
    Sort.NEEDLESS: "The team noted that the automatic word check need not have fetched a person.",
}


class MarksData:
    """That staff marked what the word check did with a message or a request. Erasure removes the marks."""

    name = "marks_on_the_word_check"

    def __init__(self, marks: MarkStore, crypto: FieldCrypto) -> None:
        self._marks, self._crypto = marks, crypto

    async def export(self, person_id: str) -> Any:
        """Return that each mark was made, what it says, of which kind, and when. Notes are said to be there."""
        return [await self._shown(mark) for mark in await self._marks.of_person(person_id)] or None

    async def erase(self, person_id: str) -> None:
        """Remove them. The counts hold no id of anybody."""
        await self._marks.erase(person_id)

    async def _shown(self, mark: Mark) -> dict[str, Any]:
        text = await self._crypto.open_if_kept(mark.sealed)
        content = Content.from_text(text) if text else None
        has_note = bool(content and content.note) or mark.sealed_decision_note is not None
        return {
            "at": instant_text(mark.marked_at),
            "says": SAYS[mark.place.sort],
            "kind": content.kind if content else None,
            "note": NOTE_TO_THEM if has_note else None,
            "decided_at": instant_text(mark.decided_at),
        }
