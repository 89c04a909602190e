"""What several messages say together fetches a person, and nothing waits on reading the earlier ones."""

import asyncio
from datetime import timedelta

import pytest

from backend.chat import earlier
from backend.chat.store import ChatStore
from tests.conftest import World
from tests.factories import SMALL_TALK, staff, young_person

IN_THE_WAY = "i only get in everyones way"
LEAVE = "thank you for everything you did for me"


async def test_two_messages_together_fetch_a_person_though_neither_does_alone(world: World) -> None:
    maya = await staff(world.services, world.http, "Maya")
    phone = await young_person(world.http)

    assert (await phone.say(IN_THE_WAY))["status"]["state"] != "alerting"
    assert (await phone.say(SMALL_TALK))["status"]["state"] != "alerting"
    assert (await phone.say(LEAVE))["status"]["state"] == "alerting"

    [escalation] = (await maya.list())["escalations"]
    assert [reason["rule"] for reason in escalation["reasons"]] == ["together.suicide.burden_and_goodbye"]
    assert escalation["words"] == ["thank you for everything"]


async def test_a_message_alone_or_after_a_long_time_is_read_alone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = await young_person(world.http)
    monkeypatch.setattr(earlier, "LOOK_BACK", timedelta(minutes=3))

    assert (await phone.say(LEAVE))["status"]["state"] != "alerting"
    world.clock.move(minutes=4)
    assert (await phone.say(IN_THE_WAY))["status"]["state"] != "alerting"


async def test_another_young_persons_messages_are_not_read_along(world: World) -> None:
    one, other = await young_person(world.http), await young_person(world.http)

    await one.say(IN_THE_WAY)

    assert (await other.say(LEAVE))["status"]["state"] != "alerting"


async def test_what_was_said_long_before_the_last_few_messages_does_not_count(world: World) -> None:
    phone = await young_person(world.http)

    await phone.say(IN_THE_WAY)
    for number in range(5):
        await phone.say(f"{SMALL_TALK} {number}")

    assert (await phone.say(LEAVE))["status"]["state"] != "alerting"


@pytest.mark.parametrize("slow", [False, True])
async def test_when_earlier_messages_cannot_be_read_the_message_is_taken_in_as_read_alone(
    world: World, monkeypatch: pytest.MonkeyPatch, slow: bool
) -> None:
    phone = await young_person(world.http)
    await phone.say("i want to die")

    async def unreadable(*_: object) -> None:
        await asyncio.sleep(60 if slow else 0)
        raise ConnectionError

    monkeypatch.setattr(ChatStore, "last_said", unreadable)
    monkeypatch.setattr(earlier, "READ_AT_MOST_S", 0.05)

    answer = await phone.say("i want to die, and thank you for everything")
    assert answer["status"]["state"] == "alerting"
    assert (await phone.say(LEAVE))["message"]["text"] == LEAVE
