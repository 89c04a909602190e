"""The bot's turns: in one conversation one after another, in the order in which the messages came."""

from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, Protocol

from backend.chat.bot import Bot
from backend.chat.model import BotAnswer, Conversation, Draft, Message, Noticed
from backend.chat.replies import bot_unavailable, not_saved, returned, safety_reply
from backend.chat.store import ChatStore
from backend.chat.texts import meant, texts
from backend.chat.turns import Turns
from backend.core.clock import Clock
from backend.core.crypto import FieldCrypto
from backend.core.logging import log
from backend.escalations.model import Source

REPLY_CLAIM_S = 2.0  # on top of the bot's own limit: the time to store its answer
LOOK_AGAIN_S = 0.5
# Whoever comes next waits for what came at most so long before; a request that died is not waited for any longer.
IN_LINE = timedelta(minutes=1)
LONG_AWAY = timedelta(hours=24)


class Notes(Protocol):
    """What is kept beside a conversation when the bot asks for it. Nothing that was said goes with it."""

    async def useful(self, answer: str) -> None:
        """Count how the young person answered "was this any use?": yes, some or no."""
        ...

    async def wants_to_mentor(self, young_person_id: str) -> None:
        """Note that they would like to become a peer mentor. Saying it again changes nothing."""
        ...


class BotTurns:
    """Asks the bot and stores its answer; in its place where it has none, the service's own words."""

    def __init__(
        self,
        store: ChatStore,
        turns: Turns,
        bot: Bot,
        notes: Notes,
        crypto: FieldCrypto,
        clock: Clock,
        bot_timeout_s: float,
    ) -> None:
        self._store, self._turns, self._bot, self._notes = store, turns, bot, notes
        self._crypto, self._clock = crypto, clock
        self._claim = timedelta(seconds=bot_timeout_s + REPLY_CLAIM_S)

    async def answer(self, conversation: Conversation, message: Message) -> None:
        """Have a message answered, and before it what came before it and is still owed an answer.

        Each turn is claimed, so that only one request asks. The claim of one that died runs out, and another takes
        its turn over.
        """
        while first := await self._store.first_owed(message, IN_LINE):
            now = self._clock.now()
            if await self._store.claim_reply(first.id, now, now + self._claim):
                await self._turn(conversation, first)
            else:
                await self._store.wait_until_answered(first.id, LOOK_AGAIN_S)

    async def _turn(self, conversation: Conversation, message: Message) -> None:
        text = await self._crypto.open(message.sealed)
        spoken = texts(conversation.language).language
        answer = await self._bot.ask(conversation.bot_sender, meant(text), spoken)
        drafts = await self._in_place(conversation, message, answer)
        # Before the answer is stored, because that says it is noted. Asked again, it changes nothing.
        if answer.mentor and not await _noted(self._notes.wants_to_mentor(conversation.owner_id)):
            drafts = (*drafts, *not_saved(spoken))
        drafts = await self._after_a_day(
            conversation, message, drafts, urgent=bool(answer.escalate.attention)
        )
        said = await self._turns.seal(conversation, drafts)
        asked = await self._turns.incoming(
            conversation, message.client_message_id or "", text, _noticed(answer, text), Source.BOT
        )
        stored = await self._turns.answer(conversation, message, said, asked)
        if stored and answer.useful:
            await _noted(self._notes.useful(answer.useful))

    async def _in_place(
        self, conversation: Conversation, message: Message, answer: BotAnswer
    ) -> tuple[Draft, ...]:
        """Return what the bot said; where it said nothing, the service's own words for that."""
        if answer.drafts:
            return answer.drafts
        before = await self._store.fixed_replies(conversation.id)
        if not answer.available:
            return bot_unavailable(conversation.language, before)
        already = await self._turns.attention_already(conversation)
        return safety_reply(conversation.language, answer.escalate, already, before)

    async def _after_a_day(
        self, conversation: Conversation, message: Message, drafts: tuple[Draft, ...], *, urgent: bool
    ) -> tuple[Draft, ...]:
        """Say again that no person speaks, in the first turn after a day. Somebody in need is heard first."""
        last_said_at = await self._store.last_said_at(conversation.id, message.seq)
        if last_said_at is None or message.created_at - last_said_at < LONG_AWAY:
            return drafts
        heard = 1 if urgent and len(drafts) > 1 else 0
        return (*drafts[:heard], returned(conversation.language), *drafts[heard:])


async def _noted(noting: Coroutine[Any, Any, None]) -> bool:
    try:
        await noting
    except Exception as error:  # noqa: BLE001 - whatever went wrong, the young person gets their answer
        log.error("note_failed", error=type(error).__name__)
        return False
    return True


def _noticed(answer: BotAnswer, text: str) -> Noticed:
    """Return what the bot noticed, with the whole message as the words that led to it."""
    asked = answer.escalate
    return Noticed(asked.attention, asked.reasons, (text,), asked.version) if asked.attention else asked
