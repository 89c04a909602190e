"""Live streams: the screen changes when something has happened, and resumes where it stopped."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientResponse

from tests.conftest import World
from tests.factories import DISCLOSURE, SMALL_TALK, YoungPersonClient, on_call, staff, young_person


class Events:
    """Reads server-sent events one by one."""

    def __init__(self, response: ClientResponse) -> None:
        self._response = response

    async def next(self, wanted: str) -> dict[str, Any]:
        async with asyncio.timeout(10):
            while True:
                name, data = await self._one()
                if name == wanted:
                    found: dict[str, Any] = json.loads(data)
                    return found

    async def _one(self) -> tuple[str, str]:
        name, data = "", ""
        while line := (await self._response.content.readline()).decode().strip():
            field, _, value = line.partition(": ")
            name, data = (value, data) if field == "event" else (name, value if field == "data" else data)
        return name, data


@asynccontextmanager
async def listening(world: World, path: str, headers: dict[str, str]) -> AsyncIterator[Events]:
    async with world.http.get(path, headers=headers) as response:
        assert response.status == 200
        assert response.content_type == "text/event-stream"
        yield Events(response)


def stream_of(phone: YoungPersonClient, after: int = 0) -> str:
    return f"/v1/conversations/{phone.conversation_id}/stream?after={after}"


async def test_the_status_line_changes_when_a_page_is_sent_and_when_it_is_seen(world: World) -> None:
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now())
    phone = await young_person(world.http)
    async with listening(world, stream_of(phone), phone.headers) as events:
        assert (await events.next("change"))["status"]["state"] == "none"

        await phone.say(DISCLOSURE)
        change = await events.next("change")
        assert change["status"]["state"] == "alerting"
        assert change["messages"][0]["text"] == DISCLOSURE

        await world.worker_runs()
        assert (await events.next("change"))["status"]["state"] == "waiting"

        [escalation] = (await maya.list())["escalations"]
        await maya.act(escalation["id"], "take-over")
        assert (await events.next("change"))["mode"] == "person"

        await maya.say(escalation["id"], "Hello, I am Maya.")
        assert (await events.next("change"))["messages"][0]["author_name"] == "Maya"


async def test_a_lost_connection_resumes_with_everything_that_was_missed(world: World) -> None:
    phone = await young_person(world.http)
    await phone.say(SMALL_TALK)
    await phone.say("and the test is tomorrow")

    async with listening(world, stream_of(phone, after=2), phone.headers) as events:
        change = await events.next("change")

    assert [message["seq"] for message in change["messages"]] == [3, 4]


async def test_the_console_hears_a_new_escalation_and_its_notice_once(world: World) -> None:
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now())
    phone = await young_person(world.http)
    async with listening(world, "/v1/staff/stream", maya.headers) as events:
        assert (await events.next("escalations"))["escalations"] == []

        await phone.say(DISCLOSURE)

        [escalation] = (await events.next("escalations"))["escalations"]
        assert escalation["state"] == "open"


async def test_a_page_by_the_console_is_shown_with_a_receipt(world: World) -> None:
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now())
    phone = await young_person(world.http)
    await phone.say(DISCLOSURE)
    page = await world.services.stores.pages.lease("a worker", world.clock.now())
    assert page is not None
    await world.services.stores.notices.put(page, world.clock.now())

    async with listening(world, "/v1/staff/stream", maya.headers) as events:
        notice = await events.next("notice")
        assert notice["page_id"] == page.id
        for _ in range(50):
            chronology = (await maya.open(notice["escalation_id"]))["chronology"]
            if chronology[-1]["kind"] == "page_shown":
                break
            await asyncio.sleep(0.05)
    assert chronology[-1]["says"] == "The page was shown on Maya's open console."


async def test_somebody_else_cannot_listen(world: World) -> None:
    phone, stranger = await young_person(world.http), await young_person(world.http)

    response = await world.http.get(stream_of(phone), headers=stranger.headers)

    assert response.status == 404
