"""The bot asks for a step of a plan; its owner reads their own words there, and nobody else and no store has them."""

from typing import Any

import pytest

from tests.conftest import World
from tests.factories import DISCLOSURE, StaffClient, YoungPersonClient, staff
from tests.planning import Planner, entry, plan, planner

WORDS = "i draw the lighthouse"
AUNT = {
    "kind": "contact", "name": "Auntie Sam", "relation": "my aunt", "may_be_told": True,
    "ways": [{"channel": "phone", "value": "07700 900123"}],
}  # fmt: skip


def step(number: int) -> list[dict[str, Any]]:
    """Return the bot's answer as its REST channel gives it."""
    buttons = [{"title": "Next step", "payload": "/next_step"}, {"title": "Stop", "payload": "/stop_plan"}]
    return [
        {"recipient_id": "x", "text": f"Step {number} is here.", "buttons": buttons},
        {"recipient_id": "x", "custom": {"show": "plan", "step": number}},
    ]


async def asks(world: World, phone: YoungPersonClient, number: int = 2) -> dict[str, Any]:
    """Ask for the plan, and return the bot's message."""
    world.bot.answer = step(number)
    [reply] = (await phone.say("show my plan"))["replies"]
    found: dict[str, Any] = reply
    return found


async def with_a_plan(world: World, **answers: Any) -> Planner:
    kit = await planner(world, **answers)
    drawing = entry("draw", WORDS, gets_in_the_way="no paper")
    await kit.writes(plan(step_2=[drawing], step_4=[entry("aunt", detail=AUNT)]), 0)
    return kit


async def opened_by_staff(world: World, kit: Planner) -> tuple[StaffClient, dict[str, Any]]:
    """Ask for a person after the walk, and return what Maya sees of it."""
    await kit.phone.say(DISCLOSURE)
    maya = await staff(world.services, world.http, "Maya")
    [escalation] = (await maya.list())["escalations"]
    return maya, await maya.open(escalation["id"])


async def test_the_owner_reads_their_own_words_under_the_step(world: World) -> None:
    kit = await with_a_plan(world)

    reply = await asks(world, kit.phone)

    assert reply["text"] == "Step 2 is here."
    assert [button["title"] for button in reply["buttons"]] == ["Next step", "Stop"]
    shown = reply["show"]
    assert (shown["kind"], shown["step"], shown["link"]) == ("plan", 2, "/plan#step/2")
    assert shown["title"] == "Things I can do on my own"
    [drawing] = shown["entries"]
    assert (drawing["text"], drawing["gets_in_the_way"]) == (WORDS, "no paper")


async def test_a_person_in_the_plan_comes_with_the_ways_to_reach_them(world: World) -> None:
    kit = await with_a_plan(world)

    [aunt] = (await asks(world, kit.phone, 4))["show"]["entries"]

    assert aunt["detail"] == AUNT


async def test_an_empty_step_is_empty_and_leads_to_where_it_can_be_filled_in(world: World) -> None:
    kit = await with_a_plan(world)

    reply = await asks(world, kit.phone, 6)

    assert reply["show"]["entries"] == []
    assert reply["show"]["link"] == "/plan#step/6"
    assert [button["title"] for button in reply["buttons"]] == ["Next step", "Stop"]


async def test_a_step_shows_the_plan_as_it_is_when_it_is_read(world: World) -> None:
    kit = await with_a_plan(world)
    await asks(world, kit.phone)
    await kit.writes(plan(step_2=[entry("draw", "i sing instead")]), 1)

    last = (await kit.phone.look())["messages"][-1]

    assert [each["text"] for each in last["show"]["entries"]] == ["i sing instead"]


async def test_where_there_is_no_plan_one_is_offered_and_nothing_is_pushed(world: World) -> None:
    kit = await planner(world)

    reply = await asks(world, kit.phone, 1)

    assert "in your own words" in reply["text"]
    assert "Step 1" not in reply["text"]
    assert (reply["show"]["kind"], reply["show"]["link"]) == ("start_plan", "/plan")
    assert reply["show"]["entries"] == []
    assert [button["title"] for button in reply["buttons"]] == ["I want a person", "Who is open now?"]


async def test_the_offer_in_a_row_is_worded_differently_each_time(world: World) -> None:
    kit = await planner(world)

    offers = [(await asks(world, kit.phone, step))["text"] for step in (1, 2, 3)]

    assert len(set(offers)) == 3
    looked_at = (await kit.phone.look())["messages"]
    assert [one["text"] for one in looked_at if one["author"] == "bot"] == offers


async def test_a_plan_with_nothing_in_it_is_offered_like_none(world: World) -> None:
    kit = await planner(world)
    await kit.writes(plan(), 0)

    assert (await asks(world, kit.phone))["show"]["kind"] == "start_plan"


async def test_after_a_plan_is_deleted_the_chat_holds_none_of_it(world: World) -> None:
    kit = await with_a_plan(world)
    await asks(world, kit.phone)
    assert (await kit.call("DELETE", "")).status == 204

    conversation = await kit.phone.look()

    assert conversation["messages"][-1]["show"]["kind"] == "start_plan"
    assert WORDS not in str(conversation)


async def test_the_bot_that_offers_a_start_gets_the_way_to_it(world: World) -> None:
    kit = await with_a_plan(world)
    world.bot.answer = [{"text": "You can write it."}, {"custom": {"show": "start_plan"}}]

    [reply] = (await kit.phone.say("i want to change my plan"))["replies"]

    assert reply["text"] == "You can write it."
    assert (reply["show"]["kind"], reply["show"]["link"]) == ("start_plan", "/plan")
    assert WORDS not in str(reply)


async def test_another_young_person_sees_nothing_of_it(world: World) -> None:
    kit = await with_a_plan(world)
    await asks(world, kit.phone)
    robin = await planner(world)

    reply = await asks(world, robin.phone)

    assert reply["show"]["kind"] == "start_plan"
    assert WORDS not in str(await robin.phone.look())
    headers = robin.phone.headers
    theirs = f"/v1/conversations/{kit.phone.conversation_id}/stream"
    assert (await world.http.get(theirs, headers=headers)).status == 404


@pytest.mark.parametrize("there_is_a_plan", [True, False])
async def test_staff_see_that_a_step_was_shown_and_not_whether_there_is_a_plan(
    world: World, *, there_is_a_plan: bool
) -> None:
    kit = await (with_a_plan if there_is_a_plan else planner)(world)
    await asks(world, kit.phone)

    _, record = await opened_by_staff(world, kit)

    [shown] = [message for message in record["messages"] if message["author"] == "bot"]
    assert shown["text"] == "Step 2 of their plan was shown to them, if they have one."
    assert (shown["show"]["step"], shown["show"]["entries"], shown["show"]["title"]) == (2, [], None)
    assert WORDS not in str(record)


async def test_what_a_worker_writes_is_answered_without_the_plan(world: World) -> None:
    kit = await with_a_plan(world)
    await asks(world, kit.phone)
    maya, record = await opened_by_staff(world, kit)
    escalation_id = record["escalation"]["id"]
    await maya.act(escalation_id, "take-over")

    said = await maya.say(escalation_id, "Hello, I am Maya.")

    assert said.status == 201
    assert WORDS not in await said.text()


async def test_the_message_keeps_the_number_of_the_step_and_nothing_of_the_plan(world: World) -> None:
    kit = await with_a_plan(world)
    await asks(world, kit.phone)

    stored = await world.services.stores.chat.messages(kit.phone.conversation_id)

    kept = stored[-1]
    assert (kept.show, kept.step) == ("plan", 2)
    assert await world.services.crypto.open(kept.sealed) == "Step 2 is here."
    for collection in await world.services.mongo.db.list_collection_names():
        found = [document async for document in world.services.mongo.db[collection].find()]
        assert "lighthouse" not in str(found), collection


async def test_the_bot_is_told_nothing_of_the_plan(world: World) -> None:
    kit = await with_a_plan(world)
    await asks(world, kit.phone)
    await asks(world, kit.phone, 3)

    assert {question["message"] for question in world.bot.asked} == {"show my plan"}
    assert all(set(question) == {"sender", "message", "metadata"} for question in world.bot.asked)
    assert {str(question["metadata"]) for question in world.bot.asked} == {"{'language': 'en'}"}


async def test_screening_comes_before_the_walk(world: World) -> None:
    kit = await with_a_plan(world)
    await asks(world, kit.phone)

    answer = await kit.phone.say(DISCLOSURE)

    assert {reply["author"] for reply in answer["replies"]} == {"safety"}
    assert answer["status"]["state"] == "alerting"
    assert "alive" not in str(world.bot.asked)


async def test_a_conversation_from_before_plans_still_opens(world: World) -> None:
    kit = await with_a_plan(world)
    for kind in ("numbers", "open_now"):
        world.bot.answer = [{"text": "Here:"}, {"custom": {"show": kind}}]
        await kit.phone.say("who is there")
    await world.services.mongo.db.messages.update_many({}, {"$unset": {"step": ""}})

    shown = [message["show"] for message in (await kit.phone.look())["messages"] if message["show"]]

    assert [each["kind"] for each in shown] == ["numbers", "open_now"]
    assert all(each["lines"] and each["step"] is None for each in shown)


async def test_the_download_says_which_step_was_shown(world: World) -> None:
    kit = await with_a_plan(world)
    await asks(world, kit.phone)

    response = await world.http.get("/v1/me/data", headers=kit.phone.headers)

    messages = (await response.json())["parts"]["conversation"]["messages"]
    assert messages[-1]["plan_step"] == 2
