"""A rota of layers on the nights that break clocks: whoever is on call by the wall clock is paged, in their turn."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest

from backend.escalations.model import State
from backend.escalations.rota.layers import BankHolidays, Layer, Weekday
from backend.identity.model import Role
from tests.conftest import World
from tests.factories import staff, young_person
from tests.rotas import move_to, utc

URGENT = "i am going to end my life tonight"
WEEKEND = frozenset({Weekday.SATURDAY, Weekday.SUNDAY})
EVENING, MORNING = time(17), time(8)


def layer(name: str, *members: str, starts_on: date, **changes: object) -> Layer:
    fields = {"turn_days": 1, "from_time": EVENING, "to_time": MORNING} | changes
    return Layer(name, name, tuple(f"staff-{one}" for one in members), starts_on, **fields)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Night:
    """A night with an evening shift before it and one after: who has it when, written out in UTC."""

    starts_on: date
    evening_at: datetime
    morning_at: datetime
    changes_at: datetime


NIGHTS = {
    "the clocks go back": Night(
        date(2026, 10, 24), utc(2026, 10, 24, 16), utc(2026, 10, 25, 8), utc(2026, 10, 25, 1)
    ),
    "the clocks go forward": Night(
        date(2027, 3, 27), utc(2027, 3, 27, 17), utc(2027, 3, 28, 7), utc(2027, 3, 28, 1)
    ),
    "New Year": Night(date(2026, 12, 31), utc(2026, 12, 31, 17), utc(2027, 1, 1, 8), utc(2027, 1, 1, 0)),
}
SECOND = timedelta(seconds=1)


@pytest.fixture(params=list(NIGHTS.values()), ids=list(NIGHTS))
def night(request: pytest.FixtureRequest) -> Night:
    found: Night = request.param
    return found


async def evenings(world: World, night: Night) -> None:
    """Maya has the evening and Sam the next one; in the day there is Ben. Ruth supervises."""
    move_to(world, night.evening_at - timedelta(days=1))
    for name in ("Maya", "Sam", "Ben"):
        await staff(world.services, world.http, name)
    await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    hours = {"starts_on": night.starts_on, "from_time": MORNING, "to_time": EVENING}
    for one in (layer("evenings", "Maya", "Sam", starts_on=night.starts_on), layer("days", "Ben", **hours)):  # type: ignore[arg-type]
        await world.services.stores.rota.begin_layer(one, world.clock.now())


async def on_call(world: World, at: datetime) -> list[str]:
    move_to(world, at)
    return sorted(who.first_name for who in await world.services.escalations.on_call())


async def test_the_shift_begins_and_ends_by_the_clock_on_the_wall(world: World, night: Night) -> None:
    await evenings(world, night)
    assert await on_call(world, night.evening_at - SECOND) == ["Ben"]
    assert await on_call(world, night.evening_at) == ["Maya"]
    assert await on_call(world, night.changes_at - SECOND) == ["Maya"]
    assert await on_call(world, night.changes_at) == ["Maya"]
    assert await on_call(world, night.morning_at - SECOND) == ["Maya"]
    assert await on_call(world, night.morning_at) == ["Ben"]


async def test_the_steps_of_now_are_two_minutes_apart_while_the_clock_changes(
    world: World, night: Night
) -> None:
    await evenings(world, night)
    move_to(world, night.changes_at - timedelta(seconds=60))
    await (await young_person(world.http)).say(URGENT)

    paged: list[list[str]] = []
    for wait_s in (0, 119, 1, 119, 1, 119, 1):
        world.clock.move(seconds=wait_s)
        before = len(world.channel.pages)
        await world.worker_runs()
        paged.append(sorted(page.first_name for page in world.channel.pages[before:]))

    everybody = ["Ben", "Maya", "Ruth", "Sam"]
    assert paged == [["Maya"], [], ["Maya", "Ruth"], [], everybody, [], everybody]


async def test_an_acknowledgement_goes_stale_after_ten_real_minutes(world: World, night: Night) -> None:
    await evenings(world, night)
    maya = await world.services.escalations.responder("staff-Maya")
    move_to(world, night.changes_at - timedelta(minutes=5))
    await (await young_person(world.http)).say(URGENT)
    await world.worker_runs()
    [opened] = await world.services.escalations.listed()
    await world.services.actions.acknowledge(opened.id, maya)

    world.clock.move(seconds=opened.stale_after_s - 1)
    await world.worker_runs()
    assert (await world.services.escalations.get(opened.id)).state is State.ACKNOWLEDGED
    world.clock.move(seconds=1)
    await world.worker_runs()
    assert (await world.services.escalations.get(opened.id)).state is State.OPEN
    assert world.channel.paged() == ["Maya", "Maya"]


async def test_the_page_after_the_hand_over_goes_to_whoever_came_on(world: World, night: Night) -> None:
    await evenings(world, night)
    move_to(world, night.morning_at - timedelta(seconds=60))
    await (await young_person(world.http)).say(URGENT)
    await world.worker_runs()
    world.clock.move(seconds=120)
    await world.worker_runs()
    assert world.channel.paged()[0] == "Maya"
    assert sorted(world.channel.paged()[1:]) == ["Ben", "Ruth"]


# Friday evening to Tuesday morning at the end of August: London is an hour ahead of UTC.
BANK_HOLIDAY_WEEKEND = [
    (utc(2026, 8, 28, 15, 59), []),
    (utc(2026, 8, 28, 16), ["Maya"]),  # Friday evening
    (utc(2026, 8, 29, 6, 59), ["Maya"]),
    (utc(2026, 8, 29, 7), ["Sam"]),  # the weekend, round the clock
    (utc(2026, 8, 30, 7), ["Sam"]),
    (utc(2026, 8, 31, 6, 59), ["Sam"]),
    (utc(2026, 8, 31, 7), ["Ben"]),  # the bank holiday, round the clock, in place of its evening
    (utc(2026, 8, 31, 16), ["Ben"]),
    (utc(2026, 9, 1, 6, 59), ["Ben"]),
    (utc(2026, 9, 1, 7), []),
    (utc(2026, 9, 1, 16), ["Maya"]),  # Tuesday evening
]


async def test_evenings_weekend_and_bank_holiday_follow_each_other_and_each_is_paged(world: World) -> None:
    move_to(world, utc(2026, 8, 27, 12))
    for name in ("Maya", "Sam", "Ben"):
        await staff(world.services, world.http, name)
    await staff(world.services, world.http, "Ruth", Role.SUPERVISOR, fallback=True)
    starts_on, round_the_clock = date(2026, 8, 24), {"from_time": MORNING, "to_time": MORNING}
    weekdays = frozenset(Weekday) - WEEKEND
    for one in (
        layer("evenings", "Maya", starts_on=starts_on, weekdays=weekdays, bank_holidays=BankHolidays.NEVER),
        layer("weekend", "Sam", starts_on=starts_on, weekdays=WEEKEND, **round_the_clock),
        layer("holiday", "Ben", starts_on=starts_on, bank_holidays=BankHolidays.INSTEAD, **round_the_clock),
    ):
        await world.services.stores.rota.begin_layer(one, utc(2026, 8, 24, 0))

    for at, who in BANK_HOLIDAY_WEEKEND:
        assert await on_call(world, at) == who, at
        before = len(world.channel.pages)
        await (await young_person(world.http)).want_person()
        await world.worker_runs()
        newest = max(world.channel.pages[before:], key=lambda page: page.due_at).conversation_id
        first = {page.first_name for page in world.channel.pages if page.conversation_id == newest}
        assert first == set(who or ["Ruth"]), "nobody on call: the fallback contact"


def test_the_nights_are_what_they_are_called() -> None:
    lengths = [night.morning_at - night.evening_at for night in NIGHTS.values()]
    assert lengths == [timedelta(hours=16), timedelta(hours=14), timedelta(hours=15)]
    assert all(night.changes_at.tzinfo is UTC for night in NIGHTS.values())
