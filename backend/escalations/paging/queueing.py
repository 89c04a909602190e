"""From a policy step to queued pages and receipts. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from backend.escalations.model import Escalation, Receipt, ReceiptKind, Responder
from backend.escalations.paging.model import Page, page_id
from backend.escalations.policy import reached_from


def start_step(
    escalation: Escalation, step: int, everyone: list[Responder], on_call: set[str], now: datetime
) -> tuple[Escalation, list[Page], list[Receipt]]:
    """Return the escalation in that step, the pages to queue and the receipts to add.

    A step with nobody to page is skipped at once, for the next one that has somebody. Those who acknowledged or took
    over are paged as well: they may be needed again.
    """
    step, targets, skipped = reached_from(escalation.steps, step, everyone, on_call)
    holders = {by.id for by in (escalation.acknowledged_by, escalation.taken_over_by) if by}
    paged = {member.id: member for member in targets.responders}
    paged |= {member.id: member for member in everyone if member.id in holders}
    started = replace(
        escalation,
        step=step,
        round=escalation.round + 1,
        last_queued_at=now,
        next_step_at=now + timedelta(seconds=escalation.steps[step].wait_s),
    )
    pages = [
        _page(started, member, channel, now, fallback=targets.rota_empty)
        for member in paged.values()
        for channel in _ways(started, member)
    ]
    kinds = [ReceiptKind.STEP_STARTED] + ([ReceiptKind.ROTA_EMPTY] if targets.rota_empty else [])
    receipts = [receipt(started, ReceiptKind.STEP_SKIPPED, now, step=number + 1) for number in skipped]
    receipts += [receipt(started, kind, now, step=step + 1) for kind in kinds]
    return started, pages, receipts


def pages_to(
    escalation: Escalation, members: Iterable[Responder], now: datetime
) -> tuple[Escalation, list[Page]]:
    """Return the escalation in its next round, its step as it was, and pages to these members by all their channels."""
    following = replace(escalation, round=escalation.round + 1)
    console = escalation.person.drill == "console"
    pages = [
        _page(following, member, channel, now, fallback=False)
        for member in members
        for channel in (() if console else member.channels) or ("console",)
    ]
    return following, pages


def following_step(escalation: Escalation) -> int:
    """Return the next step, or the last one again."""
    return min(escalation.step + 1, len(escalation.steps) - 1)


def receipt(
    escalation: Escalation,
    kind: ReceiptKind,
    at: datetime,
    by: Responder | None = None,
    step: int | None = None,
) -> Receipt:
    """Return a receipt of this escalation."""
    return Receipt(
        kind=kind,
        at=at,
        escalation_id=escalation.id,
        conversation_id=escalation.conversation_id,
        by=by.first_name if by else None,
        by_role=by.role if by else None,
        step=step,
    )


def _ways(escalation: Escalation, member: Responder) -> tuple[str, ...]:
    if escalation.person.drill == "console":
        return ("console",)  # So that no phone rings for it, not even of those who have no other channel.
    return escalation.steps[escalation.step].ways_to(member)


def _page(escalation: Escalation, member: Responder, channel: str, now: datetime, *, fallback: bool) -> Page:
    return Page(
        id=page_id(escalation.id, escalation.round, member.id, channel),
        escalation_id=escalation.id,
        conversation_id=escalation.conversation_id,
        staff_id=member.id,
        first_name=member.first_name,
        channel=channel,
        attention=escalation.attention,
        step=escalation.step,
        fallback=fallback,
        due_at=now,
        drill=escalation.person.drill is not None,
    )
