"""Administrators change the staff list, with a fresh sign-in; what they change ends sessions at once."""

from typing import Any

import pytest
from aiohttp import ClientResponse

from backend.identity.model import Role
from tests.conftest import World
from tests.factories import DISCLOSURE, PASSWORD, StaffClient, staff, young_person

NEW_PASSWORD = "another password for tests"


@pytest.fixture
async def ada(world: World) -> StaffClient:
    return await staff(world.services, world.http, "Ada", Role.ADMIN)


@pytest.fixture
async def maya(world: World) -> StaffClient:
    return await staff(world.services, world.http, "Maya")


async def change(ada: StaffClient, member: str, **wanted: Any) -> ClientResponse:
    return await ada.http.patch(f"/v1/staff/members/{member}", json=wanted, headers=ada.headers)


async def remove(ada: StaffClient, member: str) -> ClientResponse:
    return await ada.http.delete(f"/v1/staff/members/{member}", headers=ada.headers)


async def me(client: StaffClient) -> int:
    return (await client.http.get("/v1/staff/me", headers=client.headers)).status


async def key(response: ClientResponse) -> str:
    return str((await response.json())["type"]).rsplit(":", 1)[-1]


async def sign_in(world: World, username: str, password: str) -> int:
    body = {"username": username, "password": password}
    return (await world.http.post("/v1/staff/tokens", json=body)).status


async def test_a_new_member_is_listed_and_can_sign_in(world: World, ada: StaffClient) -> None:
    new = {"username": "noor", "first_name": "Noor", "role": "supervisor", "password": NEW_PASSWORD}
    added = await world.http.post("/v1/staff/members", json=new, headers=ada.headers)
    assert added.status == 201, await added.text()

    listed = await (await world.http.get("/v1/staff/members", headers=ada.headers)).json()
    [noor] = [member for member in listed["members"] if member["username"] == "noor"]
    assert noor == await added.json()
    assert (noor["role"], noor["has_password"], noor["second_factor"]) == ("supervisor", True, False)
    assert "password_hash" not in str(listed)
    assert await sign_in(world, "noor", NEW_PASSWORD) == 201


async def test_a_new_member_is_let_in_although_the_list_was_read_a_moment_ago(
    world: World, ada: StaffClient
) -> None:
    assert await me(ada) == 200
    new = {"username": "noor", "first_name": "Noor", "role": "supervisor", "password": NEW_PASSWORD}
    await world.http.post("/v1/staff/members", json=new, headers=ada.headers)
    signed_in = await world.http.post("/v1/staff/tokens", json={"username": "noor", "password": NEW_PASSWORD})
    token = (await signed_in.json())["access_token"]

    noor = await world.http.get("/v1/staff/me", headers={"Authorization": f"Bearer {token}"})
    assert noor.status == 200, await noor.text()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"username": "No Or"}, "username"),
        ({"username": ""}, "username"),
        ({"first_name": " "}, "first_name"),
        ({"first_name": "No\nor"}, "first_name"),
        ({"role": "young_person"}, "role"),
        ({"role": "owner"}, "role"),
        ({"password": "short"}, "password"),
    ],
)
async def test_what_cannot_be_is_refused_by_field(
    world: World, ada: StaffClient, wrong: dict[str, str], field: str
) -> None:
    body = {"username": "noor", "first_name": "Noor"} | wrong
    response = await world.http.post("/v1/staff/members", json=body, headers=ada.headers)
    assert response.status == 422
    assert [error["field"] for error in (await response.json())["errors"]] == [field]
    assert len(await world.services.staff.members()) == 1


async def test_a_name_is_somebodys_once(world: World, ada: StaffClient, maya: StaffClient) -> None:
    body = {"username": "maya", "first_name": "Maya"}
    response = await world.http.post("/v1/staff/members", json=body, headers=ada.headers)
    assert (response.status, await key(response)) == (409, "username-taken")

    assert (await change(ada, ada.id, single_sign_on="shared@example.org")).status == 200
    ada = await staff(world.services, world.http, "Ada", Role.ADMIN)
    response = await change(ada, maya.id, single_sign_on=" Shared@Example.org")
    assert (response.status, await key(response)) == (409, "username-taken")


@pytest.mark.parametrize(
    "wanted",
    [
        {"role": "content_editor"},
        {"password": NEW_PASSWORD},
        {"single_sign_on": "maya@example.org"},
        {"forget_second_factor": True},
        {"end_sessions": True},
    ],
)
async def test_a_change_of_who_may_come_in_ends_sessions(
    world: World, ada: StaffClient, maya: StaffClient, wanted: dict[str, Any]
) -> None:
    assert await me(maya) == 200
    assert (await change(ada, maya.id, **wanted)).status == 200
    world.clock.move(seconds=2)
    assert await me(maya) == 401
    assert await me(ada) == 200

    password = wanted.get("password", PASSWORD)
    body = {"username": "maya", "password": password}
    answer = await (await world.http.post("/v1/staff/tokens", json=body)).json()
    maya.token = answer["access_token"]
    assert await me(maya) == 200


async def test_another_name_or_being_a_fallback_contact_ends_nothing(
    world: World, ada: StaffClient, maya: StaffClient
) -> None:
    answer = await (await change(ada, maya.id, first_name="May", fallback_contact=True)).json()
    assert (answer["first_name"], answer["fallback_contact"], answer["role"]) == ("May", True, "on_call")
    world.clock.move(seconds=2)
    assert await me(maya) == 200


async def test_a_new_password_is_the_only_one(world: World, ada: StaffClient, maya: StaffClient) -> None:
    await change(ada, maya.id, password=NEW_PASSWORD)
    assert await sign_in(world, "maya", PASSWORD) == 401
    assert await sign_in(world, "maya", NEW_PASSWORD) == 201


async def test_a_removed_member_is_out_and_their_name_is_kept_for_the_audit(
    world: World, ada: StaffClient, maya: StaffClient
) -> None:
    assert (await remove(ada, maya.id)).status == 200
    world.clock.move(seconds=2)
    assert await me(maya) == 401
    assert await sign_in(world, "maya", PASSWORD) == 401
    assert (await remove(ada, maya.id)).status == 404
    assert (await change(ada, maya.id, role="admin")).status == 404
    assert await world.services.stores.staff.former() == {maya.id: ("Maya", Role.ON_CALL)}


async def test_the_last_administrator_stays_one(world: World, ada: StaffClient, maya: StaffClient) -> None:
    for response in (await remove(ada, ada.id), await change(ada, ada.id, role="supervisor")):
        assert (response.status, await key(response)) == (409, "last-admin")

    assert (await change(ada, maya.id, role="admin")).status == 200
    assert (await change(ada, ada.id, role="supervisor")).status == 200
    assert {member.role for member in await world.services.staff.members()} == {Role.ADMIN, Role.SUPERVISOR}


async def test_changes_want_a_sign_in_of_the_last_five_minutes_and_looking_does_not(
    world: World, ada: StaffClient, maya: StaffClient
) -> None:
    world.clock.move(minutes=4, seconds=59)
    assert (await change(ada, maya.id, first_name="May")).status == 200

    world.clock.move(seconds=2)
    refused = [
        await change(ada, maya.id, first_name="Maja"),
        await remove(ada, maya.id),
        await world.http.post(
            "/v1/staff/members", json={"username": "noor", "first_name": "N"}, headers=ada.headers
        ),
    ]
    assert [(one.status, await key(one)) for one in refused] == [(403, "sign-in-again")] * 3
    assert (await world.http.get("/v1/staff/members", headers=ada.headers)).status == 200
    assert [member.first_name for member in await world.services.staff.members()] == ["Ada", "May"]


async def test_every_change_is_audited_with_who_made_it(
    world: World, ada: StaffClient, maya: StaffClient
) -> None:
    await world.services.mongo.db.audit.delete_many({})
    await change(ada, maya.id, role="supervisor", password=NEW_PASSWORD)
    await change(ada, maya.id, end_sessions=True)
    await remove(ada, maya.id)

    found = world.services.mongo.db.audit.find().sort("_id", 1)
    entries = [(entry["actor"], entry["action"], entry["subject"], entry["why"]) async for entry in found]
    assert entries == [
        (ada.id, "staff_changed", maya.id, "role, password"),
        (ada.id, "staff_changed", maya.id, "end_sessions"),
        (ada.id, "staff_removed", maya.id, ""),
    ]
    assert NEW_PASSWORD not in str(entries)


async def test_an_open_stream_shows_nothing_more_to_somebody_who_was_signed_out(
    world: World, ada: StaffClient, maya: StaffClient
) -> None:
    phone = await young_person(world.http)
    async with world.http.get("/v1/staff/stream", headers=maya.headers) as stream:
        assert b"escalations" in await stream.content.readuntil(b"\r\n\r\n")
        await remove(ada, maya.id)
        world.clock.move(seconds=2)
        await phone.say(DISCLOSURE)

        assert await stream.content.read() == b""
