"""A guess opens a request for a person only when it is sure enough; one less sure is asked about once."""

from collections.abc import Mapping

import pytest

from bot.certainty import ASKED_AS, QUESTIONS, settled
from tests.bot_files import DISCLOSURES, INTENTS, rule_for


def answered(ranking: Mapping[str, float]) -> str:
    return settled(ranking, sure=0.7, sure_now=0.4, perhaps=0.45)[0]


def test_a_disclosure_that_is_sure_stays_one() -> None:
    assert answered({"disclose_abuse": 0.8, "family": 0.1}) == "disclose_abuse"


def test_one_that_is_less_sure_is_asked_about() -> None:
    assert answered({"disclose_suicide": 0.5, "feeling_low": 0.3}) == "unclear_distress"
    assert answered({"disclose_abuse": 0.5, "family": 0.3}) == "unclear_harm"
    assert answered({"friend_in_danger": 0.5, "help_a_friend": 0.3}) == "help_a_friend"


def test_one_that_is_hardly_a_guess_is_not_believed_and_a_person_is_offered() -> None:
    assert answered({"disclose_eating": 0.3, "off_topic": 0.2}) == "nlu_fallback"


def test_disclosures_that_share_the_likelihood_count_together() -> None:
    assert answered({"disclose_suicide": 0.4, "disclose_self_harm": 0.35, "sleep": 0.1}) == "disclose_suicide"
    assert (
        answered({"feeling_low": 0.3, "disclose_suicide": 0.28, "disclose_self_harm": 0.2})
        == "unclear_distress"
    )


def test_danger_now_needs_less() -> None:
    assert answered({"not_safe_now": 0.45, "safe_now": 0.4}) == "not_safe_now"
    assert answered({"disclose_abuse": 0.45, "family": 0.4}) == "unclear_harm"


def test_danger_now_that_is_not_sure_asks_whether_they_are_safe() -> None:
    assert answered({"not_safe_now": 0.3, "running_away": 0.2, "safe_now": 0.25}) == "unclear_safety"


def test_other_talk_stays_what_it_is() -> None:
    assert answered({"exam_stress": 0.6, "disclose_suicide": 0.2}) == "exam_stress"
    assert answered({"unclear_distress": 0.4, "disclose_suicide": 0.35}) == "unclear_distress"


def test_every_disclosure_has_a_question_that_does_not_open_a_request() -> None:
    assert ASKED_AS.keys() == DISCLOSURES
    assert set(ASKED_AS.values()) <= INTENTS - DISCLOSURES
    assert QUESTIONS <= INTENTS


@pytest.mark.parametrize("question", sorted(set(ASKED_AS.values())))
def test_what_is_asked_is_a_question(question: str) -> None:
    assert any("ask" in action for action in rule_for(question))
