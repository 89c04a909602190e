"""Nobody is taken to be safe whose words deny or doubt it."""

import pytest

from bot.doubt import TAKEN_FOR, Doubt, said_plainly
from tests.bot_files import INTENTS, LANGUAGES, RULES, TRAINING, examples, intents_of

PLAIN = {
    said_plainly(text)
    for learnt in (TRAINING, examples("data/nlu/*/*.yml"))
    for intent in TAKEN_FOR
    for text in learnt[intent]
}
DOUBT = Doubt(PLAIN)
NOT_SAFE = [
    *TRAINING["not_safe_now"], *examples("data/nlu/*/*.yml")["not_safe_now"],
    *examples("tests/heldout*/*.yml")["not_safe_now"],
]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "i am not safe", "im not really safe", "i don't feel safe", "i don\u2019t feel safe", "i AM NOT safe!",
        "safe? no", "i am unsafe at home", "never safe here", "i think im safe", "maybe safe", "safe but scared",
        "am i safe?", "i was safe yesterday", "kind of safe", "safe until he comes home", "no one here makes me safe",
        "main mehfooz nahi", "میں یہاں محفوظ نہیں", "ami nirapod na", "আমি নিরাপদ নই", "ਮੈਂ ਸੁਰੱਖਿਅਤ ਨਹੀਂ",
        "nie jestem bezpieczna", "NIE czuję się bezpiecznie", "nu sunt în siguranță", "nu-s in siguranta",
        "کیا میں محفوظ ہوں؟",
    ],
)  # fmt: skip
def test_a_denial_or_a_doubt_is_never_safe(text: str) -> None:
    assert DOUBT.about("safe_now", text)


def test_what_was_learnt_as_safe_is_past_doubt_whatever_its_signs() -> None:
    assert not DOUBT.about("safe_now", "I'm not in danger.")
    assert not DOUBT.about("safe_now", "Nic mi nie grozi!")
    assert DOUBT.about("safe_now", "im not in danger am i")


@pytest.mark.parametrize(
    "text", ["I am safe right now", "yeah im safe at home", "my mum is here with me and im safe"]
)
def test_plain_words_are_taken_at_their_word(text: str) -> None:
    assert not DOUBT.about("safe_now", text)


def test_the_buttons_that_say_safe_are_past_doubt_in_every_language() -> None:
    titles = [
        button["title"]
        for words in LANGUAGES.values()
        for group in words.values()
        for one in group
        for button in one.get("buttons", [])
        if button["payload"] == "/safe_now"
    ]
    assert len(set(titles)) == 6
    assert [title for title in titles if DOUBT.about("safe_now", title)] == []


def test_no_sentence_that_says_not_safe_with_the_word_safe_gets_through() -> None:
    says_safe = [
        text for text in NOT_SAFE if any(part in text.lower() for part in ("safe", "mehfooz", "nirapod"))
    ]
    assert len(says_safe) > 20
    assert [text for text in says_safe if not DOUBT.about("safe_now", text)] == []


@pytest.mark.parametrize("text", ["yeah no", "not yes", "yes but not really", "হ্যাঁ না"])
def test_a_yes_with_a_denial_is_not_a_yes(text: str) -> None:
    assert DOUBT.about("affirm", text)


@pytest.mark.parametrize("text", ["yes", "Yes.", "ok", "tak", "হ্যাঁ"])
def test_a_yes_is_a_yes(text: str) -> None:
    assert not DOUBT.about("affirm", text)


@pytest.mark.parametrize("asked", ["utter_ask_safe", "utter_ask_screen_safe"])
def test_right_after_the_question_a_doubt_fetches_a_person_or_takes_off_the_screen(asked: str) -> None:
    assert set(TAKEN_FOR.values()) <= INTENTS
    after = {
        intent: rule["steps"][2]["action"]
        for rule in RULES
        if rule["steps"][0].get("action") == asked
        for intent in intents_of(rule["steps"][1])
    }
    assert after["unclear_safety"] == "utter_not_safe_now"
    assert after["unsure"] == ("utter_not_safe_now" if asked == "utter_ask_safe" else "utter_leave_quickly")
    assert [intent for intent, action in after.items() if action == "utter_safe_now"] in (
        ["affirm"], ["affirm", "feeling_ok"],
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "i think so", "I guess.", "kind of", "maybe", "not really sure", "yeah i think so", "probably",
        "yes but im scared",
        "shayad", "lagta hai", "chyba tak", "tak myślę", "cred că da", "poate", "লাগে মনে হয়", "hoyto", "شاید ہاں",
        "لگتا ہے", "ਸ਼ਾਇਦ", "ਲੱਗਦਾ ਹੈ",
    ],
)  # fmt: skip
def test_half_a_yes_hesitates(text: str) -> None:
    assert DOUBT.hesitates(text)


@pytest.mark.parametrize(
    "text", ["yes", "yeah im ok", "tak", "da", "haan ji", "হ্যাঁ", "جی ہاں", "ਹਾਂ ਜੀ", "thanks"]
)
def test_a_plain_answer_does_not(text: str) -> None:
    assert not DOUBT.hesitates(text)


@pytest.mark.parametrize(
    "text",
    [
        "im not joking", "I'm not joking", "jk but also not really joking", "lol jk unless", "im serious",
        "nie żartuję", "nu glumesc", "mazak nahi hai", "میں مذاق نہیں کر رہا", "মজা করছি না",
    ],
)  # fmt: skip
def test_whoever_means_it_does_not_take_it_back(text: str) -> None:
    assert DOUBT.about("take_back", text)


def test_what_takes_it_back_is_taken_so() -> None:
    said = [
        *examples("tests/heldout*/*.yml")["take_back"],
        "im not serious",
        "i wasnt being serious lol",
        "i dont mean it",
    ]
    assert [text for text in said if DOUBT.about("take_back", text)] == []
