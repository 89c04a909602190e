"""The language phrases are written in."""

import pytest

from backend.screening.pattern import PatternError, compile_pattern, parse

SLOTS = {"who": parse("(my mum|my dad)", {})}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("red car", " a red car "),
        ("red car", " a redcar "),
        ("red (car|bus stop)", " red bus stop "),
        ("red shiny? car", " red car "),
        ("red (very shiny)? car", " red very shiny car "),
        ("paint*", " painting "),
        ("red ..2 car", " red and old car "),
        ("{who} sings", " my dad sings "),
    ],
)
def test_a_phrase_is_found(source: str, text: str) -> None:
    pattern = compile_pattern(source, SLOTS)
    assert pattern.expression.search(text)
    assert any(anchor in text for anchor in pattern.anchors)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("red car", " red cars "),
        ("red car", " bored car "),
        ("red ..2 car", " red one two three car "),
        ("red ..2 car", " red . car "),
        ("red ..2 car", " redden a car "),
    ],
)
def test_other_words_are_left(source: str, text: str) -> None:
    assert not compile_pattern(source, SLOTS).expression.search(text)


@pytest.mark.parametrize(
    "source", ["", "(a", "a)", "a |", "{nobody} x", "..9 a", "..2", "a?", "red & car", "(|a)"]
)
def test_a_malformed_phrase_is_refused(source: str) -> None:
    with pytest.raises(PatternError):
        compile_pattern(source, SLOTS)
