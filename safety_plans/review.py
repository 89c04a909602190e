"""When to look at a plan again. Pure: dates are the owner's own calendar's, and passed in.

A plan is looked at every two to four weeks, and after a crisis, a change at school or a discharge. These times are
a default for a reminder, and no clinical claim.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from safety_plans.errors import InvalidReview

SOONEST_DAYS = 14
LATEST_DAYS = 28
AFTER_EVENT = timedelta(days=1)


class Reason(StrEnum):
    """What makes an earlier look worth it."""

    CRISIS = "crisis"
    SCHOOL_CHANGE = "school_change"
    DISCHARGE = "discharge"


@dataclass(frozen=True)
class Event:
    """Something that happened, or will, on a day."""

    reason: Reason
    on: date


@dataclass(frozen=True)
class Reviews:
    """When a plan was last looked at or written, and how many days the owner wants until the next time.

    Raises:
        InvalidReview: fewer than SOONEST_DAYS or more than LATEST_DAYS.
    """

    last_on: date
    every_days: int = LATEST_DAYS

    def __post_init__(self) -> None:
        if not SOONEST_DAYS <= self.every_days <= LATEST_DAYS:
            raise InvalidReview(f"a plan is looked at every {SOONEST_DAYS} to {LATEST_DAYS} days")


def next_review(reviews: Reviews, events: Iterable[Event], today: date) -> date:
    """Return the day of the next review: never before today, and never later than the owner's days from today.

    An event counts until the plan was looked at on a later day; it asks for the day after it.
    """
    # A device whose clock was ahead may have written a last review in the future.
    last_on = min(reviews.last_on, today)
    due = [event.on + AFTER_EVENT for event in events if event.on >= last_on]
    return max(today, min([*due, last_on + timedelta(days=reviews.every_days)]))


def is_due(reviews: Reviews, events: Iterable[Event], today: date) -> bool:
    """Say whether today is a day to look at the plan."""
    return next_review(reviews, events, today) == today
