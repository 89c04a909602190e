"""The bot, asked over Rasa's REST channel. A bot that is slow, down or wrong is a value, never an exception."""

import asyncio
import json
from typing import Any

import aiohttp

from backend.chat.answers import read_answer
from backend.chat.model import BotAnswer
from backend.core.logging import log

MAX_ANSWER_BYTES = 64 * 1024
# An intent that only the gateway sends (bot/domain/intents.yml).
SAFETY_ASKED = "/safety_asked"
UNAVAILABLE = BotAnswer(available=False)


class Bot:
    """Asks the bot with a time limit, in a conversation it knows only by a random name."""

    def __init__(self, base_url: str, timeout_s: float) -> None:
        self._url = f"{base_url.rstrip('/')}/webhooks/rest/webhook"
        self._timeout_s = timeout_s
        self._session: aiohttp.ClientSession | None = None
        self._notes: set[asyncio.Task[BotAnswer]] = set()

    async def ask(self, sender: str, text: str, language: str) -> BotAnswer:
        """Return the bot's answer, or UNAVAILABLE. Told the language each time, it may forget everything in between."""
        return await self._turn(sender, spoken(text), language)

    def note_safety_question(self, sender: str, language: str) -> None:
        """Tell the bot, without waiting, that the safety question was asked: a plain "no" then means something."""
        noting = asyncio.create_task(self._turn(sender, SAFETY_ASKED, language))
        self._notes.add(noting)
        noting.add_done_callback(self._notes.discard)

    async def _turn(self, sender: str, message: str, language: str) -> BotAnswer:
        question = {"sender": sender, "message": message, "metadata": {"language": language}}
        try:
            async with asyncio.timeout(self._timeout_s):
                return read_answer(await self._post(question))
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError, TypeError) as error:
            log.warning("bot_unavailable", error=type(error).__name__)
            return UNAVAILABLE

    async def _post(self, question: dict[str, Any]) -> Any:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        async with self._session.post(self._url, json=question) as response:
            if response.status != 200:
                raise ValueError("the bot answered with an error")
            raw = bytearray()
            async for chunk in response.content.iter_chunked(8192):
                raw += chunk
                if len(raw) > MAX_ANSWER_BYTES:
                    raise ValueError("the bot's answer is too long")
            return json.loads(raw)

    async def close(self) -> None:
        """Give the connection back."""
        for noting in self._notes:
            noting.cancel()
        if self._session is not None:
            await self._session.close()


def spoken(text: str) -> str:
    """Return the text without a leading slash: to Rasa "/restart" is a command, and nobody here gives commands."""
    return text.lstrip("/ \t\r\n") or "..."
