"""Young people's say: whether the chat was any use, counted, and who would like to become a peer mentor."""

import asyncio
import csv
import io
import json
from typing import Any

import bson
from aiohttp import ClientResponse

from backend.identity.model import Role
from tests.conftest import World
from tests.factories import StaffClient, YoungPersonClient, staff, young_person

MINE, LIST = "/v1/mentoring-interest", "/v1/staff/mentoring-interests"
ANSWER = "Thank you. We start a new group in the spring."


async def ruth_of(world: World) -> StaffClient:
    """Ruth, a supervisor, signed in just now."""
    return await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)


async def say_so(phone: YoungPersonClient) -> dict[str, Any]:
    return await told(await phone.http.put(MINE, json={}, headers=phone.headers))


async def take_back(phone: YoungPersonClient) -> None:
    assert (await phone.http.delete(MINE, headers=phone.headers)).status == 204


async def mine(phone: YoungPersonClient) -> dict[str, Any]:
    return await told(await phone.http.get(MINE, headers=phone.headers))


async def listed(world: World, who: StaffClient) -> dict[str, Any]:
    return await told(await world.http.get(LIST, headers=who.headers))


async def answer(world: World, who: StaffClient, interest_id: str, text: str = ANSWER) -> ClientResponse:
    address = f"{LIST}/{interest_id}/answer"
    return await world.http.post(address, json={"text": text}, headers=who.headers)


async def told(response: ClientResponse) -> dict[str, Any]:
    assert response.status == 200, await response.text()
    body: dict[str, Any] = await response.json()
    return body


async def record_access(phone: YoungPersonClient) -> list[tuple[str, str]]:
    found = await told(await phone.http.get("/v1/me/record-access", headers=phone.headers))
    return [(entry["who"], entry["says"]) for entry in found["entries"]]


async def test_from_saying_so_to_the_answer(world: World) -> None:
    ruth, kit = await ruth_of(world), await young_person(world.http, nickname="Kit")
    assert (await mine(kit))["state"] == "none"
    await say_so(kit)
    [interest] = (await listed(world, ruth))["interests"]
    assert (interest["nickname"], interest["age_band"], interest["state"]) == ("Kit", "13-15", "new")
    assert interest["asked_at"] == "2026-11-23T21:10:00.000Z"

    world.clock.move(minutes=10)
    assert (await answer(world, ruth, interest["id"])).status == 200
    seen = await mine(kit)
    assert (seen["state"], seen["answer"], seen["answered_by"]) == ("answered", ANSWER, "Ruth")
    assert seen["answered_at"] == "2026-11-23T21:20:00.000Z"

    again = await answer(world, ruth, interest["id"], "Something else.")
    assert again.status == 409
    assert (await mine(kit))["answer"] == ANSWER


async def test_saying_so_often_and_at_once_is_one_interest(world: World) -> None:
    ruth, kit = await ruth_of(world), await young_person(world.http)
    await asyncio.gather(*(say_so(kit) for _ in range(5)))
    await world.services.notes.wants_to_mentor(kit.device["young_person_id"])
    found = await listed(world, ruth)
    assert (len(found["interests"]), found["waiting"]) == (1, 1)
    await answer(world, ruth, found["interests"][0]["id"])
    assert (await say_so(kit))["answer"] == ANSWER


async def test_what_the_bot_notes_is_on_the_page_of_the_young_person(world: World) -> None:
    kit = await young_person(world.http)
    await world.services.notes.wants_to_mentor(kit.device["young_person_id"])
    assert (await mine(kit))["state"] == "new"


async def test_taking_it_back_takes_the_answer_too_and_it_can_be_said_anew(world: World) -> None:
    ruth, kit = await ruth_of(world), await young_person(world.http)
    await take_back(kit)  # There is nothing yet, and nothing goes wrong.
    await say_so(kit)
    [interest] = (await listed(world, ruth))["interests"]
    await answer(world, ruth, interest["id"])
    await take_back(kit)
    await take_back(kit)
    seen = await mine(kit)
    assert (seen["state"], seen["answer"], seen["answered_by"]) == ("withdrawn", None, None)
    [interest] = (await listed(world, ruth))["interests"]
    assert (interest["state"], interest["answer"]) == ("withdrawn", None)
    assert (await answer(world, ruth, interest["id"])).status == 409

    world.clock.move(minutes=10)
    renewed = await say_so(kit)
    assert (renewed["state"], renewed["asked_at"]) == ("new", "2026-11-23T21:20:00.000Z")
    assert renewed["withdrawn_at"] is None


async def test_what_waits_comes_first_and_the_longest_waiting_at_the_top(world: World) -> None:
    ruth = await ruth_of(world)
    for name in ("first", "second", "third", "fourth"):
        phone = await young_person(world.http, nickname=name)
        await say_so(phone)
        if name == "second":
            await take_back(phone)
        world.clock.move(minutes=1)
    [first, *_] = (await listed(world, ruth))["interests"]
    assert (await answer(world, ruth, first["id"])).status == 200
    found = await listed(world, ruth)
    assert [one["nickname"] for one in found["interests"]] == ["third", "fourth", "second", "first"]
    assert found["waiting"] == 2


async def test_each_one_shown_and_each_answer_is_told_to_whom_it_is_about(world: World) -> None:
    ruth, kit = await ruth_of(world), await young_person(world.http)
    noor = await young_person(world.http)
    await say_so(kit)
    await say_so(noor)
    [interest, _] = (await listed(world, ruth))["interests"]
    await answer(world, ruth, interest["id"])
    read = (
        "Ruth, supervisor",
        "Saw in a list that you would like to become a peer mentor, or that you took it back",
    )
    assert await record_access(kit) == [
        ("Ruth, supervisor", "Answered you about becoming a peer mentor"),
        read,
    ]
    assert await record_access(noor) == [read]


async def test_the_answer_lies_sealed_and_no_name_is_copied(world: World) -> None:
    ruth, kit = await ruth_of(world), await young_person(world.http, nickname="Kit-of-Luton")
    await say_so(kit)
    [interest] = (await listed(world, ruth))["interests"]
    await answer(world, ruth, interest["id"])
    found = await world.services.mongo.db.mentoring_interests.find_one({})
    assert found
    for readable in (ANSWER, "Kit-of-Luton", "13-15"):
        assert readable.encode() not in bson.encode(found)


async def test_it_is_in_the_download_and_goes_with_the_account(world: World) -> None:
    ruth, kit = await ruth_of(world), await young_person(world.http)
    await say_so(kit)
    [interest] = (await listed(world, ruth))["interests"]
    await answer(world, ruth, interest["id"])
    data = await told(await kit.http.get("/v1/me/data", headers=kit.headers))
    part = data["parts"]["mentoring_interest"]
    assert (part["answer"], part["by"], part["by_role"]) == (ANSWER, "Ruth", "supervisor")
    assert ruth.id not in json.dumps(part)

    erased = await kit.http.post("/v1/me/erasure", json={"confirm": True}, headers=kit.headers)
    assert (await erased.json())["state"] == "done"
    assert (await listed(world, ruth))["interests"] == []
    assert (await answer(world, ruth, interest["id"])).status == 404


async def test_what_was_taken_back_is_removed_after_thirty_days_and_what_stands_stays(world: World) -> None:
    kit, noor = await young_person(world.http), await young_person(world.http)
    await say_so(kit)
    await say_so(noor)
    await take_back(kit)
    for days, left in ((29, 2), (2, 1)):
        world.clock.move(days=days)
        await world.services.retention.run()
        assert await world.services.mongo.db.mentoring_interests.count_documents({}) == left


async def test_bad_answers_are_refused_and_change_nothing(world: World) -> None:
    ruth, kit = await ruth_of(world), await young_person(world.http)
    await say_so(kit)
    [interest] = (await listed(world, ruth))["interests"]
    for wrong in ("", "  ", "x" * 1001, "bell \a"):
        assert (await answer(world, ruth, interest["id"], wrong)).status == 422
    assert (await answer(world, ruth, "of-nobody")).status == 404
    assert (await mine(kit))["state"] == "new"
    assert (await answer(world, ruth, interest["id"], "x" * 1000)).status == 200


async def counted(world: World, query: str = "") -> dict[tuple[str, str], tuple[int, int]]:
    ruth = await ruth_of(world)
    found = await told(await world.http.get(f"/v1/staff/numbers{query}", headers=ruth.headers))
    return {
        (one["label"], one["by"]): (one["count"]["least"], one["count"]["most"]) for one in found["counted"]
    }


async def test_answers_are_counted_by_the_week_once_it_is_over(world: World) -> None:
    for text, times in (("yes", 7), ("some", 5), ("no", 6)):
        await asyncio.gather(*(world.services.notes.useful(text) for _ in range(times)))
    monday = "2026-11-23"
    assert (monday, "useful_yes") not in await counted(world)
    world.clock.move(days=7)
    found = await counted(world)
    assert [found[monday, f"useful_{name}"] for name in ("yes", "some", "no")] == [(5, 9), (5, 9), (5, 9)]
    answered = await world.http.get("/v1/staff/numbers.csv", headers=(await ruth_of(world)).headers)
    rows = list(csv.DictReader(io.StringIO(await answered.text())))
    assert {"by": "useful_yes", "label": monday, "count": "5 to 9", "re_pages": ""}.items() <= next(
        row for row in rows if row["by"] == "useful_yes" and row["label"] == monday
    ).items()


async def test_few_answers_are_not_told_apart(world: World) -> None:
    for text in ("yes", "yes", "no"):
        await world.services.notes.useful(text)
    world.clock.move(days=7)
    found = await counted(world)
    names = ("yes", "some", "no")
    assert [found["2026-11-23", f"useful_{name}"] for name in names] == [(0, 4)] * 3


async def test_a_count_holds_nobody_no_conversation_and_no_time_of_day(world: World) -> None:
    for text in ("yes", "no", "no", "something else"):
        await world.services.notes.useful(text)
    found = await world.services.mongo.db.useful_counts.find({}).sort("_id", 1).to_list(None)
    monday = world.clock.now().replace(hour=0, minute=0)
    assert found == [
        {"_id": "2026-11-23 no", "week_began": monday, "answer": "no", "count": 2},
        {"_id": "2026-11-23 yes", "week_began": monday, "answer": "yes", "count": 1},
    ]
