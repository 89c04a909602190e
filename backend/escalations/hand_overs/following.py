"""What is due where somebody holds a request and lets nothing follow. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

from backend.escalations.model import Escalation, State


class Due(StrEnum):
    """`peace`: they have written, so the team that was asked for them is not wanted any more."""

    NOTHING = "nothing"
    REMINDER = "reminder"
    TEAM = "team"
    PEACE = "peace"


def due(found: Escalation, now: datetime, words_within: timedelta) -> Due:
    """Return what is due now: a reminder, and after as long again the team, until somebody writes.

    An acknowledgement goes stale by the policy; here its holder is only reminded when half of that time is over. In a
    drill there is nobody who waits.
    """
    if found.person.drill:
        return Due.NOTHING
    if found.offer:
        return Due.PEACE if found.offer.unanswered and _has_written_since(found) else Due.NOTHING
    if found.silent_since is None:
        return Due.NOTHING
    in_chat = found.state is State.TAKEN_OVER
    within = words_within if in_chat else timedelta(seconds=found.stale_after_s) / 2
    silent = now - found.silent_since
    if silent >= 2 * within:
        return Due.TEAM if in_chat else Due.NOTHING
    reminded = found.reminded_at is not None and found.reminded_at > found.silent_since
    return Due.REMINDER if silent >= within and not reminded else Due.NOTHING


def _has_written_since(found: Escalation) -> bool:
    """Tell whether the holder has written since the team was asked; what came in after that is a wait of its own."""
    waiting = found.waiting_since
    return waiting is None or (found.offer is not None and waiting >= found.offer.offered_at)
