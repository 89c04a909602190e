"""What does not change what was said must not change whether it is noticed."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.screening import screen
from backend.screening.report import wilson
from backend.screening.rules import load_rules

HELDOUT = Path(__file__).parents[2] / "data" / "screening" / "heldout" / "en.jsonl"
HITS = {text for rule in load_rules("en").data for text in rule.hit}
DISCLOSURES = sorted(
    text for text in HITS if "i l l" not in text and "i c i d" not in text
)  # letters apart stay so
ROWS = [json.loads(line) for line in HELDOUT.read_text(encoding="utf-8").splitlines()]
TOLD = [row["text"] for row in ROWS if row["label"] == "risk"]
NOTICED = [text for text in TOLD if screen(text).attention is not None]
BY_LIKENESS = [text for text in NOTICED if screen(text).reasons[0].rule.startswith("learned.")]
LAUGHING = ["\U0001f602", "\U0001f923", "\U0001f480", "\U0001f605"]
EMOJI = ["\U0001f62d", "\U0001f494", "\U0001f643", "\u2764\ufe0f", "\U0001f44d\U0001f3fd"]
OWN_LIFE = sorted(  # of threats by others a laugh may make a figure of speech: "my mum will kill me"
    text
    for rule in load_rules("en").data
    if rule.kind in ("suicide", "self_harm")
    for text in rule.hit
    if text in DISCLOSURES and text.isascii()
)
OTHER_TONGUES = ["yaar", "bhai sun", "no cap", "wallah", "kurde", "frate", "arre"]
disclosures = st.sampled_from(DISCLOSURES)


@given(disclosures, st.sampled_from(EMOJI), st.data())
def test_emoji_between_words_do_not_silence(text: str, emoji: str, data: st.DataObject) -> None:
    words = text.split()
    at = data.draw(st.integers(0, len(words)))
    assert screen(" ".join([*words[:at], emoji, *words[at:]])).attention is not None


@given(st.sampled_from(OWN_LIFE), st.sampled_from(LAUGHING))
def test_a_laugh_between_all_words_does_not_silence(text: str, face: str) -> None:
    assert screen(f" {face} ".join(text.split())).attention is not None


@given(disclosures, st.sampled_from(OTHER_TONGUES), st.sampled_from(OTHER_TONGUES))
def test_words_of_another_language_around_it_do_not_silence(text: str, before: str, after: str) -> None:
    assert screen(f"{before}, {text}. {after}").attention is not None


PICTURED = [
    (text, rule.id) for rule in load_rules("en").data if rule.id.endswith(".pictured") for text in rule.hit
]


@pytest.mark.parametrize(("text", "rule"), PICTURED)
def test_a_picture_stands_for_its_word_beside_text(text: str, rule: str) -> None:
    assert not text.isascii()
    reasons = screen(text).reasons
    assert rule in [reason.rule for reason in reasons]
    assert all(0 <= reason.start < reason.end <= len(text) for reason in reasons)


@pytest.mark.parametrize(
    "text", ["\U0001f52a", "\U0001f48a\U0001f48a", "\u26b0\ufe0f", "\U0001f480\U0001f480 so funny"]
)
def test_a_picture_alone_says_too_little(text: str) -> None:
    assert screen(text).reasons == ()


@given(disclosures, st.sampled_from(['"{}"', "'{}'", "\u201c{}\u201d", "({})", "*{}*", "> {}"]))
def test_quoting_does_not_silence(text: str, marks: str) -> None:
    assert screen(marks.format(text)).attention is not None


@pytest.mark.parametrize(
    "change", [str.upper, str.title, "  {}  ".format, "{}!!!".format, "{} \U0001f62d".format]
)
def test_what_was_noticed_by_likeness_stays_noticed(change: object) -> None:
    assert callable(change)
    assert [text for text in BY_LIKENESS if screen(change(text)).attention is None] == []


def _slipped(text: str) -> str:
    """Swap two letters inside the longest word, as a thumb does."""
    word = max(text.split(), key=len)
    middle = len(word) // 2
    return text.replace(word, word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :], 1)


def test_a_slip_of_the_thumb_silences_few() -> None:
    slips = [_slipped(text) for text in DISCLOSURES if max(map(len, text.split())) > 4]
    assert wilson(sum(screen(text).attention is not None for text in slips), len(slips))[0] >= 0.95


def test_long_messages_are_read_to_their_end() -> None:
    before = "today we had maths and then pizza and my bus was late. " * 20
    for text in BY_LIKENESS[:3]:
        assert screen(f"{before}\n{text}").attention is not None
