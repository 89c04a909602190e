"""Sending again changes nothing: the same client message id is the same message, also when two arrive at once."""

import asyncio
from uuid import uuid4

from tests.conftest import World
from tests.factories import DISCLOSURE, SMALL_TALK, on_call, staff, young_person


async def test_a_disclosure_sent_ten_times_at_once_is_one_message_and_one_escalation(world: World) -> None:
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now())
    phone = await young_person(world.http)
    same = str(uuid4())

    answers = await asyncio.gather(*(phone.say(DISCLOSURE, same) for _ in range(10)))

    assert len({answer["message"]["id"] for answer in answers}) == 1
    assert len({str(answer["replies"]) for answer in answers}) == 1
    assert len((await maya.list())["escalations"]) == 1
    written = [message for message in (await phone.look())["messages"] if message["author"] == "young_person"]
    assert len(written) == 1
    await world.worker_runs()
    assert world.channel.paged() == ["Maya"]


async def test_an_ordinary_message_sent_five_times_at_once_asks_the_bot_once(world: World) -> None:
    phone = await young_person(world.http)
    world.bot.delay_s = 0.3
    same = str(uuid4())

    answers = await asyncio.gather(*(phone.say(SMALL_TALK, same) for _ in range(5)))

    assert len(world.bot.asked) == 1
    assert [len(answer["replies"]) for answer in answers] == [1] * 5
    assert len((await phone.look())["messages"]) == 2


async def test_a_repeat_says_200_and_gives_the_same_answer(world: World) -> None:
    phone = await young_person(world.http)
    same = str(uuid4())

    first, second = await phone.post(SMALL_TALK, same), await phone.post(SMALL_TALK, same)

    assert (first.status, second.status) == (201, 200)
    assert await first.json() == await second.json()


async def test_the_same_id_with_other_words_changes_nothing(world: World) -> None:
    phone = await young_person(world.http)
    same = str(uuid4())
    await phone.say(SMALL_TALK, same)

    again = await phone.say("something else", same)

    assert again["message"]["text"] == SMALL_TALK


async def test_messages_sent_at_once_each_get_a_place_of_their_own(world: World) -> None:
    phone = await young_person(world.http)

    await asyncio.gather(*(phone.say(f"message {number}") for number in range(8)))

    messages = (await phone.look())["messages"]
    assert [message["seq"] for message in messages] == list(range(1, 17))


async def test_two_disclosures_at_once_open_one_escalation(world: World) -> None:
    maya = await staff(world.services, world.http, "Maya")
    phone = await young_person(world.http)

    await asyncio.gather(*(phone.say(DISCLOSURE) for _ in range(5)))

    assert len((await maya.list())["escalations"]) == 1
