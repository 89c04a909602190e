"""One persona's conversation over HTTP, as the app has it, and what was said in it."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from motor.motor_asyncio import AsyncIOMotorClient

from backend.chat.texts import texts
from benchmarks.house import House
from benchmarks.phone import Phone
from tests.rehearsal.persona import Persona

ANSWERED_WITHIN_S = 120  # the whole conversation; a phone by itself would go on trying
TRIES = 3  # a busy machine may make the bot late; a bot that is broken is late each time


@dataclass(frozen=True)
class Reply:
    """One message of an answer."""

    author: str
    text: str
    show: str | None
    numbers: int
    buttons: tuple[str, ...]


@dataclass(frozen=True)
class Exchange:
    """A message, the answer to it, and whether a person has been asked for since: None, "today" or "now"."""

    said: str
    replies: tuple[Reply, ...]
    attention: str | None
    pressed: bool = False

    @property
    def words(self) -> str:
        """Return all words of the answer."""
        return "\n".join(reply.text for reply in self.replies)


@dataclass(frozen=True)
class Talk:
    """A whole conversation; `missing` are buttons that were to be pressed and not there."""

    persona: Persona
    opening: tuple[str, ...]
    exchanges: list[Exchange] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def late(self) -> bool:
        """Tell whether the gateway had to answer in the bot's place."""
        said = texts(self.persona.language)
        plain = [lines.lines[0] for lines in (said.bot_unavailable, *said.bot_unavailable_again)]
        return any(line in exchange.words for line in plain for exchange in self.exchanges)


async def talk(house: House, persona: Persona) -> Talk:
    """Have the conversation, anew where the bot was late. Raises TimeoutError."""
    async with asyncio.timeout(ANSWERED_WITHIN_S):
        found = await _once(house, persona)
        for _ in range(TRIES - 1):
            if not found.late:
                break
            found = await _once(house, persona)
        return found


async def _once(house: House, persona: Persona) -> Talk:
    client: AsyncIOMotorClient[Any] = AsyncIOMotorClient(house.mongodb_uri)
    try:
        async with aiohttp.ClientSession() as session:
            phone = Phone(session, house.url)
            opened = await phone.start(persona.age_band, persona.language)
            found = Talk(persona, tuple(opened["opening"]))
            for turn in persona.turns:
                if turn.press and found.exchanges and turn.press not in _buttons(found.exchanges[-1]):
                    found.missing.append(turn.press)
                answer = await phone.send(turn.text)
                attention = await _attention(client.evenlight, phone.conversation_id)
                found.exchanges.append(_exchange(answer, attention, pressed=turn.press is not None))
            return found
    finally:
        client.close()


def _buttons(exchange: Exchange) -> list[str]:
    return [title for reply in exchange.replies for title in reply.buttons]


async def _attention(db: Any, conversation_id: str) -> str | None:
    """Return how soon a person was asked for, read where the team's page comes from."""
    found = await db.escalations.find_one({"conversation_id": conversation_id})
    return str(found["attention"]) if found else None


def _exchange(answer: dict[str, Any], attention: str | None, *, pressed: bool) -> Exchange:
    replies = tuple(
        Reply(
            author=reply["author"],
            text=reply["text"],
            show=(reply["show"] or {}).get("kind"),
            numbers=len((reply["show"] or {}).get("lines", [])),
            buttons=tuple(button["title"] for button in reply["buttons"]),
        )
        for reply in answer["replies"]
    )
    return Exchange(answer["message"]["text"], replies, attention, pressed)
