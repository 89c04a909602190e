"""A plan is written over what was seen, nothing is lost, and a repeat changes nothing."""

import asyncio
from uuid import uuid4

import pytest

from tests.conftest import World
from tests.planning import Planner, answer, entry, plan, planner, texts

MUSIC = plan(step_2=[entry("a", "music")])
TEA = plan(step_2=[entry("a", "music"), entry("b", "tea with gran")])


@pytest.fixture
async def kit(world: World) -> Planner:
    return await planner(world)


async def test_there_is_no_plan_before_the_first(kit: Planner) -> None:
    assert (await kit.call("GET", "")).status == 404
    assert (await kit.looks("/revisions")) == {"revisions": []}


async def test_what_was_written_is_read_again(kit: Planner) -> None:
    written = await kit.writes(MUSIC, 0, reason="made with my aunt")
    assert written["number"] == 1
    response = await kit.call("GET", "")
    assert response.headers["ETag"] == '"1"'
    assert response.headers["Cache-Control"] == "no-store"
    read = await response.json()
    assert read == written
    assert (texts(read["plan"]), read["reason"], read["kind"]) == (["music"], "made with my aunt", "edit")


async def test_the_first_can_be_asked_for_by_if_none_match(kit: Planner) -> None:
    body = {"plan": MUSIC, "client_revision_id": str(uuid4())}
    again = body | {"client_revision_id": str(uuid4())}
    nothing_yet = {"If-None-Match": "*"}
    assert (await kit.call("PUT", "", json=body, headers=nothing_yet)).status == 200
    assert (await kit.call("PUT", "", json=again, headers=nothing_yet)).status == 412


async def test_a_write_says_what_it_writes_over(kit: Planner) -> None:
    body = {"plan": MUSIC, "client_revision_id": str(uuid4())}
    assert (await kit.call("PUT", "", json=body)).status == 428
    for wrong in ("*", "1", 'W/"1"', '"-1"', '"1", "2"', '"9999999999999"', ""):
        assert (await kit.call("PUT", "", json=body, headers={"If-Match": wrong})).status == 422
    assert (await kit.call("GET", "")).status == 404


async def test_a_stale_write_gets_both_versions_and_both_in_one(kit: Planner) -> None:
    await kit.writes(MUSIC, 0)
    await kit.writes(plan(step_2=[entry("a", "music"), entry("b", "tea")]), 1)
    response = await kit.put(plan(step_2=[entry("a", "loud music"), entry("c", "a walk")]), 1)
    assert response.status == 412
    problem = await response.json()
    assert (problem["expected"], problem["newest"]["number"], problem["base"]["number"]) == (1, 2, 1)
    assert sorted(texts(problem["merged"]["plan"])) == ["a walk", "loud music", "tea"]
    assert problem["merged"]["conflicts"] == []
    assert (await kit.looks())["number"] == 2
    merged = await kit.writes(problem["merged"]["plan"], 2, merged=True)
    assert (merged["number"], merged["kind"]) == (3, "merge")


async def test_two_devices_that_edit_offline_for_a_week_lose_no_word(world: World, kit: Planner) -> None:
    await kit.writes(MUSIC, 0)
    world.clock.move(days=7)
    await kit.phone.renew()
    await kit.writes(plan(step_2=[entry("a", "quiet music")], step_4=[entry("x", "Mum")]), 1)
    problem = await (await kit.put(plan(step_2=[entry("a", "music with Sam")]), 1)).json()
    assert set(texts(problem["merged"]["plan"])) == {"quiet music", "music with Sam"}
    assert texts(problem["merged"]["plan"], 4) == ["Mum"]
    [conflict] = problem["merged"]["conflicts"]
    assert (conflict["kind"], conflict["entry_id"], len(conflict["kept"])) == ("both_changed", "a", 2)


async def test_the_same_revision_sent_again_changes_nothing(kit: Planner) -> None:
    id_ = str(uuid4())
    first = await kit.writes(MUSIC, 0, client_revision_id=id_)
    assert await kit.writes(MUSIC, 0, client_revision_id=id_) == first
    await kit.writes(TEA, 1)
    assert await kit.writes(MUSIC, 0, client_revision_id=id_) == first
    assert (await kit.looks())["number"] == 2


async def test_of_two_writes_at_once_one_is_stored_and_one_is_told(kit: Planner) -> None:
    await kit.writes(MUSIC, 0)
    offered = [plan(step_2=[entry("a", f"version {n}")]) for n in range(8)]
    responses = await asyncio.gather(*(kit.put(each, 1) for each in offered))
    assert sorted(response.status for response in responses) == [200] + [412] * 7
    assert (await kit.looks())["number"] == 2
    assert [each["number"] for each in (await kit.looks("/revisions"))["revisions"]] == [2, 1]


async def test_one_revision_sent_many_times_at_once_is_one(kit: Planner) -> None:
    id_ = str(uuid4())
    responses = await asyncio.gather(*(kit.put(MUSIC, 0, client_revision_id=id_) for _ in range(8)))
    assert [response.status for response in responses] == [200] * 8
    assert {(await response.json())["number"] for response in responses} == {1}


async def test_the_history_is_read_from_the_newest_in_parts(kit: Planner) -> None:
    for number in range(5):
        await kit.writes(plan(step_1=[entry("a", f"sign {number}")]), number, reason=f"for {number}")
    first = (await kit.looks("/revisions?limit=2"))["revisions"]
    assert [(each["number"], each["reason"]) for each in first] == [(5, "for 4"), (4, "for 3")]
    assert "plan" not in first[0]
    rest = (await kit.looks("/revisions?before=4&limit=100"))["revisions"]
    assert [each["number"] for each in rest] == [3, 2, 1]
    assert texts((await kit.looks("/revisions/2"))["plan"], 1) == ["sign 1"]


async def test_an_old_revision_is_brought_back_as_a_new_one(kit: Planner) -> None:
    await kit.writes(MUSIC, 0)
    await kit.writes(TEA, 1)
    assert (await kit.call("POST", "/revisions/1/restore", 1, json={})).status == 412
    again = {"client_revision_id": str(uuid4())}
    restored = await answer(await kit.call("POST", "/revisions/1/restore", 2, json=again))
    assert (restored["number"], restored["kind"], restored["restored"]) == (3, "restore", 1)
    assert texts(restored["plan"]) == ["music"]
    assert await answer(await kit.call("POST", "/revisions/1/restore", 2, json=again)) == restored
    for unknown in ("3", "9", "0", "-1", "x", "1" * 30):
        assert (await kit.call("POST", f"/revisions/{unknown}/restore", 3, json={})).status == 404


async def test_after_deleting_nothing_is_left_and_no_number_comes_twice(world: World, kit: Planner) -> None:
    await kit.writes(MUSIC, 0)
    await kit.writes(TEA, 1)
    assert (await kit.call("DELETE", "")).status == 204
    assert (await kit.call("DELETE", "")).status == 204
    assert (await kit.call("GET", "")).status == 404
    assert (await kit.call("GET", "/revisions/1")).status == 404
    assert await kit.looks("/revisions") == {"revisions": []}
    assert await world.services.mongo.db.plan_revisions.count_documents({"slot": "revision"}) == 0
    # A phone that was offline meanwhile is told, and what it has is offered to it again.
    problem = await (await kit.put(TEA, 2)).json()
    assert (problem["status"], problem["newest"], problem["base"]) == (412, None, None)
    assert texts(problem["merged"]["plan"]) == ["music", "tea with gran"]
    assert (await kit.writes(MUSIC, 0))["number"] == 4


async def test_deleting_at_once_with_writing_ends_in_the_one_or_the_other(world: World, kit: Planner) -> None:
    await kit.writes(MUSIC, 0)
    writes = [kit.put(TEA, 1) for _ in range(3)]
    answers = await asyncio.gather(*writes, *(kit.call("DELETE", "") for _ in range(6)))
    assert {each.status for each in answers[:3]} <= {200, 412}
    assert {each.status for each in answers[3:]} == {204}
    assert (await kit.call("GET", "")).status == 404
    assert await world.services.mongo.db.plan_revisions.count_documents({}) == 1  # where the numbers go on


async def test_somebody_elses_plan_is_not_there(world: World, kit: Planner) -> None:
    other = await planner(world)
    await kit.writes(MUSIC, 0)
    assert (await other.call("GET", "")).status == 404
    assert (await other.call("GET", "/revisions/1")).status == 404
    assert (await other.call("POST", "/revisions/1/restore", 0, json={})).status == 404
    assert (await other.call("DELETE", "")).status == 204
    assert texts((await kit.looks())["plan"]) == ["music"]


async def test_nothing_that_was_written_is_in_the_store_in_the_open(world: World, kit: Planner) -> None:
    await kit.writes(plan(step_2=[entry("a", "CANARY-MUSIC")]), 0, reason="CANARY-REASON")
    stored = repr([found async for found in world.services.mongo.db.plan_revisions.find({})])
    assert "CANARY" not in stored
    assert "sealed" in stored
