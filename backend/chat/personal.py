"""The conversation as personal data: to take away, to close for good, and to erase."""

from typing import Any

from backend.chat.service import Read
from backend.chat.store import ChatStore
from backend.core.crypto import FieldCrypto
from backend.core.mongo import Mongo, Tx
from backend.core.personal import instant_text
from backend.escalations.service import EscalationService


class ConversationData:
    """The young person's conversation: their messages, the bot's, the safety replies, and those of staff."""

    name = "conversation"

    def __init__(
        self, mongo: Mongo, store: ChatStore, escalations: EscalationService, crypto: FieldCrypto
    ) -> None:
        self._mongo, self._store, self._escalations, self._crypto = mongo, store, escalations, crypto

    async def export(self, person_id: str) -> Any:
        """Return the conversation with every message in order, or None before the first."""
        conversation = await self._store.conversation_of(person_id)
        if conversation is None:
            return None
        messages = await self._store.messages(conversation.id)
        return {
            "id": conversation.id,
            "language": conversation.language,
            "age_band_at_the_start": conversation.person.age_band,
            "started_at": instant_text(conversation.created_at),
            "messages": [
                _shown(Read(message, await self._crypto.open(message.sealed))) for message in messages
            ],
        }

    async def close(self, person_id: str) -> bool:
        """Close it for good, unless a request for a person is open; False then.

        A message that comes in at the same moment changes the same document: one of the two goes first, and a message
        that goes first is seen here with the request that it opened.
        """

        async def work(tx: Tx) -> bool:
            conversation = await self._store.conversation_of(person_id, tx)
            if conversation is None:
                return True
            if await self._escalations.active(conversation.id, tx):
                return False
            await self._store.close_for_good(conversation.id, tx)
            return True

        return await self._mongo.transaction(work)

    async def erase(self, person_id: str) -> None:
        """Remove the conversation and its messages."""
        await self._store.erase(person_id)


def _shown(read: Read) -> dict[str, Any]:
    message = read.message
    return {
        "id": message.id,
        "at": instant_text(message.created_at),
        "author": message.author.value,
        "author_name": message.author_name,
        "author_role": message.author_role,
        "text": read.text,
        "buttons": list(message.buttons),
        "plan_step": message.step,
        "article": message.article,
        "draft_of_your_own_words": message.show == "own_words",
        "attention": message.attention.value if message.attention else None,
    }
