"""An entry before it is stored: what somebody wants to write, and what is missing in it. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backend.core.clock import LONDON
from backend.core.problem import Unprocessable
from backend.escalations.chronology.model import Account, Answers, Concern, Happened, Kind

EARLIEST = date(1990, 1, 1)  # A slip of the pen, not a day of somebody who is young now.
LATEST_REVIEW = timedelta(days=366)


@dataclass(frozen=True)
class Wanted:
    """A follow-up as it is asked for: what stays open, who looks at it again, and by which day."""

    what: str
    owner_id: str
    review_on: date


@dataclass(frozen=True)
class Draft:
    """What somebody wants to write. The id is chosen by the sender, so that sending again changes nothing.

    No `happened`: it happens now.
    """

    id: str
    kind: Kind
    account: Account
    happened: Happened | None = None
    answers: Answers | None = None
    follow_up: Wanted | None = None
    corrects: str | None = None
    reviews: str | None = None
    why: str = ""


Errors = list[dict[str, str]]


def refuse_what_is_missing(draft: Draft, now: datetime, *, left_open: bool = False) -> None:
    """Raise Unprocessable with every field that has to be changed. `left_open`: there is a follow-up already."""
    errors = [
        *_account(draft),
        *(_happened(draft.happened, now) if draft.happened else []),
        *(_answers(draft.answers) if draft.answers else []),
        *_follow_up(draft, now, left_open=left_open),
    ]
    if draft.corrects and not draft.why:
        errors.append(_error("why", "say why it is corrected"))
    if errors:
        raise Unprocessable(errors=errors)


def _account(draft: Draft) -> Errors:
    if draft.kind is not Kind.NOTE and not draft.account.facts:
        return [_error("account.facts", "say what was done")]
    if draft.account.is_empty:
        return [_error("account.facts", "write facts, your opinion or their own words")]
    return []


def _happened(happened: Happened, now: datetime) -> Errors:
    if happened.on < EARLIEST:
        return [_error("happened.on", "is too long ago")]
    # To the minute: the sender's clock may be a little ahead of ours.
    if happened.on > now.astimezone(LONDON).date() or happened.starts_at > now + timedelta(minutes=5):
        return [_error("happened.on", "has not happened yet")]
    return []


def _answers(answers: Answers) -> Errors:
    errors = []
    if not answers.done:
        reason = "say why not" if answers.concern is Concern.NO else "say what was done about it"
        errors.append(_error("answers.done", reason))
    if not answers.told and not answers.why_nobody:
        errors.append(_error("answers.why_nobody", "say who was told, or why nobody was"))
    if answers.told and answers.why_nobody:
        errors.append(_error("answers.why_nobody", "somebody was told: say nothing here"))
    for place, told in enumerate(answers.told):
        errors += [
            _error(f"answers.told.{place}.{name}", reason)
            for name, reason in (("who", "say who was told"), ("why", "say why they were told"))
            if not getattr(told, name)
        ]
    if answers.told and answers.knows is None:
        errors.append(_error("answers.knows", "say whether the young person knows"))
    return errors


def _follow_up(draft: Draft, now: datetime, *, left_open: bool) -> Errors:
    wanted = draft.follow_up
    unsure = draft.answers is not None and draft.answers.concern is Concern.NOT_SURE
    if wanted is None:
        reason = "while it is not sure whether there is a concern, somebody has to look again"
        return [_error("follow_up", reason)] if unsure and not left_open else []
    today = now.astimezone(LONDON).date()
    errors = [] if wanted.what else [_error("follow_up.what", "say what stays open")]
    if not today <= wanted.review_on <= today + LATEST_REVIEW:
        errors.append(_error("follow_up.review_on", "is not a day from today to a year from now"))
    return errors


def _error(field: str, reason: str) -> dict[str, str]:
    return {"field": field, "reason": reason}
