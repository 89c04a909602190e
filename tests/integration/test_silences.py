"""Who holds a request and lets nothing follow is reminded; then the team is paged, and the young person reads that."""

import asyncio
from typing import Any

from tests.conftest import World
from tests.factories import (
    DISCLOSURE,
    PASSWORD,
    SMALL_TALK,
    StaffClient,
    YoungPersonClient,
    on_call,
    staff,
    young_person,
)

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


async def maya_has_answered(world: World) -> tuple[StaffClient, YoungPersonClient, str]:
    """Maya has taken over and has written; a while later the young person writes again, small talk and all."""
    maya, phone, escalation_id = await maya_holds_it(world, "take-over")
    assert (await maya.say(escalation_id, "Hello, I am Maya.")).status == 201
    assert await passes(world, 10 * WITHIN_S) == [], "she wrote last, so nobody waits"
    await signs_in_again(maya)
    await phone.renew()
    assert (await maya.list())["escalations"][0]["waiting_since"] is None
    await phone.say(SMALL_TALK)
    assert (await maya.list())["escalations"][0]["waiting_since"] is not None
    return maya, phone, escalation_id


async def test_who_answered_once_and_then_lets_them_wait_is_reminded_then_the_team_is_paged(
    world: World,
) -> None:
    maya, phone, escalation_id = await maya_has_answered(world)
    assert await passes(world, WITHIN_S - 1) == []
    await phone.say(SMALL_TALK)  # Writing more does not put it off.
    assert await passes(world, 1) == ["Maya"]
    await phone.say(SMALL_TALK)
    assert await passes(world, WITHIN_S - 1) == []
    assert await standing(phone) == "joined"

    assert set(await passes(world, 1)) == {"Maya", "Ruth"}
    assert await standing(phone) == "handing_over"
    [held] = (await maya.list())["escalations"]
    assert (held["state"], held["offer"]["unanswered"]) == ("taken_over", True)
    said = [hop["says"] for hop in (await maya.open(escalation_id))["chronology"]]
    waited = "Maya has the chat. The young person has waited too long for words from Maya."
    assert said.count(waited) == 1

    assert (await maya.say(escalation_id, "I am back.")).status == 201
    await phone.say(SMALL_TALK)
    assert await passes(world, 5) == []
    assert await standing(phone) == "joined"
    assert await passes(world, WITHIN_S) == ["Maya"], "the new words are a wait of their own"


async def test_answering_in_time_begins_the_wait_anew(world: World) -> None:
    maya, phone, escalation_id = await maya_has_answered(world)
    for _ in range(4):
        assert await passes(world, WITHIN_S - 1) == []
        assert (await maya.say(escalation_id, "I am reading.")).status == 201
        await phone.say(SMALL_TALK)
    assert (await maya.close(escalation_id)).status == 200
    assert await passes(world, 10 * WITHIN_S) == []


async def test_whoever_accepts_it_has_the_whole_time_for_words_of_their_own(world: World) -> None:
    maya, _, escalation_id = await maya_has_answered(world)
    assert await passes(world, WITHIN_S) == ["Maya"]
    ada = await staff(world.services, world.http, "Ada")
    await maya.act(escalation_id, "hand-over", to=ada.id)
    assert (await ada.act(escalation_id, "hand-over/accept")).status == 200
    assert await passes(world, WITHIN_S - 1) == []
    assert await passes(world, 1) == ["Ada"]


async def test_handing_back_ends_it_and_the_policy_fetches_somebody(world: World) -> None:
    maya, _, escalation_id = await maya_has_answered(world)
    assert (await maya.act(escalation_id, "hand-back")).status == 200
    await passes(world, 3 * WITHIN_S)
    kinds = [hop["kind"] for hop in (await maya.open(escalation_id))["chronology"]]
    assert not {"reminded", "unanswered"} & set(kinds)


async def test_a_message_that_comes_while_the_worker_reminds_is_taken_in(world: World) -> None:
    """The same request is changed by each; none of them may fail for it, nor hold up the young person's words."""
    maya, phone, escalation_id = await maya_holds_it(world, "take-over")
    world.clock.move(seconds=WITHIN_S)
    checks = [world.services.silences.check() for _ in range(3)]
    sent = [phone.say(f"{SMALL_TALK} {number}") for number in range(6)]
    answers = [maya.say(escalation_id, f"Answer {number}") for number in range(3)]
    _, _, answered = await asyncio.gather(
        asyncio.gather(*checks), asyncio.gather(*sent), asyncio.gather(*answers)
    )
    assert [answer.status for answer in answered] == [201] * 3
    assert len((await phone.look())["messages"]) >= 9


async def presses_i_have_it(world: World, name: str) -> tuple[int, dict[str, Any]]:
    """Press the button of the page that somebody was sent last."""
    page = [page for page in world.channel.pages if page.first_name == name][-1]
    body = {"token": await world.services.page_links.token(page.id)}
    answered = await world.http.post("/v1/page-acknowledgements", json=body)
    return answered.status, await answered.json()


async def test_i_have_it_on_a_reminder_is_answered_and_does_not_hold_the_team_back(world: World) -> None:
    await maya_has_answered(world)
    assert await passes(world, WITHIN_S) == ["Maya"]
    assert await presses_i_have_it(world, "Maya") == (200, {"had_already": True})
    assert await passes(world, WITHIN_S - 1) == []
    assert await presses_i_have_it(world, "Maya") == (200, {"had_already": True})
    assert set(await passes(world, 1)) == {"Maya", "Ruth"}, "twice the time at the most"


async def test_i_have_it_on_the_teams_page_sends_to_the_console_and_ends_nothing(world: World) -> None:
    await maya_has_answered(world)
    await passes(world, 2 * WITHIN_S)
    status, problem = await presses_i_have_it(world, "Ruth")
    assert (status, problem["type"]) == (409, "urn:evenlight:problem:needs-console")
    assert "Ruth" in await passes(world, 600)


async def test_i_have_it_on_a_reminder_of_an_acknowledgement_is_no_second_acknowledgement(
    world: World,
) -> None:
    _, phone, _ = await maya_holds_it(world, "acknowledge")
    assert await passes(world, 3600) == ["Maya"]
    assert await presses_i_have_it(world, "Maya") == (200, {"had_already": True})
    assert set(await passes(world, 3600)) == {"Maya", "Ruth"}
    assert await standing(phone) == "alerted_again"
