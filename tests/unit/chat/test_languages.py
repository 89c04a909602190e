"""The service's own words in other languages: the same promises, and the same promises left out."""

import re
import string
from collections.abc import Iterator
from typing import Any

import pytest

from backend.chat.noticing import notice
from backend.chat.texts import language_of, meant, offered, texts
from backend.chat.written_in import written_in
from backend.core.attention import Attention
from backend.core.languages import LANGUAGES as KNOWN
from backend.core.worded import Drafts
from tests.never_said import DIGITS_OF_OTHER_SCRIPTS, SPOKEN, WRITTEN, never
from tests.unit.chat.languages import LANGUAGES

OTHERS = [language for language in LANGUAGES if language != "en"]
# "A computer program", "not a person" and the condition under which a worker is told, as each language says them.
A_PROGRAM = {"ur": "کمپیوٹر پروگرام", "bn": "কম্পিউটার প্রোগ্রাম", "pl": "programem komputerowym",
             "ro": "program de calculator", "pa": "ਕੰਪਿਊਟਰ ਪ੍ਰੋਗਰਾਮ"}  # fmt: skip
NO_PERSON = {
    "ur": "انسان نہیں",
    "bn": "মানুষ নই",
    "pl": "nie człowiekiem",
    "ro": "nu o persoană",
    "pa": "ਇਨਸਾਨ ਨਹੀਂ",
}
UNLESS = {"ur": "سوائے", "bn": "যদি না", "pl": "chyba że", "ro": "în afară de cazul", "pa": "ਸਿਵਾਏ"}
# The gateway's own words blame nobody's family either, and speak of nobody's parents.
FAMILY = {"ur": "والدین|ماں|باپ", "bn": "বাবা|মা-বাবা", "pl": "rodzic|rodzin|poufn", "ro": "părin|famili|confidenți",
          "pa": r"ਮਾਪੇ|(?<!\S)ਮਾਂ(?!\S)"}  # fmt: skip


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text in a nest of fields with its place."""
    if isinstance(value, str):
        yield path, value
        return
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for name, item in inside:
        yield from leaves(item, f"{path}.{name}")


def words(language: str) -> dict[str, str]:
    return dict(leaves(texts(language).model_dump(exclude={"review", "language"})))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.fixture
def production() -> Iterator[None]:
    before, Drafts.shown = Drafts.shown, False
    yield
    Drafts.shown = before


def test_there_are_texts_in_every_language_that_the_service_knows() -> None:
    assert set(LANGUAGES) == set(KNOWN)


@pytest.mark.parametrize("language", OTHERS)
def test_no_language_lacks_a_text_or_has_one_too_many(language: str) -> None:
    assert words(language).keys() == words("en").keys()


@pytest.mark.parametrize("language", OTHERS)
def test_no_language_lacks_a_placeholder(language: str) -> None:
    own, english = words(language), words("en")
    assert {place: placeholders(own[place]) for place in own} == {
        place: placeholders(english[place]) for place in english
    }


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_but_names_was_left_in_english(language: str) -> None:
    assert [text for place, text in words(language).items() if text == words("en")[place]] == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_opening_says_that_it_is_no_person_and_promises_no_secrecy(language: str) -> None:
    first, _, kept, *_ = texts(language).opening.lines
    assert A_PROGRAM[language] in first
    assert NO_PERSON[language] in first
    assert UNLESS[language] in kept


@pytest.mark.parametrize("language", OTHERS)
def test_every_reply_says_that_a_program_speaks(language: str) -> None:
    for lines in texts(language).replies:
        assert A_PROGRAM[language] in " ".join(lines.lines)
    assert A_PROGRAM[language] in texts(language).returned
    assert NO_PERSON[language] in texts(language).returned


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_holds_a_word_that_must_not_be_said(language: str) -> None:
    said = never(language, WRITTEN, SPOKEN, FAMILY)
    assert {place: text for place, text in words(language).items() if said.search(text)} == {}


@pytest.mark.parametrize("language", OTHERS)
def test_numbers_to_ring_are_the_same_and_in_latin_digits(language: str) -> None:
    for place, text in words(language).items():
        assert re.findall(r"\d+", text) == re.findall(r"\d+", words("en")[place]), place
        assert not DIGITS_OF_OTHER_SCRIPTS.search(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_that_says_not_safe_fetches_a_person_now_in_every_language(language: str) -> None:
    safe, not_safe = texts(language).safety.now.buttons
    assert notice(not_safe).attention is Attention.NOW
    assert notice(safe).attention is None
    assert (meant(safe), meant(not_safe)) == ("I am safe right now", "I am not safe right now")


def test_what_a_young_person_writes_is_never_taken_for_a_button() -> None:
    assert meant("I am not safe right now because of him") == "I am not safe right now because of him"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_of_a_stored_reply_is_known_by_its_words(language: str) -> None:
    words = texts(language)
    said = [line for reply in words.replies for line in reply.lines]
    assert {language_of(line) for line in (*said, words.returned, words.not_saved)} == {language}
    assert language_of("Hello") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_of_the_bots_words_is_told_by_their_letters(language: str) -> None:
    for reply in texts(language).replies:
        assert {written_in(line) for line in reply.lines} == {language}


@pytest.mark.parametrize("language", OTHERS)
def test_where_drafts_are_off_english_stands_in(language: str, production: None) -> None:
    assert texts(language).language == "en"
    assert [one.code for one in offered()] == ["en"]


def test_where_drafts_are_on_each_language_is_offered_in_its_own_words_and_marked() -> None:
    assert [one.code for one in offered()] == list(KNOWN)
    assert {one.code: one.dir for one in offered()}["ur"] == "rtl"
    assert all(one.draft for one in offered())
