"""An article: what is read, for whom, from which sources, and whether somebody approved it. Pure."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from backend.core.fields import PlainText

Short = Annotated[PlainText, Field(min_length=1, max_length=300)]
ArticleId = Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$", max_length=60)]
LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]


class Audience(StrEnum):
    """Whom an article speaks to."""

    PARENTS = "parents"
    YOUNG_PEOPLE = "young-people"
    SCHOOLS = "schools"


class Stage(StrEnum):
    """How long after an attempt or self-harm: the four doors of the pages for parents."""

    TONIGHT = "tonight"
    DAYS = "days"
    WEEKS = "weeks"
    SCHOOL = "school"


# The address of young people's pages says nothing about who reads them: it stays in a browser's history.
PLACES = {Audience.PARENTS: "/parents", Audience.YOUNG_PEOPLE: "/read", Audience.SCHOOLS: "/schools"}
LANGUAGES = ("en", "ur", "bn", "pl", "ro", "pa")  # that an article may be written in
# Years of age at which a text can be read, at most (lint/reading.py measures).
MOST_READING_AGE = {Audience.YOUNG_PEOPLE: 10.0, Audience.PARENTS: 12.0, Audience.SCHOOLS: 14.0}


class Writing(BaseModel):
    """What an editor may change. `now` is the first line: what to do now, and whom to ring. `body` is Markdown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Annotated[PlainText, Field(min_length=1, max_length=100)]
    now: Short
    body: Annotated[PlainText, Field(min_length=1, max_length=12_000)]
    sources: Annotated[list[Short], Field(min_length=1, max_length=20)]
    unverified: Annotated[list[Short], Field(max_length=20)] = []
    review_by: date


class Article(Writing):
    """One article in one language. `reading_age` is in years, as measured."""

    id: ArticleId
    language: LanguageCode
    audience: Audience
    stage: Stage | None = None
    age_band: Annotated[str, Field(pattern=r"^\d\d?-\d\d$")]
    order: Annotated[int, Field(ge=1, le=99)]
    checklist: bool = False
    version: Annotated[int, Field(ge=1)]
    status: Literal["draft", "approved"] = "draft"
    approved_by: str | None = None
    approved_on: date | None = None
    reading_age: float

    @property
    def approved(self) -> bool:
        """Tell whether a named person approved it on a day."""
        return self.status == "approved" and bool(self.approved_by) and self.approved_on is not None

    @property
    def address(self) -> str:
        """Return where it is read."""
        return f"{PLACES[self.audience]}/{self.id}"

    def due(self, today: date) -> bool:
        """Tell whether somebody should have looked at it again."""
        return self.review_by < today
