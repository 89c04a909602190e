"""The words around the articles: every language has all of them, with the same numbers and the same blanks."""

import re
from collections.abc import Iterator

import pytest

from backend.core.languages import LANGUAGES
from backend.core.worded import Drafts
from backend.guidance.model import Audience, Stage
from backend.guidance.pages import asked, direction, numbered, tag
from backend.guidance.ringing import ringing
from backend.guidance.words import CATALOGUE, languages_on, page_words, word_languages
from backend.signposting.shipped import lines
from tests.never_said import DIGITS_OF_OTHER_SCRIPTS, WRITTEN, never
from tests.unit.chat.test_languages import leaves

ENGLISH = CATALOGUE.file("en")
OTHERS = [language for language in LANGUAGES if language != "en"]
KEPT_IN_ENGLISH = (
    "Karma Nirvana",
    "Luton MASH",
    "A&E",
    "designated safeguarding lead",
    "SHOUT",
    "Evenlight",
    "PDF",
)
each_language = pytest.mark.parametrize("language", word_languages())
each_other = pytest.mark.parametrize("language", OTHERS)


@pytest.fixture
def production() -> Iterator[None]:
    before, Drafts.shown = Drafts.shown, False
    yield
    Drafts.shown = before


def said(language: str) -> dict[str, str]:
    held = CATALOGUE.file(language).model_dump(exclude={"language", "review", "names", "english_first"})
    return {place: text for place, text in leaves(held) if not place.endswith(".href")}


def blanks(text: str) -> list[str]:
    return sorted(re.findall(r"\{\w+\}", text))


def numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+(?: \d+)*", text))


def test_there_are_words_in_every_language_that_the_service_knows() -> None:
    assert set(word_languages()) == set(LANGUAGES)


@each_language
def test_a_language_lacks_no_word_no_blank_and_no_number(language: str) -> None:
    words, own, english = CATALOGUE.file(language), said(language), said("en")
    assert words.language == language
    assert own.keys() == english.keys()
    assert all(text.strip() for text in own.values())
    for place, text in own.items():
        assert (place, blanks(text)) == (place, blanks(english[place]))
        assert (place, numbers(text)) == (place, numbers(english[place]))
        assert not DIGITS_OF_OTHER_SCRIPTS.search(text)
    assert set(words.stages) == set(Stage)
    assert set(words.places) == set(words.call) == set(Audience)


@each_language
def test_names_of_services_stay_as_whoever_answers_says_them(language: str) -> None:
    english = said("en")
    for place, text in said(language).items():
        assert [name for name in KEPT_IN_ENGLISH if name in english[place] and name not in text] == [], place


@each_other
def test_nothing_was_left_in_english_and_nothing_is_said_that_must_not_be(language: str) -> None:
    own, english = said(language), said("en")
    assert [text for place, text in own.items() if text == english[place]] == []
    assert [text for text in own.values() if never(language, WRITTEN).search(text)] == []


@each_other
def test_a_line_says_its_ages_and_choices_in_the_language_and_the_rest_is_marked_as_english(
    language: str,
) -> None:
    words = page_words(language)
    found = [numbered(line, words) for line in lines()]
    assert (
        set(words.names) == {"NHS 111, option 2", "Childline (under 19)"} <= {line.name for line in lines()}
    )
    assert {one["name"] for one in found if one["english"]} == {"999", "HOPELINE247", "Shout", "Samaritans"}
    for english, name in words.names.items():
        assert (numbers(name), name.split(" ")[0]) == (numbers(english), english.split(" ")[0])
    assert words.english_first
    assert [one["value"] for one in found if one["in_words"]] == [
        words.ui["text_to"].replace("{word}", "SHOUT").replace("{value}", "85258")
    ]


@each_language
def test_the_links_to_ring_are_the_same_in_every_language(language: str) -> None:
    for audience, call in CATALOGUE.file(language).call.items():
        assert [step.href for step in call.steps] == [step.href for step in ENGLISH.call[audience].steps]


@each_language
def test_the_first_step_is_999_and_the_words_are_a_draft_until_a_named_person_approved_them(
    language: str,
) -> None:
    words = CATALOGUE.file(language)
    assert {call.steps[0].href for call in words.call.values()} == {"tel:999"}
    approved = bool(words.review.approved_by) and bool(words.review.approved_on)
    assert approved == (words.review.status == "approved")


def test_groups_of_digits_keep_their_order_in_urdu_and_are_plain_elsewhere() -> None:
    assert "\u20660800 5999 247\u2069" in page_words("ur").call[Audience.PARENTS].steps[3].when[0]
    assert "\u2066" not in page_words("pa").model_dump_json()


@pytest.mark.parametrize(
    ("sentence", "links"),
    [
        ("In danger, ring 999.", [("999", "999")]),
        ("Ring 111 and choose option 2.", [("111", "111")]),
        ("Luton MASH, 01582 547653. At night: \u20660300 300 8123\u2069.",
         [("01582547653", "01582 547653"), ("03003008123", "0300 300 8123")]),
        ("Text SHOUT to 85258. 18000 is 999 by text relay.", [("999", "999")]),
        ("On 24 November 2026, from 9 am.", []),
    ],
)  # fmt: skip
def test_each_number_to_ring_in_a_sentence_is_a_link_and_no_other_is(
    sentence: str, links: list[tuple[str, str]]
) -> None:
    html = ringing(sentence)
    assert re.findall(r'<a class="ring" href="tel:(\d+)">([^<]+)</a>', html) == links
    assert html.striptags() == sentence
    assert "<b>" not in ringing("<b>999</b>")


@each_language
def test_no_number_in_when_to_call_has_to_be_copied_by_hand(language: str) -> None:
    for call in page_words(language).call.values():
        for line in (line for step in call.steps for line in step.when):
            left = re.sub(r"<a.*?</a>", "", ringing(line))
            assert not re.search(r"\d{3}", left), left


def test_where_drafts_are_shown_every_language_is_on_english_first() -> None:
    assert [one.code for one in languages_on()] == list(LANGUAGES)


@each_other
def test_where_drafts_are_off_english_stands_in(language: str, production: None) -> None:
    assert page_words(language).language == "en"
    assert [one.code for one in languages_on()] == ["en"]


def test_a_language_has_its_tag_and_its_direction() -> None:
    assert [tag("en"), tag("ur")] == ["en-GB", "ur"]
    assert [direction("en"), direction("ur"), direction("pa")] == ["ltr", "rtl", "ltr"]


def test_only_our_own_pages_are_asked_for_in_a_language() -> None:
    assert asked("/parents/tonight", "ur") == "/parents/tonight?language=ur"
    assert asked("/parents/tonight", "en") == "/parents/tonight"
    assert [asked(away, "ur") for away in ("tel:999", "/help", "https://x.example")] == [
        "tel:999", "/help", "https://x.example",
    ]  # fmt: skip
