"""Which of several wordings is said."""

from itertools import pairwise

from bot.choosing import announced, least_recently_said, unannounced

ONE, TWO, THREE = ({"text": text} for text in ("one", "two", "three"))
ALL = [ONE, TWO, THREE]


def test_the_first_is_said_first() -> None:
    assert least_recently_said(ALL, []) == ONE


def test_what_was_not_said_yet_comes_before_what_was() -> None:
    assert least_recently_said(ALL, ["one", "other words", "three"]) == TWO


def test_when_all_were_said_the_one_from_longest_ago_comes_back() -> None:
    assert least_recently_said(ALL, ["two", "one", "three", "one"]) == TWO


def test_a_question_asked_again_and_again_never_gets_the_same_words_twice_in_a_row() -> None:
    said: list[str] = []
    for _ in range(9):
        said.append(least_recently_said(ALL, said)["text"])
    assert all(now != before for before, now in pairwise(said))
    assert said[:3] == said[3:6] == ["one", "two", "three"]


NOTICES = ["Dalej po angielsku.", "Teraz po angielsku."]


def test_english_words_are_announced_in_the_language_of_the_conversation_once() -> None:
    first = announced("Hello.", NOTICES, [])
    assert first == "Dalej po angielsku.\n\nHello."
    assert announced("Take care.", NOTICES, ["Cześć.", first]) == "Take care."


def test_nothing_is_announced_where_there_is_no_notice() -> None:
    assert announced("Hello.", [], []) == "Hello."


def test_words_that_were_announced_count_as_said() -> None:
    said = [unannounced(text, NOTICES) for text in ["Dalej po angielsku.\n\none", "two\n\nthree"]]
    assert said == ["one", "two\n\nthree"]
