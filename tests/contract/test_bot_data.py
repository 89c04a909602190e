"""What the bot may say and learn, read from its files without Rasa."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from backend.chat.bot import Part

BOT = Path(__file__).resolve().parents[2] / "bot"
SENT_BY_THE_GATEWAY = {"safety_asked"}
DISCLOSURES = {
    "disclose_suicide", "disclose_self_harm", "disclose_abuse", "disclose_sexual_harm", "disclose_exploitation",
    "disclose_forced_marriage", "disclose_eating", "disclose_substances", "running_away", "friend_in_danger",
    "already_hurt", "not_safe_now",
}  # fmt: skip
NO_QUESTION_FOLLOWS = {"already_hurt", "not_safe_now"}
KINDS = {
    "suicide", "self_harm", "abuse", "sexual_harm", "exploitation", "eating", "substances", "running_away",
    "forced_marriage", "friend", "immediate",
}  # fmt: skip
NEVER_SAYS = [
    r"\bcommit", r"successful", r"\bfailed", r"cry for help", r"understand how you feel", r"know how you feel",
    r"always here", r"here for you", r"keep (it|this|that) (a )?secret", r"\bwon'?t tell", r"will not tell",
    r"didn'?t (understand|get that)", r"did not understand", r"on (the|their|its) way", r"\b(is|are) coming",
    r"\bwill (come|be with you)", r"is watching", r"(has|have) seen", r"low risk", r"high risk", r"risk (score|level)",
    r"everything (is|will be) (fine|ok)", r"don'?t worry", r"stop it", r"attention[- ]seeking",
    r"think of your (parents|family)",
    r"\bi (feel|love|remember|care)\b", r"silly", r"promise you",
]  # fmt: skip


def read(pattern: str, key: str) -> list[Any]:
    """Return what all files that match hold under a key: list items, or pairs of a mapping."""
    found: list[Any] = []
    for file in sorted(BOT.glob(pattern)):
        part = yaml.safe_load(file.read_text(encoding="utf-8")).get(key) or []
        found += part.items() if isinstance(part, dict) else part
    return found


def examples(pattern: str) -> dict[str, list[str]]:
    """Return the sentences of each intent."""
    return {
        part["intent"]: [line.strip().removeprefix("- ") for line in part["examples"].splitlines()]
        for part in read(pattern, "nlu")
    }


def plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


INTENTS = {next(iter(name)) if isinstance(name, dict) else name for name in read("domain/*.yml", "intents")}
RESPONSES: dict[str, list[dict[str, Any]]] = dict(read("domain/*.yml", "responses"))
RULES: list[dict[str, Any]] = read("data/rules_*.yml", "rules")
TRAINING = examples("data/nlu/*.yml")
HELD_OUT = examples("tests/nlu_heldout.yml")


def rule_for(intent: str) -> list[str]:
    """Return the actions that follow an intent when the bot asked nothing before."""
    for rule in RULES:
        first, *rest = rule["steps"]
        if first.get("intent") == intent:
            return [step["action"] for step in rest]
    raise AssertionError(f"no rule for {intent}")


def variations() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, group in RESPONSES.items():
        for variation in group:
            yield name, variation


def never_said(text: str) -> list[str]:
    return [pattern for pattern in NEVER_SAYS if re.search(pattern, text, re.IGNORECASE)]


@pytest.mark.parametrize("intent", sorted(INTENTS - SENT_BY_THE_GATEWAY))
def test_each_intent_has_25_distinct_examples_and_6_held_out(intent: str) -> None:
    assert len({plain(text) for text in TRAINING[intent]}) >= 25
    assert len({plain(text) for text in HELD_OUT[intent]}) >= 6


def test_files_name_the_same_intents() -> None:
    assert set(TRAINING) == set(HELD_OUT) == INTENTS - SENT_BY_THE_GATEWAY
    assert len(INTENTS) >= 24


def test_no_sentence_has_two_intents() -> None:
    count = Counter(plain(text) for texts in TRAINING.values() for text in {plain(text) for text in texts})
    assert [text for text, times in count.items() if times > 1] == []


def test_held_out_sentences_are_not_in_training() -> None:
    learnt = {plain(text) for texts in TRAINING.values() for text in texts}
    assert [text for texts in HELD_OUT.values() for text in texts if plain(text) in learnt] == []


@pytest.mark.parametrize("intent", sorted(INTENTS | {"nlu_fallback"}))
def test_each_intent_has_an_answer_that_exists(intent: str) -> None:
    actions = rule_for(intent)
    assert actions
    assert set(actions) <= set(RESPONSES)


def test_every_response_is_used() -> None:
    assert {step["action"] for rule in RULES for step in rule["steps"] if "action" in step} == set(RESPONSES)


@pytest.mark.parametrize("intent", sorted(DISCLOSURES))
def test_each_variation_of_a_disclosure_asks_for_a_person_shows_numbers_and_says_it_is_a_program(
    intent: str,
) -> None:
    first, *rest = rule_for(intent)
    assert all(variation["custom"]["escalate"] == "disclosure" for variation in RESPONSES[first])
    assert rest[:2] == ["utter_program_asks_team", "utter_numbers_now"]
    assert all("computer program" in variation["text"] for variation in RESPONSES["utter_program_asks_team"])
    assert all(variation["custom"] == {"show": "numbers"} for variation in RESPONSES["utter_numbers_now"])


def test_only_disclosures_ask_as_disclosures() -> None:
    asking = {
        name
        for name, variation in variations()
        if variation.get("custom", {}).get("escalate") == "disclosure"
    }
    assert asking == {rule_for(intent)[0] for intent in DISCLOSURES}


@pytest.mark.parametrize("intent", sorted(NO_QUESTION_FOLLOWS))
def test_after_harm_999_comes_first_and_nothing_is_asked(intent: str) -> None:
    actions = rule_for(intent)
    for variation in RESPONSES[actions[0]]:
        assert "999" in variation["text"].split("\n\n")[0]
        assert variation["custom"]["attention"] == "now"
    assert not any("?" in variation["text"] for action in actions for variation in RESPONSES[action])


def test_no_turn_asks_two_questions() -> None:
    for rule in RULES:
        actions = [step["action"] for step in rule["steps"][1:] if "action" in step]
        worst = sum(max(variation["text"].count("?") for variation in RESPONSES[name]) for name in actions)
        assert worst <= 1, rule["rule"]


@pytest.mark.parametrize(("name", "variation"), list(variations()))
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


def test_each_response_has_two_variations_for_english_and_for_other_languages() -> None:
    for name, group in RESPONSES.items():
        without = [variation for variation in group if "condition" not in variation]
        assert len(without) >= 2, name
        assert len(group) - len(without) in {0, 2}, name


@pytest.mark.parametrize("name", ["utter_fallback", "utter_fallback_again"])
def test_the_fallback_offers_a_person(name: str) -> None:
    for variation in RESPONSES[name]:
        assert "person" in variation["text"]
        assert "I want a person" in [button["title"] for button in variation["buttons"]]


def test_safe_is_answered_so_that_it_is_right_even_when_misread() -> None:
    for variation in RESPONSES["utter_safe_now"]:
        assert "999" in variation["text"]
        assert not re.search(r"\b(good\.|glad)", variation["text"], re.IGNORECASE)
        assert [button["title"] for button in variation["buttons"]] == ["I am not safe right now"]


def test_it_says_what_it_is() -> None:
    for name in (
        "utter_greet",
        "utter_thank",
        "utter_are_you_a_person",
        "utter_fallback",
        "utter_want_person",
    ):
        assert all(re.search(r"computer program", variation["text"]) for variation in RESPONSES[name]), name


def test_custom_payloads_are_of_the_agreed_shapes() -> None:
    allowed: list[dict[str, Any]] = [{"show": "open_now"}, {"show": "numbers"}, {"escalate": "wants_person"}]
    allowed += [{"show": "start_plan"}, *({"show": "plan", "step": step} for step in range(1, 8))]
    allowed += [
        {"escalate": "disclosure", "kind": kind, "attention": soon}
        for kind in KINDS
        for soon in ("now", "today")
    ]
    found = [variation["custom"] for _, variation in variations() if "custom" in variation]
    assert found
    assert [custom for custom in found if custom not in allowed] == []


def test_the_gateway_takes_every_custom_payload() -> None:
    for name, variation in variations():
        if "custom" in variation:
            assert Part.model_validate({"text": "Words.", "custom": variation["custom"]}).custom, name


@pytest.mark.parametrize("step", range(1, 8))
def test_each_step_of_a_plan_is_shown_and_can_be_left_or_passed(step: int) -> None:
    for variation in RESPONSES[f"utter_plan_{step}"]:
        titles = [button["title"] for button in variation["buttons"]]
        assert variation["custom"] == {"show": "plan", "step": step}
        assert "Stop" in titles
        assert ("Next step" in titles) == (step < 7)
        assert ("I want a person" in titles) or step < 5 or step == 6


@pytest.mark.parametrize("step", range(1, 8))
def test_next_and_yes_lead_on_and_stop_and_no_lead_out(step: int) -> None:
    following = f"utter_plan_{step + 1}" if step < 7 else "utter_plan_end"
    led = {
        (answer["intent"], rule["steps"][2]["action"])
        for rule in RULES
        if rule["steps"][0].get("action") == f"utter_plan_{step}"
        for answer in rule["steps"][1]["or"]
    }
    assert led == {
        ("next_step", following), ("affirm", following),
        ("stop_plan", "utter_plan_stop"), ("deny", "utter_plan_stop"),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["utter_plan_end", "utter_plan_stop"])
def test_after_the_plan_there_is_a_way_to_a_person(name: str) -> None:
    for variation in RESPONSES[name]:
        titles = {button["title"] for button in variation["buttons"]}
        assert {"I want a person", "I am not safe right now"} <= titles


def test_each_button_is_understood_as_what_it_says() -> None:
    for name, variation in variations():
        for button in variation.get("buttons", []):
            intent = button["payload"].removeprefix("/")
            assert plain(button["title"]) in {plain(text) for text in TRAINING[intent]}, (name, button)


def test_review_status_covers_every_file_of_words() -> None:
    review = yaml.safe_load((BOT / "review.yml").read_text(encoding="utf-8"))
    assert set(review) == {f"domain/{file.name}" for file in BOT.glob("domain/responses_*.yml")}
    for status in review.values():
        assert (status["status"] == "approved") == bool(status["approved_by"] and status["approved_on"])


def test_the_bot_has_no_hands() -> None:
    endpoints = yaml.safe_load((BOT / "endpoints.yml").read_text(encoding="utf-8"))
    credentials = yaml.safe_load((BOT / "credentials.yml").read_text(encoding="utf-8"))
    assert set(endpoints) == {"tracker_store"}
    assert credentials == {"bot.channel.GatewayInput": None}
    assert read("domain/*.yml", "actions") == []


def test_the_lock_names_no_index_and_pins_by_hash() -> None:
    lock = (BOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "index-url" not in lock
    assert lock.count("==") <= lock.count("--hash=sha256:")
