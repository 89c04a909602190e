"""How staff are reached: addresses that they prove, sealed, and used only then."""

from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse

from backend.escalations.contact_points.model import CODE_LIVES_S, MOST_TRIES
from backend.escalations.paging.settings import secret_in
from backend.identity.model import Role
from tests.conftest import World
from tests.factories import StaffClient, staff
from tests.fakes import Post

MINE = "/v1/staff/me/contact-points"
EMAIL, NUMBER = "maya@example.org", "+447700900001"


@pytest.fixture
async def posts(world: World) -> dict[str, Post]:
    made = {name: Post(name) for name in ("email", "sms", "push", "apprise")}
    world.services.channels.update(made)
    return made


async def put(world: World, who: StaffClient, *points: tuple[str, str], path: str = MINE) -> ClientResponse:
    body = {"points": [{"kind": kind, "address": address} for kind, address in points]}
    return await world.http.put(path, json=body, headers=who.headers)


async def verify(world: World, who: StaffClient, kind: str, code: str) -> int:
    response = await world.http.post(f"{MINE}/verify", json={"kind": kind, "code": code}, headers=who.headers)
    return response.status


async def channels_of(world: World, who: StaffClient) -> tuple[str, ...]:
    [member] = [one for one in await world.services.staff.members() if one.id == who.id]
    return member.channels


async def shown(world: World, who: StaffClient) -> dict[str, Any]:
    body: dict[str, Any] = await (await world.http.get(MINE, headers=who.headers)).json()
    return body


async def test_an_address_is_used_from_the_right_code_on_and_not_before(
    world: World, posts: dict[str, Post]
) -> None:
    maya = await staff(world.services, world.http, "Maya")
    answer = await (await put(world, maya, ("sms", "+44 7700 900001"), ("email", EMAIL))).json()
    assert [(one["kind"], one["address"], one["code_sent"]) for one in answer["points"]] == [
        ("sms", NUMBER, True), ("email", EMAIL, True),
    ]  # fmt: skip
    assert await channels_of(world, maya) == ("console",)

    assert await verify(world, maya, "email", posts["email"].code) == 200
    assert await channels_of(world, maya) == ("email", "console")
    assert await verify(world, maya, "sms", posts["sms"].code) == 200
    assert await channels_of(world, maya) == ("sms", "email", "console"), "the order is the member's"

    await put(world, maya, ("email", EMAIL), ("sms", NUMBER))
    assert await channels_of(world, maya) == ("email", "sms", "console"), "and keeps what was verified"
    assert [len(posts[name].letters) for name in ("email", "sms")] == [1, 1]


async def test_another_address_has_to_be_shown_anew(world: World, posts: dict[str, Post]) -> None:
    maya = await staff(world.services, world.http, "Maya")
    await put(world, maya, ("sms", NUMBER))
    await verify(world, maya, "sms", posts["sms"].code)
    await put(world, maya, ("sms", "+447700900002"))
    assert await channels_of(world, maya) == ("console",)
    assert posts["sms"].letters[-1][0] == "+447700900002"


async def test_a_code_works_once_for_ten_minutes_and_for_few_tries(
    world: World, posts: dict[str, Post]
) -> None:
    maya = await staff(world.services, world.http, "Maya")
    await put(world, maya, ("sms", NUMBER))
    code = posts["sms"].code
    world.clock.move(seconds=CODE_LIVES_S + 1)
    assert await verify(world, maya, "sms", code) == 422

    await put(world, maya, ("sms", NUMBER))
    wrong = "000000" if posts["sms"].code != "000000" else "000001"
    assert {await verify(world, maya, "sms", wrong) for _ in range(MOST_TRIES)} == {422}
    assert await verify(world, maya, "sms", posts["sms"].code) == 422, "too many were tried"

    world.clock.move(minutes=1)
    await put(world, maya, ("sms", NUMBER))
    assert await verify(world, maya, "sms", posts["sms"].code) == 200
    assert await verify(world, maya, "sms", posts["sms"].code) == 422


async def test_asking_again_at_once_sends_no_further_code(world: World, posts: dict[str, Post]) -> None:
    maya = await staff(world.services, world.http, "Maya")
    await put(world, maya, ("sms", NUMBER))
    await put(world, maya, ("sms", NUMBER))
    assert len(posts["sms"].letters) == 1
    assert await verify(world, maya, "sms", posts["sms"].code) == 200


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("email", "maya"), ("email", "a@b.org, c@d.org"), ("email", "Maya <maya@example.org>"),
        ("sms", "07700 900001"), ("sms", ""), ("push", "{}"), ("push", "[]"), ("push", "nothing"),
        ("push", '{"endpoint": "file:///etc/passwd", "keys": {"p256dh": "a", "auth": "b"}}'),
        ("voice", NUMBER), ("apprise", "json://localhost/"),
    ],
)  # fmt: skip
async def test_what_cannot_be_an_address_is_refused_and_changes_nothing(
    world: World, posts: dict[str, Post], kind: str, address: str
) -> None:
    maya = await staff(world.services, world.http, "Maya")
    await put(world, maya, ("email", EMAIL))
    response = await put(world, maya, ("sms", NUMBER), (kind, address))
    problem = await response.json()
    assert response.status == 422
    assert problem["errors"][0]["field"] == "points.1"
    assert [one["kind"] for one in (await shown(world, maya))["points"]] == ["email"]


async def test_a_provider_that_is_down_is_said_and_loses_nothing(
    world: World, posts: dict[str, Post]
) -> None:
    maya = await staff(world.services, world.http, "Maya")
    posts["sms"].down = True
    answer = await (await put(world, maya, ("sms", NUMBER))).json()
    assert answer["points"][0]["code_sent"] is False
    posts["sms"].down = False
    world.clock.move(minutes=1)
    await put(world, maya, ("sms", NUMBER))
    assert await verify(world, maya, "sms", posts["sms"].code) == 200


async def test_an_administrator_sets_what_may_name_any_place_and_the_owner_shows_it(
    world: World, posts: dict[str, Post]
) -> None:
    maya, ada = [
        await staff(world.services, world.http, name, role)
        for name, role in (("Maya", Role.ON_CALL), ("Ada", Role.ADMIN))
    ]
    path = f"/v1/staff/members/{maya.id}/contact-points"
    address = "json://chat.example.org/"
    assert (await put(world, ada, ("apprise", address), path=path)).status == 200
    assert await channels_of(world, maya) == ("console",)
    assert await verify(world, maya, "apprise", posts["apprise"].code) == 200
    assert await channels_of(world, maya) == ("apprise", "console")
    assert (await put(world, maya, ("apprise", address), ("email", EMAIL))).status == 200


async def test_a_test_goes_to_a_verified_address_only(world: World, posts: dict[str, Post]) -> None:
    maya = await staff(world.services, world.http, "Maya")
    await put(world, maya, ("email", EMAIL))
    asked = await world.http.post(f"{MINE}/test", json={"kind": "email"}, headers=maya.headers)
    assert asked.status == 404
    await verify(world, maya, "email", posts["email"].code)
    asked = await world.http.post(f"{MINE}/test", json={"kind": "email"}, headers=maya.headers)
    assert await asked.json() == {"sent": True}
    assert posts["email"].letters[-1][1].subject == "Evenlight: a test"


async def test_addresses_lie_sealed_and_go_with_the_member(world: World, posts: dict[str, Post]) -> None:
    maya = await staff(world.services, world.http, "Maya")
    await put(world, maya, ("email", EMAIL), ("sms", NUMBER))
    stored = await world.services.mongo.db.contact_points.find({}).to_list(None)
    assert len(stored) == 2
    told = f"{stored}{await world.services.mongo.db.audit.find({}).to_list(None)}"
    assert EMAIL not in told
    assert NUMBER not in told

    await world.services.staff_members.remove("operator", maya.id)
    assert await world.services.mongo.db.contact_points.count_documents({}) == 0


def test_a_secret_file_may_end_with_a_line_break(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("of ours\n")
    assert secret_in(tmp_path / "secret") == "of ours"
    assert secret_in(None) is None
