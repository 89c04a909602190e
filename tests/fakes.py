"""Hand-written stand-ins for what is not ours: the clock, the bot's process, a provider of pages."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from backend.escalations.paging.channels import Addressed, ChannelError, Handed
from backend.escalations.paging.letters import Letter
from backend.escalations.paging.model import Page

MONDAY_EVENING = datetime(2026, 11, 23, 21, 10, tzinfo=UTC)


class MovableClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, at: datetime = MONDAY_EVENING) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def move(self, **ahead: float) -> None:
        self._at += timedelta(**ahead)


class BotServer:
    """Speaks Rasa's REST channel on loopback; a test says what it answers, how slowly, or that it is down."""

    def __init__(self) -> None:
        self.answer: Any = [{"text": "Hello, I am a computer program."}]
        self.delay_s = 0.0
        self.status = 200
        self.raw: str | None = None
        self.asked: list[dict[str, Any]] = []
        self.answering: Callable[[dict[str, Any]], Awaitable[Any]] | None = None
        app = web.Application()
        app.router.add_post("/webhooks/rest/webhook", self._webhook)
        self._server = TestServer(app)

    async def _webhook(self, request: web.Request) -> web.Response:
        question = await request.json()
        self.asked.append(question)
        await asyncio.sleep(self.delay_s)
        if self.answering is not None and self.status == 200:
            return web.json_response(await self.answering(question))
        if self.raw is not None:
            return web.Response(text=self.raw, status=self.status)
        return web.json_response(self.answer, status=self.status)

    async def start(self) -> str:
        await self._server.start_server()
        return str(self._server.make_url(""))

    async def stop(self) -> None:
        await self._server.close()


class RecordingChannel:
    """Takes pages like a provider; can refuse, or hang."""

    def __init__(self, name: str = "console") -> None:
        self.name = name
        self.pages: list[Page] = []
        self.refusals = 0
        self.hang = False

    async def send(self, page: Page) -> Handed | None:
        self.pages.append(page)
        if self.hang:
            await asyncio.sleep(3600)
        if self.refusals:
            self.refusals -= 1
            raise ChannelError("refused")
        return None

    def paged(self) -> list[str]:
        return [page.first_name for page in self.pages]


class Elsewhere:
    """Somebody else's address, on loopback: takes alarms, and hears the heartbeat."""

    def __init__(self) -> None:
        self.alarms: list[dict[str, Any]] = []
        self.beats = 0
        app = web.Application()
        app.router.add_post("/alarm", self._alarm)
        app.router.add_get("/beat", self._beat)
        self.server = TestServer(app)

    async def _alarm(self, request: web.Request) -> web.Response:
        self.alarms.append(await request.json())
        return web.Response()

    async def _beat(self, _request: web.Request) -> web.Response:
        self.beats += 1
        return web.Response()

    def told(self) -> list[tuple[str, str]]:
        return [(alarm["promise"], alarm["state"]) for alarm in self.alarms]


class Post(Addressed):
    """Keeps the letters that a channel would deliver."""

    def __init__(self, name: str) -> None:
        self.name, self.letters, self.down = name, list[tuple[str, Letter]](), False

    async def deliver(self, address: str, letter: Letter) -> Handed | None:
        if self.down:
            raise ChannelError("down")
        self.letters.append((address, letter))
        return None

    @property
    def code(self) -> str:
        return self.letters[-1][1].text.split("code is ", 1)[1][:6]
