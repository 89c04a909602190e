"""A flood is slowed; whoever needs a person gets through it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from backend.app import create_app
from backend.chat.api import OFTEN_ENOUGH
from backend.core import body
from backend.core.limits import STREAMS_PER_ACCOUNT, Limiter
from backend.settings import Settings
from backend.wiring import build_services
from tests.conftest import World
from tests.factories import (
    DISCLOSURE,
    PASSWORD,
    SMALL_TALK,
    YoungPersonClient,
    recovery_words,
    staff,
    young_person,
)

assert OFTEN_ENOUGH.account
A_MINUTE = int(OFTEN_ENOUGH.account.partition("/")[0])


@pytest.fixture
def settings(settings: Settings) -> Settings:
    settings.rate_limits = True
    return settings


@pytest.fixture
async def flooding(world: World) -> YoungPersonClient:
    """A young person who has written until no more was taken."""
    phone, taken = await young_person(world.http), 0
    while (await phone.post(SMALL_TALK)).status == 201:
        taken += 1
        assert taken <= A_MINUTE + 5, "the window slides, but not that far"
    assert taken >= A_MINUTE
    return phone


async def test_one_message_too_many_is_told_when_to_come_back_and_whom_to_ring(
    flooding: YoungPersonClient,
) -> None:
    response = await flooding.post(SMALL_TALK)
    document = await response.json()
    assert (response.status, document["type"]) == (429, "urn:evenlight:problem:too-many-requests")
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    assert any(line["value"] == "999" for line in document["crisis"]["lines"])


async def test_a_message_that_needs_a_person_gets_through_a_flood(
    world: World, flooding: YoungPersonClient
) -> None:
    assert (await flooding.post(DISCLOSURE)).status == 201
    assert await world.services.mongo.db.escalations.count_documents({}) == 1


async def test_asking_for_a_person_gets_through_a_flood_of_asking(world: World) -> None:
    phone = await young_person(world.http)
    for _ in range(A_MINUTE * 2):
        assert (await phone.want_person())["status"]["escalation_id"]


async def test_one_flood_does_not_slow_anybody_else(world: World, flooding: YoungPersonClient) -> None:
    other = await young_person(world.http)
    assert (await other.post(SMALL_TALK)).status == 201


async def test_the_help_page_opens_however_often_it_is_asked_for(world: World) -> None:
    async with AsyncExitStack() as stack:
        strict = await behind(stack, world, trusted_proxies=0)
        for _ in range(30):
            assert (await strict.get("/help")).status == 200


async def test_one_stream_too_many_is_refused_and_a_closed_one_makes_room(world: World) -> None:
    phone = await young_person(world.http)
    path = f"/v1/conversations/{phone.conversation_id}/stream"
    open_ones = [await world.http.get(path, headers=phone.headers) for _ in range(STREAMS_PER_ACCOUNT)]
    assert {response.status for response in open_ones} == {200}
    assert (await world.http.get(path, headers=phone.headers)).status == 429
    open_ones[0].close()
    async with asyncio.timeout(20):
        while (again := await world.http.get(path, headers=phone.headers)).status == 429:
            await asyncio.sleep(0.2)
    assert again.status == 200


async def test_a_body_that_drips_is_let_go(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "BODY_TIMEOUT_S", 0.2)

    async def dripping() -> AsyncIterator[bytes]:
        yield b'{"age_band"'
        await asyncio.sleep(1)

    headers = {"Content-Type": "application/json"}
    response = await world.http.post("/v1/devices", data=dripping(), headers=headers)
    assert response.status == 408


GUESSES: dict[str, dict[str, str]] = {
    "/v1/staff/tokens": {"username": "maya", "password": "a wrong password"},
    "/v1/staff/totp": {"username": "maya", "password": "a wrong password"},
    "/v1/staff/totp/confirm": {"username": "maya", "password": "a wrong password", "code": "000000"},
    "/v1/recoveries": {"words": "abandon ability able about above absent absorb abstract"},
}


@pytest.mark.parametrize("path", GUESSES)
async def test_who_guesses_waits_longer_and_longer(world: World, path: str) -> None:
    await staff(world.services, world.http, "Maya")
    statuses = [(await world.http.post(path, json=GUESSES[path])).status for _ in range(5)]
    assert statuses == [401, 401, 401, 429, 429]


async def test_guessing_a_complaints_reference_waits_too(world: World) -> None:
    paths = [f"/v1/complaints/EV-{number:04}-WRONG" for number in range(4)]
    assert [(await world.http.get(path)).status for path in paths] == [404, 404, 404, 429]


async def test_a_few_misses_do_not_keep_the_owner_out_for_long(world: World) -> None:
    words = await recovery_words(await young_person(world.http))
    wrong = words.rsplit(" ", 1)[0] + (" zoo" if not words.endswith("zoo") else " zone")
    assert [(await world.http.post("/v1/recoveries", json={"words": wrong})).status for _ in range(2)] == [
        401,
        401,
    ]
    assert (await world.http.post("/v1/recoveries", json={"words": words})).status == 201
    await staff(world.services, world.http, "Maya")
    credentials = {"username": "maya", "password": PASSWORD}
    assert (await world.http.post("/v1/staff/tokens", json=credentials)).status == 201


async def behind(stack: AsyncExitStack, world: World, trusted_proxies: int) -> TestClient[Any, Any]:
    """Return a client of a second API process on the same store, behind this many proxies."""
    limiter = Limiter(trusted_proxies=trusted_proxies)
    services = build_services(world.services.settings, clock=world.clock, limiter=limiter)
    return await stack.enter_async_context(TestClient(TestServer(create_app(services))))
