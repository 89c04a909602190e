"""Numbers for supervisors, from what really happened."""

import asyncio
import csv
import io
from datetime import datetime
from typing import Any

from prometheus_client import REGISTRY

from backend.identity.model import Role
from tests.conftest import World
from tests.factories import StaffClient, on_call, staff, young_person

SEVERAL = 6
SIX, FEW, NONE = {"least": 5, "most": 9}, {"least": 1, "most": 4}, {"least": 0, "most": 0}


async def an_evening(world: World) -> StaffClient:
    """Several young people are fetched somebody: paged at once, acknowledged after 30 s, written to after 50 s."""
    ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now())
    for _ in range(SEVERAL):
        phone = await young_person(world.http)
        await phone.want_person()
    await world.worker_runs()
    world.clock.move(seconds=30)
    waiting = (await maya.list())["escalations"]
    for escalation in waiting:
        await maya.act(escalation["id"], "acknowledge")
        await maya.act(escalation["id"], "take-over")
    world.clock.move(seconds=20)
    for escalation in waiting:
        await maya.say(escalation["id"], "Hello, I am Maya.")
        world.clock.move(seconds=1)
        await maya.say(escalation["id"], "I am here.")
        world.clock.move(seconds=-1)
    return ruth


async def read(world: World, who: StaffClient, query: str = "") -> dict[str, Any]:
    answer = await world.http.get(f"/v1/staff/numbers{query}", headers=who.headers)
    assert answer.status == 200, await answer.text()
    found: dict[str, Any] = await answer.json()
    return found


async def as_csv(world: World, who: StaffClient) -> str:
    answer = await world.http.get("/v1/staff/numbers.csv", headers=who.headers)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return await answer.text()


async def test_the_times_to_page_to_acknowledge_and_to_a_persons_words(world: World) -> None:
    ruth = await an_evening(world)

    found = await read(world, ruth)

    assert found["total"]["count"] == SIX
    assert [found["total"][name]["p99"] for name in ("to_page", "to_acknowledge", "to_words")] == [0, 30, 50]
    assert found["total"]["unacknowledged"] == NONE
    assert [row["label"] for row in found["weeks"] if row["count"] == SIX] == ["2026-11-23"]
    assert [row["label"] for row in found["hours"] if row["count"] == SIX] == ["21"]


async def test_drills_are_in_no_number(world: World) -> None:
    ruth = await an_evening(world)
    work = asyncio.create_task(world.services.drills.run("operator"))
    await asyncio.sleep(0.2)
    await world.worker_runs()
    await work
    assert (await read(world, ruth))["total"]["count"] == SIX


async def test_few_are_not_counted_out(world: World) -> None:
    ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    await (await young_person(world.http)).want_person()

    found = await read(world, ruth)

    assert found["total"] == {
        "label": "all", "count": FEW, "to_page": None, "to_acknowledge": None, "to_words": None,
        "unacknowledged": FEW, "re_pages": NONE,
    }  # fmt: skip


async def test_the_same_as_a_table(world: World) -> None:
    ruth = await an_evening(world)

    rows = list(csv.DictReader(io.StringIO(await as_csv(world, ruth))))
    assert (rows[0]["by"], rows[0]["count"], rows[0]["to_words_p95_s"]) == ("all", "5 to 9", "50.0")
    assert {row["by"] for row in rows} >= {"all", "week", "hour"}
    assert not any(None in row or None in row.values() for row in rows), "rows differ in length"
    told = {row["label"]: row["count"] for row in rows if row["by"] == "nobody_on_call"}
    assert told == {"hours": "0.0", "stretches": "0", "counted_from": "2026-11-23T20:10+00:00"}


async def test_another_period_and_one_that_is_none(world: World) -> None:
    ruth = await an_evening(world)
    assert (await read(world, ruth, "?from=2026-11-01&until=2026-11-22"))["total"]["count"] == NONE
    for wrong in (
        "?from=2026-11-02&until=2026-11-01",
        "?from=2020-01-01",
        "?from=0001-01-01&until=9999-12-31",
        "?from=soon",
    ):
        answer = await world.http.get(f"/v1/staff/numbers{wrong}", headers=ruth.headers)
        assert answer.status == 422, wrong


async def test_a_period_is_whole_weeks_so_that_no_day_is_read_off(world: World) -> None:
    ruth = await an_evening(world)  # a Monday
    found = await read(world, ruth, "?from=2026-11-18&until=2026-11-24")
    assert (found["from"], found["until"]) == ("2026-11-16", "2026-11-29")
    assert found["total"] == (await read(world, ruth, "?from=2026-11-20&until=2026-11-29"))["total"]
    usual = await read(world, ruth)
    assert (usual["from"], usual["until"]) == ("2026-11-02", "2026-11-29")


async def test_hours_with_nobody_on_call_begin_with_the_first_shift_or_request(world: World) -> None:
    ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    found = await read(world, ruth)
    assert (found["gaps_h"], found["gaps_from"]) == (0, None), "nobody was there to be watched over"

    asked_at = world.clock.now()
    await (await young_person(world.http)).want_person()
    world.clock.move(hours=3)
    await on_call(world.services, ruth, world.clock.now())  # from an hour ago
    found = await read(world, ruth)
    assert (found["gaps"], found["gaps_h"]) == (1, 2.0)
    assert datetime.fromisoformat(found["gaps_from"]) == asked_at.replace(microsecond=0)


async def test_the_period_is_read_by_index_alone(world: World) -> None:
    await an_evening(world)
    db = world.services.mongo.db
    now = world.clock.now()
    for query in ({"opened_at": {"$gte": now}, "person.drill": None}, {"active": False}):
        plan = await db.escalations.find(query).sort("opened_at", 1).explain()
        assert "COLLSCAN" not in str(plan["queryPlanner"]["winningPlan"])
        assert "'SORT'" not in str(plan["queryPlanner"]["winningPlan"])


async def test_several_workers_observe_each_hop_once(world: World) -> None:
    def observed(name: str) -> float:
        return REGISTRY.get_sample_value(f"evenlight_time_to_{name}_seconds_count") or 0

    names = ("page", "acknowledge", "words")
    await world.services.measuring.run()  # The first worker that ever runs begins here.
    world.clock.move(seconds=15)
    before = [observed(name) for name in names]
    await an_evening(world)
    for _ in range(4):
        world.clock.move(seconds=20)
        await asyncio.gather(*(world.services.measuring.run() for _ in range(3)))
    assert [observed(name) - was for name, was in zip(names, before, strict=True)] == [SEVERAL] * 3
