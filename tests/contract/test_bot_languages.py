"""What the bot learns from in languages other than English: the core intents, and nothing from what measures it."""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.bot_files import BOT, DISCLOSURES, TYPED, examples

ROOT = BOT.parent
LANGUAGES = ["bn", "bn-roman", "pa", "pl", "ro", "ur", "ur-roman"]
CORE = DISCLOSURES | {
    "greet", "goodbye", "thank", "affirm", "deny", "unsure", "off_topic", "want_person", "help_now", "open_now",
    "my_plan", "are_you_a_person", "privacy", "safe_now", "take_back", "unclear_distress", "feeling_low", "worry",
    "family", "bullying", "exam_stress", "sleep",
}  # fmt: skip
BUTTONS = {
    "safety.now": ["safe_now", "not_safe_now"],
    "safety.today": ["safe_now", "not_safe_now"],
    "safety.harm_by_others": ["safe_now", "not_safe_now"],
    "no_plan": ["want_person", "open_now"],
}


def same(text: str) -> str:
    """Return the text without case and punctuation; vowel signs, which are no letters to Python, stay."""
    return " ".join(re.sub(r"[^\w\s\u0300-\u036f\u0900-\u0dff]", " ", text.lower()).split())


def learnt(language: str) -> dict[str, list[str]]:
    return examples(f"data/nlu/{language}/*.yml")


def held_out(language: str) -> dict[str, list[str]]:
    return examples(f"tests/heldout_languages/{language}.yml")


def measured() -> Iterator[str]:
    """Yield the sentences on which screening and the bot are measured."""
    for file in sorted((ROOT / "tests" / "data" / "screening").rglob("*.jsonl")):
        yield from (json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines())


def test_no_language_is_forgotten() -> None:
    assert sorted(path.name for path in (BOT / "data" / "nlu").iterdir() if path.is_dir()) == LANGUAGES
    assert sorted(path.stem for path in (BOT / "tests" / "heldout_languages").iterdir()) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_the_core_intents_and_no_unknown_one(language: str) -> None:
    assert set(learnt(language)) >= CORE
    assert set(learnt(language)) <= TYPED
    assert min(len(texts) for texts in learnt(language).values()) >= 3
    assert set(held_out(language)) >= CORE - {"unclear_distress"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_held_out_sentences_are_not_in_training(language: str) -> None:
    training = {same(text) for texts in learnt(language).values() for text in texts}
    assert [text for texts in held_out(language).values() for text in texts if same(text) in training] == []


def test_no_sentence_has_two_intents_in_any_language() -> None:
    pairs = {
        (same(text), intent)
        for language in ("*", *LANGUAGES)
        for intent, texts in examples(
            f"data/nlu/{language}.yml" if language == "*" else f"data/nlu/{language}/*.yml"
        ).items()
        for text in texts
    }
    count = Counter(text for text, _ in pairs)
    assert [text for text, times in count.items() if times > 1] == []


def test_no_sentence_of_these_languages_is_one_that_screening_is_measured_on() -> None:
    kept = {same(text) for text in measured()}
    found = {
        text
        for language in LANGUAGES
        for texts in learnt(language).values()
        for text in texts
        if same(text) in kept and len(text.split()) > 2
    }
    assert found == set()


@pytest.mark.parametrize("language", ["bn", "pa", "pl", "ro", "ur"])
def test_the_buttons_of_the_services_own_words_are_understood(language: str) -> None:
    texts = tomllib.loads(
        (ROOT / "backend" / "chat" / "texts" / f"{language}.toml").read_text(encoding="utf-8")
    )
    sentences = {intent: {same(text) for text in known} for intent, known in learnt(language).items()}
    for place, intents in BUTTONS.items():
        part = texts
        for key in place.split("."):
            part = part[key]
        for title, intent in zip(part["buttons"], intents, strict=True):
            assert same(title) in sentences[intent], (place, title)
