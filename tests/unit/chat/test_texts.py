"""Every word the service says by itself: reviewed or marked as draft, and safe to read."""

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from backend.chat.model import Author, Draft, Noticed
from backend.chat.replies import bot_unavailable, not_saved, person_requested, returned, safety_reply
from backend.chat.texts import Texts, texts, unapproved_languages
from backend.core.attention import Attention
from backend.escalations.model import Reason
from backend.screening.rules import languages as screened_languages
from tests.unit.chat.languages import LANGUAGES

# Words that no text for a young person may hold, in English. Other languages need a list by somebody who speaks them.
BANNED = re.compile(
    r"""\b(
      commit(s|ted|ting)? | (un)?successful(ly)? | fail(s|ed|ure)? | cry\ for\ help | attention[\ -]seeking
    | lethal\w* | methods? | per\ ?cent | statistics? | epidemic | \d+\s?(mg|ml|%)
    | at\ peace | better\ place | painless(ly)? | easy\ way
    | low\ risk | high\ risk | risk | score
    | your\ secret | stays?\ secret | keep\ (it|this)\ secret | confidential | won't\ tell | nobody\ will\ know
    | is\ coming | on\ (its|the|their)\ way | is\ watching | monitor\w* | always\ here | here\ for\ you
    | i\ understand\ how | i\ feel | i\ remember | you\ will\ be\ (fine|ok|okay|safe)
    | everything\ is\ (fine|ok|okay)
    | didn't\ understand | did\ not\ understand | silly | selfish | think\ of\ your
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
# Means and places are named in the screen's own rules only; no text for a young person may hold one of these.
MEANS_SLOTS = ("pills", "height", "traffic")
LONGEST_WORDS_PER_SENTENCE = 30


def sentences(value: Any) -> Iterator[str]:
    """Yield every text in a nest of fields."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from sentences(item)


def everything(language: str) -> list[str]:
    return list(sentences(texts(language).model_dump(exclude={"review", "language"})))


def means() -> set[str]:
    rules = tomllib.loads(
        (files("backend.screening") / "rules" / "en" / "slots.toml").read_text(encoding="utf-8")
    )
    return {phrase for name in MEANS_SLOTS for phrase in rules["slots"][name] if phrase.isalpha()}


def said(drafts: tuple[Draft, ...]) -> str:
    return " ".join(draft.text for draft in drafts)


def noticed(attention: Attention, *kinds: str) -> Noticed:
    return Noticed(attention, tuple(Reason(f"rule-{kind}", kind, "says") for kind in kinds))


NEEDS = {
    "now": noticed(Attention.NOW, "suicide"),
    "today": noticed(Attention.TODAY, "self_harm"),
    "harm_by_others": noticed(Attention.TODAY, "abuse"),
}


def all_replies(language: str) -> dict[str, tuple[Draft, ...]]:
    first = {name: safety_reply(language, need, None) for name, need in NEEDS.items()}
    again = {
        f"{name} again {before}": safety_reply(language, need, Attention.NOW, before)
        for name, need in NEEDS.items()
        for before in range(3)
    }
    asked = {f"person {before}": person_requested(language, Attention.TODAY, before) for before in range(2)}
    down = {f"bot_unavailable {before}": bot_unavailable(language, before) for before in range(3)}
    return first | again | {"person_requested": person_requested(language)} | asked | down


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_a_draft_until_somebody_with_a_name_approved_them(language: str) -> None:
    review = texts(language).review
    assert review.status in {"draft", "approved"}
    approved = bool(review.approved_by) and bool(review.approved_on)
    assert approved == (review.status == "approved")
    assert (language in unapproved_languages()) == (review.status == "draft")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_holds_a_banned_word(language: str) -> None:
    found = {match.group(): text for text in everything(language) if (match := BANNED.search(text))}
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_names_a_means_or_a_place(language: str) -> None:
    words = set(re.findall(r"[^\W\d_]+", " ".join(everything(language)).lower()))
    assert means()
    assert words & means() == set()


@pytest.mark.parametrize(
    "text",
    ["She committed it", "a failed attempt", "Somebody is coming", "We keep this secret", "a high risk",
     "I understand how you feel", "Sorry, I didn't understand"],
)  # fmt: skip
def test_the_list_of_banned_words_catches_what_it_is_for(text: str) -> None:
    assert BANNED.search(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_opening_says_that_it_is_no_person_and_promises_no_secrecy(language: str) -> None:
    opening = texts(language).opening.lines
    assert "999" in " ".join(opening)
    if language == "en":
        assert "computer program, not a person" in opening[0]
        assert any("unless" in line and "a worker is told" in line for line in opening)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_opening_names_every_language_that_the_word_check_reads_and_no_other(language: str) -> None:
    words = texts(language)
    roman = words.word_check_in_english_letters
    assert sorted([*words.word_check_languages, *roman]) == sorted(screened_languages())
    opening = " ".join(words.opening_lines)
    names = [*words.word_check_languages.values(), *(name for names in roman.values() for name in names)]
    assert all(name in opening for name in names)
    assert "{" not in opening


def test_a_list_in_a_sentence_is_that_of_its_language() -> None:
    assert "Polish, Romanian and Urdu. It also knows Bengali, Urdu and Hindi" in texts("en").opening_lines[3]
    assert "," not in texts("ur").opening_lines[3]
    assert "bengaleză, urdu și hindi" in texts("ro").opening_lines[3]


def test_the_opening_says_that_the_word_check_misses_much_and_that_a_person_can_always_be_asked_for() -> None:
    opening = " ".join(texts("en").opening_lines)
    assert "misses many things" in opening
    assert '"I want a person" works in any language' in opening


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reply_is_by_the_service_ends_with_the_numbers_and_says_something(language: str) -> None:
    for name, drafts in all_replies(language).items():
        assert drafts, name
        assert {draft.author for draft in drafts} == {Author.SAFETY}
        assert drafts[-1].show == "numbers"
        assert all(draft.text.strip() for draft in drafts)


@pytest.mark.parametrize("name", list(all_replies("en")))
def test_every_english_reply_says_that_a_program_speaks(name: str) -> None:
    assert "a computer program" in said(all_replies("en")[name])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_that_needs_somebody_now_is_told_999_first(language: str) -> None:
    replies = all_replies(language)
    for name in ("now", "now again 0", "now again 1"):
        assert "999" in replies[name][0].text
    assert all("999" in said(reply) for name, reply in replies.items() if "again" in name)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", list(NEEDS))
def test_three_disclosures_in_a_row_never_get_the_same_words(language: str, name: str) -> None:
    need = NEEDS[name]
    first = safety_reply(language, need, None)
    second = safety_reply(language, need, need.attention, 1)
    third = safety_reply(language, need, need.attention, 2)
    assert len({draft.text for draft in (*first, *second, *third)}) == len((*first, *second, *third))


@pytest.mark.parametrize("language", LANGUAGES)
def test_danger_now_is_told_so_in_full_where_somebody_was_asked_for_less_urgently(language: str) -> None:
    raised = safety_reply(language, NEEDS["now"], Attention.TODAY, 1)
    assert raised == safety_reply(language, NEEDS["now"], None)


@pytest.mark.parametrize("before", range(4))
def test_harm_by_others_said_again_is_still_not_their_fault_and_the_screen_can_be_left(before: int) -> None:
    for already in (Attention.TODAY, Attention.NOW):
        reply = said(safety_reply("en", NEEDS["harm_by_others"], already, before))
        assert "not your fault" in reply or "not to blame" in reply
        assert "Leave quickly" in reply


@pytest.mark.parametrize("language", LANGUAGES)
def test_asking_for_a_person_or_writing_to_a_broken_bot_again_reads_differently(language: str) -> None:
    again = [person_requested(language, Attention.TODAY, before) for before in (1, 2)]
    assert len({*again, person_requested(language)}) == 3
    assert len({bot_unavailable(language, before) for before in range(3)}) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_line_after_a_day_and_the_one_about_a_note_are_plain_words_of_the_program(language: str) -> None:
    lines = returned(language), *not_saved(language)
    assert {(line.author, line.show, line.buttons) for line in lines} == {(Author.BOT, None, ())}
    assert "999" not in said(lines)


def test_harm_by_others_is_never_sent_to_tell_the_family() -> None:
    reply = said(all_replies("en")["harm_by_others"])
    assert "not your fault" in reply
    assert "Is it safe to have this screen open?" in reply
    assert not re.search(r"\b(parents?|mum|dad|family|confront)\b", reply, re.IGNORECASE)


def test_harm_by_others_together_with_wanting_to_die_gets_the_reply_for_that() -> None:
    both = safety_reply("en", noticed(Attention.NOW, "abuse", "suicide"), None)
    assert both == all_replies("en")["now"]


def test_an_unscreenable_message_gets_the_reply_for_now() -> None:
    reply = safety_reply("en", noticed(Attention.NOW, "unscreenable"), None)
    assert reply == all_replies("en")["now"]


def test_english_sentences_are_short_and_buttons_fit_a_phone() -> None:
    english: Texts = texts("en")
    for text in everything("en"):
        for sentence in re.split(r"(?<=[.?!:])\s", text):
            assert len(sentence.split()) <= LONGEST_WORDS_PER_SENTENCE, sentence
    assert all(len(button) <= 30 for button in english.buttons)


@pytest.mark.parametrize("unknown", ["xx", "", "../en", "en/../en", "EN ", "e\x00n"])
def test_a_language_that_there_is_not_is_answered_in_english(unknown: str) -> None:
    assert texts(unknown).language == "en"
