"""The parts that a young person talks to."""

from collections.abc import Awaitable, Callable
from functools import cached_property

from backend.chat.bot import Bot
from backend.chat.model import Person
from backend.chat.service import ChatService
from backend.chat.turns import Turns
from backend.escalations.model import PersonSummary
from backend.identity.accounts.service import AccountService
from backend.wiring.signposting import SignpostingParts


class ChatParts(SignpostingParts):
    """The conversation and the bot."""

    @cached_property
    def bot(self) -> Bot:
        """The bot's REST channel."""
        return Bot(self.settings.bot_url, self.settings.bot_timeout_s)

    @cached_property
    def chat(self) -> ChatService:
        """The conversation."""
        return ChatService(
            self.stores.chat,
            Turns(self.mongo, self.stores.chat, self.escalations, self.crypto, self.clock),
            self.escalations,
            self.emergency,
            self.bot,
            _people(self.accounts),
            self.crypto,
            self.clock,
            self.settings.bot_timeout_s,
        )


def _people(accounts: AccountService) -> Callable[[str], Awaitable[Person]]:
    async def person(person_id: str) -> Person:
        found = await accounts.young_person(person_id)
        summary = PersonSummary(found.age_band.value, found.language, found.sealed_nickname)
        return Person(found.id, found.key_id, found.language, summary)

    return person
