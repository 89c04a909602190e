"""A plan's history: revisions are appended, and never edited or taken away. Pure.

Each function that writes takes the newest revision alone, whatever the length of the history, and returns the next.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from safety_plans.errors import BrokenHistory, StaleRevision, UnknownRevision
from safety_plans.limits import check_limits, check_reason
from safety_plans.plan import Entry, Plan, Step
from safety_plans.suggestions import Suggestion
from safety_plans.times import require_utc


class Kind(StrEnum):
    """How a revision came about."""

    EDIT = "edit"
    MERGE = "merge"
    SUGGESTION = "suggestion"
    RESTORE = "restore"
    IMPORT = "import"


@dataclass(frozen=True)
class Revision:
    """One content of the plan, as it was written.

    `number` counts from 1. `at` (UTC) is told by the server and may step back; the number is the order.
    The author is the owner, who accepted another's words where `suggested_by` is not None. `reason` is in the
    owner's words and may be empty. `restored` is the number of the revision that was brought back.
    `steps_since` says of each step since which revision it has stood as it is; empty means since this one.
    """

    number: int
    plan: Plan
    at: datetime
    kind: Kind = Kind.EDIT
    reason: str = field(default="", repr=False)
    suggested_by: str | None = None
    restored: int | None = None
    steps_since: tuple[int, ...] = field(default=(), compare=False)

    def since(self, step: Step) -> int:
        """Return the number of the revision since which this step has stood as it is."""
        return self.steps_since[step - 1] if self.steps_since else self.number


@dataclass(frozen=True)
class History:
    """Revisions from the first to the newest.

    They are numbered from 1, or from the number after `after` where an earlier plan was deleted: a device that
    still holds that one must not take a new revision for one it has seen.

    Raises:
        BrokenHistory: a number is missing, repeated or out of order.
    """

    revisions: tuple[Revision, ...] = ()
    after: int = 0

    def __post_init__(self) -> None:
        numbers = range(self.after + 1, self.after + 1 + len(self.revisions))
        if [revision.number for revision in self.revisions] != list(numbers):
            raise BrokenHistory("a history is numbered on by one, without a gap")

    def __iter__(self) -> Iterator[Revision]:
        return iter(self.revisions)

    def __len__(self) -> int:
        return len(self.revisions)

    @property
    def newest(self) -> Revision | None:
        """Return the newest revision; None where nothing was written yet."""
        return self.revisions[-1] if self.revisions else None

    def numbered(self, number: int) -> Revision:
        """Return a revision by its number. Raises UnknownRevision."""
        if not 1 <= number - self.after <= len(self.revisions):
            raise UnknownRevision(f"there is no revision {number}")
        return self.revisions[number - self.after - 1]

    def appended(self, revision: Revision) -> "History":
        """Return the history with one revision more. Raises BrokenHistory where it is not the next."""
        return History((*self.revisions, revision), self.after)


def revise(
    newest: Revision | None,
    plan: Plan,
    *,
    expected: int,
    at: datetime,
    reason: str = "",
    merged: bool = False,
    after: int = 0,
) -> Revision:
    """Return the next revision, written by the owner.

    `expected` is the number that the writer started from, 0 before the first. `merged` says that the plan comes
    from merging and may take the room that limits leave for that. `after` is the last number of a plan that was
    deleted, and counts only where there is no newest.

    Raises:
        StaleRevision: the newest revision has another number; carries it and the plan offered.
        LimitExceeded, InvalidPlan: the plan or the reason holds what does not fit.
        NotUtc: `at` is not in UTC.
    """
    _check_expected(newest, expected, plan)
    check_reason(reason)
    check_limits(plan, newest.plan if newest else Plan(), merged=merged)
    kind = Kind.MERGE if merged else Kind.EDIT
    return _next(newest, plan, at, kind=kind, reason=reason, after=after)


def accept(
    newest: Revision | None,
    suggestion: Suggestion,
    *,
    entry_id: str,
    expected: int,
    at: datetime,
    after: int = 0,
) -> Revision:
    """Return the next revision, with a suggestion that the owner accepted last in its step. Raises as `revise`."""
    before = newest.plan if newest else Plan()
    entry = Entry(id=entry_id, text=suggestion.text)
    plan = before.with_step(suggestion.step, *before.entries(suggestion.step), entry)
    _check_expected(newest, expected, plan)
    check_limits(plan, before)
    by = suggestion.suggested_by
    return _next(newest, plan, at, kind=Kind.SUGGESTION, suggested_by=by, after=after)


def restore(newest: Revision, old: Revision, *, expected: int, at: datetime) -> Revision:
    """Return the next revision, with the content of an old one. What fitted once fits again.

    Raises:
        StaleRevision: as `revise`.
        UnknownRevision: `old` is not older than the newest.
        NotUtc: `at` is not in UTC.
    """
    _check_expected(newest, expected, old.plan)
    if old.number >= newest.number:
        raise UnknownRevision(f"revision {old.number} is not older than {newest.number}")
    return _next(newest, old.plan, at, kind=Kind.RESTORE, restored=old.number)


def take_in(newest: Revision | None, plan: Plan, *, expected: int, at: datetime, after: int = 0) -> Revision:
    """Return the next revision, with a content from a file. It may have the room of a merge. Raises as `revise`."""
    _check_expected(newest, expected, plan)
    check_limits(plan, newest.plan if newest else Plan(), merged=True)
    return _next(newest, plan, at, kind=Kind.IMPORT, after=after)


def _check_expected(newest: Revision | None, expected: int, offered: Plan) -> None:
    if expected != (newest.number if newest else 0):
        raise StaleRevision(expected, newest, offered)


def _next(
    newest: Revision | None,
    plan: Plan,
    at: datetime,
    *,
    kind: Kind,
    reason: str = "",
    suggested_by: str | None = None,
    restored: int | None = None,
    after: int = 0,
) -> Revision:
    require_utc(at)
    number = (newest.number if newest else after) + 1
    since = tuple(
        newest.since(step) if newest and newest.plan.entries(step) == plan.entries(step) else number
        for step in Step
    )
    return Revision(number, plan, at, kind, reason, suggested_by, restored, since)
