"""HTTP for example entries."""

from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, Field

from backend.core.routes import Call, Route
from backend.core.worded import Review
from backend.identity.policies import YOUNG_PERSON
from backend.plans.suggestions import AgeBand, offer
from safety_plans.plan import Step

# Whether words that nobody has approved yet may be shown.
DRAFTS = web.AppKey("plan_suggestion_drafts", bool)


class SuggestionsQuery(BaseModel):
    """For which step, and for whom."""

    step: Annotated[int, Field(ge=1, le=7)]
    age_band: AgeBand = "13-15"
    language: str = Field("en", pattern=r"^[a-z]{2,3}$")


class SuggestionView(BaseModel):
    """One example, to take and change."""

    id: str
    text: str


class SuggestionsView(BaseModel):
    """What a form shows beside a step. Step 6 has its prompt only."""

    language: str
    suggestions: list[SuggestionView]
    prompt: str | None
    review: Review


async def examples(call: Call) -> SuggestionsView:
    """Return the prompt and the examples of one step."""
    query: SuggestionsQuery = call.query
    drafts = call.request.app[DRAFTS]
    found = offer(Step(query.step), query.age_band, query.language, drafts=drafts)
    shown = [SuggestionView(id=each.id, text=each.text) for each in found.suggestions]
    return SuggestionsView(
        language=found.language, suggestions=shown, prompt=found.prompt, review=found.review
    )


ROUTES = [
    Route(
        "GET", "/v1/plan/suggestions", examples, YOUNG_PERSON, "Examples for a step of my plan",
        query=SuggestionsQuery, answer=SuggestionsView,
    ),
]  # fmt: skip
