"""Entries as personal data: what the young person can take away, and what the safeguarding duty keeps."""

from typing import Any

from backend.core.crypto import FieldCrypto
from backend.core.personal import instant_text
from backend.escalations.chronology.model import Content, Entry
from backend.escalations.chronology.store import EntryStore

READ_FIRST = (
    "Staff wrote this. What they wrote can name other people, so somebody reads it through before you get it. "
    "Ask for it on the complaints page or in the app, under objections. Your own words, as they noted them, are here."
)


class EntriesData:
    """The entries that were written from a request for a person, with every version of each."""

    def __init__(self, store: EntryStore, crypto: FieldCrypto) -> None:
        self._store, self._crypto = store, crypto

    async def export(self, person_id: str) -> dict[str, list[dict[str, Any]]]:
        """Return {request id: entries}: when, by whom, and the young person's own words. The rest is read first."""
        found: dict[str, list[dict[str, Any]]] = {}
        for entry in await self._store.of_person(person_id):
            content = Content.from_text(await self._crypto.open(entry.sealed))
            shown = _frame(entry) | {"your_words": content.account.own_words or None, "note": READ_FIRST}
            found.setdefault(entry.escalation_id, []).append(shown)
        return found

    async def kept(self, person_id: str) -> dict[str, list[dict[str, Any]]]:
        """Return {request id: entries} with everything in them, for the record that the duty keeps."""
        found: dict[str, list[dict[str, Any]]] = {}
        for entry in await self._store.of_person(person_id):
            content = Content.from_text(await self._crypto.open(entry.sealed))
            found.setdefault(entry.escalation_id, []).append(_frame(entry) | _opened(entry, content))
        return found

    async def erase(self, person_id: str) -> None:
        """Remove them all."""
        await self._store.erase(person_id)


def _frame(entry: Entry) -> dict[str, Any]:
    at_time = entry.happened.at_time
    return {
        "kind": entry.kind.value,
        "happened_on": entry.happened.on.isoformat(),
        "happened_at_time": at_time.isoformat("minutes") if at_time else None,
        "happened_about_then": entry.happened.about,
        "recorded_at": instant_text(entry.recorded_at),
        "by": entry.by.first_name,
        "by_role": entry.by.role,
        "corrected": entry.corrects is not None,
    }


def _opened(entry: Entry, content: Content) -> dict[str, Any]:
    answers, follow_up = content.answers, entry.follow_up
    return {
        **vars(content.account),
        "safeguarding_concern": answers.concern.value if answers else None,
        "safeguarding_done": answers.done if answers else None,
        "told": [vars(told) for told in answers.told] if answers else [],
        "why_nobody_was_told": answers.why_nobody if answers else None,
        "young_person_knew": answers.knows if answers else None,
        "why_corrected": content.why or None,
        "left_open": content.left_open or None,
        "review_on": follow_up.review_on.isoformat() if follow_up else None,
        "owner": follow_up.owner if follow_up else None,
    }
