"""Complaints and objections: anybody can send one, its reference opens it, and the clock runs."""

import json
from typing import Any

import bson
from aiohttp import ClientResponse

from backend.identity.model import Role
from tests.conftest import World
from tests.factories import StaffClient, YoungPersonClient, staff, young_person

WORDS = "Nobody answered my message for an hour."
REACH = "kit@example.org"


async def complain(world: World, headers: dict[str, str] | None = None, **fields: Any) -> ClientResponse:
    body = {"text": WORDS} | fields
    return await world.http.post("/v1/complaints", json=body, headers=headers or {})


async def received(response: ClientResponse) -> dict[str, Any]:
    assert response.status == 201, await response.text()
    body: dict[str, Any] = await response.json()
    return body


async def looked_up(world: World, reference: str) -> ClientResponse:
    return await world.http.get(f"/v1/complaints/{reference}")


async def listed(world: World, who: StaffClient) -> dict[str, Any]:
    response = await world.http.get("/v1/staff/complaints", headers=who.headers)
    assert response.status == 200, await response.text()
    body: dict[str, Any] = await response.json()
    return body


async def act(world: World, who: StaffClient, complaint_id: str, name: str, **body: Any) -> ClientResponse:
    address = f"/v1/staff/complaints/{complaint_id}/{name}"
    return await world.http.post(address, json=body, headers=who.headers)


async def test_from_sending_to_the_answer(world: World) -> None:
    ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    receipt = await received(await complain(world, reply_to=REACH))
    assert receipt["received_at"] == "2026-11-23T21:10:00.000Z"
    assert receipt["acknowledge_by"] == "2026-12-23T21:10:00.000Z"
    assert (await (await looked_up(world, receipt["reference"])).json())["state"] == "received"

    [complaint] = (await listed(world, ruth))["complaints"]
    assert (complaint["text"], complaint["reply_to"], complaint["clock"]) == (WORDS, REACH, "running")
    assert receipt["reference"].startswith(complaint["id"])
    assert (await act(world, ruth, complaint["id"], "acknowledge")).status == 200
    assert (await (await looked_up(world, receipt["reference"])).json())["state"] == "acknowledged"

    answered = await act(world, ruth, complaint["id"], "answer", text="We are sorry. The rota had a gap.")
    assert answered.status == 200
    seen = await (await looked_up(world, receipt["reference"])).json()
    assert (seen["state"], seen["answer"]) == ("answered", "We are sorry. The rota had a gap.")
    again = await act(world, ruth, complaint["id"], "answer", text="Something else.")
    assert again.status == 409
    assert (await (await looked_up(world, receipt["reference"])).json())["answer"] == seen["answer"]


async def test_only_the_whole_reference_opens_a_complaint(world: World) -> None:
    reference = (await received(await complain(world)))["reference"]
    public, secret = reference[:12], reference[13:]
    other = (await received(await complain(world)))["reference"]
    for wrong in (public, f"{public}-{other[13:]}", secret, "EV-0000", "x" * 300, f"{reference}0"):
        assert (await looked_up(world, wrong)).status == 404
    # As somebody types it who copied it down by hand.
    typed = reference.lower().replace("-", " ")
    assert (await looked_up(world, typed)).status == 200


async def test_the_secret_part_and_the_words_are_in_no_document(world: World) -> None:
    receipt = await received(await complain(world, reply_to=REACH))
    found = await world.services.mongo.db.complaints.find_one({})
    assert found
    for readable in (WORDS, REACH, receipt["reference"][13:]):
        assert readable.encode() not in bson.encode(found)


async def test_the_list_reminds_a_week_before_and_says_what_is_overdue(world: World) -> None:
    ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    await received(await complain(world))

    async def clock() -> str:
        # A token lasts a shift, and this takes a month.
        ruth_now = await staff_again(world, ruth)
        await world.services.complaints.remind_due()
        [complaint] = (await listed(world, ruth_now))["complaints"]
        return str(complaint["clock"])

    world.clock.move(days=22)
    assert await clock() == "running"
    world.clock.move(days=2)
    assert await clock() == "due_soon"
    world.clock.move(days=7)
    assert await clock() == "overdue"
    ruth = await staff_again(world, ruth)
    assert (await listed(world, ruth))["overdue"] == 1
    [complaint] = (await listed(world, ruth))["complaints"]
    await act(world, ruth, complaint["id"], "acknowledge")
    assert await clock() == "stopped"
    assert (await listed(world, await staff_again(world, ruth)))["overdue"] == 0


async def staff_again(world: World, who: StaffClient) -> StaffClient:
    return await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)


async def test_showing_a_complaint_to_a_supervisor_is_audited(world: World) -> None:
    ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    kit = await young_person(world.http)
    await received(await complain(world, kit.headers))
    await listed(world, ruth)
    entries = await record_access(kit)
    assert {"who": "Ruth, supervisor", "says": "Read your complaint or objection"}.items() <= entries[
        0
    ].items()


async def record_access(phone: YoungPersonClient) -> list[dict[str, Any]]:
    response = await phone.http.get("/v1/me/record-access", headers=phone.headers)
    assert response.status == 200
    entries: list[dict[str, Any]] = (await response.json())["entries"]
    return entries


async def test_somebody_who_is_signed_in_finds_it_in_their_data_and_erasure_unlinks_it(world: World) -> None:
    kit = await young_person(world.http)
    receipt = await received(await complain(world, kit.headers))
    objection = await kit.http.post("/v1/me/objections", json={"text": "Do not."}, headers=kit.headers)
    assert objection.status == 201
    data = await (await kit.http.get("/v1/me/data", headers=kit.headers)).json()
    assert [one["text"] for one in data["parts"]["complaints"]] == [WORDS, "Do not."]
    erased = await kit.http.post("/v1/me/erasure", json={"confirm": True}, headers=kit.headers)
    assert any("Complaints" in kept["what"] for kept in (await erased.json())["kept"])
    assert (await (await looked_up(world, receipt["reference"])).json())["state"] == "received"
    async for found in world.services.mongo.db.complaints.find({}):
        assert kit.device["young_person_id"].encode() not in bson.encode(found)


async def test_a_token_that_has_ended_loses_nobodys_complaint(world: World) -> None:
    await received(await complain(world, {"Authorization": "Bearer nonsense"}))
    [found] = await world.services.mongo.db.complaints.find({}).to_list(None)
    assert "young_person_id" not in found


async def test_bad_input_is_refused_and_stores_nothing(world: World) -> None:
    for wrong in (
        {"text": ""},
        {"text": "  "},
        {"text": "x" * 4001},
        {"text": None},
        {"reply_to": "x" * 201},
    ):
        assert (await complain(world, **wrong)).status == 422
    assert await world.services.mongo.db.complaints.count_documents({}) == 0
    await received(await complain(world, text="x" * 4000))
    longest = json.dumps({"text": "\N{OWL}" * 4000}, ensure_ascii=False).encode()
    as_json = {"Content-Type": "application/json"}
    await received(await world.http.post("/v1/complaints", data=longest, headers=as_json))


async def test_only_supervisors_see_complaints(world: World) -> None:
    maya = await staff(world.services, world.http, "Maya")
    kit = await young_person(world.http)
    for headers, status in ((maya.headers, 403), (kit.headers, 403), ({}, 401)):
        assert (await world.http.get("/v1/staff/complaints", headers=headers)).status == status
