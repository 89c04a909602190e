"""The parts that a young person talks to."""

from collections.abc import Awaitable, Callable
from functools import cached_property

from backend.chat.bot import Bot
from backend.chat.bot_turns import BotTurns
from backend.chat.model import Person
from backend.chat.service import ChatService
from backend.chat.turns import Turns
from backend.escalations.model import PersonSummary
from backend.identity.accounts.service import AccountService
from backend.wiring.taking_part import TakingPartParts


class ChatParts(TakingPartParts):
    """The conversation and the bot."""

    @cached_property
    def bot(self) -> Bot:
        """The bot's REST channel."""
        return Bot(self.settings.bot_url, self.settings.bot_timeout_s)

    @cached_property
    def turns(self) -> Turns:
        """The transactions of the chat."""
        return Turns(self.mongo, self.stores.chat, self.escalations, self.crypto, self.clock)

    @cached_property
    def bot_turns(self) -> BotTurns:
        """The bot's turns."""
        return BotTurns(
            self.stores.chat,
            self.turns,
            self.bot,
            self.notes,
            self.crypto,
            self.clock,
            self.settings.bot_timeout_s,
        )

    @cached_property
    def chat(self) -> ChatService:
        """The conversation."""
        return ChatService(
            self.stores.chat,
            self.turns,
            self.escalations,
            self.emergency,
            self.bot,
            self.bot_turns,
            _people(self.accounts),
            self.crypto,
            self.clock,
        )


def _people(accounts: AccountService) -> Callable[[str], Awaitable[Person]]:
    async def person(person_id: str) -> Person:
        found = await accounts.young_person(person_id)
        summary = PersonSummary(found.age_band.value, found.language, found.sealed_nickname)
        return Person(found.id, found.key_id, found.language, summary)

    return person
