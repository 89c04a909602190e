"""Who may read which steps, until when, and who did. Pure.

A share is a fact with an end. While it is open its reader sees the newest content of its steps; before, after and
once revoked, nothing at all: no older content, and not whether there is a plan.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from safety_plans.errors import InvalidShare
from safety_plans.plan import Entry, Plan, Step
from safety_plans.revisions import Revision
from safety_plans.times import require_utc


@dataclass(frozen=True)
class Reader:
    """Somebody named by the owner, such as a parent with a link or a member of staff."""

    id: str
    name: str = field(repr=False)


@dataclass(frozen=True)
class Share:
    """Some steps, for one reader, from `starts_at` up to, not including, `ends_at` or `revoked_at` (UTC).

    Raises:
        InvalidShare: no step, a reader without id or name, or an end that is not after the start.
        NotUtc: a time is not in UTC.
    """

    id: str
    reader: Reader
    steps: frozenset[Step]
    starts_at: datetime
    ends_at: datetime
    revoked_at: datetime | None = None

    def __post_init__(self) -> None:
        require_utc(self.starts_at, self.ends_at, self.revoked_at)
        if not self.steps:
            raise InvalidShare("a share has at least one step")
        if not (self.reader.id and self.reader.name.strip()):
            raise InvalidShare("a share is with somebody who has a name")
        if self.ends_at <= self.starts_at:
            raise InvalidShare("a share ends after it starts")

    def is_open(self, at: datetime) -> bool:
        """Say whether its reader may read at this time."""
        return self.starts_at <= at < min(self.ends_at, self.revoked_at or self.ends_at)

    def revoked(self, at: datetime) -> "Share":
        """Return it as revoked; revoking again never moves the end to later."""
        return replace(self, revoked_at=min(at, self.revoked_at or at))


@dataclass(frozen=True)
class Visible:
    """What a reader sees: steps in order with their entries, as they have stood since revision `number`, `at`.

    `number` is the newest revision that changed one of these steps, so that it does not tell of work on others.
    """

    number: int
    at: datetime
    steps: tuple[tuple[Step, tuple[Entry, ...]], ...]

    def picture_ids(self) -> frozenset[str]:
        """Return the ids of the pictures that come with it."""
        return frozenset(id_ for _, entries in self.steps for entry in entries for id_ in entry.pictures)


@dataclass(frozen=True)
class Reading:
    """The fact that somebody read, kept for the owner. `number` is the revision that was newest to the reader."""

    reader: Reader
    steps: frozenset[Step]
    number: int
    at: datetime


def visible_to(
    revisions: Iterable[Revision], shares: Iterable[Share], reader_id: str, at: datetime
) -> Visible | None:
    """Return what a reader sees at a time (UTC); None where that is nothing. Raises NotUtc.

    `revisions` are one plan's in order of their numbers, and `shares` the same plan's. The newest revision together
    with the one that `stood_since` names are enough.
    """
    require_utc(at)
    steps = sorted({step for share in _open(shares, at, reader_id) for step in share.steps})
    written = [revision for revision in revisions if revision.at <= at]
    if not (steps and written):
        return None
    newest = written[-1]
    number = stood_since(newest, steps)
    since = next((revision for revision in written if revision.number == number), newest)
    return Visible(since.number, since.at, _content(newest.plan, steps))


def stood_since(newest: Revision, steps: Iterable[Step]) -> int:
    """Return the number of the revision since which all these steps have stood as they are."""
    return max((newest.since(step) for step in steps), default=newest.number)


def read(
    revisions: Iterable[Revision], shares: Sequence[Share], reader_id: str, at: datetime
) -> tuple[Visible, Reading] | None:
    """Return what a reader sees, together with the fact to record before it is shown. Raises NotUtc."""
    visible = visible_to(revisions, shares, reader_id, at)
    if visible is None:
        return None
    reader = _open(shares, at, reader_id)[0].reader
    return visible, Reading(reader, frozenset(step for step, _ in visible.steps), visible.number, at)


def who_can_see(shares: Iterable[Share], step: Step, at: datetime) -> tuple[Reader, ...]:
    """Return everyone but the owner who may read a step at a time (UTC), by name. Raises NotUtc."""
    require_utc(at)
    readers = {share.reader for share in _open(shares, at) if step in share.steps}
    return tuple(sorted(readers, key=lambda reader: (reader.name, reader.id)))


def for_owner(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return every reading, the newest first."""
    return tuple(sorted(readings, key=lambda reading: reading.at, reverse=True))


def _open(shares: Iterable[Share], at: datetime, reader_id: str | None = None) -> list[Share]:
    return [share for share in shares if share.is_open(at) and reader_id in {None, share.reader.id}]


def _content(plan: Plan, steps: Sequence[Step]) -> tuple[tuple[Step, tuple[Entry, ...]], ...]:
    return tuple((step, plan.entries(step)) for step in steps)
