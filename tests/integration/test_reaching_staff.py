"""A page that fails, is throttled or never arrives: other ways are tried, and nothing is dropped."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from backend.escalations.paging import engine
from backend.escalations.paging.channels import ChannelError, Handed, NoAddress
from backend.escalations.paging.model import Page
from backend.identity.model import Role
from tests.conftest import World
from tests.factories import StaffClient, on_call, staff, young_person
from tests.fakes import RecordingChannel

URGENT = "i am going to end my life tonight"


class Provider(RecordingChannel):
    """A provider that may ask to be left alone, know no address, or tell of deliveries."""

    error: Exception | None = None
    handed: Handed | None = None

    async def send(self, page: Page) -> Handed | None:
        await super().send(page)
        if self.error:
            raise self.error
        return self.handed


def has(world: World, *names: str) -> list[Provider]:
    """Give the service further channels."""
    found = [Provider(name) for name in names]
    world.services.channels.update({provider.name: provider for provider in found})
    return found


async def maya_on_call(world: World, *channels: str) -> StaffClient:
    maya = await staff(world.services, world.http, "Maya", channels=channels)
    await on_call(world.services, maya, world.clock.now())
    return maya


async def hops(who: StaffClient) -> list[str]:
    [escalation] = (await who.list())["escalations"]
    return [hop["kind"] for hop in (await who.open(escalation["id"]))["chronology"]]


async def somebody_is_in_danger(world: World) -> Any:
    phone = await young_person(world.http)
    await phone.say(URGENT)
    return phone


async def test_a_channel_that_fails_is_tried_again_and_the_next_person_is_paged_at_once(
    world: World,
) -> None:
    [email] = has(world, "email")
    await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    maya = await maya_on_call(world, "email", "console")
    email.error = ChannelError("down")
    await somebody_is_in_danger(world)

    await world.worker_runs()
    await world.worker_runs()

    assert "Ruth" in world.channel.paged(), "Maya's open console alone reaches no pocket"
    assert "page_failed" in await hops(maya)
    email.error = None
    world.clock.move(seconds=2)
    await world.worker_runs()
    assert len({page.id for page in email.pages}) < len(email.pages), "the page that failed was tried again"


async def test_a_second_channel_that_reaches_the_person_holds_the_next_step_where_it_was(
    world: World,
) -> None:
    email, _sms = has(world, "email", "sms")
    await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    await maya_on_call(world, "email", "sms")
    email.error = ChannelError("down")
    await somebody_is_in_danger(world)

    await world.worker_runs()
    await world.worker_runs()

    assert world.channel.pages == []


async def test_a_failing_last_step_repeats_at_its_own_pace(world: World) -> None:
    [email] = has(world, "email")
    await maya_on_call(world, "email")
    email.error = ChannelError("down")
    await somebody_is_in_danger(world)
    for _ in range(6):
        await world.worker_runs()
    [escalation] = await world.services.escalations.listed()
    assert escalation.step == len(escalation.steps) - 1
    assert escalation.next_step_at is not None
    assert escalation.next_step_at > world.clock.now()


async def test_a_throttled_page_waits_as_long_as_it_was_told_with_a_receipt(world: World) -> None:
    [sms] = has(world, "sms")
    maya = await maya_on_call(world, "sms")
    sms.error = ChannelError("429", retry_after_s=7)
    await (await young_person(world.http)).want_person()
    await world.worker_runs()
    assert "page_delayed" in await hops(maya)

    sms.error = None
    world.clock.move(seconds=6)
    await world.worker_runs()
    assert len(sms.pages) == 1
    world.clock.move(seconds=1)
    await world.worker_runs()
    assert len(sms.pages) == 2


async def test_an_sms_that_the_first_provider_does_not_take_goes_by_the_second(world: World) -> None:
    sms, second = has(world, "sms", "sms2")
    await maya_on_call(world, "sms")
    sms.error = ChannelError("500")
    await (await young_person(world.http)).want_person()
    await world.worker_runs()
    assert [page.first_name for page in second.pages] == ["Maya"]


async def test_an_sms_of_which_nothing_is_heard_goes_by_the_second_provider(world: World) -> None:
    sms, second = has(world, "sms", "sms2")
    maya = await maya_on_call(world, "sms")
    sms.handed = Handed(receipt_within_s=45)
    await (await young_person(world.http)).want_person()
    await world.worker_runs()
    assert second.pages == []

    world.clock.move(seconds=45)
    await world.worker_runs()
    await world.worker_runs()

    assert len(second.pages) == 1
    assert (await hops(maya)).count("page_unconfirmed") == 1


async def test_receipts_may_come_twice_and_out_of_order(world: World) -> None:
    sms, second = has(world, "sms", "sms2")
    maya = await maya_on_call(world, "sms")
    sms.handed = Handed(receipt_within_s=45)
    phone = await young_person(world.http)
    await phone.want_person()
    await world.worker_runs()
    deliveries, page_id = world.services.deliveries, sms.pages[0].id

    await deliveries.told(page_id, delivered=True)
    await deliveries.told(page_id, delivered=True)
    await deliveries.told(page_id, delivered=False)
    await deliveries.told("of no page", delivered=True)
    world.clock.move(seconds=60)
    await world.worker_runs()

    kinds = await hops(maya)
    assert (kinds.count("page_delivered"), kinds.count("page_undelivered")) == (1, 0)
    assert second.pages == []
    assert await phone.status() == "waiting", "a page that arrived is not a page that somebody saw"


async def test_an_sms_that_did_not_arrive_goes_another_way_and_may_still_arrive(world: World) -> None:
    sms, voice = has(world, "sms", "voice")
    maya = await maya_on_call(world, "sms", "voice")
    voice.error = None
    await (await young_person(world.http)).want_person()
    await world.worker_runs()
    before = len(voice.pages)

    await world.services.deliveries.told(sms.pages[0].id, delivered=False)
    await world.services.deliveries.told(sms.pages[0].id, delivered=True)
    await world.worker_runs()

    assert len(voice.pages) == before, "it had gone by voice already, and goes once"
    kinds = await hops(maya)
    assert (kinds.count("page_delivered"), kinds.count("page_undelivered")) == (1, 1)


async def test_nothing_more_is_tried_for_somebody_who_has_it(world: World) -> None:
    sms, second = has(world, "sms", "sms2")
    maya = await maya_on_call(world, "sms")
    sms.handed = Handed(receipt_within_s=45)
    await (await young_person(world.http)).want_person()
    await world.worker_runs()
    [escalation] = (await maya.list())["escalations"]
    await maya.act(escalation["id"], "acknowledge")

    await world.services.deliveries.told(sms.pages[0].id, delivered=False)
    world.clock.move(seconds=46)
    await world.worker_runs()

    assert second.pages == []


async def test_without_an_address_the_console_takes_the_page_and_the_receipt_says_so(world: World) -> None:
    [sms] = has(world, "sms")
    maya = await maya_on_call(world, "sms")
    sms.error = NoAddress()
    await (await young_person(world.http)).want_person()
    await world.worker_runs()
    assert world.channel.paged() == ["Maya"]
    [escalation] = (await maya.list())["escalations"]
    said = [hop["says"] for hop in (await maya.open(escalation["id"]))["chronology"]]
    assert "Maya was paged by console." in said


@pytest.mark.parametrize("gone", ["sms", "nothing"])
async def test_a_channel_that_a_setting_took_away_falls_to_the_console(world: World, gone: str) -> None:
    await maya_on_call(world, *([gone] if gone == "sms" else []))
    await (await young_person(world.http)).want_person()
    await world.worker_runs()
    assert world.channel.paged() == ["Maya"]


async def test_a_channel_that_hangs_holds_up_no_other(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SEND_TIMEOUT_S", 0.2)
    monkeypatch.setattr(engine, "MOST_OF_A_CHANNEL", 1)
    worker = world.services.engine
    [email] = has(world, "email")
    email.hang = True
    for name in ("Maya", "Sam", "Olu"):
        who = await staff(world.services, world.http, name, channels=("email", "console"))
        await on_call(world.services, who, world.clock.now() + timedelta(seconds=1))
    await (await young_person(world.http)).want_person()
    await worker.begin()
    assert "email" in worker._sending.values(), "the loop goes on while a provider hangs"
    await world.worker_runs()
    assert sorted(world.channel.paged()) == ["Maya", "Olu", "Sam"]
    assert len(email.pages) == 3


@pytest.mark.parametrize("act", ["acknowledge", "take-over"])
async def test_a_loss_that_is_heard_of_after_somebody_answered_pages_nobody(world: World, act: str) -> None:
    sms, second = has(world, "sms", "sms2")
    maya = await maya_on_call(world, "sms")
    await somebody_is_in_danger(world)
    await world.worker_runs()
    [page] = sms.pages
    await maya.act(page.escalation_id, act)

    await world.services.deliveries.told(page.id, delivered=False)
    await world.worker_runs()

    assert second.pages == []
    assert "page_undelivered" in await hops(maya), "what happened is still told"


async def test_many_pages_of_a_channel_do_not_wait_for_the_next_sweep(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "MOST_OF_A_CHANNEL", 1)
    await maya_on_call(world, "console")
    for _ in range(3):
        await somebody_is_in_danger(world)

    await world.services.engine.begin()
    async with asyncio.timeout(10):
        while len(world.channel.pages) < 3:
            world.services.engine.wake.clear()
            await world.services.engine.take_up()
            await world.services.engine.wake.wait()
