"""Tricks of spelling do not hide words, and the way back to the original is exact."""

import pytest

from backend.screening.rules import load_rules

NORMALISER = load_rules("en").normaliser


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("I WANT TO TALK", "i want to talk"),
        ("don\u2019t", "dont"),
        ("don t", "dont"),
        ("i m tired", "im tired"),
        ("wanna", "want to"),
        ("soooo tireeed", "so tired"),
        ("k!ll", "kill"),
        ("su1c1d3", "suicide"),
        ("s*icide", "suicide"),
        ("suicde", "suicide"),
        ("k i l l", "kill"),
        ("k.i.l.l", "kill"),
        ("k-i-l-l", "kill"),
        ("ki\u200bll", "kill"),
        ("\uff4b\uff49\uff4c\uff4c", "kill"),
        ("\U0001d424\U0001d422\U0001d425\U0001d425", "kill"),
        ("\u043aill", "kill"),
        ("ki\u0301ll", "kill"),
        ("I. Want. Out.", "i want out ."),
        ("tmrw 2nite", "tomorrow tonight"),
        ("thinkin", "thinking"),
        ("my mom", "my mum"),
        ("wait... what", "wait what"),
        ("are you ok? i am", "are you ok ? i am"),
        ("room 101", "room 101"),
        ("abc!def", "abc def"),
        ("iwanttotalk", "i want to talk"),
        ("therapist", "therapist"),
    ],
)
def test_spellings_come_together(written: str, plain: str) -> None:
    assert NORMALISER.normalise(written).text.strip() == plain


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "!!!", "\u200b", "\u0301"])
def test_texts_without_words_normalise_to_something(text: str) -> None:
    assert isinstance(NORMALISER.normalise(text).text, str)


def test_a_span_points_to_the_words_as_written() -> None:
    text = "hey \U0001f642 \u200bi WANNA   talkkk, ok"
    found = NORMALISER.normalise(text)
    start = found.text.index("want to talk")
    begin, end = found.original_span(start, start + len("want to talk"))
    assert text[begin:end] == "WANNA   talkkk"
