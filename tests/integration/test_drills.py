"""A drill goes the way that a young person's message goes, and says loudly when nobody would have been fetched."""

import asyncio
from typing import Any

import pytest

from backend.drills.model import Drill, Result
from backend.identity.model import Role
from tests.conftest import World
from tests.factories import StaffClient, on_call, staff, young_person
from tests.fakes import RecordingChannel


@pytest.fixture
async def maya(world: World) -> StaffClient:
    """Somebody on call whom a page reaches by phone."""
    world.services.channels["sms"] = RecordingChannel("sms")
    found = await staff(world.services, world.http, "Maya", channels=("sms",))
    await on_call(world.services, found, world.clock.now())
    return found


def by_phone(world: World) -> list[str]:
    phone = world.services.channels["sms"]
    assert isinstance(phone, RecordingChannel)
    return phone.paged()


async def run_drill(world: World, *, all_channels: bool = False, with_worker: bool = True) -> Drill:
    async def work() -> None:
        while True:
            await world.worker_runs()
            await asyncio.sleep(0.05)

    worker = asyncio.create_task(work() if with_worker else asyncio.sleep(60))
    drill = await world.services.drills.run("operator", all_channels=all_channels)
    worker.cancel()
    assert drill is not None
    return drill


async def broken(world: World) -> dict[str, str]:
    ready = await (await world.http.get("/health/ready")).json()
    return {promise["name"]: promise["detail"] for promise in ready["promises"] if not promise["ok"]}


async def test_a_drill_is_noticed_paged_and_closed_by_itself(world: World, maya: StaffClient) -> None:
    drill = await run_drill(world)

    assert drill.result is Result.PAGED
    assert world.channel.paged() == ["Maya"]
    assert world.channel.pages[0].drill
    assert "drill" not in await broken(world)
    [closed] = (await maya.list("closed"))["escalations"]
    assert (closed["drill"], closed["outcome"], closed["state"]) == (True, "drill", "closed")


async def test_no_phone_rings_for_a_drill_unless_that_is_asked_for(world: World, maya: StaffClient) -> None:
    await run_drill(world)
    assert by_phone(world) == []

    await run_drill(world, all_channels=True)
    assert by_phone(world) == ["Maya"]


async def test_a_drill_without_a_page_is_a_broken_promise_until_one_works(
    world: World, maya: StaffClient
) -> None:
    world.services.drills.promised_s = 0.2
    drill = await run_drill(world, with_worker=False)

    assert drill.result is Result.LATE
    assert "no page went out" in (await broken(world))["drill"]
    await world.worker_runs()
    assert world.channel.pages == [], "its page does not come late to somebody who is asleep"

    world.services.drills.promised_s = 15
    world.clock.move(minutes=1)
    await run_drill(world)
    assert "drill" not in await broken(world)


async def test_a_drill_that_breaks_off_is_a_broken_promise(
    world: World, maya: StaffClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(world.services.chat, "send", fails)
    with pytest.raises(RuntimeError):
        await world.services.drills.run("operator")
    assert "could not be run" in (await broken(world))["drill"]


async def test_the_made_up_person_of_a_drill_is_gone_at_the_next(world: World, maya: StaffClient) -> None:
    first = await run_drill(world)
    world.clock.move(hours=8)
    await run_drill(world)

    db = world.services.mongo.db
    for name, field in (("conversations", "owner_id"), ("escalations", "young_person_id")):
        assert [found[field] async for found in db[name].find({})] != []
        assert await db[name].count_documents({field: first.person_id}) == 0
    assert await db.young_people.count_documents({}) == 0
    assert await db.destroyed_keys.count_documents({}) == 1


async def test_of_several_processes_one_runs_the_planned_drill(world: World, maya: StaffClient) -> None:
    world.services.drills._times = world.services.settings.model_copy(
        update={"drill_times": "18:30"}
    ).drills_at
    world.services.drills.promised_s = 0.1

    ran = await asyncio.gather(*(world.services.drills.run_due() for _ in range(3)))

    assert len([one for one in ran if one]) == 1
    assert await world.services.drills.run_due() is None


async def test_a_supervisor_runs_a_drill_and_sees_how_it_went(world: World, maya: StaffClient) -> None:
    ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    world.services.drills.promised_s = 0.1
    answer = await world.http.post("/v1/staff/drills", json={}, headers=ruth.headers)
    assert answer.status == 201
    assert (await answer.json())["result"] == "late"

    listed = await (await world.http.get("/v1/staff/drills", headers=ruth.headers)).json()
    assert [(one["planned"], one["all_channels"]) for one in listed["drills"]] == [(False, False)]


async def test_staff_cannot_call_a_young_persons_request_a_drill(world: World, maya: StaffClient) -> None:
    phone = await young_person(world.http)
    await phone.want_person()
    [escalation] = (await maya.list())["escalations"]
    await maya.act(escalation["id"], "acknowledge")

    refused = await maya.close(escalation["id"], "drill")

    assert refused.status == 409
    assert not escalation["drill"]
