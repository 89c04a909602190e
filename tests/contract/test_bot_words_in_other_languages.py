"""What the bot says in languages other than English: what English promises, and buttons that it understands."""

import re
from collections.abc import Iterator

import pytest

from backend.chat.written_in import written_in
from bot.flow import read as read_flows
from tests.bot_files import ENGLISH, LANGUAGES, examples
from tests.never_said import DIGITS_OF_OTHER_SCRIPTS, SPOKEN, never

OWN_WORDS = sorted(set(LANGUAGES) - {"en", "other"})
PROGRAM = {
    "ur": "کمپیوٹر پروگرام",
    "bn": "কম্পিউটার প্রোগ্রাম",
    "pa": "ਕੰਪਿਊਟਰ ਪ੍ਰੋਗਰਾਮ",
    "pl": "program",
    "ro": "program",
}
# The bot neither says that somebody has seen, nor "do not worry", nor promises to keep what it is told.
SEEN = {"ur": "دیکھ لیا|فکر نہ کر", "bn": "কেউ দেখেছেন|চিন্তা করবেন না", "pa": "ਦੇਖ ਲਿਆ|ਫ਼ਿਕਰ ਨਾ ਕਰ",
        "pl": r"zachowam\w* tajemnic|nikomu nie powi", "ro": "păstrez secret|nu spun nimănui"}  # fmt: skip
FLOWS = read_flows()
LONGEST = 45  # words in one message, as in English


def texts(language: str) -> Iterator[tuple[str, str]]:
    for name, group in LANGUAGES[language].items():
        for variation in group:
            yield name, variation["text"]


def always(pattern: str) -> set[str]:
    """Return the replies that have these words in every English variation."""
    return {name for name, group in ENGLISH.items() if all(re.search(pattern, one["text"]) for one in group)}


@pytest.mark.parametrize("language", OWN_WORDS)
def test_pressing_a_button_sends_a_sentence_that_the_bot_has_learnt(language: str) -> None:
    learnt = examples(f"data/nlu/{language}/*.yml")
    pressed = {
        (button["title"], button["payload"].removeprefix("/"))
        for group in LANGUAGES[language].values()
        for variation in group
        for button in variation.get("buttons", [])
    }
    assert pressed
    assert {(title, intent) for title, intent in pressed if title not in learnt.get(intent, [])} == set()


@pytest.mark.parametrize("language", OWN_WORDS)
def test_no_button_means_two_things(language: str) -> None:
    meant: dict[str, set[str]] = {}
    for group in LANGUAGES[language].values():
        for variation in group:
            for button in variation.get("buttons", []):
                meant.setdefault(button["title"], set()).add(button["payload"])
    assert {title for title, payloads in meant.items() if len(payloads) > 1} == set()


@pytest.mark.parametrize("language", OWN_WORDS)
def test_where_english_always_says_999_so_does_every_language(language: str) -> None:
    asked = always("999")
    assert "utter_not_safe_now" in asked
    assert [name for name, text in texts(language) if name in asked and "999" not in text] == []


@pytest.mark.parametrize("language", OWN_WORDS)
def test_where_english_always_says_that_it_is_a_program_so_does_every_language(language: str) -> None:
    asked = always("computer program")
    assert "utter_greet" in asked
    assert [name for name, text in texts(language) if name in asked and PROGRAM[language] not in text] == []


@pytest.mark.parametrize("language", OWN_WORDS)
def test_nothing_is_promised_that_english_never_promises(language: str) -> None:
    said = ((name, never(language, SPOKEN, SEEN).search(text)) for name, text in texts(language))
    assert [(name, hit.group()) for name, hit in said if hit] == []


@pytest.mark.parametrize("language", OWN_WORDS)
def test_messages_are_short_and_numbers_are_in_latin_digits(language: str) -> None:
    for name, text in texts(language):
        assert not DIGITS_OF_OTHER_SCRIPTS.search(text), name
        assert not re.search(r"https?:|www\.|!", text), name
        assert max(len(message.split()) for message in text.split("\n\n")) <= LONGEST, name


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ur", "کوئی آپ کے پاس آ رہا ہے"),
        ("bn", "এটা গোপন থাকবে।"),
        ("pa", "ਇਹ ਗੱਲ ਗੁਪਤ ਰਹੇਗੀ।"),
        ("pl", "Ktoś jest w drodze."),
        ("ro", "Cineva este pe drum."),
    ],
)
def test_the_lists_of_what_is_never_said_do_catch(language: str, text: str) -> None:
    assert never(language, SPOKEN).search(text)


@pytest.mark.parametrize("language", OWN_WORDS)
def test_the_letters_of_every_message_tell_its_language(language: str) -> None:
    messages = [(name, message) for name, text in texts(language) for message in text.split("\n\n")]
    assert [(name, message) for name, message in messages if written_in(message) != language] == []


def test_urdu_has_the_commas_and_marks_of_urdu() -> None:
    assert [name for name, text in texts("ur") if re.search("[,;?]", text)] == []


MATTER_MOST = {
    "utter_urges", "utter_panic", "utter_tell_someone", "utter_draft_feelings_write", "utter_not_listened",
    "utter_what_happens_when_i_tell", "utter_want_person", "utter_goodbye", "utter_racism", "utter_image_pressure",
}  # fmt: skip


@pytest.mark.parametrize("language", OWN_WORDS)
def test_every_language_has_the_topics_and_the_flows_that_matter_most(language: str) -> None:
    assert set(LANGUAGES[language]) >= MATTER_MOST


def test_all_languages_have_the_same_replies() -> None:
    assert len({frozenset(LANGUAGES[language]) for language in OWN_WORDS}) == 1


@pytest.mark.parametrize("language", OWN_WORDS)
def test_a_flow_that_is_begun_in_a_language_goes_on_in_it(language: str) -> None:
    for reply in ("utter_panic", "utter_urges", "utter_panic_other", "utter_urges_other"):
        for following in FLOWS.after[reply].values():
            assert set(following) <= set(LANGUAGES[language])
