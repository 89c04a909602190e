"""The clock is moved through the nights that break clocks: everybody is paged on time, whoever is then on call."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest

from backend.core.clock import LONDON
from backend.escalations.paging.model import Page
from backend.escalations.rota.model import Shift
from tests.conftest import World
from tests.factories import StaffClient, staff, young_person
from tests.fakes import RecordingChannel

LOOK_EVERY = timedelta(minutes=10)


@dataclass(frozen=True)
class Night:
    """From `begins_at` for `hours`; at two in the morning in London, written out in UTC, Ben comes on for Ann."""

    begins_at: datetime
    hours: int
    hand_over_at: datetime


def utc(year: int, month: int, day: int, hour: int) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


NIGHTS = {
    "the clocks go back": Night(utc(2026, 10, 24, 21), 9, utc(2026, 10, 25, 2)),
    "the clocks go forward": Night(utc(2027, 3, 27, 21), 9, utc(2027, 3, 28, 1)),
    "New Year": Night(utc(2026, 12, 31, 21), 9, utc(2027, 1, 1, 2)),
    "a bank-holiday weekend": Night(utc(2026, 8, 28, 17), 88, utc(2026, 8, 31, 1)),
}


async def everybody(world: World, night: Night) -> tuple[StaffClient, StaffClient]:
    world.clock.move(seconds=(night.begins_at - world.clock.now()).total_seconds())
    ann, ben = await staff(world.services, world.http, "Ann"), await staff(world.services, world.http, "Ben")
    ends_at = night.begins_at + timedelta(hours=night.hours + 1)
    for who, starts_at, until in (
        (ann, night.begins_at - timedelta(hours=1), night.hand_over_at),
        (ben, night.hand_over_at, ends_at),
    ):
        await world.services.stores.rota.add(Shift(uuid4().hex, who.id, starts_at, until))
    return ann, ben


async def through(world: World, night: Night) -> list[tuple[datetime, Page]]:
    """Look every few minutes until the night is over; return when each page went out."""
    sent: list[tuple[datetime, Page]] = []
    ends_at = night.begins_at + timedelta(hours=night.hours)
    while world.clock.now() < ends_at:
        await world.worker_runs()
        sent += [(world.clock.now(), page) for page in world.channel.pages[len(sent) :]]
        world.clock.move(seconds=LOOK_EVERY.total_seconds())
    return sent


@pytest.mark.parametrize("night", NIGHTS.values(), ids=NIGHTS.keys())
async def test_the_steps_go_on_and_hand_over_when_people_do(world: World, night: Night) -> None:
    assert night.hand_over_at.astimezone(LONDON).hour == 2
    await everybody(world, night)
    await (await young_person(world.http)).want_person()
    [opened] = await world.services.escalations.listed()

    sent = await through(world, night)

    assert {page.first_name for at, page in sent if at < night.hand_over_at} == {"Ann"}
    assert {page.first_name for at, page in sent if at >= night.hand_over_at} == {"Ben"}
    assert len({page.id for _, page in sent}) == len(sent), "nobody is paged twice for one step"
    waits = [later - earlier for (earlier, _), (later, _) in pairwise(sent)]
    assert waits[0] == timedelta(seconds=opened.steps[0].wait_s)
    assert set(waits[1:]) == {timedelta(seconds=opened.steps[-1].wait_s)}


@pytest.mark.parametrize("night", NIGHTS.values(), ids=NIGHTS.keys())
async def test_the_watch_sees_no_gap_at_the_hand_over_and_no_page_that_is_late(
    world: World, night: Night
) -> None:
    await everybody(world, night)
    world.clock.move(seconds=(night.hand_over_at - world.clock.now()).total_seconds() - 1)
    for _ in range(3):
        await world.worker_runs()
        broken = {promise.name for promise in await world.services.watch.promises() if not promise.ok}
        assert not broken & {"worker", "pages", "rota"}
        world.clock.move(seconds=1)


async def test_providers_that_hang_and_refuse_hold_up_no_other_page(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.escalations.paging.engine.SEND_TIMEOUT_S", 0.05)
    hangs, refuses = RecordingChannel("hangs"), RecordingChannel("refuses")
    hangs.hang, refuses.refusals = True, 10_000
    world.services.channels.update(hangs=hangs, refuses=refuses)
    ways = ("hangs", "refuses", "console")
    maya = await staff(world.services, world.http, "Maya", channels=ways)
    now = world.clock.now()
    await world.services.stores.rota.add(Shift("long", maya.id, now, now + timedelta(hours=8)))
    for _ in range(8):
        await (await young_person(world.http)).want_person()

    await asyncio.gather(*(world.worker_runs() for _ in range(3)))

    assert len({page.id for page in world.channel.pages}) == 8
    assert len(world.channel.pages) == 8
    waiting = world.services.mongo.db.pages.count_documents({"state": "due", "channel": {"$ne": "console"}})
    assert await waiting == 16, "what was not taken is tried again"
