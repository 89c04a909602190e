"""Who holds a request and lets nothing follow is reminded; then the team is paged, and the young person reads that."""

import asyncio

from tests.conftest import World
from tests.factories import DISCLOSURE, PASSWORD, StaffClient, YoungPersonClient, on_call, staff, young_person

WITHIN_S = 180


async def maya_holds_it(world: World, action: str) -> tuple[StaffClient, YoungPersonClient, str]:
    """Maya and Ruth are on call. Maya has acknowledged or taken over, and has not written."""
    maya, ruth = [await staff(world.services, world.http, name) for name in ("Maya", "Ruth")]
    for who in (maya, ruth):
        await on_call(world.services, who, world.clock.now())
    phone = await young_person(world.http)
    await phone.say(DISCLOSURE)
    [escalation] = (await maya.list())["escalations"]
    assert (await maya.act(escalation["id"], action)).status == 200
    return maya, phone, escalation["id"]


async def passes(world: World, seconds: float) -> list[str]:
    """Let time pass; return who was paged in it."""
    before = len(world.channel.pages)
    world.clock.move(seconds=seconds)
    await world.services.silences.check()
    await world.services.silences.check()
    await world.worker_runs()
    return world.channel.paged()[before:]


async def signs_in_again(who: StaffClient) -> None:
    typed = {"username": who.id.removeprefix("staff-").lower(), "password": PASSWORD}
    who.token = (await (await who.http.post("/v1/staff/tokens", json=typed)).json())["access_token"]


async def standing(phone: YoungPersonClient) -> str:
    await phone.renew()
    return await phone.status()


async def test_who_takes_over_and_does_not_write_is_reminded_then_the_team_is_paged_until_they_write(
    world: World,
) -> None:
    maya, phone, escalation_id = await maya_holds_it(world, "take-over")
    assert await passes(world, WITHIN_S - 1) == []
    assert await passes(world, 1) == ["Maya"], "a reminder, once, to the one who has it"
    assert await passes(world, WITHIN_S - 1) == []
    assert await standing(phone) == "joined"

    assert set(await passes(world, 1)) == {"Maya", "Ruth"}
    assert await standing(phone) == "handing_over"
    [held] = (await maya.list())["escalations"]
    assert (held["state"], held["offer"]["state"], held["offer"]["unanswered"]) == (
        "taken_over", "lapsed", True,
    )  # fmt: skip
    assert "Ruth" in await passes(world, 600), "again, as the policy says"

    await signs_in_again(maya)
    assert (await maya.say(escalation_id, "Hello, I am Maya.")).status == 201
    assert await passes(world, 5) == []
    assert await standing(phone) == "joined"
    assert await passes(world, 10 * WITHIN_S) == []


async def test_somebody_else_accepts_and_has_to_write_too(world: World) -> None:
    maya, phone, escalation_id = await maya_holds_it(world, "take-over")
    await passes(world, 2 * WITHIN_S)
    assert (await maya.say(escalation_id, "Hello.")).status == 201
    world.clock.move(seconds=1)
    ada = await staff(world.services, world.http, "Ada")
    await maya.act(escalation_id, "hand-over", to=ada.id)
    assert (await ada.act(escalation_id, "hand-over/accept")).status == 200
    assert await passes(world, WITHIN_S) == ["Ada"], "the words of Maya are not hers"
    assert await standing(phone) == "joined"


async def test_who_writes_is_left_in_peace_and_who_keeps_it_has_the_time_anew(world: World) -> None:
    maya, _, escalation_id = await maya_holds_it(world, "take-over")
    await passes(world, 2 * WITHIN_S)
    assert (await maya.act(escalation_id, "hand-over/withdraw")).status == 200
    assert await passes(world, WITHIN_S - 1) == []
    assert await passes(world, 1) == ["Maya"]
    await maya.say(escalation_id, "Hello, I am Maya.")
    assert await passes(world, 10 * WITHIN_S) == []


async def test_who_only_acknowledged_is_reminded_before_it_goes_stale(world: World) -> None:
    _, phone, _ = await maya_holds_it(world, "acknowledge")
    assert await passes(world, 3599) == []
    assert await passes(world, 1) == ["Maya"], "half of the two hours for which it counts"
    assert await standing(phone) == "seen"
    assert set(await passes(world, 3600)) == {"Maya", "Ruth"}
    assert await standing(phone) == "alerted_again"


async def test_several_workers_remind_once(world: World) -> None:
    maya, _, escalation_id = await maya_holds_it(world, "take-over")
    for _ in range(2):
        world.clock.move(seconds=WITHIN_S)
        await asyncio.gather(*(world.services.silences.check() for _ in range(4)))
    kinds = [hop["kind"] for hop in (await maya.open(escalation_id))["chronology"]]
    assert [kinds.count(kind) for kind in ("reminded", "unanswered", "hand_over_lapsed")] == [1, 1, 1]
