"""Examples are choices of our own, with their review status; step 6 has its one prompt and nothing else."""

import re
import tomllib
from importlib.resources import files

import pytest
from pydantic import ValidationError

from backend.plans.suggestions import STEP_6_PROMPT, Suggestions, offer, suggestions
from safety_plans.limits import MAX_SUGGESTION
from safety_plans.plan import Step
from safety_plans.suggestions import STEPS_WITH_SUGGESTIONS

EVERY_STEP = pytest.mark.parametrize("step", sorted(STEPS_WITH_SUGGESTIONS))


@EVERY_STEP
def test_each_age_band_has_some_examples_for_each_step(step: Step) -> None:
    for age_band in ("11-12", "13-15", "16-18"):
        found = offer(step, age_band, "en", drafts=True)
        assert len(found.suggestions) >= 5
        assert found.prompt


def test_an_example_for_another_age_is_not_offered() -> None:
    young = {each.id for each in offer(Step.WARNING_SIGNS, "11-12", "en", drafts=True).suggestions}
    older = {each.id for each in offer(Step.WARNING_SIGNS, "16-18", "en", drafts=True).suggestions}
    assert "tummy-hurts" in young - older
    assert "tight-chest" in older - young


@pytest.mark.parametrize("drafts", [True, False])
@pytest.mark.parametrize("language", ["en", "ur", "xx"])
def test_step_6_has_only_its_prompt_everywhere(*, drafts: bool, language: str) -> None:
    found = offer(Step.SAFER_SURROUNDINGS, "13-15", language, drafts=drafts)
    assert (found.prompt, found.suggestions) == (STEP_6_PROMPT, [])


@EVERY_STEP
def test_where_drafts_are_off_a_draft_says_nothing(step: Step) -> None:
    found = offer(step, "13-15", "en", drafts=False)
    assert (found.prompt, found.suggestions, found.review.status) == (None, [], "draft")


def test_a_file_with_words_for_step_6_is_refused() -> None:
    source = tomllib.loads((files("backend.plans.suggestions") / "en.toml").read_text(encoding="utf-8"))
    source["steps"]["6"] = {"prompt": "Some words", "examples": []}
    with pytest.raises(ValidationError, match="words are for steps 1 to 5 and 7"):
        Suggestions.model_validate(source)


def test_the_draft_names_its_sources_and_nobody_as_its_approver() -> None:
    found = suggestions("en")
    assert found.sources
    assert (found.review.approved_by, found.review.approved_on) == (None, None)


def test_ids_are_there_once_and_words_are_short_and_plain() -> None:
    for step, words in suggestions("en").steps.items():
        ids = [each.id for each in words.examples]
        assert len(set(ids)) == len(ids), step
        for each in words.examples:
            assert len(each.text) <= min(80, MAX_SUGGESTION)
            assert not re.search(r"[;:]|\b(should|must)\b", each.text), each.text
