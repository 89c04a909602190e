"""Who opens the records of many young people and does nothing for them is named to supervisors, and not blocked."""

from typing import Any

import pytest

from backend.doctor.service import check_service
from backend.identity.model import Role
from backend.settings import Settings
from tests.conftest import World
from tests.factories import DISCLOSURE, StaffClient, staff, young_person

MOST = 2


@pytest.fixture
def settings(settings: Settings) -> Settings:
    settings.readings_a_day = MOST
    return settings


@pytest.fixture
async def maya(world: World) -> StaffClient:
    return await staff(world.services, world.http, "Maya")


async def requests(world: World, maya: StaffClient, count: int) -> list[str]:
    for _ in range(count):
        await (await young_person(world.http)).say(DISCLOSURE)
    return [one["id"] for one in (await maya.list())["escalations"]]


async def named(world: World) -> list[dict[str, Any]]:
    ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    answer = await world.http.get("/v1/staff/readings", headers=ruth.headers)
    assert answer.status == 200, await answer.text()
    found = await answer.json()
    assert found["most"] == MOST
    return list(found["readers"])


async def test_whoever_opens_many_records_and_does_nothing_for_them_is_named(
    world: World, maya: StaffClient
) -> None:
    found = await requests(world, maya, MOST + 1)
    for one in found[:MOST] * 2:  # Twice the same record is one record.
        await maya.open(one)
    assert await named(world) == []
    await world.http.get(f"/v1/staff/escalations/{found[MOST]}/chronology?why=request", headers=maya.headers)
    assert await named(world) == [{"first_name": "Maya", "people": MOST + 1}]
    [told] = [one async for one in check_service(world.services) if one.about == "readings"]
    assert (told.verdict, "Maya (3)" in told.says) == ("note", True)

    await maya.open(found[0])  # She goes on: it is for a person to ask her.
    world.clock.move(hours=24, seconds=1)
    assert await named(world) == []


async def test_whoever_acted_for_the_people_whose_records_they_opened_is_not_named(
    world: World, maya: StaffClient
) -> None:
    found = await requests(world, maya, MOST + 1)
    for one in found:
        await maya.act(one, "acknowledge")
    for days, who in ((6, []), (2, [{"first_name": "Maya", "people": MOST + 1}])):
        world.clock.move(days=days)
        maya.token = (await staff(world.services, world.http, "Maya")).token
        for one in found:
            await maya.open(one)
        assert await named(world) == who
