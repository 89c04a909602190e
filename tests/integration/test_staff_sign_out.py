"""Signing out ends a session at the service: a token that was copied before is worth nothing afterwards."""

from datetime import timedelta

import pytest

from backend.app import ROUTES
from backend.identity.model import Role
from backend.identity.policies import Roles
from tests.conftest import World
from tests.factories import DISCLOSURE, PASSWORD, StaffClient, signed_in_again, staff, young_person
from tests.integration.test_worthless_tokens import status

STAFF_ROUTES = [
    route for route in ROUTES if isinstance(route.policy, Roles) and Role.ADMIN in route.policy.roles
]


@pytest.fixture
async def ada(world: World) -> StaffClient:
    return await staff(world.services, world.http, "Ada", Role.ADMIN)


async def sign_out(client: StaffClient, *, everywhere: bool = False) -> int:
    body = {"everywhere": everywhere}
    return (await client.http.post("/v1/staff/sign-out", json=body, headers=client.headers)).status


async def me(client: StaffClient) -> int:
    return (await client.http.get("/v1/staff/me", headers=client.headers)).status


async def elsewhere(member: StaffClient) -> StaffClient:
    """Return the same member in another browser."""
    return StaffClient(member.http, member.id, await signed_in_again(member))


async def test_a_copied_token_is_worth_nothing_after_signing_out_on_any_route(
    world: World, ada: StaffClient
) -> None:
    stolen = ada.token
    assert await sign_out(ada) == 200
    found = {f"{route.method} {route.path}": await status(world, route, stolen) for route in STAFF_ROUTES}
    assert len(found) > 50
    assert {address: code for address, code in found.items() if code != 401} == {}
    assert await sign_out(ada) == 401


async def test_another_session_of_the_same_member_goes_on(ada: StaffClient) -> None:
    other = await elsewhere(ada)
    await sign_out(ada)
    assert (await me(ada), await me(other)) == (401, 200)


async def test_everywhere_means_every_session_and_nobody_elses(world: World, ada: StaffClient) -> None:
    other, maya = await elsewhere(ada), await staff(world.services, world.http, "Maya")
    assert await sign_out(other, everywhere=True) == 200
    assert (await me(ada), await me(other), await me(maya)) == (401, 401, 200)
    assert await me(await elsewhere(ada)) == 200


async def test_signing_in_again_goes_on_with_the_session_so_that_signing_out_ends_both_tokens(
    ada: StaffClient,
) -> None:
    first = ada.token
    body = {"username": "ada", "password": PASSWORD}
    answer = await ada.http.post("/v1/staff/tokens", json=body, headers=ada.headers)
    ada.token = (await answer.json())["access_token"]
    await sign_out(ada)
    assert (await me(ada), await me(StaffClient(ada.http, ada.id, first))) == (401, 401)


async def test_whoever_brings_somebody_elses_token_to_sign_in_gets_a_session_of_their_own(
    world: World, ada: StaffClient
) -> None:
    maya = await staff(world.services, world.http, "Maya")
    body = {"username": "maya", "password": PASSWORD}
    answer = await world.http.post("/v1/staff/tokens", json=body, headers=ada.headers)
    maya.token = (await answer.json())["access_token"]
    await sign_out(maya)
    assert (await me(maya), await me(ada)) == (401, 200)


async def test_another_process_knows_within_two_seconds(world: World, ada: StaffClient) -> None:
    claims = world.services.tokens.verify(ada.token)
    assert await me(ada) == 200
    # As another API process does it: it cannot tell this one.
    now = world.clock.now()
    await world.services.stores.ended_sessions.end(str(claims.session_id), now + timedelta(hours=12))
    world.clock.move(seconds=2)
    assert await me(ada) == 401


async def test_an_open_stream_ends_and_shows_nothing_more(world: World, ada: StaffClient) -> None:
    phone = await young_person(world.http)
    async with world.http.get("/v1/staff/stream", headers=ada.headers) as stream:
        assert b"escalations" in await stream.content.readuntil(b"\r\n\r\n")
        await sign_out(ada)
        await phone.say(DISCLOSURE)
        assert await stream.content.read() == b""


async def test_signing_out_is_audited(world: World, ada: StaffClient) -> None:
    other = await elsewhere(ada)
    await sign_out(ada)
    await sign_out(other, everywhere=True)
    found = world.services.mongo.db.audit.find({"action": "staff_signed_out"}).sort("_id", 1)
    assert [(entry["actor"], entry["subject"], entry["why"]) async for entry in found] == [
        (ada.id, ada.id, "this session"),
        (ada.id, ada.id, "everywhere"),
    ]


async def test_what_is_kept_of_ended_sessions_goes_once_their_tokens_have_run_out(
    world: World, ada: StaffClient
) -> None:
    await sign_out(ada)
    ended = world.services.mongo.db.staff_sessions_ended
    world.clock.move(hours=12)
    assert await me(ada) == 401  # By its own time now.
    await world.services.retention.run()
    assert await ended.count_documents({}) == 1
    world.clock.move(days=1, seconds=1)
    await world.services.retention.run()
    assert await ended.count_documents({}) == 0
