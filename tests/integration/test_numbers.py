"""Numbers for supervisors, from what really happened."""

import asyncio
import csv
import io
from typing import Any

from prometheus_client import REGISTRY

from backend.identity.model import Role
from tests.conftest import World
from tests.factories import StaffClient, on_call, staff, young_person

SEVERAL = 6


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


async def test_the_times_to_page_to_acknowledge_and_to_a_persons_words(world: World) -> None:
    ruth = await an_evening(world)

    found = await read(world, ruth)

    assert found["total"]["count"] == SEVERAL
    assert [found["total"][name]["p99"] for name in ("to_page", "to_acknowledge", "to_words")] == [0, 30, 50]
    assert found["total"]["unacknowledged"] == 0
    assert [row["label"] for row in found["weeks"] if row["count"]] == ["2026-11-23"]
    assert [row["label"] for row in found["hours"] if row["count"]] == ["21"]


async def test_drills_are_in_no_number(world: World) -> None:
    ruth = await an_evening(world)
    work = asyncio.create_task(world.services.drills.run("operator"))
    await asyncio.sleep(0.2)
    await world.worker_runs()
    await work
    assert (await read(world, ruth))["total"]["count"] == SEVERAL


async def test_few_are_not_counted_out(world: World) -> None:
    ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    await (await young_person(world.http)).want_person()

    found = await read(world, ruth)

    assert found["total"] == {
        "label": "all", "count": None, "to_page": None, "to_acknowledge": None, "to_words": None,
        "unacknowledged": None, "re_pages": None,
    }  # fmt: skip


async def test_the_same_as_a_table(world: World) -> None:
    ruth = await an_evening(world)

    answer = await world.http.get("/v1/staff/numbers.csv", headers=ruth.headers)
    rows = list(csv.DictReader(io.StringIO(await answer.text())))

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert (rows[0]["by"], rows[0]["count"], rows[0]["to_words_p95_s"]) == ("all", str(SEVERAL), "50.0")
    assert {row["by"] for row in rows} >= {"all", "week", "hour"}
    assert not any(None in row or None in row.values() for row in rows), "rows differ in length"


async def test_another_period_and_one_that_is_none(world: World) -> None:
    ruth = await an_evening(world)
    assert (await read(world, ruth, "?from=2026-11-01&until=2026-11-22"))["total"]["count"] == 0
    for wrong in (
        "?from=2026-11-02&until=2026-11-01",
        "?from=2020-01-01",
        "?from=0001-01-01&until=9999-12-31",
        "?from=soon",
    ):
        answer = await world.http.get(f"/v1/staff/numbers{wrong}", headers=ruth.headers)
        assert answer.status == 422, wrong


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
