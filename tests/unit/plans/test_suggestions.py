"""Examples are choices of our own, with their review status; step 6 has its one prompt and nothing else."""

import re
import tomllib
from importlib.resources import files

import pytest
from pydantic import ValidationError

from backend.core.languages import LANGUAGES
from backend.plans.suggestions import CATALOGUE, STEP_6_PROMPTS, Suggestions, offer, suggestions
from safety_plans.limits import MAX_SUGGESTION
from safety_plans.plan import Step
from safety_plans.suggestions import STEPS_WITH_SUGGESTIONS

OTHERS = sorted(LANGUAGES.keys() - {"en"})
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
@pytest.mark.parametrize("language", [*LANGUAGES, "xx"])
def test_step_6_has_only_its_prompt_everywhere(*, drafts: bool, language: str) -> None:
    found = offer(Step.SAFER_SURROUNDINGS, "13-15", language, drafts=drafts)
    spoken = language if drafts and language in LANGUAGES else "en"
    assert (found.language, found.prompt, found.suggestions) == (spoken, STEP_6_PROMPTS[spoken], [])


def test_step_6_has_a_prompt_of_its_own_in_every_language() -> None:
    assert set(STEP_6_PROMPTS) == set(LANGUAGES)
    assert len(set(STEP_6_PROMPTS.values())) == len(LANGUAGES)


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


def test_there_are_examples_in_every_language_that_the_service_knows() -> None:
    assert CATALOGUE.languages() == sorted(LANGUAGES)


@pytest.mark.parametrize("language", OTHERS)
def test_each_language_has_the_same_examples_for_the_same_ages(language: str) -> None:
    own, english = suggestions(language), suggestions("en")
    assert (own.language, own.review.status) == (language, "draft")
    for step, words in english.steps.items():
        ages = [(each.id, each.age_bands) for each in words.examples]
        assert [(each.id, each.age_bands) for each in own.steps[step].examples] == ages


@pytest.mark.parametrize("language", OTHERS)
def test_each_language_says_it_shortly_in_its_own_words_with_the_same_numbers_to_ring(language: str) -> None:
    for step, words in suggestions("en").steps.items():
        own = suggestions(language).steps[step]
        texts = [(own.prompt, words.prompt)]
        for mine, english in zip(own.examples, words.examples, strict=True):
            assert len(mine.text) <= min(80, MAX_SUGGESTION)
            assert ":" not in mine.text
            texts.append((mine.text, english.text))
        for mine_said, english_said in texts:
            assert mine_said != english_said
            assert re.findall(r"[0-9]+", mine_said) == re.findall(r"\d+", english_said)
