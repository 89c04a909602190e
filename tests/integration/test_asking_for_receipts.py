"""Delivery receipts that never came by themselves are asked for, a bounded number of times."""

from backend.escalations.paging.channels import ChannelError, Handed
from backend.escalations.paging.deliveries.polling import ASKED_FOR, MOST_AT_ONCE, Polling
from backend.escalations.paging.model import Page
from tests.conftest import World
from tests.factories import StaffClient, on_call, staff, young_person
from tests.fakes import RecordingChannel


class Taken(RecordingChannel):
    """Takes every page, and may tell of its delivery."""

    async def send(self, page: Page) -> Handed | None:
        await super().send(page)
        return Handed(45)


class Notify:
    """What Notify would answer about each page, and which pages it was asked about."""

    def __init__(self) -> None:
        self.says: list[str] = []
        self.asked: list[str] = []
        self.down = False

    async def ask(self, page_id: str) -> list[str]:
        self.asked.append(page_id)
        if self.down:
            raise ChannelError("down")
        return self.says


async def a_page_went_out(world: World, requests: int = 1) -> tuple[Polling, Notify, StaffClient]:
    world.services.channels["sms"] = Taken("sms")
    maya = await staff(world.services, world.http, "Maya", channels=("sms", "console"))
    await on_call(world.services, maya, world.clock.now())
    for _ in range(requests):
        await (await young_person(world.http)).want_person()
    await world.worker_runs()
    services, notify = world.services, Notify()
    polling = Polling(notify.ask, services.stores.deliveries, services.deliveries, services.clock)
    return polling, notify, maya


async def kinds(who: StaffClient) -> list[str]:
    [escalation] = (await who.list())["escalations"]
    return [hop["kind"] for hop in (await who.open(escalation["id"]))["chronology"]]


async def test_a_receipt_that_did_not_come_is_asked_for_and_stored_once(world: World) -> None:
    polling, notify, maya = await a_page_went_out(world)
    await polling.run()
    assert notify.asked == [], "it may still come by itself"

    world.clock.move(seconds=15)
    await polling.run()
    notify.says = ["sending"]
    world.clock.move(seconds=20)
    await polling.run()
    assert "page_delivered" not in await kinds(maya)
    notify.says = ["delivered", "permanent-failure"]
    for _ in range(3):
        world.clock.move(seconds=60)
        await polling.run()
    assert len(notify.asked) == 3, "what is known is not asked for"
    assert (await kinds(maya)).count("page_delivered") == 1


async def test_a_page_that_was_lost_goes_other_ways(world: World) -> None:
    polling, notify, maya = await a_page_went_out(world)
    world.clock.move(seconds=15)
    notify.says = ["permanent-failure"]
    await polling.run()
    assert "page_undelivered" in await kinds(maya)
    before = len(world.channel.pages)
    await world.worker_runs()
    assert len(world.channel.pages) >= before


async def test_a_provider_that_fails_is_asked_again_later_and_ever_more_rarely(world: World) -> None:
    polling, notify, _ = await a_page_went_out(world)
    notify.down = True
    for _ in range(24 * 60):
        world.clock.move(minutes=1)
        await polling.run()
    assert 20 <= len(notify.asked) <= 35
    before = len(notify.asked)
    world.clock.move(seconds=ASKED_FOR.total_seconds())
    await polling.run()
    assert len(notify.asked) == before


async def test_once_somebody_has_acknowledged_nothing_is_asked(world: World) -> None:
    polling, notify, maya = await a_page_went_out(world)
    [escalation] = (await maya.list())["escalations"]
    await maya.act(escalation["id"], "acknowledge")
    world.clock.move(seconds=15)
    await polling.run()
    assert notify.asked == []


async def test_a_run_asks_for_so_many_and_the_next_run_for_the_rest(world: World) -> None:
    polling, notify, _ = await a_page_went_out(world, requests=MOST_AT_ONCE + 2)
    world.clock.move(seconds=15)
    await polling.run()
    assert len(notify.asked) == MOST_AT_ONCE
    await polling.run()
    assert len(set(notify.asked)) == len(notify.asked) == MOST_AT_ONCE + 2
