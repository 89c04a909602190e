"""A bot that is slow, down or wrong is a value: nothing it sends can break a turn."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.chat.answers import read_answer
from backend.chat.bot import MAX_ANSWER_BYTES, UNAVAILABLE, Bot
from backend.chat.model import BotAnswer
from backend.core.attention import Attention
from tests.fakes import BotServer

HELLO = {"text": "Hello."}
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)
RUBBISH: dict[str, Any] = {
    "nothing": [],
    "an object": HELLO,
    "a text": "Hello.",
    "null": None,
    "parts that are no objects": ["Hello."],
    "a part that says nothing": [{}],
    "only empty text": [{"text": ""}],
    "text that is no text": [{"text": {"a": 1}}],
    "text that is too long": [{"text": "a" * 2001}],
    "buttons that are no buttons": [{"text": "Hello.", "buttons": ["yes"]}],
    "a button without a title": [{"text": "Hello.", "buttons": [{"title": ""}]}],
    "an unknown thing to show": [HELLO, {"custom": {"show": "weather"}}],
    "an unknown thing to do": [HELLO, {"custom": {"delete": "everything"}}],
    "a plan without a step": [HELLO, {"custom": {"show": "plan"}}],
    "a step before the first": [HELLO, {"custom": {"show": "plan", "step": 0}}],
    "a step after the last": [HELLO, {"custom": {"show": "plan", "step": 8}}],
    "a step that is a text": [HELLO, {"custom": {"show": "plan", "step": "1"}}],
    "a step that is true": [HELLO, {"custom": {"show": "plan", "step": True}}],
    "a step of something else": [HELLO, {"custom": {"show": "numbers", "step": 1}}],
    "words of a plan": [HELLO, {"custom": {"show": "plan", "step": 1, "entries": []}}],
    "reading without an article": [HELLO, {"custom": {"show": "read"}}],
    "an article that is an address": [HELLO, {"custom": {"show": "read", "article": "../staff"}}],
    "an article under something else": [HELLO, {"custom": {"show": "numbers", "article": "sleep"}}],
    "reading without words before it": [{"custom": {"show": "read", "article": "sleep"}}],
    "a page without words before it": [{"custom": {"show": "complaints"}}],
    "own words without words": [{"custom": {"show": "own_words"}}],
    "an unknown note": [HELLO, {"custom": {"note": "mood"}}],
    "a note with a score": [HELLO, {"custom": {"note": "useful", "answer": 7}}],
    "useful without an answer": [HELLO, {"custom": {"note": "useful"}}],
    "an answer to nothing": [HELLO, {"custom": {"answer": "yes"}}],
    "an answer about becoming a mentor": [HELLO, {"custom": {"note": "peer_mentor", "answer": "yes"}}],
    "an unknown attention": [HELLO, {"custom": {"escalate": "disclosure", "attention": "low"}}],
    "a kind that is prose": [HELLO, {"custom": {"escalate": "disclosure", "kind": "What Somebody Wrote"}}],
}


@pytest.fixture
async def server() -> AsyncIterator[BotServer]:
    fake = BotServer()
    yield fake
    await fake.stop()


async def asked(server: BotServer, timeout_s: float = 2.0) -> BotAnswer:
    bot = Bot(await server.start(), timeout_s)
    try:
        return await bot.ask("random-name", "hello", "pl")
    finally:
        await bot.close()


def test_text_buttons_and_things_to_show_come_through_in_order() -> None:
    raw = [
        {"recipient_id": "x", "text": "Who is awake:", "buttons": [{"title": "Yes", "payload": "/yes"}]},
        {"recipient_id": "x", "custom": {"show": "open_now"}},
        {"recipient_id": "x", "custom": {"show": "numbers"}},
    ]
    answer = read_answer(raw)
    assert [(draft.text, draft.show, draft.buttons) for draft in answer.drafts] == [
        ("Who is awake:", "open_now", ("Yes",)),
        ("", "numbers", ()),
    ]
    assert answer.available
    assert answer.escalate.attention is None


@pytest.mark.parametrize("step", range(1, 8))
def test_a_step_of_the_plan_is_asked_for_under_the_words_before_it(step: int) -> None:
    next_step = {"title": "Next step", "payload": "/next_step"}
    raw = [{"text": "A step.", "buttons": [next_step]}, {"custom": {"show": "plan", "step": step}}]
    [draft] = read_answer(raw).drafts
    assert (draft.text, draft.show, draft.step, draft.buttons) == ("A step.", "plan", step, ("Next step",))


def test_a_draft_of_own_words_is_the_text_it_comes_with() -> None:
    tell = {"title": "Tell somebody else", "payload": "x"}
    raw = [
        {"text": "Here is a draft."},
        {"text": "Can we talk tonight?", "buttons": [tell]},
        {"custom": {"show": "own_words"}},
    ]
    before, words = read_answer(raw).drafts
    assert (before.text, before.show) == ("Here is a draft.", None)
    assert (words.text, words.show, words.buttons) == (
        "Can we talk tonight?",
        "own_words",
        ("Tell somebody else",),
    )


def test_a_page_to_read_is_named_under_the_words_before_it() -> None:
    [draft] = read_answer([HELLO, {"custom": {"show": "read", "article": "when-i-tell-someone"}}]).drafts
    assert (draft.text, draft.show, draft.article) == ("Hello.", "read", "when-i-tell-someone")


@pytest.mark.parametrize("said", ["yes", "some", "no"])
def test_a_note_whether_it_was_useful_comes_with_words_and_shows_nothing(said: str) -> None:
    answer = read_answer([HELLO, {"custom": {"note": "useful", "answer": said}}])
    assert (answer.useful, answer.mentor) == (said, False)
    assert [(draft.text, draft.show) for draft in answer.drafts] == [("Hello.", None)]


def test_a_note_of_interest_in_mentoring_names_nobody() -> None:
    answer = read_answer([HELLO, {"custom": {"note": "peer_mentor"}}])
    assert (answer.useful, answer.mentor) == (None, True)


def test_a_request_for_a_person_is_not_lost_for_want_of_words() -> None:
    answer = read_answer([{"custom": {"escalate": "disclosure", "kind": "abuse"}}])
    assert (answer.available, answer.drafts, answer.escalate.attention) == (True, (), Attention.TODAY)


def test_a_request_to_escalate_is_today_unless_any_says_now() -> None:
    today = {"custom": {"escalate": "wants_person"}}
    now = {"custom": {"escalate": "disclosure", "kind": "suicide", "attention": "now"}}
    assert read_answer([HELLO, today]).escalate.attention is Attention.TODAY
    assert read_answer([HELLO, today, now]).escalate.attention is Attention.NOW
    assert [reason.rule for reason in read_answer([HELLO, today, now]).escalate.reasons] == [
        "bot-wants-person", "bot-suicide",
    ]  # fmt: skip


@pytest.mark.parametrize("raw", list(RUBBISH.values()), ids=list(RUBBISH))
async def test_rubbish_is_no_answer(server: BotServer, raw: Any) -> None:
    server.answer = raw
    assert await asked(server) is UNAVAILABLE


@pytest.mark.parametrize("raw", ["", "<html>", "[", '[{"text": "Hel', "NaN", "\x00"], ids=repr)
async def test_what_is_not_json_is_no_answer(server: BotServer, raw: str) -> None:
    server.raw = raw
    assert await asked(server) is UNAVAILABLE


@pytest.mark.parametrize("status", [201, 204, 404, 500, 503])
async def test_any_status_but_200_is_no_answer(server: BotServer, status: int) -> None:
    server.status = status
    assert await asked(server) is UNAVAILABLE


async def test_an_answer_without_end_is_not_read_to_its_end(server: BotServer) -> None:
    server.raw = json.dumps([{"text": "a" * 1999}] * (MAX_ANSWER_BYTES // 1999 + 1))
    assert await asked(server) is UNAVAILABLE


async def test_a_slow_bot_is_not_waited_for(server: BotServer) -> None:
    server.delay_s = 5
    assert await asked(server, timeout_s=0.1) is UNAVAILABLE


async def test_a_bot_that_is_not_there_is_no_answer() -> None:
    bot = Bot("http://127.0.0.1:1", 1.0)
    assert await bot.ask("random-name", "hello", "pl") is UNAVAILABLE
    await bot.close()


async def test_the_bot_learns_a_random_name_the_text_and_its_language_and_nothing_else(
    server: BotServer,
) -> None:
    assert (await asked(server)).available
    assert server.asked == [{"sender": "random-name", "message": "hello", "metadata": {"language": "pl"}}]


@given(json_values)
def test_any_json_is_an_answer_or_an_error_that_is_caught(raw: Any) -> None:
    try:
        answer = read_answer(raw)
    except (TypeError, ValueError):
        return
    assert answer.drafts or answer.escalate.attention


@given(
    st.lists(
        st.fixed_dictionaries(
            {}, optional={"text": json_values, "buttons": json_values, "custom": json_values}
        )
    )
)
def test_any_parts_are_an_answer_or_an_error_that_is_caught(raw: list[dict[str, Any]]) -> None:
    try:
        answer = read_answer(raw)
    except (TypeError, ValueError):
        return
    assert all(draft.text or draft.show for draft in answer.drafts)
