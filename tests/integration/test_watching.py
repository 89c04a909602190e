"""The watch tells outside what is broken, and the worker watches the watch."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from backend.core.mongo import Mongo
from backend.escalations.alarms.outside import Outside
from backend.escalations.alarms.service import Alarms
from backend.escalations.alarms.store import AlarmStore
from backend.settings import Settings
from tests.conftest import World, free_port
from tests.factories import DISCLOSURE, on_call, staff, young_person
from tests.fakes import Elsewhere, MovableClock


@pytest.fixture
async def elsewhere() -> AsyncIterator[Elsewhere]:
    found = Elsewhere()
    await found.server.start_server()
    yield found
    await found.server.close()


@pytest.fixture
def settings(settings: Settings, elsewhere: Elsewhere, tmp_path: Path) -> Settings:
    settings.alarm_url_file, settings.heartbeat_url_file = tmp_path / "alarm.url", tmp_path / "beat.url"
    settings.alarm_url_file.write_text(f"{elsewhere.server.make_url('/alarm')}\n")
    settings.heartbeat_url_file.write_text(f"{elsewhere.server.make_url('/beat')}\n")
    return settings


async def all_is_well(world: World) -> None:
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now())
    await world.worker_runs()
    await world.services.watch.check()


async def test_a_dead_worker_is_told_elsewhere_without_a_word_of_what_was_written(
    world: World, elsewhere: Elsewhere
) -> None:
    await all_is_well(world)
    phone = await young_person(world.http, nickname="Kit")
    await phone.say(DISCLOSURE)
    world.clock.move(seconds=30)

    await world.services.watch.check()

    assert sorted(elsewhere.told()) == [("pages", "broken"), ("worker", "broken")]
    assert "alive any" not in str(elsewhere.alarms)
    assert "Kit" not in str(elsewhere.alarms)


async def test_late_pages_go_out_past_the_dead_worker_again_and_again(world: World) -> None:
    await all_is_well(world)
    await (await young_person(world.http)).say(DISCLOSURE)
    paged = []
    for _ in range(7):
        world.clock.move(seconds=10)
        await world.services.watch.check()
        paged.append(len(world.channel.paged()))
    # Nothing for 20 s, then every 30 s; always by name, to who was last known to be on call.
    assert paged == [0, 1, 1, 1, 2, 2, 2]
    assert set(world.channel.paged()) == {"Maya"}


async def test_the_same_alarm_waits_a_minute_and_its_end_is_told_once(
    world: World, elsewhere: Elsewhere
) -> None:
    await all_is_well(world)
    world.clock.move(seconds=30)
    for _ in range(6):
        await world.services.watch.check()
        world.clock.move(seconds=10)
    assert elsewhere.told() == [("worker", "broken")]
    await world.services.watch.check()
    assert elsewhere.told() == [("worker", "broken")] * 2

    await world.worker_runs()
    await world.services.watch.check()
    await world.services.watch.check()
    assert elsewhere.told()[2:] == [("worker", "kept again")]


async def test_the_dead_mans_switch_hears_us_only_when_all_is_well(
    world: World, elsewhere: Elsewhere
) -> None:
    await world.worker_runs()
    await world.services.watch.check()
    assert elsewhere.beats == 0, "nobody is on call"

    await all_is_well(world)
    await world.services.watch.check()
    assert elsewhere.beats == 1, "not more often than needed"

    world.clock.move(seconds=30)
    await world.services.watch.check()
    assert elsewhere.beats == 1, "the worker is silent"
    await world.worker_runs()
    await world.services.watch.check()
    assert elsewhere.beats == 2


async def test_the_worker_notices_that_nobody_watches_any_more(world: World, elsewhere: Elsewhere) -> None:
    await all_is_well(world)
    assert await world.services.auditor.check()

    world.clock.move(seconds=61)
    assert not await world.services.auditor.check()
    assert elsewhere.told() == [("auditor", "broken")]
    [notice] = await world.services.stores.notices.unshown("staff-Maya")
    assert notice["escalation_id"] == "unknown"

    await world.worker_runs()
    await world.services.watch.check()
    assert await world.services.auditor.check()
    assert elsewhere.told()[1:] == [("auditor", "kept again")]


async def test_several_processes_tell_an_alarm_once(world: World, elsewhere: Elsewhere) -> None:
    services = world.services
    processes = [Alarms(services.stores.alarms, services.outside, world.clock) for _ in range(3)]

    told = [await one.broken("worker", "Silent.", world.clock.now()) for one in processes]
    for one in processes:
        await one.kept("worker", "Alive.")

    assert told == [True, False, False]
    assert elsewhere.told() == [("worker", "broken"), ("worker", "kept again")]


async def test_with_the_store_down_the_alarm_still_goes_out(settings: Settings, elsewhere: Elsewhere) -> None:
    nowhere = Mongo(f"mongodb://127.0.0.1:{free_port()}/?replicaSet=rs0", "nowhere")
    clock = MovableClock()
    outside = Outside(settings.alarm_url_file, None)
    alarms = Alarms(AlarmStore(nowhere), outside, clock)

    assert await alarms.broken("store", "The store does not answer.", clock.now())
    assert not await alarms.broken("store", "The store does not answer.", clock.now())

    assert elsewhere.told() == [("store", "broken")]
    nowhere.close()


async def test_an_address_that_refuses_or_is_gone_stops_nothing(tmp_path: Path, elsewhere: Elsewhere) -> None:
    several = tmp_path / "several"
    several.write_text(
        f"http://127.0.0.1:{free_port()}/ {elsewhere.server.make_url('/alarm')} json://127.0.0.1:1"
    )
    document = {"promise": "worker", "state": "broken", "detail": "Silent."}

    assert await Outside(several, tmp_path / "no such file").tell(document) == 1
    assert await Outside(several, tmp_path / "no such file").beat() == 0
    assert elsewhere.alarms == [document]
