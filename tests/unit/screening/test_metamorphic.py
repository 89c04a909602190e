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
EMOJI = [
    "\U0001f62d",
    "\U0001f494",
    "\U0001f643",
    "\u2764\ufe0f",
]  # a laughing face within a phrase still breaks it: docs/screening.md
disclosures = st.sampled_from(DISCLOSURES)


@given(disclosures, st.sampled_from(EMOJI), st.data())
def test_emoji_between_words_do_not_silence(text: str, emoji: str, data: st.DataObject) -> None:
    words = text.split()
    at = data.draw(st.integers(0, len(words)))
    assert screen(" ".join([*words[:at], emoji, *words[at:]])).attention is not None


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
