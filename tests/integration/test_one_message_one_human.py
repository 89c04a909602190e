"""The spine: a message is noticed, a person is paged, sees it, joins, and the young person reads the truth."""

import asyncio

from backend.identity.model import Role
from tests.conftest import World
from tests.factories import DISCLOSURE, SMALL_TALK, on_call, staff, young_person


async def test_a_disclosure_reaches_a_person_and_every_hop_is_told_truthfully(world: World) -> None:
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now())
    phone = await young_person(world.http, nickname="Kit")

    answer = await phone.say(DISCLOSURE)
    assert answer["status"]["state"] == "alerting"
    assert "Nobody from the team has seen this yet" in answer["status"]["sentence"]
    assert answer["status"]["lines"][0]["value"] == "999"
    assert {reply["author"] for reply in answer["replies"]} == {"safety"}
    assert "alive" not in str(world.bot.asked), "the bot never reads a disclosure"

    await world.worker_runs()
    assert world.channel.paged() == ["Maya"]
    assert await phone.status() == "waiting"

    [escalation] = (await maya.list())["escalations"]
    assert escalation["words"]
    assert all(words in DISCLOSURE for words in escalation["words"])
    assert escalation["young_person"] == {"nickname": "Kit", "age_band": "13-15", "language": "en"}

    world.clock.move(minutes=4)
    assert (await maya.act(escalation["id"], "acknowledge")).status == 200
    seen = (await phone.look())["status"]
    assert seen["state"] == "seen"
    assert seen["sentence"] == "A member of the on-call team has seen this at 21:14."


async def test_a_person_joins_writes_and_closes(world: World) -> None:
    maya = await staff(world.services, world.http, "Maya")
    phone = await young_person(world.http)
    await phone.say(DISCLOSURE)
    [escalation] = (await maya.list())["escalations"]

    assert (await maya.act(escalation["id"], "take-over")).status == 200
    joined = await phone.look()
    assert joined["mode"] == "person"
    assert "Maya is a person." in joined["status"]["sentence"]

    assert (await maya.say(escalation["id"], "Hello, I am Maya, a person.")).status == 201
    await phone.say(SMALL_TALK)
    assert SMALL_TALK not in str(world.bot.asked), "the bot is silent while a person has the chat"
    last = (await phone.look())["messages"][-2:]
    assert [message["author"] for message in last] == ["staff", "young_person"]
    assert last[0]["author_name"] == "Maya"

    closed = await maya.close(escalation["id"], "spoke_with_young_person")
    assert (await closed.json())["state"] == "closed"
    assert "Maya from the team closed this request" in (await phone.look())["status"]["sentence"]


async def test_an_ordinary_message_is_answered_by_the_bot_and_pages_nobody(world: World) -> None:
    phone = await young_person(world.http)

    answer = await phone.say(SMALL_TALK)

    assert [reply["author"] for reply in answer["replies"]] == ["bot"]
    assert answer["status"]["state"] == "none"
    await world.worker_runs()
    assert world.channel.pages == []


async def test_asking_for_a_person_opens_an_escalation(world: World) -> None:
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now())
    phone = await young_person(world.http)

    await phone.want_person()
    await world.worker_runs()

    [escalation] = (await maya.list())["escalations"]
    assert (escalation["source"], escalation["attention"]) == ("young_person", "today")
    assert world.channel.paged() == ["Maya"]


async def test_the_bot_is_a_second_net(world: World) -> None:
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now())
    phone = await young_person(world.http)
    world.bot.answer = [
        {"text": "Thank you for telling me."},
        {"custom": {"escalate": "disclosure", "kind": "abuse", "attention": "today"}},
    ]

    await phone.say(SMALL_TALK)

    [escalation] = (await maya.list())["escalations"]
    assert escalation["source"] == "bot"
    assert escalation["words"] == [SMALL_TALK]


async def test_handing_back_fetches_the_team_again(world: World) -> None:
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now())
    phone = await young_person(world.http)
    await phone.say(DISCLOSURE)
    await world.worker_runs()
    [escalation] = (await maya.list())["escalations"]
    await maya.act(escalation["id"], "take-over")

    assert (await maya.act(escalation["id"], "hand-back")).status == 200
    await world.worker_runs()

    assert world.channel.paged() == ["Maya", "Maya"]
    status = (await phone.look())["status"]
    assert status["state"] == "handed_back"
    assert "Maya has left the chat" in status["sentence"]


async def test_the_second_to_acknowledge_is_told_who_was_first(world: World) -> None:
    maya = await staff(world.services, world.http, "Maya")
    ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    await on_call(world.services, maya, world.clock.now())
    phone = await young_person(world.http)
    await phone.say(DISCLOSURE)
    [escalation] = (await maya.list())["escalations"]

    assert (await maya.act(escalation["id"], "acknowledge")).status == 200
    second = await ruth.act(escalation["id"], "acknowledge")

    problem = await second.json()
    assert second.status == 409
    assert problem["type"] == "urn:evenlight:problem:already-acknowledged"
    assert problem["acknowledged_by"]["first_name"] == "Maya"


async def test_the_bot_is_told_that_the_safety_question_was_asked(world: World) -> None:
    phone = await young_person(world.http)

    await phone.say(DISCLOSURE)
    for _ in range(50):
        if world.bot.asked:
            break
        await asyncio.sleep(0.02)

    assert [asked["message"] for asked in world.bot.asked] == ["/safety_asked"]


async def test_what_is_typed_is_never_a_command_to_the_bot(world: World) -> None:
    phone = await young_person(world.http)

    await phone.say("/restart")
    await phone.say(" //")

    assert [asked["message"] for asked in world.bot.asked] == ["restart", "..."]
