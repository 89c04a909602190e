"""The bot's turns in one conversation: in order, one after another, silent while a person has the chat."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from backend.chat.texts import texts
from tests.conftest import World
from tests.factories import (
    DISCLOSURE,
    SMALL_TALK,
    StaffClient,
    YoungPersonClient,
    on_call,
    staff,
    young_person,
)


class Echo:
    """Answers each text with itself, slowly, and notices where two turns of a conversation overlap."""

    def __init__(self, world: World, delay_s: float) -> None:
        self._delay_s, self._inside = delay_s, set[str]()
        self.heard: list[str] = []
        self.overlapped = False
        world.bot.answering = self

    async def __call__(self, question: dict[str, Any]) -> Any:
        sender, text = question["sender"], question["message"]
        self.overlapped |= sender in self._inside
        self._inside.add(sender)
        self.heard.append(text)
        await asyncio.sleep(self._delay_s)
        self._inside.discard(sender)
        return [{"text": f"re: {text}"}]


async def taken_over(world: World, phone: YoungPersonClient) -> tuple[StaffClient, str]:
    """Have a worker take the chat over, and return them and the request."""
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now())
    await phone.say(DISCLOSURE)
    [escalation] = (await maya.list())["escalations"]
    assert (await maya.act(escalation["id"], "take-over")).status == 200
    return maya, escalation["id"]


async def was_said(world: World, *, hours_ago: int) -> None:
    """Move what was said back in time: the phone's sign-in would not outlast a clock that jumps."""
    at = world.clock.now() - timedelta(hours=hours_ago)
    await world.services.mongo.db.messages.update_many({}, {"$set": {"created_at": at}})


def by_the_bot(conversation: dict[str, Any]) -> list[str]:
    return [message["text"] for message in conversation["messages"] if message["author"] == "bot"]


async def test_ten_messages_at_once_are_answered_in_their_order_one_after_another(world: World) -> None:
    phone = await young_person(world.http)
    bot = Echo(world, delay_s=0.05)

    answers = await asyncio.gather(*(phone.say(f"message {number}") for number in range(10)))

    messages = (await phone.look())["messages"]
    said = [message["text"] for message in messages if message["author"] == "young_person"]
    assert len(said) == 10
    assert bot.heard == said
    assert not bot.overlapped
    assert by_the_bot({"messages": messages}) == [f"re: {text}" for text in said]
    for answer in answers:
        assert [reply["text"] for reply in answer["replies"]] == [f"re: {answer['message']['text']}"]


async def test_two_conversations_do_not_wait_for_each_other(world: World) -> None:
    one, other = await young_person(world.http), await young_person(world.http)
    bot = Echo(world, delay_s=0.3)
    begun = asyncio.get_running_loop().time()

    await asyncio.gather(one.say(SMALL_TALK), other.say(SMALL_TALK))

    assert len(bot.heard) == 2
    assert asyncio.get_running_loop().time() - begun < 5


async def test_a_disclosure_does_not_wait_for_the_bot_and_nothing_pushes_its_reply_away(world: World) -> None:
    phone = await young_person(world.http)
    Echo(world, delay_s=0.5)

    first = asyncio.create_task(phone.say(SMALL_TALK))
    await asyncio.sleep(0.2)
    disclosed = await phone.say(DISCLOSURE)
    assert not first.done(), "the disclosure has its reply before the bot has answered what came before it"
    await first

    messages = (await phone.look())["messages"]
    assert [message["author"] for message in messages[-len(disclosed["replies"]) :]] == ["safety"] * len(
        disclosed["replies"]
    )
    assert by_the_bot({"messages": messages}) == []


async def test_after_a_bot_that_was_down_the_next_turn_works(world: World) -> None:
    phone = await young_person(world.http)
    world.bot.status = 500
    await phone.say("first")
    world.bot.status = 200
    Echo(world, delay_s=0)

    answer = await phone.say("second")

    assert [reply["text"] for reply in answer["replies"]] == ["re: second"]


async def test_a_turn_whose_request_died_is_taken_over_by_the_next_message(world: World) -> None:
    phone = await young_person(world.http)
    await phone.say("first")
    messages = world.services.mongo.db.messages
    await messages.delete_many({"author": "bot"})
    await messages.update_one({"author": "young_person"}, {"$set": {"reply_state": "pending"}})
    bot = Echo(world, delay_s=0)
    world.clock.move(seconds=10)

    await phone.say("second")

    assert bot.heard == ["first", "second"]
    assert by_the_bot(await phone.look()) == ["re: first", "re: second"]


async def test_what_was_never_answered_long_ago_holds_nothing_up(world: World) -> None:
    phone = await young_person(world.http)
    await phone.say("first")
    await world.services.mongo.db.messages.update_one(
        {"author": "young_person"},
        {"$set": {"reply_state": "pending", "reply_claimed_until": world.clock.now().replace(year=2030)}},
    )
    world.clock.move(minutes=2)
    bot = Echo(world, delay_s=0)

    await phone.say("second")

    assert bot.heard == ["second"]


async def test_take_over_and_hand_back_are_told_and_the_bot_speaks_again_only_when_spoken_to(
    world: World,
) -> None:
    phone = await young_person(world.http)
    maya, escalation_id = await taken_over(world, phone)
    bot = Echo(world, delay_s=0)
    joined = await phone.look()
    assert (joined["mode"], joined["status"]["state"]) == ("person", "joined")
    assert "Maya is a person" in joined["status"]["sentence"]

    silent = await phone.say("are you there")
    assert (silent["replies"], bot.heard) == ([], [])

    assert (await maya.act(escalation_id, "hand-back")).status == 200
    await world.worker_runs()
    left = await phone.look()
    assert left["mode"] == "bot"
    assert "Maya has left the chat" in left["status"]["sentence"]
    assert (by_the_bot(left), bot.heard) == ([], [])

    again = await phone.say("thanks")
    assert [reply["text"] for reply in again["replies"]] == ["re: thanks"]


async def test_a_bot_that_is_slow_while_somebody_takes_over_keeps_silent(world: World) -> None:
    phone = await young_person(world.http)
    maya = await staff(world.services, world.http, "Maya")
    await phone.say(DISCLOSURE)
    [escalation] = (await maya.list())["escalations"]
    Echo(world, delay_s=0.4)

    asking = asyncio.create_task(phone.say("hello"))
    await asyncio.sleep(0.2)
    await maya.act(escalation["id"], "take-over")

    assert (await asking)["replies"] == []


@pytest.mark.parametrize("down", [False, True])
async def test_the_first_turn_after_a_day_says_again_that_no_person_speaks(
    world: World, *, down: bool
) -> None:
    phone = await young_person(world.http, language="pl")
    await phone.say(SMALL_TALK)
    world.bot.status = 500 if down else 200
    line = texts("pl").returned

    await was_said(world, hours_ago=23)
    assert line not in str(await phone.say(SMALL_TALK))
    await was_said(world, hours_ago=25)
    first, *rest = (await phone.say(SMALL_TALK))["replies"]
    assert (first["text"], first["author"], first["language"]) == (line, "bot", "pl")
    assert len(rest) == 1
    assert line not in str(await phone.say(SMALL_TALK))


async def test_a_safety_reply_after_a_day_stands_alone_and_says_itself_that_no_person_speaks(
    world: World,
) -> None:
    phone = await young_person(world.http)
    await phone.say(SMALL_TALK)
    await was_said(world, hours_ago=25)

    replies = (await phone.say(DISCLOSURE))["replies"]

    assert {reply["author"] for reply in replies} == {"safety"}
    assert "a computer program, not a person" in str(replies)


async def test_somebody_whom_the_bot_finds_in_need_after_a_day_is_heard_before_that_line(
    world: World,
) -> None:
    phone = await young_person(world.http)
    await phone.say(SMALL_TALK)
    await was_said(world, hours_ago=25)
    world.bot.answer = [
        {"text": "Thank you for telling me."},
        {"text": "Are you safe right now?"},
        {"custom": {"escalate": "disclosure", "kind": "abuse"}},
    ]

    replies = (await phone.say(SMALL_TALK))["replies"]

    said = [reply["text"] for reply in replies]
    assert said == ["Thank you for telling me.", texts("en").returned, "Are you safe right now?"]


async def test_the_bot_is_told_the_language_with_each_turn(world: World) -> None:
    phone = await young_person(world.http, language="ur")
    await phone.say(SMALL_TALK)
    await world.http.patch("/v1/me", headers=phone.headers, json={"language": "pl"})
    await world.http.post("/v1/conversations", headers=phone.headers, json={})
    await phone.say(SMALL_TALK)

    assert [asked["metadata"] for asked in world.bot.asked] == [{"language": "ur"}, {"language": "pl"}]
