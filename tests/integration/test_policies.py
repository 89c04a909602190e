"""Who is paged in which order, as supervisors write it."""

from typing import Any

import pytest

from backend.identity.model import Role
from tests.conftest import World
from tests.factories import DISCLOSURE, StaffClient, on_call, staff, young_person
from tests.paging_permissions import policies

PATH = "/v1/staff/policies"


async def shown(world: World, who: StaffClient) -> dict[str, Any]:
    response = await world.http.get(PATH, headers=who.headers)
    assert response.status == 200
    body: dict[str, Any] = await response.json()
    return body


async def put(world: World, who: StaffClient, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    response = await world.http.put(PATH, json=body, headers=who.headers)
    return response.status, await response.json()


def steps(*targets: str) -> list[dict[str, Any]]:
    return [{"targets": [target], "wait_s": 60} for target in targets]


async def test_what_is_shipped_holds_until_a_supervisor_writes_a_version(world: World) -> None:
    ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    before = await shown(world, ruth)
    assert (before["version"], before["by"]) == (0, None)
    assert before["now"]["steps"][0] == {"targets": ["rota"], "wait_s": 120, "channels": []}

    status, written = await put(world, ruth, policies())

    assert status == 200
    assert (written["version"], written["by"]) == (1, "Ruth")
    assert await shown(world, ruth) == written
    entries = await world.services.mongo.db.audit.find({"action": "policies_changed"}).to_list(None)
    assert [(entry["actor"], entry["subject"]) for entry in entries] == [("staff-Ruth", "policies.1")]


async def test_somebody_who_read_an_older_version_overwrites_nothing(world: World) -> None:
    ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    await put(world, ruth, policies(0))
    status, problem = await put(world, ruth, policies(0) | {"today": policies()["now"]})
    assert (status, problem["version"]) == (409, 1)
    assert (await shown(world, ruth))["version"] == 1


@pytest.mark.parametrize(
    "now",
    [
        {"steps": [], "stale_after_s": 600},
        {"steps": [{"targets": [], "wait_s": 60}], "stale_after_s": 600},
        {"steps": [{"targets": ["rota"], "wait_s": 29}], "stale_after_s": 600},
        {"steps": [{"targets": ["rota"], "wait_s": 7201}], "stale_after_s": 600},
        {"steps": steps("person:nobody"), "stale_after_s": 600},
        {"steps": steps("the moon"), "stale_after_s": 600},
        {"steps": [{"targets": ["rota"], "wait_s": 60, "channels": ["pigeon"]}], "stale_after_s": 600},
    ],
)
async def test_a_policy_that_cannot_be_is_refused_and_changes_nothing(
    world: World, now: dict[str, Any]
) -> None:
    ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    status, problem = await put(world, ruth, policies() | {"now": now})
    assert status == 422
    assert problem["errors"][0]["field"].startswith("now")
    assert (await shown(world, ruth))["version"] == 0


async def test_an_escalation_goes_on_with_the_policy_that_it_opened_under(world: World) -> None:
    ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now())
    before, after = await young_person(world.http), await young_person(world.http)
    await before.say(DISCLOSURE)

    new = {"steps": steps("person:staff-Ruth"), "stale_after_s": 600}
    await put(world, ruth, policies() | {"now": new, "today": new})
    await world.worker_runs()
    assert world.channel.paged() == ["Maya"]

    await after.say(DISCLOSURE)
    await world.worker_runs()
    assert world.channel.paged() == ["Maya", "Ruth"]


async def test_a_step_with_nobody_is_skipped_at_once_and_said(world: World) -> None:
    ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    maya = await staff(world.services, world.http, "Maya")
    await staff(world.services, world.http, "Sam")
    await on_call(world.services, maya, world.clock.now())
    new = {"steps": steps("person:staff-Sam", "rota"), "stale_after_s": 600}
    assert (await put(world, ruth, policies() | {"now": new, "today": new}))[0] == 200
    await world.services.staff_members.remove("operator", "staff-Sam")

    await (await young_person(world.http)).say(DISCLOSURE)
    await world.worker_runs()

    assert world.channel.paged() == ["Maya"]
    [escalation] = (await maya.list())["escalations"]
    said = [hop["says"] for hop in (await maya.open(escalation["id"]))["chronology"]]
    assert "Step 1 had nobody to page: it was skipped at once." in said
    assert "Round 2 of alerts began." in said
