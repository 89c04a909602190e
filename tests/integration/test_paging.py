"""Fetching a person: steps, empty rotas, refusals and dead workers."""

import asyncio
from datetime import datetime, timedelta

import pytest

from backend.core.clock import Clock
from backend.core.problem import StoreUnavailable
from backend.escalations.model import Escalation
from backend.escalations.paging import engine
from backend.escalations.paging.model import LEASE_S
from backend.escalations.service import EscalationService
from backend.identity.model import Role
from tests.conftest import World
from tests.factories import DISCLOSURE, StaffClient, YoungPersonClient, on_call, staff, young_person


async def somebody_needs_a_person(world: World) -> tuple[StaffClient, YoungPersonClient]:
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now())
    phone = await young_person(world.http)
    await phone.want_person()
    return maya, phone


async def step_runs_out(world: World) -> None:
    [escalation] = await world.services.escalations.listed()
    assert escalation.next_step_at is not None
    world.clock.move(seconds=(escalation.next_step_at - world.clock.now()).total_seconds())
    await world.worker_runs()


async def test_without_acknowledgement_the_next_step_is_paged_and_the_last_repeats(world: World) -> None:
    await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    await somebody_needs_a_person(world)
    await world.worker_runs()
    assert world.channel.paged() == ["Maya"]

    await step_runs_out(world)
    assert sorted(world.channel.paged()[1:]) == ["Maya", "Ruth"]

    await step_runs_out(world)
    await step_runs_out(world)
    assert len(world.channel.pages) == 1 + 3 * 2
    assert len({page.id for page in world.channel.pages}) == len(world.channel.pages)


async def test_acknowledging_stops_the_pages(world: World) -> None:
    maya, _ = await somebody_needs_a_person(world)
    [escalation] = (await maya.list())["escalations"]

    await maya.act(escalation["id"], "acknowledge")
    world.clock.move(hours=1)
    await world.worker_runs()

    assert world.channel.pages == []


async def test_an_acknowledgement_that_nobody_follows_up_goes_stale_and_pages_again(world: World) -> None:
    maya, phone = await somebody_needs_a_person(world)
    [escalation] = (await maya.list())["escalations"]
    await maya.act(escalation["id"], "acknowledge")

    await step_runs_out(world)
    await world.worker_runs()

    assert world.channel.paged() == ["Maya"]
    assert (await maya.list())["escalations"][0]["state"] == "open"
    await phone.renew()
    status = (await phone.look())["status"]
    assert status["state"] == "alerted_again"
    assert "nobody has come into this chat" in status["sentence"]

    await maya.act(escalation["id"], "acknowledge")
    assert await phone.status() == "seen"


async def test_taking_over_never_goes_stale(world: World) -> None:
    maya, phone = await somebody_needs_a_person(world)
    [escalation] = (await maya.list())["escalations"]
    await maya.act(escalation["id"], "take-over")

    world.clock.move(hours=10)
    await world.worker_runs()

    assert world.channel.pages == []
    await phone.renew()
    assert await phone.status() == "joined"


async def test_a_provider_that_refuses_is_tried_again_until_it_takes_the_page(world: World) -> None:
    maya, phone = await somebody_needs_a_person(world)
    world.channel.refusals = 3

    for _ in range(4):
        await world.worker_runs()
        world.clock.move(seconds=31)
    assert len({page.id for page in world.channel.pages}) == 1, "every attempt has the same idempotency key"
    assert len(world.channel.pages) == 4

    [escalation] = (await maya.list())["escalations"]
    kinds = [hop["kind"] for hop in (await maya.open(escalation["id"]))["chronology"]]
    assert kinds.count("page_failed") == 3
    assert kinds.count("page_sent") == 1
    assert await phone.status() == "waiting"


async def test_a_provider_that_hangs_does_not_hold_up_the_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "SEND_TIMEOUT_S", 0.05)
    world.channel.hang = True
    maya, _ = await somebody_needs_a_person(world)

    await world.worker_runs()

    [escalation] = (await maya.list())["escalations"]
    assert "page_failed" in [hop["kind"] for hop in (await maya.open(escalation["id"]))["chronology"]]


async def test_a_page_whose_worker_died_is_sent_by_another_under_the_same_key(world: World) -> None:
    await somebody_needs_a_person(world)
    pages = world.services.stores.pages
    leased = await pages.lease("a worker that dies", world.clock.now())
    assert leased is not None

    await world.worker_runs()
    assert world.channel.pages == [], "the lease of the dead worker still holds"

    world.clock.move(seconds=LEASE_S)
    await world.worker_runs()
    assert [page.id for page in world.channel.pages] == [leased.id]


async def test_three_workers_send_each_page_once(world: World) -> None:
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now())
    phones = [await young_person(world.http) for _ in range(6)]
    for phone in phones:
        await phone.want_person()

    await asyncio.gather(*(world.worker_runs() for _ in range(3)))

    assert len(world.channel.pages) == 6
    assert len({page.id for page in world.channel.pages}) == 6


async def test_a_second_disclosure_pages_again(world: World) -> None:
    maya, phone = await somebody_needs_a_person(world)
    await world.worker_runs()
    [escalation] = (await maya.list())["escalations"]
    await maya.act(escalation["id"], "acknowledge")

    world.clock.move(minutes=2)
    await phone.say(DISCLOSURE)
    await world.worker_runs()

    assert world.channel.paged() == ["Maya", "Maya"]
    assert (await maya.list())["escalations"][0]["state"] == "open"
    status = (await phone.look())["status"]
    assert status["state"] == "waiting", "what was seen before does not cover the new words"


async def test_writing_more_never_holds_back_the_next_step(world: World) -> None:
    await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    _, phone = await somebody_needs_a_person(world)

    for _ in range(8):
        world.clock.move(seconds=90)
        await phone.say(DISCLOSURE)
        await world.worker_runs()

    assert "Ruth" in world.channel.paged()


async def test_a_rota_that_fills_up_later_is_not_said_to_have_been_alerted(world: World) -> None:
    await staff(world.services, world.http, "Ruth", Role.SUPERVISOR, fallback=True)
    maya = await staff(world.services, world.http, "Maya")
    phone = await young_person(world.http)
    await phone.want_person()
    await world.worker_runs()

    await on_call(world.services, maya, world.clock.now())
    assert await phone.status() == "nobody_on_call"

    await step_runs_out(world)
    assert await phone.status() == "waiting"


async def test_with_no_worker_the_young_person_is_told_and_the_watch_notices(world: World) -> None:
    maya, phone = await somebody_needs_a_person(world)
    assert await phone.status() == "alerting"

    world.clock.move(seconds=30)

    status = (await phone.look())["status"]
    assert status["state"] == "not_alerted"
    assert "have not been able to send an alert" in status["sentence"]
    assert status["lines"]
    ready = await world.http.get("/health/ready")
    broken = {promise["name"] for promise in (await ready.json())["promises"] if not promise["ok"]}
    assert ready.status == 503
    assert broken == {"worker", "pages"}
    assert {alarm["name"] for alarm in (await maya.list())["alarms"]} == {"worker", "pages"}


async def test_pages_carry_no_content(world: World) -> None:
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now())
    phone = await young_person(world.http, nickname="Kit")
    await phone.say(DISCLOSURE)

    await world.worker_runs()

    told = str(vars(world.channel.pages[0]))
    assert "alive" not in told
    assert "Kit" not in told
    assert phone.device["young_person_id"] not in told


async def test_a_clock_that_jumps_back_does_not_send_twice(world: World) -> None:
    await somebody_needs_a_person(world)
    await world.worker_runs()
    clock: Clock = world.clock
    before = clock.now()

    world.clock.move(seconds=-timedelta(hours=1).total_seconds())
    await world.worker_runs()

    assert clock.now() < before
    assert len(world.channel.pages) == 1


async def test_a_step_that_cannot_be_started_holds_up_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now())
    for _ in range(2):
        await (await young_person(world.http)).want_person()
    await world.worker_runs()
    stuck, other = await world.services.escalations.listed()
    advance = EscalationService.advance

    async def fails(self: EscalationService, escalation: Escalation, step: int, now: datetime) -> bool:
        if escalation.id == stuck.id:
            raise StoreUnavailable
        return await advance(self, escalation, step, now)

    monkeypatch.setattr(EscalationService, "advance", fails)
    world.clock.move(seconds=stuck.steps[0].wait_s)
    await world.worker_runs()

    assert [page.escalation_id for page in world.channel.pages[2:]] == [other.id]
