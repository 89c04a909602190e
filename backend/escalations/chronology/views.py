"""The JSON shapes of the chronology for staff."""

from datetime import date, time
from typing import Literal

from pydantic import BaseModel

from backend.core.crypto import FieldCrypto
from backend.core.fields import Instant
from backend.escalations.chronology.follow_ups import LeftOpen
from backend.escalations.chronology.model import Answers, Concern, Content, Entry, Kind
from backend.escalations.chronology.service import Moment, Written
from backend.escalations.model import Outcome
from backend.escalations.views import EscalationView, escalation_view


class HappenedView(BaseModel):
    """When it happened: a day and a clock time in the United Kingdom; no time where only the day is known."""

    on: date
    at_time: time | None
    about: bool


class AccountView(BaseModel):
    """Facts, the writer's opinion and the young person's own words."""

    facts: str
    opinion: str
    own_words: str


class ToldView(BaseModel):
    """Somebody who was told, and why."""

    who: str
    why: str


class AnswersView(BaseModel):
    """What was answered at closing."""

    concern: Concern
    done: str
    told: list[ToldView]
    why_nobody: str
    knows: bool | None


class AuthorView(BaseModel):
    """Who wrote it."""

    id: str
    first_name: str
    role: str


class FollowUpView(BaseModel):
    """Something that was left open; `entry_id` is what a review names. `settled`: it was looked at again."""

    entry_id: str
    what: str
    owner_id: str
    owner: str
    review_on: date
    settled: bool


class VersionView(BaseModel):
    """One version of an entry; `why`: why the one before it was corrected."""

    id: str
    happened: HappenedView
    recorded_at: Instant
    recorded_later: bool
    by: AuthorView
    account: AccountView
    answers: AnswersView | None
    why: str


class EntryView(VersionView):
    """An entry as it counts now, with the versions before it, oldest first."""

    kind: Kind
    escalation_id: str
    outcome: Outcome | None
    reviews: str | None
    follow_up: FollowUpView | None
    earlier: list[VersionView]


class MomentView(BaseModel):
    """A request for a person, or an entry. Before it nothing is recorded for `quiet_days` whole days."""

    quiet_days: int
    request: EscalationView | None = None
    entry: EntryView | None = None


class ChronologyView(BaseModel):
    """One young person's requests and entries, in the order in which they happened."""

    moments: list[MomentView]
    as_of: Instant


class LeftOpenView(BaseModel):
    """Something left open, for the list of what has to be looked at again."""

    entry_id: str
    escalation_id: str
    nickname: str | None
    what: str
    owner_id: str
    owner: str
    review_on: date
    overdue: bool


class FollowUpsView(BaseModel):
    """What is left open: one's own, or everybody's for supervisors; the earliest review first."""

    whose: Literal["mine", "everybody"]
    left_open: list[LeftOpenView]
    as_of: Instant


async def moment_view(moment: Moment, outcomes: dict[str, Outcome | None], crypto: FieldCrypto) -> MomentView:
    """Return one line."""
    if isinstance(moment.what, Written):
        entry = _entry(moment.what, outcomes)
        return MomentView(quiet_days=moment.quiet_days, entry=entry)
    return MomentView(quiet_days=moment.quiet_days, request=await escalation_view(moment.what, crypto))


def left_open_view(found: LeftOpen) -> LeftOpenView:
    """Return one thing that is open."""
    follow_up = found.follow_up
    return LeftOpenView(
        entry_id=found.entry.id,
        escalation_id=found.entry.escalation_id,
        nickname=found.nickname,
        what=found.what,
        owner_id=follow_up.owner_id,
        owner=follow_up.owner,
        review_on=follow_up.review_on,
        overdue=found.overdue,
    )


def _entry(written: Written, outcomes: dict[str, Outcome | None]) -> EntryView:
    entry = written.chain.current
    *earlier, current = [
        _version(entry, content)
        for entry, content in zip(written.chain.versions, written.contents, strict=True)
    ]
    return EntryView(
        **dict(current),
        kind=entry.kind,
        escalation_id=entry.escalation_id,
        outcome=outcomes.get(entry.escalation_id) if entry.kind is Kind.CLOSING else None,
        reviews=entry.reviews,
        follow_up=_follow_up(written),
        earlier=earlier,
    )


def _version(entry: Entry, content: Content) -> VersionView:
    return VersionView(
        id=entry.id,
        happened=HappenedView(**vars(entry.happened)),
        recorded_at=entry.recorded_at,
        recorded_later=entry.recorded_later,
        by=AuthorView(**vars(entry.by)),
        account=AccountView(**vars(content.account)),
        answers=_answers(content.answers) if content.answers else None,
        why=content.why,
    )


def _answers(said: Answers) -> AnswersView:
    told = [ToldView(**vars(one)) for one in said.told]
    return AnswersView(**vars(said) | {"told": told})


def _follow_up(written: Written) -> FollowUpView | None:
    for entry, content in zip(reversed(written.chain.versions), reversed(written.contents), strict=True):
        if entry.follow_up:
            named = entry.follow_up
            return FollowUpView(
                entry_id=entry.id,
                what=content.left_open,
                owner_id=named.owner_id,
                owner=named.owner,
                review_on=named.review_on,
                settled=named.settled_by is not None,
            )
    return None
