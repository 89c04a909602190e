"""What closed escalations cost those that are open: `python -m benchmarks growth [--most N] [--minutes M]`.

Closed ones of five years are written straight into the database, up to each size or until the time is over, while API
and worker are away; then both come back and the same things are asked of them.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp

from backend.demo import DEMO_PASSWORD
from benchmarks.figures import quantiles
from benchmarks.filling import fill
from benchmarks.phone import Phone
from benchmarks.soak import DISCLOSURE
from benchmarks.soaking.providers import GOOD_DAY
from benchmarks.soaking.stand import Stand, standing
from benchmarks.steps import first_pages_ms, let_steps_end

SIZES = (1_000, 10_000, 100_000, 300_000, 1_000_000)
TIMES = 15
DISCLOSURES = 25
WARM_UP_S = 10  # a process that has just begun works out calendars and does its chores
YEAR = timedelta(days=364)


async def measure(most: int, minutes: float) -> None:
    """Print the times at each size up to `most`; stop growing after so many minutes."""
    deadline_s, there = time.monotonic() + minutes * 60, 0
    async with (
        standing(1, GOOD_DAY, lambda: None) as stand,
        aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=120)) as session,
    ):
        pattern = await _pattern(session, stand)
        for size in (size for size in SIZES if size <= most):
            for name in ("worker", "api"):
                stand.parts[name].kill()
            there = await fill(stand.services.mongo.db, pattern, there, size, deadline_s)
            for name in ("api", "worker"):
                await stand.parts[name].come_back()
            await asyncio.sleep(WARM_UP_S)
            await _print(session, stand, there)
            if there < size:
                print(f"the time was over at {there:,}")
                break


async def _pattern(session: aiohttp.ClientSession, stand: Stand) -> dict[str, Any]:
    phone = Phone(session, stand.url)
    await phone.start()
    await phone.send(DISCLOSURE)
    found: dict[str, Any] = await stand.services.mongo.db.escalations.find_one({})
    return found


async def _print(session: aiohttp.ClientSession, stand: Stand, size: int) -> None:
    db, today = stand.services.mongo.db, datetime.now(UTC).date()
    phones: list[Phone] = []

    async def disclosed() -> None:
        phone = Phone(session, stand.url)
        await phone.start()
        phones.append(phone)
        started_s = time.perf_counter()
        await phone.send(DISCLOSURE)
        answered_ms.append((time.perf_counter() - started_s) * 1000)

    answered_ms: list[float] = []
    for _ in range(DISCLOSURES):
        await disclosed()
    conversations = [phone.conversation_id for phone in phones]
    figures = {
        "disclosure answered": answered_ms,
        "message to first page": await first_pages_ms(db, conversations),
        "step time-out to next page": await let_steps_end(db, conversations),
    } | await _asked(session, stand.url, f"from={today - YEAR}&until={today}")
    for name, values in figures.items():
        p50_ms, p99_ms = quantiles(values)
        print(f"{size:>9,} closed, {name}: p50 {p50_ms:.0f} ms, p99 {p99_ms:.0f} ms", flush=True)


async def _asked(session: aiohttp.ClientSession, url: str, year: str) -> dict[str, list[float]]:
    headers = await _supervisor(session, url)

    async def asked(path: str) -> None:
        async with session.get(url + path, headers=headers) as answer:
            answer.raise_for_status()
            await answer.read()

    return {
        "list of the open": await _times_ms(lambda: asked("/v1/staff/escalations")),
        "list of the closed": await _times_ms(lambda: asked("/v1/staff/escalations?state=closed")),
        "are promises kept": await _times_ms(lambda: asked("/health/ready")),
        "numbers of 4 weeks": await _times_ms(lambda: asked("/v1/staff/numbers")),
        "numbers of a year": await _times_ms(lambda: asked(f"/v1/staff/numbers?{year}"), times=3),
    }


async def _supervisor(session: aiohttp.ClientSession, url: str) -> dict[str, str]:
    body = {"username": "ruth", "password": DEMO_PASSWORD}
    async with session.post(f"{url}/v1/staff/tokens", json=body) as answer:
        return {"Authorization": f"Bearer {(await answer.json())['access_token']}"}


async def _times_ms(work: Callable[[], Awaitable[None]], times: int = TIMES) -> list[float]:
    found = []
    for _ in range(times):
        started_s = time.perf_counter()
        await work()
        found.append((time.perf_counter() - started_s) * 1000)
    return found
