"""What `screen` answers, and that it always answers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.screening import VERSION, Attention, Screening, screen
from backend.screening.rules import load_rules

DISCLOSURES = sorted({text for rule in load_rules("en").data for text in rule.hit})
SMALL_TALK = ["Hey how are you?", "I had toast for breakfast.", "My bus was late again.", "School was ok today.",
              "The wifi is so slow lol.", "We watched a film."]  # fmt: skip
ORDINARY = ["hello", "what is open now", "my homework is killing me", "im dead tired after football", "thanks bye",
            "can you help me with maths", "i love this song", "my mum made dinner", "see you tomorrow"]  # fmt: skip
disclosures = st.sampled_from(DISCLOSURES)


def _can_stretch(word: str) -> bool:
    return len(word) > 2 and word.isalpha()


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_talk_asks_for_nobody(text: str) -> None:
    assert screen(text) == Screening(None, (), VERSION)


@pytest.mark.parametrize(
    "text",
    [
        "tonight im gonna kill myself i mean it",
        "ive already done something to end my life",
        "im not safe right now",
        "it wont stop bleeding",
        "this is my goodbye",
    ],
)
def test_danger_at_this_moment_is_now(text: str) -> None:
    assert screen(text).attention is Attention.NOW


@pytest.mark.parametrize("text", ["i want to die", "my dad hits me", "i self harm", "i hate being alive"])
def test_other_disclosures_are_today(text: str) -> None:
    assert screen(text).attention is Attention.TODAY


@pytest.mark.parametrize("joke", ["just joking", "jk", "lol", "haha only kidding", "forget it", "\U0001f602"])
def test_taking_it_back_as_a_joke_does_not_silence_a_disclosure(joke: str) -> None:
    assert screen(f"im going to kill myself {joke}").attention is not None


def test_reasons_quote_the_words_as_written() -> None:
    text = "ok so \u2026 I don\u2019t WANNA live anymoreee, bye"
    quoted = {reason.says: text[reason.start : reason.end] for reason in screen(text).reasons}
    assert quoted["said they do not want to be alive"].startswith("don\u2019t WANNA live")


def test_kinds_are_named_once_each() -> None:
    assert screen("my dad hits me. he beats me. i want to die").kinds == ("abuse", "suicide")


@given(disclosures)
def test_case_does_not_silence(text: str) -> None:
    assert screen(text.upper()).attention == screen(text.lower()).attention != None  # noqa: E711


@given(st.sampled_from([text for text in DISCLOSURES if any(map(_can_stretch, text.split()))]), st.data())
def test_stretching_a_word_does_not_silence(text: str, data: st.DataObject) -> None:
    words = text.split()
    index = data.draw(st.sampled_from([at for at, word in enumerate(words) if _can_stretch(word)]))
    words[index] += words[index][-1] * data.draw(st.integers(2, 8))
    assert screen(" ".join(words)).attention is not None


@given(disclosures, st.data())
def test_invisible_characters_do_not_silence(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    hidden = data.draw(st.sampled_from(["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad"]))
    assert screen(text[:at] + hidden + text[at:]).attention is not None


@pytest.mark.parametrize("text", ["iwanttodie", "#iwishiwasdead #schoolsucks", "killmyself"])
def test_missing_spaces_do_not_silence(text: str) -> None:
    assert screen(text).attention is not None


@given(disclosures)
def test_letters_of_other_scripts_do_not_silence(text: str) -> None:
    assert screen(text.translate(str.maketrans("aeo", "\u0430\u0435\u043e"))).attention is not None


@given(disclosures, st.lists(st.sampled_from(SMALL_TALK)), st.lists(st.sampled_from(SMALL_TALK)))
def test_small_talk_around_it_does_not_silence(text: str, before: list[str], after: list[str]) -> None:
    assert screen(" ".join([*before, text + ".", *after])).attention is not None


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(), max_size=2000) | st.text("ikldesm .!*1@'x\u200b\ud800\x00", max_size=2000))
def test_any_text_is_answered_and_spans_lie_within_it(text: str) -> None:
    for reason in screen(text).reasons:
        assert 0 <= reason.start < reason.end <= len(text)


@pytest.mark.parametrize("text", ["\ud800", "\x00" * 2000, "\U0010ffff", "a\u0301" * 1000, "\u0130" * 100])
def test_odd_texts_are_answered(text: str) -> None:
    assert screen(text).version == VERSION


@pytest.mark.parametrize(
    "part", ["a", "a!b@", "k i l ", "*", "aabbcc", "i want to ", "my dad keeps ", "\u0985"]
)
def test_long_repetitive_texts_are_answered(part: str) -> None:
    assert screen((part * 2000)[:2000]).version.startswith(VERSION)
