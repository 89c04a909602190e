"""JSON shapes of sharing."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, RootModel, WithJsonSchema

from backend.core.fields import Instant, InstantIn, PlainText
from backend.plans.sharing.model import ReadingKind, ShareKind, ShareState, Shown
from backend.plans.sharing.service import NamedReading, NamedShare
from safety_plans.codec import entries_document
from safety_plans.schema import SOME_STEPS


def _name(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty")
    return value.strip()


Steps = Annotated[
    list[Annotated[int, Field(strict=True, ge=1, le=7)]],
    Field(min_length=1, max_length=7, json_schema_extra={"uniqueItems": True}),
]
StepsDocument = Annotated[dict[str, Any], WithJsonSchema(SOME_STEPS)]
ReaderName = Annotated[PlainText, AfterValidator(_name), Field(max_length=60)]


class ShareRequest(BaseModel):
    """Which steps somebody may read, and until when. The name is only for the owner, to know who it is."""

    model_config = ConfigDict(extra="forbid")

    steps: Steps
    reader_name: ReaderName
    ends_at: InstantIn


class NewShare(BaseModel):
    """Shown once: neither the link nor the code is kept. Give them to the reader by two different ways."""

    share_id: str
    link: str
    code: str
    ends_at: Instant


class ShareView(BaseModel):
    """One share."""

    share_id: str
    kind: ShareKind
    reader_name: str
    steps: list[int]
    starts_at: Instant
    ends_at: Instant
    revoked_at: Instant | None
    state: ShareState


class ShareList(BaseModel):
    """All shares, the newest first."""

    shares: list[ShareView]


class ReadingView(BaseModel):
    """Somebody read, or a link was closed because its code was guessed at."""

    kind: ReadingKind
    share_id: str
    reader_name: str
    steps: list[int]
    number: int | None
    at: Instant


class ReadingList(BaseModel):
    """Who read when, the newest first."""

    readings: list[ReadingView]


class Visibility(RootModel[dict[str, list[str]]]):
    """For each step, the names of all who may read it now."""


class LinkAndCode(BaseModel):
    """What a reader has. The token is what comes after `#` in the link."""

    token: str = Field(max_length=100)
    code: str = Field(max_length=20)


class SharedPlan(BaseModel):
    """The shared steps as they stand. `number` and `at` are of the newest revision that changed one of them."""

    owner: str | None
    steps: StepsDocument
    number: int
    at: Instant
    ends_at: Instant


class TeamShareRequest(BaseModel):
    """Which steps the on-call team may read in this conversation."""

    steps: Steps


class TeamShare(BaseModel):
    """The share, for the owner to end."""

    share_id: str
    steps: list[int]
    ends_at: Instant


def share_view(named: NamedShare) -> ShareView:
    """Return the shape of a share."""
    share = named.share
    return ShareView(
        share_id=share.id,
        kind=share.kind,
        reader_name=named.reader_name,
        steps=list(share.steps),
        starts_at=share.starts_at,
        ends_at=share.ends_at,
        revoked_at=share.revoked_at,
        state=named.state,
    )


def reading_view(named: NamedReading) -> ReadingView:
    """Return the shape of a reading."""
    reading = named.reading
    return ReadingView(
        kind=reading.kind,
        share_id=reading.share_id,
        reader_name=named.reader_name,
        steps=list(reading.steps),
        number=reading.number,
        at=reading.at,
    )


def shared_plan(shown: Shown) -> SharedPlan:
    """Return the shape of what a reader sees."""
    steps = {str(step.value): entries_document(entries) for step, entries in shown.visible.steps}
    return SharedPlan(
        owner=shown.nickname,
        steps=steps,
        number=shown.visible.number,
        at=shown.visible.at,
        ends_at=shown.ends_at,
    )
