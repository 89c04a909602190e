"""Requests for a person as personal data: to take away, to erase, and what the safeguarding duty keeps of them."""

from datetime import datetime
from typing import Any

from backend.core.crypto import FieldCrypto
from backend.core.personal import DutyRecord, instant_text
from backend.escalations.chronology.personal import EntriesData
from backend.escalations.model import Escalation, State
from backend.escalations.notices import opened
from backend.escalations.paging.store import NoticeStore, PageStore
from backend.escalations.store import EscalationStore
from backend.escalations.views import hop_view

READ_FIRST = (
    "Staff wrote a note to a colleague when they handed this over. It can name other people, so somebody reads it "
    "through before you get it. Ask for it on the complaints page or in the app, under objections."
)


class RequestsData:
    """Everything about a young person's requests for a person, and the part that outlives their account."""

    name = "requests_for_a_person"

    def __init__(
        self,
        store: EscalationStore,
        entries: EntriesData,
        pages: PageStore,
        notices: NoticeStore,
        crypto: FieldCrypto,
    ) -> None:
        self._store, self._entries, self._crypto = store, entries, crypto
        self._pages, self._notices = pages, notices

    async def export(self, person_id: str) -> Any:
        """Return each request with what led to it and what happened; None when there was none.

        Of what staff wrote, only the young person's own words: a person has to look through the rest first.
        """
        entries = await self._entries.export(person_id)
        return [
            {"id": found.id, **await self._content(found), "written": entries.get(found.id, [])}
            | ({"hand_over_note": READ_FIRST} if any(offer.sealed_note for offer in found.offers) else {})
            for found in await self._store.of_person(person_id)
        ] or None

    async def erase(self, person_id: str) -> None:
        """Remove them with their entries, receipts, pages and notices; the request itself goes last."""
        await self._entries.erase(person_id)
        for escalation in await self._store.of_person(person_id):
            await self._pages.erase(escalation.id)
            await self._notices.erase(escalation.id)
            await self._store.erase(escalation.id)

    async def open_request(self, person_id: str) -> bool:
        """Tell whether one is not closed yet."""
        return any(found.state is not State.CLOSED for found in await self._store.of_person(person_id))

    async def began(self, person_id: str) -> list[tuple[datetime, str]]:
        """Return (opened at, age band) of each; opens nothing."""
        return [(found.opened_at, found.person.age_band) for found in await self._store.of_person(person_id)]

    async def records(self, person_id: str) -> list[DutyRecord]:
        """Return what must be kept: that it was made, the words that led to it, outcome, entries, what happened."""
        entries = await self._entries.kept(person_id)
        records = []
        for escalation in await self._store.of_person(person_id):
            content = {**await self._content(escalation), "written": entries.get(escalation.id, [])}
            content |= {"hand_over_notes": await self._hand_over_notes(escalation)}
            age_band = escalation.person.age_band
            records.append(DutyRecord(escalation.id, escalation.opened_at, age_band, content))
        return records

    async def _hand_over_notes(self, escalation: Escalation) -> list[str]:
        notes = [await self._crypto.open_if_kept(offer.sealed_note) for offer in escalation.offers]
        return [note for note in notes if note]

    async def _content(self, escalation: Escalation) -> dict[str, Any]:
        notice = await opened(self._crypto, escalation.sealed_notices)
        return {
            "opened_at": instant_text(escalation.opened_at),
            "closed_at": instant_text(escalation.closed_by.at) if escalation.closed_by else None,
            "state": escalation.state.value,
            "age_band": escalation.person.age_band,
            "attention": escalation.attention.value,
            "asked_by": escalation.source.value,
            "words": list(notice.words),
            "reasons": [reason.says for reason in notice.reasons],
            "outcome": escalation.outcome.value if escalation.outcome else None,
            "what_happened": await self._chronology(escalation.id),
        }

    async def _chronology(self, escalation_id: str) -> list[dict[str, Any]]:
        return [
            {
                "at": instant_text(receipt.at),
                "says": hop_view(receipt).says,
                "by": receipt.by,
                "by_role": receipt.by_role,
            }
            for receipt in await self._store.receipts(escalation_id)
        ]
