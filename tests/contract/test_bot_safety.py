"""What the bot says and asks for around a disclosure, read from its files without Rasa."""

import re

import pytest

from tests.bot_files import DISCLOSURES, ENGLISH, LANGUAGES, rule_for, said

NO_QUESTION_FOLLOWS = {"already_hurt", "not_safe_now"}


@pytest.mark.parametrize("intent", sorted(DISCLOSURES))
def test_each_variation_of_a_disclosure_asks_for_a_person_shows_numbers_and_says_it_is_a_program(
    intent: str,
) -> None:
    first, *rest = rule_for(intent)
    assert all(variation["custom"]["escalate"] == "disclosure" for variation in ENGLISH[first])
    assert rest[:2] == ["utter_program_asks_team", "utter_numbers_now"]
    assert all("computer program" in variation["text"] for variation in ENGLISH["utter_program_asks_team"])
    assert all(variation["custom"] == {"show": "numbers"} for variation in ENGLISH["utter_numbers_now"])


def test_only_disclosures_ask_as_disclosures() -> None:
    asking = {
        name for name, variation in said() if variation.get("custom", {}).get("escalate") == "disclosure"
    }
    assert asking == {rule_for(intent)[0] for intent in DISCLOSURES}


@pytest.mark.parametrize("intent", sorted(NO_QUESTION_FOLLOWS))
def test_after_harm_999_comes_first_and_nothing_is_asked(intent: str) -> None:
    actions = rule_for(intent)
    for variation in ENGLISH[actions[0]]:
        assert "999" in variation["text"].split("\n\n")[0]
        assert variation["custom"]["attention"] == "now"
    assert not any("?" in variation["text"] for action in actions for variation in ENGLISH[action])


@pytest.mark.parametrize("name", ["utter_fallback", "utter_fallback_again"])
def test_the_fallback_offers_a_person(name: str) -> None:
    for variation in ENGLISH[name] + LANGUAGES["other"].get(name, []):
        assert "person" in variation["text"]
        assert "I want a person" in [button["title"] for button in variation["buttons"]]


def test_one_tap_on_safe_keeps_the_numbers_and_the_button_even_when_misread() -> None:
    for variation in ENGLISH["utter_safe_now"]:
        assert "999" in variation["text"]
        assert not re.search(r"\b(good\.|glad)", variation["text"], re.IGNORECASE)
        assert [button["title"] for button in variation["buttons"]] == ["I am not safe right now"]
        assert variation["custom"] == {"show": "numbers"}
