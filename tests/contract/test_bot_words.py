"""What the bot may say, read from its files without Rasa."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from backend.chat.answers import Part
from backend.guidance.library import shipped
from backend.guidance.model import Audience
from tests.bot_files import BOT, ENGLISH, LANGUAGES, TRAINING, plain, said

KINDS = {
    "suicide", "self_harm", "abuse", "sexual_harm", "exploitation", "eating", "substances", "running_away",
    "forced_marriage", "friend", "immediate",
}  # fmt: skip  # fmt: skip
ARTICLES = {article.id for article in shipped().values() if article.audience is Audience.YOUNG_PEOPLE}
NEVER_SAYS = [
    r"\bcommit", r"successful", r"\bfailed", r"cry for help", r"understand how you feel", r"know how you feel",
    r"always here", r"here for you", r"keep (it|this|that) (a )?secret", r"\bwon'?t tell", r"will not tell",
    r"didn'?t (understand|get that)", r"did not understand", r"on (the|their|its) way", r"\b(is|are) coming",
    r"\bwill (come|be with you)", r"is watching", r"(has|have) seen", r"low risk", r"high risk", r"risk (score|level)",
    r"everything (is|will be) (fine|ok)", r"don'?t worry", r"stop it", r"attention[- ]seeking",
    r"think of your (parents|family)",
    r"\bi (feel|love|remember|care)\b", r"silly", r"promise you",
]  # fmt: skip  # fmt: skip


def never_said(text: str) -> list[str]:
    return [pattern for pattern in NEVER_SAYS if re.search(pattern, text, re.IGNORECASE)]


@pytest.mark.parametrize(("name", "variation"), list(said()))
def test_words_are_plain_short_and_never_forbidden(name: str, variation: dict[str, Any]) -> None:
    assert never_said(variation["text"]) == [], name
    for message in variation["text"].split("\n\n"):
        assert len(message.split()) <= 45, name
    assert not re.search(r"https?:|www\.|!", variation["text"]), name


@pytest.mark.parametrize(
    "text", ["Sorry, I didn't understand.", "A worker is on their way.", "I'm always here for you."]
)
def test_the_list_of_what_is_never_said_does_catch(text: str) -> None:
    assert never_said(text)


def test_each_reply_has_two_variations_or_more() -> None:
    for language, words in LANGUAGES.items():
        assert [name for name, group in words.items() if len(group) < 2] == [], language


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_replies_to_what_english_does(language: str) -> None:
    assert set(LANGUAGES[language]) <= set(ENGLISH)


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en", "other"}))
def test_buttons_and_blocks_are_the_same_in_every_language(language: str) -> None:
    for name, group in LANGUAGES[language].items():
        assert kinds(group) == kinds(ENGLISH[name]), name


def kinds(group: list[dict[str, Any]]) -> set[str]:
    """Return what each variation shows, asks for and offers, without its words."""
    return {
        json.dumps([one.get("custom"), [button["payload"] for button in one.get("buttons", [])]])
        for one in group
    }


def test_it_says_what_it_is() -> None:
    for name in (
        "utter_greet",
        "utter_thank",
        "utter_are_you_a_person",
        "utter_fallback",
        "utter_want_person",
    ):
        assert all(re.search(r"computer program", variation["text"]) for variation in ENGLISH[name]), name


def test_custom_payloads_are_of_the_agreed_shapes() -> None:
    allowed: list[dict[str, Any]] = [{"show": "open_now"}, {"show": "numbers"}, {"escalate": "wants_person"}]
    allowed += [{"show": "start_plan"}, *({"show": "plan", "step": step} for step in range(1, 8))]
    allowed += [
        {"escalate": "disclosure", "kind": kind, "attention": soon}
        for kind in KINDS
        for soon in ("now", "today")
    ]
    allowed += [{"show": "own_words"}, {"show": "you"}, {"show": "complaints"}]
    allowed += [*({"show": "read", "article": article} for article in ARTICLES)]
    allowed += [
        {"note": "peer_mentor", "show": "you"},
        *({"note": "useful", "answer": answer} for answer in ("yes", "some", "no")),
    ]
    found = [variation["custom"] for _, variation in said() if "custom" in variation]
    assert found
    assert [custom for custom in found if custom not in allowed] == []


def test_the_gateway_takes_every_custom_payload() -> None:
    for name, variation in said():
        if "custom" in variation:
            assert Part.model_validate({"text": "Words.", "custom": variation["custom"]}).custom, name


def test_each_button_is_understood_as_what_it_says() -> None:
    for name, variation in said():
        for button in variation.get("buttons", []):
            intent = button["payload"].removeprefix("/")
            assert plain(button["title"]) in {plain(text) for text in TRAINING[intent]}, (name, button)


@pytest.mark.parametrize(
    "file", sorted(BOT.glob("words/*/*.yml")), ids=lambda file: f"{file.parent.name}/{file.name}"
)
def test_every_file_of_words_says_whether_it_is_approved(file: Path) -> None:
    status = yaml.safe_load(file.read_text(encoding="utf-8"))["review"]
    assert set(status) == {"status", "approved_by", "approved_on"}
    assert status["status"] in {"draft", "approved"}
    assert (status["status"] == "approved") == bool(status["approved_by"] and status["approved_on"])
