"""What is known about an escalation, folded from its receipts alone. Pure: no promise can come from anywhere else."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from backend.escalations.model import Receipt, ReceiptKind

ALERT_LATE_AFTER_S = 15


class Standing(StrEnum):
    """What a young person is told, as a word; the sentence is written in the chat's texts."""

    NONE = "none"
    ALERTING = "alerting"
    NOT_ALERTED = "not_alerted"
    WAITING = "waiting"
    NOBODY_ON_CALL = "nobody_on_call"
    SEEN = "seen"
    ALERTED_AGAIN = "alerted_again"
    JOINED = "joined"
    HANDING_OVER = "handing_over"
    HANDED_BACK = "handed_back"
    CLOSED = "closed"


@dataclass(frozen=True)
class Facts:
    """The facts since the escalation was opened, or handed back, whichever is later."""

    escalation_id: str | None = None
    asked_at: datetime | None = None
    alerted_at: datetime | None = None
    fallback_alerted_at: datetime | None = None
    seen_at: datetime | None = None
    stale_at: datetime | None = None
    alerted_again_at: datetime | None = None
    joined_at: datetime | None = None
    lapsed_at: datetime | None = None
    asked_for_another_at: datetime | None = None
    handed_back_at: datetime | None = None
    closed_at: datetime | None = None
    by: str | None = None
    by_role: str | None = None

    def standing(self, now: datetime) -> Standing:
        """Return the truth at `now`."""
        if self.asked_at is None:
            return Standing.NONE
        if self.closed_at:
            return Standing.CLOSED
        if self.joined_at:
            return Standing.HANDING_OVER if self.asked_for_another_at else Standing.JOINED
        if self.alerted_again_at:
            return Standing.ALERTED_AGAIN
        if self.seen_at and not self._late(self.stale_at, now):
            return Standing.SEEN
        return self._unseen(now, self.asked_at)

    def _unseen(self, now: datetime, asked_at: datetime) -> Standing:
        if self.alerted_at and not self.stale_at:
            return Standing.HANDED_BACK if self.handed_back_at else Standing.WAITING
        if self.fallback_alerted_at and not self.stale_at:
            return Standing.NOBODY_ON_CALL
        return Standing.NOT_ALERTED if self._late(self.stale_at or asked_at, now) else Standing.ALERTING

    @staticmethod
    def _late(since: datetime | None, now: datetime) -> bool:
        return since is not None and (now - since).total_seconds() > ALERT_LATE_AFTER_S

    def since(self, now: datetime) -> datetime | None:
        """Return the instant that the standing rests on."""
        rests_on = {
            Standing.CLOSED: self.closed_at,
            Standing.JOINED: self.joined_at,
            Standing.HANDING_OVER: self.asked_for_another_at,
            Standing.SEEN: self.seen_at,
            Standing.ALERTED_AGAIN: self.alerted_again_at,
            Standing.HANDED_BACK: self.alerted_at,
            Standing.WAITING: self.alerted_at,
            Standing.NOBODY_ON_CALL: self.fallback_alerted_at,
        }
        return rests_on.get(self.standing(now), self.asked_at)


def fold(receipts: Iterable[Receipt]) -> Facts:
    """Return the facts from receipts in the order in which they happened."""
    facts = Facts()
    for receipt in receipts:
        facts = _after(facts, receipt)
    return facts


def _after(facts: Facts, receipt: Receipt) -> Facts:  # noqa: PLR0911 - one line for each kind of receipt
    match receipt.kind:
        case ReceiptKind.OPENED:
            return Facts(escalation_id=receipt.escalation_id, asked_at=receipt.at)
        case ReceiptKind.HANDED_BACK:
            return Facts(facts.escalation_id, receipt.at, handed_back_at=receipt.at, by=receipt.by)
        case ReceiptKind.DISCLOSED_AGAIN if facts.seen_at and not facts.joined_at:
            # What was seen before does not cover the new words; alerts after it went stale still count.
            return replace(facts, seen_at=None) if facts.stale_at else Facts(facts.escalation_id, receipt.at)
        case ReceiptKind.WENT_STALE:
            return replace(facts, stale_at=receipt.at)
        case ReceiptKind.PAGE_SENT:
            return _paged(facts, receipt)
        case ReceiptKind.ACKNOWLEDGED:
            return _seen(facts, receipt)
        case ReceiptKind.TAKEN_OVER:
            return _joined(facts, receipt)
        case ReceiptKind.CLOSED:
            return replace(facts, closed_at=receipt.at, by=receipt.by, by_role=receipt.by_role)
        case _:
            return _handed_over(facts, receipt)


def _handed_over(facts: Facts, receipt: Receipt) -> Facts:
    """An offer changes nothing. Accepted, it is the new person who has seen it, or who is in the chat."""
    match receipt.kind:
        case ReceiptKind.HAND_OVER_LAPSED if facts.joined_at:
            return replace(facts, lapsed_at=receipt.at)
        case ReceiptKind.HAND_OVER_OFFERED | ReceiptKind.HAND_OVER_WITHDRAWN:
            return replace(facts, lapsed_at=None, asked_for_another_at=None)
        case ReceiptKind.HAND_OVER_ACCEPTED:
            return _joined(facts, receipt) if facts.joined_at else _seen(facts, receipt)
        case _:
            return facts


def _seen(facts: Facts, receipt: Receipt) -> Facts:
    seen = replace(facts, seen_at=receipt.at, by=receipt.by, by_role=receipt.by_role)
    return replace(seen, stale_at=None, alerted_again_at=None)


def _joined(facts: Facts, receipt: Receipt) -> Facts:
    joined = replace(facts, joined_at=receipt.at, by=receipt.by, by_role=receipt.by_role)
    return replace(joined, lapsed_at=None, asked_for_another_at=None)


def _paged(facts: Facts, receipt: Receipt) -> Facts:
    """Only the first page of each sort counts: the time that is told is when the asking began."""
    if facts.lapsed_at:
        return replace(facts, asked_for_another_at=facts.asked_for_another_at or receipt.at)
    if facts.stale_at:
        return replace(facts, alerted_again_at=facts.alerted_again_at or receipt.at)
    if receipt.fallback:
        return replace(facts, fallback_alerted_at=facts.fallback_alerted_at or receipt.at)
    return replace(facts, alerted_at=facts.alerted_at or receipt.at)
