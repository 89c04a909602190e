"""500 disclosures within a minute, with three workers: each is paged, none twice, and how long until then.

Then the time from the end of a step to the next page. Run with `python -m benchmarks burst`.
"""

import asyncio
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import aiohttp
from motor.motor_asyncio import AsyncIOMotorClient

from benchmarks.figures import quantiles
from benchmarks.house import House
from benchmarks.phone import Phone
from benchmarks.soak import DISCLOSURE
from benchmarks.steps import let_steps_end

DISCLOSURES = 500
WITHIN_S = 60
MORE_WORKERS = 2
STEPS = 60
SETTLE_S = 120


async def measure(house: House) -> None:
    """Print what was lost and doubled, and the times to the first page and to the next step's page."""
    client: AsyncIOMotorClient[Any] = AsyncIOMotorClient(house.mongodb_uri, tz_aware=True)
    with more_workers(house):
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as session:
            phones = [Phone(session, house.url) for _ in range(DISCLOSURES)]
            for phone in phones:
                await phone.start()
            await asyncio.gather(*(_one(phone, number) for number, phone in enumerate(phones)))
        await _print_burst(client.evenlight, {phone.conversation_id for phone in phones})
        await _print_steps(client.evenlight)
    client.close()


@contextmanager
def more_workers(house: House) -> Iterator[None]:
    """Run two workers beside the house's own."""
    api = house.part("backend api")
    if api is None:
        raise RuntimeError("no API")
    command = [sys.executable, "-m", "backend", "worker"]
    env = os.environ | api.environ()
    workers = [subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL) for _ in range(MORE_WORKERS)]
    try:
        yield
    finally:
        for worker in workers:
            worker.terminate()
            worker.wait(30)


async def _one(phone: Phone, number: int) -> None:
    await asyncio.sleep(number * WITHIN_S / DISCLOSURES)
    await phone.send(DISCLOSURE)


async def _print_burst(db: Any, expected: set[str]) -> None:
    for _ in range(SETTLE_S):
        if not await db.pages.count_documents({"state": {"$in": ["due", "leased"]}}):
            break
        await asyncio.sleep(1)
    opened = {found["conversation_id"]: found async for found in db.escalations.find({})}
    first: dict[str, datetime] = {}
    sent: Counter[tuple[str, str, str, int]] = Counter()
    async for found in db.receipts.find({"kind": "page_sent"}).sort("at", 1):
        first.setdefault(found["conversation_id"], found["at"])
        sent[found["conversation_id"], found["to"], found["channel"], found["step"]] += 1
    at_step_1 = [count for (*_, step), count in sent.items() if step == 1]
    took_ms = [
        (first[one] - opened[one]["opened_at"]).total_seconds() * 1000 for one in expected & first.keys()
    ]
    leased = await db.pages.distinct("leased_by")
    p50_ms, p99_ms = quantiles(took_ms)
    print(
        f"{DISCLOSURES} disclosures in {WITHIN_S} s, {len(leased)} workers: lost {len(expected - opened.keys())}, "
        f"never paged {len(expected - first.keys())}, pages of the first step sent more than once "
        f"{sum(count > 1 for count in at_step_1)}; to the first page p50 {p50_ms:.0f} ms, p99 {p99_ms:.0f} ms"
    )


async def _print_steps(db: Any) -> None:
    """Let the steps of some end one after the other, and see when the next page of each went out."""
    chosen = await db.escalations.find({"state": "open"}).limit(STEPS).to_list(None)
    took_ms = await let_steps_end(db, [found["conversation_id"] for found in chosen])
    p50_ms, p99_ms = quantiles(took_ms)
    print(
        f"step time-out to the next page, {len(took_ms)} steps: p50 {p50_ms:.0f} ms, p99 {p99_ms:.0f} ms, "
        f"slowest {max(took_ms):.0f} ms (promised: 2000 ms)"
    )
