"""What breaks is told, and nothing about safety depends on the bot."""

from pathlib import Path
from uuid import uuid4

import pytest
from aiohttp.test_utils import TestClient, TestServer

from backend.app import create_app
from backend.chat import noticing
from backend.launch.mongod import EmbeddedMongod
from backend.settings import Settings
from backend.wiring import build_services
from tests.conftest import World, free_port
from tests.factories import DISCLOSURE, SMALL_TALK, on_call, staff, young_person
from tests.fakes import RecordingChannel


async def test_a_slow_bot_yields_a_plain_reply_with_a_way_to_a_person(world: World) -> None:
    phone = await young_person(world.http)
    world.bot.delay_s = 30

    answer = await phone.say(SMALL_TALK)

    [reply] = answer["replies"]
    assert reply["author"] == "safety"
    assert "You can ask for a person" in reply["text"]
    assert reply["show"]["lines"][0]["value"] == "999"


async def test_a_bot_that_is_down_is_no_error(world: World) -> None:
    phone = await young_person(world.http)
    await world.bot.stop()

    answer = await phone.say(SMALL_TALK)

    assert answer["replies"][0]["author"] == "safety"


@pytest.mark.parametrize(
    ("status", "raw"),
    [
        (500, "oops"),
        (200, "<html>"),
        (200, "{}"),
        (200, "[]"),
        (200, '[{"text": 7}]'),
        (200, '[{"custom": {"show": "everything"}}]'),
        (200, '[{"text": "' + "x" * 100_000 + '"}]'),
    ],
)
async def test_a_bot_that_answers_rubbish_is_no_error(world: World, status: int, raw: str) -> None:
    phone = await young_person(world.http)
    world.bot.status, world.bot.raw = status, raw

    answer = await phone.say(SMALL_TALK)

    assert answer["replies"][0]["author"] == "safety"


async def test_a_disclosure_needs_no_bot(world: World) -> None:
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now())
    phone = await young_person(world.http)
    await world.bot.stop()

    await phone.say(DISCLOSURE)
    await world.worker_runs()

    assert world.channel.paged() == ["Maya"]


async def test_a_message_that_cannot_be_screened_fetches_a_person_now(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    maya = await staff(world.services, world.http, "Maya")
    phone = await young_person(world.http)

    def broken(text: str) -> None:
        raise RuntimeError

    monkeypatch.setattr(noticing, "screen", broken)
    await phone.say(SMALL_TALK)

    [escalation] = (await maya.list())["escalations"]
    assert escalation["attention"] == "now"
    assert escalation["reasons"][0]["rule"] == "unscreenable"


async def test_a_store_that_dies_loses_nothing_and_pages_the_last_known_rota(
    settings: Settings, tmp_path: Path
) -> None:
    channel = RecordingChannel()
    mongod = EmbeddedMongod(tmp_path / "data", free_port())
    mongod.start()
    settings.mongodb_uri = mongod.uri
    services = build_services(settings, channels={"console": channel})
    await services.stores.create_indexes()
    async with TestClient(TestServer(create_app(services))) as http:
        maya = await staff(services, http, "Maya")
        await on_call(services, maya, services.clock.now())
        phone = await young_person(http)
        await phone.say(SMALL_TALK)
        await services.watch.alarms()

        mongod.kill()
        same = str(uuid4())
        refused = await phone.post(DISCLOSURE, same)
        problem = await refused.json()
        assert refused.status == 503
        assert problem["type"] == "urn:evenlight:problem:store-unavailable"
        assert problem["crisis"]["lines"][0]["value"] == "999"
        assert channel.paged() == ["Maya"], "a page without content is still attempted"
        assert (await http.get("/help")).status == 200
        assert (await http.get("/v1/services/open-now")).status == 200

        mongod.start()
        answer = await phone.say(DISCLOSURE, same)
        assert answer["status"]["state"] == "alerting"
        texts = [message["text"] for message in (await phone.look())["messages"]]
        assert SMALL_TALK in texts
        assert DISCLOSURE in texts
        assert len((await maya.list())["escalations"]) == 1
    mongod.stop()
