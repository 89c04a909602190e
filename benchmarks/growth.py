"""What a million closed escalations cost those that are open: `python -m benchmarks growth [--most N]`.

Closed escalations with their receipts are written straight into the database, up to each size or until the time is
over; then the same things are asked of the running service.
"""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import aiohttp
from bson.binary import Binary
from motor.motor_asyncio import AsyncIOMotorClient, AsyncIOMotorCollection

from backend.demo import DEMO_PASSWORD
from benchmarks.figures import quantiles
from benchmarks.house import House
from benchmarks.phone import Phone
from benchmarks.soak import DISCLOSURE

SIZES = (1_000, 10_000, 100_000, 1_000_000)
YEARS = 5
BATCH = 5_000
TIMES = 15
KINDS = ("opened", "step_started", "page_sent", "acknowledged", "closed")
AFTER_S = (0, 0, 1, 40, 900)


async def measure(house: House, most: int, minutes: float) -> None:
    """Print the times at each size up to `most`; stop growing after so many minutes."""
    client: AsyncIOMotorClient[Any] = AsyncIOMotorClient(house.mongodb_uri, tz_aware=True)
    deadline_s, there = time.monotonic() + minutes * 60, 0
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as session:
        headers = await _supervisor(session, house)
        for size in (size for size in SIZES if size <= most):
            while there < size and time.monotonic() < deadline_s:
                await _grow(client.evenlight, min(BATCH, size - there))
                there += min(BATCH, size - there)
            await _print(session, house, headers, there)
            if there < size:
                print(f"the time was over at {there:,}")
                break
    client.close()


async def _supervisor(session: aiohttp.ClientSession, house: House) -> dict[str, str]:
    body = {"username": "ruth", "password": DEMO_PASSWORD}
    async with session.post(f"{house.url}/v1/staff/tokens", json=body) as answer:
        return {"Authorization": f"Bearer {(await answer.json())['access_token']}"}


async def _grow(db: Any, count: int) -> None:
    now = datetime.now(UTC)
    spread_s = YEARS * 365 * 24 * 3600
    # Evenly over the years, in an order that jumps: a new one is as often old as young.
    opened = [now - timedelta(seconds=hash(uuid4().hex) % spread_s) for _ in range(count)]
    escalations = [_escalation(at) for at in opened]
    receipts = [
        {"kind": kind, "at": one["opened_at"] + timedelta(seconds=after_s), "escalation_id": one["_id"],
         "conversation_id": one["conversation_id"], "to": "Maya", "channel": "console", "step": 1}
        for one in escalations
        for kind, after_s in zip(KINDS, AFTER_S, strict=True)
    ]  # fmt: skip
    await _insert(db.escalations, escalations)
    await _insert(db.receipts, receipts)


async def _insert(collection: AsyncIOMotorCollection[Any], documents: list[dict[str, Any]]) -> None:
    await collection.insert_many(documents, ordered=False)


def _escalation(at: datetime) -> dict[str, Any]:
    by = {"id": "demo-maya", "first_name": "Maya", "at": at + timedelta(minutes=15)}
    return {
        "_id": uuid4().hex, "conversation_id": uuid4().hex, "young_person_id": uuid4().hex,
        "key_id": Binary(uuid4().bytes, 4), "state": "closed", "active": False, "attention": "now",
        "source": "screening", "opened_at": at, "first_message_at": at, "last_disclosure_at": at,
        "last_queued_at": at, "sealed_notices": [], "steps": [{"targets": ["rota"], "wait_s": 120}],
        "person": {"age_band": "13-15", "language": "en", "sealed_nickname": None}, "stale_after_s": 600,
        "step": 0, "round": 1, "next_step_at": None, "acknowledged_by": by, "taken_over_by": by,
        "closed_by": by, "outcome": "other", "sealed_note": None, "version": 4,
    }  # fmt: skip


async def _print(session: aiohttp.ClientSession, house: House, headers: dict[str, str], size: int) -> None:
    today = datetime.now(UTC).date()

    async def asked(path: str) -> None:
        async with session.get(house.url + path, headers=headers) as answer:
            answer.raise_for_status()
            await answer.read()

    async def disclosed() -> None:
        phone = Phone(session, house.url)
        await phone.start()
        started_s = time.perf_counter()
        await phone.send(DISCLOSURE)
        sent_ms.append((time.perf_counter() - started_s) * 1000)

    sent_ms: list[float] = []
    for _ in range(TIMES):
        await disclosed()
    figures = {
        "disclosure answered": sent_ms,
        "list of the open": await _times_ms(lambda: asked("/v1/staff/escalations")),
        "list of the closed": await _times_ms(lambda: asked("/v1/staff/escalations?state=closed")),
        "are promises kept": await _times_ms(lambda: asked("/health/ready")),
        "numbers of 4 weeks": await _times_ms(lambda: asked("/v1/staff/numbers")),
        "numbers of a year": await _times_ms(
            lambda: asked(f"/v1/staff/numbers?from={today - timedelta(days=364)}&until={today}"), times=3
        ),
    }
    for name, values in figures.items():
        print(f"{size:>9,} closed, {name}: p50 {quantiles(values)[0]:.0f} ms, slowest {max(values):.0f} ms")


async def _times_ms(work: Callable[[], Awaitable[None]], times: int = TIMES) -> list[float]:
    found = []
    for _ in range(times):
        started_s = time.perf_counter()
        await work()
        found.append((time.perf_counter() - started_s) * 1000)
    return found
