"""Signposting on a real mongod and over real HTTP: seeding, editing, outage, and the public address."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from backend.core.http import add_routes
from backend.core.limits import LIMITER, Limiter
from backend.core.middleware import problems
from backend.core.mongo import Mongo
from backend.signposting import shipped
from backend.signposting.api import ROUTES, SIGNPOSTING
from backend.signposting.directory import Directory
from backend.signposting.model import Display, DisplayRule
from backend.signposting.service import OpenNow, Question, SignpostingService
from backend.signposting.store import ServiceStore
from tests.fakes import MovableClock

CHRISTMAS_NIGHT = datetime(2026, 12, 25, 23, 30, tzinfo=UTC)
FIFTEEN = Question(age=15)
NEVER_HIDDEN = {"uk-999", "nhs-111-2", "samaritans", "childline"}
Client = TestClient[web.Request, web.Application]


class StoppedClock:
    def now(self) -> datetime:
        return CHRISTMAS_NIGHT


def on(mongo: Mongo) -> SignpostingService:
    store, clock = ServiceStore(mongo), StoppedClock()
    return SignpostingService(Directory(store, clock), store, clock)


@pytest.fixture
def signposting(mongo: Mongo) -> SignpostingService:
    return on(mongo)


@pytest.fixture
async def client(signposting: SignpostingService) -> AsyncIterator[Client]:
    app = web.Application(middlewares=[problems(dict)])
    app[SIGNPOSTING], app[LIMITER] = signposting, Limiter(on=False)
    add_routes(app, ROUTES)
    async with TestClient(TestServer(app, host="127.0.0.1")) as test_client:
        yield test_client


async def documents(mongo: Mongo) -> list[dict[str, Any]]:
    return [document async for document in mongo.db.services.find({}).sort("_id", 1)]


def ids(found: OpenNow) -> set[str]:
    return {listing.id for listing in found.services}


async def test_what_is_seeded_is_read_back_as_it_was_shipped(
    mongo: Mongo, signposting: SignpostingService
) -> None:
    await signposting.seed()
    stored = {service.id: service for service in await ServiceStore(mongo).shown()}
    assert stored == {service.id: service for service in shipped.services() if service.shown}


async def test_seeding_again_changes_nothing(mongo: Mongo, signposting: SignpostingService) -> None:
    await signposting.seed()
    before = await documents(mongo)
    await signposting.seed()
    assert await documents(mongo) == before
    assert len(before) == 44


async def test_seeding_leaves_an_editors_entry_and_refreshes_the_others(
    mongo: Mongo, signposting: SignpostingService
) -> None:
    await signposting.seed()
    edit = {"description": "Words of an editor.", "edited_at": CHRISTMAS_NIGHT}
    await mongo.db.services.update_one({"_id": "calm"}, {"$set": edit})
    await mongo.db.services.update_one({"_id": "shout"}, {"$set": {"description": "Out of date."}})
    await signposting.seed()
    stored = {document["_id"]: document["description"] for document in await documents(mongo)}
    assert stored["calm"] == "Words of an editor."
    assert stored["shout"].startswith("Text with a trained volunteer")


async def test_an_editors_words_are_shown(mongo: Mongo, signposting: SignpostingService) -> None:
    await signposting.seed()
    await mongo.db.services.update_one({"_id": "shout"}, {"$set": {"description": "Words of an editor."}})
    found = await signposting.open_now(CHRISTMAS_NIGHT, FIFTEEN)
    assert {listing.id: listing.what_for for listing in found.services}["shout"] == "Words of an editor."


async def test_an_editor_can_hide_an_entry_but_none_of_the_four(
    mongo: Mongo, signposting: SignpostingService
) -> None:
    await signposting.seed()
    await mongo.db.services.update_many({}, {"$set": {"display.rule": "hide"}})
    assert ids(await signposting.open_now(CHRISTMAS_NIGHT, FIFTEEN)) == NEVER_HIDDEN


async def test_a_broken_entry_is_left_out_and_one_of_the_four_comes_from_the_package(
    mongo: Mongo, signposting: SignpostingService
) -> None:
    await signposting.seed()
    for broken in ("shout", "samaritans"):
        await mongo.db.services.update_one({"_id": broken}, {"$set": {"channels": "nonsense"}})
    found = ids(await signposting.open_now(CHRISTMAS_NIGHT, FIFTEEN))
    assert "shout" not in found
    assert "samaritans" in found


async def test_with_nothing_seeded_the_shipped_directory_answers(signposting: SignpostingService) -> None:
    found = await signposting.open_now(CHRISTMAS_NIGHT, FIFTEEN)
    assert ids(found) > NEVER_HIDDEN


async def test_with_no_store_at_all_the_shipped_directory_answers() -> None:
    nowhere = Mongo("mongodb://127.0.0.1:9/?replicaSet=rs0", "nowhere")
    signposting = on(nowhere)
    try:
        found = await signposting.open_now(CHRISTMAS_NIGHT, FIFTEEN)
    finally:
        nowhere.close()
    assert ids(found) > NEVER_HIDDEN
    assert found.always_open == signposting.lines() == shipped.lines()


async def test_the_answer_has_the_shape_the_app_reads(
    client: Client, signposting: SignpostingService
) -> None:
    await signposting.seed()
    answer = await client.get("/v1/services/open-now", params={"age": "15", "audience": "young_person"})
    body = await answer.json()
    assert answer.status == 200
    assert body["as_of"] == "2026-12-25T23:30:00Z"
    assert body["services"][0] == {
        "id": "childline",
        "name": "Childline",
        "what_for": "A counsellor to talk to about anything that worries you.",
        "state": "open",
        "closes_at": None,
        "opens_at": None,
        "says": "Open now, all day and night",
        "channels": body["services"][0]["channels"],
        "label": None,
        "checked": "Information from 11 August 2026",
    }
    assert body["services"][0]["channels"][1] == {
        "type": "phone",
        "value": "0800 1111",
        "note": "Does not show on a phone bill",
    }
    assert [line["value"] for line in body["always_open"]] == [
        "999",
        "111",
        "0800 068 4141",
        "85258",
        "0800 1111",
        "116 123",
    ]
    assert set(body["always_open"][0]) == {"id", "name", "says", "channel", "value", "href"}


async def test_what_is_asked_for_is_listed_and_what_never_closes_beside_it(client: Client) -> None:
    body = await (await client.get("/v1/services/open-now?need=eating&free=true&place=home")).json()
    assert [service["id"] for service in body["services"]] == ["beat"]
    assert body["says"] == "Nothing that fits is open now. These answer day and night."
    assert len(body["day_and_night"]) == 3
    short = await (await client.get("/v1/services/open-now?limit=2")).json()
    assert (len(short["services"]), short["more"] > 10, len(short["day_and_night"])) == (2, True, 1)


async def test_on_christmas_night_beat_is_closed_and_says_when_it_opens(client: Client) -> None:
    body = await (await client.get("/v1/services/open-now")).json()
    beat = next(service for service in body["services"] if service["id"] == "beat")
    assert (beat["state"], beat["opens_at"]) == ("closed", "2026-12-29T15:00:00Z")
    assert beat["says"] == "Closed, opens at 15:00 on Tuesday"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("age=abc", "age"),
        ("age=-1", "age"),
        ("age=121", "age"),
        ("age=", "age"),
        ("age=15.5", "age"),
        ("audience=everyone", "audience"),
        ("need=money", "need"),
        ("channel=pigeon", "channel"),
        ("language=klingon", "language"),
        ("faith=football", "faith"),
        ("free=perhaps", "free"),
        ("place=moon", "place"),
        ("limit=0", "limit"),
        ("limit=201", "limit"),
    ],
)
async def test_a_bad_question_is_a_problem_that_names_the_field(
    client: Client, query: str, field: str
) -> None:
    answer = await client.get(f"/v1/services/open-now?{query}")
    body = await answer.json()
    assert (answer.status, answer.content_type) == (422, "application/problem+json")
    assert body["type"] == "urn:evenlight:problem:invalid"
    assert [error["field"] for error in body["errors"]] == [field]


async def test_what_another_process_writes_is_shown_two_seconds_later(mongo: Mongo) -> None:
    store, clock = ServiceStore(mongo), MovableClock(CHRISTMAS_NIGHT)
    signposting = SignpostingService(Directory(store, clock), store, clock)
    await signposting.seed()
    assert "shout" in ids(await signposting.open_now(clock.now()))
    (shout,) = [service for service in shipped.services() if service.id == "shout"]
    await store.put_shipped([replace(shout, display=DisplayRule(Display.HIDE))])
    assert "shout" in ids(await signposting.open_now(clock.now()))
    clock.move(seconds=2)
    assert "shout" not in ids(await signposting.open_now(clock.now()))


async def test_when_the_store_goes_the_last_known_directory_stays(mongo: Mongo) -> None:
    store, clock = ServiceStore(mongo), MovableClock(CHRISTMAS_NIGHT)
    signposting = SignpostingService(Directory(store, clock), store, clock)
    (shout,) = [service for service in shipped.services() if service.id == "shout"]
    await store.put_shipped([replace(shout, description="Words of an editor.")])
    before = await signposting.open_now(clock.now())
    nowhere = Mongo("mongodb://127.0.0.1:9/?replicaSet=rs0", "nowhere")
    store._state = nowhere.db.directory_state
    clock.move(seconds=3)
    found = await signposting.open_now(CHRISTMAS_NIGHT)
    nowhere.close()
    assert ids(found) == NEVER_HIDDEN | {"shout"}
    assert found.services == before.services


async def test_a_store_with_only_a_hidden_entry_still_answers_with_the_four(
    mongo: Mongo, signposting: SignpostingService
) -> None:
    (childline,) = [service for service in shipped.services() if service.id == "childline"]
    await ServiceStore(mongo).put_shipped([replace(childline, display=DisplayRule(Display.HIDE))])
    assert ids(await signposting.open_now(CHRISTMAS_NIGHT, FIFTEEN)) == NEVER_HIDDEN
