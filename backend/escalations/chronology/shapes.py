"""The JSON that staff send: an account in three fields, the answers at closing, what stays open."""

from datetime import date, time
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field

from backend.core.fields import PlainText
from backend.escalations.chronology import drafts
from backend.escalations.chronology.drafts import Draft
from backend.escalations.chronology.model import Account, Answers, Concern, Happened, Kind, Told

MAX_BODY_BYTES = 128 * 1024  # Three accounts of 4,000 characters, in any writing, and the answers.


def _stripped(text: str) -> str:
    return text.strip()


def _minute(found: time) -> time:
    if found.tzinfo is not None:
        raise ValueError("is a clock time in the United Kingdom, without a zone")
    return found.replace(second=0, microsecond=0)


Text = Annotated[PlainText, Field(max_length=4000), AfterValidator(_stripped)]
Line = Annotated[PlainText, Field(max_length=1000), AfterValidator(_stripped)]


class AccountIn(BaseModel):
    """Facts, the writer's opinion and the young person's own words, each in its own field."""

    facts: Text = ""
    opinion: Text = ""
    own_words: Text = ""


class HappenedIn(BaseModel):
    """When it happened: a day and a clock time in the United Kingdom; no time where only the day is known."""

    on: date
    at_time: Annotated[time, AfterValidator(_minute)] | None = None
    about: bool = False


class ToldIn(BaseModel):
    """Somebody who was told, and why."""

    who: Line
    why: Line


class AnswersIn(BaseModel):
    """The safeguarding question, and who was told. `why_nobody` where nobody was; `knows`: the young person does."""

    concern: Concern
    done: Text = ""
    told: list[ToldIn] = Field([], max_length=10)
    why_nobody: Line = ""
    knows: bool | None = None


class FollowUpIn(BaseModel):
    """Something that stays open. The owner is one person of the team, never a team."""

    what: Line
    owner_id: PlainText = Field(max_length=100)
    review_on: date


class Writing(BaseModel):
    """What every entry has. `entry_id` is chosen by the sender, so that sending again changes nothing."""

    entry_id: UUID
    account: AccountIn
    follow_up: FollowUpIn | None = None


class NoteRequest(Writing):
    """An entry that is written at any time."""

    happened: HappenedIn


class CorrectRequest(Writing):
    """A correction: a whole new version, and why. `answers` for the closing of a request; no `happened`: as before."""

    happened: HappenedIn | None = None
    answers: AnswersIn | None = None
    why: Line


class ReviewRequest(Writing):
    """What was found and done when something left open was looked at again; `follow_up` where it stays open."""


class ClosingIn(Writing):
    """What is recorded at closing. `follow_up` has to be said, also where nothing stays open (null)."""

    answers: AnswersIn
    follow_up: FollowUpIn | None


def draft_of(kind: Kind, body: Writing, *, corrects: str | None = None, reviews: str | None = None) -> Draft:
    """Return what was sent, as the service takes it."""
    happened: HappenedIn | None = getattr(body, "happened", None)
    answers: AnswersIn | None = getattr(body, "answers", None)
    wanted = body.follow_up
    return Draft(
        id=str(body.entry_id),
        kind=kind,
        account=Account(**body.account.model_dump()),
        happened=Happened(**happened.model_dump()) if happened else None,
        answers=_answers(answers) if answers else None,
        follow_up=drafts.Wanted(wanted.what, wanted.owner_id, wanted.review_on) if wanted else None,
        corrects=corrects,
        reviews=reviews,
        why=getattr(body, "why", ""),
    )


def _answers(said: AnswersIn) -> Answers:
    told = tuple(Told(one.who, one.why) for one in said.told)
    return Answers(said.concern, said.done, told, said.why_nobody, said.knows)
