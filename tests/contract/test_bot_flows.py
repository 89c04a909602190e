"""The flows that take free text, read without Rasa: nobody is held in one, and nothing is lost in one."""

import pytest

from bot.flow import ANY, HESITANT, Flows, read
from tests.bot_files import DISCLOSURES, ENGLISH, INTENTS, RULES, SENT_BY_THE_GATEWAY, TYPED, intents_of

FLOWS = read()
FREE_TEXT = sorted(reply for reply, row in FLOWS.after.items() if ANY in row)
ALWAYS_WIN = DISCLOSURES | {
    "want_person", "help_now", "goodbye", "stop_plan", "unclear_distress", "unclear_harm", "take_back", "safe_now",
    "bereaved_by_suicide",
}  # fmt: skip


LEAVES = {"utter_leave_quickly"}  # The screen may be seen: there is nothing to press but the way out.


def titles(reply: str) -> list[set[str]]:
    return [{button["title"] for button in one.get("buttons", [])} for one in ENGLISH[reply]]


def reached_from(reply: str) -> set[str]:
    """Return all replies that answers within the flows can lead to."""
    seen: set[str] = set()
    waiting = [reply]
    while waiting:
        for following in FLOWS.after.get(waiting.pop(), {}).values():
            waiting += set(following) - seen
            seen |= set(following)
    return seen


def test_flows_name_only_replies_and_intents_that_exist() -> None:
    for reply, row in FLOWS.after.items():
        assert reply in ENGLISH
        assert {name.removeprefix(HESITANT) for name in row} - {ANY} <= TYPED | {"nlu_fallback"}, reply
        assert {following for replies in row.values() for following in replies} <= set(ENGLISH), reply
    assert FLOWS.leads_out <= INTENTS | SENT_BY_THE_GATEWAY


@pytest.mark.parametrize("reply", sorted(FLOWS.after))
@pytest.mark.parametrize("intent", sorted(ALWAYS_WIN - {"stop_plan"}))
def test_a_disclosure_a_person_help_now_and_goodbye_always_win(reply: str, intent: str) -> None:
    assert FLOWS.following([reply], intent) is None


@pytest.mark.parametrize("reply", FREE_TEXT)
def test_stop_stops_every_step_that_takes_free_text(reply: str) -> None:
    assert FLOWS.following([reply], "stop_plan") == ["utter_through_stop"]
    assert all("I am not safe right now" in offered for offered in titles("utter_through_stop"))


@pytest.mark.parametrize("reply", FREE_TEXT)
@pytest.mark.parametrize("intent", ["nlu_fallback", "deny", "unsure", "nonsense", "friendship", "off_topic"])
def test_a_step_that_takes_free_text_takes_any_ordinary_answer(reply: str, intent: str) -> None:
    assert FLOWS.following([reply], intent)


@pytest.mark.parametrize("reply", FREE_TEXT)
def test_no_flow_of_free_text_goes_in_a_circle(reply: str) -> None:
    assert reply not in reached_from(reply)


@pytest.mark.parametrize("reply", sorted(FLOWS.after))
def test_every_turn_of_a_flow_shows_a_way_to_a_person(reply: str) -> None:
    for following in FLOWS.after[reply].values():
        if following[0].startswith("utter_whom"):
            continue  # From there on the rules of telling somebody hold.
        last = following[-1]
        asked_for = any((one.get("custom") or {}).get("escalate") for one in ENGLISH[following[0]])
        assert asked_for or last in LEAVES or all("I want a person" in one for one in titles(last)), last


def test_no_turn_of_a_flow_asks_two_questions() -> None:
    for row in FLOWS.after.values():
        for replies in row.values():
            assert sum(max(one["text"].count("?") for one in ENGLISH[name]) for name in replies) <= 1, replies


def test_talking_it_through_is_whole_for_every_topic() -> None:
    for topic in {replies[0] for replies in FLOWS.after["utter_through_start"].values()} - {
        "utter_through_stop"
    }:
        assert FLOWS.following([topic], "nlu_fallback") == [f"{topic}_options"]
        for choice in ("choose_say", "choose_away", "choose_wait", "tell_someone", "nlu_fallback"):
            assert (chosen := FLOWS.following([f"{topic}_options"], choice))
            assert FLOWS.following(chosen, "nlu_fallback") == ["utter_through_who"]
    assert FLOWS.following(["utter_through_who"], "nlu_fallback") == ["utter_through_end"]


def test_a_topic_named_before_is_not_asked_for_again() -> None:
    said = ["utter_bullying", "utter_offer_person"]
    assert FLOWS.following(said, "talk_it_through") == ["utter_through_bullying"]
    assert FLOWS.following(said, "affirm") is None  # Yes, to the person who was offered.


def test_what_does_not_help_twice_brings_a_person_from_then_on() -> None:
    for after in ("utter_unhelpful", "utter_fallback"):
        assert FLOWS.following([after], "unhelpful") == ["utter_unhelpful_again"]
    for intent in ("unhelpful", "nlu_fallback", "nonsense", "insult"):
        assert FLOWS.following(["utter_unhelpful_again"], intent) == ["utter_unhelpful_again"]
    for one in ENGLISH["utter_unhelpful_again"]:
        assert one["custom"] == {"show": "numbers"}


def test_the_nearest_of_the_last_words_counts() -> None:
    flows = Flows(
        {"utter_a": {"affirm": ["utter_b"]}, "utter_c": {"any": ["utter_d"]}}, frozenset({"goodbye"})
    )
    assert flows.following(["utter_a", "utter_c"], "affirm") == ["utter_d"]
    assert flows.following(["utter_c", "utter_a"], "affirm") == ["utter_b"]
    assert flows.following(["utter_c"], "goodbye") is None
    assert flows.following([], "affirm") is None


def test_rules_and_flows_do_not_wait_for_the_same_answer() -> None:
    for rule in RULES:
        first, *rest = rule["steps"]
        if first.get("action") in FLOWS.after and first["action"] not in {
            "utter_fallback",
            "utter_fallback_again",
        }:
            assert not intents_of(rest[0]) & set(FLOWS.after[first["action"]]), rule["rule"]


NOT_SAFE = ["utter_not_safe_now", "utter_program_asks_team", "utter_numbers_now"]
SAFETY_QUESTIONS = {"utter_ask_safe": NOT_SAFE, "utter_ask_screen_safe": ["utter_leave_quickly"]}


@pytest.mark.parametrize("asked", sorted(SAFETY_QUESTIONS))
@pytest.mark.parametrize(
    "intent", ["affirm", "feeling_ok", "thank", "nlu_fallback", "off_topic", "choose_wait"]
)
def test_half_a_yes_to_the_safety_question_is_none(asked: str, intent: str) -> None:
    assert FLOWS.following([asked], intent, hesitant=True) == SAFETY_QUESTIONS[asked]
    assert FLOWS.following([asked], intent) != SAFETY_QUESTIONS[asked]


@pytest.mark.parametrize("reply", sorted(set(FLOWS.after) - set(SAFETY_QUESTIONS)))
def test_half_a_yes_is_a_yes_to_every_other_question(reply: str) -> None:
    assert FLOWS.following([reply], "affirm", hesitant=True) == FLOWS.following([reply], "affirm")


@pytest.mark.parametrize("reply", [*sorted(SAFETY_QUESTIONS), "utter_numbers_now"])
def test_nobody_hears_right_after_a_disclosure_that_it_does_not_belong_here(reply: str) -> None:
    assert FLOWS.following([reply], "off_topic") == ["utter_fallback_again"]
