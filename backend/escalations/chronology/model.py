"""An entry of the chronology: facts, opinion and the young person's own words apart. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from pydantic import TypeAdapter

from backend.core.clock import LONDON
from backend.core.crypto import Sealed

# Whoever writes down an evening's work after the shift is not late.
LATER_AFTER = timedelta(hours=6)


class Kind(StrEnum):
    """What an entry is: written at any time, the closing of a request, or the review of what was left open."""

    NOTE = "note"
    CLOSING = "closing"
    REVIEW = "review"


class Concern(StrEnum):
    """The answer to the safeguarding question."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure_yet"


@dataclass(frozen=True)
class Happened:
    """When something happened, as people know it: a day in London, perhaps a clock time, perhaps only about then."""

    on: date
    at_time: time | None = None
    about: bool = False

    @property
    def starts_at(self) -> datetime:
        """Return the earliest instant that is meant (in London's time zone)."""
        return datetime.combine(self.on, self.at_time or time(), LONDON)

    @property
    def ends_at(self) -> datetime:
        """Return the instant by which it had happened: the end of the day where no time is known."""
        if self.at_time:
            return self.starts_at
        return datetime.combine(self.on + timedelta(days=1), time(), LONDON)


def happened_now(now: datetime) -> Happened:
    """Return this moment, to the minute."""
    local = now.astimezone(LONDON)
    return Happened(local.date(), local.time().replace(second=0, microsecond=0))


@dataclass(frozen=True)
class Account:
    """What is said to have happened. The three are never mixed; any may be empty."""

    facts: str = ""
    opinion: str = ""
    own_words: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was written."""
        return not (self.facts or self.opinion or self.own_words)


@dataclass(frozen=True)
class Told:
    """Somebody who was told, and why they were."""

    who: str
    why: str


@dataclass(frozen=True)
class Answers:
    """What has to be answered at closing. `knows`: whether the young person knows who was told."""

    concern: Concern
    done: str
    told: tuple[Told, ...] = ()
    why_nobody: str = ""
    knows: bool | None = None


@dataclass(frozen=True)
class Content:
    """The words of an entry, sealed together. `left_open` belongs to the follow-up, `why` to a correction."""

    account: Account
    answers: Answers | None = None
    left_open: str = ""
    why: str = ""

    def to_text(self) -> str:
        """Return it as JSON, for sealing."""
        return _CONTENT.dump_json(self).decode()

    @classmethod
    def from_text(cls, text: str) -> "Content":
        """Return what `to_text` wrote."""
        return _CONTENT.validate_json(text)


_CONTENT = TypeAdapter(Content)


@dataclass(frozen=True)
class FollowUp:
    """Something that stays open: one named person looks at it again, by a day. `settled_by`: the entry that did."""

    owner_id: str
    owner: str
    review_on: date
    settled_by: str | None = None


@dataclass(frozen=True)
class Author:
    """Who wrote it, with the role they had then."""

    id: str
    first_name: str
    role: str


@dataclass(frozen=True)
class Entry:
    """One entry; it is never changed. `corrects` names the version before it, `reviews` the entry looked at again."""

    id: str
    young_person_id: str
    escalation_id: str
    kind: Kind
    happened: Happened
    happened_at: datetime
    recorded_at: datetime
    by: Author
    sealed: Sealed
    corrects: str | None = None
    reviews: str | None = None
    follow_up: FollowUp | None = None

    @property
    def recorded_later(self) -> bool:
        """Tell whether it was written down long after it happened."""
        return self.recorded_at - self.happened.ends_at > LATER_AFTER


@dataclass(frozen=True)
class Chain:
    """An entry with its corrections, oldest first: the last version counts, and none goes away."""

    versions: tuple[Entry, ...]

    @property
    def current(self) -> Entry:
        """Return the version that counts."""
        return self.versions[-1]

    @property
    def follow_up(self) -> FollowUp | None:
        """Return what was left open: that of the newest version that says so."""
        return next((one.follow_up for one in reversed(self.versions) if one.follow_up), None)


def chains(entries: list[Entry]) -> list[Chain]:
    """Return each entry with its corrections."""
    corrections = {entry.corrects: entry for entry in entries if entry.corrects}
    found = []
    for first in entries:
        if first.corrects:
            continue
        versions = [first]
        while following := corrections.get(versions[-1].id):
            versions.append(following)
        found.append(Chain(tuple(versions)))
    return found


def order(happened_at: datetime, recorded_at: datetime) -> tuple[datetime, datetime]:
    """Return what a chronology is sorted by: when it happened, to the minute that people write; then when recorded."""
    return happened_at.replace(second=0, microsecond=0), recorded_at


def quiet_days(before: datetime, after: datetime) -> int:
    """Return how many whole days in London lie between two moments with nothing recorded."""
    return max(0, (after.astimezone(LONDON).date() - before.astimezone(LONDON).date()).days - 1)
