"""The catalogues say what the English says: the same texts, blanks and numbers, and nothing that is never said."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from backend.core.languages import ENGLISH, LANGUAGES, set_apart
from backend.core.worded import Drafts
from backend.guidance.model import Audience
from backend.guidance.words import page_words
from backend.signposting import shipped
from backend.web.pages import HELP, Pages, help_name
from backend.web.wording import upkeep
from backend.web.wording.catalogues import (
    PARTS,
    PLURALS,
    USUAL_PLURALS,
    catalogue,
    interface,
    path_of,
    review_of,
)
from backend.web.wording.english import english
from backend.web.wording.scripts import NotWords, script_english
from tests.never_said import DIGITS_OF_OTHER_SCRIPTS, SPOKEN, WRITTEN, never
from tests.unit.chat.test_languages import FAMILY

OTHERS = [language for language in LANGUAGES if language != ENGLISH]
# Without these there is no way to help and to a person. The other parts may be English, and then say so.
NEEDED = ("help", "page", "app")
THERE = [(language, part) for language in OTHERS for part in PARTS if path_of(language, part).is_file()]
each_catalogue = pytest.mark.parametrize(("language", "part"), THERE)
BLANK = re.compile(r"\{\w+\}")
# "Do not promise to keep it secret": here such a word is what is meant.
MEANT = {
    ("ur", "help"): {"راز"},
    ("bn", "help"): {"গোপন"},
    ("pa", "help"): {"ਆ ਰਹੇ"},  # of thoughts
}
# Families are left out of what young people are told; this is the name of a page that is not for them.
NAME_OF_A_PAGE = "For parents and carers"


def messages(language: str, part: str) -> list[Message]:
    found = catalogue(language, part)
    assert found is not None
    return [message for message in found if message.id]


def texts(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def sources(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


@pytest.fixture
def production() -> Iterator[None]:
    before, Drafts.shown = Drafts.shown, False
    yield
    Drafts.shown = before


def test_every_language_has_help_the_frame_of_the_pages_and_the_chat() -> None:
    assert {(language, part) for language in OTHERS for part in NEEDED} <= set(THERE)


@pytest.mark.parametrize("part", PARTS)
def test_there_is_english_to_translate(part: str) -> None:
    assert len(english(part)) > 10
    assert all(text.english.strip() for text in english(part))


@each_catalogue
def test_no_language_lacks_a_text_or_has_one_that_nobody_asks_for(language: str, part: str) -> None:
    asked = [(text.context, text.id) for text in english(part)]
    assert [(message.context, message.id) for message in messages(language, part)] == asked
    assert [message.id for message in messages(language, part) if not all(texts(message))] == []
    assert [message.id for message in messages(language, part) if message.fuzzy] == []


@each_catalogue
def test_the_file_is_as_upkeep_would_write_it(language: str, part: str) -> None:
    made = upkeep.written(upkeep.in_step(language, part), review_of(language, part))
    assert path_of(language, part).read_bytes() == made


@each_catalogue
def test_blanks_and_spaces_at_the_end_are_those_of_the_english(language: str, part: str) -> None:
    for message in messages(language, part):
        wanted = set(BLANK.findall(sources(message)[-1]))
        for text in texts(message):
            assert set(BLANK.findall(text)) <= wanted, text
            assert text.endswith(" ") == sources(message)[0].endswith(" "), text
        assert set(BLANK.findall(texts(message)[-1])) == wanted


@each_catalogue
def test_numbers_are_those_of_the_english_in_latin_digits(language: str, part: str) -> None:
    for message in messages(language, part):
        if isinstance(message.id, str):
            assert sorted(re.findall(r"\d+", texts(message)[0])) == sorted(re.findall(r"\d+", message.id)), (
                message.id
            )
        assert not any(DIGITS_OF_OTHER_SCRIPTS.search(text) for text in texts(message))


@each_catalogue
def test_what_says_how_many_has_every_form_of_its_language(language: str, part: str) -> None:
    forms = len(PLURALS.get(language, USUAL_PLURALS))
    counted = [message for message in messages(language, part) if not isinstance(message.id, str)]
    assert all(len(texts(message)) == forms for message in counted)


@each_catalogue
def test_no_text_holds_a_word_that_must_not_be_said(language: str, part: str) -> None:
    told = [message for message in messages(language, part) if message.id != NAME_OF_A_PAGE]
    said = [text for message in told for text in texts(message)]
    wrong = never(language, WRITTEN, SPOKEN, FAMILY)
    found = {match.group() for text in said if (match := wrong.search(text))}
    assert found <= MEANT.get((language, part), set())


@each_catalogue
def test_a_catalogue_is_a_draft_until_somebody_with_a_name_approved_it(language: str, part: str) -> None:
    review = review_of(language, part)
    assert (review.status == "approved") == (bool(review.approved_by) and bool(review.approved_on))


def test_digits_in_groups_keep_their_order_where_text_runs_from_the_right() -> None:
    assert set_apart("ring 0800 068 4141, or 999", "ur") == "ring \u20660800 068 4141\u2069, or 999"
    assert set_apart("ring 0800 068 4141", "pl") == "ring 0800 068 4141"


@pytest.mark.parametrize("language", OTHERS)
def test_where_drafts_are_off_help_and_app_are_english(language: str, production: None) -> None:
    pages = Pages(shipped.lines())
    assert pages[help_name(language)].text == pages[HELP].text
    assert "hreflang" not in pages[HELP].text
    assert interface(language).parts == []
    assert interface(language).said == interface(language).messages == {}


@pytest.mark.parametrize("language", OTHERS)
def test_where_drafts_are_on_help_speaks_the_language_and_keeps_every_number(language: str) -> None:
    pages = Pages(shipped.lines())
    own, in_english = pages[help_name(language)].text, pages[HELP].text
    assert re.findall(r'href="((?:tel|sms):[^"]+)"', own) == re.findall(
        r'href="((?:tel|sms):[^"]+)"', in_english
    )
    assert (
        "“I am not safe right now. I need help.”</span>" in own
    )  # to read out to whoever answers in English
    for place, audience in (("read", "young-people"), ("parents", "parents"), ("schools", "schools")):
        name = page_words(language).places[Audience(audience)].name
        assert f'<a href="/{place}?language={language}">{name}</a>' in own
    assert interface(language).draft


def test_a_script_of_words_may_hold_names_and_texts_only(tmp_path: Path) -> None:
    script = tmp_path / "words.js"
    script.write_text('export const words = inLanguage("x", {\n  a: "One " +\n    "two",\n  b: ["c"],\n});\n')
    assert script_english(script) == {"x": {"a": "One two", "b": {"0": "c"}}}
    script.write_text('export const words = inLanguage("x", { a: (b) => b });')
    with pytest.raises(NotWords):
        script_english(script)
