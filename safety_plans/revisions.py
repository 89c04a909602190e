"""A plan's history: revisions are appended, and never edited or taken away. Pure.

Each function that writes takes the newest revision alone, whatever the length of the history, and returns the next.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from safety_plans.errors import BrokenHistory, StaleRevision, UnknownRevision
from safety_plans.limits import check_limits, check_reason
from safety_plans.plan import Entry, Plan
from safety_plans.suggestions import Suggestion
from safety_plans.times import require_utc


class Kind(StrEnum):
    """How a revision came about."""

    EDIT = "edit"
    MERGE = "merge"
    SUGGESTION = "suggestion"
    RESTORE = "restore"


@dataclass(frozen=True)
class Revision:
    """One content of the plan, as it was written.

    `number` counts from 1. `at` (UTC) is told by the server and may step back; the number is the order.
    The author is the owner, who accepted another's words where `suggested_by` is not None. `reason` is in the
    owner's words and may be empty. `restored` is the number of the revision that was brought back.
    """

    number: int
    plan: Plan
    at: datetime
    kind: Kind = Kind.EDIT
    reason: str = field(default="", repr=False)
    suggested_by: str | None = None
    restored: int | None = None


@dataclass(frozen=True)
class History:
    """Revisions from the first to the newest. Raises BrokenHistory where the numbers are not 1, 2, 3 and so on."""

    revisions: tuple[Revision, ...] = ()

    def __post_init__(self) -> None:
        if any(revision.number != number for number, revision in enumerate(self.revisions, start=1)):
            raise BrokenHistory("a history is numbered 1, 2, 3, without a gap")

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
        if not 1 <= number <= len(self.revisions):
            raise UnknownRevision(f"there is no revision {number}")
        return self.revisions[number - 1]

    def appended(self, revision: Revision) -> "History":
        """Return the history with one revision more. Raises BrokenHistory where it is not the next."""
        return History((*self.revisions, revision))


def revise(
    newest: Revision | None,
    plan: Plan,
    *,
    expected: int,
    at: datetime,
    reason: str = "",
    merged: bool = False,
) -> Revision:
    """Return the next revision, written by the owner.

    `expected` is the number that the writer started from, 0 before the first. `merged` says that the plan comes
    from merging and may take the room that limits leave for that.

    Raises:
        StaleRevision: the newest revision has another number; carries it and the plan offered.
        LimitExceeded, InvalidPlan: the plan or the reason holds what does not fit.
        NotUtc: `at` is not in UTC.
    """
    _check_expected(newest, expected, plan)
    check_reason(reason)
    check_limits(plan, newest.plan if newest else Plan(), merged=merged)
    return _next(newest, plan, at, kind=Kind.MERGE if merged else Kind.EDIT, reason=reason)


def accept(
    newest: Revision | None, suggestion: Suggestion, *, entry_id: str, expected: int, at: datetime
) -> Revision:
    """Return the next revision, with a suggestion that the owner accepted last in its step. Raises as `revise`."""
    before = newest.plan if newest else Plan()
    entry = Entry(id=entry_id, text=suggestion.text)
    plan = before.with_step(suggestion.step, *before.entries(suggestion.step), entry)
    _check_expected(newest, expected, plan)
    check_limits(plan, before)
    return _next(newest, plan, at, kind=Kind.SUGGESTION, suggested_by=suggestion.suggested_by)


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
) -> Revision:
    require_utc(at)
    number = newest.number + 1 if newest else 1
    return Revision(number, plan, at, kind, reason, suggested_by, restored)
