"""Kill api, worker, bot and database at random moments while messages are sent; then count what was lost or doubled.

Run with `make soak`. Exits 1 when anything was.
"""

import argparse
import asyncio
import random
import sys
import time
from collections import Counter
from typing import Any

import aiohttp
from motor.motor_asyncio import AsyncIOMotorClient

from benchmarks.house import House, running_house
from benchmarks.phone import Phone

DISCLOSURE = "i dont want to be alive anymore"
SMALL_TALK = "my maths homework took ages"
PARTS = {"api": "backend api", "worker": "backend worker", "bot": "rasa run", "database": "bin/mongod"}
SETTLE_S = 90


async def soak(house: House, messages: int, kills: int, *, with_bot: bool) -> bool:
    """Return whether nothing was lost and nothing stored twice."""
    parts = {name: marker for name, marker in PARTS.items() if with_bot or name != "bot"}
    killed: Counter[str] = Counter()
    killer = asyncio.create_task(_kill(house, parts, kills, killed))
    started_s = time.monotonic()
    timeout = aiohttp.ClientTimeout(total=15)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        phones = await asyncio.gather(
            *(_one(session, house, number, messages, killer) for number in range(messages))
        )
    await killer
    print(
        f"killed: {dict(killed)}; sent {messages} in {time.monotonic() - started_s:.0f} s; "
        f"retries by phones: {sum(phone.retries for phone in phones)}"
    )
    return await _verdict(house, phones)


async def _one(
    session: aiohttp.ClientSession, house: House, number: int, messages: int, killer: "asyncio.Task[None]"
) -> Phone:
    # Spread over the time in which parts are killed: about half a second apart.
    await asyncio.sleep(number * 0.5)
    phone = Phone(session, house.url)
    await phone.start()
    await phone.send(DISCLOSURE if number % 4 else SMALL_TALK)
    return phone


async def _kill(house: House, parts: dict[str, str], kills: int, killed: Counter[str]) -> None:
    while any(killed[name] < kills for name in parts):
        await asyncio.sleep(random.uniform(0.5, 2.5))
        name = random.choice([name for name in parts if killed[name] < kills])
        process = await asyncio.to_thread(house.part, parts[name])
        if process is not None:
            process.kill()
            killed[name] += 1


async def _verdict(house: House, phones: list[Phone]) -> bool:
    client: AsyncIOMotorClient[Any] = AsyncIOMotorClient(house.mongodb_uri)
    db = client.evenlight
    expected = {phone.conversation_id for number, phone in enumerate(phones) if number % 4}
    for _ in range(SETTLE_S):
        if not await db.pages.count_documents({"state": {"$in": ["due", "leased"]}}):
            break
        await asyncio.sleep(1)
    escalated = Counter([found["conversation_id"] async for found in db.escalations.find({})])
    sent = Counter([found["conversation_id"] async for found in db.messages.find({"author": "young_person"})])
    paged = {found["conversation_id"] async for found in db.receipts.find({"kind": "page_sent"})}
    figures = {
        "messages lost": sum(sent[phone.conversation_id] == 0 for phone in phones),
        "messages stored twice": sum(count > 1 for count in sent.values()),
        "escalations lost": len(expected - escalated.keys()),
        "escalations stored twice": sum(count > 1 for count in escalated.values()),
        "escalations for small talk": len(escalated.keys() - expected),
        "escalations never paged": len(expected - paged),
    }
    client.close()
    for name, count in figures.items():
        print(f"{name}: {count}")
    return not any(figures.values())


def main() -> int:
    """Run the soak and print what was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=200)
    parser.add_argument("--kills", type=int, default=10, help="how often each part is killed")
    parser.add_argument("--no-bot", action="store_true")
    options = parser.parse_args()
    with running_house(with_bot=not options.no_bot) as house:
        if not options.no_bot:
            house.wait_for_bot()
        whole = asyncio.run(soak(house, options.messages, options.kills, with_bot=not options.no_bot))
    print("nothing lost, nothing doubled" if whole else "SOMETHING WAS LOST OR DOUBLED")
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
