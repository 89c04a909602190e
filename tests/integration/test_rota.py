"""The rota over HTTP: layers, overrides and shifts, gaps, clock changes and bank holidays."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from backend.identity.model import Role
from tests.conftest import World
from tests.factories import StaffClient, on_call, staff, young_person
from tests.fakes import MONDAY_EVENING
from tests.rotas import add_layer, move_to, on_call_at, rota, send, text, utc

ROUND_THE_CLOCK: dict[str, Any] = {"from_time": "09:00", "to_time": "09:00"}


async def team(world: World) -> StaffClient:
    """Create Maya and Sam, who take turns, and return Ruth, a supervisor."""
    for name in ("Maya", "Sam"):
        await staff(world.services, world.http, name)
    return await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)


async def test_a_layer_closes_the_gap_and_ending_it_opens_the_gap_again(world: World) -> None:
    ruth = await team(world)
    [gap] = (await rota(ruth))["gaps"]
    assert gap["starts_at"] == text(world.clock.now())

    layer = await add_layer(ruth, starts_on="2026-11-23", **ROUND_THE_CLOCK)
    shown = await rota(ruth)
    assert shown["gaps"] == []
    assert [one["name"] for one in shown["layers"]] == ["Evenings"]
    assert {one["origin"] for one in shown["shifts"]} == {"layer"}
    assert await on_call_at(world, world.clock.now()) == ["Maya"]

    await send(ruth, "DELETE", f"rota/layers/{layer['id']}")
    shown = await rota(ruth)
    assert (shown["layers"], len(shown["gaps"])) == ([], 1)


async def test_changing_a_layer_leaves_the_past_as_it_was(world: World) -> None:
    ruth = await team(world)
    layer = await add_layer(ruth, starts_on="2026-11-23", members=["staff-Maya"], **ROUND_THE_CLOCK)
    began = world.clock.now()
    world.clock.move(hours=5)
    wanted = {name: value for name, value in layer.items() if name != "id"} | {"members": ["staff-Sam"]}
    await send(ruth, "PUT", f"rota/layers/{layer['id']}", wanted)
    await send(ruth, "PUT", f"rota/layers/{layer['id']}", wanted)

    shifts = await world.services.stores.rota.between(began, world.clock.now())
    assert [(one.staff_id, one.starts_at) for one in shifts] == [
        ("staff-Maya", began),
        ("staff-Sam", world.clock.now()),
    ]


async def test_an_escalation_pages_whoever_a_layer_or_an_override_says(world: World) -> None:
    ruth = await team(world)
    await staff(world.services, world.http, "Olu")
    await add_layer(ruth, starts_on="2026-11-23", members=["staff-Maya"])
    phone = await young_person(world.http)
    await phone.want_person()
    await world.worker_runs()
    assert world.channel.paged() == ["Maya"]

    now = world.clock.now()
    cover = {"staff_id": "staff-Olu", "instead_of": "staff-Maya", "starts_at": text(now)}
    cover |= {"ends_at": text(now + timedelta(hours=2))}
    made = await send(ruth, "POST", "rota/overrides", cover, status=201)
    assert (made["first_name"], made["instead_of_first_name"]) == ("Olu", "Maya")
    await (await young_person(world.http)).want_person()
    await world.worker_runs()
    assert world.channel.paged() == ["Maya", "Olu"]

    await send(ruth, "DELETE", f"rota/overrides/{made['id']}")
    assert await on_call_at(world, now) == ["Maya"]


async def test_somebody_who_left_the_staff_list_is_a_gap(world: World) -> None:
    ruth = await team(world)
    await add_layer(ruth, starts_on="2026-11-23", **ROUND_THE_CLOCK)
    await world.services.mongo.db.staff.delete_one({"_id": "staff-Sam"})

    shown = await rota(ruth)
    assert {one["first_name"] for one in shown["shifts"]} == {"Maya", None}
    assert len(shown["gaps"]) == 7
    assert shown["gaps"][0]["starts_at"] == "2026-11-24T09:00:00.000Z"


async def test_the_night_the_clock_goes_forward_is_an_hour_shorter_and_leaves_no_gap(world: World) -> None:
    move_to(world, utc(2027, 3, 27, 12))
    ruth = await team(world)
    await add_layer(ruth, starts_on="2027-03-27")
    night, next_night, *_ = (await rota(ruth))["shifts"]
    assert (night["starts_at"], night["ends_at"]) == ("2027-03-27T17:00:00.000Z", "2027-03-28T07:00:00.000Z")
    assert next_night["starts_at"] == "2027-03-28T16:00:00.000Z"
    assert await on_call_at(world, utc(2027, 3, 28, 6, 59)) == ["Maya"]
    assert await on_call_at(world, utc(2027, 3, 28, 7)) == []
    assert await on_call_at(world, utc(2027, 3, 28, 16)) == ["Sam"]


async def test_the_night_the_clock_goes_back_is_an_hour_longer_and_hands_over_once(world: World) -> None:
    move_to(world, utc(2027, 10, 30, 12))
    ruth = await team(world)
    await add_layer(ruth, starts_on="2027-10-30", from_time="01:30", to_time="01:30")
    shown = await rota(ruth)
    assert shown["gaps"] == []
    starts = [one["starts_at"] for one in shown["shifts"][:2]]
    assert starts == ["2027-10-30T12:00:00.000Z", "2027-10-31T00:30:00.000Z"]
    assert await on_call_at(world, utc(2027, 10, 31, 0, 29)) == ["Maya"]
    assert await on_call_at(world, utc(2027, 10, 31, 0, 30)) == ["Sam"]
    assert await on_call_at(world, utc(2027, 10, 31, 1, 30)) == ["Sam"]


async def test_a_bank_holiday_weekend_is_held_by_its_own_layer(world: World) -> None:
    move_to(world, utc(2026, 12, 24, 12))
    ruth = await team(world)
    await add_layer(ruth, starts_on="2026-12-24", members=["staff-Maya"], bank_holidays="never",
                    weekdays=[0, 1, 2, 3, 4])  # fmt: skip
    holiday: dict[str, Any] = {"name": "Holidays", "members": ["staff-Sam"], "bank_holidays": "instead"}
    await add_layer(ruth, starts_on="2026-12-24", **holiday, **ROUND_THE_CLOCK)

    assert await on_call_at(world, utc(2026, 12, 24, 22)) == ["Maya"]
    assert await on_call_at(world, utc(2026, 12, 25, 12)) == ["Sam"]
    assert await on_call_at(world, utc(2026, 12, 27, 12)) == [], "a Sunday that nobody was named for"
    assert await on_call_at(world, utc(2026, 12, 28, 12)) == ["Sam"], "Boxing Day's substitute"
    assert await on_call_at(world, utc(2026, 12, 29, 22)) == ["Maya"]


async def test_a_later_week_begins_on_its_monday_in_london(world: World) -> None:
    ruth = await team(world)
    shown = await rota(ruth, weeks_ahead=18)
    assert (shown["starts_at"], shown["ends_at"]) == ("2027-03-28T23:00:00.000Z", "2027-04-11T23:00:00.000Z")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"members": []}, "at least one person"),
        ({"members": ["staff-Nobody"]}, "not on the staff list"),
        ({"members": ["staff-Maya", "staff-Maya"]}, "once"),
        ({"turn_days": 0}, "1 to 60"),
        ({"turn_days": 61}, "1 to 60"),
        ({"weekdays": []}, "day of the week"),
        ({"starts_on": "2026-11-22"}, "past"),
        ({"starts_on": "2028-11-22"}, "400 days"),
    ],
)
async def test_a_layer_that_cannot_be_is_refused_and_says_why(
    world: World, changes: dict[str, Any], says: str
) -> None:
    ruth = await team(world)
    problem = await add_layer(ruth, status=422, **({"starts_on": "2026-11-23"} | changes))
    assert says in problem["detail"]
    assert (await rota(ruth))["layers"] == []


def hours(starts: float, ends: float) -> dict[str, str]:
    at: datetime = MONDAY_EVENING
    return {"starts_at": text(at + timedelta(hours=starts)), "ends_at": text(at + timedelta(hours=ends))}


@pytest.mark.parametrize(
    ("override", "says"),
    [
        ({"staff_id": "staff-Nobody"} | hours(0, 1), "not on the staff list"),
        ({"staff_id": "staff-Sam", "instead_of": "staff-Maya"} | hours(0, 1), "not on call"),
        ({"staff_id": "staff-Sam", "instead_of": "staff-Sam"} | hours(0, 1), "themselves"),
        ({"staff_id": "staff-Sam"} | hours(-3, -2), "past"),
        ({"staff_id": "staff-Sam"} | hours(2, 1), "ends after"),
        ({"staff_id": "staff-Sam"} | hours(0, 24 * 32), "31 days"),
        ({"staff_id": "staff-Sam"} | hours(24 * 401, 24 * 402), "400 days"),
    ],
)
async def test_an_override_that_cannot_be_is_refused_and_says_why(
    world: World, override: dict[str, Any], says: str
) -> None:
    ruth = await team(world)
    problem = await send(ruth, "POST", "rota/overrides", override, status=422)
    assert says in problem["detail"]


async def test_removing_a_shift_that_runs_ends_it_now_and_keeps_what_was(world: World) -> None:
    ruth = await team(world)
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now())
    [shift] = (await rota(ruth))["shifts"]

    await send(ruth, "DELETE", f"shifts/{shift['id']}")
    await send(ruth, "DELETE", f"shifts/{shift['id']}", status=404)

    assert (await rota(ruth))["shifts"] == []
    before = world.clock.now() - timedelta(minutes=10)
    assert [one.staff_id for one in await world.services.stores.rota.between(before, before)] == [
        "staff-Maya"
    ]


async def test_every_change_is_in_the_audit(world: World) -> None:
    ruth = await team(world)
    layer = await add_layer(ruth, starts_on="2026-11-23")
    wanted = {name: value for name, value in layer.items() if name != "id"}
    await send(ruth, "PUT", f"rota/layers/{layer['id']}", wanted)
    extra = await send(ruth, "POST", "rota/overrides", {"staff_id": "staff-Sam"} | hours(1, 2), status=201)
    await send(ruth, "DELETE", f"rota/overrides/{extra['id']}")
    await send(ruth, "DELETE", f"rota/layers/{layer['id']}")
    shift = await send(ruth, "POST", "shifts", {"staff_id": "staff-Sam"} | hours(1, 2), status=201)
    await send(ruth, "DELETE", f"shifts/{shift['id']}")

    entries = await world.services.mongo.db.audit.find({"actor": "staff-Ruth"}).sort("_id", 1).to_list(None)
    assert [entry["action"] for entry in entries if entry["role"] == "supervisor"][-7:] == [
        "layer_added", "layer_changed", "override_added", "override_removed", "layer_removed", "shift_added",
        "shift_removed",
    ]  # fmt: skip
