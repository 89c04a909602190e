"""Sealing an entry and adding it, inside the transaction of whatever it tells of."""

from backend.core.clock import Clock
from backend.core.crypto import FieldCrypto
from backend.core.mongo import Tx
from backend.core.problem import Conflict, NotFound, Unprocessable
from backend.escalations.chronology.drafts import Draft, Wanted, refuse_what_is_missing
from backend.escalations.chronology.model import Author, Content, Entry, FollowUp, happened_now
from backend.escalations.chronology.store import EntryStore
from backend.escalations.model import Escalation, Responder
from backend.escalations.service import EscalationService


class Recording:
    """Entries are checked and sealed before the transaction, and added in it."""

    def __init__(
        self, store: EntryStore, escalations: EscalationService, crypto: FieldCrypto, clock: Clock
    ) -> None:
        self._store, self._escalations = store, escalations
        self._crypto, self._clock = crypto, clock

    async def known(self, draft: Draft, escalation: Escalation, by: Responder) -> bool:
        """Tell whether this was stored before. Raises Conflict where the id is another entry's."""
        found = await self._store.get(draft.id)
        if found is None:
            return False
        # A correction takes over the kind of what it corrects.
        same_kind = draft.corrects is not None or found.kind is draft.kind
        stored = (found.escalation_id, found.by.id, found.corrects, found.reviews)
        if not same_kind or stored != (escalation.id, by.id, draft.corrects, draft.reviews):
            raise Conflict("Another entry has this id.")
        return True

    async def prepared(
        self, escalation: Escalation, by: Responder, draft: Draft, *, left_open: bool = False
    ) -> Entry:
        """Return the entry, sealed with the young person's key. Raises Unprocessable."""
        now = self._clock.now()
        refuse_what_is_missing(draft, now, left_open=left_open)
        content = Content(
            draft.account, draft.answers, draft.follow_up.what if draft.follow_up else "", draft.why
        )
        return Entry(
            id=draft.id,
            young_person_id=escalation.young_person_id,
            escalation_id=escalation.id,
            kind=draft.kind,
            happened=draft.happened or happened_now(now),
            happened_at=draft.happened.starts_at if draft.happened else now,
            recorded_at=now,
            by=Author(by.id, by.first_name, by.role),
            sealed=await self._crypto.seal(escalation.key_id, content.to_text()),
            corrects=draft.corrects,
            reviews=draft.reviews,
            follow_up=await self._follow_up(draft.follow_up) if draft.follow_up else None,
        )

    async def add(self, entry: Entry, tx: Tx) -> None:
        """Add it, and settle what it reviews. Raises Conflict when somebody else was first."""
        if not await self._store.add(entry, tx):
            raise Conflict("Somebody has corrected it meanwhile.")
        if entry.reviews and not await self._store.settle(entry.reviews, entry.id, tx):
            raise Conflict("Somebody has looked at it again meanwhile.")

    async def _follow_up(self, wanted: Wanted) -> FollowUp:
        try:
            owner = await self._escalations.responder(wanted.owner_id)
        except NotFound:
            reason = "is not a person on the team"
            raise Unprocessable(errors=[{"field": "follow_up.owner_id", "reason": reason}]) from None
        return FollowUp(owner.id, owner.first_name, wanted.review_on)
