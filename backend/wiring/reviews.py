"""The parts that keep what staff say about the screen."""

from functools import cached_property

from backend.chat.model import Author
from backend.chat.store import ChatStore
from backend.core.crypto import FieldCrypto
from backend.core.problem import NotFound
from backend.escalations.model import Escalation, Source
from backend.escalations.notices import opened
from backend.escalations.service import EscalationService
from backend.reviews.desk import Desk
from backend.reviews.marking import Marking
from backend.reviews.model import Place, Subject
from backend.reviews.personal import MarksData
from backend.reviews.service import Reviews
from backend.wiring.plans import PlanParts


class ReviewParts(PlanParts):
    """Marks on what the screen did, and the supervisors' queue."""

    @cached_property
    def marking(self) -> Marking:
        """What staff mark while they read."""
        return Marking(self._desk)

    @cached_property
    def reviews(self) -> Reviews:
        """What supervisors decide, and the counts."""
        return Reviews(self._desk)

    @cached_property
    def marks_data(self) -> MarksData:
        """Marks as personal data."""
        return MarksData(self.stores.screening_marks, self.crypto)

    @cached_property
    def _desk(self) -> Desk:
        return Desk(
            self.mongo,
            self.stores.screening_marks,
            self.stores.screening_tallies,
            Screened(self.stores.chat, self.escalations, self.crypto),
            self.crypto,
            self.audit,
            self.clock,
        )


class Screened:
    """Answers reviews from conversations and escalations."""

    def __init__(self, chat: ChatStore, escalations: EscalationService, crypto: FieldCrypto) -> None:
        self._chat, self._escalations, self._crypto = chat, escalations, crypto

    async def subject(self, place: Place) -> Subject:
        """Return a young person's message, or an escalation with the phrases that opened it. Raises NotFound."""
        escalation = await self._escalations.get(place.escalation_id)
        if place.message_id:
            return await self._message(escalation, place.message_id)
        notice = await opened(self._crypto, escalation.sealed_notices)
        return Subject(
            conversation_id=escalation.conversation_id,
            young_person_id=escalation.young_person_id,
            key_id=escalation.key_id,
            language=escalation.person.language,
            noticed=escalation.source is not Source.YOUNG_PERSON,
            version=await self._version(escalation),
            words=notice.words,
            rules=tuple(dict.fromkeys(reason.rule for reason in notice.reasons)),
            kinds=tuple(dict.fromkeys(reason.kind for reason in notice.reasons)),
        )

    async def _message(self, escalation: Escalation, message_id: str) -> Subject:
        message = await self._chat.message(escalation.conversation_id, message_id)
        if message is None or message.author is not Author.YOUNG_PERSON:
            raise NotFound
        text = await self._crypto.open_if_kept(message.sealed)
        return Subject(
            conversation_id=escalation.conversation_id,
            young_person_id=escalation.young_person_id,
            key_id=escalation.key_id,
            language=escalation.person.language,
            noticed=message.attention is not None,
            version=message.screening_version,
            words=(text,) if text else (),
        )

    async def _version(self, escalation: Escalation) -> str | None:
        """Return the version of the screen that read the last message that fetched somebody for this."""
        until = escalation.last_disclosure_at
        versions = [
            message.screening_version
            for message in await self._chat.messages(escalation.conversation_id)
            if message.attention and escalation.opened_at <= message.created_at <= until
        ]
        return versions[-1] if versions else None

    async def first_name(self, staff_id: str) -> str:
        """Return somebody's first name. Raises NotFound."""
        return (await self._escalations.responder(staff_id)).first_name
