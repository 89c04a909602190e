"""What stands around the owner's own words in an export, one TOML file a language, each with its review status."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from safety_plans.plan import Channel, Step


class Review(BaseModel):
    """Whether these words were approved, by whom and when. None until somebody has."""

    status: Literal["draft", "approved"]
    approved_by: str | None = None
    approved_on: str | None = None


class Words(BaseModel):
    """All that an export says in one language. `{...}` are places to fill."""

    model_config = ConfigDict(extra="forbid")

    language: str
    review: Review
    title: str
    category: str
    dates: str
    how_to_use: str
    danger: str
    empty: str
    step: str
    steps: dict[str, str]
    gets_in_the_way: str
    ways: dict[Channel, str]
    may_be_told: str
    may_not_be_told: str
    other_version: str
    picture: str
    picture_missing: str
    replaced: str
    crisis: str
    page: str
    months: list[str] = Field(min_length=12, max_length=12)

    def heading(self, step: Step) -> str:
        """Return what a step is called."""
        return self.steps[step.key]

    def day(self, day: date) -> str:
        """Return a day as people say it, such as 23 November 2026."""
        return f"{day.day} {self.months[day.month - 1]} {day.year}"


@cache
def words(language: str) -> Words:
    """Return the words of a language, English where there are none."""
    folder = files(__package__)
    found = folder / f"{language}.toml"
    source = found if language.isalpha() and found.is_file() else folder / "en.toml"
    return Words.model_validate(tomllib.loads(source.read_text(encoding="utf-8")))
