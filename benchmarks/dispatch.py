"""How long from a message's arrival to its first page being handed to the provider, beside the least it could be.

The least: a bare three-document transaction, seen through a change stream, on the same server in the same run.
"""

import asyncio
import time
from typing import Any

import aiohttp
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo.write_concern import WriteConcern

from benchmarks.figures import quantiles
from benchmarks.house import House
from benchmarks.phone import Phone
from benchmarks.soak import DISCLOSURE

RATES_PER_S = (1, 10, 50)
MESSAGES = {1: 10, 10: 60, 50: 250}


async def measure(house: House) -> None:
    """Print p50 and p99 in milliseconds at each rate, and the ratio to the bare transaction."""
    client: AsyncIOMotorClient[Any] = AsyncIOMotorClient(house.mongodb_uri, tz_aware=True)
    bare_p50_ms, bare_p99_ms = quantiles(await _bare_ms(client))
    print(f"bare transaction and change stream: p50 {bare_p50_ms:.1f} ms, p99 {bare_p99_ms:.1f} ms")
    for rate in RATES_PER_S:
        p50_ms, p99_ms = quantiles(await _dispatch_ms(house, client, rate, MESSAGES[rate]))
        print(
            f"message to page at {rate}/s: p50 {p50_ms:.0f} ms, p99 {p99_ms:.0f} ms; "
            f"{p50_ms / bare_p50_ms:.1f} and {p99_ms / bare_p99_ms:.1f} times the bare transaction"
        )
    client.close()


async def _dispatch_ms(house: House, client: AsyncIOMotorClient[Any], rate: int, count: int) -> list[float]:
    async with aiohttp.ClientSession() as session:
        phones = [Phone(session, house.url) for _ in range(count)]
        for phone in phones:
            await phone.start()
        sending = []
        for phone in phones:
            sending.append(asyncio.create_task(phone.send(DISCLOSURE)))
            await asyncio.sleep(1 / rate)
        await asyncio.gather(*sending)
    await asyncio.sleep(2)
    return [await _one_ms(client, phone.conversation_id) for phone in phones]


async def _one_ms(client: AsyncIOMotorClient[Any], conversation_id: str) -> float:
    db = client.evenlight
    message = await db.messages.find_one({"conversation_id": conversation_id, "seq": 1})
    notice = await db.console_notices.find_one({"conversation_id": conversation_id}, sort=[("at", 1)])
    elapsed: float = (notice["at"] - message["created_at"]).total_seconds() * 1000
    return elapsed


async def _bare_ms(client: AsyncIOMotorClient[Any], count: int = 200) -> list[float]:
    db = client.get_database("bare", write_concern=WriteConcern("majority", j=True))
    for name in ("a", "b", "c"):
        await db[name].insert_one({})
    found: list[float] = []
    async with db.c.watch() as stream:
        for _ in range(count):
            started_s = time.perf_counter()
            async with await client.start_session() as session, session.start_transaction():
                for name in ("a", "b", "c"):
                    await db[name].insert_one({}, session=session)
            await stream.next()
            found.append((time.perf_counter() - started_s) * 1000)
    await client.drop_database("bare")
    return found
