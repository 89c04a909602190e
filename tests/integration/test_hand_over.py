"""Handing over: offered, and somebody else's only once they have accepted."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from tests.conftest import World
from tests.factories import DISCLOSURE, StaffClient, YoungPersonClient, on_call, staff, young_person

WITHIN_S = 300


async def maya_holds_it(
    world: World, action: str = "take-over", hours: float = 2
) -> tuple[StaffClient, YoungPersonClient, str]:
    """Maya is on call until an hour before `hours` are over, and has acknowledged or taken over."""
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now(), hours=hours)
    phone = await young_person(world.http)
    await phone.say(DISCLOSURE)
    [escalation] = (await maya.list())["escalations"]
    assert (await maya.act(escalation["id"], action)).status == 200
    return maya, phone, escalation["id"]


async def ruth_comes_on(world: World, name: str = "Ruth") -> StaffClient:
    """Somebody is on call from the end of Maya's shift on."""
    who = await staff(world.services, world.http, name)
    await on_call(world.services, who, world.clock.now() + timedelta(hours=2), hours=8)
    return who


async def the_shift_ends(world: World) -> None:
    world.clock.move(hours=1)
    await world.services.shift_ends.check()
    await world.worker_runs()


async def time_passes(world: World, seconds: float) -> None:
    world.clock.move(seconds=seconds)
    await world.services.shift_ends.check()
    await world.worker_runs()


async def shown(who: StaffClient) -> dict[str, Any]:
    token = {"username": who.id.removeprefix("staff-").lower(), "password": "a-password-for-tests"}
    who.token = (await (await who.http.post("/v1/staff/tokens", json=token)).json())["access_token"]
    [escalation] = (await who.list())["escalations"]
    found: dict[str, Any] = escalation
    return found


async def kinds(who: StaffClient, escalation_id: str) -> list[str]:
    return [hop["kind"] for hop in (await who.open(escalation_id))["chronology"]]


async def look(phone: YoungPersonClient) -> dict[str, Any]:
    await phone.renew()
    status: dict[str, Any] = (await phone.look())["status"]
    return status


async def test_at_the_end_of_the_shift_it_is_offered_to_who_comes_on_call_and_stays_until_accepted(
    world: World,
) -> None:
    maya, phone, escalation_id = await maya_holds_it(world)
    ruth = await ruth_comes_on(world)
    await the_shift_ends(world)

    assert world.channel.paged() == ["Ruth"]
    offered = await shown(ruth)
    assert (offered["state"], offered["taken_over_by"]["first_name"]) == ("taken_over", "Maya")
    assert (offered["offer"]["to"], offered["offer"]["at_shift_end"]) == (["staff-Ruth"], True)
    told = await look(phone)
    assert (told["state"], "Maya" in told["sentence"], "Ruth" in told["sentence"]) == ("joined", True, False)
    await shown(maya)
    assert (await maya.say(escalation_id, "I am still here.")).status == 201

    assert (await ruth.act(escalation_id, "hand-over/accept")).status == 200
    told = await look(phone)
    assert (told["state"], "Ruth" in told["sentence"]) == ("joined", True)
    assert (await ruth.say(escalation_id, "Hello, I am Ruth.")).status == 201
    assert (await maya.say(escalation_id, "And I.")).status == 409
    await time_passes(world, WITHIN_S)
    assert world.channel.paged() == ["Ruth"], "it was accepted: nobody is paged for it"


async def test_before_the_shift_ends_nothing_is_offered(world: World) -> None:
    maya, _, _ = await maya_holds_it(world)
    await ruth_comes_on(world)
    await time_passes(world, 3599)
    assert (await shown(maya))["offer"] is None


async def test_who_was_never_on_call_keeps_what_they_hold(world: World) -> None:
    ada = await staff(world.services, world.http, "Ada")
    maya, _, escalation_id = await maya_holds_it(world, "acknowledge")
    await ada.act(escalation_id, "take-over")
    await ruth_comes_on(world)
    await the_shift_ends(world)
    assert (await shown(maya))["offer"] is None


async def test_nobody_accepts_in_time_so_the_team_is_paged_and_the_first_person_still_holds_it(
    world: World,
) -> None:
    maya, phone, escalation_id = await maya_holds_it(world)
    ruth = await ruth_comes_on(world)
    await the_shift_ends(world)
    await time_passes(world, WITHIN_S)

    held = await shown(maya)
    assert (held["state"], held["taken_over_by"]["first_name"]) == ("taken_over", "Maya")
    assert held["offer"]["state"] == "lapsed"
    assert set(world.channel.paged()[1:]) == {"Ruth", "Maya"}
    told = await look(phone)
    assert told["state"] == "handing_over"
    assert "Nobody else has yet" in told["sentence"]

    before = len(world.channel.pages)
    await phone.say(DISCLOSURE)
    await time_passes(world, 3600)
    assert len(world.channel.pages) > before, "it pages until somebody accepts"
    await shown(ruth)
    assert (await ruth.act(escalation_id, "hand-over/accept")).status == 200
    assert (await look(phone))["state"] == "joined"
    before = len(world.channel.pages)
    await time_passes(world, 3600)
    assert len(world.channel.pages) == before


async def test_what_was_only_acknowledged_opens_again_when_nobody_accepts(world: World) -> None:
    maya, phone, _ = await maya_holds_it(world, "acknowledge", hours=1.05)
    ruth = await staff(world.services, world.http, "Ruth")
    await on_call(world.services, ruth, world.clock.now())
    await time_passes(world, 180)
    assert (await shown(maya))["offer"]["to"] == ["staff-Ruth"]
    assert (await look(phone))["state"] == "seen"
    await time_passes(world, WITHIN_S)
    assert (await shown(maya))["state"] == "open"
    told = await look(phone)
    assert told["state"] == "alerted_again"
    assert "nobody has come into this chat" in told["sentence"]


async def test_with_nobody_on_call_the_team_is_paged_at_once(world: World) -> None:
    maya, _, escalation_id = await maya_holds_it(world)
    await the_shift_ends(world)
    held = await shown(maya)
    assert (held["state"], held["offer"]["state"]) == ("taken_over", "lapsed")
    assert world.channel.paged() == ["Maya"], "there is nobody else on the staff list"
    assert (await kinds(maya, escalation_id))[-5:-3] == ["shift_ended", "hand_over_lapsed"]


async def test_who_keeps_it_is_asked_again_an_hour_later(world: World) -> None:
    maya, _, escalation_id = await maya_holds_it(world)
    await ruth_comes_on(world)
    await the_shift_ends(world)
    await shown(maya)
    assert (await maya.act(escalation_id, "hand-over/withdraw")).status == 200
    await time_passes(world, 3599)
    assert (await shown(maya))["offer"] is None
    await time_passes(world, 1)
    assert (await shown(maya))["offer"]["state"] == "offered"


async def test_a_colleague_is_asked_by_name_with_a_note_that_no_page_carries(world: World) -> None:
    maya, phone, escalation_id = await maya_holds_it(world)
    ruth = await staff(world.services, world.http, "Ruth")
    wanted = {"to": ruth.id, "note": "She wants to talk to a woman."}
    assert (await maya.act(escalation_id, "hand-over", **wanted)).status == 200
    await world.worker_runs()
    assert world.channel.paged() == ["Ruth"]
    assert "woman" not in str(world.channel.pages)
    assert (await shown(ruth))["offer"]["note"] == wanted["note"]
    assert (await look(phone))["state"] == "joined"

    assert (await ruth.act(escalation_id, "hand-over/accept")).status == 200
    assert (await shown(ruth))["offer"]["note"] == wanted["note"], "whoever has it can still read it"
    theirs = await (await world.http.get("/v1/me/data", headers=phone.headers)).text()
    assert "a note to a colleague" in theirs
    assert "woman" not in theirs, "somebody reads it through first"
    assert (await kinds(ruth, escalation_id))[-3:] == [
        "hand_over_offered", "page_sent", "hand_over_accepted",
    ]  # fmt: skip


async def test_who_is_asked_and_cannot_take_it_says_so_and_the_team_is_paged(world: World) -> None:
    maya, _, escalation_id = await maya_holds_it(world)
    ruth = await staff(world.services, world.http, "Ruth")
    await maya.act(escalation_id, "hand-over", to=ruth.id)
    assert (await ruth.act(escalation_id, "hand-over/decline")).status == 200
    await world.worker_runs()
    assert "Maya" in world.channel.paged(), "she is on call, and pages begin again"
    held = await shown(maya)
    assert (held["taken_over_by"]["first_name"], held["offer"]["state"]) == ("Maya", "lapsed")


async def test_only_who_is_asked_can_accept_and_only_who_holds_it_can_offer(world: World) -> None:
    maya, _, escalation_id = await maya_holds_it(world)
    ruth, ada = [await staff(world.services, world.http, name) for name in ("Ruth", "Ada")]
    assert (await ruth.act(escalation_id, "hand-over", to=ada.id)).status == 409
    for wrong in (maya.id, "staff-Nobody"):
        assert (await maya.act(escalation_id, "hand-over", to=wrong)).status == 422
    assert (await ruth.act(escalation_id, "hand-over/accept")).status == 409
    await maya.act(escalation_id, "hand-over", to=ruth.id)
    for action in ("accept", "decline", "withdraw"):
        refused = await ada.act(escalation_id, f"hand-over/{action}")
        assert (refused.status, (await refused.json())["taken_over_by"]["first_name"]) == (409, "Maya")


async def test_what_the_young_person_writes_ends_the_offer_of_what_was_only_acknowledged(
    world: World,
) -> None:
    maya, phone, escalation_id = await maya_holds_it(world, "acknowledge")
    ruth = await staff(world.services, world.http, "Ruth")
    await maya.act(escalation_id, "hand-over", to=ruth.id)
    world.clock.move(seconds=1)
    await phone.say(DISCLOSURE)
    assert (await ruth.act(escalation_id, "hand-over/accept")).status == 409
    assert (await look(phone))["state"] in {"alerting", "waiting"}


@pytest.mark.parametrize("action", ["acknowledge", "take-over"])
async def test_two_who_accept_at_once_are_one_and_a_conflict(world: World, action: str) -> None:
    _, _, escalation_id = await maya_holds_it(world, action, hours=1.1)
    rivals = [await ruth_comes_on(world, name) for name in ("Ruth", "Sam", "Noor")]
    for rival in rivals:
        await on_call(world.services, rival, world.clock.now())
    world.clock.move(minutes=7)
    await world.services.shift_ends.check()

    answers = await asyncio.gather(*(who.act(escalation_id, "hand-over/accept") for who in rivals))
    assert sorted(answer.status for answer in answers) == [200, 409, 409]
    [winner] = [await answer.json() for answer in answers if answer.status == 200]
    holder = winner["taken_over_by"] if action == "take-over" else winner["acknowledged_by"]
    for answer in answers:
        if answer.status == 409:
            assert (await answer.json())["taken_over_by"]["first_name"] == holder["first_name"]
    assert (await kinds(rivals[0], escalation_id)).count("hand_over_accepted") == 1


async def test_accepting_while_the_time_runs_out_is_one_of_both(world: World) -> None:
    _, _, escalation_id = await maya_holds_it(world, hours=1.1)
    ruth = await staff(world.services, world.http, "Ruth")
    await on_call(world.services, ruth, world.clock.now())
    world.clock.move(minutes=7)
    await world.services.shift_ends.check()
    world.clock.move(seconds=WITHIN_S)
    answer, *_ = await asyncio.gather(
        ruth.act(escalation_id, "hand-over/accept"),
        world.services.shift_ends.check(),
        world.services.shift_ends.check(),
    )
    assert answer.status == 200, "also when the team was paged first"
    found = kinds(ruth, escalation_id)
    assert (await found).count("hand_over_lapsed") <= 1


@pytest.mark.parametrize(("action", "status"), [("acknowledge", 200), ("take-over", 409)])
async def test_the_link_of_a_page_accepts_what_was_acknowledged_and_no_chat(
    world: World, action: str, status: int
) -> None:
    maya, _, escalation_id = await maya_holds_it(world, action)
    ruth = await staff(world.services, world.http, "Ruth")
    await maya.act(escalation_id, "hand-over", to=ruth.id)
    await world.worker_runs()
    [page] = world.channel.pages
    token = await world.services.page_links.token(page.id)
    answered = await world.http.post("/v1/page-acknowledgements", json={"token": token})
    assert answered.status == status
    held = await shown(maya)
    holder = held["acknowledged_by"] if action == "acknowledge" else held["taken_over_by"]
    assert holder["first_name"] == ("Ruth" if status == 200 else "Maya")
