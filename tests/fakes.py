"""Hand-written stand-ins for what is not ours: the clock, the bot's process, a provider of pages."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from backend.escalations.paging.channels import ChannelError
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
        app = web.Application()
        app.router.add_post("/webhooks/rest/webhook", self._webhook)
        self._server = TestServer(app)

    async def _webhook(self, request: web.Request) -> web.Response:
        self.asked.append(await request.json())
        await asyncio.sleep(self.delay_s)
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

    async def send(self, page: Page) -> None:
        self.pages.append(page)
        if self.hang:
            await asyncio.sleep(3600)
        if self.refusals:
            self.refusals -= 1
            raise ChannelError("refused")

    def paged(self) -> list[str]:
        return [page.first_name for page in self.pages]
