"""Collections `conversations` and `messages`."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from pymongo import ReturnDocument

from backend.chat.model import Author, Conversation, Message, ReplyState
from backend.core.attention import Attention
from backend.core.mongo import Document, Mongo, Tx
from backend.core.problem import NotFound
from backend.escalations.model import PersonSummary

NOT_ERASING: Document = {"erasing": {"$ne": True}}


class ChatStore:
    """Conversations and their messages; a message is never changed, except for whether the bot has answered it."""

    def __init__(self, mongo: Mongo) -> None:
        self._conversations, self._messages = mongo.db.conversations, mongo.db.messages

    async def create_indexes(self) -> None:
        """A client's message id and a place in the conversation each exist once: the indexes hold that."""
        await self._conversations.create_index("owner_id", unique=True)
        await self._messages.create_index([("conversation_id", 1), ("seq", 1)], unique=True)
        await self._messages.create_index(
            [("conversation_id", 1), ("client_message_id", 1)],
            unique=True,
            partialFilterExpression={"client_message_id": {"$type": "string"}},
        )
        await self._messages.create_index("in_reply_to")
        await self._messages.create_index(
            "conversation_id",
            name="owed_an_answer",
            partialFilterExpression={"reply_state": ReplyState.PENDING.value},
        )

    async def put_conversation(self, conversation: Conversation) -> Conversation:
        """Store the young person's conversation, or return the one that is there."""
        fields: dict[str, Any] = dict(vars(conversation))
        document = (
            {"_id": fields.pop("id"), "last_seq": 0} | fields | {"person": dict(vars(conversation.person))}
        )
        found = await self._conversations.find_one_and_update(
            {"owner_id": conversation.owner_id},
            {"$setOnInsert": document},
            upsert=True,
            return_document=ReturnDocument.AFTER,
        )
        return _conversation(found)

    async def conversation_of(self, owner_id: str, tx: Tx | None = None) -> Conversation | None:
        """Return the young person's conversation, or None; also None while it is being erased."""
        found = await self._conversations.find_one({"owner_id": owner_id} | NOT_ERASING, session=tx)
        return _conversation(found) if found else None

    async def conversation(self, conversation_id: str) -> Conversation | None:
        """Return a conversation, or None; also None while it is being erased."""
        found = await self._conversations.find_one({"_id": conversation_id} | NOT_ERASING)
        return _conversation(found) if found else None

    async def use_language(self, conversation_id: str, language: str) -> Conversation:
        """Answer in another language from now on. What was said stays as it was. Raises NotFound."""
        found = await self._conversations.find_one_and_update(
            {"_id": conversation_id} | NOT_ERASING,
            {"$set": {"language": language}},
            return_document=ReturnDocument.AFTER,
        )
        if found is None:
            raise NotFound
        return _conversation(found)

    async def close_for_good(self, conversation_id: str, tx: Tx) -> None:
        """Let nothing more be written or read: it is being erased."""
        await self._conversations.update_one(
            {"_id": conversation_id}, {"$set": {"erasing": True}}, session=tx
        )

    async def erase(self, owner_id: str) -> None:
        """Remove the young person's conversation with its messages, these first."""
        found = await self._conversations.find_one({"owner_id": owner_id}, {"_id": 1})
        if found is not None:
            await self._messages.delete_many({"conversation_id": found["_id"]})
            await self._conversations.delete_one({"_id": found["_id"]})

    async def take_places(self, conversation_id: str, count: int, tx: Tx) -> int:
        """Reserve `count` places and return the first. Two transactions on one conversation run one after the other."""
        found = await self._conversations.find_one_and_update(
            {"_id": conversation_id} | NOT_ERASING,
            {"$inc": {"last_seq": count}},
            return_document=ReturnDocument.BEFORE,
            session=tx,
        )
        if found is None:
            raise NotFound
        return int(found["last_seq"]) + 1

    async def sent_before(
        self, conversation_id: str, client_message_id: str, tx: Tx | None = None
    ) -> Message | None:
        """Return the message that this client message id already stands for, or None."""
        query = {"conversation_id": conversation_id, "client_message_id": client_message_id}
        found = await self._messages.find_one(query, session=tx)
        return _message(found) if found else None

    async def insert(self, messages: Sequence[Message], tx: Tx) -> None:
        """Store messages."""
        if messages:
            await self._messages.insert_many([_document(message) for message in messages], session=tx)

    async def messages(self, conversation_id: str, after: int = 0) -> list[Message]:
        """Return the messages whose place is after `after`, in order."""
        query = {"conversation_id": conversation_id, "seq": {"$gt": after}}
        return [_message(found) async for found in self._messages.find(query).sort("seq", 1)]

    async def last_said(self, conversation_id: str, since: datetime, at_most: int) -> list[Message]:
        """Return the young person's last messages, none before `since`, in order."""
        query = {"conversation_id": conversation_id, "author": Author.YOUNG_PERSON.value}
        found = self._messages.find(query | {"created_at": {"$gte": since}}).sort("seq", -1).limit(at_most)
        return [_message(each) async for each in found][::-1]

    async def last_said_at(self, conversation_id: str, before_seq: int) -> datetime | None:
        """Return when the young person last said something before a place, or None."""
        query = {"conversation_id": conversation_id, "seq": {"$lt": before_seq}}
        by_them = {"author": Author.YOUNG_PERSON.value}
        found = await self._messages.find_one(query | by_them, {"created_at": 1}, sort=[("seq", -1)])
        return found["created_at"] if found else None

    async def fixed_replies(self, conversation_id: str) -> int:
        """Return how many of the service's own replies there are: the last message of each has the numbers."""
        query = {"conversation_id": conversation_id, "author": Author.SAFETY.value, "show": "numbers"}
        return await self._messages.count_documents(query)

    async def fixed_reply_since(self, message: Message, tx: Tx) -> bool:
        """Tell whether the service itself has answered something that came after a message."""
        query = {"conversation_id": message.conversation_id, "seq": {"$gt": message.seq}}
        by_the_service = {"author": Author.SAFETY.value}
        return await self._messages.find_one(query | by_the_service, {"_id": 1}, session=tx) is not None

    async def first_owed(self, message: Message, within: timedelta) -> Message | None:
        """Return the first that the bot owes an answer, up to `message`; what came long before it does not count."""
        since = {"created_at": {"$gte": message.created_at - within}}
        found = await self._messages.find_one(
            {
                "conversation_id": message.conversation_id,
                "reply_state": ReplyState.PENDING.value,
                "seq": {"$lte": message.seq},
                "$or": [{"_id": message.id}, since],
            },
            sort=[("seq", 1)],
        )
        return _message(found) if found else None

    async def message(self, conversation_id: str, message_id: str) -> Message | None:
        """Return one message of a conversation, or None."""
        found = await self._messages.find_one({"_id": message_id, "conversation_id": conversation_id})
        return _message(found) if found else None

    async def replies_to(self, message_id: str) -> list[Message]:
        """Return the automatic replies to a message, in order."""
        return [
            _message(found) async for found in self._messages.find({"in_reply_to": message_id}).sort("seq", 1)
        ]

    async def claim_reply(self, message_id: str, now: datetime, until: datetime) -> bool:
        """Claim the bot's answer to a message, so that only one request asks for it."""
        claimed = await self._messages.update_one(
            {
                "_id": message_id,
                "reply_state": ReplyState.PENDING.value,
                "reply_claimed_until": {"$not": {"$gt": now}},
            },
            {"$set": {"reply_claimed_until": until}},
        )
        return claimed.modified_count == 1

    async def end_reply(self, message_id: str, tx: Tx) -> bool:
        """Note that the message is answered; False when it already was."""
        ended = await self._messages.update_one(
            {"_id": message_id, "reply_state": ReplyState.PENDING.value},
            {"$set": {"reply_state": ReplyState.DONE.value}},
            session=tx,
        )
        return ended.modified_count == 1

    async def wait_until_answered(self, message_id: str, at_most_s: float) -> bool:
        """Wait for another request to store the answer; False when it has not come in time."""
        for _ in range(int(at_most_s / 0.1)):
            found = await self._messages.find_one({"_id": message_id}, {"reply_state": 1})
            if found is None or found["reply_state"] != ReplyState.PENDING.value:
                return True
            await asyncio.sleep(0.1)
        return False


def _document(message: Message) -> Document:
    fields: Document = {key: value for key, value in vars(message).items() if value is not None}
    fields["buttons"] = list(message.buttons)
    return {"_id": fields.pop("id")} | fields


def _message(found: Document) -> Message:
    fields = {key: value for key, value in found.items() if key not in {"_id", "reply_claimed_until"}}
    fields["author"], fields["reply_state"] = Author(found["author"]), ReplyState(found["reply_state"])
    fields["buttons"] = tuple(found["buttons"])
    fields["attention"] = Attention(found["attention"]) if "attention" in found else None
    return Message(id=found["_id"], **fields)


def _conversation(found: Document) -> Conversation:
    fields = {key: value for key, value in found.items() if key not in {"_id", "last_seq", "erasing"}}
    fields["person"] = PersonSummary(**found["person"])
    return Conversation(id=found["_id"], **fields)
