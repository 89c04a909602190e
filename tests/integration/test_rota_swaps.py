"""Swaps: one asks, the other agrees, and both overrides come at once or not at all."""

from datetime import timedelta
from typing import Any

from backend.escalations.rota.model import Shift
from backend.identity.model import Role
from tests.conftest import World
from tests.factories import StaffClient, staff
from tests.fakes import MONDAY_EVENING
from tests.rotas import on_call_at, send, text


def hours(starts: float, ends: float) -> dict[str, str]:
    at = MONDAY_EVENING
    return {"starts_at": text(at + timedelta(hours=starts)), "ends_at": text(at + timedelta(hours=ends))}


async def two_evenings(world: World) -> tuple[StaffClient, StaffClient, StaffClient]:
    """Maya has the hours from 10 to 14, Sam those from 34 to 38; return both, and Olu, who has none."""
    maya, sam, olu = [await staff(world.services, world.http, name) for name in ("Maya", "Sam", "Olu")]
    for who, starts in ((maya, 10), (sam, 34)):
        starts_at = MONDAY_EVENING + timedelta(hours=starts)
        shift = Shift(f"of-{who.id}", who.id, starts_at, starts_at + timedelta(hours=4))
        await world.services.stores.rota.add(shift)
    return maya, sam, olu


A_SWAP: dict[str, Any] = {"other_id": "staff-Sam", "gives": hours(10, 14), "takes": hours(34, 38)}


async def test_a_swap_changes_the_rota_only_when_the_other_agrees(world: World) -> None:
    maya, sam, olu = await two_evenings(world)
    asked = await send(maya, "POST", "rota/swaps", A_SWAP, status=201)
    assert (asked["state"], [one["staff_id"] for one in asked["agreed"]]) == ("asked", ["staff-Maya"])
    assert (await send(olu, "GET", "rota/swaps"))["swaps"] == []
    for who in (maya, olu):
        await send(who, "POST", f"rota/swaps/{asked['id']}/accept", {}, status=404)

    [waiting] = (await send(sam, "GET", "rota/swaps"))["swaps"]
    made = await send(sam, "POST", f"rota/swaps/{waiting['id']}/accept", {})

    assert (made["state"], made["made_by"]) == ("accepted", None)
    assert [one["staff_id"] for one in made["agreed"]] == ["staff-Maya", "staff-Sam"]
    await send(sam, "POST", f"rota/swaps/{asked['id']}/accept", {}, status=409)
    assert await world.services.mongo.db.rota_overrides.count_documents({}) == 2
    assert await on_call_at(world, MONDAY_EVENING + timedelta(hours=11)) == ["Sam"]
    assert await on_call_at(world, MONDAY_EVENING + timedelta(hours=35)) == ["Maya"]


async def test_no_and_taking_back_change_nothing(world: World) -> None:
    maya, sam, _ = await two_evenings(world)
    for who, state in ((sam, "declined"), (maya, "withdrawn")):
        asked = await send(maya, "POST", "rota/swaps", A_SWAP, status=201)
        ended = await send(who, "POST", f"rota/swaps/{asked['id']}/decline", {})
        assert ended["state"] == state
    assert (await send(sam, "GET", "rota/swaps"))["swaps"] == []
    assert await on_call_at(world, MONDAY_EVENING + timedelta(hours=11)) == ["Maya"]


async def test_a_supervisor_makes_a_swap_between_others_and_nobody_else_does(world: World) -> None:
    _, _, olu = await two_evenings(world)
    ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    between_others = A_SWAP | {"asker_id": "staff-Maya"}
    await send(olu, "POST", "rota/swaps", between_others, status=403)
    made = await send(ruth, "POST", "rota/swaps", between_others, status=201)
    assert (made["state"], made["made_by"], made["agreed"]) == ("made", "staff-Ruth", [])
    assert await on_call_at(world, MONDAY_EVENING + timedelta(hours=11)) == ["Sam"]


async def test_giving_hours_away_needs_nothing_in_return(world: World) -> None:
    maya, _, olu = await two_evenings(world)
    cover = {"other_id": "staff-Olu", "gives": hours(11, 12)}
    asked = await send(maya, "POST", "rota/swaps", cover, status=201)
    await send(olu, "POST", f"rota/swaps/{asked['id']}/accept", {})
    assert await on_call_at(world, MONDAY_EVENING + timedelta(hours=11.5)) == ["Olu"]
    assert await on_call_at(world, MONDAY_EVENING + timedelta(hours=12)) == ["Maya"]


async def test_nobody_gives_what_they_do_not_have_also_when_it_was_theirs_at_asking(world: World) -> None:
    maya, sam, _ = await two_evenings(world)
    await send(maya, "POST", "rota/swaps", A_SWAP | {"gives": hours(10, 15)}, status=409)
    asked = await send(maya, "POST", "rota/swaps", A_SWAP, status=201)
    await world.services.mongo.db.shifts.delete_one({"_id": "of-staff-Maya"})
    await send(sam, "POST", f"rota/swaps/{asked['id']}/accept", {}, status=409)
    assert await world.services.mongo.db.rota_overrides.count_documents({}) == 0


async def test_a_swap_that_cannot_be_is_refused(world: World) -> None:
    maya, _, _ = await two_evenings(world)
    for wrong in ({"other_id": maya.id}, {"other_id": "staff-Nobody"}, {"takes": hours(13, 15)}):
        await send(maya, "POST", "rota/swaps", A_SWAP | wrong, status=422)
