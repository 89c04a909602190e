"""What the bot learns from and which answer follows what, read from its files without Rasa."""

from collections import Counter

import pytest
import yaml

from bot.choosing import IN_ENGLISH
from bot.flow import read as read_flows
from tests.bot_files import BOT, ENGLISH, HELD_OUT, INTENTS, RULES, TRAINING, TYPED, held, plain, rule_for

FLOWS = read_flows()


@pytest.mark.parametrize("intent", sorted(TYPED))
def test_each_intent_has_25_distinct_examples_and_6_held_out(intent: str) -> None:
    assert len({plain(text) for text in TRAINING[intent]}) >= 25
    assert len({plain(text) for text in HELD_OUT[intent]}) >= 6


def test_files_name_the_same_intents() -> None:
    assert set(TRAINING) == set(HELD_OUT) == TYPED
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
    assert set(actions) <= set(ENGLISH)


def test_every_response_is_used() -> None:
    by_rules = {step["action"] for rule in RULES for step in rule["steps"] if "action" in step}
    by_flows = {reply for row in FLOWS.after.values() for replies in row.values() for reply in replies}
    assert by_rules | by_flows | {IN_ENGLISH} == set(ENGLISH)


def test_no_turn_asks_two_questions() -> None:
    for rule in RULES:
        actions = [step["action"] for step in rule["steps"][1:] if "action" in step]
        worst = sum(max(variation["text"].count("?") for variation in ENGLISH[name]) for name in actions)
        assert worst <= 1, rule["rule"]


def test_the_bot_has_no_hands() -> None:
    endpoints = yaml.safe_load((BOT / "endpoints.yml").read_text(encoding="utf-8"))
    credentials = yaml.safe_load((BOT / "credentials.yml").read_text(encoding="utf-8"))
    assert set(endpoints) == {"tracker_store", "nlg"}
    assert credentials == {"bot.channel.GatewayInput": None}
    assert held("domain/*.yml", "actions") == []


def test_the_lock_names_no_index_and_pins_by_hash() -> None:
    lock = (BOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "index-url" not in lock
    assert lock.count("==") <= lock.count("--hash=sha256:")
