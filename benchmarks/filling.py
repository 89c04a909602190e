"""Closed escalations as five years leave them behind: their receipts, and the pages of the last 90 days."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from pymongo.write_concern import WriteConcern

YEARS = timedelta(days=5 * 365)
PAGES_ARE_KEPT = timedelta(days=90)
BATCH = 5_000
HOPS = (("opened", 0), ("step_started", 0), ("page_sent", 1), ("acknowledged", 40), ("closed", 900))


async def fill(db: Any, pattern: dict[str, Any], there: int, size: int, deadline_s: float) -> int:
    """Bring the closed escalations from `there` up to `size`, or as far as time allows; return how many there are.

    Each is as `pattern`, one that was opened by a message.
    """
    now, first = datetime.now(UTC), there
    while there < size and time.monotonic() < deadline_s:
        count = min(BATCH, size - there)
        # Each size covers all the years, evenly, so that the newest are always as recent.
        opened = [
            now - YEARS * (1 - (there - first + place + 0.5) / (size - first)) for place in range(count)
        ]
        batch = [_escalation(pattern, f"{there + place:08x}", at) for place, at in enumerate(opened)]
        await _write(db, batch, now)
        there += count
    return there


async def _write(db: Any, escalations: list[dict[str, Any]], now: datetime) -> None:
    receipts = [_receipt(one, kind, after_s) for one in escalations for kind, after_s in HOPS]
    pages = [_page(one) for one in escalations if now - one["opened_at"] < PAGES_ARE_KEPT]
    batches = {"escalations": escalations, "receipts": receipts, "pages": pages}
    quickly = db.client.get_database(db.name, write_concern=WriteConcern(1))
    await asyncio.gather(
        *(quickly[name].insert_many(batch, ordered=False) for name, batch in batches.items() if batch)
    )


def _escalation(pattern: dict[str, Any], place: str, at: datetime) -> dict[str, Any]:
    # Ids that grow keep the writing quick; nothing that is measured reads them in order.
    id_ = place + uuid4().hex[8:]
    by = {"id": "demo-maya", "first_name": "Maya", "at": at + timedelta(minutes=15)}
    return pattern | {
        "_id": id_, "conversation_id": f"c{id_}", "young_person_id": f"y{id_}", "state": "closed",
        "active": False, "opened_at": at, "last_disclosure_at": at,
        "last_queued_at": at, "next_step_at": None, "acknowledged_by": by, "taken_over_by": by,
        "closed_by": by, "outcome": "other", "version": 4,
    }  # fmt: skip


def _receipt(escalation: dict[str, Any], kind: str, after_s: int) -> dict[str, Any]:
    return {
        "kind": kind, "at": escalation["opened_at"] + timedelta(seconds=after_s),
        "escalation_id": escalation["_id"], "conversation_id": escalation["conversation_id"],
        "to": "Maya", "channel": "console", "step": 1,
    }  # fmt: skip


def _page(escalation: dict[str, Any]) -> dict[str, Any]:
    at = escalation["opened_at"]
    return {
        "_id": f"{escalation['_id']}.1.demo-maya.console", "state": "sent", "escalation_id": escalation["_id"],
        "conversation_id": escalation["conversation_id"], "staff_id": "demo-maya", "first_name": "Maya",
        "channel": "console", "attention": "now", "step": 0, "fallback": False, "due_at": at, "attempt": 1,
        "drill": False, "settled_at": at, "link_ended_at": at,
    }  # fmt: skip
