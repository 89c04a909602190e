"""What the second opinion adds, what forbids it, and how much work it takes."""

import pytest

from backend.screening import Attention, engine, screen
from backend.screening.guards import forbids, guards_of
from backend.screening.learned.features import WINDOW_WORDS, columns, windows
from backend.screening.learned.loading import TRAINED_PATH
from backend.screening.learned.opinion import SAYS, Leaning, open_opinion
from backend.screening.learned.sentences import load_sentences
from backend.screening.rules import folder_of_characters, load_rules

fold = folder_of_characters().fold
TAUGHT = [sentence for sentence in load_sentences(1) if not sentence.kind.startswith("none")][::7]
ADDED = [
    sentence for sentence in TAUGHT if not engine.by_rules(sentence.text) and screen(sentence.text).attention
]


def test_it_adds_where_the_rules_are_silent() -> None:
    assert len(ADDED) > 10
    for sentence in ADDED:
        reasons = screen(sentence.text).reasons
        assert {reason.rule.split(".")[0] for reason in reasons} == {"learned"}
        assert {reason.attention for reason in reasons} == {Attention.TODAY}
        assert all(
            reason.says.startswith("the words are like those of young people who") for reason in reasons
        )


def test_it_never_takes_away_what_the_rules_found() -> None:
    for sentence in TAUGHT:
        found = engine.by_rules(sentence.text)
        if found:
            assert set(screen(sentence.text).reasons) == set(found)


@pytest.mark.parametrize(
    "text",
    ["main marna nahi chahta", "ami morte chai na", "nie chcę się zabić, jest mi tylko smutno",
     "im not suicidal at all",
     "nu vreau să mor, sunt doar trist", "my homework is on the kitchen table", "see you at training tomorrow bro"],
)  # fmt: skip
def test_denials_and_everyday_talk_add_nothing(text: str) -> None:
    assert screen(text).reasons == ()


def test_what_staff_read_fits_and_names_no_rating() -> None:
    for says in SAYS.values():
        assert len("the words are like those of young people who " + says) <= 90


def test_every_word_is_in_a_window_and_windows_are_few() -> None:
    text = "one two three. " * 133
    found = windows(fold(text[:2000]))
    assert sum(len(window.words) for window in found) >= 399
    assert all(len(window.words) <= WINDOW_WORDS for window in found)
    assert len(found) <= 2 * 400 / WINDOW_WORDS + 1


def test_spans_point_at_the_words_as_written() -> None:
    text = "hello \U0001f642. so tired, of It ALL!"
    assert [text[window.start : window.end] for window in windows(fold(text))] == [
        "hello \U0001f642. so tired, of It ALL"
    ]


def test_spelling_by_sound_comes_together() -> None:
    shared = set(columns(["zindagi"])) & set(columns(["jindgi"]))
    assert shared


def test_words_that_the_rules_weigh_are_left_to_the_rules() -> None:
    guards = guards_of("en", load_rules("en"))
    assert not forbids(guards, "nobody at home would notice if i went")
    assert forbids(guards, "nobody at home would notice if i died")


def test_a_kind_that_everyday_talk_leans_to_needs_more() -> None:
    opinion = open_opinion(TRAINED_PATH.read_bytes())
    needed = opinion._trained.needed
    window = windows(fold("some words of somebody"))[0]
    by = (needed["en"] + needed["en.suicide"]) / 2
    assert opinion._is_clear(Leaning(window, "abuse", "en", by, by))
    assert not opinion._is_clear(Leaning(window, "suicide", "en", by, by))
