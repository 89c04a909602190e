"""Processes are killed and stopped while they are used: nothing is lost, nothing doubled, and nobody is told a lie."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any
from uuid import uuid4

import aiohttp
import psutil
import pytest

from backend.core.mongo import Mongo
from benchmarks.house import House, running_house
from benchmarks.phone import Phone
from tests.factories import DISCLOSURE, SMALL_TALK
from tests.fakes import BotServer, Elsewhere

pytestmark = pytest.mark.e2e

NOTICED_WITHIN_S = 60


@pytest.fixture(scope="module")
def slow_bot() -> BotServer:
    bot = BotServer()
    bot.delay_s = 2
    return bot


@pytest.fixture(scope="module")
async def slow_bot_url(slow_bot: BotServer) -> AsyncIterator[str]:
    yield await slow_bot.start()
    await slow_bot.stop()


@pytest.fixture(scope="module")
async def elsewhere() -> AsyncIterator[Elsewhere]:
    found = Elsewhere()
    await found.server.start_server()
    yield found
    await found.server.close()


@pytest.fixture(scope="module")
def house(
    slow_bot_url: str, elsewhere: Elsewhere, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    told = tmp_path_factory.mktemp("alarm") / "url"
    told.write_text(str(elsewhere.server.make_url("/alarm")))
    with running_house(with_bot=False, bot_url=slow_bot_url, alarm_url_file=str(told)) as running:
        yield running


@pytest.fixture
async def phone(house: House) -> AsyncIterator[Phone]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=15)) as session:
        started = Phone(session, house.url)
        await started.start()
        yield started


@pytest.fixture
async def db(house: House) -> AsyncIterator[Any]:
    mongo = Mongo(house.mongodb_uri, "evenlight")
    yield mongo.db
    mongo.close()


async def eventually(holds: Callable[[], Awaitable[bool]], within_s: float) -> float:
    """Wait until something holds; return after how many seconds it did."""
    started_s = time.monotonic()
    while not await holds():
        assert time.monotonic() - started_s < within_s, "not in time"
        await asyncio.sleep(0.1)
    return time.monotonic() - started_s


def part(house: House, marker: str) -> psutil.Process:
    found = house.part(marker)
    assert found is not None
    return found


async def test_an_api_killed_between_commit_and_answer_loses_and_doubles_nothing(
    house: House, phone: Phone, db: Any
) -> None:
    same = str(uuid4())
    sending = asyncio.create_task(phone.send(SMALL_TALK, same))

    async def committed() -> bool:
        return bool(await db.messages.find_one({"client_message_id": same}))

    await eventually(committed, 10)
    assert not sending.done(), "the answer still waits for the slow bot"
    part(house, "backend api").kill()

    answer = await sending
    assert phone.retries > 0
    assert answer["message"]["client_message_id"] == same
    assert [reply["author"] for reply in answer["replies"]] == ["bot"]
    assert await db.messages.count_documents({"conversation_id": phone.conversation_id}) == 2


async def test_a_worker_that_hangs_is_noticed_told_elsewhere_and_the_young_person_is_told(
    house: House, phone: Phone, db: Any, elsewhere: Elsewhere
) -> None:
    worker = part(house, "backend worker")
    worker.suspend()
    try:
        await phone.send(DISCLOSURE)

        async def told() -> bool:
            return str((await phone.status())["state"]) == "not_alerted"

        async def noticed() -> bool:
            async with aiohttp.request("GET", f"{house.url}/health/ready") as ready:
                broken = {item["name"] for item in (await ready.json())["promises"] if not item["ok"]}
                return {"worker", "pages"} <= broken

        async def told_elsewhere() -> bool:
            return {("worker", "broken"), ("pages", "broken")} <= set(elsewhere.told())

        await eventually(told, NOTICED_WITHIN_S)
        await eventually(noticed, NOTICED_WITHIN_S)
        await eventually(told_elsewhere, NOTICED_WITHIN_S)
    finally:
        worker.resume()

    async def waiting() -> bool:
        return str((await phone.status())["state"]) == "waiting"

    await eventually(waiting, 10)
    pages = [page["_id"] async for page in db.pages.find({"conversation_id": phone.conversation_id})]
    sent = await db.receipts.count_documents({"conversation_id": phone.conversation_id, "kind": "page_sent"})
    assert sent >= len(pages) > 0


async def test_a_database_killed_during_traffic_loses_nothing(house: House, db: Any) -> None:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=15)) as session:
        phones = [Phone(session, house.url) for _ in range(10)]
        for phone in phones:
            await phone.start()
        sending = [asyncio.create_task(phone.send(DISCLOSURE)) for phone in phones[:5]]
        part(house, "bin/mongod").kill()
        sending += [asyncio.create_task(phone.send(DISCLOSURE)) for phone in phones[5:]]
        await asyncio.gather(*sending)

    conversations = [phone.conversation_id for phone in phones]
    mine = {"conversation_id": {"$in": conversations}}

    async def all_paged() -> bool:
        paged = await db.receipts.distinct("conversation_id", mine | {"kind": "page_sent"})
        return len(paged) == len(phones)

    await eventually(all_paged, 30)
    assert await db.messages.count_documents(mine | {"author": "young_person"}) == len(phones)
    assert await db.escalations.count_documents(mine) == len(phones)


async def test_nobody_on_the_rota_is_said_and_the_fallback_contact_is_paged(phone: Phone, db: Any) -> None:
    layers = [layer async for layer in db.rota_layers.find({})]
    await db.rota_layers.delete_many({})
    try:
        await phone.send(DISCLOSURE)

        async def said() -> bool:
            return str((await phone.status())["state"]) == "nobody_on_call"

        await eventually(said, 10)
    finally:
        await db.rota_layers.insert_many(layers)
    mine = {"conversation_id": phone.conversation_id}
    assert {page["first_name"] async for page in db.pages.find(mine)} == {"Ruth"}
