"""Escalations, receipts and staff made in memory, so that tests of pure code read as prose."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bson.binary import Binary

from backend.core.attention import Attention
from backend.escalations.model import (
    ActedBy,
    Escalation,
    PersonSummary,
    Receipt,
    ReceiptKind,
    Responder,
    Source,
    State,
    Step,
)
from backend.escalations.policy import policy_for
from tests.fakes import MONDAY_EVENING


def at(seconds: float) -> datetime:
    return MONDAY_EVENING + timedelta(seconds=seconds)


def receipt(
    kind: ReceiptKind, seconds: float = 0, by: str | None = None, *, fallback: bool | None = None
) -> Receipt:
    role = "on_call" if by else None
    return Receipt(
        kind, at(seconds), "escalation-1", "conversation-1", by=by, by_role=role, fallback=fallback
    )


def member(name: str, role: str = "on_call", *, fallback: bool = False, channels: int = 1) -> Responder:
    ways = tuple(f"way-{number}" for number in range(channels))
    return Responder(name.lower(), name, role, ways, fallback)


def acted(name: str) -> ActedBy:
    return ActedBy(name.lower(), name, MONDAY_EVENING)


def escalation(steps: tuple[Step, ...] | None = None, **changes: Any) -> Escalation:
    made = Escalation(
        id="escalation-1",
        conversation_id="conversation-1",
        young_person_id="young-person-1",
        key_id=Binary.from_uuid(UUID(int=1)),
        state=State.OPEN,
        attention=Attention.NOW,
        source=Source.SCREENING,
        opened_at=MONDAY_EVENING,
        last_disclosure_at=MONDAY_EVENING,
        last_queued_at=MONDAY_EVENING,
        sealed_notices=(),
        stale_after_s=600,
        person=PersonSummary("13-15", "en", None),
        steps=steps or policy_for(Attention.NOW).steps,
        step=0,
        round=0,
        next_step_at=None,
        acknowledged_by=None,
        taken_over_by=None,
        closed_by=None,
        outcome=None,
        version=1,
    )
    return replace(made, **changes)
