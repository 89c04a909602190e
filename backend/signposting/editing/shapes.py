"""The JSON shapes of an editor."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from backend.core.fields import Instant, PlainText
from backend.signposting.editing.model import Flag, What
from backend.signposting.model import Audience, Cost, Display, State

Short = Annotated[PlainText, Field(max_length=300)]
Long = Annotated[PlainText, Field(max_length=2000)]
Code = Annotated[str, Field(pattern="^[A-Za-z0-9_-]{1,40}$")]
Age = Annotated[float, Field(ge=0, le=150)]


class Area(StrEnum):
    """Where people live whom an entry is for."""

    NATIONAL = "national"
    LOCAL = "local"
    LOCAL_NATIONAL = "local-national"
    NATIONAL_COMMISSIONED = "national-commissioned"


class Way(BaseModel):
    """A way to reach a service."""

    type: Code
    value: Annotated[Short, Field(min_length=1)]
    note: Short = ""


class Place(BaseModel):
    """A place to go to; an address is all of its parts or none."""

    name: Annotated[Short, Field(min_length=1)]
    address_1: Short | None = None
    city: Short | None = None
    state_province: Short | None = None
    postal_code: Annotated[PlainText, Field(max_length=20)] | None = None


class SourceFields(BaseModel):
    """Where a fact was read, and how old it is."""

    publisher: Annotated[Short, Field(min_length=1)]
    url: Short | None = None
    as_of: Annotated[PlainText, Field(max_length=100)] | None = None


class Shown(BaseModel):
    """Whether the public sees an entry; the label is the caution beside it, the reason is for editors."""

    rule: Display
    label: Annotated[PlainText, Field(max_length=200)] | None = None
    reason: Short | None = None

    @model_validator(mode="after")
    def words_where_needed(self) -> "Shown":
        """Refuse a caution without words, and taking an entry away without a reason."""
        if self.rule is Display.SHOW_WITH_LABEL and not (self.label or "").strip():
            raise ValueError("the caution needs words")
        if self.rule is Display.HIDE and not (self.reason or "").strip():
            raise ValueError("hiding it needs a reason")
        return self


class EntryFields(BaseModel):
    """What an entry says. Hours in OpenStreetMap syntax, null where nobody knows them."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[Short, Field(min_length=1)]
    organization: Short
    scope: Area
    description: Long
    audience: list[Audience] = Field(min_length=1, max_length=4)
    minimum_age: Age | None
    maximum_age: Age | None
    eligibility_description: Long
    opening_hours: Short | None
    holiday_note: Short
    interpretation_services: Short
    fees_description: Short
    cost: Cost
    confidentiality: Long
    url: Short | None
    channels: list[Way] = Field(max_length=20)
    locations: list[Place] = Field(max_length=20)
    needs: list[Code] = Field(max_length=20)
    languages: list[Code] = Field(max_length=50)
    faiths: list[Code] = Field(max_length=10)
    sources: list[SourceFields] = Field(max_length=20)


class ServiceFields(EntryFields):
    """What an editor may change."""

    display: Shown


class NewService(EntryFields):
    """An entry that an editor adds. Nobody outside sees it before an editor shows it.

    The sender chooses `client_entry_id`: sent again, it is the same entry. Without a day of the next check it is due
    90 days after the one that was made.
    """

    client_entry_id: UUID
    checked_on: date
    next_check_on: date | None


class HoursToCheck(BaseModel):
    """Hours that somebody is typing."""

    opening_hours: Short


class CheckedToday(BaseModel):
    """Somebody made sure of the entry today. Without a day: in 30 days for crisis entries, in 90 for others."""

    next_check_on: date | None = None


class SpanView(BaseModel):
    """A stretch of a day in London time; `ends` is 24:00 at midnight. `state` is open or unknown."""

    state: State
    starts: str
    ends: str


class DayView(BaseModel):
    """A day of the coming week; without spans it is closed."""

    day: date
    spans: list[SpanView]


class HoursView(BaseModel):
    """What the hours mean, or that they cannot be read (`week` is then empty)."""

    readable: bool
    week: list[DayView]


class ServiceSummary(BaseModel):
    """An entry in a list. `checked` says how old its facts are; overdue ones have lost their hours."""

    id: str
    name: str
    display: Display
    opening_hours: str | None
    next_check_on: date | None
    checked: str
    overdue: bool
    never_hidden: bool
    flag: Flag | None
    feed: str | None


class ServiceRecord(ServiceSummary):
    """An entry with everything that an editor may change, the terms to choose from, and how the coming week looks."""

    version: int
    edited_at: Instant | None
    confidence: str
    as_of: str
    unverified: list[str]
    notes: list[str]
    label: str | None
    week: list[DayView]
    fields: ServiceFields
    choices: dict[str, dict[str, str]]


class ServiceList(BaseModel):
    """A page of entries; `after` asks for the next. `due` and `flagged` count all that there are.

    `choices` are the terms that an entry may have.
    """

    services: list[ServiceSummary]
    after: str | None
    due: int
    flagged: int
    choices: dict[str, dict[str, str]]


class FieldChangeView(BaseModel):
    """One field before and after."""

    field: str
    before: Any
    after: Any


class ChangeView(BaseModel):
    """Who changed an entry, when, and what."""

    at: Instant
    by: str
    what: What
    fields: list[FieldChangeView]


class History(BaseModel):
    """The newest changes, newest first."""

    changes: list[ChangeView]
