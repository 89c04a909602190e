"""A page and its life. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from backend.core.attention import Attention

LEASE_S = 10.0
NO_ESCALATION = "unknown"  # of a page that goes out while the store does not answer
# The second provider of SMS: a channel of its own in the queue, an SMS for everybody else.
SMS, SECOND_SMS = "sms", "sms2"
RETRY_AFTER_S = (1.0, 2.0, 5.0, 10.0, 30.0)


class PageState(StrEnum):
    """`due` waits for a worker, `leased` is being sent, `cancelled` was overtaken by a person."""

    DUE = "due"
    LEASED = "leased"
    SENT = "sent"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Page:
    """One page. Its id is also the idempotency key that is given to the provider on every attempt."""

    id: str
    escalation_id: str
    conversation_id: str
    staff_id: str
    first_name: str
    channel: str
    attention: Attention
    step: int
    fallback: bool
    due_at: datetime
    attempt: int = 0
    drill: bool = False


def page_id(escalation_id: str, round_: int, staff_id: str, channel: str) -> str:
    """Return the same id for the same page, so that queuing it twice is queuing it once."""
    return f"{escalation_id}.{round_}.{staff_id}.{channel}"


def by_another_way(page: Page, channel: str, at: datetime) -> Page:
    """Return the same page by another channel; its id is the one that the channel would have had from the start."""
    other = f"{page.id.removesuffix(page.channel)}{channel}"
    return replace(page, id=other, channel=channel, due_at=at, attempt=0)


def retry_after_s(attempt: int) -> float:
    """Return how long to wait before the next try, after `attempt` tries. It grows, and never ends the trying."""
    return RETRY_AFTER_S[min(attempt, len(RETRY_AFTER_S)) - 1]
