"""The words around the articles: every language has all of them, with the same numbers and the same blanks."""

import re

import pytest

from backend.guidance.model import Audience, Stage
from backend.guidance.pages import direction, tag
from backend.guidance.words import CATALOGUE, word_languages

ENGLISH = CATALOGUE.file("en")

each_language = pytest.mark.parametrize("language", word_languages())


def blanks(said: str) -> list[str]:
    return sorted(re.findall(r"\{\w+\}", said))


def numbers(said: str) -> list[str]:
    return sorted(re.findall(r"\d[\d ]*\d", said))


@each_language
def test_a_language_lacks_no_word_and_no_blank(language: str) -> None:
    words = CATALOGUE.file(language)
    assert words.language == language
    assert {key: blanks(said) for key, said in words.ui.items()} == {
        key: blanks(said) for key, said in ENGLISH.ui.items()
    }
    assert set(words.stages) == set(Stage)
    assert set(words.places) == set(words.call) == set(Audience)


@each_language
def test_when_to_call_names_the_same_numbers_in_every_language(language: str) -> None:
    for audience, call in CATALOGUE.file(language).call.items():
        english = ENGLISH.call[audience]
        assert [step.href for step in call.steps] == [step.href for step in english.steps]
        for step, meant in zip(call.steps, english.steps, strict=True):
            assert [numbers(line) for line in step.when] == [numbers(line) for line in meant.when]


@each_language
def test_the_first_step_is_999_and_the_words_are_a_draft_until_a_named_person_approved_them(
    language: str,
) -> None:
    words = CATALOGUE.file(language)
    assert {call.steps[0].href for call in words.call.values()} == {"tel:999"}
    approved = bool(words.review.approved_by) and bool(words.review.approved_on)
    assert approved == (words.review.status == "approved")


def test_a_language_has_its_tag_and_its_direction() -> None:
    assert [tag("en"), tag("ur")] == ["en-GB", "ur"]
    assert [direction("en"), direction("ur"), direction("pa")] == ["ltr", "rtl", "ltr"]
