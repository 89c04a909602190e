"""What somebody wrote is readable in one place only: on the screens of those it is for.

Canaries go in through every route that takes text. Then everything else is searched for them.
"""

import asyncio
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import uuid4

import bson
import pytest
import structlog
from structlog.testing import LogCapture

from backend.core.logging import WithoutWords, configure
from backend.core.mongo import Document
from backend.launch.mongod import EmbeddedMongod
from tests.canaries import written_by
from tests.conftest import World
from tests.factories import DISCLOSURE, StaffClient, YoungPersonClient, on_call, staff, young_person

PLANTED_IN_THE_OPEN = f"in-the-open-{uuid4().hex}"


@dataclass(frozen=True)
class Canaries:
    """One for each way in; each is unlike anything else in the store or the logs."""

    nickname: str
    message: str
    small_talk: str
    bot_reply: str
    staff_message: str
    note: str
    refused: str
    address: str

    def all(self) -> list[str]:
        return list(vars(self).values())


def new_canaries() -> Canaries:
    return Canaries(*(f"{name[:4]}-{uuid4().hex[:20]}" for name in Canaries.__dataclass_fields__))


@dataclass
class Told:
    """A story from the first message to the closing note, with canaries in every text."""

    canaries: Canaries
    phone: YoungPersonClient
    maya: StaffClient
    escalation_id: str
    page_of_staff: Document


async def tell(world: World) -> Told:
    canaries = new_canaries()
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now())
    phone = await young_person(world.http, nickname=canaries.nickname)
    world.bot.answer = [{"text": f"I am a computer program. {canaries.bot_reply}"}]
    await phone.say(f"my homework took ages {canaries.small_talk}")
    await phone.say(f"{DISCLOSURE} {canaries.message}")
    await phone.want_person()
    await refused_and_lost(world, phone, canaries)
    await world.worker_runs()
    [escalation] = (await maya.list())["escalations"]
    await maya.act(escalation["id"], "take-over")
    assert (await maya.say(escalation["id"], f"Hello. {canaries.staff_message}")).status == 201
    closed = await maya.close(escalation["id"], facts=f"We talked. {canaries.note}")
    assert closed.status == 200
    address = f"/v1/staff/escalations/{escalation['id']}/chronology?why=request"
    written = await (await world.http.get(address, headers=maya.headers)).json()
    page = {"conversation": await maya.open(escalation["id"]), "chronology": written}
    return Told(canaries, phone, maya, escalation["id"], page)


async def refused_and_lost(world: World, phone: YoungPersonClient, canaries: Canaries) -> None:
    """Send texts that are refused, that a page fails beside, and that are in an address."""
    assert (await phone.post(f"{canaries.refused}\x00")).status == 422
    assert (await phone.post([canaries.refused])).status == 422
    unread = f"/v1/conversations/{phone.conversation_id}/messages"
    raw = f'{{"text": "{canaries.refused}'
    headers = phone.headers | {"Content-Type": "application/json"}
    assert (await world.http.post(unread, data=raw, headers=headers)).status == 400
    assert (await world.http.get(f"/v1/{canaries.address}?text={canaries.address}")).status == 404
    world.channel.refusals = 1


@contextmanager
def captured_lines() -> Iterator[LogCapture]:
    """Capture what the service logs before any field is dropped: a careless call is caught at the call."""
    before, capture = structlog.get_config(), LogCapture()
    structlog.configure(processors=[structlog.processors.format_exc_info, capture])
    yield capture
    structlog.configure(**before)


def found_in(haystack: str | bytes, told: Told) -> list[str]:
    """Return the names of the canaries that are there."""
    raw = haystack.encode() if isinstance(haystack, str) else haystack
    return [name for name, canary in vars(told.canaries).items() if canary.encode() in raw]


async def test_the_canaries_are_where_they_belong(world: World) -> None:
    told = await tell(world)
    for_staff = json.dumps(told.page_of_staff)
    for_them = json.dumps(await told.phone.look())
    assert set(found_in(for_staff, told)) == {
        "nickname", "message", "small_talk", "bot_reply", "staff_message", "note",
    }  # fmt: skip
    assert set(found_in(for_them, told)) == {"message", "small_talk", "bot_reply", "staff_message"}


async def test_no_log_line_holds_what_somebody_wrote(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with captured_lines() as capture:
        told = await tell(world)
    events = {line["event"] for line in capture.entries}
    assert {"request", "page_failed"} <= events
    assert found_in(repr(capture.entries), told) == []
    # The driver's debug lines name commands with what is in them: it is sealed by then. The API process runs without
    # the server's own access log, whose lines hold addresses; the test's server has it.
    lines = [
        record.getMessage() for record in caplog.records if record.name not in {"aiohttp.access", "asyncio"}
    ]
    assert any("messages" in line for line in lines)
    assert found_in("\n".join(lines), told) == []


async def test_a_line_as_it_is_written_holds_no_ids_in_addresses(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    before = structlog.get_config()
    configure()
    told = await tell(world)
    structlog.configure(**before)
    written = capsys.readouterr()
    assert '"route": "/v1/conversations/{conversation_id}/messages"' in written.err
    assert found_in(written.err + written.out, told) == []
    assert told.phone.token not in written.err
    assert told.phone.device["refresh_token"] not in written.err


async def test_metrics_and_health_hold_no_content_and_no_ids(world: World) -> None:
    told = await tell(world)
    for address in ("/metrics", "/health/ready", "/health/live", "/v1/openapi.json"):
        shown = await (await world.http.get(address)).text()
        assert found_in(shown, told) == []
        assert told.escalation_id not in shown
        assert told.phone.conversation_id not in shown


async def test_pages_and_notices_hold_no_content(world: World) -> None:
    told = await tell(world)
    assert world.channel.paged() == ["Maya"]
    handed_over = repr(world.channel.pages)
    assert found_in(handed_over, told) == []
    for opened in ("alive", "suicide", "13-15", told.phone.device["young_person_id"]):
        assert opened not in handed_over


async def test_the_bot_is_told_the_text_and_nothing_of_who_wrote_it(world: World) -> None:
    told = await tell(world)
    asked = json.dumps(world.bot.asked)
    assert found_in(asked, told) == ["small_talk"]
    for identifying in (told.phone.conversation_id, told.phone.device["young_person_id"], told.phone.token):
        assert identifying not in asked


async def test_no_document_in_the_store_can_be_read_without_its_key(world: World) -> None:
    told = await tell(world)
    found, collections = [], set[str]()
    for name in await world.services.mongo.db.list_collection_names():
        async for document in world.services.mongo.db[name].find({}):
            collections.add(name)
            found += [f"{name}: {canary}" for canary in found_in(bson.encode(document), told)]
    assert {
        "young_people",
        "conversations",
        "messages",
        "escalations",
        "receipts",
        "audit",
        "pages",
    } <= collections
    assert found == []


async def test_no_phrase_that_was_noticed_is_in_the_store(world: World) -> None:
    await tell(world)
    for name in ("messages", "escalations", "receipts", "pages", "audit"):
        async for document in world.services.mongo.db[name].find({}):
            assert b"dont want to be alive" not in bson.encode(document)


async def test_no_file_of_the_database_holds_what_somebody_wrote(
    world: World, mongod: EmbeddedMongod
) -> None:
    told = await tell(world)
    await world.services.mongo.db.planted.insert_one({"text": PLANTED_IN_THE_OPEN})
    await world.services.mongo.client.admin.command("fsync", 1)
    holding = {path.name: found for path, data in written_by(mongod) if (found := found_in(data, told))}
    # What was not sealed is found, so the search can find.
    assert any(PLANTED_IN_THE_OPEN.encode() in data for _, data in written_by(mongod))
    await world.services.mongo.db.planted.drop()
    assert holding == {}


HEAD = b"POST /v1/complaints HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
MALFORMED = [
    b"GET /wordsofsomebody HTTP/9.z\r\n\r\n",
    b"GET / HTTP/1.1\r\nAuthorization: Bearer " + b"wordsofsomebody" * 1000 + b"\r\n\r\n",
    HEAD + b"Transfer-Encoding: chunked\r\n\r\n4\r\nabcdwordsofsomebody\r\n",
]


@pytest.mark.parametrize("sent", MALFORMED, ids=["line", "header", "body"])
async def test_a_request_that_cannot_be_read_is_logged_without_its_words(
    world: World, caplog: pytest.LogCaptureFixture, sent: bytes
) -> None:
    reader, writer = await asyncio.open_connection(world.http.host, world.http.port)
    writer.write(sent)
    assert b" 400 " in await reader.readline()
    writer.close()
    records = [record for record in caplog.records if record.name == "aiohttp.server"]
    assert "wordsofsomebody" in str([record.exc_info for record in records]), "the server had them"
    lines = [WithoutWords().format(record) for record in records]
    assert all(line.startswith("ERROR aiohttp.server ") for line in lines)
    assert "wordsofsomebody" not in str(lines)
