"""A text in a language that the bot has no sentences of is noticed by its letters and words."""

import pytest

from bot.vocabulary import Known, words

ENOUGH = 0.34


@pytest.fixture(scope="module")
def known() -> Known:
    learnt = "i am very sad and i want to talk to somebody about home", "میں بہت اداس ہوں", "আমার মন খারাপ"
    return Known(word for text in learnt for word in words(text))


@pytest.mark.parametrize(
    "text",
    [
        "je suis très triste et je veux parler",
        "मैं बहुत दुखी हूँ",
        "أنا حزين جدا ولا أنام",
        "я очень устал сегодня",
        "难过",
    ],
)
def test_other_languages_and_scripts_are_not_read(known: Known, text: str) -> None:
    assert not known.reads(text, ENOUGH)


@pytest.mark.parametrize(
    "text",
    [
        "i am so sad about home",
        "am sad u want 2 talk",
        "میں اداس ہوں",
        "আমার খারাপ",
        "helo",
        "mum",
        "😭😭",
        "...",
        "07",
        "",
    ],
)
def test_known_words_single_words_and_texts_without_words_are_read(known: Known, text: str) -> None:
    assert known.reads(text, ENOUGH)


def test_vowel_signs_do_not_break_words() -> None:
    assert words("আমি ভালো নেই।") == ["আমি", "ভালো", "নেই"]
    assert words("Nie wiem, może…") == ["nie", "wiem", "moze"]


def test_accents_do_not_matter() -> None:
    assert words("nie chcę żyć") == words("nie chce zyc")
    assert words("vreau să mor") == words("vreau sa mor")
