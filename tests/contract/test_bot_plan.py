"""The walk through a plan, read from the bot's files without Rasa."""

import pytest

from tests.bot_files import ENGLISH, RULES, rule_for


@pytest.mark.parametrize("step", range(1, 8))
def test_each_step_of_a_plan_is_shown_and_can_be_left_or_passed(step: int) -> None:
    for variation in ENGLISH[f"utter_plan_{step}"]:
        titles = [button["title"] for button in variation["buttons"]]
        assert variation["custom"] == {"show": "plan", "step": step}
        assert "Stop" in titles
        assert ("Next step" in titles) == (step < 7)
        assert ("I want a person" in titles) or step < 5 or step == 6


@pytest.mark.parametrize("step", range(1, 8))
def test_next_and_yes_lead_on_back_leads_back_and_stop_and_no_lead_out(step: int) -> None:
    following = f"utter_plan_{step + 1}" if step < 7 else "utter_plan_end"
    led = {
        (answer["intent"], rule["steps"][2]["action"])
        for rule in RULES
        if rule["steps"][0].get("action") == f"utter_plan_{step}"
        for answer in rule["steps"][1].get("or", rule["steps"][1:2])
    }
    assert led == {
        ("next_step", following), ("affirm", following),
        ("stop_plan", "utter_plan_stop"), ("deny", "utter_plan_stop"),
        ("previous_step", f"utter_plan_{max(1, step - 1)}"),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["utter_plan_end", "utter_plan_stop"])
def test_after_the_plan_there_is_a_way_to_a_person(name: str) -> None:
    for variation in ENGLISH[name]:
        titles = {button["title"] for button in variation["buttons"]}
        assert {"I want a person", "I am not safe right now"} <= titles


@pytest.mark.parametrize("step", range(1, 8))
def test_a_step_that_is_named_is_shown_wherever_one_is(step: int) -> None:
    assert rule_for(f"plan_step_{step}") == [f"utter_plan_{step}"]
