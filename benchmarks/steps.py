"""How long after a disclosure its first page goes out, and after the end of a step the next one."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

APART_S = 0.25
STARTS_IN_S = 3.0
SETTLE_S = 5.0


async def first_pages_ms(db: Any, conversations: list[str]) -> list[float]:
    """Return the times from each message to the first page for it; the console's, which is always there."""
    await asyncio.sleep(2)
    opened = db.escalations.find({"conversation_id": {"$in": conversations}})
    return [await _page_after_ms(db, one["_id"], one["opened_at"]) async for one in opened]


async def let_steps_end(db: Any, conversations: list[str]) -> list[float]:
    """Let the step of each end, one after the other; return the times until its next page."""
    due: dict[str, datetime] = {}
    starts_at = datetime.now(UTC) + timedelta(seconds=STARTS_IN_S)
    mine = {"conversation_id": {"$in": conversations}, "state": "open"}
    for number, found in enumerate(await db.escalations.find(mine).to_list(None)):
        due[found["_id"]] = starts_at + timedelta(seconds=number * APART_S)
        await db.escalations.update_one({"_id": found["_id"]}, {"$set": {"next_step_at": due[found["_id"]]}})
    await asyncio.sleep(STARTS_IN_S + len(due) * APART_S + SETTLE_S)
    return [await _page_after_ms(db, escalation_id, at) for escalation_id, at in due.items()]


async def _page_after_ms(db: Any, escalation_id: str, at: datetime) -> float:
    query = {"escalation_id": escalation_id, "kind": "page_sent", "at": {"$gte": at}}
    page = await db.receipts.find_one(query, sort=[("at", 1)])
    elapsed: float = (page["at"] - at).total_seconds() * 1000
    return elapsed
