"""What strangers, removed colleagues and odd requests get: a clear refusal, and nothing to read."""

from typing import Any

import pytest
from yarl import URL

from backend.app import ROUTES
from backend.core.openapi import document
from backend.identity.model import Role
from tests.conftest import World
from tests.factories import staff, young_person

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize("path", ["%00", "a%00b", "a" * 300])
async def test_a_static_path_that_no_file_can_have_is_not_found(world: World, path: str) -> None:
    response = await world.http.session.get(URL(str(world.http.make_url("/static/")) + path, encoded=True))
    assert response.status == 404


@pytest.mark.parametrize(
    ("starts_at", "ends_at"),
    [
        ("0001-01-01T00:00:00+14:00", "0001-01-01T08:00:00+14:00"),
        ("9999-12-31T20:00:00-14:00", "9999-12-31T23:00:00-14:00"),
    ],
)
async def test_a_shift_at_the_end_of_the_calendar_is_invalid(
    world: World, starts_at: str, ends_at: str
) -> None:
    ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    body = {"staff_id": ruth.id, "starts_at": starts_at, "ends_at": ends_at}
    response = await world.http.post("/v1/staff/shifts", json=body, headers=ruth.headers)
    assert response.status == 422


async def test_a_body_that_is_not_what_its_encoding_says_is_a_bad_request(world: World) -> None:
    response = await world.http.post(
        "/v1/devices", data=b"not gzip", headers=JSON | {"Content-Encoding": "gzip"}
    )
    assert response.status in {400, 415}


@pytest.mark.parametrize("end", ["messages", "person-requests"])
def test_the_answer_to_a_repeated_message_is_documented(end: str) -> None:
    paths: dict[str, Any] = document(ROUTES, "test")["paths"]
    assert "200" in paths[f"/v1/conversations/{{conversation_id}}/{end}"]["post"]["responses"]


def test_a_broken_promise_is_documented_as_it_is_answered() -> None:
    described = document(ROUTES, "test")["paths"]["/health/ready"]["get"]["responses"]["503"]["content"]
    assert "application/json" in described


async def test_a_member_of_staff_who_was_removed_can_read_nothing(world: World) -> None:
    maya = await staff(world.services, world.http, "Maya")
    await world.services.mongo.db.staff.delete_many({})
    response = await world.http.get("/v1/staff/escalations", headers=maya.headers)
    assert response.status == 401


async def test_a_supervisor_who_was_made_a_content_editor_reads_no_more(world: World) -> None:
    ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    await world.services.mongo.db.staff.update_one({"username": "ruth"}, {"$set": {"role": "content_editor"}})
    response = await world.http.get("/v1/staff/escalations", headers=ruth.headers)
    assert response.status in {401, 403}


async def test_why_a_person_is_needed_is_not_readable_in_the_store(world: World) -> None:
    phone = await young_person(world.http)
    await phone.say("i dont want to be alive anymore")
    for name in ("messages", "escalations"):
        async for found in world.services.mongo.db[name].find({}):
            assert "suicide" not in repr(found), name
