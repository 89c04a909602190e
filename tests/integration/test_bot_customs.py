"""What the bot may ask the gateway for beside words: a draft to copy, a page to read, a note, a person."""

from typing import Any

import pytest

from backend.chat.texts import texts
from backend.guidance.model import Audience
from tests.conftest import World
from tests.factories import DISCLOSURE, SMALL_TALK, YoungPersonClient, staff, young_person

DRAFT = "Can we talk tonight? I find it hard to say."


class BrokenNotes:
    """Nothing can be noted."""

    async def useful(self, answer: str) -> None:
        raise OSError(answer)

    async def wants_to_mentor(self, young_person_id: str) -> None:
        raise OSError(young_person_id)


async def gets(world: World, phone: YoungPersonClient, *parts: dict[str, Any]) -> list[dict[str, Any]]:
    """Say something that the bot answers with these parts, and return the replies."""
    world.bot.answer = list(parts)
    replies: list[dict[str, Any]] = (await phone.say(SMALL_TALK))["replies"]
    return replies


async def useful_counts(world: World) -> list[tuple[str, int]]:
    found = world.services.mongo.db.useful_counts.find({})
    return [(one["answer"], one["count"]) async for one in found]


async def test_a_draft_of_own_words_is_given_as_one_to_its_young_person(world: World) -> None:
    phone = await young_person(world.http)

    _, draft = await gets(
        world, phone, {"text": "Here is a draft."}, {"text": DRAFT}, {"custom": {"show": "own_words"}}
    )

    assert (draft["text"], draft["show"]["kind"], draft["author"]) == (DRAFT, "own_words", "bot")


async def test_staff_see_that_a_draft_was_shown_and_never_its_words_as_if_they_were_said(
    world: World,
) -> None:
    phone = await young_person(world.http)
    await gets(world, phone, {"text": DRAFT}, {"custom": {"show": "own_words"}})
    await phone.say(DISCLOSURE)
    maya = await staff(world.services, world.http, "Maya")
    [escalation] = (await maya.list())["escalations"]

    record = await maya.open(escalation["id"])

    [shown] = [message for message in record["messages"] if message["author"] == "bot"]
    assert shown["text"] == "A draft of words to tell somebody was shown."
    assert DRAFT not in str(record)


async def test_the_download_says_that_it_was_a_draft(world: World) -> None:
    phone = await young_person(world.http)
    await gets(world, phone, {"text": DRAFT}, {"custom": {"show": "own_words"}})

    response = await world.http.get("/v1/me/data", headers=phone.headers)

    *_, said = (await response.json())["parts"]["conversation"]["messages"]
    assert (said["text"], said["draft_of_your_own_words"]) == (DRAFT, True)


@pytest.mark.parametrize("language", ["en", "ro"])
async def test_a_page_to_read_comes_with_its_title_and_the_language_of_that(
    world: World, language: str
) -> None:
    phone = await young_person(world.http, language=language)

    [reply] = await gets(
        world, phone, {"text": "About sleep:"}, {"custom": {"show": "read", "article": "sleep"}}
    )

    [sleep] = [
        one.article
        for one in await world.services.guidance_shelf.all(Audience.YOUNG_PEOPLE, language)
        if one.article.id == "sleep"
    ]
    shown = reply["show"]
    assert (shown["kind"], shown["title"], shown["language"]) == ("read", sleep.title, sleep.language)
    assert shown["link"] == ("/read/sleep" if language == "en" else "/read/sleep?language=ro")
    assert (await world.http.get(shown["link"])).status == 200


@pytest.mark.parametrize("article", ["no-such-page", "tonight"])
async def test_a_page_that_is_not_for_them_is_left_out_and_the_words_stay(world: World, article: str) -> None:
    phone = await young_person(world.http)

    [reply] = await gets(
        world, phone, {"text": "You can read."}, {"custom": {"show": "read", "article": article}}
    )

    assert (reply["text"], reply["show"]) == ("You can read.", None)


@pytest.mark.parametrize("page", ["you", "complaints"])
async def test_a_page_of_the_app_comes_as_a_way_there(world: World, page: str) -> None:
    phone = await young_person(world.http)

    [reply] = await gets(world, phone, {"text": "It is on this page:"}, {"custom": {"show": page}})

    assert (reply["show"]["kind"], reply["show"]["link"]) == (page, f"/{page}")
    assert (await world.http.get(reply["show"]["link"])).status == 200


async def test_whether_it_was_useful_is_counted_once_also_when_it_is_sent_again(world: World) -> None:
    phone = await young_person(world.http)
    world.bot.answer = [{"text": "Thank you."}, {"custom": {"note": "useful", "answer": "some"}}]

    for _ in range(3):
        answer = await phone.say(SMALL_TALK, "5f3b0a52-8f5c-4e39-9a0e-0a4f6f7b1c11")

    assert [reply["text"] for reply in answer["replies"]] == ["Thank you."]
    assert await useful_counts(world) == [("some", 1)]


async def test_interest_in_mentoring_is_noted_for_the_one_who_said_it(world: World) -> None:
    phone, other = await young_person(world.http), await young_person(world.http)

    await gets(world, phone, {"text": "Noted."}, {"custom": {"note": "peer_mentor"}})

    states = [
        (await (await world.http.get("/v1/mentoring-interest", headers=one.headers)).json())["state"]
        for one in (phone, other)
    ]
    assert states == ["new", "none"]


async def test_a_count_that_fails_does_not_disturb_the_answer(world: World) -> None:
    phone = await young_person(world.http)
    world.services.bot_turns._notes = BrokenNotes()

    replies = await gets(world, phone, {"text": "Thank you."}, {"custom": {"note": "useful", "answer": "no"}})

    assert [reply["text"] for reply in replies] == ["Thank you."]


async def test_an_interest_that_could_not_be_noted_is_not_said_to_be(world: World) -> None:
    phone = await young_person(world.http)
    world.services.bot_turns._notes = BrokenNotes()

    replies = await gets(world, phone, {"text": "I have noted it."}, {"custom": {"note": "peer_mentor"}})

    assert [reply["text"] for reply in replies] == ["I have noted it.", texts("en").not_saved]


async def test_a_bot_that_asks_for_a_person_without_words_gets_one_and_the_fixed_reply(world: World) -> None:
    phone = await young_person(world.http)
    maya = await staff(world.services, world.http, "Maya")

    replies = await gets(world, phone, {"custom": {"escalate": "disclosure", "kind": "abuse"}})

    assert [reply["text"] for reply in replies] == texts("en").safety.harm_by_others.lines
    assert len((await maya.list())["escalations"]) == 1


async def test_three_disclosures_in_a_row_are_heard_in_other_words_each_time(world: World) -> None:
    phone = await young_person(world.http)

    said = [[reply["text"] for reply in (await phone.say(DISCLOSURE))["replies"]] for _ in range(4)]

    assert len({line for reply in said for line in reply}) == sum(len(reply) for reply in said)
    assert all("999" in " ".join(reply) for reply in said[1:])


async def test_asking_for_a_person_three_times_is_answered_in_other_words_each_time(world: World) -> None:
    phone = await young_person(world.http)

    said = [str([reply["text"] for reply in (await phone.want_person())["replies"]]) for _ in range(3)]

    assert len(set(said)) == 3


async def test_a_bot_that_stays_down_does_not_say_the_same_each_time(world: World) -> None:
    phone = await young_person(world.http)
    world.bot.status = 500

    said = [(await phone.say(SMALL_TALK))["replies"][0]["text"] for _ in range(3)]

    assert len(set(said)) == 3
