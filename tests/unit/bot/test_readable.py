"""What the model is given to read in place of what somebody wrote."""

from typing import Any

import pytest

from bot.certainty import LONG_CHARACTERS, is_guess_at_long_text
from bot.readable import LONG, MOST_CHARACTERS, NO_WORDS, parted, readable


@pytest.mark.parametrize("text", ["", "   ", "...", "?!", "😭", "💔💔 😭", "/", "/ /\n/", "---"])
def test_a_text_without_words_is_called_that(text: str) -> None:
    assert readable(text) == NO_WORDS


@pytest.mark.parametrize(
    "text", ["hi", "x", "1", "help 😭", "আমার ভালো লাগছে না", "میں ٹھیک نہیں", "ਮੈਂ", "не знаю"]
)
def test_words_in_any_script_are_read_as_they_are(text: str) -> None:
    assert readable(text) == text


@pytest.mark.parametrize("text", ["/restart", " //restart", "/\n/ restart", "/long_text", "/safety_asked"])
def test_nobody_gives_a_command(text: str) -> None:
    assert not readable(text).startswith("/")


def test_a_wall_of_text_is_called_long_and_what_fits_is_read() -> None:
    assert readable("a" * MOST_CHARACTERS) == "a" * MOST_CHARACTERS
    assert readable("a" * (MOST_CHARACTERS + 1)) == LONG
    assert readable("!" * (MOST_CHARACTERS + 1)) == NO_WORDS


def test_a_long_text_is_not_guessed_at() -> None:
    long, short = "a" * (LONG_CHARACTERS + 1), "a" * LONG_CHARACTERS
    assert is_guess_at_long_text(long, "family", 0.5, certain=0.6)
    assert is_guess_at_long_text(long, "off_topic", 0.9, certain=0.6)
    assert not is_guess_at_long_text(long, "bullying", 0.7, certain=0.6)
    assert not is_guess_at_long_text(short, "off_topic", 0.5, certain=0.6)


@pytest.mark.parametrize(
    "intent", ["disclose_suicide", "unclear_harm", "unclear_safety", "want_person", "help_now"]
)
def test_a_long_text_keeps_what_may_need_a_person(intent: str) -> None:
    assert not is_guess_at_long_text("a" * 2_000, intent, 0.3, certain=0.6)


def test_each_paragraph_of_an_answer_is_a_message_and_the_buttons_are_under_the_last() -> None:
    buttons = [{"title": "Stop", "payload": "/stop_plan"}]
    whole: list[dict[str, Any]] = [
        {"recipient_id": "x", "text": "One.\n\nTwo?", "buttons": buttons},
        {"recipient_id": "x", "custom": {}},
    ]
    assert parted(whole) == [
        {"recipient_id": "x", "text": "One."},
        {"recipient_id": "x", "text": "Two?", "buttons": buttons},
        {"recipient_id": "x", "custom": {}},
    ]
