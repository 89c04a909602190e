"""Nobody is on call: it is said, with what the rota plans, and the back-up contacts are paged."""

from datetime import timedelta

from backend.identity.model import Role
from tests.conftest import World
from tests.factories import DISCLOSURE, on_call, staff, young_person


async def test_out_of_hours_is_said_before_anything_is_asked_and_switches_by_itself(world: World) -> None:
    maya = await staff(world.services, world.http, "Maya")
    phone = await young_person(world.http)
    status = (await phone.look())["status"]
    assert "Nobody from the team is on call now." in status["sentence"]
    assert status["lines"][0]["value"] == "999"

    await on_call(world.services, maya, world.clock.now(), hours=2)
    world.clock.move(seconds=2)  # For so long the rota that was read before may be told.
    status = (await phone.look())["status"]
    assert "on call" not in status["sentence"]
    assert status["lines"] == []

    world.clock.move(hours=1)  # The shift ends.
    await phone.renew()
    assert "Nobody from the team is on call now." in (await phone.look())["status"]["sentence"]


async def test_out_of_hours_the_next_shift_is_told_as_a_plan_before_and_after_asking(world: World) -> None:
    await staff(world.services, world.http, "Ruth", Role.SUPERVISOR, fallback=True)
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now() + timedelta(hours=20, minutes=50))
    phone = await young_person(world.http)
    planned = "The plan is that somebody from the team is on call from 17:00 tomorrow. Plans can change."
    assert planned in (await phone.look())["status"]["sentence"]

    await phone.say(DISCLOSURE)
    assert "on call" not in (await phone.look())["status"]["sentence"].replace("the on-call team", "")
    await world.worker_runs()
    told = (await phone.look())["status"]
    assert told["state"] == "nobody_on_call"
    assert planned in told["sentence"]

    world.clock.move(hours=19)
    await phone.renew()
    assert "17:00 today" in (await phone.look())["status"]["sentence"]
    await world.services.staff_members.remove("staff-Ruth", maya.id)
    world.clock.move(seconds=2)
    assert "plan" not in (await phone.look())["status"]["sentence"], "somebody who has left is nobody"


async def test_nobody_on_the_rota_fetches_the_fallback_contact_and_is_said(world: World) -> None:
    await staff(world.services, world.http, "Ruth", Role.SUPERVISOR, fallback=True)
    maya = await staff(world.services, world.http, "Maya")
    phone = await young_person(world.http)

    await phone.say(DISCLOSURE)
    await world.worker_runs()

    assert world.channel.paged() == ["Ruth"]
    status = (await phone.look())["status"]
    assert status["state"] == "nobody_on_call"
    assert "Nobody was on call" in status["sentence"]
    shown = await maya.list()
    assert shown["on_call"] == []
    assert "rota" in {alarm["name"] for alarm in shown["alarms"]}
