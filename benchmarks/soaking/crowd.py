"""Young people who disclose, and staff who answer each in one of a few ways; both try again until it holds."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import aiohttp

from backend.demo import DEMO_PASSWORD
from benchmarks.phone import Phone
from benchmarks.soak import DISCLOSURE
from benchmarks.soaking.parts import until
from benchmarks.soaking.stand import USERNAMES, Stand
from tests.factories import closing

# What staff do with an escalation. "time passes": the clock of the step, or of the acknowledgement, has run out.
TIME_PASSES = "time passes"
FATES: tuple[tuple[str, ...], ...] = (
    ("acknowledge", "take-over", "close"),
    ("acknowledge", TIME_PASSES, "acknowledge", "close"),
    ("take-over", "hand-back", "acknowledge", "close"),
    ("take-over", "hand-over", "hand-over/accept", "close"),
    ("acknowledge", "close"),
    (TIME_PASSES, TIME_PASSES),
)
RECEIPTS = {
    "acknowledge": "acknowledged", "take-over": "taken_over", "hand-back": "handed_back",
    "hand-over": "hand_over_offered", "hand-over/accept": "hand_over_accepted", "close": "closed",
}  # fmt: skip
FIRST, COLLEAGUE = "demo-maya", "demo-sam"
PATIENCE_S = 180.0
ACT_AFTER_S = 0.15
RETRY_S = 0.2


class Crowd:
    """Starts somebody every `every_s` seconds for as long as it is asked to."""

    def __init__(self, stand: Stand, session: aiohttp.ClientSession, every_s: float) -> None:
        self._stand, self._session, self._every_s = stand, session, every_s
        self._headers: dict[str, dict[str, str]] = {}
        self.phones: list[Phone] = []
        self.fates: dict[str, tuple[str, ...]] = {}

    async def live(self, while_running: "asyncio.Task[None]") -> None:
        """Let people come until the task is done; return when everybody has what they came for."""
        for staff_id in (FIRST, COLLEAGUE):
            await self._sign_in(staff_id)
        lives: list[asyncio.Task[None]] = []
        while not while_running.done():
            lives.append(asyncio.create_task(self._life(FATES[len(lives) % len(FATES)])))
            await asyncio.wait([while_running], timeout=self._every_s)
        await while_running
        await asyncio.gather(*lives)

    async def _sign_in(self, staff_id: str) -> None:
        body = {"username": USERNAMES[staff_id], "password": DEMO_PASSWORD}
        async with self._session.post(f"{self._stand.url}/v1/staff/tokens", json=body) as answer:
            token = (await answer.json())["access_token"]
        self._headers[staff_id] = {"Authorization": f"Bearer {token}"}

    async def _life(self, fate: tuple[str, ...]) -> None:
        phone = Phone(self._session, self._stand.url)
        self.phones.append(phone)
        await phone.start()
        await phone.send(DISCLOSURE)
        escalation_id = await self._opened(phone)
        self.fates[escalation_id] = fate
        await until(lambda: self._paged(escalation_id), "nobody is paged", PATIENCE_S)
        for place, act in enumerate(fate):
            await asyncio.sleep(ACT_AFTER_S)
            if act == TIME_PASSES:
                await self._time_passes(escalation_id)
            else:
                await self._acts(escalation_id, act, fate[: place + 1].count(act))

    async def _opened(self, phone: Phone) -> str:
        found: dict[str, Any] = {}

        async def there() -> bool:
            found.update(await self._escalations.find_one({"conversation_id": phone.conversation_id}) or {})
            return bool(found)

        await until(there, "an answered disclosure has no escalation", PATIENCE_S)
        return str(found["_id"])

    async def _paged(self, escalation_id: str) -> bool:
        """Tell whether a provider took a page: that is what staff come for."""
        return escalation_id in self._stand.providers.taken_at_s

    async def _time_passes(self, escalation_id: str) -> None:
        """Let what waits for a time be due now, and wait until a worker has gone on from there."""
        rounds = list[int]()

        async def known() -> bool:
            rounds.append((await self._escalations.find_one({"_id": escalation_id}) or {}).get("round", 0))
            return rounds[-1] > 0  # A member that has just become primary may not show yet what is committed.

        async def moved() -> bool:
            due = {"_id": escalation_id, "round": {"$lte": rounds[-1]}}
            change = {"$set": {"next_step_at": datetime.now(UTC)}}
            later = {"_id": escalation_id, "round": {"$gt": rounds[-1]}}
            if await self._escalations.count_documents(later):
                return True
            await self._escalations.update_one(due, change)
            await asyncio.sleep(RETRY_S)
            return False

        await until(known, "an escalation is gone", PATIENCE_S)
        await until(moved, "a step that is over is not followed by the next", PATIENCE_S)

    async def _acts(self, escalation_id: str, act: str, times: int) -> None:
        """Do it until it is done: an answer may have been lost with the process that gave it."""
        handed_over = "hand-over/accept" in self.fates[escalation_id] and act in ("hand-over/accept", "close")
        headers, body = self._headers[COLLEAGUE if handed_over else FIRST], _body(act)

        async def done() -> bool:
            path = f"{self._stand.url}/v1/staff/escalations/{escalation_id}/{act}"
            try:
                async with self._session.post(path, json=body, headers=headers) as answer:
                    if answer.ok:
                        return True
            except (aiohttp.ClientError, TimeoutError):
                pass
            await asyncio.sleep(RETRY_S)
            query = {"escalation_id": escalation_id, "kind": RECEIPTS[act]}
            return bool(await self._stand.services.mongo.db.receipts.count_documents(query) >= times)

        await until(done, f"{act} is never taken", PATIENCE_S)

    @property
    def _escalations(self) -> Any:
        return self._stand.services.mongo.db.escalations


def _body(act: str) -> dict[str, Any]:
    if act == "close":
        return {"outcome": "other"} | closing()
    return {"to": COLLEAGUE} if act == "hand-over" else {}
