"""A reader sees the shared steps while the share lasts, and nothing else; the owner sees every reading."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientResponse

from backend.plans.sharing.model import MOST_WRONG_CODES, wait_after
from tests.conftest import World
from tests.planning import Planner, answer, entry, picture, plan, planner, texts

PLAN = plan(step_1=[entry("p", "mine alone")], step_2=[entry("a", "music")], step_4=[entry("b", "Mum")])
WRONG = "not-the-code"


@pytest.fixture
async def kit(world: World) -> Planner:
    made = await planner(world, nickname="Kit")
    await made.writes(PLAN, 0)
    return made


async def shared(world: World, kit: Planner, *steps: int, days: float = 7) -> dict[str, Any]:
    """Share with Mum; return what the link and the code are."""
    ends_at = (world.clock.now() + timedelta(days=days)).isoformat()
    body = {"steps": list(steps) or [2, 4], "reader_name": "Mum", "ends_at": ends_at}
    made = await answer(await kit.call("POST", "/shares", json=body))
    return made | {"token": made["link"].partition("#")[2]}


async def read(world: World, share: dict[str, Any], code: str | None = None) -> ClientResponse:
    body = {"token": share["token"], "code": code or share["code"]}
    return await world.http.post("/v1/shared-plans", json=body)


async def refusal(response: ClientResponse) -> tuple[int, str, dict[str, str]]:
    """Return all of an answer that could tell one refusal from another."""
    headers = {name: value for name, value in response.headers.items() if name != "Date"}
    return response.status, await response.text(), headers


async def test_a_reader_sees_the_shared_steps_as_they_stand_now(world: World, kit: Planner) -> None:
    share = await shared(world, kit)
    assert (len(share["code"]), share["code"].isdecimal(), len(share["token"])) == (6, True, 32)
    await kit.writes(plan(step_2=[entry("a", "loud music")], step_4=[entry("b", "Mum")]), 1)
    seen = await answer(await read(world, share))
    assert (seen["owner"], seen["number"], list(seen["steps"])) == ("Kit", 2, ["2", "4"])
    assert (texts(seen), texts(seen, 4)) == (["loud music"], ["Mum"])


async def test_work_on_other_steps_does_not_show(world: World, kit: Planner) -> None:
    share = await shared(world, kit)
    before = await answer(await read(world, share))
    world.clock.move(minutes=5)
    await kit.writes(PLAN | {"steps": PLAN["steps"] | {"1": [entry("p", "something new")]}}, 1)
    assert await answer(await read(world, share)) == before


async def test_every_reading_is_listed_and_recorded_before_it_is_shown(world: World, kit: Planner) -> None:
    share = await shared(world, kit)
    assert (await kit.looks("/readings")) == {"readings": []}
    await answer(await read(world, share))
    world.clock.move(hours=1)
    await kit.phone.renew()
    await answer(await read(world, share))
    readings = (await kit.looks("/readings"))["readings"]
    assert [(each["reader_name"], each["steps"], each["kind"]) for each in readings] == [
        ("Mum", [2, 4], "read"),
        ("Mum", [2, 4], "read"),
    ]
    assert readings[0]["at"] == "2026-11-23T22:10:00.000Z"


async def test_whatever_is_wrong_the_answer_is_the_same(world: World, kit: Planner) -> None:
    good, ended = await shared(world, kit), await shared(world, kit, days=0.001)
    revoked, deleted = await shared(world, kit), await shared(world, await planner(world))
    assert (await kit.call("DELETE", f"/shares/{revoked['share_id']}")).status == 204
    world.clock.move(minutes=2)
    answers = [
        await refusal(await read(world, good | {"token": "a" * 32})),
        await refusal(await read(world, good | {"token": ""})),
        await refusal(await read(world, good | {"token": "چائے"}, "\x00")),
        await refusal(await read(world, good, WRONG)),
        await refusal(await read(world, ended)),
        await refusal(await read(world, revoked)),
        await refusal(await read(world, revoked, WRONG)),
        await refusal(await read(world, deleted)),
    ]
    assert answers == [answers[0]] * len(answers)
    assert answers[0][0] == 404
    # The code that was not wrong still opens the link that was good.
    assert (await read(world, good)).status == 200


async def test_a_revoked_reader_sees_nothing_newer_and_nothing_older(world: World, kit: Planner) -> None:
    share = await shared(world, kit)
    await answer(await read(world, share))
    await kit.call("DELETE", f"/shares/{share['share_id']}")
    assert (await read(world, share)).status == 404
    await kit.writes(plan(step_2=[entry("a", "newer")]), 1)
    assert (await read(world, share)).status == 404
    [listed] = (await kit.looks("/shares"))["shares"]
    assert (listed["state"], listed["reader_name"]) == ("revoked", "Mum")


async def test_deleting_the_plan_ends_its_shares(world: World, kit: Planner) -> None:
    share = await shared(world, kit)
    await kit.call("DELETE", "")
    await kit.writes(PLAN, 0)
    assert (await read(world, share)).status == 404


async def test_wrong_codes_slow_a_link_down_and_then_close_it(world: World, kit: Planner) -> None:
    share = await shared(world, kit)
    for number in range(1, MOST_WRONG_CODES + 1):
        assert (await read(world, share, WRONG)).status == 404
        if wait_after(number) and number < MOST_WRONG_CODES:
            assert (await read(world, share)).status == 404, "the right code waits too"
            world.clock.move(seconds=wait_after(number).total_seconds())
    world.clock.move(hours=2)
    assert (await read(world, share)).status == 404
    await kit.phone.renew()
    [closed] = (await kit.looks("/readings"))["readings"]
    assert (closed["kind"], closed["reader_name"]) == ("closed_after_wrong_codes", "Mum")
    [listed] = (await kit.looks("/shares"))["shares"]
    assert listed["state"] == "closed"


async def test_guesses_at_once_are_counted_one_by_one(world: World, kit: Planner) -> None:
    share = await shared(world, kit)
    await asyncio.gather(*(read(world, share, WRONG) for _ in range(12)))
    stored = await world.services.mongo.db.plan_shares.find_one({"_id": share["share_id"]})
    assert stored is not None
    assert stored["wrong_codes"] == 3  # The third shut it, and no further guess was looked at.


async def test_right_codes_at_once_are_no_guesses(world: World, kit: Planner) -> None:
    share = await shared(world, kit)
    responses = await asyncio.gather(*(read(world, share) for _ in range(12)))
    assert {response.status for response in responses} == {200}


async def test_neither_link_nor_code_nor_name_is_in_the_store(world: World, kit: Planner) -> None:
    share = await shared(world, kit)
    await answer(await read(world, share))
    stored = repr(
        [
            [found async for found in world.services.mongo.db[name].find({})]
            for name in ("plan_shares", "plan_readings")
        ]
    )
    assert "$argon2id$" in stored
    for secret in (share["token"], share["code"], "Mum"):
        assert secret not in stored.replace(share["share_id"], "")


async def test_who_can_see_what_is_known_at_any_time(world: World, kit: Planner) -> None:
    share = await shared(world, kit, 2)
    seen = await kit.looks("/visibility")
    assert seen == {"1": [], "2": ["Mum"], "3": [], "4": [], "5": [], "6": [], "7": []}
    await kit.call("DELETE", f"/shares/{share['share_id']}")
    assert (await kit.looks("/visibility"))["2"] == []


async def test_pictures_come_only_with_shared_steps(world: World, kit: Planner) -> None:
    await kit.keeps("cat", picture())
    await kit.keeps("sea", picture(30))
    document = plan(step_2=[entry("a", pictures=["cat"])], step_7=[entry("b", pictures=["sea"])])
    await kit.writes(document, 1)
    share = await shared(world, kit, 2)
    body = {"token": share["token"], "code": share["code"]}
    shown = await world.http.post("/v1/shared-plans/pictures/cat", json=body)
    assert (shown.status, shown.content_type) == (200, "image/jpeg")
    assert (await world.http.post("/v1/shared-plans/pictures/sea", json=body)).status == 404
    assert (await world.http.post("/v1/shared-plans/pictures/cat", json=body | {"code": WRONG})).status == 404
    # Nobody sees a picture without the owner knowing.
    assert len((await kit.looks("/readings"))["readings"]) == 1


async def test_somebody_else_ends_and_lists_nothing_of_mine(world: World, kit: Planner) -> None:
    share, other = await shared(world, kit), await planner(world)
    assert (await other.call("DELETE", f"/shares/{share['share_id']}")).status == 404
    assert await other.looks("/shares") == {"shares": []}
    assert await other.looks("/readings") == {"readings": []}
    assert (await read(world, share)).status == 200


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"steps": []}, "steps"),
        ({"steps": [0]}, "steps.0"),
        ({"steps": [8]}, "steps.0"),
        ({"steps": ["2"]}, "steps.0"),
        ({"steps": [2] * 8}, "steps"),
        ({"reader_name": "   "}, "reader_name"),
        ({"reader_name": "x" * 61}, "reader_name"),
        ({"reader_name": "Mum\x00"}, "reader_name"),
        ({"ends_at": "2026-11-22T21:10:00Z"}, "ends_at"),
        ({"ends_at": "2036-11-22T21:10:00Z"}, "ends_at"),
        ({"ends_at": "tomorrow"}, "ends_at"),
    ],
)
async def test_a_share_of_nothing_with_nobody_or_without_a_time_is_refused(
    kit: Planner, wrong: dict[str, Any], field: str
) -> None:
    body = {"steps": [2], "reader_name": "Mum", "ends_at": "2026-12-01T00:00:00Z"} | wrong
    response = await kit.call("POST", "/shares", json=body)
    assert response.status == 422
    assert (await response.json())["errors"][0]["field"] == field
    assert await kit.looks("/shares") == {"shares": []}
