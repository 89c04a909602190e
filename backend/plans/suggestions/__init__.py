"""Example entries by step and age band, one TOML file a language, with its review status.

They are written by us and never come from what anybody wrote. Step 6 has none, ever: only its prompt, whose wording
is set here in code and in no file that an editor could add to.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from backend.core.worded import Catalogue, Review, Worded
from safety_plans.plan import Step
from safety_plans.suggestions import STEPS_WITH_SUGGESTIONS

AgeBand = Literal["11-12", "13-15", "16-18"]

STEP_6_PROMPT = "Agree with someone you trust how to make your room/home safer for now."


class Example(BaseModel):
    """One example. Without `age_bands` it is for all."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    text: str = Field(min_length=1, max_length=120)
    age_bands: list[AgeBand] = Field(default_factory=list)


class StepWords(BaseModel):
    """The prompt and the examples of one step."""

    model_config = ConfigDict(extra="forbid")

    prompt: str
    examples: list[Example]


class Suggestions(Worded):
    """All examples in one language. `sources` says what their shape follows; the words are our own."""

    sources: list[str]
    steps: dict[str, StepWords]

    @model_validator(mode="after")
    def has_every_step_but_the_sixth(self) -> "Suggestions":
        """Refuse a file with words for step 6, or without those of another."""
        if self.steps.keys() != {str(step.value) for step in STEPS_WITH_SUGGESTIONS}:
            raise ValueError("words are for steps 1 to 5 and 7")
        return self


class Offer(BaseModel):
    """What a form shows beside a step. Where drafts are switched off a draft's words are not there."""

    language: str
    prompt: str | None
    suggestions: list[Example]
    review: Review


suggestions = Catalogue(__package__, Suggestions).of


def offer(step: Step, age_band: AgeBand, language: str, *, drafts: bool) -> Offer:
    """Return the prompt and the examples for a step and an age band."""
    words = suggestions(language)
    if step not in STEPS_WITH_SUGGESTIONS:
        return Offer(language="en", prompt=STEP_6_PROMPT, suggestions=[], review=words.review)
    if words.review.status == "draft" and not drafts:
        return Offer(language=words.language, prompt=None, suggestions=[], review=words.review)
    found = words.steps[str(step.value)]
    fitting = [each for each in found.examples if not each.age_bands or age_band in each.age_bands]
    return Offer(language=words.language, prompt=found.prompt, suggestions=fitting, review=words.review)
