"""Example entries by step and age band, one TOML file a language, with its review status.

They are written by us and never come from what anybody wrote. Step 6 has none, ever: only its prompt, whose wording
is set here in code and in no file that an editor could add to.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from backend.core.languages import ENGLISH
from backend.core.worded import Catalogue, Review, Worded
from safety_plans.plan import Step
from safety_plans.suggestions import STEPS_WITH_SUGGESTIONS

AgeBand = Literal["11-12", "13-15", "16-18"]

STEP_6_PROMPTS = {
    "en": "Agree with someone you trust how to make your room/home safer for now.",
    "ur": "کسی بھروسے والے کے ساتھ طے کریں کہ فی الحال آپ کا کمرہ یا گھر زیادہ محفوظ کیسے ہو۔",  # noqa: RUF001
    "bn": "বিশ্বাসের কারও সাথে ঠিক করুন কীভাবে আপনার ঘর বা বাড়ি এখনকার মতো আরও নিরাপদ করা যায়।",
    "pl": "Ustal z kimś, komu ufasz, jak na razie zrobić Twój pokój lub dom bezpieczniejszym.",
    "ro": "Stabilește cu cineva în care ai încredere cum să fie camera sau casa ta mai sigură deocamdată.",
    "pa": "ਕਿਸੇ ਭਰੋਸੇ ਵਾਲੇ ਨਾਲ ਤੈਅ ਕਰੋ ਕਿ ਫ਼ਿਲਹਾਲ ਤੁਹਾਡਾ ਕਮਰਾ ਜਾਂ ਘਰ ਵੱਧ ਸੁਰੱਖਿਅਤ ਕਿਵੇਂ ਹੋਵੇ।",
}


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


CATALOGUE = Catalogue(__package__, Suggestions)
suggestions = CATALOGUE.of


def _step_6(words: Suggestions, *, drafts: bool) -> Offer:
    """Return the one prompt: in English where the words of the language are a draft that may not be shown."""
    hidden = words.review.status == "draft" and not drafts
    language = ENGLISH if hidden or words.language not in STEP_6_PROMPTS else words.language
    return Offer(language=language, prompt=STEP_6_PROMPTS[language], suggestions=[], review=words.review)


def offer(step: Step, age_band: AgeBand, language: str, *, drafts: bool) -> Offer:
    """Return the prompt and the examples for a step and an age band."""
    words = suggestions(language)
    if step not in STEPS_WITH_SUGGESTIONS:
        return _step_6(words, drafts=drafts)
    if words.review.status == "draft" and not drafts:
        return Offer(language=words.language, prompt=None, suggestions=[], review=words.review)
    found = words.steps[str(step.value)]
    fitting = [each for each in found.examples if not each.age_bands or age_band in each.age_bands]
    return Offer(language=words.language, prompt=found.prompt, suggestions=fitting, review=words.review)
