"""The bot, asked over Rasa's REST channel. A bot that is slow, down or wrong is a value, never an exception."""

import asyncio
import json
from dataclasses import replace
from typing import Any, Literal, Self

import aiohttp
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from backend.chat.model import Author, BotAnswer, Draft, Noticed, Show
from backend.core.attention import Attention
from backend.core.logging import log
from backend.escalations.model import Reason

MAX_ANSWER_BYTES = 64 * 1024
# An intent that only the gateway sends (bot/domain/intents.yml).
SAFETY_ASKED = "/safety_asked"
UNAVAILABLE = BotAnswer(available=False)


class Button(BaseModel):
    """A suggested answer; pressing it sends its title."""

    title: str = Field(min_length=1, max_length=80)


class Custom(BaseModel):
    """What the bot may ask the gateway to fill in, or to do."""

    model_config = ConfigDict(extra="forbid")

    show: Show | None = None
    step: int | None = Field(None, ge=1, le=7, strict=True)
    escalate: Literal["wants_person", "disclosure"] | None = None
    kind: str = Field("unknown", max_length=40, pattern=r"^[a-z_]+$")
    attention: Attention = Attention.TODAY

    @model_validator(mode="after")
    def _plan_has_a_step(self) -> Self:
        if (self.show == "plan") != (self.step is not None):
            raise ValueError("a step goes with a plan, and a plan with a step")
        return self


class Part(BaseModel):
    """One part of Rasa's answer."""

    text: str | None = Field(None, max_length=2000)
    buttons: list[Button] = []
    custom: Custom | None = None


class Bot:
    """Asks the bot with a time limit, in a conversation it knows only by a random name."""

    def __init__(self, base_url: str, timeout_s: float) -> None:
        self._url = f"{base_url.rstrip('/')}/webhooks/rest/webhook"
        self._timeout_s = timeout_s
        self._session: aiohttp.ClientSession | None = None
        self._notes: set[asyncio.Task[BotAnswer]] = set()

    async def ask(self, sender: str, text: str) -> BotAnswer:
        """Return the bot's answer, or UNAVAILABLE."""
        return await self._turn(sender, spoken(text))

    def note_safety_question(self, sender: str) -> None:
        """Tell the bot, without waiting, that the safety question was asked: a plain "no" then means something."""
        noting = asyncio.create_task(self._turn(sender, SAFETY_ASKED))
        self._notes.add(noting)
        noting.add_done_callback(self._notes.discard)

    async def _turn(self, sender: str, message: str) -> BotAnswer:
        try:
            async with asyncio.timeout(self._timeout_s):
                return _answer(await self._post({"sender": sender, "message": message}))
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError, TypeError) as error:
            log.warning("bot_unavailable", error=type(error).__name__)
            return UNAVAILABLE

    async def _post(self, question: dict[str, str]) -> Any:
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


def _answer(raw: Any) -> BotAnswer:
    """Return the answer for Rasa's list of parts. Raises TypeError or ValueError for anything else."""
    if not isinstance(raw, list):
        raise TypeError("not a list")
    try:
        parts = [Part.model_validate(part) for part in raw]
    except ValidationError as error:
        raise ValueError("not of the agreed shape") from error
    drafts = _with_blocks([draft for part in parts if (draft := _draft(part))])
    if not drafts:
        raise ValueError("nothing to say")
    return BotAnswer(drafts, _escalation(parts))


def _with_blocks(drafts: list[Draft]) -> tuple[Draft, ...]:
    """Put a block that came without words under the words before it."""
    joined: list[Draft] = []
    for draft in drafts:
        if joined and not draft.text and not joined[-1].show:
            joined[-1] = replace(joined[-1], show=draft.show, step=draft.step)
        else:
            joined.append(draft)
    return tuple(joined)


def _draft(part: Part) -> Draft | None:
    custom = part.custom or Custom()
    if not part.text and not custom.show:
        return None
    buttons = tuple(button.title for button in part.buttons)
    return Draft(Author.BOT, part.text or "", custom.show, custom.step, buttons)


def _escalation(parts: list[Part]) -> Noticed:
    asked = [part.custom for part in parts if part.custom and part.custom.escalate]
    if not asked:
        return Noticed(None)
    attention = (
        Attention.NOW if any(custom.attention is Attention.NOW for custom in asked) else Attention.TODAY
    )
    return Noticed(attention, tuple(_reason(custom) for custom in asked))


def _reason(custom: Custom) -> Reason:
    if custom.escalate == "wants_person":
        return Reason("bot-wants-person", "wants_person", "asked the bot for a person")
    return Reason(
        f"bot-{custom.kind}", custom.kind, "the bot understood this as something a person should see"
    )
