"""Cues say nothing alone; a few messages together may. Nothing that earlier messages hold takes anything away."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.screening import EARLIER_MAX, Attention, depends_on_earlier, screen
from backend.screening.engine import VERSION
from backend.screening.rules import combination_examples, cue_examples, languages
from backend.screening.together import WISH_TO_DIE

CUES = [(language, cue) for language in languages() for cue in cue_examples(language)]
CUE_HITS = [(cue.name, text) for _, cue in CUES for text in cue.hit]
CUE_NO_HITS = [(cue.name, text) for _, cue in CUES for text in cue.no_hit]
COMBINATIONS = combination_examples()
HITS = [(found.id, messages) for found in COMBINATIONS for messages in found.hit]
NO_HITS = [(found.id, messages) for found in COMBINATIONS for messages in found.no_hit]
SMALL_TALK = "my bus was late again"


def _rules(messages: list[str]) -> list[str]:
    return [reason.rule for reason in screen(messages[-1], messages[:-1]).reasons]


@pytest.mark.parametrize(("name", "text"), CUE_HITS)
def test_a_cue_asks_for_the_messages_before_it(name: str, text: str) -> None:
    assert name
    assert depends_on_earlier(text)


@pytest.mark.parametrize(("name", "text"), CUE_NO_HITS)
def test_a_cue_leaves_its_counter_examples(name: str, text: str) -> None:
    completed = [found for found in COMBINATIONS if name in found.cues]
    others = {cue for found in completed for cue in found.cues} - {name, WISH_TO_DIE}
    before = [cue.hit[0] for language, cue in CUES if language == "en" and cue.name in others]
    reasons = {reason.rule for other in before for reason in screen(text, [other, "i want to die"]).reasons}
    assert reasons.isdisjoint(found.id for found in completed)


@pytest.mark.parametrize(("rule", "messages"), HITS)
def test_a_combination_hears_its_examples(rule: str, messages: list[str]) -> None:
    assert rule in _rules(messages)


@pytest.mark.parametrize(("rule", "messages"), HITS)
def test_small_talk_between_does_not_break_a_combination(rule: str, messages: list[str]) -> None:
    assert rule in _rules([*messages[:-1], SMALL_TALK, messages[-1]])


@pytest.mark.parametrize(("rule", "messages"), NO_HITS)
def test_a_combination_leaves_its_counter_examples(rule: str, messages: list[str]) -> None:
    assert rule not in _rules(messages)


@pytest.mark.parametrize("combination", COMBINATIONS, ids=lambda found: found.id)
def test_a_combination_names_cues_that_exist(combination: object) -> None:
    known = {cue.name for _, cue in CUES} | {WISH_TO_DIE}
    assert set(getattr(combination, "cues", ())) <= known


def test_its_reason_stands_on_words_of_this_message() -> None:
    text = "ok so thank you for everything you did"
    [reason] = screen(text, ["i only get in everyones way"]).reasons
    assert text[reason.start : reason.end] == "thank you for everything"
    assert reason.says == "over a few messages: being in the way, and taking leave"


def test_only_the_last_few_messages_count() -> None:
    few = ["i only get in everyones way", *[SMALL_TALK] * (EARLIER_MAX - 1)]
    assert screen("thank you for everything", few).attention is Attention.TODAY
    assert screen("thank you for everything", [*few, SMALL_TALK]).reasons == ()


def test_after_speaking_of_dying_a_moment_that_is_near_is_now() -> None:
    assert screen("i want to die").attention is Attention.TODAY
    assert screen("ive decided, its going to be tonight", ["i want to die"]).attention is Attention.NOW


@settings(deadline=None)
@given(st.lists(st.text(max_size=200), max_size=8), st.text(max_size=200))
def test_any_messages_are_answered(earlier: list[str], text: str) -> None:
    assert screen(text, earlier).version.startswith(VERSION)


@settings(deadline=None)
@given(st.sampled_from([text for _, text in CUE_HITS]), st.lists(st.sampled_from([t for _, t in CUE_HITS])))
def test_earlier_messages_take_nothing_away(text: str, earlier: list[str]) -> None:
    alone = {(reason.rule, reason.start) for reason in screen(text).reasons}
    assert alone <= {(reason.rule, reason.start) for reason in screen(text, earlier).reasons}
