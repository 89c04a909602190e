"""A request to be erased, and what is kept in spite of it. Pure."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from backend.core.crypto import Sealed


class ErasureState(StrEnum):
    """How far it is. It can be withdrawn while it waits; from `running` on it only goes forward."""

    WAITING = "waiting"
    RUNNING = "running"
    SEALED = "sealed"  # What the duty keeps is under its own key; the person's key may go.
    DONE = "done"


@dataclass(frozen=True)
class Erasure:
    """One request. `key_id` names the data key that is destroyed."""

    person_id: str
    key_id: Sealed
    state: ErasureState
    requested_at: datetime


@dataclass(frozen=True)
class Kept:
    """Something that stays, in plain words. `until` is a day, or None where no end is decided yet."""

    what: str
    why: str
    until: date | None


@dataclass(frozen=True)
class Preview:
    """What would happen; `waits` says what it would wait for."""

    goes: list[str]
    kept: list[Kept]
    waits: str | None


@dataclass(frozen=True)
class Periods:
    """How long things are kept, from the retention schedule."""

    safeguarding_until_age: int
    complaints_days: int
    proof_days: int
    marks_days: int
    backups_days: int


def birthday_at_latest(opened_at: datetime, age_band: str, age: int) -> datetime:
    """Return the latest day on which somebody of that age band could reach an age: no date of birth is known."""
    youngest = re.match(r"\d+", age_band)
    years = age - int(youngest.group()) if youngest else age
    year = opened_at.year + years
    last_day = calendar.monthrange(year, opened_at.month)[1]
    return opened_at.replace(year=year, day=min(opened_at.day, last_day))


GOES = [
    "Your account: your nickname, age group and language.",
    (
        "Every phone you signed in on. All of them are signed out. "
        "What they keep goes when they are next opened with a connection."
    ),
    "Your recovery words. They stop working.",
    "Your conversation: what you wrote, and every answer.",
    "Your safety plan, its older versions and pictures, and everything you shared from it.",
    "That you would like to become a peer mentor, and what you were answered.",
]
WAITS = (
    "You have an open request for a person. We wait until somebody from the team has closed it. "
    "Then we erase your data. You can change your mind until then."
)


def kept_list(
    now: datetime, requests: list[tuple[datetime, str]], *, complaints: bool, periods: Periods
) -> list[Kept]:
    """Return what stays, beginning with what says most about the person."""
    kept = []
    if requests:
        until = max(
            birthday_at_latest(opened_at, age_band, periods.safeguarding_until_age)
            for opened_at, age_band in requests
        )
        kept.append(Kept(_DUTY_WHAT, _DUTY_WHY, until.date()))
    if complaints:
        kept.append(Kept(_COMPLAINTS_WHAT, _COMPLAINTS_WHY, _day(now, periods.complaints_days)))
    return [
        *kept,
        Kept(_PROOF_WHAT, _PROOF_WHY, _day(now, periods.proof_days)),
        Kept(_MARKS_WHAT, _MARKS_WHY, _day(now, periods.marks_days)),
        Kept(_AUDIT_WHAT, _AUDIT_WHY, None),
        Kept(_BACKUPS_WHAT, _BACKUPS_WHY, _day(now, periods.backups_days)),
    ]


def _day(now: datetime, days: int) -> date:
    return (now + timedelta(days=days)).date()


_DUTY_WHAT = (
    "That a person was asked for, your age group, the words that led to it, "
    "what staff wrote about it, and what was done and when."
)
_DUTY_WHY = (
    "The law on keeping children and young people safe asks us to keep this. It is called the safeguarding duty. "
    "It is locked away under another key. Only a supervisor can open it, and each time is written down."
)
_COMPLAINTS_WHAT = "Complaints you sent us, and our answers. They no longer say which account they came from."
_COMPLAINTS_WHY = "The law on complaints asks us to keep a record. The time counts from our answer."
_PROOF_WHAT = (
    "A note that you asked us to erase your data, and when it was done. It holds none of your words."
)
_PROOF_WHY = "So that we can show that we did it."
_MARKS_WHAT = "A mark of each phone you signed in on. It is a number. It does not say whose the phone was."
_MARKS_WHY = "So that each phone learns that it has to clear itself."
_AUDIT_WHAT = "The list of who opened your record. It holds a random number for you, no name and no words."
_AUDIT_WHY = "So that nobody can read a record and hide it. Nobody has decided yet when this list ends."
_BACKUPS_WHAT = "Copies of our data that were made before today."
_BACKUPS_WHY = (
    "A copy cannot be changed. After this day no copy has the key to your words, and nobody can read them."
)
EVERY_TEXT = (
    *GOES, WAITS, _DUTY_WHAT, _DUTY_WHY, _COMPLAINTS_WHAT, _COMPLAINTS_WHY, _PROOF_WHAT, _PROOF_WHY, _MARKS_WHAT,
    _MARKS_WHY, _AUDIT_WHAT, _AUDIT_WHY, _BACKUPS_WHAT, _BACKUPS_WHY,
)  # fmt: skip
