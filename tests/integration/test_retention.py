"""What is over its time goes, what is not stays, and a dry run only counts."""

import asyncio
from datetime import timedelta

from backend import worker
from backend.retention.service import Found
from tests.conftest import World
from tests.factories import DISCLOSURE, SMALL_TALK, on_call, staff, young_person


async def counts(world: World, *, dry: bool) -> dict[str, int]:
    found: list[Found] = await world.services.retention.run(dry=dry)
    return {one.what: one.count for one in found if one.count}


async def test_a_dry_run_counts_and_removes_nothing(world: World) -> None:
    await young_person(world.http)
    world.clock.move(days=731)
    assert (await counts(world, dry=True)) == {"young_people": 1}
    assert (await counts(world, dry=True)) == {"young_people": 1}
    assert await world.services.mongo.db.young_people.count_documents({}) == 1


async def test_an_account_that_nobody_used_for_two_years_is_erased_and_one_in_use_stays(world: World) -> None:
    kit, noor = await young_person(world.http), await young_person(world.http)
    await kit.say(SMALL_TALK)
    for _ in range(5):
        world.clock.move(days=150)
        await noor.renew()
    assert (await counts(world, dry=False)) == {"young_people": 1}
    left = [found["_id"] async for found in world.services.mongo.db.young_people.find({})]
    assert left == [noor.device["young_person_id"]]
    assert await world.services.mongo.db.messages.count_documents({}) == 0
    assert "erased" in [one.action for one in await world.services.audit.about(kit.device["young_person_id"])]
    assert (await noor.look())["messages"] == []


async def test_a_phone_whose_account_went_for_its_age_keeps_its_copy_of_the_plan(world: World) -> None:
    kit = await young_person(world.http)
    world.clock.move(days=731)
    await world.services.retention.run()
    refused = await world.http.post("/v1/tokens", json={"refresh_token": kit.device["refresh_token"]})
    assert (await refused.json())["type"] == "urn:evenlight:problem:unauthenticated"


async def test_an_open_request_for_a_person_is_never_removed_for_its_age(world: World) -> None:
    kit = await young_person(world.http)
    await kit.say(DISCLOSURE)
    world.clock.move(days=800)
    await world.services.retention.run()
    assert await world.services.mongo.db.escalations.count_documents({"active": True}) == 1
    assert await world.services.mongo.db.messages.count_documents({}) > 0
    # Somebody who comes back later is not erased by a request that they never made.
    assert await world.services.mongo.db.erasures.count_documents({}) == 0


async def test_a_safeguarding_record_goes_on_its_own_day_and_not_before(world: World) -> None:
    kit = await young_person(world.http)
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now())
    await kit.say(DISCLOSURE)
    await world.worker_runs()
    [escalation] = (await maya.list())["escalations"]
    await maya.act(escalation["id"], "acknowledge")
    await maya.close(escalation["id"])
    await world.services.erasures.request(kit.device["young_person_id"])
    records = world.services.mongo.db.safeguarding_records
    world.clock.move(days=12 * 365)
    await world.services.retention.run()
    assert await records.count_documents({}) == 1
    world.clock.move(days=4)  # the leap days of twelve years
    await world.services.retention.run()
    assert await records.count_documents({}) == 0


async def test_more_than_one_batch_goes(world: World) -> None:
    old = world.clock.now()
    pages = [{"_id": f"page-{number}", "settled_at": old} for number in range(1100)]
    await world.services.mongo.db.pages.insert_many(pages)
    await world.services.mongo.db.pages.insert_one({"_id": "waits", "settled_at": None})
    world.clock.move(days=91)
    assert (await counts(world, dry=False))["pages"] == 1100
    assert [found["_id"] async for found in world.services.mongo.db.pages.find({})] == ["waits"]


async def test_several_workers_run_it_once_a_day(world: World) -> None:
    claim, now = world.services.stores.retention.claim, world.clock.now
    day = timedelta(days=1)
    claims = await asyncio.gather(*(claim("retention", now(), day) for _ in range(8)))
    assert sum(claims) == 1
    world.clock.move(hours=23)
    assert not await claim("retention", now(), day)
    world.clock.move(hours=1)
    assert await claim("retention", now(), day)


async def test_every_collection_that_is_there_has_a_row(world: World) -> None:
    kit = await young_person(world.http)
    await kit.say(DISCLOSURE)
    await world.worker_runs()
    await world.services.retention.run_daily()
    listed = {row.what for row in world.services.retention.rows}
    assert set(await world.services.mongo.db.list_collection_names()) - listed == set()


async def test_a_chore_that_fails_or_hangs_holds_up_no_page(world: World) -> None:
    ran = asyncio.Event()

    async def fails() -> None:
        raise RuntimeError

    async def hangs() -> None:
        ran.set()
        await asyncio.sleep(3600)

    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now())
    kit = await young_person(world.http)
    services = world.services
    house = {"fails": fails, "hangs": hangs}
    running = asyncio.create_task(
        worker.run(services.mongo, services.engine, lambda: worker.keep_house(house))
    )
    await asyncio.wait_for(ran.wait(), 20)
    await kit.say(DISCLOSURE)
    async with asyncio.timeout(20):
        while not world.channel.pages:
            await asyncio.sleep(0.05)
    assert not running.done()
    running.cancel()
