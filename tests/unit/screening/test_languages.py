"""Languages other than English: how they are typed must not silence, and mixing them must not either."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.screening import screen
from backend.screening.rules import languages, load_rules

OTHERS = [language for language in languages() if language != "en"]
EXAMPLES = [(rule.id, text) for language in OTHERS for rule in load_rules(language).data for text in rule.hit]
WITH_SIGNS = [
    (rule, text) for rule, text in EXAMPLES if rule.startswith(("pl.", "ro.")) and not text.isascii()
]
LATIN = [(rule, text) for rule, text in EXAMPLES if not rule.startswith(("ur.", "bn.", "pa."))]
ENGLISH = ["we had maths today.", "my bus was late again.", "the weather is nice."]
examples = st.sampled_from(EXAMPLES)


def rules_of(text: str) -> set[str]:
    return {reason.rule for reason in screen(text).reasons}


@pytest.mark.parametrize(("rule", "text"), WITH_SIGNS)
def test_signs_left_out_do_not_silence(rule: str, text: str) -> None:
    bare = unicodedata.normalize("NFD", text).translate(str.maketrans("łŁ", "lL"))
    assert rule in rules_of("".join(letter for letter in bare if not unicodedata.combining(letter)))


@given(st.sampled_from(LATIN))
def test_case_does_not_silence(example: tuple[str, str]) -> None:
    rule, text = example
    assert rule in rules_of(text.upper())


@given(st.sampled_from(LATIN), st.data())
def test_stretching_does_not_silence(example: tuple[str, str], data: st.DataObject) -> None:
    rule, text = example
    places = [at for at, letter in enumerate(text) if letter.isalpha() and letter * 2 not in text]
    at = data.draw(st.sampled_from(places))
    assert rule in rules_of(text[: at + 1] + text[at] * data.draw(st.integers(2, 8)) + text[at + 1 :])


@given(examples, st.sampled_from(ENGLISH), st.sampled_from(ENGLISH))
def test_english_around_it_does_not_silence(example: tuple[str, str], before: str, after: str) -> None:
    rule, text = example
    assert rule in rules_of(f"{before} {text}. {after}")


@given(examples)
def test_spans_point_into_the_words_as_written(example: tuple[str, str]) -> None:
    rule, text = example
    reasons = [reason for reason in screen("hi \U0001f642. " + text).reasons if reason.rule == rule]
    assert reasons
    assert all(6 <= reason.start < reason.end <= len(text) + 6 for reason in reasons)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("main jeena nahi chahta", "mai jina nhi chahtaaa"),
        ("mujhe khatam", "mjhe khtm"),
        ("zindagi", "jindgi"),
    ],
)
def test_roman_urdu_spellings_come_together(one: str, other: str) -> None:
    normaliser = load_rules("ur-roman").normaliser
    assert normaliser.normalise(one).text == normaliser.normalise(other).text


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("ur", "\u0645\u06cc\u06ba \u06a9\u06cc\u0627", "\u0645\u064a\u06ba \u0643\u0650\u064a\u0627"),
        ("bn", "\u09ac\u09be\u0981\u099a\u09a4\u09c7", "\u09ac\u09be\u099a\u09a4\u09c7"),
        ("bn", "\u09dc", "\u09a1\u09bc"),
    ],
)
def test_letters_drawn_alike_come_together(language: str, one: str, other: str) -> None:
    normaliser = load_rules(language).normaliser
    assert normaliser.normalise(one).text == normaliser.normalise(other).text


@pytest.mark.parametrize(
    "text",
    ["mar gaya yaar", "jaan le li is class ne", "bohot tension hai", "zyada soch mat", "umrę ze śmiechu",
     "mor de râs", "hashte hashte more gelam", "kal milte hain", "main marna nahi chahta"],
)  # fmt: skip
def test_figures_of_speech_and_denials_ask_for_nobody(text: str) -> None:
    assert screen(text).reasons == ()
