"""Writing a turn: messages get their places, are sealed, and are stored with the escalation in one transaction."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from backend.chat.model import Author, Conversation, Draft, Message, Noticed, ReplyState
from backend.chat.replies import person_requested, safety_reply
from backend.chat.store import ChatStore
from backend.core.attention import Attention
from backend.core.clock import Clock
from backend.core.crypto import FieldCrypto, Sealed
from backend.core.mongo import Mongo, Tx
from backend.escalations.model import PersonNeeded, Source, State
from backend.escalations.notices import Notice
from backend.escalations.service import EscalationService

SealedDraft = tuple[Draft, Sealed]


@dataclass(frozen=True)
class Incoming:
    """A young person's message, sealed, with what was noticed in it."""

    client_message_id: str
    sealed: Sealed
    noticed: Noticed
    sealed_notice: Sealed | None
    source: Source
    at: datetime


class Turns:
    """The transactions of the chat."""

    def __init__(
        self,
        mongo: Mongo,
        store: ChatStore,
        escalations: EscalationService,
        crypto: FieldCrypto,
        clock: Clock,
    ) -> None:
        self._mongo, self._store, self._escalations = mongo, store, escalations
        self._crypto, self._clock = crypto, clock

    async def seal(self, conversation: Conversation, drafts: Sequence[Draft]) -> list[SealedDraft]:
        """Encrypt drafts with the young person's key."""
        sealed = await asyncio.gather(
            *(self._crypto.seal(conversation.key_id, draft.text) for draft in drafts)
        )
        return list(zip(drafts, sealed, strict=True))

    async def incoming(
        self, conversation: Conversation, client_id: str, text: str, noticed: Noticed, source: Source
    ) -> Incoming:
        """Encrypt a young person's words, and with the same key what was noticed in them."""
        words = [text]
        if noticed.attention:
            words.append(Notice(noticed.reasons, noticed.words).to_text())
        sealed = await asyncio.gather(*(self._crypto.seal(conversation.key_id, one) for one in words))
        sealed_why = sealed[1] if noticed.attention else None
        return Incoming(client_id, sealed[0], noticed, sealed_why, source, self._clock.now())

    async def attention_already(self, conversation: Conversation) -> Attention | None:
        """Return the attention of the request for a person that is open, or None."""
        active = await self._escalations.active(conversation.id)
        return active.attention if active else None

    async def _fixed_reply(self, conversation: Conversation, incoming: Incoming) -> tuple[Draft, ...]:
        if not incoming.noticed.attention:
            return ()
        # Read outside the transaction: a request that is opened meanwhile only makes the reply a longer one.
        already = await self.attention_already(conversation)
        before = await self._store.fixed_replies(conversation.id) if already else 0
        if incoming.source is Source.YOUNG_PERSON:
            return person_requested(conversation.language, already, before)
        return safety_reply(conversation.language, incoming.noticed, already, before)

    async def take_in(self, conversation: Conversation, incoming: Incoming) -> Message:
        """Store a message, its escalation, first pages and safety reply; return it, or the one stored before."""
        noticed = incoming.noticed
        replies = await self.seal(conversation, await self._fixed_reply(conversation, incoming))

        async def work(tx: Tx) -> Message:
            before = await self._store.sent_before(conversation.id, incoming.client_message_id, tx)
            if before is not None:
                return before
            active = await self._escalations.active(conversation.id, tx)
            with_person = active is not None and active.state is State.TAKEN_OVER
            if active:
                active = await self._escalations.written_to(active, incoming.at, tx)
            said = [] if with_person else replies
            seq = await self._store.take_places(conversation.id, 1 + len(said), tx)
            message = _incoming_message(conversation, incoming, seq, with_person=with_person)
            await self._store.insert([message, *_replies(message, said, incoming.at)], tx)
            if noticed.attention:
                needed = _needed(conversation, message, incoming)
                await self._escalations.open_or_join(active, needed, tx)
            return message

        return await self._mongo.transaction(work)

    async def answer(
        self, conversation: Conversation, message: Message, drafts: list[SealedDraft], incoming: Incoming
    ) -> bool:
        """Store the bot's answer, and the escalation that it asks for; False when the message had its answer.

        A person who took over silences the bot. So does a fixed reply to what was written meanwhile: nothing may
        push it away.
        """
        now = self._clock.now()

        async def work(tx: Tx) -> bool:
            if not await self._store.end_reply(message.id, tx):
                return False
            if incoming.noticed.attention:
                await self._escalations.need_person(_needed(conversation, message, incoming), tx)
            silent = await self._escalations.taken_over(conversation.id, tx)
            if not (silent or await self._store.fixed_reply_since(message, tx)):
                seq = await self._store.take_places(conversation.id, len(drafts), tx)
                await self._store.insert(_replies(message, drafts, now, seq), tx)
            return True

        return await self._mongo.transaction(work)

    async def staff_message(
        self,
        conversation: Conversation,
        client_message_id: str,
        draft: Draft,
        escalation_id: str,
        staff_id: str,
    ) -> Message:
        """Store a message from the person who has taken over. Raises Conflict for anybody else."""
        [(_, sealed)] = await self.seal(conversation, [draft])
        now = self._clock.now()

        async def work(tx: Tx) -> Message:
            before = await self._store.sent_before(conversation.id, client_message_id, tx)
            if before is not None:
                return before
            await self._escalations.spoke(escalation_id, staff_id, now, tx)
            seq = await self._store.take_places(conversation.id, 1, tx)
            message = _message(conversation.id, seq, draft, sealed, now, client_message_id=client_message_id)
            await self._store.insert([message], tx)
            return message

        return await self._mongo.transaction(work)


def _incoming_message(
    conversation: Conversation, incoming: Incoming, seq: int, *, with_person: bool
) -> Message:
    bot_owes_answer = not with_person and not incoming.noticed.attention
    return Message(
        id=uuid4().hex,
        conversation_id=conversation.id,
        seq=seq,
        author=Author.YOUNG_PERSON,
        sealed=incoming.sealed,
        created_at=incoming.at,
        client_message_id=incoming.client_message_id,
        attention=incoming.noticed.attention,
        sealed_notice=incoming.sealed_notice,
        screening_version=incoming.noticed.version,
        reply_state=ReplyState.PENDING if bot_owes_answer else ReplyState.NONE,
    )


def _replies(
    message: Message, drafts: list[SealedDraft], at: datetime, seq: int | None = None
) -> list[Message]:
    start = message.seq + 1 if seq is None else seq
    return [
        _message(message.conversation_id, start + place, draft, sealed, at, in_reply_to=message.id)
        for place, (draft, sealed) in enumerate(drafts)
    ]


def _message(
    conversation_id: str,
    seq: int,
    draft: Draft,
    sealed: Sealed,
    at: datetime,
    client_message_id: str | None = None,
    in_reply_to: str | None = None,
) -> Message:
    return Message(
        id=uuid4().hex,
        conversation_id=conversation_id,
        seq=seq,
        author=draft.author,
        sealed=sealed,
        created_at=at,
        client_message_id=client_message_id,
        in_reply_to=in_reply_to,
        show=draft.show,
        step=draft.step,
        article=draft.article,
        buttons=draft.buttons,
        author_name=draft.author_name,
        author_role=draft.author_role,
    )


def _needed(conversation: Conversation, message: Message, incoming: Incoming) -> PersonNeeded:
    if incoming.noticed.attention is None or incoming.sealed_notice is None:
        raise ValueError("nothing was noticed")
    return PersonNeeded(
        conversation_id=conversation.id,
        young_person_id=conversation.owner_id,
        key_id=conversation.key_id,
        message_id=message.id,
        at=incoming.at,
        attention=incoming.noticed.attention,
        source=incoming.source,
        sealed_notice=incoming.sealed_notice,
        person=conversation.person,
    )
