"""Providers on loopback, on a good day and on a bad one. What goes wrong depends on the count of requests alone."""

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from backend.escalations.paging.second_provider import signature
from tests.fake_providers import NOTIFY_KEY, Providers

CALLBACK_TOKEN, SECOND_TOKEN = "callback-token", "second-token"
RECEIPT_WITHIN_S = 3
TOO_MANY = 429
HANGS_S = 7.0  # longer than a provider is waited for
RECEIPT_AFTER_S = 0.05
TRIES_OF_A_RECEIPT = 200


@dataclass(frozen=True)
class Way:
    """What a provider does with a request: its status (None: too late), how long it takes, its receipts in order."""

    status: int | None = 201
    receipts: tuple[str, ...] = ("delivered",)
    takes_s: float = 0.02


# Some are slow, so that people answer and close while a page is on its way.
GOOD_DAY = (Way(), Way(takes_s=1.0), Way(), Way(takes_s=0.3))
BAD_DAY = (
    Way(receipts=("delivered", "delivered")),
    Way(500, ()),
    Way(receipts=("permanent-failure", "delivered", "permanent-failure")),
    Way(None, takes_s=HANGS_S),  # It had the page after all.
    Way(429, ()),
    Way(receipts=("permanent-failure",), takes_s=1.0),
    Way(receipts=()),
    Way(503, ()),
)


@dataclass(frozen=True)
class Request:
    """One page as a provider had it, from `at_s` to `until_s`. `status` is what it answered, None for too late."""

    at_s: float
    until_s: float
    page_id: str
    status: int | None

    @property
    def taken(self) -> bool:
        """Tell whether the provider has the page, whatever our worker was told."""
        return self.status in (201, None)


class Day(Providers):
    """Notify and the second provider; every page that they are asked to send is written down."""

    def __init__(self, ways: tuple[Way, ...], on_page: Callable[[], None]) -> None:
        super().__init__()
        self._ways, self._on_page = ways, on_page
        self._count: Counter[str] = Counter()
        self._telling: set[asyncio.Task[None]] = set()
        self.requests: list[Request] = []
        self.taken_at_s: dict[str, float] = {}  # by escalation: when a provider first took a page
        self.codes: list[str] = []
        self.callback_url = ""

    def settings(self, folder: Path) -> dict[str, Any]:
        """Return what the service has to be told, with the secrets in files in `folder`."""
        secrets = {"notify": NOTIFY_KEY, "callback": CALLBACK_TOKEN, "second": SECOND_TOKEN}
        for name, secret in secrets.items():
            (folder / name).write_text(secret)
        return {
            "notify_url": self.url, "notify_key_file": folder / "notify", "notify_template": "template-1",
            "notify_callback_token_file": folder / "callback", "sms_receipt_within_s": RECEIPT_WITHIN_S,
            "sms2_url": self.url, "sms2_account": "AC1", "sms2_token_file": folder / "second",
            "sms2_from": "+441632960000",
        }  # fmt: skip

    async def stop(self) -> None:
        """Stop telling, and close."""
        for task in self._telling:
            task.cancel()
        await super().stop()

    async def _notify(self, request: web.Request) -> web.Response:
        body = await request.json()
        page_id = str(body["reference"])
        if page_id == "code":
            self.codes.append(body["personalisation"]["text"])
            return web.json_response({"id": "code"}, status=201)
        return await self._taken("notify", page_id, self._notify_tells)

    async def _second(self, request: web.Request) -> web.Response:
        page_id = str((await request.post())["StatusCallback"]).rsplit("/", 1)[-1]
        return await self._taken("second", page_id, self._second_tells)

    async def _taken(
        self, provider: str, page_id: str, tell: Callable[[str, str], Coroutine[Any, Any, None]]
    ) -> web.Response:
        way = self._ways[self._count[provider] % len(self._ways)]
        self._count[provider] += 1
        now_s = time.time()
        request = Request(now_s, now_s + way.takes_s, page_id, way.status)
        self.requests.append(request)
        if request.taken:
            self.taken_at_s.setdefault(escalation_of(page_id), now_s)
        self._on_page()
        task = asyncio.create_task(self._tell(page_id, way.receipts, tell))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)
        await asyncio.sleep(way.takes_s)
        headers = {"Retry-After": "1"} if way.status == TOO_MANY else {}
        return web.json_response({"id": page_id, "sid": page_id}, status=way.status or 201, headers=headers)

    async def _tell(
        self, page_id: str, receipts: tuple[str, ...], tell: Callable[[str, str], Coroutine[Any, Any, None]]
    ) -> None:
        for status in receipts:
            await asyncio.sleep(RECEIPT_AFTER_S)
            await tell(page_id, status)

    async def _notify_tells(self, page_id: str, status: str) -> None:
        headers = {"Authorization": f"Bearer {CALLBACK_TOKEN}"}
        body = {"id": page_id, "reference": page_id, "status": status}
        await self._post("/v1/providers/notify/receipts", headers=headers, json=body)

    async def _second_tells(self, page_id: str, status: str) -> None:
        path = f"/v1/providers/sms2/receipts/{page_id}"
        form = {"MessageStatus": "undelivered" if status == "permanent-failure" else status}
        headers = {"X-Twilio-Signature": signature(SECOND_TOKEN, f"{self.callback_url}{path}", form)}
        await self._post(path, headers=headers, data=form)

    async def _post(self, path: str, **request: Any) -> None:
        """Post until it is taken, as providers do."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
            for _ in range(TRIES_OF_A_RECEIPT):
                with contextlib.suppress(aiohttp.ClientError, TimeoutError, OSError):
                    async with session.post(self.callback_url + path, **request) as answer:
                        if answer.ok:
                            return
                await asyncio.sleep(0.3)


def escalation_of(page_id: str) -> str:
    """Return the escalation of a page."""
    return page_id.split(".", 1)[0]


def is_queued(page_id: str) -> bool:
    """Tell a page of an escalation from what never was in the queue.

    That is a page that went out while the database did not answer, and a notice before a shift, which the hour decides.
    """
    return "." in page_id and not page_id.startswith("shift-")
