"""JSON shapes of a plan. What is inside `plan` is read and written by `safety_plans.codec` alone."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from backend.core.fields import PlainText
from backend.core.preconditions import etag
from backend.core.routes import Reply
from safety_plans import limits
from safety_plans.codec import revision_document
from safety_plans.revisions import Kind, Revision
from safety_plans.schema import PLAN

PlanDocument = Annotated[dict[str, Any], WithJsonSchema(PLAN)]


class RevisionSummary(BaseModel):
    """One revision without its content. `suggested_by` is the first name of who offered the words."""

    number: int
    at: str = Field(json_schema_extra={"format": "date-time"})
    kind: Kind
    reason: str
    suggested_by: str | None
    restored: int | None


class RevisionView(RevisionSummary):
    """One revision with its content."""

    plan: PlanDocument


class RevisionList(BaseModel):
    """The history, the newest first."""

    revisions: list[RevisionSummary]


class PutPlan(BaseModel):
    """The whole plan as it is to stand. `merged`: it comes from merging, and may hold more for that."""

    model_config = ConfigDict(extra="forbid")

    plan: PlanDocument
    reason: PlainText = Field("", max_length=limits.MAX_SHORT_TEXT)
    merged: bool = False
    client_revision_id: UUID


class Restore(BaseModel):
    """Bring an old content back; the same `client_revision_id` again changes nothing."""

    client_revision_id: UUID | None = None


class RevisionsQuery(BaseModel):
    """Which part of the history: those before a number, so many of them."""

    before: int = Field(2**31 - 1, ge=1, le=2**31 - 1)
    limit: int = Field(20, ge=1, le=100)


class LimitsView(BaseModel):
    """How much fits, for a form to show before it sends. Lengths are in Unicode code points."""

    text: int = limits.MAX_TEXT
    short_text: int = limits.MAX_SHORT_TEXT
    ways_of_a_contact: int = limits.MAX_WAYS
    pictures_of_an_entry: int = limits.MAX_PICTURES
    entries_of_a_step: int = limits.MAX_ENTRIES
    plan: int = limits.MAX_PLAN
    merge_room: int = limits.MERGE_ROOM
    document_bytes: int = limits.MAX_DOCUMENT_BYTES
    import_bytes: int = limits.MAX_IMPORT_BYTES
    pictures: int = limits.MAX_PICTURES_KEPT
    picture_bytes: int = limits.MAX_PICTURE_BYTES
    picture_pixels: int = limits.MAX_PICTURE_PIXELS
    picture_media: tuple[str, ...] = ("image/jpeg", "image/png", "image/webp")


def revision_reply(revision: Revision) -> Reply:
    """Return a revision with its number as entity tag, to be sent back with `If-Match`."""
    view = RevisionView(**revision_document(revision))
    return Reply(view, 200, {"ETag": etag(revision.number)})


def summary(revision: Revision) -> RevisionSummary:
    """Return a revision without its content."""
    return RevisionSummary(
        **{key: value for key, value in revision_document(revision).items() if key != "plan"}
    )
